"""From an update to its replies: load, talk, save all in one transaction, then deliver."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date

import msgspec
from telegram import Update
from telegram.ext import ContextTypes

import flows
from bot import reading
from bot.albums import Albums
from bot.conversation.replies import House, Reply, Turn
from bot.conversation.talk import turn as talk
from bot.debts import Debts
from bot.delivery import Blocked, Delivery, Refused, Undelivered
from bot.late import Late
from bot.making import Making
from bot.outgoing import of_turn
from bot.own_fault import own_fault
from bot.reading import Seen
from bot.render import MAX_TOAST, Buttons, calls
from bot.sheets import Sheets, changes
from flows.errors import Sealed, Stale, StoreError
from flows.interview.words import words
from flows.reminders import next_day
from letters.writing.exhibit import Sheet
from storage import AlreadyHandled, Feedback, Held, Store, Waiting

log = logging.getLogger(__name__)

TRIES = 5  # at a case that somebody else changes at the same time


class Handlers:
    """What the bot does with updates. `today` is the clock."""

    def __init__(
        self,
        store: Store,
        delivery: Delivery,
        sheets: Sheets,
        house: House,
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._delivery = delivery
        self._sheets = sheets
        self._making = Making(store, delivery, sheets, house)
        self._house = house
        self._today = today
        self.replayed: set[int] = set()
        self._albums = Albums()
        self.late = Late(delivery)
        self._debts = Debts(store, delivery, today)

    async def on_update(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Any update. A replay is dropped; a fault is told once, with a code."""
        if not isinstance(update, Update) or update.update_id in self.replayed:
            return
        if self.late.waits_behind(update):
            return
        await self.handle(update)

    async def handle(self, update: Update) -> bool:
        """One update; False where nothing can be kept now, so that it has to be handled again."""
        try:
            await self._handle(update)
        except AlreadyHandled:
            log.info("update %s was handled before", update.update_id)
        except Blocked:
            if update.effective_chat:
                await self._store.block(update.effective_chat.id, self._today())
                await self._store.done(update.update_id)
        except Refused as refused:
            log.warning("update %s: Telegram refused %s", update.update_id, refused)
            await self._store.done(update.update_id)
        except Undelivered as late:
            log.warning("update %s not answered yet: %s", update.update_id, late)
        except (Stale, Sealed) as fault:
            await own_fault(update, fault, delivery=self._delivery, store=self._store)
        except StoreError as failed:
            cause = type(failed.__cause__ or failed).__name__
            log.error("update %s waits for the database: %s", update.update_id, cause)
            await self.late.put(update)
            return False
        except Exception as fault:
            await own_fault(update, fault, delivery=self._delivery, store=self._store)
        return True

    async def deliver(self, waiting: Sequence[Waiting], *, language: str = "en") -> None:
        """Sends what is owed to one chat, in order; stops where it cannot go on."""
        await self._debts.pay(waiting, language=language)

    async def _handle(self, update: Update) -> None:
        seen = reading.read(update)
        if seen.chat_id is None or seen.place == "nowhere":
            await self._store.done(seen.update_id)
        elif seen.place in ("group", "joined"):
            await self._leave(seen, seen.chat_id)
        elif seen.place in ("blocked", "unblocked"):
            on = self._today() if seen.place == "blocked" else None
            await self._store.block(seen.chat_id, on)
            await self._store.done(seen.update_id)
        else:
            await self._answer(update, seen.chat_id)

    async def _answer(self, update: Update, chat_id: int) -> None:
        for _ in range(TRIES):
            held = await self._store.load(chat_id)
            seen = reading.read(update, live_message_id=held.live_message_id)
            if seen.event is None or (
                held.case is None and self._albums.told_before(chat_id, seen.event)
            ):
                await self._store.done(seen.update_id)
                return
            today = self._today()
            turn = talk(
                held.case, seen.event, today=today, house=self._house, language=seen.language
            )
            await self._acknowledge(seen, turn)
            if turn.case is None:
                await self._without_case(seen, chat_id, held, turn)
                return
            turn, sheets = await self._making.made(turn, chat_id, today)
            try:
                await self._save(seen, chat_id, held, turn, today, sheets)
            except Stale:
                continue
            return
        log.warning("update %s: the case kept changing", update.update_id)

    async def _save(
        self,
        seen: Seen,
        chat_id: int,
        held: Held,
        turn: Turn,
        today: date,
        made: Sequence[Sheet] = (),
    ) -> None:
        if turn.case is None:
            return
        if turn.erases:
            await self._erase(chat_id)
            held = Held(case=None, live_message_id=held.live_message_id, blocked=False)
        seen_revision = held.case.revision if held.case else None
        # a case that was put aside has a revision of its own, which may be the higher one
        revision = max(seen_revision or 0, turn.case.revision) + 1
        case = msgspec.structs.replace(turn.case, revision=revision)
        buttons = Buttons(case.reference, case.screen)
        waiting = await self._store.save(
            chat_id,
            update_id=seen.update_id,
            case=case,
            seen_revision=seen_revision,
            outgoing=of_turn(turn, seen.tapped, held.live_message_id, buttons),
            today=today,
            remind_on=next_day(case, today=today),
            sheets=changes(turn, made),
            feedback=Feedback(*turn.feedback) if turn.feedback else None,
        )
        if turn.shows:
            await self._sheets.show(await self._store.sheets(chat_id), turn.shows, chat_id)
        if held.case and held.case.phase != case.phase:
            log.info("case %s %s -> %s", case.reference, held.case.phase, case.phase)
        await self.deliver(waiting, language=case.language)

    async def _without_case(self, seen: Seen, chat_id: int, held: Held, turn: Turn) -> None:
        """Nothing is kept of this person: the replies go out and are forgotten.

        After a kill the update is handled again, so that nobody is left without an answer.
        """
        if turn.erases:
            await self._erase(chat_id)
            await self._store.done(seen.update_id)
        live = held.live_message_id
        if live is None and seen.tapped and seen.tapped.has_buttons:
            live = seen.tapped.message_id  # of a case that was erased: its buttons go too
        for each in of_turn(turn, seen.tapped, live, Buttons("-", 0)):
            await self._delivery.call(each.method, {"chat_id": chat_id, **each.payload})
        await self._store.done(seen.update_id)

    async def _erase(self, chat_id: int) -> None:
        self._debts.forget(chat_id)
        await self._store.erase(chat_id)
        flows.forget()

    async def _acknowledge(self, seen: Seen, turn: Turn) -> None:
        """Stops the spinner of a tapped button; late or twice does no harm."""
        if seen.tapped is None:
            return
        answer = {"callback_query_id": seen.tapped.query_id}
        if turn.toast:
            answer["text"] = turn.toast.plain()[:MAX_TOAST]
        try:
            await self._delivery.call("answerCallbackQuery", answer)
        except Undelivered:
            log.info("a tap was not acknowledged")

    async def _leave(self, seen: Seen, chat_id: int) -> None:
        """Health is not for groups: one refusal, then out."""
        await self._store.done(seen.update_id)
        refusal = Reply(
            tuple(words(each).phrase("messages.group_refusal") for each in ("en", "es"))
        )
        try:
            for each in calls(refusal, Buttons("-", 0), edit=None):
                await self._delivery.call(each.method, {"chat_id": chat_id, **each.payload})
            await self._delivery.call("leaveChat", {"chat_id": chat_id})
        except (Blocked, Undelivered):
            log.info("a group was left without a word")
