"""What people say of the bot is kept with the question they were at, and goes with the chat."""

from __future__ import annotations

from tests.bot import mri
from tests.support.bot import Guest, LocalBot


async def words_of(bot: LocalBot) -> list[tuple[str, str]]:
    return [(each.question, each.words) for _, each in await bot.store.feedback()]


async def at_the_second_question(bot: LocalBot) -> Guest:
    guest = await bot.guest()
    await mri.agrees(guest)
    await mri.does(guest, ["[For me]"])
    return guest


async def test_one_message_is_kept_with_the_question_and_no_answer_changes(bot: LocalBot) -> None:
    guest = await at_the_second_question(bot)
    before = await words_of(bot)

    await guest.says("/feedback")
    await guest.says("The second question is hard to read.")

    assert (await words_of(bot))[len(before) :] == [
        ("first_denial", "The second question is hard to read.")
    ]
    case = (await bot.store.load(guest.id)).case
    assert case is not None
    assert case.answers == {"asker": "patient"}
    assert "Yes, the first no" in guest.buttons


async def test_whoever_does_something_else_says_nothing(bot: LocalBot) -> None:
    guest = await at_the_second_question(bot)
    before = await words_of(bot)

    await guest.says("/feedback")
    await guest.taps("No, thanks")
    await guest.says("/feedback")
    await guest.says("/back")
    await guest.says("this is no feedback")

    assert await words_of(bot) == before


async def test_it_is_erased_with_the_chat(bot: LocalBot) -> None:
    guest = await at_the_second_question(bot)
    await guest.says("/feedback")
    await guest.says("Erase this too.")

    await guest.says("/delete")
    await guest.taps("Yes, erase it all")

    assert all(words != "Erase this too." for _, words in await words_of(bot))
