"""Ports: what the use cases ask of storage, exchange, pdf and the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from bina_desktop.application.work import Progress
from bina_desktop.domain.journal import Change
from bina_desktop.domain.kantor import Kantor, KantorId
from bina_desktop.domain.laporan import Laporan, LaporanId
from bina_desktop.domain.lembar_penilaian import (
    HasilLembar,
    LembarId,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.domain.pegawai import Aparatur, AparaturId, Pegawai, PegawaiId
from bina_desktop.domain.penugasan import Perintah, PerintahId, SkTim, SkTimId, Spt, SptId
from bina_desktop.domain.sop import Peristiwa, PeristiwaId
from bina_desktop.domain.temuan import Temuan, TemuanId
from bina_desktop.domain.triwulan import Triwulan

T = TypeVar("T")
K = TypeVar("K", contravariant=True)


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """Return the aware time in UTC."""
        ...


# --- storage: write side ---------------------------------------------------------------------------


class Repository(Protocol[T, K]):
    """One kind of record, within the unit of work that gave it."""

    def get(self, key: K) -> T:
        """Raises NotFoundError."""
        ...

    def find(self, key: K) -> T | None: ...
    def save(self, item: T) -> None:
        """Insert or update; only fields that differ are written and journalled."""
        ...

    def delete(self, key: K) -> None:
        """Mark deleted (`dihapus`); nothing ever leaves the journal."""
        ...

    def all(self) -> Sequence[T]:
        """Every record not deleted; for kinds of which a database holds few."""
        ...


class LembarRepository(Repository[LembarPenilaian, LembarId], Protocol):
    """Sheets, their answers (journalled per question) and their derived results (not journalled)."""

    def answers(self, key: LembarId) -> dict[str, str]:
        """Return canonical answers by ref (`/data/aspek_a/a1/skor`); blank ones are absent."""
        ...

    def save_answers(self, key: LembarId, answers: Mapping[str, str]) -> None:
        """Write answers; '' clears one. Only those that differ are journalled."""
        ...

    def save_hasil(self, key: LembarId, hasil: HasilLembar | None) -> None: ...
    def hasil(self, key: LembarId) -> HasilLembar | None:
        """Return derived figures; None where not computed since the answers last changed by import."""
        ...

    def stale(self) -> Sequence[LembarId]:
        """Return final sheets whose figures must be computed again."""
        ...

    def save_position(self, key: LembarId, ref: str) -> None:
        """Remember (locally, not journalled) at which question the sheet was left."""
        ...

    def position(self, key: LembarId) -> str: ...


class BerkasStore(Protocol):
    """Frozen files (signed PDFs, snapshots) by SHA-256; local, immutable."""

    def put(self, data: bytes, *, nama: str, jenis: str) -> str:
        """Store and return the hex SHA-256; the same bytes twice are stored once."""
        ...

    def get(self, sha256: str) -> bytes:
        """Raises NotFoundError."""
        ...

    def has(self, sha256: str) -> bool: ...


class SettingStore(Protocol):
    """Small local values by key (never journalled): last triwulan, linked user …"""

    def get(self, key: str) -> str | None: ...
    def put(self, key: str, value: str) -> None: ...


class Fate(StrEnum):
    """What an import does with a record."""

    NEW = "baru"
    CHANGED = "berubah"
    SAME = "sama"
    CONFLICT = "berbeda"
    REFUSED = "ditolak"


@dataclass(frozen=True, slots=True)
class RecordFate:
    """What an import does (or would do) with one record, and why."""

    entity: str
    record: str
    fate: Fate
    fields: tuple[str, ...] = ()
    """Fields that are new, changed or in conflict."""
    reason: str = ""
    """Sentence for REFUSED."""


@dataclass(frozen=True, slots=True)
class AbsorbReport:
    """Outcome of taking in a set of changes."""

    batch_id: str
    records: tuple[RecordFate, ...]
    new_changes: int
    known_changes: int
    warnings: tuple[str, ...] = ()
    """Sentences: clocks far ahead, broken chain …"""


@dataclass(frozen=True, slots=True)
class Head:
    """One of several values that stand side by side."""

    change_id: str
    value: str
    """Canonical JSON text."""
    actor: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of a record with several heads of different values, until a person chooses."""

    entity: str
    record: str
    field: str
    heads: tuple[Head, ...]
    """Greatest by (at, device, seq) first: the one now shown."""
    base: Head | None
    """Newest common ancestor; None where there is none."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One import that was carried out."""

    id: str
    nama_berkas: str
    sha256: str
    waktu: datetime
    pelaku: str
    new_changes: int
    known_changes: int
    conflicts: int


