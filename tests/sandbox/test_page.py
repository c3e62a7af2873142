"""The chat page in Debian's chromium, as a person uses it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, async_playwright, expect

from tests.sandbox.echo import PDF, echo_bot
from tests.support.sandbox import Sandbox, picture

CHROMIUM = shutil.which("chromium")
# A developer may look: SHOTS=some/folder keeps a picture of each step.
SHOTS = os.environ.get("SHOTS")

pytestmark = [
    pytest.mark.page,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="chromium is not installed (apt-get install chromium)",
    ),
]


@pytest.fixture(params=["light", "dark"])
async def page(request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    assert CHROMIUM is not None, "CI must have chromium"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page(
            viewport={"width": 390, "height": 844},
            color_scheme=request.param,
            device_scale_factor=2,
            accept_downloads=True,
            locale="en-US",
        )
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        yield page
        await browser.close()
        assert errors == []


async def _shot(page: Page, name: str) -> None:
    if SHOTS:
        scheme = (
            "dark"
            if await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
            else "light"
        )
        await page.screenshot(path=Path(SHOTS) / f"{name}-{scheme}.png")


async def test_a_person_starts_taps_and_receives_a_file(
    sandbox: Sandbox, page: Page, tmp_path: Path
) -> None:
    async with echo_bot(sandbox):
        await page.goto(sandbox.url)
        await expect(page.get_by_role("heading", name="Echo", level=1)).to_be_visible()
        await _shot(page, "1-empty")

        await page.get_by_role("button", name="Start").click()
        button = page.get_by_role("button", name="Send me a file")
        await expect(button).to_be_visible()
        await expect(page.locator("b", has_text="Good morning.")).to_be_visible()
        box = await button.bounding_box()
        assert box is not None and box["height"] >= 44
        await _shot(page, "2-buttons")

        await button.click()
        card = page.get_by_role("link", name=re.compile("Echo letter.pdf"))
        await expect(card).to_be_visible()
        await expect(button).to_have_count(0)
        async with page.expect_download() as downloading:
            await card.click()
        saved = tmp_path / "letter.pdf"
        await (await downloading.value).save_as(saved)
        assert saved.read_bytes() == PDF
        await _shot(page, "3-file")

        await page.get_by_label("Message", exact=True).fill("Thank you. <b>Not bold</b> & so on")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("You said: Thank you. <b>Not bold</b>")).to_be_visible()
        picked = FilePayload(name="photo.png", mimeType="image/png", buffer=picture(900, 500))
        await page.locator("#file").set_input_files([picked])
        await expect(page.get_by_text(f"{len(picture(900, 500))} bytes")).to_be_visible()
        await page.get_by_role("button", name="Commands").click()
        await expect(page.get_by_role("button", name="/help What I can do")).to_be_visible()
        await _shot(page, "4-commands")

        await page.reload()
        await expect(page.get_by_text("You said: Thank you.")).to_be_visible()
        await _shot(page, "5-again")


async def test_the_page_says_that_the_bot_sleeps_and_wakes_with_it(
    sandbox: Sandbox, page: Page
) -> None:
    await page.goto(sandbox.url)
    await expect(page.get_by_text("The bot is not running yet.")).to_be_visible()
    await page.get_by_role("button", name="Start").click()
    await page.get_by_label("More").click()
    await _shot(page, "6-asleep")
    await page.keyboard.press("Escape")

    async with echo_bot(sandbox):
        await expect(page.get_by_role("button", name="Send me a file")).to_be_visible()
        await expect(page.get_by_text("The bot is not running yet.")).to_be_hidden()


async def test_a_keyboard_is_enough(sandbox: Sandbox, page: Page) -> None:
    async with echo_bot(sandbox):
        await page.goto(sandbox.url)
        start = page.get_by_role("button", name="Start")
        await expect(start).to_be_visible()
        await start.focus()
        await page.keyboard.press("Enter")
        first = page.get_by_role("button", name="Send me a file")

        await expect(first).to_be_focused()
        await page.keyboard.press("Enter")

        await expect(page.get_by_role("link", name=re.compile("Echo letter.pdf"))).to_be_visible()


async def test_the_newest_text_can_be_edited_and_the_bot_hears_of_it(
    sandbox: Sandbox, page: Page
) -> None:
    async with echo_bot(sandbox):
        await page.goto(sandbox.url)
        await page.get_by_role("button", name="Start").click()
        await expect(page.get_by_role("button", name="Send me a file")).to_be_visible()
        edit = page.get_by_role("button", name="Edit your last message")
        await expect(edit).to_have_count(0)  # a command is not worth it
        field = page.get_by_label("Message", exact=True)
        for text in ("June first", "July first"):
            await field.fill(text)
            await page.keyboard.press("Enter")
            await expect(page.get_by_text(f"You said: {text}")).to_be_visible()
        await expect(edit).to_have_count(1)

        await field.fill("not sent yet")
        await edit.focus()
        await page.keyboard.press("Enter")
        await expect(field).to_be_focused()
        await expect(field).to_have_value("July first")
        await expect(page.get_by_text("You are editing your last message.")).to_be_visible()
        await _shot(page, "8-editing")
        await field.fill("July second")
        await page.keyboard.press("Enter")

        await expect(page.get_by_text("You now: July second")).to_be_visible()
        await expect(field).to_have_value("not sent yet")
        await expect(page.locator(".mine", has_text="July second")).to_contain_text("edited")
        await expect(page.get_by_text("July first", exact=True)).to_have_count(0)

        await field.fill("")
        await page.keyboard.press("ArrowUp")
        await expect(field).to_have_value("July second")
        await page.keyboard.press("Escape")
        await expect(page.get_by_text("You are editing your last message.")).to_be_hidden()
        await expect(field).to_have_value("")

        await page.reload()
        await expect(edit).to_have_count(1)
        await edit.click()
        await expect(field).to_have_value("July second")
        await page.get_by_role("button", name="Cancel").click()
        await expect(field).to_have_value("")


async def test_a_new_person_speaks_spanish_and_finds_an_empty_talk(
    sandbox: Sandbox, page: Page
) -> None:
    async with echo_bot(sandbox):
        await page.goto(sandbox.url)
        await page.get_by_role("button", name="Start").click()
        await expect(page.get_by_text("Good morning.")).to_be_visible()

        await page.get_by_label("More").click()
        await page.get_by_role("button", name="Persona nueva").click()

        await expect(page.get_by_role("button", name="Empezar")).to_be_visible()
        await expect(page.get_by_text("Good morning.")).to_have_count(0)
        await page.set_viewport_size({"width": 1200, "height": 900})
        await page.get_by_role("button", name="Empezar").click()
        await expect(page.get_by_text("Good morning.")).to_be_visible()
        await _shot(page, "7-desktop")


async def test_photos_and_files_are_attached_and_shown(sandbox: Sandbox, page: Page) -> None:
    async with echo_bot(sandbox):
        await page.goto(sandbox.url)
        await page.get_by_role("button", name="Start").click()
        await expect(page.get_by_role("button", name="Send me a file")).to_be_visible()
        photo = FilePayload(name="page.png", mimeType="image/png", buffer=picture(900, 500))
        paper = FilePayload(name="notes.pdf", mimeType="application/pdf", buffer=PDF)

        for sent in (photo, paper):
            async with page.expect_file_chooser() as choosing:
                await page.get_by_role("button", name="Send a photo or a file").click()
            await (await choosing.value).set_files([sent])
            await expect(page.get_by_text(f"{len(sent['buffer'])} bytes")).to_be_visible()

        shown = page.get_by_role("img", name="Photo")
        await expect(shown).to_have_count(1)
        assert await shown.evaluate("image => image.naturalWidth > 0")
        await expect(page.get_by_role("link", name=re.compile("notes.pdf"))).to_be_visible()
        await _shot(page, "6-attached")
