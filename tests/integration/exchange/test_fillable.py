"""A buku isian: written here, filled in Excel by somebody without the program, taken in."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from tests.builders import EKO, RAHMAT, SELUMA, SITI, an_aparatur
from tests.installations import Installation, prepare

from bina_desktop.application.journal import Fate
from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import InvalidValueError, MissingRequirementError
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    StatusLembar,
    lembar_id_for,
)
from bina_desktop.exchange.workbook import XlsxWorkbooks

RATNA = an_aparatur(kode=SELUMA)
A1 = (
    "5 – Sangat Baik: Tidak ada pungutan, informasi terpasang di semua titik layanan dan "
    "diawasi berkala"
)
SURVEY = "Kuesioner Pengguna Layanan (SKM"
ANSWERED = {
    "umur": 40,
    "tanggal": "23-11-2026",
}


@pytest.fixture
def office(formulir) -> Installation:
    return Installation(formulir, workbooks=XlsxWorkbooks())


@pytest.fixture
def spt_id(office):
    return prepare(office, RATNA)


@pytest.fixture(scope="module")
def blank_survey(formulir, tmp_path_factory) -> Path:
    place = Installation(formulir, workbooks=XlsxWorkbooks())
    path = tmp_path_factory.mktemp("isian") / "skm.xlsx"
    spt = prepare(place, RATNA)
    count = place.seat(RAHMAT).fillable.write(path, spt, FORM_SKM, rows=3, progress=Progress())
    assert count == 3
    return path


def take_in(place: Installation, path: Path, who=SITI):
    service = place.seat(who).pertukaran
    preview = service.preview(path, progress=Progress())
    service.carry_out(preview, progress=Progress())
    return preview


def sheets_of(place: Installation):
    with place.database.begin(actor="uji") as uow:
        return {one.id: (one, uow.lembar.answers(one.id)) for one in uow.lembar.all()}


def fill(path: Path, sheet: str, answers: dict[str, object], *, row: int = 3) -> None:
    """Type answers into the cells of a table, by the names of the questions."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    for column in range(2, page.max_column + 1):
        name = str(page.cell(1, column).value).rpartition("/")[2]
        if name in answers:
            page.cell(row, column).value = answers[name]
    book.save(path)


