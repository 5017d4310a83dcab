"""The panel about a question: note, review thread, history; and the marks they leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from tests.builders import MONDAY
from tests.gui.form.conftest import Disk
from tests.gui.form.form_page import FormPage, focus
from tests.gui.rest import rest

from bina_desktop.application.riwayat import PerubahanJawaban
from bina_desktop.application.utas import KomentarView, TinjauanView, UtasView
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.utas import JenisSasaran, Sasaran, StatusUtas, Tindakan
from bina_desktop.formengine.client import Session
from bina_desktop.ui.form.around import Around, AroundDoors
from bina_desktop.ui.form.aside.marks import MarkLine, Part
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.jobs import Jobs

ASK, ANSWER, CLOSE = Tindakan.TANYA, Tindakan.JAWAB, Tindakan.TUTUP
NAMA, UMUR, SKOR = "/data/satu/nama", "/data/satu/umur", "/data/dua/a1/skor"


def place(ref: str) -> Sasaran:
    return Sasaran(JenisSasaran.LEMBAR, "l1", ref)


def said(tindakan: Tindakan, teks: str, *, mine: bool = False) -> KomentarView:
    return KomentarView("Bambang", "Kepala Seksi", MONDAY, tindakan, teks, "Ani", mine)


@dataclass
class Office:
    """What the use cases behind the panel answer, and what they were asked."""

    tinjauan: TinjauanView = field(default_factory=TinjauanView)
    history: dict[str, tuple[PerubahanJawaban, ...]] = field(default_factory=dict)
    heard: list[tuple[str, Tindakan, str, str]] = field(default_factory=list)
    refuses: bool = False

    def say(
        self, sasaran: Sasaran, tindakan: Tindakan, teks: str, kutipan: str
    ) -> tuple[UtasView, Changes]:
        if self.refuses:
            raise WrongStateError("Laporan sudah disahkan.")
        self.heard.append((sasaran.bagian, tindakan, teks, kutipan))
        before = self.tinjauan.at(sasaran)
        status = {ASK: StatusUtas.TERBUKA, ANSWER: StatusUtas.DIJAWAB, CLOSE: StatusUtas.DITUTUP}
        now = replace(
            before,
            status=status[tindakan],
            komentar=(*before.komentar, said(tindakan, teks, mine=True)),
        )
        return now, Changes.of(Topic.TINJAUAN)

    def asked(self, ref: str, *allowed: Tindakan) -> None:
        """Let a reviewer have asked about a question."""
        utas = UtasView(
            place(ref), StatusUtas.TERBUKA, (said(ASK, "Bukti mana?"),), frozenset(allowed)
        )
        self.tinjauan = replace(self.tinjauan, utas={**self.tinjauan.utas, place(ref): utas})


@dataclass
class Desk:
    """The whole screen of a sheet."""

    entry: FormEntry
    page: FormPage
    around: Around
    jobs: Jobs
    qtbot: QtBot

    @property
    def aside(self):
        assert self.entry.beside is not None
        return self.entry.beside.aside

    def settle(self) -> None:
        rest(self.qtbot, self.jobs)

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> Desk:
        QTest.keyClick(focus(), key, modifier)
        return self

    def marks(self, name: str) -> tuple[str, ...]:
        line = self.page.field(name).findChild(MarkLine)
        return line.words if line is not None and line.isVisible() else ()


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def open_desk(qtbot: QtBot, jobs: Jobs, disk: Disk, session: Session, office: Office):
    def opened(*, notes=None, writable: bool = True, width: int = 1366) -> Desk:
        controller = FormController(session, jobs, record=disk.record if writable else None)
        around = Around(
            controller,
            jobs,
            AroundDoors(
                read=lambda: office.tinjauan,
                say=office.say,
                history=lambda ref: office.history.get(ref, ()),
            ),
            record="l1",
            notes=notes or {},
            tinjauan=office.tinjauan,
        )
        entry = FormEntry(controller, EntryTexts("Ani"), around)
        qtbot.addWidget(entry)
        entry.resize(width, 700)
        with qtbot.waitExposed(entry):
            entry.show()
        entry.activateWindow()
        qtbot.waitUntil(entry.isActiveWindow)
        entry.begin(NAMA)
        return Desk(entry, FormPage(entry.view), around, jobs, qtbot)

    return opened


Open = Callable[..., Desk]


def test_a_note_is_typed_beside_the_question_and_stored_like_an_answer(
    open_desk: Open, disk: Disk
) -> None:
    desk = open_desk()
    assert desk.aside.isHidden()
    desk.press(Qt.Key.Key_F2)
    QTest.keyClicks(focus(), "Cek SK & KTP.")
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert disk.answers[f"{NAMA}/@catatan"] == "Cek SK & KTP."
    assert desk.marks("nama") == ("Catatan: Cek SK & KTP.",)
    assert desk.page.here == "nama"
    assert focus() is desk.page.field("nama").editor
    assert "Catatan: Cek SK" in desk.page.field("nama").editor.accessibleDescription()


def test_a_note_is_stored_after_a_pause_and_when_one_leaves(open_desk: Open, disk: Disk) -> None:
    desk = open_desk(notes={NAMA: "Lama."})
    desk.press(Qt.Key.Key_F2)
    desk.aside.note.text.setPlainText("Baru.")
    desk.qtbot.waitUntil(lambda: disk.answers.get(f"{NAMA}/@catatan") == "Baru.")
    desk.aside.note.text.setPlainText("")
    desk.entry.leave()
    desk.settle()
    assert disk.answers[f"{NAMA}/@catatan"] == ""
    assert desk.marks("nama") == ()


def test_the_panel_follows_the_cursor_from_question_to_question(open_desk: Open) -> None:
    desk = open_desk(notes={NAMA: "Satu.", UMUR: "Dua."})
    desk.press(Qt.Key.Key_F2)
    assert desk.aside.note.text.toPlainText() == "Satu."
    desk.page.enter("umur")
    assert (desk.aside.ref, desk.aside.note.text.toPlainText()) == (UMUR, "Dua.")
    desk.page.enter("berat")
    assert desk.aside.note.text.toPlainText() == ""


@pytest.mark.parametrize(("part", "shown"), [("history", Part.HISTORY), ("", None), ("x", None)])
def test_the_part_that_was_open_last_is_opened_again(
    open_desk: Open, part: str, shown: Part | None
) -> None:
    desk = open_desk()
    assert desk.entry.beside is not None
    desk.entry.beside.reopen(part)
    assert desk.entry.beside.shown is shown
    assert desk.page.here == "nama"


def test_the_same_key_leads_into_the_panel_and_back(open_desk: Open) -> None:
    desk = open_desk()
    for key, part in (
        (Qt.Key.Key_F2, Part.NOTE),
        (Qt.Key.Key_F3, Part.THREAD),
        (Qt.Key.Key_F6, Part.HISTORY),
    ):
        desk.press(key)
        assert desk.aside.isVisible()
        assert desk.aside.part is part
    desk.press(Qt.Key.Key_F2).press(Qt.Key.Key_F2)
    assert focus() is desk.page.field("nama").editor
    assert desk.aside.isVisible()
    desk.press(Qt.Key.Key_F2)
    shut = (one for one in desk.aside.findChildren(QPushButton) if one.accessibleName() == "Tutup")
    next(shut).click()
    assert desk.aside.isHidden()
    assert focus() is desk.page.field("nama").editor


def test_the_team_answers_where_the_reviewer_asked(open_desk: Open, office: Office) -> None:
    office.asked(NAMA, ANSWER)
    desk = open_desk()
    desk.page.enter("nama").press(Qt.Key.Key_F3)
    assert desk.marks("nama") == ("Tinjauan menunggu jawaban: “Bukti mana?” – Bambang",)
    assert (desk.aside.talk.words, desk.aside.talk.close_thread.isVisible()) == (
        ("Bukti mana?",),
        False,
    )
    assert not desk.aside.talk.send.isEnabled()
    QTest.keyClicks(focus(), "Terlampir.")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert office.heard == [(NAMA, ANSWER, "Terlampir.", "")]
    assert desk.aside.talk.words == ("Bukti mana?", "Terlampir.")
    assert desk.aside.talk.state == "Tinjauan sudah dijawab"
    assert desk.aside.talk.text.toPlainText() == ""


def test_a_reviewer_asks_and_closes_in_a_sheet_that_he_only_reads(
    open_desk: Open, office: Office
) -> None:
    office.tinjauan = TinjauanView(may_begin=True)
    office.asked(UMUR, ASK, CLOSE)
    desk = open_desk(writable=False)
    desk.entry.view.go_to(UMUR)
    desk.press(Qt.Key.Key_F3)
    assert desk.aside.ref == UMUR
    desk.aside.talk.close_thread.click()
    desk.settle()
    assert desk.marks("umur") == ("Tinjauan selesai",)
    QTest.mouseClick(desk.page.field("berat"), Qt.MouseButton.LeftButton)
    assert desk.page.here == "berat"
    desk.aside.talk.text.setPlainText("Ditimbang kapan?")
    desk.aside.talk.send.click()
    desk.settle()
    assert [(ref.rpartition("/")[2], act) for ref, act, _, _ in office.heard] == [
        ("umur", CLOSE),
        ("berat", ASK),
    ]
    assert desk.aside.note.text.isHidden()


def test_words_begun_wait_at_their_question_and_a_refusal_keeps_them(
    open_desk: Open, office: Office
) -> None:
    office.asked(NAMA, ANSWER)
    office.asked(UMUR, ANSWER)
    desk = open_desk()
    desk.page.enter("nama").press(Qt.Key.Key_F3)
    QTest.keyClicks(focus(), "Setengah")
    desk.page.enter("umur")
    assert desk.aside.talk.text.toPlainText() == ""
    desk.page.enter("nama")
    assert desk.aside.talk.text.toPlainText() == "Setengah"
    office.refuses = True
    desk.aside.talk.send.click()
    desk.settle()
    assert desk.aside.talk.text.toPlainText() == "Setengah"
    assert desk.aside.talk.send.isEnabled()
    assert any("sudah disahkan" in words for words in _labels(desk))


def test_words_written_while_others_are_sent_are_kept(open_desk: Open, office: Office) -> None:
    office.asked(NAMA, ANSWER)
    desk = open_desk()
    desk.page.enter("nama").press(Qt.Key.Key_F3)
    QTest.keyClicks(focus(), "Terlampir.")
    desk.aside.talk.send.click()
    QTest.keyClicks(desk.aside.talk.text, " Dan lagi")
    desk.settle()
    assert desk.aside.talk.words[-1] == "Terlampir."
    assert desk.aside.talk.text.toPlainText() == "Terlampir. Dan lagi"


def test_who_may_say_nothing_is_told_why(open_desk: Open, office: Office) -> None:
    office.tinjauan = TinjauanView(why="Hanya peninjau yang menulis di sini.")
    desk = open_desk()
    desk.press(Qt.Key.Key_F3)
    assert not desk.aside.talk.text.isVisible()
    assert "Hanya peninjau yang menulis di sini." in _labels(desk)


def test_words_that_are_too_long_are_not_sent(open_desk: Open, office: Office) -> None:
    office.asked(NAMA, ANSWER)
    desk = open_desk()
    desk.press(Qt.Key.Key_F3)
    desk.aside.talk.text.setPlainText("a" * 4_001)
    assert not desk.aside.talk.send.isEnabled()
    assert "4001" in desk.aside.talk.send.toolTip()


def test_what_a_file_brings_appears_in_the_open_sheet(open_desk: Open, office: Office) -> None:
    desk = open_desk()
    office.asked(NAMA, ANSWER)
    office.asked(SKOR, ANSWER)
    desk.jobs.changed.emit(Changes.of(*Topic))
    desk.settle()
    assert len(desk.marks("nama")) == 1
    entries = desk.entry.outline.entries
    assert entries.entry(0).remark_words == "1 tinjauan menunggu jawaban"
    assert entries.entry(1).remarks.asked == 1


def test_the_outline_says_in_words_what_stands_beside_its_questions(open_desk: Open) -> None:
    desk = open_desk(notes={NAMA: "Satu.", UMUR: "Dua.", SKOR: "Tiga."})
    model = desk.entry.outline.entries
    assert str(model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)).endswith("2 catatan")
    assert model.entry(1).remarks.notes == 1
    assert model.entry(2).remark_words == ""


def change(nilai: str, *, current: bool = False, sebelum: str = "") -> PerubahanJawaban:
    return PerubahanJawaban(
        "Siti", MONDAY, "komputer ini", sebelum, nilai, nilai, "", is_current=current
    )


def test_an_older_value_is_given_again_as_a_new_answer(
    open_desk: Open, office: Office, disk: Disk
) -> None:
    office.history[NAMA] = (change("Ani", current=True, sebelum="Budi"), change("Budi"))
    desk = open_desk()
    desk.page.enter("nama").type("Ani").press(Qt.Key.Key_F6)
    desk.qtbot.waitUntil(lambda: "Sebelumnya: Budi" in _labels(desk))
    assert len(desk.aside.history.changes) == 2
    (restore,) = desk.aside.history.restore_buttons
    assert restore.accessibleName() == "Kembalikan nilai ini: Budi"
    office.history[NAMA] = (change("Budi", current=True, sebelum="Ani"), *office.history[NAMA])
    restore.click()
    desk.qtbot.waitUntil(lambda: len(desk.aside.history.changes) == 3)
    assert disk.answers[NAMA] == "Budi"


def test_a_sheet_that_is_only_read_offers_no_older_value(open_desk: Open, office: Office) -> None:
    office.history[NAMA] = (change("Ani", current=True), change("Budi"))
    desk = open_desk(writable=False)
    QTest.keyClick(desk.entry, Qt.Key.Key_F6)
    desk.qtbot.waitUntil(lambda: len(desk.aside.history.changes) == 2)
    assert desk.aside.history.restore_buttons == []


def test_a_question_never_answered_has_no_history(open_desk: Open) -> None:
    desk = open_desk()
    desk.press(Qt.Key.Key_F6)
    desk.qtbot.waitUntil(lambda: "Pertanyaan ini belum pernah dijawab." in _labels(desk))


@pytest.mark.parametrize("width", [910, 1366])
def test_panel_and_questions_fit_side_by_side(open_desk: Open, width: int) -> None:
    desk = open_desk(width=width, notes={NAMA: "Panjang sekali " * 30})
    desk.press(Qt.Key.Key_F2)
    QApplication.processEvents()
    assert desk.entry.width() == width
    assert desk.aside.geometry().right() < width
    assert desk.entry.view.width() >= 300


def _labels(desk: Desk) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [x.text() for x in desk.aside.findChildren(QLabel) if x.isVisible()]
