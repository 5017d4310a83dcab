"""A real export in the hands of a colleague who has LibreOffice: saved, tidied, edited, locked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from tests import libreoffice
from tests.e2e.field_export import PENDATAAN, go_on, opened, with_form
from tests.e2e.installation import take_in
from tests.e2e.world import KOTA, World
from tests.libreoffice import Job, blank_rows, filtered, hidden_column, pasted, sorted_by, typed

from bina_desktop.application.contoh import ADMIN, TIM
from bina_desktop.application.journal import Fate
from bina_desktop.application.pratinjau import ImportPreview
from bina_desktop.application.services import Services
from bina_desktop.application.stored_form import BLANK
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket, Seal
from bina_desktop.domain.errors import PasswordRequiredError
from bina_desktop.settings import load_settings

pytestmark = [pytest.mark.long, libreoffice.needed]

WORDS = "kunjungan kota november"
LEMBAR, PETUGAS, APARATUR = "Lembar Penilaian Aparatur Penda", "Petugas", "Aparatur"
TABLES = (LEMBAR, PENDATAAN, PETUGAS, APARATUR, "Tim")


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that somebody changes, and what must arrive of it."""

    sheet: str
    row: str
    """What a cell of the row says."""
    key: str
    words: str
    value: str
    by_hand: bool = True
    """Typed, so that the program decides what it is; else pasted as text."""


EDITS = {
    "text": Edit(LEMBAR, "Nur Aisyah", "/data/identitas/atasan_langsung", "Sri", '"Sri"'),
    "formula kept as text": Edit(
        PENDATAAN, "Draf", "/data/unit", "=B2&C2", '"=B2&C2"', by_hand=False
    ),
    "several choices": Edit(
        PENDATAAN, "Draf", "/data/alat", "Alat cetak, KTP; SIAK", '"siak cetak"'
    ),
    "decimal comma": Edit(PETUGAS, "Budi", "/beban", "2,75", '"2.75"'),
    "date": Edit(PETUGAS, "Budi", "/mulai", "5/2/2025", '"2025-02-05"'),
    "NIP": Edit(PETUGAS, "Budi", "/nip", "198108082008011002", '"198108082008011002"'),
    "choice": Edit(PETUGAS, "Marlina", "/bagian", "2 – Arsip", '"arsip"'),
    "cleared": Edit(PETUGAS, "0012", "/pesan", "", "null"),
    "roster": Edit(APARATUR, "Nur Aisyah", "jabatan", "Operator Loket", '"Operator Loket"'),
}
TIDIED = {
    "sorted": [sorted_by(name, 3) for name in TABLES],
    "sorted by NIP": [sorted_by(APARATUR, 3), sorted_by("Tim", 2), sorted_by(PETUGAS, 4)],
    "filtered": [filtered(LEMBAR, 2, "Nur Aisyah"), filtered(PETUGAS, 3, "Budi")],
    "blank rows": [blank_rows(name, 3, 2) for name in TABLES],
    "hidden column": [hidden_column(name, 4) for name in TABLES],
    "everything at once": [
        one
        for name in TABLES
        for one in (
            sorted_by(name, 2, ascending=False),
            blank_rows(name, 2, 1),
            hidden_column(name, 3),
            filtered(name, 2, "Budi"),
        )
    ],
}


@dataclass(frozen=True, slots=True)
class Desk:
    """The files that lie there, and two offices that have the same past."""

    folder: Path
    told: Mapping[str, str]
    """What became of each file in LibreOffice."""
    offices: tuple[Services, Services]
    """The first has taken in the export as it was."""

    def file(self, name: str) -> Path:
        assert self.told[name] == "saved"
        return self.folder / f"{name}.xlsx"


