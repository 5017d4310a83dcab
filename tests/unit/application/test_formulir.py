from __future__ import annotations

import gc
import shutil
from decimal import Decimal

import pytest
from tests.builders import FORMS, RAHMAT
from tests.installations import Installation, assess, prepare
from tests.uncollected import uncollected

from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.hasil import compute_hasil
from bina_desktop.application.work import CancelledError, Changes, Progress, Snapshot, Topic
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
)


def test_the_shipped_forms_come_in_a_fixed_order(formulir):
    found = formulir.available()
    assert [form.form_id for form in found] == [
        *("lembar_penilaian", "kuesioner_aparatur", "skm"),
        *("capaian", "tindak_lanjut"),
    ]
    assert all(form.title and form.version for form in found)


def test_a_form_of_the_office_comes_after_the_shipped_ones(tmp_path):
    for name in ("skm", "arsip"):
        (tmp_path / name).mkdir()
        shutil.copy(FORMS / "skm" / "form.xlsx", tmp_path / name / "form.xlsx")
    found = FormulirService(tmp_path, tmp_path / "cache").available()
    assert [form.form_id for form in found] == ["skm", "skm"]


def test_forms_are_made_ready_until_one_wishes_to_stop(tmp_path):
    shutil.copytree(FORMS / "skm", tmp_path / "forms" / "skm")
    progress = Progress()
    formulir = FormulirService(tmp_path / "forms", tmp_path / "cache")
    formulir.prepare(progress)
    made = [file.suffix for file in (tmp_path / "cache").iterdir()]
    assert sorted(made) == [".json", ".snapshot"]
    progress.cancel()
    with pytest.raises(CancelledError):
        formulir.prepare(progress)


def test_who_opens_a_form_first_does_not_wait_for_its_snapshot(tmp_path):
    shutil.copytree(FORMS / "skm", tmp_path / "forms" / "skm")
    FormulirService(tmp_path / "forms", tmp_path / "cache", remember=False).session("skm", {})
    assert not [*(tmp_path / "cache").glob("*.snapshot")]
    FormulirService(tmp_path / "forms", tmp_path / "cache").prepare(Progress())
    assert len([*(tmp_path / "cache").glob("*.snapshot")]) == 1


def test_a_form_that_is_not_there_is_named(formulir):
    with pytest.raises(NotFoundError, match="apa_saja"):
        formulir.session("apa_saja", {})


def test_a_name_from_a_hostile_file_does_not_leave_the_folder(tmp_path):
    shutil.copytree(FORMS / "skm", tmp_path / "luar")
    (tmp_path / "forms").mkdir()
    with pytest.raises(NotFoundError):
        FormulirService(tmp_path / "forms", tmp_path / "cache").form("../luar")


def test_a_session_speaks_the_language_asked_for(formulir):
    session, restored = formulir.session(FORM_SKM, {}, language="English (en)")
    assert session.language == "English (en)"
    assert restored.placed == 0


def test_a_good_form_passes_the_check(formulir):
    check = formulir.check(FORMS / "skm" / "form.xlsx")
    assert "SKM" in check.title
    assert check.errors == ()


def test_a_file_that_is_no_form_is_told_why(formulir, tmp_path):
    path = tmp_path / "gambar.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    check = formulir.check(path)
    assert check.errors
    assert check.notices == ()


def test_an_empty_form_has_no_figures(formulir):
    for name in (FORM_SKM, FORM_KUESIONER_APARATUR):
        hasil = compute_hasil(formulir.session(name, {})[0])
        assert hasil.nilai_akhir is None
        assert hasil.nilai_aspek == {}


def test_the_form_and_the_rules_agree_on_the_figures(office: Installation, ratna):
    spt_id = prepare(office, ratna)
    seat = office.seat(RAHMAT)
    key = assess(seat, spt_id, ratna, a1="1", b1="5", c1="2", e3="3", f2="tb")
    session = seat.lembar.open(key).session
    shown = {node.name: node.value for node in session.walk()}
    hasil = compute_hasil(session)
    assert hasil.nilai_akhir == Decimal(shown["nilai_akhir"])
    assert hasil.predikat == shown["predikat"] == "Kurang"
    assert hasil.bobot_berlaku == Decimal(shown["bobot_berlaku"])
    for kode, nilai in hasil.nilai_aspek.items():
        assert nilai == Decimal(shown[f"nilai_aspek_{kode}"])


def test_progress_is_polled_and_stops_at_a_safe_point():
    progress = Progress()
    progress.report(1, 3, "Membaca")
    assert progress.snapshot() == Snapshot(1, 3, "Membaca")
    progress.cancel()
    with pytest.raises(CancelledError):
        progress.report(2, 3)


def test_changes_add_up():
    both = Changes.of(Topic.LEMBAR, records=frozenset({"a"})) | Changes.of(Topic.LAPORAN)
    assert both.topics == {Topic.LEMBAR, Topic.LAPORAN}
    assert both.records == {"a"}


@pytest.mark.long
def test_any_number_of_sheets_is_read_without_the_collector(formulir, office, ratna):
    key = assess(office.seat(RAHMAT), prepare(office, ratna), ratna)
    with office.database.begin(actor="uji") as uow:
        answers = uow.lembar.answers(key)

    def read_sheets(number: int) -> int:
        for _ in range(number):
            with formulir.reading(FORM_LEMBAR_PENILAIAN, answers) as session:
                assert compute_hasil(session).nilai_akhir
        return len(gc.get_objects())

    read_sheets(2)  # what stays with the form from then on
    with uncollected():
        few = read_sheets(2)
        assert read_sheets(20) <= few + 5


def test_a_session_is_closed_also_where_its_reader_fails(formulir):
    with pytest.raises(NotFoundError), formulir.reading(FORM_SKM, {}) as session:
        raise NotFoundError(session.info.title)
    with pytest.raises(AttributeError):
        session.validate()
