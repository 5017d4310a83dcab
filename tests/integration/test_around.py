"""Notes and review threads between two encrypted databases, carried by real workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from tests.builders import KASI, RAHMAT, SELUMA, SITI, an_aparatur, the_wilayah
from tests.laptops import NOW, Laptop, SettableClock, an_spt

from bina_desktop.application.actor import Acting
from bina_desktop.application.catatan import note_name
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.pertukaran import PertukaranService
from bina_desktop.application.riwayat import RiwayatService
from bina_desktop.application.utas import UtasService
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.lembar_penilaian import LembarId, LembarPenilaian
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.utas import JenisSasaran, Sasaran, StatusUtas, Tindakan
from bina_desktop.exchange.workbook import XlsxWorkbooks
from bina_desktop.storage import maintenance
from bina_desktop.storage.database import sqlcipher_engine, upgrade

KEY = bytes(range(32))
RATNA = an_aparatur(kode=SELUMA)
SHEET, SKOR = LembarId("l1"), "/data/skor"
HERE = Sasaran(JenisSasaran.LEMBAR, SHEET, SKOR)
SURVEY = (
    ("type", "name", "label"),
    ("select_one skor", "skor", "Skor pelayanan"),
    ("text", "bukti", "Bukti"),
)
CHOICES = (("list_name", "name", "label"), ("skor", "3", "3 – Cukup"), ("skor", "4", "4 – Baik"))


@pytest.fixture(scope="module")
def formulir(tmp_path_factory: pytest.TempPathFactory) -> FormulirService:
    folder = tmp_path_factory.mktemp("form")
    book = openpyxl.Workbook()
    for name, rows in (
        ("survey", SURVEY),
        ("choices", CHOICES),
        ("settings", (("form_id", "form_title"), ("skor", "Skor"))),
    ):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    (folder / "skor").mkdir()
    book.save(folder / "skor" / "form.xlsx")
    return FormulirService(folder, folder / "cache")


class Desk:
    """One computer with an encrypted database, and who sits at it."""

    def __init__(self, path: Path, formulir: FormulirService) -> None:
        engine = sqlcipher_engine(path, KEY)
        upgrade(engine)
        self.laptop = Laptop(engine, SettableClock(NOW))
        self.formulir = formulir

    def seat(self, who: Pegawai) -> SimpleNamespace:
        acting = Acting(self.laptop.begin, self.laptop.clock, who.nama, who.nip)
        lembar = LembarService(acting, self.formulir, the_wilayah())
        return SimpleNamespace(
            lembar=lembar,
            utas=UtasService(acting),
            riwayat=RiwayatService(acting, self.formulir, the_wilayah()),
            pertukaran=PertukaranService(
                acting, XlsxWorkbooks(), self.formulir, lembar, the_wilayah()
            ),
        )

    def send(self, who: Pegawai, path: Path) -> Path:
        self.seat(who).pertukaran.export(
            path, JenisPaket.HASIL_LAPANGAN, [SptId("spt1")], progress=Progress()
        )
        return path

    def take_in(self, who: Pegawai, path: Path) -> None:
        pertukaran = self.seat(who).pertukaran
        pertukaran.carry_out(pertukaran.preview(path, progress=Progress()), progress=Progress())


@pytest.fixture
def office(tmp_path: Path, formulir: FormulirService) -> Iterator[Desk]:
    desk = Desk(tmp_path / "office.db", formulir)
    with desk.laptop.write() as uow:
        for who in (RAHMAT, SITI, KASI):
            uow.pegawai.save(who)
        uow.spt.save(an_spt(RAHMAT.id, SITI.id))
        uow.lembar.save(LembarPenilaian(SHEET, SptId("spt1"), "skor", "1"))
        uow.commit()
    yield desk
    desk.laptop.close()


@pytest.fixture
def field(tmp_path: Path, formulir: FormulirService, office: Desk) -> Iterator[Desk]:
    desk = Desk(tmp_path / "field.db", formulir)
    desk.laptop.receive(office.laptop.changes())
    yield desk
    desk.laptop.close()


@pytest.mark.long
def test_what_was_said_on_both_sides_makes_one_thread_on_both(tmp_path, office, field) -> None:
    field.seat(RAHMAT).lembar.record_answers(SHEET, {SKOR: "3", note_name(SKOR): "Cek ulang."})
    office.take_in(KASI, field.send(RAHMAT, tmp_path / "1.xlsx"))
    office.seat(KASI).utas.say(HERE, Tindakan.TANYA, "Bukti mana?", kutipan="3 – Cukup")
    field.laptop.clock.advance(days=-2)  # a laptop whose clock is wrong
    field.take_in(RAHMAT, office.send(KASI, tmp_path / "2.xlsx"))
    field.seat(RAHMAT).utas.say(HERE, Tindakan.JAWAB, "Terlampir.")
    office.seat(KASI).utas.say(HERE, Tindakan.TUTUP, "")  # without knowing of the answer
    back, forth = field.send(RAHMAT, tmp_path / "3.xlsx"), office.send(KASI, tmp_path / "4.xlsx")
    for _ in range(2):
        office.take_in(KASI, back)
        field.take_in(RAHMAT, forth)
    assert office.laptop.digest() == field.laptop.digest()
    threads = [
        desk.seat(who).utas.of_lembar(SHEET).at(HERE)
        for desk, who in ((office, KASI), (field, RAHMAT))
    ]
    assert threads[0].status is threads[1].status is StatusUtas.DIJAWAB
    words = [[said.teks for said in utas.komentar] for utas in threads]
    assert words[0] == words[1]
    assert words[0][0] == "Bukti mana?"
    assert office.seat(KASI).lembar.open(SHEET).catatan == {SKOR: "Cek ulang."}
    (told,) = office.seat(KASI).riwayat.answer(SHEET, SKOR)
    assert (told.siapa, told.sesudah, told.perangkat) == (
        RAHMAT.nama,
        "3 – Cukup",
        f"laptop {RAHMAT.nama}",
    )
    assert maintenance.check_tables(office.laptop.engine) == []


def test_a_note_changed_in_excel_comes_back_and_words_of_others_do_not(
    tmp_path, office, field
) -> None:
    field.seat(RAHMAT).lembar.record_answers(SHEET, {note_name(SKOR): "Cek ulang."})
    office.seat(KASI).utas.say(HERE, Tindakan.TANYA, "Bukti mana?")
    field.take_in(RAHMAT, office.send(KASI, tmp_path / "1.xlsx"))
    path = field.send(RAHMAT, tmp_path / "2.xlsx")
    book = openpyxl.load_workbook(path)
    for name, old, new in (
        ("Skor", "Cek ulang.", "Sudah dicek."),
        ("Tinjauan", "Bukti mana?", "Sudah bagus!"),
    ):
        (cell,) = (c for row in book[name].iter_rows() for c in row if c.value == old)
        cell.value = new
    book.save(path)
    office.take_in(KASI, path)
    assert office.seat(KASI).lembar.open(SHEET).catatan == {SKOR: "Sudah dicek."}
    (said,) = office.seat(KASI).utas.of_lembar(SHEET).at(HERE).komentar
    assert said.teks == "Bukti mana?"


def test_notes_on_different_questions_by_two_people_are_both_kept(office, field) -> None:
    field.seat(RAHMAT).lembar.record_answers(SHEET, {note_name(SKOR): "Dari lapangan."})
    office.seat(SITI).lembar.record_answers(SHEET, {note_name("/data/bukti"): "Dari kantor."})
    office.laptop.receive(field.laptop.changes())
    assert office.seat(SITI).lembar.open(SHEET).catatan == {
        SKOR: "Dari lapangan.",
        "/data/bukti": "Dari kantor.",
    }
    with office.laptop.read() as uow:
        assert uow.journal.conflicts() == []


def test_words_once_stored_are_not_stored_again(office) -> None:
    from bina_desktop.domain.errors import WrongStateError

    office.seat(KASI).utas.say(HERE, Tindakan.TANYA, "Bukti mana?")
    with office.laptop.write() as uow:
        (said,) = uow.queries.komentar(spt_id=SptId("spt1"))
        assert uow.komentar.find(said.id) == said
        with pytest.raises(WrongStateError, match="tidak dapat diubah"):
            uow.komentar.add(said)