class Journal(Protocol):
    """The journal within a unit of work."""

    def changes(self, records: Sequence[tuple[str, str]] | None = None) -> Sequence[Change]:
        """Return all changes, or those of the given (entity, record) pairs, in a stable order."""
        ...

    def absorb(
        self, changes: Sequence[Change], *, nama_berkas: str, sha256: str, progress: Progress
    ) -> AbsorbReport:
        """Unite with the journal and bring the tables to the winning values (set-based).

        A preview is this call in a unit of work that is left without commit.
        """
        ...

    def knows_file(self, sha256: str) -> bool:
        """Return True if a file of these bytes was taken in already."""
        ...

    def conflicts(self) -> Sequence[Conflict]: ...
    def settle(self, *, entity: str, record: str, field: str, value: str) -> None:
        """Write the change that names all heads as its bases; `value` is canonical JSON text."""
        ...

    def history(self, *, entity: str, record: str, field: str | None = None) -> Sequence[Change]:
        """Return changes of a record (or one field), oldest first."""
        ...

    def batches(self) -> Sequence[Batch]: ...
    def digest(self) -> str:
        """Return the state digest (hex SHA-256)."""
        ...

    def device(self) -> str:
        """Return this installation's fingerprint."""
        ...

    def public_key(self) -> bytes:
        """Return this installation's raw Ed25519 public key (32 bytes)."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Sign with this installation's key (64 bytes)."""
        ...

    def trust(self, device: str, *, nama: str, public_key: bytes) -> None:
        """Remember an installation whose fingerprint was compared."""
        ...

    def trusted(self, device: str) -> bytes | None:
        """Return the public key of a known installation."""
        ...


@dataclass(frozen=True, slots=True)
class LembarSummary:
    """One line of a list of sheets."""

    id: LembarId
    spt_id: SptId
    formulir: str
    status: StatusLembar
    aparatur_id: AparaturId | None
    nama: str
    """Name of the officer; '' for respondents."""
    nip: str
    jabatan: str
    terjawab: int
    """Number of stored answers."""
    nilai_akhir: Decimal | None
    predikat: str
    diubah: datetime | None
    """When the last answer was given, on any laptop."""
    alasan_kembali: str = ""


class Queries(Protocol):
    """Read side: lists as frozen records."""

    def lembar(
        self, *, triwulan: Triwulan | None = None, spt_id: SptId | None = None
    ) -> Sequence[LembarSummary]: ...
    def peristiwa(self, triwulan: Triwulan) -> Sequence[Peristiwa]:
        """Oldest first."""
        ...

    def temuan(self, spt_id: SptId) -> Sequence[Temuan]: ...


class UnitOfWork(Protocol):
    """One transaction; left without `commit()` it rolls back."""

    @property
    def kantor(self) -> Repository[Kantor, KantorId]: ...
    @property
    def pegawai(self) -> Repository[Pegawai, PegawaiId]: ...
    @property
    def aparatur(self) -> Repository[Aparatur, AparaturId]: ...
    @property
    def perintah(self) -> Repository[Perintah, PerintahId]: ...
    @property
    def sk_tim(self) -> Repository[SkTim, SkTimId]: ...
    @property
    def spt(self) -> Repository[Spt, SptId]: ...
    @property
    def lembar(self) -> LembarRepository: ...
    @property
    def laporan(self) -> Repository[Laporan, LaporanId]: ...
    @property
    def peristiwa(self) -> Repository[Peristiwa, PeristiwaId]: ...
    @property
    def temuan(self) -> Repository[Temuan, TemuanId]: ...
    @property
    def berkas(self) -> BerkasStore: ...
    @property
    def settings(self) -> SettingStore: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def queries(self) -> Queries: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
    def commit(self) -> None: ...


class Begin(Protocol):
    """Opens a unit of work in the name of an actor; `reason` is journalled with each change."""

    def __call__(self, *, actor: str, reason: str = "") -> UnitOfWork: ...


