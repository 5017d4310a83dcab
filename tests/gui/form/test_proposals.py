"""Answers of the last visit: marked until confirmed, by keys, for one question or a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from tests.gui.form.conftest import Disk
from tests.gui.form.form_page import FormPage, focus

from bina_desktop.application.usulan import Usulan
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.form.proposals import ProposalMark
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier
LAST = {
    "/data/satu/nama": "Ani",
    "/data/satu/umur": "41",
    "/data/satu/alamat": "Jalan Merdeka 1",
    "/data/dua/a1/skor": "5",
    "/data/dua/a1/bukti": "SK Tim",
    "/data/dua/kota": "tutup",
    "/data/dua/pernah": "bkl slm",
    "/data/hilang": "x",
}

Opened = Callable[..., tuple[FormEntry, FormPage]]


@pytest.fixture
def opened(qtbot: QtBot, jobs: Jobs, disk: Disk, session: Session) -> Opened:
    def on_screen(*, writable: bool = True) -> tuple[FormEntry, FormPage]:
        controller = FormController(session, jobs, record=disk.record if writable else None)
        usulan = Usulan(Triwulan(2026, 2), {Ref(ref): text for ref, text in LAST.items()})
        entry = FormEntry(controller, EntryTexts("Ani"), usulan=usulan)
        qtbot.addWidget(entry)
        entry.resize(1200, 700)
        with qtbot.waitExposed(entry):
            entry.show()
        entry.activateWindow()
        entry.begin()
        return entry, FormPage(entry.view)

    return on_screen


def marked(page: FormPage) -> list[str]:
    """Names of the questions in sight that wear a mark."""
    return [
        field.ref.rpartition("/")[2]
        for field in page.fields()
        if any(mark.isVisible() for mark in field.findChildren(ProposalMark))
    ]


def in_sight(entry: FormEntry) -> str:
    return " | ".join(x.text() for x in entry.findChildren(QLabel) if x.isVisible())


def press_button(entry: FormEntry, text: str) -> None:
    next(
        b
        for b in entry.findChildren(QPushButton)
        if b.isVisible() and text in b.text().replace("&", "")
    ).click()


def test_a_proposal_is_marked_and_is_no_answer(opened: Opened, session: Session) -> None:
    entry, page = opened()
    assert marked(page) == ["nama", "umur", "alamat"]
    assert "Dari TW II 2026, belum dikonfirmasi" in page.texts("nama")
    assert "5 usulan dari TW II 2026 belum dikonfirmasi, 3 di halaman ini" in in_sight(entry)
    assert session.node(Ref("/data/satu/nama")).value == ""
    assert session.progress().answered == 0
    entry.finalise()
    assert {p.ref for p in entry.controller.problems()} >= {"/data/satu/nama"}


def test_screen_readers_are_told_of_it(opened: Opened) -> None:
    _, page = opened()
    page.enter("umur")
    assert "belum dikonfirmasi: 41. Ctrl+Enter" in focus().accessibleDescription()
    page.press(Key.Key_Return, CONTROL).enter("umur")
    assert "belum dikonfirmasi" not in focus().accessibleDescription()


def test_one_key_confirms_stores_and_goes_on(opened: Opened, disk: Disk, qtbot: QtBot) -> None:
    entry, page = opened()
    page.enter("nama").press(Key.Key_Return, CONTROL)
    assert page.here == "umur"
    assert marked(page) == ["umur", "alamat"]
    page.press(Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "/data/satu/umur" in disk.answers)
    assert disk.answers["/data/satu/nama"] == "Ani"
    assert entry.controller.session.node(Ref("/data/satu/umur")).value == "41"


def test_long_texts_leave_the_key_to_the_proposal_only(opened: Opened, session: Session) -> None:
    _, page = opened()
    page.enter("alamat").press(Key.Key_Return, CONTROL)
    assert session.node(Ref("/data/satu/alamat")).value == "Jalan Merdeka 1"


def test_another_answer_takes_the_mark_away_and_undo_brings_it_back(
    opened: Opened, session: Session
) -> None:
    _, page = opened()
    page.enter("umur").type("50").press(Key.Key_Return)
    assert marked(page) == ["nama", "alamat"]
    assert session.node(Ref("/data/satu/umur")).value == "50"
    page.press(Key.Key_Z, CONTROL)
    assert marked(page) == ["nama", "umur", "alamat"]


def test_all_of_a_page_are_one_step(opened: Opened, session: Session) -> None:
    entry, page = opened()
    page.enter("nama").press(Key.Key_Return, BOTH)
    assert marked(page) == []
    assert "2 usulan dari TW II 2026 belum dikonfirmasi, 0 di halaman ini" in in_sight(entry)
    assert "3 usulan dikonfirmasi" in in_sight(entry)
    page.press(Key.Key_Return, BOTH)
    assert "Tidak ada usulan di sini." in in_sight(entry)
    session.undo()
    assert session.node(Ref("/data/satu/nama")).value == ""


def test_a_question_that_appears_brings_its_proposal(opened: Opened) -> None:
    entry, page = opened()
    entry.view.show_section(1)
    assert marked(page) == ["skor", "pernah"]
    assert "5 – Sangat Baik: melampaui standar" in " ".join(page.texts("skor"))
    assert any("Kota Bengkulu, Kabupaten Seluma" in text for text in page.texts("pernah"))
    press_button(entry, "Pakai")
    assert marked(page) == ["bukti", "pernah"]
    press_button(entry, "Konfirmasi halaman ini")
    assert marked(page) == []


def test_proposals_can_be_put_out_of_sight(opened: Opened, session: Session) -> None:
    entry, page = opened()
    press_button(entry, "Sembunyikan")
    assert marked(page) == []
    assert "5 usulan dari TW II 2026 disembunyikan." in in_sight(entry)
    page.enter("nama").press(Key.Key_Return, CONTROL)
    assert session.node(Ref("/data/satu/nama")).value == ""
    press_button(entry, "Tampilkan usulan")
    assert marked(page) == ["nama", "umur", "alamat"]


def test_a_sheet_that_is_only_read_shows_none(opened: Opened) -> None:
    entry, page = opened(writable=False)
    assert marked(page) == []
    assert "usulan" not in in_sight(entry)
