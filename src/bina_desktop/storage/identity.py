"""This installation's identity: an Ed25519 key that lives in the (encrypted) database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from bina_desktop.domain.journal import fingerprint
from bina_desktop.storage.entities import table_of
from bina_desktop.storage.journal_rows import IdentityRow
from bina_desktop.storage.prepared import Prepared

_IDENTITY: Final = table_of(IdentityRow)
_CLOCK: Final = Prepared(select(_IDENTITY.c.clock).with_for_update())
_SET_CLOCK: Final = Prepared(update(_IDENTITY).values(clock=bindparam("now")))


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """Who this installation is to others."""

    database: str
    """Id of the database; a key file names it too."""
    device: str
    """Fingerprint of the public key, as people compare it."""
    public_key: bytes
    private_key: bytes

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature (64 bytes)."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private_key).sign(message)


def ensure_identity(engine: Engine, *, database: str | None = None) -> DeviceIdentity:
    """Return the identity, made at the first opening.

    A copy (a restored backup) gets a new key: two installations that wrote under one name would
    give one identity to different changes.
    """
    with engine.begin() as connection:
        row = connection.execute(select(_IDENTITY)).one_or_none()
        if row is None:
            identity = _new_identity(database or str(uuid4()))
            connection.execute(
                insert(_IDENTITY).values(id=1, clock=0, is_copy=False, **_values(identity))
            )
            return identity
        if row.is_copy:
            identity = _new_identity(row.database)
            connection.execute(update(_IDENTITY).values(is_copy=False, **_values(identity)))
            return identity
        return DeviceIdentity(row.database, row.device, row.public_key, row.private_key)


def mark_as_copy(connection: Connection) -> None:
    """Let the next opening make a new identity."""
    connection.execute(update(_IDENTITY).values(is_copy=True))


def lock_clock(connection: Connection) -> int:
    """Return the clock; on a server the row is held, so that writers take turns."""
    ((clock,),) = _CLOCK.run(connection)
    return clock


def set_clock(connection: Connection, clock: int) -> None:
    """Move the clock on."""
    _SET_CLOCK.run(connection, now=clock)


def _values(identity: DeviceIdentity) -> dict[str, object]:
    return {
        "database": identity.database,
        "device": identity.device,
        "public_key": identity.public_key,
        "private_key": identity.private_key,
    }


def _new_identity(database: str) -> DeviceIdentity:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    public_key = key.public_key().public_bytes_raw()
    return DeviceIdentity(database, fingerprint(public_key), public_key, key.private_bytes_raw())
