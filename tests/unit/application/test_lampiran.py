from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import ADMIN, KASI, RAHMAT
from tests.installations import LIMIT, Installation, Seat, assess, prepare

from bina_desktop.application.lampiran import Berkas, store_arrived
from bina_desktop.application.work import Progress, Topic
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.errors import InvalidValueError, NotAllowedError, WrongStateError
from bina_desktop.domain.lampiran import Lampiran, Untuk
from bina_desktop.domain.laporan import Laporan, StatusLaporan, laporan_id_for
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, LembarId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.formengine.presentation import MediaKind, UploadPresentation

A1 = "/data/aspek_a/indikator_a1/a1"
JPEG = b"\xff\xd8\xff\xe0 gambar"
PDF = b"%PDF-1.7 surat"
IMAGE = UploadPresentation(media=MediaKind.IMAGE)


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def seat(office: Installation, spt_id: SptId) -> Seat:
    del spt_id  # the visit is prepared
    return office.seat(RAHMAT)


@pytest.fixture
def lembar_id(seat: Seat, spt_id, ratna) -> LembarId:
    return seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)[0]


@pytest.fixture
def attach(seat: Seat, lembar_id: LembarId) -> Callable[..., Lampiran]:
    def attach(data: bytes = JPEG, nama: str = "foto.jpg", untuk: Untuk = Untuk.BUKTI) -> Lampiran:
        berkas = seat.lampiran.judge(data, nama)
        return seat.lampiran.attach(lembar_id, A1, berkas, untuk=untuk)[0]

    return attach


def test_an_attached_file_is_listed_and_opens(seat, lembar_id, attach):
    one = attach()
    assert seat.lampiran.of(lembar_id) == [one]
    assert (one.nama, one.jenis, one.ukuran, one.ref) == ("foto.jpg", "image/jpeg", 11, A1)
    assert seat.lampiran.open(one.sha256) == JPEG
    assert one.sha256 == hashlib.sha256(JPEG).hexdigest()


def test_the_same_file_twice_is_one_and_costs_nothing(office, seat, lembar_id, attach):
    first = attach()
    changes = len(office.database.state.changes)
    assert attach() == first
    assert len(office.database.state.changes) == changes
    assert len(seat.lampiran.of(lembar_id)) == 1


def test_a_removed_file_can_be_brought_back_and_its_history_stays(seat, lembar_id, attach):
    one = attach()
    changes = seat.lampiran.remove(one)
    assert (changes.topics, changes.records) == ({Topic.LEMBAR}, {lembar_id})
    assert seat.lampiran.of(lembar_id) == []
    assert seat.lampiran.open(one.sha256) == JPEG
    seat.lampiran.restore(one)
    assert seat.lampiran.of(lembar_id) == [one]


def test_a_file_is_read_from_the_disk_and_named_by_its_content(seat, tmp_path):
    path = tmp_path / "scan.JPEG"
    path.write_bytes(PDF)
    berkas = seat.lampiran.read(path)
    assert (berkas.nama, berkas.jenis, berkas.is_image) == (
        "scan.JPEG.pdf",
        "application/pdf",
        False,
    )


