"""The doctor says what is set up, and what to do about what is not. It shows no secret."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from bot.doctor import Finding, examine
from bot.settings import Settings, settings
from flows.errors import BadRequest
from storage import Keys, load_or_make, new_key

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def set_up(folder: Path) -> Settings:
    found = settings({"HOME": str(folder)})
    found.data_dir.mkdir(parents=True)
    return found


def keys_of(found: Settings) -> Keys:
    return load_or_make(found.keys_path, data_dir=found.data_dir)


async def findings(found: Settings, *, now: datetime = NOW) -> dict[str, Finding]:
    made = await examine(found, lambda: keys_of(found), now=now)
    return {each.name: each for each in made}


@contextmanager
def telegram(status: int, dated: datetime) -> Iterator[str]:
    """A server that answers getMe like Telegram: with that status, at that moment."""

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(status)
            self.send_header("Date", format_datetime(dated, usegmt=True))
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


async def test_all_is_well_in_a_new_sandbox(tmp_path: Path) -> None:
    found = await findings(set_up(tmp_path))

    assert [name for name, each in found.items() if not each.well] == []
    assert "sandbox" in found["token"].says
    assert "0 cases" in found["database"].says


async def test_a_token_that_telegram_knows_and_a_clock_that_is_right(tmp_path: Path) -> None:
    with telegram(200, NOW + timedelta(seconds=5)) as root:
        found = await findings(replace(set_up(tmp_path), token="1:SECRET", api_url=root))

    assert found["token"].well
    assert found["clock"].well


async def test_a_token_that_telegram_does_not_know_is_told_and_not_shown(tmp_path: Path) -> None:
    with telegram(401, NOW) as root:
        found = await findings(replace(set_up(tmp_path), token="1:SECRET", api_url=root))

    assert not found["token"].well
    assert "BotFather" in found["token"].do
    assert not any("SECRET" in each.line() for each in found.values())


async def test_a_clock_that_is_off_is_told(tmp_path: Path) -> None:
    with telegram(200, NOW - timedelta(days=1)) as root:
        found = await findings(replace(set_up(tmp_path), token="1:abc", api_url=root))

    assert not found["clock"].well
    assert "86400 seconds" in found["clock"].says


async def test_no_network_is_told(tmp_path: Path) -> None:
    found = await findings(replace(set_up(tmp_path), token="1:abc", api_url="http://127.0.0.1:9"))

    assert "cannot be reached" in found["token"].says


async def test_a_key_file_that_others_may_read_is_told(tmp_path: Path) -> None:
    here = set_up(tmp_path)
    keys_of(here)
    here.keys_path.chmod(0o644)

    found = await examine(here, lambda: Keys.from_text(new_key()), now=NOW)

    key = next(each for each in found if each.name == "keys")
    assert not key.well
    assert key.do.startswith("chmod 600")


async def test_keys_that_are_none_are_told(tmp_path: Path) -> None:
    def broken() -> Keys:
        raise BadRequest("Every key in CASE_KEYS must be 32 bytes in base64url.")

    found = {each.name: each for each in await examine(set_up(tmp_path), broken, now=NOW)}

    assert not found["keys"].well
    assert not found["database"].well


async def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    here = set_up(tmp_path)
    (here.data_dir / "appeal.db").write_bytes(b"this is no database, whatever its name says" * 50)

    found = await findings(here)

    assert not found["database"].well
    assert "DATA_DIR" in found["database"].do
