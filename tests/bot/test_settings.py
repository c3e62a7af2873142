"""The settings: a wrong one is one sentence that names it, and nothing starts."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.settings import settings
from flows.errors import BadRequest
from tests.support.bot import ROOT

HOME = {"HOME": "/home/rosa"}


def test_without_any_the_sandbox_starts_as_a_child() -> None:
    found = settings(HOME)

    assert found.sandboxed
    assert (found.token, found.api_url, found.today) == (None, None, None)
    assert found.data_dir == Path("/home/rosa/.local/share/appeal-bot")
    assert found.database_url == "sqlite:////home/rosa/.local/share/appeal-bot/appeal.db"
    assert found.keys_path == Path("/home/rosa/.config/appeal-bot/keys")
    assert (found.keep_days, found.house.keep_days, found.sandbox_port) == (90, 90, 8080)


def test_an_empty_setting_is_none() -> None:
    assert settings({**HOME, "TELEGRAM_BOT_TOKEN": "", "KEEP_DAYS": ""}) == settings(HOME)


def test_what_is_set_is_taken() -> None:
    found = settings(
        {
            **HOME,
            "TELEGRAM_BOT_TOKEN": "1:abc",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "DATABASE_URL": "postgresql://db/appeals",
            "DATA_DIR": "~/here",
            "KEEP_DAYS": "30",
            "OPERATOR": "the Larkspur Clinic",
            "APPEAL_TODAY": "2026-07-10",
        }
    )

    assert not found.sandboxed
    assert found.api_url == "http://127.0.0.1:8081"
    assert found.database_url == "postgresql://db/appeals"
    assert found.house.operator == "the Larkspur Clinic"
    assert found.today == date(2026, 7, 10)


def test_no_repr_shows_the_token_or_the_keys() -> None:
    found = settings({**HOME, "TELEGRAM_BOT_TOKEN": "123456:SECRET", "CASE_KEYS": "SECRETKEY"})

    assert "SECRET" not in repr(found)


WRONG = {
    "days that are words": ({"KEEP_DAYS": "ninety"}, "KEEP_DAYS"),
    "days below nothing": ({"KEEP_DAYS": "-1"}, "KEEP_DAYS"),
    "half days": ({"KEEP_DAYS": "1.5"}, "KEEP_DAYS"),
    "superscript days": ({"KEEP_DAYS": "²"}, "KEEP_DAYS"),
    "no days": ({"KEEP_DAYS": "0"}, "KEEP_DAYS"),
    "a port that is a word": ({"SANDBOX_PORT": "http"}, "SANDBOX_PORT"),
    "a port too high": ({"SANDBOX_PORT": "70000"}, "SANDBOX_PORT"),
    "a day that is none": ({"APPEAL_TODAY": "July 10"}, "APPEAL_TODAY"),
    "a day that never was": ({"APPEAL_TODAY": "2026-02-30"}, "APPEAL_TODAY"),
    "a day at Telegram": (
        {"APPEAL_TODAY": "2026-07-10", "TELEGRAM_BOT_TOKEN": "1:a"},
        "APPEAL_TODAY",
    ),
    "a day at a far server": (
        {
            "APPEAL_TODAY": "2026-07-10",
            "TELEGRAM_BOT_TOKEN": "1:a",
            "TELEGRAM_API_URL": "https://127.0.0.1.example.com",
        },
        "APPEAL_TODAY",
    ),
    "a token that is none": ({"TELEGRAM_BOT_TOKEN": "SECRET"}, "TELEGRAM_BOT_TOKEN"),
    "a token with a slash": ({"TELEGRAM_BOT_TOKEN": "1:a/../b"}, "TELEGRAM_BOT_TOKEN"),
    "an address that is none": ({"TELEGRAM_API_URL": "127.0.0.1:8081"}, "TELEGRAM_API_URL"),
}


@pytest.mark.parametrize(("wrong", "named"), WRONG.values(), ids=WRONG)
def test_a_setting_that_makes_no_sense_is_named(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        settings({**HOME, **wrong})

    assert named in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert "SECRET" not in str(refusal.value)


COMMANDS = {
    "an unknown command": (["nonsense"], {}, "python -m bot"),
    "a wrong setting": ([], {"KEEP_DAYS": "ninety"}, "KEEP_DAYS"),
}


@pytest.mark.parametrize(("arguments", "wrong", "named"), COMMANDS.values(), ids=COMMANDS)
def test_a_wrong_command_is_one_sentence_and_status_2(
    tmp_path: Path, arguments: list[str], wrong: dict[str, str], named: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT, env={"HOME": str(tmp_path), **wrong}, capture_output=True, text=True, timeout=30,
    )  # fmt: skip

    assert done.returncode == 2
    assert done.stdout == ""
    assert named in done.stderr
    assert done.stderr.count("\n") == 1
    assert "SECRET" not in done.stderr


class _Unknowing(BaseHTTPRequestHandler):
    """A Telegram that knows no token."""

    def do_POST(self) -> None:
        body = b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
        self.send_response(401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the path holds the token."""


def test_a_token_that_telegram_does_not_know_is_said_so_and_not_shown(tmp_path: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), _Unknowing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = subprocess.run(
            [sys.executable, "-m", "bot"],
            cwd=ROOT, capture_output=True, text=True, timeout=30,
            env={
                "HOME": str(tmp_path),
                "TELEGRAM_BOT_TOKEN": "123456:SECRET",
                "TELEGRAM_API_URL": f"http://127.0.0.1:{server.server_port}",
            },
        )  # fmt: skip
        server.shutdown()

    assert done.returncode == 2
    assert "Telegram does not know TELEGRAM_BOT_TOKEN. Copy it again." in done.stderr.split("\n")
    assert "SECRET" not in done.stderr
