"""A second denial without losing the first."""

from __future__ import annotations

from tests.bot import mri
from tests.support.bot import Guest, LocalBot


async def answers(bot: LocalBot, guest: Guest) -> dict[str, object]:
    case = (await bot.store.load(guest.id)).case
    assert case is not None
    return case.answers


async def begun(bot: LocalBot) -> Guest:
    """A guest who has said whom the appeal is for, and the date."""
    guest = await bot.guest()
    await mri.agrees(guest)
    await mri.does(guest, ["[For me]", "[Yes, the first no]", "July 6, 2026"])
    return guest


async def test_another_case_begins_with_the_person_and_comes_back_whole(bot: LocalBot) -> None:
    guest = await begun(bot)
    first = await answers(bot, guest)

    await guest.says("/cases")
    await guest.taps("Same person and plan")
    second = await answers(bot, guest)
    assert second == {"asker": first["asker"]}
    assert len(await bot.store.cases(guest.id)) == 2

    await guest.says("/cases")
    opening = next(label for label in guest.buttons if label.startswith("Open: "))
    await guest.taps(opening)
    assert await answers(bot, guest) == first

    await guest.says("/start")
    assert "You are at question" in guest.transcript(last=1)


async def test_a_case_that_is_all_new_knows_nothing(bot: LocalBot) -> None:
    guest = await begun(bot)

    await guest.says("/cases")
    await guest.taps("All new")

    assert await answers(bot, guest) == {}


async def test_all_cases_are_erased_together(bot: LocalBot) -> None:
    guest = await begun(bot)
    await guest.says("/cases")
    await guest.taps("All new")

    await guest.says("/delete")
    await guest.taps("Yes, erase it all")

    assert await bot.store.cases(guest.id) == []


async def test_there_is_an_end_to_how_many(bot: LocalBot) -> None:
    guest = await begun(bot)
    for _ in range(9):
        await guest.says("/cases")
        await guest.taps("All new")

    await guest.says("/cases")

    assert "All new" not in guest.buttons
    assert len(await bot.store.cases(guest.id)) == 10


async def test_another_person_takes_the_case_over_by_its_file(bot: LocalBot) -> None:
    first = await begun(bot)
    await first.says("/mydata")
    held = first.files["My_Case.json"]
    other = await bot.guest()

    await other.sends_file("My_Case.json", held, "application/json")
    assert "First choose your language and agree." in other.transcript()

    await mri.agrees(other)
    await other.sends_file("My_Case.json", held, "application/json")
    assert (await answers(bot, other))["notice_date"] == "2026-07-06"
    await mri.does(other, ["[For me]"])
    assert set(await answers(bot, first)) == set(await answers(bot, other))


async def test_a_file_that_is_no_case_is_called_so(bot: LocalBot) -> None:
    guest = await begun(bot)
    before = await answers(bot, guest)

    for content in (b"{", b"[" * 5000, b"\x00\xff", b'{"answers": 1}', b"1" * 2_000_001):
        await guest.sends_file("case.json", content, "application/json")
        assert "I can't read a case in this file." in guest.transcript(last=2)

    assert await answers(bot, guest) == before
