"""A whole case on the chat page, in Debian's chromium at phone size; and axe on its screens."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot import sample
from tests.sandbox.test_page import page, pytestmark
from tests.screenshots import does
from tests.support.bot import ChildBot
from tests.support.sandbox import Sandbox

__all__ = ["page", "pytestmark"]

STEPS = sample.steps()
LETTER = {"tap": "Looks right: send my papers"}
# What the screens of the case have in common is looked at after these steps of the sample.
LOOKED_AT = (
    "/start",
    "English",
    "I agree, start",
    "7/6/26",
    "No more to add",
    "Full denial letter",
)


@asynccontextmanager
async def bot_at(sandbox: Sandbox, page: Page, folder: Path) -> AsyncIterator[None]:
    async with ChildBot(sandbox, folder):
        await page.goto(sandbox.url)
        await expect(
            page.get_by_role("heading", name="Appeal letter helper", level=1)
        ).to_be_visible(timeout=30_000)
        yield


async def plays(page: Page) -> AsyncIterator[dict[str, str]]:
    """Plays the sample up to the papers; after each step, the step."""
    for step in STEPS[: STEPS.index(LETTER) + 1]:
        await does(page, step)
        yield step


async def test_a_whole_case_is_played_and_stays_over_a_reload_and_a_lost_line(
    sandbox: Sandbox, page: Page, tmp_path: Path
) -> None:
    async with bot_at(sandbox, page, tmp_path):
        async for step in plays(page):
            if step.get("tap") == "I agree, start":
                await page.reload()
                await expect(page.get_by_text("Is this appeal for you")).to_be_visible()
        letter = page.get_by_role("link", name=re.compile("Appeal_Letter.*pdf"))
        await expect(letter.first).to_be_visible(timeout=60_000)
        await expect(page.get_by_role("button", name="I sent it")).to_be_visible(timeout=30_000)

        await page.reload()
        await expect(page.get_by_role("button", name="I sent it")).to_be_visible()
        await does(page, {"tap": "I sent it"})
        await does(page, {"tap": "Choose on a calendar"})
        await does(page, {"tap": "9"})
        await does(page, {"tap": "By fax"})
        await expect(page.get_by_text("you sent it on July 9, 2026")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_lost_line_is_said_and_the_talk_goes_on(
    sandbox: Sandbox, page: Page, tmp_path: Path
) -> None:
    async with bot_at(sandbox, page, tmp_path):
        await does(page, {"say": "/start"})
        await expect(page.get_by_role("button", name="English")).to_be_visible()
        lost: list[str] = []

        async def cut(route: Any) -> None:
            lost.append(route.request.url)
            await route.fulfill(status=200, body="")  # no answer that can be read

        await page.route("**/page/*/log*", cut)
        await does(page, {"tap": "English"})
        await expect(page.get_by_text("The connection is lost.")).to_be_visible(timeout=40_000)
        await page.unroute("**/page/*/log*")
        await expect(page.get_by_role("button", name="I agree, start")).to_be_visible(
            timeout=20_000
        )
        assert lost


async def test_axe_finds_nothing_on_any_screen_of_a_case(
    sandbox: Sandbox, page: Page, tmp_path: Path
) -> None:
    axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
    found: list[str] = []

    async def looks(where: str) -> None:
        results = await axe.run(page)
        found.extend(
            f"{where}: {each['id']} {each['help']}" for each in results.response["violations"]
        )

    async with bot_at(sandbox, page, tmp_path):
        await looks("empty")
        async for step in plays(page):
            done = next(iter(step.values()))
            if done in LOOKED_AT or "photo" in step:
                await looks(done)
            if done == "Yes, the first no":
                await does(page, {"tap": "Choose on a calendar"})
                await looks("calendar")
        await expect(page.get_by_role("button", name="I sent it")).to_be_visible(timeout=60_000)
        await looks("letter")
        await page.get_by_role("button", name="Commands").click()
        await looks("commands")
        await page.get_by_label("More").click()
        await looks("menu")

    assert found == []
