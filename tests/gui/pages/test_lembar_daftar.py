"""The list of sheets, the way back into one, and a whole sheet without the mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.gui.form.form_page import focus
from tests.gui.pages.lembar_tab import (
    OPERATOR,
    Tab,
    answer_for,
    status,
)

from bina_desktop.application.contoh import TIM
from bina_desktop.domain.lembar_penilaian import (
    StatusLembar,
)


def test_the_list_shows_progress_owner_and_age(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    tab.entry.view.go_to("/data/aspek_c/indikator_c1/c1")
    QTest.keyClicks(focus(), "4")
    whole = tab.entry.controller.session.progress()
    tab.entry.leave()
    tab.settle()
    row = tab.rows()[0]
    assert row[3] == f"{whole.answered} dari {whole.total}"
    assert row[6] == TIM[0].nama
    assert row[7].endswith("lalu") or row[7].startswith(("hari ini", "kemarin"))
    tab.press_main()
    assert tab.entry.banner.text.startswith("Dibuka kembali di pertanyaan")
    assert "Jawaban terakhir tersimpan" in tab.entry.banner.text


def test_the_list_is_filtered_by_typing(tab: Tab) -> None:
    daftar = tab.page.daftar
    QTest.keyClick(daftar.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focus(), "19900312")
    assert [row[0] for row in tab.rows()] == ["Ratna Dewi, A.Md"]
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is daftar.table
    daftar.search.setText("tidak ada nama ini")
    assert "Tidak ada lembar yang memuat “tidak ada nama ini”" in daftar.empty_text
    assert not daftar.open_button.isVisible()
    daftar.search.clear()
    assert len(tab.rows()) == 3


def test_names_keep_their_room_in_a_small_window(tab: Tab) -> None:
    table = tab.page.daftar.table
    assert not table.isColumnHidden(1)
    tab.page.resize(900, 600)
    assert table.isColumnHidden(1)
    tab.qtbot.waitUntil(lambda: table.columnWidth(0) > 250)


def test_a_language_is_remembered_for_the_person(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    box = tab.entry.language
    box.setCurrentIndex(box.findData("English (en)"))
    box.activated.emit(box.currentIndex())
    tab.settle()
    tab.entry.leave()
    tab.settle()
    tab.press_main()
    assert tab.entry.controller.session.language == "English (en)"
    assert tab.entry.language.currentText() == "English"


def test_a_sheet_is_filled_and_finalised_without_the_mouse(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    QTest.keyClick(tab.page.daftar.table, Qt.Key.Key_Return)
    tab.settle()
    session = tab.entry.controller.session
    ctrl = Qt.KeyboardModifier.ControlModifier
    scored = 0
    for _ in range(400):
        QTest.keyClick(focus(), Qt.Key.Key_Down, ctrl)
        current = tab.entry.view.current
        assert current is not None
        node = session.node(current.ref)
        if node.value:
            break
        scored += node.attributes.get("peran") == "skor"
        text = answer_for(node.kind, node.data_type, node.choices)
        QTest.keyClicks(focus(), text)
        tab.entry.view.commit_edits()
        assert session.node(node.ref).value, node.ref
    assert scored >= 20
    for problem in tab.entry.controller.problems():
        QTest.keyClick(focus(), Qt.Key.Key_E, ctrl)
        node = session.node(problem.ref)
        assert tab.entry.view.current is not None
        assert tab.entry.view.current.ref == problem.ref
        QTest.keyClick(focus(), Qt.Key.Key_Delete)  # what is wrong is marked to be replaced
        if node.name != "nip":  # of a person without one
            QTest.keyClicks(focus(), answer_for(node.kind, node.data_type, node.choices))
    QTest.keyClick(tab.entry.finalise_button, Qt.Key.Key_Space)
    tab.settle()
    assert not (tab.page.entry and tab.entry.controller.problems())
    assert status(tab) is StatusLembar.FINAL
