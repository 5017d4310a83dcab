"""Ways in which changes travel: as rows of a workbook's journal sheet, or as a whole workbook."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import (
    Column,
    JenisPaket,
    Seal,
    VisibleSheet,
    WorkbookContent,
)
from bina_desktop.domain.bundle import Bundles, bundled
from bina_desktop.domain.journal import NULL, Change, by_field, heads, winner
from bina_desktop.domain.soundness import is_sound
from bina_desktop.exchange.edits import plain_text
from bina_desktop.exchange.journal_sheet import read_journal
from bina_desktop.exchange.packing import packed_rows, packed_texts
from bina_desktop.exchange.workbook import XlsxWorkbooks
from tests import libreoffice
from tests.laptops import Laptop

LEMBAR = "lembar_penilaian"


def through_rows(changes: Sequence[Change]) -> Bundles:
    """Return changes as they come back from the cells of a `_jurnal`."""
    sheet = read_journal(list(packed_rows(packed_texts(bundled(changes)))))
    assert sheet.rejections == []
    found = Bundles(tuple(sheet.bundles), is_sound(sheet.bundles))
    assert {change.id: change for change in found} == {change.id: change for change in changes}
    return found


class Shelf:
    """Keeps a few of the workbooks that were written, for LibreOffice."""

    def __init__(self, folder: Path, room: int) -> None:
        self._folder, self._room = folder, room
        self._books: dict[Path, tuple[Change, ...]] = {}

    def put(self, path: Path, changes: tuple[Change, ...]) -> None:
        """Keep a copy while there is room."""
        if len(self._books) < self._room:
            copy = self._folder / f"buku-{len(self._books)}.xlsx"
            shutil.copyfile(path, copy)
            self._books[copy] = changes

    def resave_twice(self) -> int:
        """Open and save each with LibreOffice, twice: nobody edited it; returns how many."""
        paths = list(self._books)
        for turn in ("satu", "dua"):
            paths = libreoffice.resave(paths, self._folder / turn) if paths else []
            for path, changes in zip(paths, self._books.values(), strict=True):
                read_unedited(path, changes)
        return len(paths)


def travel_by_workbook(
    laptop: Laptop, changes: tuple[Change, ...], shelf: Shelf | None
) -> Sequence[Change]:
    """Export everything to a real file and read it: sealed, whole, and nobody edited it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hasil.xlsx"
        write_book(path, laptop, changes)
        if shelf is not None:
            shelf.put(path, changes)
        return read_unedited(path, changes)


def write_book(path: Path, laptop: Laptop, changes: tuple[Change, ...]) -> None:
    """Write all of an installation, with its sheets as people see them."""
    with laptop.read() as uow:
        content = WorkbookContent(
            jenis=JenisPaket.HASIL_LAPANGAN,
            export_id=str(uuid4()),
            dibuat_pada=laptop.clock.now(),
            device=laptop.device,
            public_key=uow.journal.public_key(),
            pembuat="Rahmat",
            kantor="Dinas Dukcapil",
            keterangan="Triwulan IV",
            digest=uow.journal.digest(),
            changes=changes,
            sheets=_sheets(changes),
            sign=uow.journal.sign,
        )
        XlsxWorkbooks().write(path, content, progress=Progress())


def read_unedited(path: Path, changes: tuple[Change, ...]) -> Sequence[Change]:
    """Read a file that nobody edited; returns its changes, which are those that went in."""
    reading = XlsxWorkbooks().read(path, progress=Progress())
    assert (reading.seal, reading.edits, reading.rejections) == (Seal.VALID, (), ())
    assert {c.id: c for c in reading.changes} == {c.id: c for c in changes}
    return reading.changes


def _sheets(changes: Sequence[Change]) -> tuple[VisibleSheet, ...]:
    """Return the sheets for people: a row for each record, a column for each field of it."""
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for key, group in by_field(changes).items():
        top = winner(heads(group))
        if top is not None and top.value != NULL and key.entity in {LEMBAR, "pegawai"}:
            shown = plain_text(top.value)
            rows.setdefault(key.entity, {}).setdefault(key.record, {})[key.field] = shown
    return tuple(_sheet(entity, records) for entity, records in sorted(rows.items()))


def _sheet(entity: str, records: dict[str, dict[str, str]]) -> VisibleSheet:
    fields = sorted({field for row in records.values() for field in row if field != "dihapus"})
    columns = tuple(Column(field, f"Kolom {n}") for n, field in enumerate(fields, start=1))
    return VisibleSheet(entity, entity, columns, tuple(sorted(records.items())))
