"""A sheet keeps its version of the form until it is moved; what has no home stays stored."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.builders import FORMS, KASI, RAHMAT
from tests.installations import Installation, prepare
from tests.versioned_form import Install

from bina_desktop.application.form_versions import AngkaDiganti, JawabanLama, PindahVersi
from bina_desktop.application.formulir import FormulirService
from bina_desktop.domain.errors import NotAllowedError, NotFoundError
from bina_desktop.domain.lembar_penilaian import FORM_CAPAIAN

OLD = (("nama", "Nama"), ("alamat", "**Alamat** lama"), ("umur", "Umur"))
NUMBERED = (("nama", "Nama"), ("kunci", "Kunci", "uuid()"), ("umur", "Umur", "17"))
NEW = (("nama", "Nama lengkap"), ("surel", "Surel"), ("umur", "Umur"))


@pytest.fixture
def begun(install: Install, ratna) -> tuple[Installation, str]:
    """A sheet with three answers in version 1; version 2 is installed after that."""
    office = Installation(install("1", OLD))
    spt_id = prepare(office, ratna)
    key, _ = office.seat(RAHMAT).lembar.start(spt_id, "surat", None)
    answers = {"/data/nama": "Ani", "/data/alamat": "Jalan 1", "/data/umur": "41"}
    root = office.seat(RAHMAT).lembar.open(key).session.root.ref
    named = {ref.replace("/data", root): text for ref, text in answers.items()}
    office.seat(RAHMAT).lembar.record_answers(key, named)
    assert office.seat(RAHMAT).lembar.open(key).versi_lain == ""
    office.formulir = install("2", NEW)
    return office, key


def names(opened) -> set[str]:
    return {node.name for node in opened.session.walk() if node.parent is not None}


def test_a_sheet_keeps_the_version_with_which_it_was_begun(begun) -> None:
    office, key = begun
    service = office.seat(RAHMAT).lembar
    opened = service.open(key)
    assert opened.session.info.version == "1"
    assert opened.versi_lain == "2"
    assert opened.restored.unplaced == {}
    (row,) = service.lembar(opened.lembar.spt_id)
    assert service.progress([row])[row.id].answered == 3


def test_what_moving_does_is_told_first_and_it_can_be_undone(begun) -> None:
    office, key = begun
    service = office.seat(RAHMAT).lembar
    told = service.versions.preview(key, "2")
    assert told == PindahVersi("1", "2", 2, (JawabanLama("Alamat lama", "Jalan 1"),), ("Surel",))
    service.versions.move(key, "2")
    moved = service.open(key)
    assert {"surel", "nama"} <= names(moved)
    assert "alamat" not in names(moved)
    assert list(moved.restored.unplaced.values()) == ["Jalan 1"]
    assert moved.versi_lain == "1"
    back = service.versions.preview(key, "1")
    assert (back.tetap, back.hilang, back.baru) == (2, (), ("Alamat lama",))
    service.versions.move(key, "1")
    again = service.open(key)
    assert "Jalan 1" in again.session.answers().values()
    assert again.versi_lain == "2"
    with office.database.begin(actor="") as uow:
        steps = uow.journal.history(entity="lembar_penilaian", record=key, field="versi")
    assert [change.value for change in steps] == ['"1"', '"2"', '"1"']


def test_only_to_what_is_there_and_by_who_may(begun) -> None:
    office, key = begun
    with pytest.raises(NotFoundError, match="versi 7 tidak ada"):
        office.seat(RAHMAT).lembar.versions.move(key, "7")
    with pytest.raises(NotAllowedError, match="bukan petugas"):
        office.seat(KASI).lembar.versions.move(key, "2")


def test_a_version_that_is_not_here_is_drawn_as_the_installed_one(
    begun, tmp_path: Path, form_cache: Path
) -> None:
    office, key = begun
    office.formulir = FormulirService(tmp_path / "forms", form_cache / "forms")
    opened = office.seat(RAHMAT).lembar.open(key)
    assert opened.session.info.version == "2"
    assert list(opened.restored.unplaced.values()) == ["Jalan 1"]
    assert opened.versi_lain == "2"


def test_a_version_that_cannot_name_a_folder_is_not_kept(install: Install, tmp_path) -> None:
    formulir = install("../1", OLD)
    assert formulir.has_version("surat", "../1")
    assert not formulir.has_version("surat", "../2")
    assert not (tmp_path / "formulir").exists()


def test_each_version_is_kept_once_and_loaded_once(install: Install, tmp_path) -> None:
    install("1", OLD).form("surat")
    formulir = install("1", OLD)
    formulir.form("surat")
    assert [path.name for path in (tmp_path / "formulir" / "surat").iterdir()] == ["1"]
    newer = install("2", NEW)
    for _ in range(2):
        session, _ = newer.session("surat", {}, version="1")
        assert session.info.version == "1"
    assert newer.media_folder("surat", "1") is None


def test_a_form_is_used_also_where_nothing_can_be_kept(install: Install, tmp_path) -> None:
    (tmp_path / "formulir").write_text("no folder")
    assert install("1", OLD).form("surat").info.version == "1"


def test_a_copy_that_fails_halfway_leaves_nothing_and_is_logged(
    install: Install, tmp_path, caplog
) -> None:
    formulir = install("1", OLD)
    (tmp_path / "forms" / "surat" / "peta.png").symlink_to(tmp_path / "tidak_ada.png")
    assert formulir.form("surat").info.version == "1"
    assert list((tmp_path / "formulir" / "surat").iterdir()) == []
    assert "could not be kept" in caplog.text


def test_what_another_version_gives_by_itself_stays_the_same_from_then_on(
    begun, install: Install
) -> None:
    office, key = begun
    office.formulir = install("3", NUMBERED)
    service = office.seat(RAHMAT).lembar
    service.versions.move(key, "3")
    first, second = (given(service.open(key)) for _ in range(2))
    assert first["kunci"]
    assert first == second
    assert (first["nama"], first["umur"]) == ("Ani", "41")


def given(opened) -> dict[str, str]:
    return {node.name: node.value for node in opened.session.walk() if node.value}


def test_what_the_figures_of_the_visit_replace_is_told_before_a_sheet_is_moved(
    install: Install, tmp_path: Path, ratna
) -> None:
    shutil.copytree(FORMS / "capaian", tmp_path / "forms" / "capaian")
    figures = (("d5_pembilang", "Terbit"), ("d5_penyebut", "Lahir"))
    office = Installation(install("1", figures))
    spt_id = prepare(office, ratna)
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, "surat", None)
    shared, _ = seat.lembar.start(spt_id, FORM_CAPAIAN, None)
    for sheet, given in ((key, "40"), (shared, "49")):
        refs = {node.name: node.ref for node in seat.lembar.open(sheet).session.walk()}
        told = {"d5_pembilang": given, "d5_penyebut": "50"}
        seat.lembar.record_answers(sheet, {refs[name]: text for name, text in told.items()})
    office.formulir = install("2", (("data_capaian", "Dari kunjungan"), *figures))
    service = office.seat(RAHMAT).lembar
    told = service.versions.preview(key, "2")
    assert told.diganti == (AngkaDiganti("Terbit", "40", "49"),)
    assert (told.tetap, told.hilang, told.baru) == (1, (), ("Dari kunjungan",))
    service.versions.move(key, "2")
    assert {"49", "50", "d5"} <= set(service.open(key).session.answers().values())
    service.versions.move(key, "1")
    assert {"40", "50"} <= set(service.open(key).session.answers().values())
