"""The cases of the project, each played over HTTP from hello to the letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import flows
from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from flows.facts import Facts
from letters.writing.letter import appeal_letter
from letters.writing.text import text
from tests.bot import mri
from tests.bot.player import plays
from tests.bot.test_talk import pdf_text
from tests.flows.cases import ON, answers
from tests.support.bot import local_bot
from tests.support.sandbox import Sandbox

# Where a person cannot say it as the answers file does: asked, and said in the file by silence.
SILENT = ("mri_everything_missing", "mri_marketplace", "mri_external_review")
SPOKEN = [name for name in ON if name not in SILENT]


@pytest.mark.parametrize("name", SPOKEN)
async def test_a_case_played_in_the_chat_gives_the_letter_of_its_file(
    sandbox: Sandbox, tmp_path: Path, name: str
) -> None:
    today = ON[name]
    async with local_bot(sandbox, tmp_path, today=lambda: today) as bot:
        guest = await bot.guest()
        await plays(bot, guest, answers(name), today=today)
        case = (await bot.store.load(guest.id)).case

    assert case is not None
    played = flows.counted(case, today=today)
    given = dict(read_answers({"answers": answers(name)}, today=today).facts.answers)
    # a paper that only helps and is beyond the eight is not asked about in the chat
    kept = {key: each for key, each in given["documents"].items() if key in played["documents"]}
    assert _letter(played, today) == _letter({**given, "documents": kept}, today)
    assert answers(name)["patient_name"] in pdf_text(guest.files["Appeal_Letter.pdf"])
    sent, tapped = mri.deeds(guest)
    print(f"\n{name}: {sent} messages and {tapped} taps from hello to the letter")


def _letter(found: dict[str, Any], today: date) -> str:
    return text(appeal_letter(appeal_plan(Facts(found), today=today)), width=100)


@pytest.mark.parametrize("name", SPOKEN)
async def test_the_short_way_of_a_case_takes_few_messages_and_taps(
    sandbox: Sandbox, tmp_path: Path, name: str
) -> None:
    today = ON[name]
    async with local_bot(sandbox, tmp_path, today=lambda: today) as bot:
        guest = await bot.guest()
        await plays(bot, guest, answers(name), today=today, essential=True)

    sent, tapped = mri.deeds(guest)
    print(f"\n{name}, only what a letter needs: {sent} messages and {tapped} taps")
    assert "Your letter is ready." in guest.last
    assert sent + tapped <= 24
