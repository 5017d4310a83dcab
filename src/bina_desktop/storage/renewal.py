"""Renews the database key after somebody was removed: an old copy of his slot opens nothing new.

It happens while nobody has the database open: when it is closed, or opened next. First the key
file holds both keys, then the database is encrypted anew in one transaction, then the key file
holds the new one only. Whatever stops it in between, one of the two keys opens, and the next
start goes on from there.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from pathlib import Path

from bina_desktop.domain.errors import BinaError, DatabaseUnfitError
from bina_desktop.storage import database
from bina_desktop.storage.keyfile import KeyFile, Slot, read_key_file, write_key_file
from bina_desktop.storage.keyring import KEY_BYTES, Unlocked
from bina_desktop.storage.sealing import is_ours, seal, with_key

log = logging.getLogger(__name__)


def settle(data: Path, keys: Path, unlocked: Unlocked) -> bytes:
    """Finish or carry out a renewal that is due; returns the key that opens the database.

    Where it cannot be done now (no room, somebody has the database open), the key of before goes
    on and the next start tries again. Raises DatabaseUnfitError where none of the keys opens.
    """
    found = read_key_file(keys)
    old, new = unlocked.key, unlocked.next
    if not (new or found.due):
        return old
    if not (new and database.opens(data, new)):
        if not database.opens(data, old):  # else a pending key, maybe the right one, would be lost
            raise DatabaseUnfitError(
                "Basis data tidak terbuka dengan kunci Anda, karena kuncinya sedang diperbarui. "
                "Minta pengguna lain masuk dahulu di komputer ini, lalu masuklah lagi."
            )
        if found.waiting() or not any(one.name for one in _ours(found, old)):
            return old
        try:
            new = _encrypt_anew(data, keys, found, old)
        except (BinaError, OSError):
            log.warning("the database key is renewed at the next start", exc_info=True)
            return old
        found = read_key_file(keys)
    slots = tuple(with_key(found.database, one, new) for one in _ours(found, old))
    write_key_file(keys, replace(found, slots=slots, due=False))
    log.info("database key renewed")
    return new


def _encrypt_anew(data: Path, keys: Path, found: KeyFile, old: bytes) -> bytes:
    """Return the key that the database has from now on; the key file holds both."""
    new = secrets.token_bytes(KEY_BYTES)
    slots = tuple(replace(one, next=seal(found.database, one, new)) for one in _ours(found, old))
    write_key_file(keys, replace(found, slots=slots))
    database.rekey(data, old, new)
    if not database.opens(data, new):
        raise DatabaseUnfitError("Kunci basis data belum dapat diperbarui.")
    return new


def _ours(found: KeyFile, key: bytes) -> tuple[Slot, ...]:
    """Return the slots that somebody made who knew the key; others are nobody's whom we let in."""
    ours = tuple(one for one in found.slots if is_ours(found.database, one, key))
    if len(ours) < len(found.slots):
        log.warning("%d slots that nobody here made get no key", len(found.slots) - len(ours))
    return ours
