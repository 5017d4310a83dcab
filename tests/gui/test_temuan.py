"""Findings of a visit: the list, the chosen one beside it, and what keys do."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from tests.gui import sample

from bina_desktop.domain.temuan import Tingkat
from bina_desktop.ui.dialogs.temuan import TemuanDialog
from bina_desktop.ui.pages.pengesahan.page import PengesahanPage


@pytest.fixture
def page(world, jobs, show) -> PengesahanPage:
    made = PengesahanPage(world.services(), jobs, is_password=bool)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    return show(made)


def at(page: PengesahanPage, settle, index: int) -> None:
    page.show_spt(sample.SPT[index].id)
    settle()


def test_findings_are_added_edited_deleted_by_keys(page, world, settle, answer, qtbot) -> None:
    def fill(dialog: TemuanDialog) -> None:
        dialog.kondisi.setPlainText("Antrean panjang.")
        dialog.tingkat.setCurrentIndex(dialog.tingkat.findData(Tingkat.RENDAH))
        (card, *_) = dialog.rekomendasi.cards
        card.isi.setPlainText("Tambah loket.")
        card.tenggat.setText("1-2-2027")
        dialog.accept()

    answer(TemuanDialog, fill)
    at(page, settle, 4)
    panel = page.detail.temuan
    page.detail.sections.show_section(1)
    page.activateWindow()
    panel.table.setFocus()

    def press(key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(panel.table, key, modifier)
        settle()

    press(Qt.Key.Key_Insert)
    added = world.recorder.said("save_temuan")["key"]
    assert (added.id, added.kondisi, added.tingkat) == ("", "Antrean panjang.", Tingkat.RENDAH)
    assert [(one.isi, one.tenggat) for one in added.rekomendasi] == [
        ("Tambah loket.", date(2027, 2, 1))
    ]
    press(Qt.Key.Key_Return)
    assert world.recorder.said("save_temuan")["key"].id == "t1"
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert world.recorder.said("move_temuan") == {"key": "t1", "said": (1,)}
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert world.recorder.said("move_temuan") == {"key": "t2", "said": (-1,)}
    press(Qt.Key.Key_Delete)
    assert world.recorder.said("delete_temuan")["key"] == "t2"
    page.detail.banner.action.click()
    settle()
    assert world.recorder.said("save_temuan")["key"].id == "t2", "what was deleted is back"
    panel.propose.click()
    settle()
    assert world.recorder.said("propose_temuan")["key"] == sample.SPT[4].id
    assert page.detail.banner.text.startswith("Tidak ada usulan baru")


def test_a_finding_is_read_beside_what_it_rests_on_and_lacks(page, settle) -> None:
    at(page, settle, 4)
    panel = page.detail.temuan
    read = panel.reader.toPlainText
    assert "Verifikasi bertumpu pada satu petugas." in read()
    assert "Siti Aminah: skor 2" in read()
    assert "Kepala Bidang Pelayanan Pendaftaran Penduduk" in read()
    assert "Belum diisi" not in read()
    panel.table.selectRow(1)
    assert "Belum diisi: kriteria, sebab, akibat, penanggung jawab rekomendasi" in read()
    assert panel.missing.text().startswith("1 dari 2 temuan belum lengkap.")
