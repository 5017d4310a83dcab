"""Differences: by record, side by side, decided by keys, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from tests.gui import sample
from tests.gui.fake_exchange import conflicts

from bina_desktop.domain.errors import NotAllowedError
from bina_desktop.ui.dialogs.own_text import OwnTextDialog
from bina_desktop.ui.pages.pertukaran.page import PertukaranPage
from bina_desktop.ui.panels import EmptyState


@pytest.fixture
def page(world, jobs, show) -> PertukaranPage:
    made = PertukaranPage(world.services(), jobs)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    made.sections.show_section(2)
    return show(made)


@pytest.fixture
def panel(page):
    page.differences.tree.setFocus()
    return page.differences


def press(panel, key: Qt.Key, *, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(panel.tree, key)


def said(panel) -> str:
    (visible,) = (one for one in panel.findChildren(EmptyState) if one.isVisible())
    return visible.text


def shown(panel) -> list[str]:
    return [one.pertanyaan for one in panel.shown]


def test_differences_stand_together_by_record(page, panel) -> None:
    assert page.sections.title(2) == "Perbedaan (3)"
    model = panel.tree.model()
    assert model.rowCount() == 2
    record = model.index(0, 0)
    assert record.data() == "Lembar – Contoh Dewi Anggraini, S.H. (Kabupaten Seluma)"
    assert model.rowCount(record) == 2
    cells = [model.index(0, column, record).data() for column in range(4)]
    assert cells[0].startswith("C1. Menyelesaikan")
    assert cells[1:] == ["4 – Baik", "2 – Kurang", "3 – Cukup"]
    assert model.parent(model.index(1, 2, record)) == record


def test_each_value_tells_who_when_where_and_with_which_file(panel) -> None:
    words = panel.sides.words
    assert "2 – Kurang" in words
    assert "Contoh Bambang Suryadi · 12 November 2026 pukul 13.40 WIB" in words
    assert "laptop Contoh Bambang Suryadi · Hasil-Lapangan_Seluma.xlsx" in words


def test_a_digit_decides_and_the_next_one_comes(page, panel, world, settle) -> None:
    press(panel, Qt.Key.Key_2)
    settle()
    assert world.recorder.said("settle") == {"values": ['"2"']}
    assert panel.banner.text.startswith("1 keputusan tersimpan")
    assert panel.tree.current_line.field.endswith("/@catatan")
    page.refresh()
    settle()
    assert page.sections.title(2) == "Perbedaan (2)"
    assert panel.sections.title(1) == "Sudah diputuskan (1)"


def test_the_value_before_both_can_be_taken_by_its_digit(panel, world, settle) -> None:
    press(panel, Qt.Key.Key_9)
    press(panel, Qt.Key.Key_3)
    settle()
    assert world.recorder.said("settle") == {"values": ['"3"']}


def test_one_side_can_be_taken_for_a_record(panel, world, settle) -> None:
    press(panel, Qt.Key.Key_Up)
    assert panel.tree.current_line is None
    take = {b.accessibleName(): b for b in panel.sides.findChildren(QPushButton)}
    take["Pakai semua isian catatan ini dari komputer ini"].click()
    settle()
    assert world.recorder.said("settle") == {"values": ['"4"', '"b"']}
    assert shown(panel) == ["jabatan"]


def test_one_file_can_be_taken_for_all_that_is_shown(panel, world, settle) -> None:
    menu = panel.all_of_side.menu()
    menu.aboutToShow.emit()
    (action,) = (a for a in menu.actions() if a.text().startswith("berkas Hasil-Lapangan"))
    assert action.text().endswith("(3 isian)")
    action.trigger()
    settle()
    assert world.recorder.said("settle") == {"values": ['"2"', '"a"', '"Operator SIAK"']}
    assert said(panel).startswith("Tidak ada perbedaan.")


def test_two_long_texts_are_made_one_by_hand(panel, world, settle, answer) -> None:
    def fill(dialog: OwnTextDialog) -> None:
        dialog.text.setPlainText("Antrean panjang; KTP-el dua hari.")
        dialog.accept()

    answer(OwnTextDialog, fill)
    press(panel, Qt.Key.Key_N)
    assert world.recorder.names() == []  # a score has no text of one's own
    press(panel, Qt.Key.Key_Down)
    press(panel, Qt.Key.Key_N)
    settle()
    assert world.recorder.said("settle") == {"values": ['"Antrean panjang; KTP-el dua hari."']}
    answer(OwnTextDialog, QDialog.reject)
    press(panel, Qt.Key.Key_End)
    press(panel, Qt.Key.Key_N)
    settle()
    assert len(world.recorder.names()) == 1


def test_a_decision_is_taken_back_while_the_screen_is_open(page, panel, world, settle) -> None:
    assert not panel.undo.isEnabled()
    panel.take_back()
    press(panel, Qt.Key.Key_1)
    settle()
    QTest.keyClick(panel.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert world.recorder.said("reopen") == {"keys": 1}
    assert panel.banner.text == "1 keputusan dibuka lagi."
    page.refresh()
    settle()
    assert len(panel.shown) == 3


def test_an_older_decision_can_be_opened_again(page, panel, world, settle) -> None:
    press(panel, Qt.Key.Key_1)
    settle()
    page.refresh()
    settle()
    panel.sections.show_section(1)
    table = panel.decided.table
    row = [table.model().index(0, column).data() for column in range(5)]
    assert row[2:] == ["4 – Baik", "2 – Kurang", "Contoh Kabid"]
    panel.decided.reopen.click()
    settle()
    assert world.recorder.said("reopen") == {"keys": 1}
    assert panel.sections.current == 0


def test_a_refused_decision_is_told(panel, world, settle) -> None:
    world.recorder.refusal = NotAllowedError("Ini diputuskan oleh tim.")
    press(panel, Qt.Key.Key_1)
    settle()
    assert panel.banner.text == "Ini diputuskan oleh tim."
    assert len(panel.shown) == 3


def test_filters_and_search_narrow_the_list(panel) -> None:
    panel.place.setCurrentIndex(panel.place.findData("Kota Bengkulu"))
    panel.place.activated.emit(0)
    assert shown(panel) == ["jabatan"]
    panel.place.setCurrentIndex(0)
    panel.kind.setCurrentIndex(panel.kind.findData("Lembar Penilaian"))
    panel.kind.activated.emit(0)
    assert len(shown(panel)) == 2
    panel.search.setText("kurang")
    assert len(shown(panel)) == 1
    panel.search.setText("tiada")
    assert shown(panel) == []
    assert said(panel).startswith("Tidak ada yang cocok")
    panel.search.clear()
    panel.kind.setCurrentIndex(0)
    panel.side.setCurrentIndex(panel.side.findData("berkas Hasil-Lapangan_Seluma.xlsx"))
    panel.side.activated.emit(0)
    assert len(shown(panel)) == 3


def test_what_is_written_once_offers_no_choice(panel, world, settle) -> None:
    panel.show_conflicts([replace(conflicts()[0], is_fixed=True)])
    assert "tanyakan orang yang menulisnya" in panel.sides.words
    press(panel, Qt.Key.Key_1)
    settle()
    assert world.recorder.names() == []


def test_thousands_of_differences_stand_there_at_once(panel) -> None:
    one = conflicts()[0]
    many = [replace(one, record=f"r{n // 5}", field=f"/data/f{n}") for n in range(5_000)]
    widgets = len(panel.findChildren(object))
    panel.show_conflicts(many)
    assert panel.tree.model().rowCount() == 1_000
    assert len(panel.findChildren(object)) - widgets < 500  # a few cards, none a row
