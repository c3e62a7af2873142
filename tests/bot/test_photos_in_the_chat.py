"""Ten letters and three cards, photographed badly, sent to the bot and read in the chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
import pytest_asyncio
from PIL import Image

from bot.preparing import InWorkers
from tests.bot import mri
from tests.reading.written import letters, others
from tests.support.bot import LocalBot, local_bot
from tests.support.photograph import MANNERS, photograph
from tests.support.sandbox import Sandbox
from tests.support.sheet import card, sheet

pytestmark = pytest.mark.soak
LETTERS, CARDS = 10, 3
PATIENCE = 240.0  # seconds for a photo on a busy computer
READ = "This is what I read"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[LocalBot]:
    folder = tmp_path_factory.mktemp("photos")
    async with local_bot(sandbox, folder, preparing=InWorkers()) as bot:
        yield bot


async def test_photographed_papers_answer_questions_in_the_chat(bot: LocalBot) -> None:
    papers = [(each.text, sheet) for each in list(letters())[:: 117 // LETTERS][:LETTERS]]
    cards = [each["text"] for each in others() if each["kind"] == "card"][:CARDS]
    papers = [*[(text, card) for text in cards], *papers]
    read = 0
    for number, (text, drawn) in enumerate(papers):
        manner = list(MANNERS)[number % len(MANNERS)]
        guest = await bot.guest()
        await mri.agrees(guest)
        photo = photograph(drawn(text), MANNERS[manner], seed=number)
        await guest.sends_photo(_jpeg(photo), timeout=PATIENCE)
        if "Keep it anyway" in guest.buttons:  # its words may not survive a fax
            await guest.taps("Keep it anyway")
        await guest.taps("Done", timeout=PATIENCE)
        shown = READ in guest.last
        if shown:
            await guest.taps("All correct, the short way")
        case = (await bot.store.load(guest.id)).case
        told = sorted(case.answers) if case else []
        read += len(told) > 2
        sent, tapped = mri.deeds(guest)
        print(f"{manner:20} {sent + tapped} sends and taps, {len(told)} answers: {', '.join(told)}")
    print(f"{read} of {len(papers)} photographed papers gave three answers or more")
    assert read >= len(papers) - 2


def _jpeg(picture: Image.Image) -> bytes:
    content = BytesIO()
    picture.convert("RGB").save(content, "JPEG", quality=85)
    return content.getvalue()
