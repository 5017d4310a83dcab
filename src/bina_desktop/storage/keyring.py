"""One random database key, kept per user (Argon2id) and by a printed recovery key.

A changed password rewrites one slot and nothing of the data. The authenticated data bind a slot to
its database, its name and its cost, so that swapped or weakened slots do not open. Slots made
before slots had keys of their own hold the database key itself, until their owner comes in.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bina_desktop.domain.errors import InvalidValueError, UnlockError
from bina_desktop.domain.password import password_problem
from bina_desktop.storage.keyfile import (
    FORMAT,
    FORMAT_BEFORE,
    Kdf,
    KeyFile,
    Slot,
    SlotKind,
    read_key_file,
    write_key_file,
)
from bina_desktop.storage.sealing import new_pair, unseal, with_key

KEY_BYTES: Final = 32

_ARGON2: Final = "argon2id"
_HKDF: Final = "hkdf-sha256"
_MEMORY_KIB: Final = 64 * 1024
_PASSES: Final = 3
_LANES: Final = 4
_MOST_MEMORY_KIB: Final = 1024 * 1024
_MOST_PASSES: Final = 16
_MOST_LANES: Final = 16
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_RECOVERY_BYTES: Final = 20
_CHECK_BYTES: Final = 5
_GROUP: Final = 5
# Characters that a hand or an eye confuses with one that Base32 has.
_MISREAD: Final = str.maketrans({"0": "O", "1": "I", "8": "B"})


def create_keys(path: Path, *, database: str, user: str, password: str) -> tuple[bytes, str]:
    """Write a new key file for its first user; return the database key and the recovery key.

    The recovery key is shown once, to be printed and sealed in an envelope.
    """
    _require_user(user)
    _require_password(password)
    key = secrets.token_bytes(KEY_BYTES)
    recovery = secrets.token_bytes(_RECOVERY_BYTES)
    slots = (
        _user_slot(database, user, password, key),
        _recovery_slot(database, recovery, key),
    )
    write_key_file(path, KeyFile(database, slots))
    return key, recovery_text(recovery)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a slot holds."""

    key: bytes
    """The database key."""
    next: bytes = b""
    """The key that is to replace it; b"" but where a renewal was interrupted."""


def unlock(path: Path, *, user: str, password: str) -> bytes:
    """Return the database key. Raises UnlockError for a wrong name or password."""
    return _unlock_user(read_key_file(path), user, password)[1].key


def enter(path: Path, *, user: str, password: str) -> Unlocked:
    """Return what the user's slot holds; one of before gets a key of its own.

    Raises UnlockError for a wrong name or password.
    """
    keys = read_key_file(path)
    slot, found = _unlock_user(keys, user, password)
    if not slot.public:
        _replace(path, keys, slot, _user_slot(keys.database, user, password, found.key))
    return found


def unlock_with_recovery(path: Path, recovery_key: str) -> bytes:
    """Return the database key. Raises UnlockError, which tells a typing error from a wrong key."""
    return enter_with_recovery(path, recovery_key).key


def enter_with_recovery(path: Path, recovery_key: str) -> Unlocked:
    """Return what the recovery slot holds; one of before gets a key of its own."""
    secret = parse_recovery(recovery_key)
    keys = read_key_file(path)
    for slot in keys.slots:
        if slot.kind is SlotKind.RECOVERY:
            found = _unwrap(keys.database, slot, secret)
            if found is not None:
                if not slot.public:
                    _replace(path, keys, slot, _recovery_slot(keys.database, secret, found.key))
                return found
    raise UnlockError("Kunci pemulihan ini bukan milik basis data ini. Periksa amplop yang lain.")


def _replace(path: Path, keys: KeyFile, old: Slot, new: Slot) -> None:
    slots = tuple(new if one.id == old.id else one for one in keys.slots)
    write_key_file(path, replace(keys, slots=slots))


