"""Notes of the collector: stored beside answers, readable and editable in the workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import KASI, RAHMAT
from tests.installations import prepare

from bina_desktop.application.catatan import note_name
from bina_desktop.application.uraian import Uraian
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN
from bina_desktop.domain.utas import JenisSasaran, Sasaran, Tindakan

A1 = "/data/aspek_a/indikator_a1/a1"
FILE = Path("hasil.xlsx")


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def lembar_id(office, spt_id, ratna):
    return office.seat(RAHMAT).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)[0]


def test_a_note_comes_back_with_the_sheet_and_is_no_answer(office, lembar_id):
    lembar = office.seat(RAHMAT).lembar
    before = lembar.open(lembar_id)
    lembar.record_answers(lembar_id, {note_name(A1): "Cek ulang besok."})
    opened = lembar.open(lembar_id)
    assert (before.catatan, opened.catatan) == ({}, {A1: "Cek ulang besok."})
    assert not opened.restored.unplaced
    assert opened.session.answers() == before.session.answers()
    lembar.record_answers(lembar_id, {note_name(A1): ""})
    assert lembar.open(lembar_id).catatan == {}


def test_the_workbook_has_a_column_for_notes_where_there_are_any(office, spt_id, lembar_id):
    office.seat(RAHMAT).lembar.record_answers(lembar_id, {note_name(A1): "Cek ulang."})
    seat = office.seat(RAHMAT)
    seat.pertukaran.export(FILE, JenisPaket.HASIL_LAPANGAN, [spt_id], progress=Progress())
    sheet = office.workbooks.files[FILE].sheets[0]
    fields = [column.field for column in sheet.columns]
    assert [name for name in fields if "/@" in name] == [note_name(A1)]
    column = sheet.columns[fields.index(note_name(A1))]
    assert fields.index(note_name(A1)) == fields.index(A1) + 1
    assert column.label.startswith("Catatan: ")
    assert not column.readonly
    assert sheet.rows[0][1][note_name(A1)] == "Cek ulang."


def test_the_workbook_lists_what_was_said_for_reading_only(office, spt_id, lembar_id):
    here = Sasaran(JenisSasaran.LEMBAR, lembar_id, A1)
    whole = Sasaran(JenisSasaran.LEMBAR, lembar_id)
    office.seat(KASI).utas.say(here, Tindakan.TANYA, "Bukti mana?", kutipan="4 – Baik")
    office.seat(KASI).utas.say(whole, Tindakan.TANYA, "Lengkapi.")
    seat = office.seat(RAHMAT)
    seat.utas.say(here, Tindakan.JAWAB, "Terlampir.")
    seat.pertukaran.export(FILE, JenisPaket.HASIL_LAPANGAN, [spt_id], progress=Progress())
    content = office.workbooks.files[FILE]
    sheet = content.sheets[-1]
    assert (sheet.title, all(column.readonly for column in sheet.columns)) == ("Tinjauan", True)
    rows = [values for _, values in sheet.rows]
    assert [(row["bagian"] != "", row["tindakan"], row["keadaan"]) for row in rows] == [
        (False, "Meninjau", "Menunggu jawaban"),
        (True, "Meninjau", "Sudah dijawab"),
        (True, "Menjawab", "Sudah dijawab"),
    ]
    assert rows[1]["siapa"] == KASI.nama
    assert {change.entity for change in content.changes} >= {"komentar"}


def test_notes_and_utterances_have_names_for_people(office, lembar_id):
    here = Sasaran(JenisSasaran.LEMBAR, lembar_id, A1)
    office.seat(KASI).utas.say(here, Tindakan.TANYA, "Bukti mana?")
    with office.database.begin(actor="") as uow:
        uraian = Uraian(uow, office.formulir, {})
        (said,) = uow.komentar.all()
        assert uraian.nama("komentar", said.id).startswith(f"{KASI.nama}, Lembar – Ratna Dewi")
        assert uraian.nama("komentar", "tiada") == "tiada"
        words = uraian.bidang("lembar_penilaian", lembar_id, note_name(A1))
        assert (words[:2], words[-9:]) == ("A1", "(catatan)")


def test_a_closed_sheet_takes_no_notes(office, lembar_id):
    with office.database.begin(actor="uji") as uow:
        uow.lembar.save(uow.lembar.get(lembar_id).finalise())
        uow.commit()
    with pytest.raises(WrongStateError, match="final"):
        office.seat(RAHMAT).lembar.record_answers(lembar_id, {note_name(A1): "Terlambat."})
