"""Tables of the journal and of what stays on this machine.

Devices, actors, records and field names stand once and are referred to by integers; text keys in
every change would double the file and the time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bina_desktop.storage.rows import Base

RowNumber: Final = BigInteger().with_variant(Integer, "sqlite")
"""Surrogate keys; SQLite numbers rows by itself only where the type is INTEGER."""


class DeviceRow(Base):
    """An installation, or the identity of a change derived from an edited cell."""

    __tablename__ = "journal_device"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)


class ActorRow(Base):
    """Who made changes."""

    __tablename__ = "journal_actor"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)


class FieldRow(Base):
    """A field name of an entity."""

    __tablename__ = "journal_field"
    __table_args__ = (UniqueConstraint("entity", "name"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    entity: Mapped[str]
    name: Mapped[str]


class RecordRow(Base):
    """A record of an entity."""

    __tablename__ = "journal_record"
    __table_args__ = (UniqueConstraint("entity", "code"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    entity: Mapped[str]
    code: Mapped[str]


class BatchRow(Base):
    """An import that was carried out, or the undo of one; undos take turns with takings back."""

    __tablename__ = "journal_batch"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    nama_berkas: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    waktu: Mapped[datetime]
    pelaku: Mapped[str]
    new_changes: Mapped[int]
    known_changes: Mapped[int]
    conflicts: Mapped[int]
    undoes: Mapped[str | None]
    """Code of the import whose undo this is, or whose undo it takes back."""
    after_change: Mapped[int | None] = mapped_column(BigInteger)
    """The last change that was here before this undo; none for imports and for undos of before."""


class ChangeRow(Base):
    """A change. The first base stands inline; further ones in `journal_base`."""

    __tablename__ = "journal_change"
    __table_args__ = (
        UniqueConstraint("device_id", "seq"),
        Index(None, "record_id", "field_id"),
        # What a file brought, for its undo; what was entered here has none.
        Index(
            None,
            "batch_id",
            sqlite_where=text("batch_id IS NOT NULL"),
            postgresql_where=text("batch_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("journal_device.id"))
    seq: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[int] = mapped_column(BigInteger)
    actor_id: Mapped[int] = mapped_column(ForeignKey("journal_actor.id"))
    record_id: Mapped[int] = mapped_column(ForeignKey("journal_record.id"))
    field_id: Mapped[int] = mapped_column(ForeignKey("journal_field.id"))
    value: Mapped[str]
    base_device_id: Mapped[int | None] = mapped_column(ForeignKey("journal_device.id"))
    base_seq: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str]
    hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_head: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("journal_batch.id"))


class BaseRow(Base):
    """Second and further bases of a change; they name identities that may not be known yet."""

    __tablename__ = "journal_base"
    __table_args__ = (Index(None, "device_id", "seq"),)

    change_id: Mapped[int] = mapped_column(ForeignKey("journal_change.id"), primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("journal_device.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)


class SplitRow(Base):
    """A field with more than one head, so that conflicts are found without a search."""

    __tablename__ = "journal_split"

    record_id: Mapped[int] = mapped_column(ForeignKey("journal_record.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("journal_field.id"), primary_key=True)


class IdentityRow(Base):
    """This installation: its key, its clock, and whether it is a copy that needs a new key."""

    __tablename__ = "local_identity"
    __table_args__ = (CheckConstraint("id = 1", name="ck_local_identity_single"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    database: Mapped[str]
    device: Mapped[str]
    private_key: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    clock: Mapped[int] = mapped_column(BigInteger)
    is_copy: Mapped[bool]


class KnownDeviceRow(Base):
    """Another installation whose fingerprint a person has compared."""

    __tablename__ = "local_known_device"

    device: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str]
    public_key: Mapped[bytes] = mapped_column(LargeBinary)


class SettingRow(Base):
    """A small local value."""

    __tablename__ = "local_setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class BerkasRow(Base):
    """A frozen file, by the hash of its bytes."""

    __tablename__ = "local_berkas"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str]
    jenis: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ArrivedFileRow(Base):
    """A file that came in: what became of it and, while there is room, its bytes."""

    __tablename__ = "local_arrived_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    nama_berkas: Mapped[str]
    ukuran: Mapped[int] = mapped_column(BigInteger)
    waktu: Mapped[datetime]
    asal: Mapped[str]
    keadaan: Mapped[str]
    keterangan: Mapped[str]
    data: Mapped[bytes | None] = mapped_column(LargeBinary)
