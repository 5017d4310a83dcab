"""The journal within a unit of work: what use cases and exchange may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bina_desktop.application.journal import AbsorbReport, Arriving, Conflict, Settled
from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import InvalidValueError, WrongStateError
from bina_desktop.domain.journal import (
    LAST_AT,
    Change,
    Digest,
    FieldKey,
    fingerprint,
    rank,
)
from bina_desktop.storage import absorb, conflicts
from bina_desktop.storage.changes import (
    CHANGE,
    DEVICE,
    FIELD,
    RECORD,
    on_field,
    read_changes,
    read_records,
)
from bina_desktop.storage.database import is_postgresql
from bina_desktop.storage.entities import table_of
from bina_desktop.storage.identity import DeviceIdentity, lock_clock
from bina_desktop.storage.interning import Interning, upsert
from bina_desktop.storage.journal_rows import BatchRow, KnownDeviceRow
from bina_desktop.storage.pen import Pen, Revision

_KNOWN: Final = table_of(KnownDeviceRow)
_KEY: Final = select(_KNOWN.c.public_key).where(_KNOWN.c.device == bindparam("device"))
_BATCH: Final = select(BatchRow.id).where(BatchRow.sha256 == bindparam("sha256")).limit(1)


class SqlJournal:
    """Implements the Journal port on the session's transaction."""

    def __init__(
        self,
        session: Session,
        interning: Interning,
        pen: Pen,
        revision: Revision,
        *,
        identity: DeviceIdentity,
        actor: str,
        now: Callable[[], datetime],
    ) -> None:
        self._session = session
        self._interning = interning
        self._pen = pen
        self._revision = revision
        self._identity = identity
        self._actor = actor
        self._now = now

    # --- changes ---------------------------------------------------------------------------------

    def changes(self, records: Sequence[tuple[str, str]] | None = None) -> Sequence[Change]:
        """Return changes in order of (clock, device, seq): the same on every machine."""
        self._session.flush()
        connection = self._interning.connection
        stored = (
            read_changes(connection)
            if records is None
            else read_records(connection, self._interning, records)
        )
        return sorted((item.change for item in stored), key=rank)

    def history(self, *, entity: str, record: str, field: str | None = None) -> Sequence[Change]:
        """Return changes of a record (or one field), oldest first."""
        if field is None:
            return self.changes([(entity, record)])
        self._session.flush()
        stored = read_changes(self._interning.connection, on_field(entity, record, field))
        return sorted((item.change for item in stored), key=rank)

    def absorb(
        self, changes: Sequence[Change], *, nama_berkas: str, sha256: str, progress: Progress
    ) -> AbsorbReport:
        """Unite with the journal and bring the tables to the winning values."""
        (report,) = self.absorb_all([Arriving(changes, nama_berkas, sha256)], progress=progress)
        return report

    def absorb_all(
        self, files: Sequence[Arriving], *, progress: Progress
    ) -> Sequence[AbsorbReport]:
        """Unite with what several files bring: as if one after another, but much faster."""
        self._session.flush()
        self._pen.count_records()
        reports = absorb.absorb(
            self._interning, files, actor=self._actor, now=self._now(), progress=progress
        )
        self._session.expire_all()
        return reports

    def take_turn(self) -> None:
        """Wait until nobody else writes; nobody does from here until this unit of work ends."""
        connection = self._interning.connection
        absorb.take_turn(connection)
        lock_clock(connection)

    def revision(self) -> int | None:
        """Return a number that stays while no record changes; answers of sheets do not count.

        None in a unit of work that wrote records itself, and on a server, where others write too.
        """
        self._session.flush()
        # The connection begins the transaction: from here on nobody else counts.
        if is_postgresql(self._interning.connection) or self._pen.wrote_records:
            return None
        return self._revision.number

    def numbers_of(self, device: str, first: int, last: int) -> Collection[int]:
        """Return which numbers of a device, from the first to the last, are here."""
        return set(
            self._session.scalars(
                select(CHANGE.c.seq)
                .join(DEVICE, DEVICE.c.id == CHANGE.c.device_id)
                .where(DEVICE.c.code == device, CHANGE.c.seq.between(first, min(last, LAST_AT)))
            )
        )

    def knows_file(self, sha256: str) -> bool:
        """Return True if a file of these bytes was taken in already."""
        return self._interning.connection.execute(_BATCH, {"sha256": sha256}).first() is not None

    # --- conflicts -------------------------------------------------------------------------------

    def conflicts(self) -> Sequence[Conflict]:
        """Return fields with several heads of different values, by entity, record, field."""
        self._session.flush()
        return conflicts.open_conflicts(self._interning.connection)

    def decided(self, *, most: int) -> Sequence[Settled]:
        """Return the decisions that stand, the newest first."""
        self._session.flush()
        return conflicts.decisions(self._interning.connection, most=most)

    def settle(self, *, entity: str, record: str, field: str, value: str) -> None:
        """Write the change that names all heads as its bases.

        Raises WrongStateError for a field that the journal does not know.
        """
        self.settle_all({FieldKey(entity, record, field): value})

    def settle_all(self, values: Mapping[FieldKey, str]) -> None:
        """Write such a change for every field given. Raises WrongStateError as `settle` does."""
        self._session.flush()
        connection = self._interning.connection
        if values.keys() - conflicts.known_fields(connection, self._interning, values):
            raise WrongStateError(
                "Perbedaan ini tidak ada lagi di basis data; muat ulang daftar perbedaan."
            )
        conflicts.show_written(connection, self._pen.write(list(values.items())))
        self._session.expire_all()

    def reopen(self, *, entity: str, record: str, field: str) -> None:
        """Put the values side by side again on which somebody decided."""
        self._session.flush()
        key = FieldKey(entity, record, field)
        conflicts.reopen(self._interning.connection, self._interning, self._pen, key)
        self._session.expire_all()

    def digest(self) -> str:
        """Return the state digest: SHA-256 over all fields with the values of their heads."""
        self._session.flush()
        connection = self._interning.connection
        entity, record, field = RECORD.c.entity, RECORD.c.code, FIELD.c.name
        order = [
            # PostgreSQL would sort by the rules of a language.
            column.collate("C") if is_postgresql(connection) else column
            for column in (entity, record, field)
        ]
        rows = connection.execute(
            select(entity, record, field, CHANGE.c.value)
            .join(RECORD, RECORD.c.id == CHANGE.c.record_id)
            .join(FIELD, FIELD.c.id == CHANGE.c.field_id)
            .where(CHANGE.c.is_head)
            .order_by(*order)
        )
        total = Digest()
        current: FieldKey | None = None
        values: list[str] = []
        for one, two, three, value in rows:
            key = FieldKey(one, two, three)
            if key != current:
                if current is not None:
                    total.add(current, values)
                current, values = key, []
            values.append(value)
        if current is not None:
            total.add(current, values)
        return total.hex()

    # --- devices ---------------------------------------------------------------------------------

    def device(self) -> str:
        """Return this installation's fingerprint."""
        return self._identity.device

    def public_key(self) -> bytes:
        """Return this installation's raw Ed25519 public key."""
        return self._identity.public_key

    def sign(self, message: bytes) -> bytes:
        """Sign with this installation's key."""
        return self._identity.sign(message)

    def trust(self, device: str, *, nama: str, public_key: bytes) -> None:
        """Remember an installation. Raises InvalidValueError for a key of another fingerprint."""
        if fingerprint(public_key) != device:
            raise InvalidValueError(
                f"Kunci yang disertakan bukan milik laptop {device}. "
                "Jangan percayai berkas ini sebelum sidik laptopnya dibandingkan."
            )
        row: dict[str, object] = {"device": device, "nama": nama, "public_key": public_key}
        upsert(self._interning.connection, _KNOWN, [row], columns=["nama", "public_key"])

    def trusted(self, device: str) -> bytes | None:
        """Return the public key of a known installation, this one included."""
        if device == self._identity.device:
            return self._identity.public_key
        return self._interning.connection.execute(_KEY, {"device": device}).scalar_one_or_none()
