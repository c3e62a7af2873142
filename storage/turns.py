"""Turns of several chats that come together, in as few statements as one of them takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from flows.errors import Stale
from storage import cases, chats, inbox, outbox
from storage.cases import Change
from storage.chats import Chat
from storage.cipher import Keys
from storage.outbox import Owed
from storage.turn import Turn
from storage.values import AlreadyHandled, Waiting


def put(
    connection: Connection, keys: Keys, turns: Sequence[Turn]
) -> list[list[Waiting] | AlreadyHandled | Stale]:
    """Writes turns of as many chats; the replies of each, or why it was refused.

    A turn that goes on with the case that is active, and does nothing else, is written with the
    others of its kind; every other one by itself. What is refused has not written.

    Raises:
        Stale: a case was changed since this transaction looked at it. The turns must then be put
            one by one in other transactions, to tell whose it was.
    """
    if len(turns) == 1:
        return [_alone(connection, keys, turns[0])]
    # The inbox first, as everywhere: two replicas then never wait for each other.
    done = inbox.claim(connection, [turn.update_id for turn in turns if turn.update_id is not None])
    found = chats.find(connection, keys, [turn.chat_id for turn in turns])
    times = Counter(turn.update_id for turn in turns)
    results: dict[int, list[Waiting] | AlreadyHandled | Stale] = {}
    together: list[tuple[int, Turn, Change, Chat]] = []
    apart: list[int] = []
    for place, turn in enumerate(turns):
        chat = found.get(turn.chat_id)
        change = _change(turn, chat)
        known = turn.update_id is None or (turn.update_id in done and times[turn.update_id] == 1)
        if chat is None or change is None or not known:
            apart.append(place)
        elif turn.update_id is not None and done[turn.update_id]:
            results[place] = AlreadyHandled(f"update {turn.update_id} is done")
        elif chat.revision != change.seen_revision or change.case.revision <= change.seen_revision:
            results[place] = Stale(f"case {chat.reference} was changed since it was read")
        else:
            together.append((place, turn, change, chat))
    if together:
        results |= _written(connection, keys, together)
    for place in apart:
        results[place] = _alone(connection, keys, turns[place])
    return [results[place] for place in range(len(turns))]


def _change(turn: Turn, chat: Chat | None) -> Change | None:
    """What the turn does to the active case; None where that is not all."""
    if not turn.plain or chat is None or chat.case_id is None:
        return None
    assert turn.case is not None
    assert turn.seen_revision is not None
    if chat.reference != turn.case.reference:
        return None
    return Change(chat.case_id, turn.case, turn.seen_revision, turn.today, turn.remind_on)


def _written(
    connection: Connection, keys: Keys, together: Sequence[tuple[int, Turn, Change, Chat]]
) -> Mapping[int, list[Waiting]]:
    cases.change(connection, keys, [change for _, _, change, _ in together])
    for _, turn, _, chat in together:
        if turn.update_id is not None:
            chats.heard(connection, chat, today=turn.today)
    owed = [
        Owed(turn.chat_id, change.case_id, change.case.revision, turn.outgoing, turn.now)
        for _, turn, change, _ in together
    ]
    waiting = outbox.put(connection, keys, owed)
    numbers = [turn.update_id for _, turn, _, _ in together if turn.update_id is not None]
    inbox.finish(connection, numbers)
    return {place: mine for (place, *_), mine in zip(together, waiting, strict=True)}


def _alone(
    connection: Connection, keys: Keys, turn: Turn
) -> list[Waiting] | AlreadyHandled | Stale:
    try:
        return turn.put(connection, keys)
    except (AlreadyHandled, Stale) as refusal:
        return refusal
