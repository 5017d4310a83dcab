"""The database key, sealed to the public key of a slot: it can be renewed without passwords.

What a slot's password or the recovery key opens is a private key (X25519); the database key is
sealed to its public half (HPKE). A tag made with the database key says that the public half was
put there by somebody who was in: a renewed key is never sealed to another.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import replace
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from bina_desktop.storage.keyfile import FORMAT, Slot

_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_pair() -> tuple[bytes, bytes]:
    """Return a private key and its public half, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal(database: str, slot: Slot, key: bytes) -> bytes:
    """Return the database key, sealed to the public key of a slot."""
    public = X25519PublicKey.from_public_bytes(slot.public)
    return _SUITE.encrypt(key, public, _bound(database, slot))


def unseal(database: str, slot: Slot, private: bytes, sealed: bytes) -> bytes | None:
    """Return the key within; None where it was sealed to another or altered."""
    try:
        opened = X25519PrivateKey.from_private_bytes(private)
        return _SUITE.decrypt(sealed, opened, _bound(database, slot))
    except (InvalidTag, ValueError):
        return None


def with_key(database: str, slot: Slot, key: bytes) -> Slot:
    """Return a slot that holds this database key and no other."""
    sealed = replace(slot, sealed=seal(database, slot, key), next=b"")
    return replace(sealed, tag=_tag(database, slot, key))


def is_ours(database: str, slot: Slot, key: bytes) -> bool:
    """Tell whether somebody who knew this database key made the slot."""
    return hmac.compare_digest(slot.tag, _tag(database, slot, key))


def _tag(database: str, slot: Slot, key: bytes) -> bytes:
    return hmac.digest(key, b"bina slot v2" + _bound(database, slot), "sha256")


def _bound(database: str, slot: Slot) -> bytes:
    parts = [FORMAT, database, slot.id, slot.kind, slot.name, slot.public.hex()]
    return json.dumps(parts, separators=(",", ":")).encode("ascii")