def add_user(path: Path, *, key: bytes, user: str, password: str) -> None:
    """Let another user open the database whose key is given."""
    _require_user(user)
    _require_password(password)
    keys = read_key_file(path)
    if user in keys.users():
        raise InvalidValueError(f"Pengguna “{user}” sudah ada; pilih nama lain.")
    slot = _user_slot(keys.database, user, password, key)
    write_key_file(path, replace(keys, slots=(*keys.slots, slot)))


def change_password(path: Path, *, user: str, old: str, new: str) -> None:
    """Rewrite the user's slot. Raises UnlockError for a wrong old password."""
    _require_password(new)
    key = unlock(path, user=user, password=old)
    reset_password(path, key=key, user=user, new=new)


def reset_password(path: Path, *, key: bytes, user: str, new: str) -> None:
    """Rewrite the user's slot with the key at hand: after recovery, or by an administrator."""
    _require_password(new)
    keys = read_key_file(path)
    _require_known(keys, user)
    slots = tuple(
        _user_slot(keys.database, user, new, key) if _is_of(slot, user) else slot
        for slot in keys.slots
    )
    write_key_file(path, replace(keys, slots=slots))


def remove_user(path: Path, *, key: bytes, user: str) -> str:
    """Drop a user's slot, and mark that the database key is to be renewed; the last user stays.

    Whoever kept a copy of the file still knows the key of today; `renewal` shuts them out. A
    recovery key of before cannot be handed a new key: another is made, and returned to be printed;
    '' where the printed one stays good.
    """
    keys = read_key_file(path)
    _require_known(keys, user)
    if len(keys.users()) == 1:
        raise InvalidValueError(
            f"“{user}” adalah satu-satunya pengguna; tambahkan pengguna lain terlebih dahulu."
        )
    slots = [slot for slot in keys.slots if not _is_of(slot, user)]
    recovery = b""
    for place, slot in enumerate(slots):
        if slot.kind is SlotKind.RECOVERY and not slot.public:
            recovery = secrets.token_bytes(_RECOVERY_BYTES)
            slots[place] = _recovery_slot(keys.database, recovery, key)
    write_key_file(path, replace(keys, slots=tuple(slots), due=True))
    return recovery_text(recovery) if recovery else ""


def users(path: Path) -> tuple[str, ...]:
    """Return the names of users."""
    return read_key_file(path).users()


# --- recovery key ---


def recovery_text(secret: bytes) -> str:
    """Return 160 bits and their 40-bit checksum as 8 groups of 5 characters."""
    text = base64.b32encode(secret + _checksum(secret)).decode("ascii")
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))


def parse_recovery(text: str) -> bytes:
    """Read a recovery key as typed. Raises UnlockError where the checksum tells of an error."""
    letters = "".join(c for c in text.upper() if c.isalnum()).translate(_MISREAD)
    try:
        data = base64.b32decode(letters)
    except ValueError:
        data = b""
    secret, check = data[:_RECOVERY_BYTES], data[_RECOVERY_BYTES:]
    if len(data) != _RECOVERY_BYTES + _CHECK_BYTES or check != _checksum(secret):
        raise UnlockError(
            "Kunci pemulihan salah ketik: seharusnya 8 kelompok berisi 5 huruf atau angka. "
            "Periksa kembali satu per satu dengan lembar yang dicetak."
        )
    return secret


def _checksum(secret: bytes) -> bytes:
    return hashlib.sha256(b"bina recovery" + secret).digest()[:_CHECK_BYTES]


# --- slots ---


def _user_slot(database: str, user: str, password: str, key: bytes) -> Slot:
    kdf = Kdf(_ARGON2, secrets.token_bytes(_SALT_BYTES), _MEMORY_KIB, _PASSES, _LANES)
    secret = _normal(password).encode()
    return _slot(database, SlotKind.USER, user, kdf=kdf, secret=secret, key=key)


def _recovery_slot(database: str, secret: bytes, key: bytes) -> Slot:
    kdf = Kdf(_HKDF, secrets.token_bytes(_SALT_BYTES))
    return _slot(database, SlotKind.RECOVERY, "", kdf=kdf, secret=secret, key=key)


