"""The settings, from the environment: read once, checked at once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from bot.conversation.replies import House
from flows.errors import BadRequest

TELEGRAM = "https://api.telegram.org"
SANDBOX_TOKEN = "1:sandbox"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LONGEST_KEPT = 3650  # days
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Settings:
    """How this copy runs. `token` None: with the sandbox as its child."""

    token: str | None = field(repr=False)
    api_url: str | None
    database_url: str
    data_dir: Path
    keys_text: str | None = field(repr=False)
    keys_path: Path
    keep_days: int
    house: House
    sandbox_port: int
    today: date | None

    @property
    def sandboxed(self) -> bool:
        """Whether a sandbox is started as our child."""
        return self.token is None and self.api_url is None


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of the environment.

    Raises:
        BadRequest: a setting does not make sense; the sentence names it.
    """
    env = {k: v for k, v in (environment or os.environ).items() if v}
    token, api_url = _token(env), _api_url(env)
    home = Path(env.get("HOME", "~")).expanduser()
    data_dir = Path(env.get("DATA_DIR", home / ".local/share/appeal-bot")).expanduser()
    keep_days = _number(env, "KEEP_DAYS", 90, least=1, most=LONGEST_KEPT)
    return Settings(
        token=token,
        api_url=api_url,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'appeal.db'}",
        data_dir=data_dir,
        keys_text=env.get("CASE_KEYS"),
        keys_path=home / ".config/appeal-bot/keys",
        keep_days=keep_days,
        house=House(
            keep_days=keep_days,
            operator=env.get("OPERATOR", "the owner of this sandbox"),
            contact=env.get("OPERATOR_CONTACT", "the person who started it"),
        ),
        sandbox_port=_number(env, "SANDBOX_PORT", 8080, least=0, most=65535),
        today=_today(env, token=token, api_url=api_url),
    )


def _token(env: Mapping[str, str]) -> str | None:
    if env.get("WEBHOOK_URL"):
        raise BadRequest("WEBHOOK_URL: webhooks do not stand yet; take it out, and the bot polls.")
    token = env.get("TELEGRAM_BOT_TOKEN")
    if token and not _TOKEN.fullmatch(token):
        raise BadRequest(
            "TELEGRAM_BOT_TOKEN must be as BotFather gave it: digits, a colon, letters."
        )
    return token


def _api_url(env: Mapping[str, str]) -> str | None:
    address = env.get("TELEGRAM_API_URL", "").rstrip("/") or None
    if address and not re.match(r"https?://[^/]", address):
        raise BadRequest("TELEGRAM_API_URL must begin with http:// or https://.")
    return address


def _number(env: Mapping[str, str], name: str, default: int, *, least: int, most: int) -> int:
    text = env.get(name, str(default))
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise BadRequest(f"{name} must be a whole number from {least} to {most}.")
    return int(text)


def _today(env: Mapping[str, str], *, token: str | None, api_url: str | None) -> date | None:
    text = env.get("APPEAL_TODAY")
    if text is None:
        return None
    if token and (api_url is None or urlsplit(api_url).hostname not in LOOPBACK):
        raise BadRequest("APPEAL_TODAY is for the sandbox only; take it out when a token is set.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequest("APPEAL_TODAY must be a day such as 2026-07-10.") from None
