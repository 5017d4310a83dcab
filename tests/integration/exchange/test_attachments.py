"""Attached files in a real workbook, and between two laptops."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.builders import the_wilayah
from tests.integration.exchange.books import make_content, read, write
from tests.laptops import Laptop, a_laptop, a_lembar, a_pegawai, an_spt

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.lampiran import LampiranService, shared_out
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.perbedaan import PerbedaanService
from bina_desktop.application.pertukaran import PertukaranService
from bina_desktop.application.pratinjau import ImportPreview
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket, Seal
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.lampiran import Lampiran, Untuk, lampiran_id_for
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.exchange.attachments import ATTACHMENTS
from bina_desktop.exchange.workbook import XlsxWorkbooks

L1 = LembarId("l1")
FOTO = "/data/foto"
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 400
PDF = b"%PDF-1.7 surat"


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- the sheet ---------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> Path:
    files = {sha256_of(data): data for data in (JPEG, PDF)}
    names = dict(zip(files, ("foto KTP.jpg", "surat _x0041_.pdf"), strict=True))
    content = make_content(lampiran=names, load=files.__getitem__)
    return write(tmp_path / "hasil.xlsx", content)


def test_files_come_back_whole_under_the_seal(book: Path) -> None:
    reading = read(book)
    assert reading.lampiran == {sha256_of(JPEG): JPEG, sha256_of(PDF): PDF}
    assert (reading.seal, reading.rejections) == (Seal.VALID, ())


def test_no_cell_is_longer_than_a_spreadsheet_takes(book: Path) -> None:
    with zipfile.ZipFile(book) as package:
        strings = package.read("xl/sharedStrings.xml").decode()
    assert max(map(len, strings.split("<t>"))) < 32_767


def test_a_resave_changes_no_file(book: Path) -> None:
    openpyxl.load_workbook(book).save(book)
    reading = read(book)
    assert set(reading.lampiran) == {sha256_of(JPEG), sha256_of(PDF)}
    assert reading.rejections == ()


def test_a_broken_file_is_told_with_its_cell_and_stops_nothing(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    opened[ATTACHMENTS]["E2"] = opened[ATTACHMENTS]["E2"].value[::-1]
    opened[ATTACHMENTS]["D3"] = "bukan base64!"
    opened.save(book)
    reading = read(book)
    assert reading.lampiran == {}
    assert [(one.sheet, one.cell) for one in reading.rejections] == [
        (ATTACHMENTS, "A2"),
        (ATTACHMENTS, "A3"),
    ]
    assert "“foto KTP.jpg” rusak" in reading.rejections[0].reason
    assert len(reading.changes) == len(make_content().changes)


def test_a_removed_row_or_sheet_is_told_by_the_name_of_the_file(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    opened[ATTACHMENTS].delete_rows(2)
    opened.save(book)
    (lost,) = read(book).rejections
    assert "“foto KTP.jpg” hilang" in lost.reason
    opened.remove(opened[ATTACHMENTS])
    opened.save(book)
    reading = read(book)
    assert len(reading.rejections) == 2
    assert reading.lampiran == {}


def test_a_row_that_somebody_typed_is_told(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    opened[ATTACHMENTS]["A5"] = 7
    opened.save(book)
    reading = read(book)
    assert [one.cell for one in reading.rejections] == ["A5"]
    assert len(reading.lampiran) == 2


# --- two laptops -------------------------------------------------------------------------------


class Desk:
    """A laptop, a person at it, and what he may do."""

    def __init__(self, laptop: Laptop, formulir: FormulirService) -> None:
        self.laptop = laptop
        acting = Acting(laptop.begin, laptop.clock, "Budi Santoso", "")
        lembar = LembarService(acting, formulir, the_wilayah())
        self.lampiran = LampiranService(acting, lembar, batas=10**6)
        self.pertukaran = PertukaranService(
            acting, XlsxWorkbooks(), formulir, lembar, the_wilayah()
        )
        self.perbedaan = PerbedaanService(acting, formulir, lembar, the_wilayah())

    def begin(self) -> None:
        with self.laptop.write() as uow:
            uow.pegawai.save(a_pegawai())
            uow.spt.save(an_spt("p1"))
            uow.lembar.save(a_lembar())

    def attach(self, data: bytes, nama: str, *, untuk: Untuk = Untuk.BUKTI) -> Lampiran:
        berkas = self.lampiran.judge(data, nama)
        one, _ = self.lampiran.attach(L1, FOTO, berkas, untuk=untuk)
        if untuk is Untuk.JAWABAN:
            with self.laptop.write() as uow:
                uow.lembar.save_answers(L1, {FOTO: one.answer_name})
        return one

    def export(self, path: Path) -> Path:
        done = self.pertukaran.export(
            path, JenisPaket.HASIL_LAPANGAN, [SptId("spt1")], progress=Progress()
        )
        assert done.files == (path,)
        return path

    def take_in(self, path: Path) -> ImportPreview:
        preview = self.pertukaran.preview(path, progress=Progress())
        self.pertukaran.carry_out(preview, progress=Progress())
        return preview

    def bytes_here(self, data: bytes) -> bool:
        with self.laptop.read() as uow:
            return uow.berkas.has(sha256_of(data))


@pytest.fixture(scope="module")
def formulir(tmp_path_factory: pytest.TempPathFactory) -> FormulirService:
    """No form at all: files need none, and converting takes seconds."""
    empty = tmp_path_factory.mktemp("forms")
    return FormulirService(empty, empty)


@pytest.fixture
def desk(
    template: Path, tmp_path: Path, formulir: FormulirService
) -> Iterator[Callable[[], Desk]]:
    made: list[Desk] = []

    def sit_down() -> Desk:
        made.append(Desk(a_laptop(template, tmp_path / f"{len(made)}.db"), formulir))
        return made[-1]

    yield sit_down
    for one in made:
        one.laptop.close()


def test_evidence_and_answers_arrive_and_a_second_time_costs_nothing(desk, tmp_path) -> None:
    team, office = desk(), desk()
    team.begin()
    foto = team.attach(JPEG, "foto.jpg", untuk=Untuk.JAWABAN)
    surat = team.attach(PDF, "surat.pdf")
    book = team.export(tmp_path / "hasil.xlsx")
    first = office.take_in(book)
    assert first.reading.rejections == ()
    assert {row.nama for row in first.rows if row.jenis == "Lampiran"} == {
        f"{name}, lembar_penilaian (Kota Bengkulu)" for name in ("foto.jpg", "surat.pdf")
    }
    assert office.lampiran.of(L1) == [foto, surat]
    assert office.lampiran.open(foto.sha256) == JPEG
    assert office.laptop.digest() == team.laptop.digest()
    again = office.take_in(book)
    assert again.report.new_changes == 0
    assert office.laptop.digest() == team.laptop.digest()


def test_a_preview_keeps_no_file(desk, tmp_path) -> None:
    team, office = desk(), desk()
    team.begin()
    team.attach(JPEG, "foto.jpg")
    office.pertukaran.preview(team.export(tmp_path / "hasil.xlsx"), progress=Progress())
    assert not office.bytes_here(JPEG)


def test_a_removed_file_stays_at_home_and_its_removal_travels(desk, tmp_path) -> None:
    team, office = desk(), desk()
    team.begin()
    foto = team.attach(JPEG, "foto.jpg")
    office.take_in(team.export(tmp_path / "satu.xlsx"))
    team.lampiran.remove(foto)
    preview = office.take_in(team.export(tmp_path / "dua.xlsx"))
    assert preview.reading.lampiran == {}
    assert office.lampiran.of(L1) == []
    assert office.lampiran.open(foto.sha256) == JPEG


def test_of_an_answer_given_anew_only_the_last_file_goes(desk, tmp_path) -> None:
    team, office = desk(), desk()
    team.begin()
    team.attach(JPEG, "foto.jpg", untuk=Untuk.JAWABAN)
    team.attach(JPEG + b"2", "foto.jpg", untuk=Untuk.JAWABAN)
    preview = office.take_in(team.export(tmp_path / "hasil.xlsx"))
    assert not any("lampiran" in warning for warning in preview.warnings)  # no lost file
    assert office.bytes_here(JPEG + b"2")
    assert not office.bytes_here(JPEG)


def test_two_files_for_one_question_disagree_and_both_arrive(desk, tmp_path) -> None:
    one, other, office = desk(), desk(), desk()
    one.begin()
    other.take_in(one.export(tmp_path / "paket.xlsx"))
    one.attach(JPEG, "foto.jpg", untuk=Untuk.JAWABAN)
    other.attach(JPEG + b"2", "foto.jpg", untuk=Untuk.JAWABAN)
    for team, name in ((one, "a.xlsx"), (other, "b.xlsx")):
        office.take_in(team.export(tmp_path / name))
    (conflict,) = office.perbedaan.conflicts()
    assert (conflict.field, len(conflict.heads)) == (FOTO, 2)
    assert {len(office.lampiran.open(one.sha256)) for one in office.lampiran.of(L1)} == {
        len(JPEG),
        len(JPEG) + 1,
    }
    # What the office passes on holds both, so that anybody can choose.
    third = desk()
    third.take_in(office.export(tmp_path / "c.xlsx"))
    assert third.bytes_here(JPEG)
    assert third.bytes_here(JPEG + b"2")


def test_a_lost_file_is_said_and_its_answers_are_taken(desk, tmp_path) -> None:
    team, office = desk(), desk()
    team.begin()
    foto = team.attach(JPEG, "foto.jpg", untuk=Untuk.JAWABAN)
    team.attach(PDF, "surat.pdf")
    book = team.export(tmp_path / "hasil.xlsx")
    opened = openpyxl.load_workbook(book)
    opened.remove(opened[ATTACHMENTS])
    opened.save(book)
    preview = office.take_in(book)
    assert len(preview.reading.rejections) == 2
    assert "2 lampiran belum ada di komputer ini" in preview.warnings[-1]
    assert office.lampiran.of(L1)[0] == foto
    with pytest.raises(NotFoundError):
        office.lampiran.open(foto.sha256)


def test_of_many_lost_files_a_few_are_named(desk, tmp_path) -> None:
    team, office = desk(), desk()
    team.begin()
    for number in range(4):
        team.attach(PDF + bytes([65 + number]), f"surat {number}.pdf")
    book = team.export(tmp_path / "hasil.xlsx")
    opened = openpyxl.load_workbook(book)
    opened.remove(opened[ATTACHMENTS])
    opened.save(book)
    preview = office.pertukaran.preview(book, progress=Progress())
    assert "“surat 2.pdf”, dan 1 lainnya" in preview.warnings[-1]


def test_a_file_that_no_change_names_is_left_out(desk, tmp_path) -> None:
    team, office = desk(), desk()
    team.begin()
    team.attach(PDF, "surat.pdf")
    preview = office.pertukaran.preview(team.export(tmp_path / "a.xlsx"), progress=Progress())
    smuggled = {**preview.reading.lampiran, sha256_of(JPEG): JPEG}
    reading = replace(preview.reading, lampiran=smuggled)
    office.pertukaran.carry_out(replace(preview, reading=reading), progress=Progress())
    assert office.bytes_here(PDF)
    assert not office.bytes_here(JPEG)


def test_a_change_that_is_no_json_stops_neither_the_others_nor_the_files(desk, tmp_path) -> None:
    team, office = desk(), desk()
    team.begin()
    surat = team.attach(PDF, "surat.pdf")
    preview = office.pertukaran.preview(team.export(tmp_path / "a.xlsx"), progress=Progress())
    broken = tuple(
        replace(change, record="lain", value='"terpotong') if change.field == "nama" else change
        for change in preview.reading.changes
        if change.entity == "lampiran"
    )
    reading = replace(preview.reading, changes=(*preview.reading.changes, *broken))
    office.pertukaran.carry_out(replace(preview, reading=reading), progress=Progress())
    assert office.lampiran.of(L1) == [surat]
    assert office.bytes_here(PDF)


@pytest.mark.long
def test_one_file_under_two_names_is_found_by_whichever_answer_wins(desk, tmp_path) -> None:
    one, other, office = desk(), desk(), desk()
    one.begin()
    other.take_in(one.export(tmp_path / "paket.xlsx"))
    foto = one.attach(JPEG, "IMG_1.jpg", untuk=Untuk.JAWABAN)
    other.laptop.clock.advance(hours=1)
    other.attach(JPEG, "ruang.jpg", untuk=Untuk.JAWABAN)
    one.laptop.clock.advance(hours=2)
    for answer in ("", foto.answer_name):  # taken away and brought back
        with one.laptop.write() as uow:
            uow.lembar.save_answers(L1, {FOTO: answer})
    for team, name in ((one, "a.xlsx"), (other, "b.xlsx")):
        office.take_in(team.export(tmp_path / name))
    (held,) = office.lampiran.of(L1)
    with office.laptop.read() as uow:
        answer = uow.lembar.answers(L1)[FOTO]
    assert (held.nama, answer) == ("ruang.jpg", foto.answer_name)
    assert held.is_held_by(answer)
    third = desk()
    third.take_in(office.export(tmp_path / "c.xlsx"))
    assert third.bytes_here(JPEG)


def test_files_that_do_not_fit_one_workbook_are_shared_out() -> None:
    def of_size(megabytes: int, letter: str) -> Lampiran:
        sha256 = letter * 64
        key = lampiran_id_for(L1, FOTO, Untuk.BUKTI, sha256)
        size = megabytes * 1_048_576
        spt = SptId("s")
        return Lampiran(
            key, spt, L1, FOTO, Untuk.BUKTI, f"{letter}.jpg", sha256, size, "image/jpeg"
        )

    assert shared_out([]) == [{}]
    parts = shared_out([of_size(60, "a"), of_size(36, "b"), of_size(60, "a"), of_size(1, "c")])
    assert [sorted(part.values()) for part in parts] == [["a.jpg", "b.jpg"], ["c.jpg"]]