@pytest.mark.parametrize(
    ("data", "wanted", "sentence"),
    [
        (b"", IMAGE, "kosong"),
        (b"MZ\0", IMAGE, "bukan gambar, suara, video, atau dokumen"),
        (PDF, IMAGE, "hanya menerima gambar"),
        (JPEG, UploadPresentation(accept=(".pdf", "audio/*")), "menerima: .pdf, audio/*"),
        (PDF + b" " * LIMIT, UploadPresentation(), "terlalu besar"),
        (JPEG + b" " * 4 * LIMIT, IMAGE, "terlalu besar"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(
    seat, tmp_path, data, wanted, sentence
):
    path = tmp_path / "uji.bin"
    path.write_bytes(data)
    with pytest.raises(InvalidValueError, match=sentence):
        seat.lampiran.read(path, wanted)


@pytest.mark.parametrize("accept", [(), (".JPG",), ("image/*",)])
def test_what_a_question_takes_is_taken(seat, accept):
    wanted = UploadPresentation(media=MediaKind.IMAGE, accept=accept)
    assert seat.lampiran.judge(JPEG, "a.jpg", wanted).is_image


def test_a_folder_and_a_lost_file_are_said(seat, tmp_path: Path):
    with pytest.raises(InvalidValueError, match="adalah folder"):
        seat.lampiran.read(tmp_path)
    with pytest.raises(InvalidValueError, match="berkas atau foldernya tidak ada"):
        seat.lampiran.read(tmp_path / "hilang.jpg")


def test_a_picture_may_be_read_larger_than_it_is_stored(seat, lembar_id):
    large = seat.lampiran.judge(JPEG + b" " * LIMIT, "besar.jpg", IMAGE)
    with pytest.raises(InvalidValueError, match="terlalu besar"):
        seat.lampiran.attach(lembar_id, A1, large, untuk=Untuk.BUKTI)
    assert seat.lampiran.of(lembar_id) == []


def test_a_final_sheet_takes_no_evidence_but_a_reviewer_may_add_his(office, seat, spt_id, ratna):
    key = assess(seat, spt_id, ratna)
    berkas = seat.lampiran.judge(PDF, "surat.pdf")
    with pytest.raises(WrongStateError):
        seat.lampiran.attach(key, A1, berkas, untuk=Untuk.BUKTI)
    with pytest.raises(NotAllowedError):
        seat.lampiran.attach(key, A1, berkas, untuk=Untuk.TINJAUAN)
    kasi = office.seat(KASI).lampiran
    one, _ = kasi.attach(key, A1, berkas, untuk=Untuk.TINJAUAN)
    assert kasi.of(key) == [one]
    with pytest.raises(NotAllowedError):
        seat.lampiran.remove(one)


def test_a_reviewer_adds_nothing_to_his_own_visit_nor_after_it_was_ratified(
    office, seat, spt_id, ratna
):
    key = assess(seat, spt_id, ratna)
    berkas = seat.lampiran.judge(PDF, "surat.pdf")
    kasi = office.seat(KASI).lampiran
    one, _ = kasi.attach(key, A1, berkas, untuk=Untuk.TINJAUAN)
    with office.database.begin(actor="uji") as uow:
        visit = uow.spt.get(spt_id)
        uow.spt.save(replace(visit, petugas=(*visit.petugas, KASI.id)))
        uow.commit()
    with pytest.raises(NotAllowedError, match="bukan petugas"):
        kasi.remove(one)
    office.store(visit, Laporan(laporan_id_for(spt_id), spt_id, StatusLaporan.DISAHKAN))
    for act in (lambda: kasi.remove(one), lambda: kasi.restore(one)):
        with pytest.raises(WrongStateError, match="sudah disahkan"):
            act()
    assert kasi.of(key) == [one]


def test_a_name_that_is_no_text_is_shown_and_stored_as_one(seat, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/KTP\xff.jpg"))
    try:
        path.write_bytes(JPEG)
    except OSError:
        pytest.skip("this disk takes names that are text only")
    assert seat.lampiran.read(path).nama == "KTP.jpg"
    path.write_bytes(b"")
    with pytest.raises(InvalidValueError) as told:
        seat.lampiran.read(path)
    assert told.value.sentence.encode()


def test_a_file_says_whether_it_is_a_picture():
    assert Berkas("a.jpg", "image/jpeg", JPEG, "00").is_image


def test_an_administrator_decides_nothing_about_evidence(office, spt_id, ratna):
    key = office.seat(RAHMAT).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)[0]
    seat = office.seat(RAHMAT).lampiran
    one, _ = seat.attach(key, A1, seat.judge(b"%PDF-1.7", "a.pdf"), untuk=Untuk.BUKTI)
    with office.database.begin(actor="lain") as uow:
        uow.change("lampiran", one.id, "nama", '"b.pdf"', [])
        uow.commit()
    (conflict,) = office.seat(KASI).perbedaan.conflicts()
    with pytest.raises(NotAllowedError):
        office.seat(ADMIN).perbedaan.settle(conflict, '"b.pdf"')
    office.seat(KASI).perbedaan.settle(conflict, '"b.pdf"')
    assert seat.of(key)[0].nama == "b.pdf"


# --- travel ------------------------------------------------------------------------------------


@pytest.fixture
def laptop(formulir, office) -> Installation:
    return Installation(formulir, device="cccc2222dddd3333", workbooks=office.workbooks)


def carry(seat: Seat, spt_id: SptId, to: Installation, *, path: Path = Path("h.xlsx")):
    """Export and take in; returns the preview."""
    seat.pertukaran.export(path, JenisPaket.HASIL_LAPANGAN, [spt_id], progress=Progress())
    other = to.seat(RAHMAT).pertukaran
    preview = other.preview(path, progress=Progress())
    other.carry_out(preview, progress=Progress())
    return preview


def test_evidence_and_the_file_an_answer_holds_travel(seat, spt_id, lembar_id, attach, laptop):
    bukti = attach()
    held = attach(PDF, "surat.pdf", Untuk.JAWABAN)
    attach(PDF + b"2", "tidak dipakai.pdf", Untuk.JAWABAN)
    seat.lembar.record_answers(lembar_id, {A1: held.answer_name})
    preview = carry(seat, spt_id, laptop)
    assert set(preview.reading.lampiran) == {bukti.sha256, held.sha256}
    assert set(laptop.database.state.berkas) == {bukti.sha256, held.sha256}
    assert not any("lampiran" in words for words in preview.warnings)
    assert carry(seat, spt_id, laptop).known_file is False


def test_a_change_whose_value_is_no_json_names_no_file(seat, spt_id, attach, laptop):
    one = attach()
    path = Path("h.xlsx")
    seat.pertukaran.export(path, JenisPaket.HASIL_LAPANGAN, [spt_id], progress=Progress())
    other = laptop.seat(RAHMAT).pertukaran
    preview = other.preview(path, progress=Progress())
    named = next(c for c in preview.reading.changes if c.entity == "lampiran" and "sha" in c.field)
    with laptop.database.begin(actor="uji") as uow:
        torn = replace(preview.reading, changes=(replace(named, value='"terpotong'),))
        store_arrived(uow, torn)
        assert not uow.berkas.has(one.sha256)
        store_arrived(uow, preview.reading)
        assert uow.berkas.has(one.sha256)


def test_a_cleared_answer_takes_no_file_along(seat, spt_id, lembar_id, attach, laptop):
    held = attach(PDF, "surat.pdf", Untuk.JAWABAN)
    seat.lembar.record_answers(lembar_id, {A1: held.answer_name})
    seat.lembar.record_answers(lembar_id, {A1: ""})
    assert carry(seat, spt_id, laptop).reading.lampiran == {}


def test_files_that_never_arrived_are_said_and_do_not_go_on(seat, lembar_id, attach, laptop):
    for number in range(5):
        attach(PDF + bytes([number]), f"{number}.pdf")
    held = attach(JPEG, "foto.jpg", Untuk.JAWABAN)
    seat.lembar.record_answers(lembar_id, {A1: held.answer_name})
    seat.place.database.state.berkas.clear()
    preview = carry(seat, seat.lembar.open(lembar_id).lembar.spt_id, laptop)
    assert preview.reading.lampiran == {}
    assert "6 lampiran belum ada di komputer ini" in preview.warnings[-1]
    assert "“2.pdf”, dan 3 lainnya" in preview.warnings[-1]


def test_a_few_lost_files_are_named_without_a_count(office, seat, spt_id, attach, laptop):
    attach()
    office.database.state.berkas.clear()
    assert "“foto.jpg”. Jawabannya" in carry(seat, spt_id, laptop).warnings[-1]


def test_more_than_fits_goes_into_a_second_workbook(seat, spt_id, lembar_id, attach, monkeypatch):
    from bina_desktop.application import lampiran as module

    monkeypatch.setattr(module, "MOST_IN_A_WORKBOOK", 20)
    attach()
    attach(PDF, "surat.pdf")
    same = seat.lampiran.judge(PDF, "surat.pdf")
    seat.lampiran.attach(lembar_id, "/data/lain", same, untuk=Untuk.BUKTI)
    attach(PDF, "salinan.pdf")
    path = Path("besar.xlsx")
    exported = seat.pertukaran.export(
        path, JenisPaket.HASIL_LAPANGAN, [spt_id], progress=Progress()
    )
    assert exported.files == (path, Path("besar (2).xlsx"))
    first, second = (seat.place.workbooks.files[one] for one in exported.files)
    assert (len(first.lampiran), len(second.lampiran)) == (1, 1)
    assert (first.changes, second.sheets) == (second.changes, ())
    assert first.export_id != second.export_id