def fill_page(path: Path, sheet: str, answers: dict[str, object]) -> None:
    """Type answers into a page of questions below each other."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    for row in range(2, page.max_row + 1):
        name = str(page.cell(row, 1).value).rpartition("/")[2]
        if name in answers:
            page.cell(row, 3).value = answers[name]
    book.save(path)


def sign(path: Path, name: str) -> Path:
    """Write the name of who fills a copy."""
    book = openpyxl.load_workbook(path)
    page = book["Petunjuk"]
    (row,) = [cell.row for cell in page["A"] if cell.value == "pengisi"]
    page.cell(row, 3).value = name
    book.save(path)
    return path


def whole_survey(formulir) -> dict[str, object]:
    """Return the label of a choice, or what may be typed, for every question of the survey."""
    session, _ = formulir.session(FORM_SKM, {})
    typed: dict[str, object] = {"umur": 40, "tanggal": "23-11-2026"}
    for node in session.walk():
        if node.choices and not node.name.endswith("_lain"):
            typed[node.name] = node.choices[0].label.replace("**", "")
    return typed


def test_a_page_for_each_officer_becomes_the_sheet_that_every_laptop_gives_him(
    office, spt_id, tmp_path
):
    path = tmp_path / "lembar.xlsx"
    fillable = office.seat(RAHMAT).fillable
    assert fillable.suggested_name(spt_id, FORM_LEMBAR_PENILAIAN).startswith("Buku-Isian_Lembar")
    count = fillable.write(path, spt_id, FORM_LEMBAR_PENILAIAN, progress=Progress())
    assert count == 1
    assert take_in(office, path).rows == ()
    fill_page(path, RATNA.nama, {"a1": A1, "tanggal": "23-11-2026"})
    preview = take_in(office, path)
    assert [row.fate for row in preview.rows] == [Fate.NEW]
    assert "1 lembar diisi di Excel" in " ".join(preview.warnings)
    ((key, (lembar, answers)),) = sheets_of(office).items()
    assert key == lembar_id_for(spt_id, FORM_LEMBAR_PENILAIAN, RATNA.id)
    assert (lembar.status, lembar.aparatur_id) == (StatusLembar.DRAF, RATNA.id)
    said = {ref.rpartition("/")[2]: text for ref, text in answers.items()}
    assert (said["a1"], said["tanggal"], said["nip"]) == ("5", "2026-11-23", RATNA.nip)
    opened = office.seat(RAHMAT).lembar.open(key)
    assert opened.restored.unplaced == {}
    with pytest.raises(MissingRequirementError, match="sudah memiliki lembar"):
        fillable.write(path, spt_id, FORM_LEMBAR_PENILAIAN, progress=Progress())


def test_only_chosen_officers_get_a_page(office, spt_id, tmp_path):
    fillable = office.seat(RAHMAT).fillable
    with pytest.raises(MissingRequirementError, match="sedikitnya satu"):
        fillable.write(
            tmp_path / "x.xlsx",
            spt_id,
            FORM_LEMBAR_PENILAIAN,
            aparatur=["orang-lain"],
            progress=Progress(),
        )


def test_a_sheet_of_which_a_visit_has_one_is_offered_until_it_is_begun(office, spt_id, tmp_path):
    seat = office.seat(RAHMAT)
    path = tmp_path / "capaian.xlsx"
    assert seat.fillable.write(path, spt_id, FORM_CAPAIAN, progress=Progress()) == 1
    fill_page(path, "Data Capaian Kabupaten Kota", {"d1_pembilang": 12})
    take_in(office, path)
    ((_, answers),) = sheets_of(office).values()
    assert [text for ref, text in answers.items() if ref.endswith("d1_pembilang")] == ["12"]
    offers = {offer.form_id: offer for offer in seat.fillable.offers(spt_id)}
    assert "sudah dimulai" in offers[FORM_CAPAIAN].why_not


@pytest.mark.parametrize("rows", [0, 501])
def test_a_workbook_has_room_for_a_sensible_number_of_respondents(office, spt_id, rows):
    with pytest.raises(InvalidValueError, match="antara 1 dan 500"):
        office.seat(RAHMAT).fillable.write(
            Path("x.xlsx"), spt_id, FORM_SKM, rows=rows, progress=Progress()
        )


@pytest.mark.long
@pytest.mark.usefixtures("spt_id")
def test_a_whole_survey_counts_and_a_half_one_stays_a_draft_until_it_is_whole(
    blank_survey, office, formulir, tmp_path
):
    path = Path(shutil.copy(blank_survey, tmp_path / "skm.xlsx"))
    fill(path, SURVEY, whole_survey(formulir))
    fill(path, SURVEY, ANSWERED, row=4)
    preview = take_in(office, path)
    assert "Belum lengkap" in " ".join(row.rincian for row in preview.rows)
    states = sorted(lembar.status for lembar, _ in sheets_of(office).values())
    assert states == [StatusLembar.DRAF, StatusLembar.FINAL]
    again = take_in(office, path)
    assert {row.fate for row in again.rows} == {Fate.SAME, Fate.REFUSED}
    fill(path, SURVEY, whole_survey(formulir), row=4)
    take_in(office, path)
    found = sheets_of(office)
    assert [lembar.status for lembar, _ in found.values()] == [StatusLembar.FINAL] * 2


def test_each_who_fills_a_copy_makes_surveys_of_his_own(blank_survey, tmp_path):
    keys = []
    for number, name in enumerate(("Ani", "Budi", " ANI ")):
        path = sign(Path(shutil.copy(blank_survey, tmp_path / f"{number}.xlsx")), name)
        fill(path, SURVEY, {"umur": 20})
        reading = XlsxWorkbooks().read(path, progress=Progress())
        keys.append({edit.record for edit in reading.edits})
    assert keys[0] == keys[2] != keys[1]


@pytest.mark.usefixtures("spt_id")
def test_whoever_is_not_on_the_roster_still_takes_in_what_was_filled(
    blank_survey, office, tmp_path
):
    path = sign(Path(shutil.copy(blank_survey, tmp_path / "eko.xlsx")), "Pak Eko")
    fill(path, SURVEY, {"umur": 20})
    take_in(office, path, EKO)
    assert len(sheets_of(office)) == 1