@pytest.fixture(scope="module")
def desk(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("meja")
    forms = with_form(load_settings().forms_dir, folder / "formulir")
    names = {"laptop": "laptopA", "satu": "kantor", "dua": "kantor"}
    made = {
        name: opened(folder / name, world.root / source, cache=world.cache, forms=forms)
        for name, source in names.items()
    }
    export_all(world, made["laptop"].enter(TIM[0]), folder)
    made["laptop"].leave()
    told = saved_by_libreoffice(folder)
    offices = made["satu"].enter(ADMIN), made["dua"].enter(ADMIN)
    take_in(offices[0], folder / "hasil.xlsx")
    yield Desk(folder, told, offices)
    for name in ("satu", "dua"):
        made[name].leave()


def export_all(world: World, services: Services, folder: Path) -> None:
    """Export the visit openly and under a password."""
    go_on(world, services)
    for name, password in (("hasil", ""), ("terkunci", WORDS)):
        services.pertukaran.export(
            folder / f"{name}.xlsx",
            JenisPaket.HASIL_LAPANGAN,
            [world.visits[KOTA]],
            progress=Progress(),
            password=password,
        )


def saved_by_libreoffice(folder: Path) -> dict[str, str]:
    """Make every file in one run of the program; return what became of each."""
    source, locked = folder / "hasil.xlsx", folder / "terkunci.xlsx"
    cells = openpyxl.load_workbook(source)
    jobs = [
        Job(source, folder / "once.xlsx"),
        Job(folder / "once.xlsx", folder / "twice.xlsx"),
        *(Job(source, folder / f"{name}.xlsx", edits) for name, edits in TIDIED.items()),
        *(Job(source, folder / f"{name}.xlsx", [line(cells, e)]) for name, e in EDITS.items()),
        Job(locked, folder / "no password.xlsx"),
        Job(locked, folder / "wrong password.xlsx", password="kunjungan kota desember"),
        Job(locked, folder / "unlocked.xlsx", password=WORDS),
        Job(
            locked,
            folder / "unlocked and edited.xlsx",
            [line(cells, EDITS["decimal comma"])],
            password=WORDS,
        ),
    ]
    names = [job.target.stem for job in jobs]
    return dict(zip(names, libreoffice.run(jobs), strict=True))


def line(book: openpyxl.Workbook, edit: Edit) -> str:
    """Return what LibreOffice does for an edit, at the cell where it stands."""
    page = book[edit.sheet]
    (column,) = [cell.column for cell in page[1] if cell.value == edit.key]
    (row,) = [
        cells[0].row for cells in page.iter_rows(min_row=3) if edit.row in [c.value for c in cells]
    ]
    return (typed if edit.by_hand else pasted)(
        edit.sheet, f"{get_column_letter(column)}{row}", edit.words
    )


def preview(services: Services, path: Path, password: str = "") -> ImportPreview:
    return services.pertukaran.preview(path, progress=Progress(), password=password)


def assert_untouched(services: Services, path: Path, password: str = "") -> None:
    """The preview reports not one change, and no cell or row that it could not read."""
    seen = preview(services, path, password)
    assert (seen.reading.seal, seen.reading.edits) == (Seal.VALID, ())
    assert seen.reading.rejections == ()
    assert {row.fate for row in seen.rows} == {Fate.SAME}
    assert seen.warnings == ()


@pytest.mark.parametrize("name", ["once", "twice", *TIDIED])
def test_what_was_only_saved_or_tidied_brings_no_change(desk: Desk, name: str) -> None:
    services = desk.offices[0]
    before = services.pertukaran.digest()
    assert_untouched(services, desk.file(name))
    take_in(services, desk.file(name))
    assert services.pertukaran.digest() == before


def test_libreoffice_did_tidy_up(desk: Desk) -> None:
    names = {"hasil", "sorted", "filtered", "blank rows", "hidden column"}
    pages = {n: openpyxl.load_workbook(desk.folder / f"{n}.xlsx")[PETUGAS] for n in names}
    people = {n: [page.cell(row, 4).value for row in range(3, 7)] for n, page in pages.items()}
    assert people["hasil"] == ["Marlina", "Budi", "0012", None]
    assert people["sorted"] == ["0012", "Budi", "Marlina", None]
    assert people["blank rows"] == ["Marlina", None, None, "Budi"]
    shown = [not pages["filtered"].row_dimensions[row].hidden for row in (3, 4, 5)]
    assert shown == [True, False, True]
    assert pages["hidden column"].column_dimensions["E"].hidden


def test_the_attached_files_come_whole_through_two_savings(desk: Desk) -> None:
    original, twice = (
        preview(desk.offices[0], desk.folder / f"{n}.xlsx") for n in ("hasil", "twice")
    )
    assert len(original.reading.lampiran) == 2
    assert twice.reading.lampiran == original.reading.lampiran
    assert set(twice.reading.changes) == set(original.reading.changes)


@pytest.mark.parametrize("name", EDITS)
def test_one_edited_cell_is_that_one_change_however_often_it_comes(desk: Desk, name: str) -> None:
    one, two = desk.offices
    path = desk.file(name)
    seen = preview(one, path)
    (change,) = seen.reading.edits
    assert change.field.endswith(EDITS[name].key)
    assert (change.value, seen.reading.rejections) == (EDITS[name].value, ())
    (row,) = [row for row in seen.rows if row.fate is not Fate.SAME]
    assert (row.fate, row.record) == (Fate.CHANGED, change.record)
    assert "/data" not in row.rincian  # in words, wherever the question stands
    (report,) = [one for one in seen.report.records if one.fate is Fate.CHANGED]
    # Beside an answer that was cleared stands that somebody meant it.
    assert set(report.fields) - {f"{change.field}{BLANK}"} == {change.field}
    take_in(one, path, path)
    assert {row.fate for row in preview(one, path).rows} == {Fate.SAME}
    # The second office never sees the export as it was, only what LibreOffice made of it.
    take_in(two, path)
    assert one.pertukaran.digest() == two.pertukaran.digest()


@pytest.mark.parametrize("name", ["no password", "wrong password"])
def test_libreoffice_does_not_open_a_locked_export_without_its_password(
    desk: Desk, name: str
) -> None:
    assert desk.told[name] == "closed"


def test_libreoffice_opens_a_locked_export_and_saves_it_locked(desk: Desk) -> None:
    assert_untouched(desk.offices[0], desk.file("unlocked"), WORDS)
    with pytest.raises(PasswordRequiredError):
        preview(desk.offices[0], desk.file("unlocked"))


def test_an_edit_of_a_locked_export_arrives(desk: Desk) -> None:
    seen = preview(desk.offices[1], desk.file("unlocked and edited"), WORDS)
    assert [change.value for change in seen.reading.edits] == [EDITS["decimal comma"].value]
    assert not seen.reading.lost_password
