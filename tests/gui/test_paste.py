"""A table from Excel comes into the lists of people through one dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from tests.gui import sample
from tests.gui.fake_roster import PASTED

from bina_desktop.domain.pasted import PersonField
from bina_desktop.domain.pegawai import Kelompok
from bina_desktop.ui.dialogs.paste import PasteDialog
from bina_desktop.ui.pages.pengaturan.page import PengaturanPage


@pytest.fixture
def officers(world, show) -> PasteDialog:
    roster = world.services().roster
    return show(
        PasteDialog(
            lambda table: roster.plan(table, sample.APARATUR), PASTED, wilayah=sample.WILAYAH
        )
    )


@pytest.fixture
def page(world, jobs, gate, show) -> PengaturanPage:
    made = PengaturanPage(world.services(), jobs, gate)
    made.refresh()
    return show(made)


def fates(dialog: PasteDialog) -> list[str]:
    model = dialog.table_view.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def choose(dialog: PasteDialog, column: int, field: PersonField) -> None:
    box = dialog.fields[column]
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())


def said(dialog: PasteDialog) -> list[str]:
    return [one.currentText() for one in dialog.fields]


def test_columns_are_recognised_and_each_row_shows_its_fate(officers) -> None:
    assert said(officers) == ["Lewati", "NIP", "Nama", "Jabatan", "Pangkat", "Kab/Kota"]
    assert fates(officers) == [
        "Baru",
        "Ditolak",
        "Berubah",
        "Sudah ada",
        "Ditolak",
        "Baru",
        "Ditolak",
    ]
    assert officers.summary == "2 baru · 1 berubah · 1 sudah ada · 3 ditolak"
    assert officers.take.text() == "&Simpan 3 orang"
    officers.table_view.selectRow(1)
    assert officers.explanation.startswith("Baris 3: NIP “1,96909E+17” sudah menjadi angka")


def test_a_drop_down_changes_what_a_column_holds(officers) -> None:
    choose(officers, 3, PersonField.NAMA)
    assert said(officers) == ["Lewati", "NIP", "Lewati", "Nama", "Pangkat", "Kab/Kota"]
    choose(officers, 3, PersonField.OTHER)
    assert officers.explanation.startswith("Belum ada kolom Nama.")
    assert not officers.take.isEnabled()
    assert officers.take.text() == "&Simpan"


def test_the_heading_may_be_taken_for_a_row_and_back(officers) -> None:
    officers.heading.setChecked(False)
    assert len(fates(officers)) == 8
    officers.heading.setChecked(True)
    assert officers.table.first == 2
    assert len(fates(officers)) == 7


def test_drop_downs_stand_above_their_columns_and_come_into_sight(officers) -> None:
    officers.resize(officers.minimumSizeHint())
    table, last = officers.table_view, officers.fields[-1]
    last.setFocus()
    left = table.horizontalHeader().sectionViewportPosition(8)
    assert left < last.x() < left + 20
    assert last.geometry().right() <= table.horizontalHeader().width()


def test_rows_without_kab_kota_wait_for_one_to_be_chosen(world, show) -> None:
    roster = world.services().roster
    dialog = show(
        PasteDialog(lambda table: roster.plan(table, ()), "Nama\nLina", wilayah=sample.WILAYAH)
    )
    assert fates(dialog) == ["Ditolak"]
    dialog.wilayah.pick(sample.WILAYAH[3].kode)
    dialog.wilayah.activated.emit(dialog.wilayah.currentIndex())
    dialog.kelompok.setCurrentIndex(dialog.kelompok.findData(Kelompok.PEJABAT))
    assert fates(dialog) == ["Baru"]
    assert (dialog.table.kode, dialog.table.kelompok) == (
        sample.WILAYAH[3].kode,
        Kelompok.PEJABAT,
    )


def test_nothing_to_paste_says_what_to_do_and_takes_what_comes(world, show, qtbot) -> None:
    roster = world.services().roster
    dialog = show(PasteDialog(lambda table: roster.plan(table, ()), "a\n" * 3000))
    assert "paling banyak 2000 baris" in dialog.summary
    dialog.show_text("")
    assert "tekan Ctrl+C, lalu tekan Ctrl+V di sini" in dialog.summary
    assert not dialog.take.isEnabled()
    QGuiApplication.clipboard().setText("Nama\tKab/Kota\nLina\tKota Bengkulu")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said(dialog) == ["Nama", "Lewati"]
    assert fates(dialog) == ["Baru"]


def test_a_table_is_pasted_into_the_people_of_the_dinas(page, world, settle, answer) -> None:
    page.sections.show_section(1)
    QGuiApplication.clipboard().setText(
        f"Contoh Lina\t199105052015032004\n{sample.KABID.nama}\t{sample.KABID.nip}\nSalah\t1,9E+17"
    )
    answer(PasteDialog, lambda dialog: dialog.take.click())
    page.pegawai.table.setFocus()
    QTest.keyClick(page.pegawai.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    table = world.recorder.said("take")["table"]
    assert (table.aparatur, len(table.rows)) == (False, 3)
    assert page.pegawai.banner.text == (
        "1 orang ditambahkan dan 0 diperbarui dari tabel. 1 baris ditolak tidak ikut disimpan."
    )


def test_a_table_is_pasted_into_the_officers_of_the_chosen_kab_kota(
    page, world, settle, answer
) -> None:
    page.sections.show_section(2)
    page.aparatur.wilayah.pick(sample.WILAYAH[2].kode)
    QGuiApplication.clipboard().setText("Nama\nContoh Lina")
    answer(PasteDialog, lambda dialog: dialog.take.click())
    page.aparatur.paste.click()
    settle()
    table = world.recorder.said("take")["table"]
    assert (table.aparatur, table.kode) == (True, sample.WILAYAH[2].kode)
    assert page.aparatur.banner.text == "1 orang ditambahkan dan 0 diperbarui dari tabel."


def test_thinking_better_of_it_takes_nothing(page, world, answer) -> None:
    page.sections.show_section(2)
    answer(PasteDialog, QDialog.reject)
    page.aparatur.paste.click()
    assert world.recorder.names() == []
