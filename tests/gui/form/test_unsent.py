"""What is typed beside a question and not sent or stored yet: kept, never told as saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.gui.form.conftest import Disk
from tests.gui.form.form_page import focus
from tests.gui.form.media import L1, Sheet, a_file, a_picture, written
from tests.gui.rest import rest

from bina_desktop.application.catatan import note_name
from bina_desktop.application.utas import TinjauanView, UtasView
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.utas import Sasaran, StatusUtas, Tindakan
from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.around import Around, AroundDoors
from bina_desktop.ui.form.controller import FormController, SaveKind
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.jobs import Jobs

NAMA, UMUR = "/data/satu/nama", "/data/satu/umur"
Opened = Callable[..., FormEntry]


class Office:
    """Keeps what was begun, as the setting on this computer does."""

    def __init__(self) -> None:
        self.kept: Mapping[str, str] = {}
        self.refuses = False

    def keep(self, words: Mapping[str, str]) -> Changes:
        self.kept = dict(words)
        return Changes.of()

    def say(self, place: Sasaran, act: Tindakan, _teks: str, _quoted: str):
        if self.refuses:
            raise WrongStateError("Laporan sudah disahkan.")
        assert act is Tindakan.TANYA
        return UtasView(place, StatusUtas.TERBUKA, (), frozenset()), Changes.of(Topic.TINJAUAN)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def open_sheet(qtbot: QtBot, jobs: Jobs, disk: Disk, session: Session, office: Office) -> Opened:
    """Open the sheet as a reviewer, or for entry."""

    def opened(*, writable: bool = False) -> FormEntry:
        controller = FormController(session, jobs, record=disk.record if writable else None)
        tinjauan = TinjauanView(may_begin=True, unsent=office.kept)
        doors = AroundDoors(
            read=lambda: tinjauan, say=office.say, history=lambda _: (), keep_unsent=office.keep
        )
        around = Around(controller, jobs, doors, record="l1", notes={}, tinjauan=tinjauan)
        entry = FormEntry(controller, EntryTexts("Ani"), around)
        qtbot.addWidget(entry)
        entry.resize(1366, 700)
        with qtbot.waitExposed(entry):
            entry.show()
        entry.activateWindow()
        qtbot.waitUntil(entry.isActiveWindow)
        entry.begin()
        entry.view.go_to(NAMA)
        return entry

    return opened


def begin(words: str, key: Qt.Key = Qt.Key.Key_F3) -> None:
    QTest.keyClick(focus(), key)
    QTest.keyClicks(focus(), words)


def thread(entry: FormEntry):
    assert entry.beside is not None
    return entry.beside.aside.talk


def settle(qtbot: QtBot, jobs: Jobs) -> None:
    rest(qtbot, jobs)


def test_words_that_were_not_sent_are_there_when_the_sheet_is_opened_again(
    qtbot: QtBot, jobs: Jobs, open_sheet: Opened, office: Office
) -> None:
    entry = open_sheet()
    begin("Mana SK?")
    entry.leave()
    settle(qtbot, jobs)
    assert office.kept == {NAMA: "Mana SK?"}
    again = open_sheet()
    QTest.keyClick(focus(), Qt.Key.Key_F3)
    assert thread(again).text.toPlainText() == "Mana SK?"


def test_they_are_kept_after_a_pause_also_when_nobody_leaves(
    qtbot: QtBot, open_sheet: Opened, office: Office
) -> None:
    open_sheet()
    begin("Mana")
    qtbot.waitUntil(lambda: office.kept == {NAMA: "Mana"})


def test_they_are_kept_when_the_window_closes(
    qtbot: QtBot, jobs: Jobs, open_sheet: Opened, office: Office
) -> None:
    entry = open_sheet()
    begin("Man")
    entry.flush()
    settle(qtbot, jobs)
    assert office.kept == {NAMA: "Man"}


@pytest.mark.parametrize("words", ["", "   "])
def test_words_that_are_deleted_are_forgotten(
    qtbot: QtBot, jobs: Jobs, open_sheet: Opened, office: Office, words: str
) -> None:
    office.kept = {NAMA: "Mana?", UMUR: "Benar?"}
    entry = open_sheet()
    QTest.keyClick(focus(), Qt.Key.Key_F3)
    thread(entry).text.setPlainText(words)
    entry.flush()
    settle(qtbot, jobs)
    assert office.kept == {UMUR: "Benar?"}


def test_words_that_were_sent_are_kept_no_longer(
    qtbot: QtBot, jobs: Jobs, open_sheet: Opened, office: Office
) -> None:
    entry = open_sheet()
    begin("Mana SK?")
    QTest.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, jobs)
    assert thread(entry).text.toPlainText() == ""
    assert office.kept == {}


def test_words_that_are_refused_stay(
    qtbot: QtBot, jobs: Jobs, open_sheet: Opened, office: Office
) -> None:
    office.refuses = True
    entry = open_sheet()
    begin("Mana SK?")
    QTest.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, jobs)
    assert thread(entry).text.toPlainText() == "Mana SK?"
    assert office.kept == {NAMA: "Mana SK?"}


def test_words_sent_from_a_question_that_was_left_are_kept_no_longer(
    qtbot: QtBot, jobs: Jobs, open_sheet: Opened, office: Office
) -> None:
    entry = open_sheet()
    begin("Mana SK?")
    QTest.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert entry.beside is not None
    entry.beside.aside.follow(UMUR)
    settle(qtbot, jobs)
    assert office.kept == {}


# --- a note that is being typed ------------------------------------------------------------------


def test_nothing_is_told_as_saved_while_a_note_is_typed(
    qtbot: QtBot, open_sheet: Opened, disk: Disk
) -> None:
    entry = open_sheet(writable=True)
    controller = entry.controller
    controller.commit(Ref(UMUR), "40")
    qtbot.waitUntil(lambda: controller.save_state.kind is SaveKind.SAVED)
    begin("Cek", Qt.Key.Key_F2)
    assert entry.save_line.text == "Menyimpan…"
    qtbot.waitUntil(lambda: controller.save_state.kind is SaveKind.SAVED)
    assert disk.answers[note_name(NAMA)] == "Cek"


def test_nothing_is_told_as_saved_while_an_answer_is_typed(
    qtbot: QtBot, open_sheet: Opened, disk: Disk
) -> None:
    entry = open_sheet(writable=True)
    controller = entry.controller
    controller.commit(Ref(UMUR), "40")
    qtbot.waitUntil(lambda: controller.save_state.kind is SaveKind.SAVED)
    QTest.keyClicks(focus(), "Budi")
    assert entry.save_line.text == "Menyimpan…"
    qtbot.waitUntil(lambda: controller.save_state.kind is SaveKind.SAVED)
    assert disk.answers[NAMA] == "Budi"


def test_an_answer_typed_and_taken_back_leaves_the_line_as_it_was(open_sheet: Opened) -> None:
    entry = open_sheet(writable=True)
    QTest.keyClicks(focus(), "B")
    assert entry.save_line.text == "Menyimpan…"
    QTest.keyClick(focus(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entry.controller.save_state.kind is SaveKind.UNTOUCHED


def test_an_answer_stored_meanwhile_does_not_tell_the_note_as_saved(
    qtbot: QtBot, open_sheet: Opened, disk: Disk
) -> None:
    controller = open_sheet(writable=True).controller
    controller.note_typing(True)
    controller.commit(Ref(UMUR), "40")
    qtbot.waitUntil(lambda: not controller.unsaved and UMUR in disk.answers)
    assert controller.save_state.kind is SaveKind.SAVING
    controller.note_typing(False)
    assert controller.save_state.kind is SaveKind.SAVED


def test_a_note_that_ends_as_it_was_leaves_the_line_as_it_was(open_sheet: Opened) -> None:
    entry = open_sheet(writable=True)
    begin("a", Qt.Key.Key_F2)
    QTest.keyClick(focus(), Qt.Key.Key_Backspace)
    assert entry.save_line.text == "Menyimpan…"
    assert entry.beside is not None
    entry.beside.commit()
    assert entry.controller.save_state.kind is SaveKind.UNTOUCHED


# --- a file that waits for a word ---------------------------------------------------------------


def test_a_large_picture_nobody_answered_for_is_attached_when_the_window_closes(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.attach("foto", a_file(tmp_path, data=written(a_picture(2600, 1300))))
    sheet.entry.flush()
    sheet.settle()
    sheet.entry.flush()  # the window does so until nothing is under way
    sheet.settle()
    assert sheet.session.node(sheet.field("foto").ref).value
    assert len(sheet.service.of(L1)) == 1