# --- exchange --------------------------------------------------------------------------------------


class JenisPaket(StrEnum):
    """Direction of a workbook; the format is one."""

    PAKET_TUGAS = "paket_tugas"
    HASIL_LAPANGAN = "hasil_lapangan"


class CellKind(StrEnum):
    """How a value stands in a cell."""

    TEXT = "teks"
    NUMBER = "angka"
    DATE = "tanggal"
    ID = "nomor_identitas"
    """NIP and other long ids: a numeric cell is refused on the way back."""


@dataclass(frozen=True, slots=True)
class Column:
    """One visible column: `field` is the journal's field name (hidden in the workbook)."""

    field: str
    label: str
    kind: CellKind = CellKind.TEXT
    choices: tuple[tuple[str, str], ...] = ()
    """(value, label) pairs for drop-downs."""
    multiple: bool = False
    """True for select_multiple: several choice values in one cell."""
    readonly: bool = False
    """True for columns shown for people only; edits there are not read back."""


@dataclass(frozen=True, slots=True)
class VisibleSheet:
    """One sheet for people: one row per record."""

    title: str
    entity: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, Mapping[str, str]], ...]
    """(record, plain text by field); canonical text, not JSON."""


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """What goes into a file that travels."""

    jenis: JenisPaket
    export_id: str
    dibuat_pada: datetime
    device: str
    public_key: bytes
    pembuat: str
    """Name of the person."""
    kantor: str
    keterangan: str
    """What this file is, for people: triwulan, kab/kota."""
    digest: str
    """State digest of the exporting database."""
    changes: tuple[Change, ...]
    sheets: tuple[VisibleSheet, ...]
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A part of a file that could not be taken, with its place."""

    sheet: str
    cell: str
    reason: str


class Seal(StrEnum):
    """State of the Ed25519 seal over the machine part."""

    VALID = "sah"
    BROKEN = "rusak"
    MISSING = "tidak_ada"


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What a checked file says; no row of it is stored yet."""

    nama_berkas: str
    sha256: str
    jenis: JenisPaket
    export_id: str
    dibuat_pada: datetime
    device: str
    public_key: bytes
    pembuat: str
    keterangan: str
    seal: Seal
    changes: tuple[Change, ...]
    edits: tuple[Change, ...]
    """Changes derived from cells that a person edited in Excel."""
    rejections: tuple[Rejection, ...]


class Workbooks(Protocol):
    """Writes and reads files that travel."""

    def write(self, path: Path, content: WorkbookContent, *, progress: Progress) -> None:
        """Write atomically: the file appears whole or not at all."""
        ...

    def read(self, path: Path, *, progress: Progress) -> WorkbookReading:
        """Check and parse in a child process with memory and time limits.

        Raises ImportRefusedError with a sentence for a file that is no workbook of ours.
        """
        ...


# --- pdf signing -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SignerIdentity:
    """Who signs, as shown in the block and compared on verification."""

    nama: str
    nip: str
    jabatan: str


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """One signature found in a PDF."""

    field: str
    signer: str
    """Common name in the certificate."""
    signed_at: datetime | None
    """The signing computer's claim; there is no trusted time offline."""
    ok: bool
    """Intact, valid, allowed modifications only, covers the entire file (if last)."""
    trusted: bool
    """Chains to a given trust anchor."""
    explanation: str
    """Indonesian sentence."""


@dataclass(frozen=True, slots=True)
class PdfVerification:
    """The whole verdict on a PDF: `ok` only if there is a signature and every one holds."""

    sha256: str
    signatures: tuple[SignatureCheck, ...]
    ok: bool
    explanation: str


class Signer(Protocol):
    """Signs PDFs with a certificate file and verifies them."""

    def sign(
        self,
        pdf: bytes,
        *,
        pkcs12: bytes,
        password: str,
        identity: SignerIdentity,
        reason: str,
        location: str,
        at: datetime,
    ) -> bytes:
        """Sign in the reserved box. Raises SigningError (wrong password, expired, no key)."""
        ...

    def verify(self, pdf: bytes, *, anchors: Sequence[bytes] = ()) -> PdfVerification:
        """Check every signature; `anchors` are DER or PEM certificates to trust."""
        ...
