"""`bina.keys.json`: the database key, wrapped once per user and once for the recovery key.

Reading it needs no cryptography, so that the names of users can be shown at once.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, cast

from bina_desktop.domain.errors import UnlockError

FORMAT: Final = 2
FORMAT_BEFORE: Final = 1
"""Slots of this held the database key itself, not a key to it."""
KEY_FILE: Final = "bina.keys.json"


class SlotKind(StrEnum):
    """How a slot is opened."""

    USER = "user"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Kdf:
    """How the wrapping key is derived; all of it is authenticated."""

    name: str
    """`argon2id` or `hkdf-sha256`."""
    salt: bytes
    memory_kib: int = 0
    passes: int = 0
    lanes: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """The database key, wrapped with one secret."""

    id: str
    kind: SlotKind
    name: str
    """Name of the user; '' for the recovery key."""
    kdf: Kdf
    nonce: bytes
    wrapped: bytes
    """The private key of the slot; in slots of before, the database key."""
    public: bytes = b""
    """Its public half; b"" in slots of before."""
    sealed: bytes = b""
    """The database key, for the private key."""
    next: bytes = b""
    """The key that is to replace it; b"" but while it is renewed."""
    tag: bytes = b""
    """Shows that who added the slot knew the database key."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The whole file."""

    database: str
    """Id of the database that the key opens."""
    slots: tuple[Slot, ...]
    due: bool = False
    """True where somebody was removed and the database key is to be renewed."""

    def waiting(self) -> tuple[str, ...]:
        """Return the users who must log in once before the database key can be renewed."""
        return tuple(one.name for one in self.slots if not one.public)

    def users(self) -> tuple[str, ...]:
        """Return the names of users in the order in which they were added."""
        return tuple(slot.name for slot in self.slots if slot.kind is SlotKind.USER)


def has_keys(folder: Path) -> bool:
    """Return True if the folder holds a database to unlock."""
    try:
        return (folder / KEY_FILE).exists()
    except OSError:  # no right to look: making or opening it will say so
        return False


def read_key_file(path: Path) -> KeyFile:
    """Read the file. Raises UnlockError for one that is absent or malformed."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        _require_format(data["format"])
        slots = tuple(map(_slot, data["slots"]))
        return KeyFile(str(data["database"]), slots, due=bool(data.get("renewal_due", False)))
    except (OSError, ValueError, KeyError, TypeError, binascii.Error) as error:
        raise UnlockError(
            f"Berkas kunci {path} tidak ada atau rusak, sehingga basis data tidak dapat dibuka. "
            "Salin kembali berkas kunci itu dari cadangan."
        ) from error


def write_key_file(path: Path, keys: KeyFile) -> None:
    """Replace the file: after a power cut there is the old one or the new one, whole."""
    data = {
        "format": FORMAT,
        "database": keys.database,
        "renewal_due": keys.due,
        "slots": [_slot_data(slot) for slot in keys.slots],
    }
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(data, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _require_format(found: object) -> None:
    if found not in (FORMAT, FORMAT_BEFORE):
        raise ValueError(found)


def _slot(data: Mapping[str, Any]) -> Slot:
    kdf = cast("Mapping[str, Any]", data["kdf"])
    return Slot(
        id=str(data["id"]),
        kind=SlotKind(data["kind"]),
        name=str(data["name"]),
        kdf=Kdf(
            name=str(kdf["name"]),
            salt=_bytes(kdf["salt"]),
            memory_kib=int(kdf["memory_kib"]),
            passes=int(kdf["passes"]),
            lanes=int(kdf["lanes"]),
        ),
        nonce=_bytes(data["nonce"]),
        wrapped=_bytes(data["wrapped"]),
        public=_bytes(data.get("public", "")),
        sealed=_bytes(data.get("sealed", "")),
        next=_bytes(data.get("next", "")),
        tag=_bytes(data.get("tag", "")),
    )


def _slot_data(slot: Slot) -> dict[str, object]:
    return {
        "id": slot.id,
        "kind": str(slot.kind),
        "name": slot.name,
        "kdf": {
            "name": slot.kdf.name,
            "salt": _text(slot.kdf.salt),
            "memory_kib": slot.kdf.memory_kib,
            "passes": slot.kdf.passes,
            "lanes": slot.kdf.lanes,
        },
        "nonce": _text(slot.nonce),
        "wrapped": _text(slot.wrapped),
        "public": _text(slot.public),
        "sealed": _text(slot.sealed),
        "next": _text(slot.next),
        "tag": _text(slot.tag),
    }


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
