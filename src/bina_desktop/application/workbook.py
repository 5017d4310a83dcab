"""The workbook that travels: what goes in, what a checked file says."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.domain.journal import Change


class JenisPaket(StrEnum):
    """Direction of a workbook; the format is one."""

    PAKET_TUGAS = "paket_tugas"
    HASIL_LAPANGAN = "hasil_lapangan"
    BUKU_ISIAN = "buku_isian"
    """Blank sheets of a form, to be filled by somebody who does not have the program."""


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
    ordered: bool = False
    """True for rank, where the order of several choices is the answer."""
    readonly: bool = False
    """True for columns shown for people only; edits there are not read back."""
    other_labels: tuple[tuple[str, str], ...] = ()
    """(value, label) in the form's other languages: understood when somebody types them."""
    hint: str = ""
    whole: bool = False
    """True for numbers without a fraction."""
    least: str = ""
    """Least number that the form takes; '' where it does not say."""
    greatest: str = ""
    required: bool = False
    multiline: bool = False
    sections: tuple[str, ...] = ()
    """Labels of the sections of the form in which it stands, outermost first."""


class Layout(StrEnum):
    """How a sheet stands."""

    TABLE = "tabel"
    """One row per record."""
    FORM = "formulir"
    """One record, its questions below each other, as on paper."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that a row without id may become."""

    seen: tuple[str, ...]
    """What stands in the columns `NewRows.by`."""
    record: str = ""
    """Its id; '' where the row itself gives it."""
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    """What is known of it before any cell is read; plain text."""


@dataclass(frozen=True, slots=True)
class NewRows:
    """How a row that somebody pasted or typed in Excel becomes a record: it has no id."""

    by: tuple[str, ...]
    """Columns, grey ones too, that say which of the `choices` a row is."""
    choices: tuple[NewRecord, ...]
    given: Mapping[str, str] = field(default_factory=dict[str, str])
    """Fields that every new record has."""
    shared: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """Fields of all new records with this text in the first of `by`."""
    required: tuple[str, ...] = ()
    """Columns without which there is no record."""
    keys: tuple[tuple[str, ...], ...] = ()
    """Fields that tell who it is, the surest first: equal ones are one record wherever they come
    from. Without any each row of each file is a record of its own."""


@dataclass(frozen=True, slots=True)
class VisibleSheet:
    """One sheet for people: one row per record, or per instance of a repeat."""

    title: str
    entity: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, Mapping[str, str]], ...]
    """(record, plain text by field); canonical text, not JSON."""
    repeat: str = ""
    """Path of the repeat whose instances the rows are: `/data/anggota`; '' for records.

    Such a row is named by its record and its instance, `<record>/data/anggota[k7f2]`, and fields
    that start with `/` are counted from the instance: `/nama`."""
    outer: str = ""
    """Path of the repeat around `repeat`; '' for none."""
    spare: tuple[str, ...] = ()
    """Keys that instances get which people add in blank rows; () where none may be added."""
    new: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """Records that no journal knows and that come into being when somebody fills their cells,
    with what they hold besides: whose they are, of which visit."""
    by_filler: bool = False
    """Each who fills a copy of the file makes records of his own in it."""
    layout: Layout = Layout.TABLE
    new_rows: NewRows | None = None
    """What a row of records without id becomes; None where it cannot be taken."""
    heading: str = ""
    """What the sheet is, above its questions."""
    facts: tuple[tuple[str, str], ...] = ()
    """(name, value) of what is known already, above the questions."""


OUTER_KEY: Final = "induk"
"""Column of a repeat sheet: key of the sheet or instance in which a row stands."""
OWN_KEY: Final = "kunci"
"""Column that shows the key of a row, by which repeat sheets name it."""


def key_of(record: str, instance: str = "") -> str:
    """Return the key by which people see what belongs together: `3f9a2c1b-4d5e/k7f2`.

    It is the beginning of the record's id, and the keys of the instance and those around it.
    """
    return "/".join((record[:_KEY_LENGTH], *INSTANCE.findall(instance)))


INSTANCE: Final = re.compile(r"\[([^\[\]/]+)\]")
"""Key of an instance in a ref."""
_KEY_LENGTH: Final = 13
"""Letters of a UUID that people see: 48 bits."""


_NO_FILES: Mapping[str, bytes] = {}


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
    lampiran: Mapping[str, str] = field(default_factory=dict[str, str])
    """Names of the files that go along, by SHA-256."""
    load: Callable[[str], bytes] = _NO_FILES.__getitem__
    """Gives the bytes of such a file."""
    password: str = field(default="", repr=False)
    """The file is encrypted under it; '' leaves it open."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A part of a file that could not be taken, with its place."""

    sheet: str
    cell: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row or cell of some file that was not taken, for the list that goes back to its sender."""

    nama_berkas: str
    sheet: str
    """Sheet of the workbook; for a record its kind."""
    cell: str
    """Address; for a record its name."""
    reason: str


class Seal(StrEnum):
    """State of the Ed25519 seal over the machine part."""

    VALID = "sah"
    BROKEN = "rusak"
    MISSING = "tidak_ada"
    FOREIGN = "kunci_lain"
    """Good, but by a key that is not the named laptop's."""


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
    changes: Sequence[Change]
    edits: tuple[Change, ...]
    """Changes derived from cells that a person edited in Excel."""
    rejections: tuple[Rejection, ...]
    lampiran: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    """Attached files that arrived whole, by SHA-256."""
    lost_password: bool = False
    """It was exported under a password and came back without one."""


class Workbooks(Protocol):
    """Writes and reads files that travel."""

    def write(self, path: Path, content: WorkbookContent, *, progress: Progress) -> None:
        """Write atomically: the file appears whole or not at all."""
        ...

    def read(self, path: Path, *, progress: Progress, password: str = "") -> WorkbookReading:
        """Check and parse in a child process with memory and time limits.

        Raises ImportRefusedError with a sentence for a file that is no workbook of ours,
        PasswordRequiredError for one that does not open with this password.
        """
        ...

    def read_all(
        self, paths: Sequence[Path], *, progress: Progress, passwords: Sequence[str] = ()
    ) -> Generator[tuple[Path, WorkbookReading | ImportRefusedError]]:
        """Read several at a time, and yield them in the order given, some read ahead.

        A file that is refused comes as its error; it stops none of the others.
        """
        ...

    def write_refusals(self, path: Path, refusals: Sequence[Refusal]) -> None:
        """Write a workbook of what was not taken. Raises BinaError when the disk refuses."""
        ...

    def laid_down(self, name: str, data: bytes) -> AbstractContextManager[Path]:
        """Put bytes where they can be read, under a name of ours, and take them away again.

        `name` only tells the ending: it may come from a stranger.
        """
        ...

    def load(self, path: Path) -> bytes:
        """Return the bytes of a file, unread. Raises ImportRefusedError."""
        ...
