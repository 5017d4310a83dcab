"""Records that may be one: compared side by side, united or told apart by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from tests.gui import sample
from tests.gui.fake_duplicates import duplicate_fields, duplicates

from bina_desktop.domain.errors import WrongStateError
from bina_desktop.ui.dialogs.unite import UniteDialog
from bina_desktop.ui.pages.pertukaran.page import PertukaranPage
from bina_desktop.ui.panels import EmptyState


@pytest.fixture
def page(world, jobs, show) -> PertukaranPage:
    made = PertukaranPage(world.services(), jobs)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    made.sections.show_section(3)
    return show(made)


def marks(dialog: UniteDialog) -> list[tuple[str, str]]:
    model = dialog.table.model()
    return [
        (model.index(row, 1).data(), model.index(row, 2).data()) for row in range(model.rowCount())
    ]


def test_what_the_kept_one_lacks_is_proposed(show) -> None:
    dialog = show(UniteDialog(duplicates()[0], duplicate_fields()))
    assert dialog.taken == {"pendidikan"}
    assert marks(dialog)[2] == ("   (kosong)", "✓ S1 Hukum")
    assert marks(dialog)[3][0] == "198907172014022003"


def test_each_field_is_chosen_by_a_digit(show) -> None:
    dialog = show(UniteDialog(duplicates()[0], duplicate_fields()))
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_2)
    QTest.keyClick(dialog.table, Qt.Key.Key_2)
    QTest.keyClick(dialog.table, Qt.Key.Key_1)
    QTest.keyClick(dialog.table, Qt.Key.Key_2)  # the same on both sides: nothing to choose
    assert dialog.taken == {"nama", "jabatan"}
    assert marks(dialog)[0] == (
        "   Contoh Dewi Anggraini, S.H.",
        "✓ Contoh Dewi Angraini",
    )
    dialog.left.click()
    assert dialog.taken == frozenset()
    dialog.right.click()
    assert dialog.taken == {"nama", "jabatan", "pendidikan"}
    dialog.table.selectRow(0)
    dialog.table.activated.emit(dialog.table.currentIndex())
    assert "nama" not in dialog.taken
    QTest.keyClick(dialog.table, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_a_pair_is_united(page, world, settle, answer) -> None:
    answer(UniteDialog, lambda dialog: dialog.unite.click())
    assert page.sections.title(3) == "Duplikat (4)"
    page.duplicates.compare.click()
    settle()
    assert world.recorder.said("unite") == {"taken": ["pendidikan"]}
    assert page.duplicates.banner.text.startswith("Contoh Dewi Anggraini, S.H.: disatukan.")
    page.refresh()
    settle()
    assert page.sections.title(3) == "Duplikat (3)"


def test_a_pair_is_told_apart_and_that_taken_back(page, world, settle, answer) -> None:
    answer(UniteDialog, QDialog.reject)
    panel = page.duplicates
    panel.compare.click()
    settle()
    assert world.recorder.names() == []
    answer(UniteDialog, lambda dialog: dialog.apart.click())
    panel.table.activated.emit(panel.table.currentIndex())
    settle()
    assert world.recorder.names() == ["tell_apart"]
    page.refresh()
    settle()
    panel.sections.show_section(1)
    assert panel.decided.model().index(0, 4).data() == "Bukan duplikat"
    panel.take_back.click()
    settle()
    assert world.recorder.names() == ["tell_apart", "take_back"]


def test_what_may_not_be_united_is_told(page, world, settle, answer) -> None:
    answer(UniteDialog, lambda dialog: dialog.unite.click())
    world.recorder.refusal = WrongStateError("Salah satu dari kedua lembar ini sudah final.")
    page.duplicates.compare.click()
    settle()
    assert page.duplicates.banner.text.startswith("Salah satu dari kedua lembar")


def test_without_duplicates_the_page_says_so(page, world, settle) -> None:
    world.double.clear()
    page.refresh()
    settle()
    (said,) = (one for one in page.duplicates.findChildren(EmptyState) if one.isVisible())
    assert said.text.startswith("Tidak ada catatan ganda.")
    page.duplicates.table.activated.emit(page.duplicates.table.currentIndex())
    settle()
    assert world.recorder.names() == []
