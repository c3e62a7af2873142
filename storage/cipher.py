"""Sealing what a person told us, with AES-256-GCM.

A sealed value is: version (1 byte) · key id (4) · nonce (12, random) · ciphertext and tag. The
version and the value's place (table, column, row) are authenticated with it, so a value copied
into another row does not open. Random nonces are safe for 2**32 values under one key.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from flows.errors import BadRequest, Sealed

_VERSION = b"\x01"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY_ID = slice(1, 5)
_NONCE = slice(5, 5 + _NONCE_BYTES)
_CIPHERTEXT = slice(5 + _NONCE_BYTES, None)


class Keys:
    """The case keys that are held, newest first. The newest seals; every one opens."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """Raises BadRequest: none is given, one is not 32 bytes, or one is given twice."""
        if not keys or any(len(key) != _KEY_BYTES for key in keys):
            raise BadRequest("Every key in CASE_KEYS must be 32 bytes in base64url.")
        self._keys = [_derived(key) for key in keys]
        self._by_id = {key.id: key for key in self._keys}
        if len(self._by_id) < len(self._keys):
            raise BadRequest("CASE_KEYS names the same key twice.")

    def __repr__(self) -> str:
        return f"Keys({len(self._keys)} held)"

    @classmethod
    def from_text(cls, text: str) -> Keys:
        """Keys as `CASE_KEYS` has them: base64url, separated by commas, newest first.

        Raises:
            BadRequest: it is not that. The message never shows the text.
        """
        return cls([_decoded(word) for word in re.split(r"[,\s]+", text.strip())])

    def seal(self, words: bytes, *, place: str) -> bytes:
        newest = self._keys[0]
        nonce = os.urandom(_NONCE_BYTES)
        ciphertext = newest.seal.encrypt(nonce, words, _VERSION + place.encode())
        return _VERSION + newest.id + nonce + ciphertext

    def open(self, sealed: bytes, *, place: str) -> bytes:
        """The words sealed at `place`.

        Raises:
            Sealed: no key we hold opens it, or it was sealed for another place.
        """
        key = self._by_id.get(sealed[_KEY_ID])
        if sealed[:1] != _VERSION or key is None:
            raise Sealed(f"no key that is held opens {place.partition('/')[0]}")
        try:
            return key.seal.decrypt(sealed[_NONCE], sealed[_CIPHERTEXT], _VERSION + place.encode())
        except InvalidTag:
            raise Sealed(f"{place.partition('/')[0]} was changed or moved") from None

    def held(self, sealed: bytes) -> bool:
        """Whether a key we hold sealed this."""
        return sealed[:1] == _VERSION and sealed[_KEY_ID] in self._by_id

    def newest_sealed(self, sealed: bytes) -> bool:
        """Whether the newest key sealed this."""
        return sealed[:1] == _VERSION and sealed[_KEY_ID] == self._keys[0].id

    def chat_key(self, chat_id: int) -> bytes:
        """What a chat is filed under: a keyed hash, because chat ids are few enough to try all."""
        return self._keys[0].filed_under(chat_id)

    def chat_keys(self, chat_id: int) -> list[bytes]:
        """What the chat may be filed under, by each key that is held, newest first."""
        return [key.filed_under(chat_id) for key in self._keys]


def new_key() -> str:
    """A fresh key, as text for `CASE_KEYS`."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode().rstrip("=")


def load_or_make(path: Path, *, data_dir: Path) -> Keys:
    """The keys in the file at `path`, which is made on the first run with one fresh key.

    Raises:
        BadRequest: the file lies inside `data_dir`, others can read it, or it holds no keys.
    """
    # Whoever carries off the data directory must not carry off its key with it.
    if path.resolve().is_relative_to(data_dir.resolve()):
        raise BadRequest(f"The key file {path} must not lie inside the data directory {data_dir}.")
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise BadRequest(f"Others can read the key file. Run: chmod 600 {path}")
    try:
        return Keys.from_text(path.read_text("ascii"))
    except (BadRequest, UnicodeDecodeError):
        raise BadRequest(f"The key file {path} must hold 32-byte keys in base64url.") from None


@dataclass(frozen=True, repr=False)
class _Key:
    id: bytes
    seal: AESGCM
    filing: hmac.HMAC

    def filed_under(self, chat_id: int) -> bytes:
        filing = self.filing.copy()
        filing.update(b"%d" % chat_id)
        return filing.finalize()


def _derived(key: bytes) -> _Key:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(key)
    return _Key(
        id=digest.finalize()[:4],
        seal=AESGCM(_expanded(key, b"appeal-bot seal")),
        filing=hmac.HMAC(_expanded(key, b"appeal-bot chat key"), hashes.SHA256()),
    )


def _expanded(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(key)


def _decoded(word: str) -> bytes:
    try:
        return base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadRequest("Every key in CASE_KEYS must be 32 bytes in base64url.") from None


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(new_key() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # whole or not at all, and never over a key another process made
    except FileExistsError:
        return
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)  # a key that a power cut takes away takes every case with it
    os.close(folder)