def _slot(
    database: str, kind: SlotKind, name: str, *, kdf: Kdf, secret: bytes, key: bytes
) -> Slot:
    private, public = new_pair()
    nonce = secrets.token_bytes(_NONCE_BYTES)
    slot = Slot(str(uuid4()), kind, name, kdf, nonce, b"", public=public)
    cipher = AESGCM(_wrapping_key(kdf, secret))
    slot = replace(slot, wrapped=cipher.encrypt(nonce, private, _bound(database, slot)))
    return with_key(database, slot, key)


def _unwrap(database: str, slot: Slot, secret: bytes) -> Unlocked | None:
    if not _is_acceptable(slot):
        return None
    try:
        cipher = AESGCM(_wrapping_key(slot.kdf, secret))
        opened = cipher.decrypt(slot.nonce, slot.wrapped, _bound(database, slot))
    except (InvalidTag, ValueError):
        return None
    if not slot.public:
        return Unlocked(opened)
    key = unseal(database, slot, opened, slot.sealed)
    after = unseal(database, slot, opened, slot.next) if slot.next else b""
    return None if key is None or after is None else Unlocked(key, after)


def _unlock_user(keys: KeyFile, user: str, password: str) -> tuple[Slot, Unlocked]:
    for slot in keys.slots:
        if _is_of(slot, user):
            found = _unwrap(keys.database, slot, _normal(password).encode())
            if found is not None:
                return slot, found
    raise UnlockError(
        "Nama pengguna atau kata sandi tidak cocok. Perhatikan huruf besar dan kecil, lalu coba "
        "lagi; bila lupa, pakai kunci pemulihan."
    )


def _is_acceptable(slot: Slot) -> bool:
    """Return True if the cost is neither weakened nor a trap that eats all memory."""
    kdf = slot.kdf
    if slot.kind is SlotKind.RECOVERY:
        return kdf.name == _HKDF
    return (
        kdf.name == _ARGON2
        and _MEMORY_KIB <= kdf.memory_kib <= _MOST_MEMORY_KIB
        and _PASSES <= kdf.passes <= _MOST_PASSES
        and 1 <= kdf.lanes <= _MOST_LANES
    )


def _wrapping_key(kdf: Kdf, secret: bytes) -> bytes:
    if kdf.name == _ARGON2:
        secret = Argon2id(
            salt=kdf.salt,
            length=KEY_BYTES,
            iterations=kdf.passes,
            lanes=kdf.lanes,
            memory_cost=kdf.memory_kib,
        ).derive(secret)
    info = b"bina database key v1"
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=kdf.salt, info=info).derive(secret)


def _bound(database: str, slot: Slot) -> bytes:
    kdf = slot.kdf
    parts: list[object] = [
        FORMAT if slot.public else FORMAT_BEFORE,
        database,
        slot.id,
        slot.kind,
        slot.name,
        [kdf.name, kdf.salt.hex(), kdf.memory_kib, kdf.passes, kdf.lanes],
    ]
    if slot.public:
        parts.append(slot.public.hex())
    return json.dumps(parts, separators=(",", ":")).encode("ascii")


def _is_of(slot: Slot, user: str) -> bool:
    return slot.kind is SlotKind.USER and slot.name == user


def _normal(password: str) -> str:
    # The same keys give other code points on another system.
    return unicodedata.normalize("NFKC", password)


def _require_password(password: str) -> None:
    problem = password_problem(password)
    if problem is not None:
        raise InvalidValueError(problem)


def _require_user(user: str) -> None:
    if not user.strip() or user != user.strip():
        raise InvalidValueError("Nama pengguna harus diisi, tanpa spasi di awal dan akhir.")


def _require_known(keys: KeyFile, user: str) -> None:
    if user not in keys.users():
        raise InvalidValueError(f"Pengguna “{user}” tidak ada dalam berkas kunci ini.")
