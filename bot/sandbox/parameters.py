"""The parameters of one Bot API call, however they came: query, form, multipart or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox import limits


@dataclass(frozen=True, repr=False)
class Upload:
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, repr=False)
class Parameters:
    """Nested values may be JSON in a string (as PTB sends them) or plain JSON."""

    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise limits.bad_request(f'parameter "{name}" must be an integer') from None

    def true(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1", "yes")

    def json(self, name: str) -> Any:
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return msgspec.json.decode(value)
        except msgspec.DecodeError:
            what = "reply keyboard markup" if name == "reply_markup" else name
            raise limits.bad_request(f"can't parse {what} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file sent as `name`, or the one that `attach://` in that field points at."""
        attached = self.text(name).removeprefix("attach://")
        return self.uploads.get(name) or self.uploads.get(attached)

    def chat_id(self) -> int | None:
        """The chat that the call is about, as far as it names one; for faults and counts."""
        try:
            return int(self.text("chat_id"))
        except ValueError:
            return None


async def read(request: Request) -> Parameters:
    values: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/json":
        body = await request.body()
        try:
            decoded = msgspec.json.decode(body) if body else {}
        except msgspec.DecodeError:
            raise limits.bad_request("can't parse JSON object") from None
        if not isinstance(decoded, dict):
            raise limits.bad_request("can't parse JSON object")
        return Parameters(values | decoded)
    uploads: dict[str, Upload] = {}
    if kind == "application/x-www-form-urlencoded":
        # Most calls come so; parse_qsl is several times as fast as Starlette's parser.
        body = await request.body()
        values |= parse_qsl(body.decode(errors="replace"), keep_blank_values=True)
    elif kind == "multipart/form-data":
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    uploads[name] = await _upload(value, name)
                else:
                    values[name] = value
    else:
        await request.body()  # read to its end, so that the next receive() is the hanging up
    return Parameters(values, uploads)


async def _upload(file: UploadFile, field_name: str) -> Upload:
    return Upload(file.filename or field_name, file.content_type or "", await file.read())
