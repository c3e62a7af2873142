"""python -m tests.screenshots: plays the sample in a browser at phone size; pictures in docs/.

Needs Debian's chromium. Look at each picture before it goes into the README.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, FilePayload, Page, async_playwright

from bot import sample
from bot.child import SandboxChild
from bot.sample_photo import sample_photo
from storage import new_key

DOCS = Path("docs")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
# After which step of the sample a picture is taken.
PICTURES = {
    6: "date", 11: "block", 12: "read_back", 14: "deadline", 17: "question", 27: "symptoms",
    50: "missing", 53: "photo", 55: "preview", 56: "letter", 61: "my_papers",
}  # fmt: skip
BEFORE_LAST = {"deadline"}  # the question that follows would push it off the screen
# One screen in Spanish, after these steps.
SPANISH = (
    {"say": "/start"},
    {"tap": "Español"},
    {"tap": "Acepto, empezar"},
    {"tap": "Para mí"},
    {"tap": "Sí, la primera vez"},
    {"tap": "Elegir en el calendario"},
)


async def play(page: Page, folder: Path) -> None:
    """Types and taps as the sample says."""
    steps = sample.steps()
    for place, step in enumerate(steps):
        await does(page, step)
        if place in PICTURES:
            if PICTURES[place] == "letter":  # the papers take a moment
                await page.get_by_text("Your letter is ready").wait_for()
            shown = -2 if PICTURES[place] in BEFORE_LAST else -1
            await page.locator("#messages > *").nth(shown).scroll_into_view_if_needed()
            await page.mouse.move(5, 300)
            await page.screenshot(path=folder / f"{PICTURES[place]}.png")


async def does(page: Page, step: dict[str, str]) -> None:
    """One step of the sample, until the talk is quiet."""
    if step.get("say") == "/start":
        await page.locator("#start").click()
    elif "photo" in step:
        sent = FilePayload(
            name="page.jpg", mimeType="image/jpeg", buffer=sample_photo(step["photo"])
        )
        await page.locator("#file").set_input_files([sent])
        await page.get_by_text("Send the next page, or choose Done.").wait_for(timeout=120_000)
    elif "say" in step:
        await page.get_by_role("textbox").fill(step["say"])
        await page.get_by_role("textbox").press("Enter")
    else:
        await page.get_by_role("button", name=step["tap"], exact=True).last.click()
    await _settled(page)


async def _settled(page: Page) -> None:
    """Waits until the talk has grown or changed and is quiet."""
    quiet, seen = 0, ""
    for _ in range(200):
        await page.wait_for_timeout(60)
        text = await page.locator("#messages").inner_text()
        quiet = quiet + 1 if text == seen and await page.locator("#messages > *").count() else 0
        seen = text
        if quiet > 4:
            return


async def pictures(url: str, folder: Path, scheme: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=ARGUMENTS
        )
        await play(await _opened(browser, url, scheme, "en-US"), folder)
        page = await _opened(browser, url, scheme, "es-US")
        for step in SPANISH:
            await does(page, step)
        await page.mouse.move(5, 300)
        await page.screenshot(path=folder / "spanish.png")
        await browser.close()


async def _opened(browser: Browser, url: str, scheme: str, locale: str) -> Page:
    """The page as a new person sees it, at phone size."""
    page = await browser.new_page(
        viewport={"width": 390, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        locale=locale,
    )
    await page.goto(url)
    await page.wait_for_timeout(1500)
    return page


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else DOCS
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home, SandboxChild(0) as sandbox:
        environment = {
            **os.environ,
            "TELEGRAM_API_URL": sandbox.url,
            "APPEAL_TODAY": sample.DAY.isoformat(),
            "DATA_DIR": f"{home}/data",
            "CASE_KEYS": new_key(),
        }
        bot = subprocess.Popen([sys.executable, "-m", "bot"], env=environment)
        try:
            scheme = arguments[1] if len(arguments) > 1 else "light"
            asyncio.run(pictures(sandbox.url, folder, scheme))
        finally:
            bot.terminate()
            bot.wait(timeout=20)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
