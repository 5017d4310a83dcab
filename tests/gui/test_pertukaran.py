"""Files out and in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton
from tests.gui import sample
from tests.gui.fake_exchange import DEVICE

from bina_desktop.application.journal import Fate
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.dialogs.fillable import FillableDialog
from bina_desktop.ui.pages.pertukaran.page import PertukaranPage
from bina_desktop.ui.panels import EmptyState


@pytest.fixture
def page(world, jobs, show) -> PertukaranPage:
    made = PertukaranPage(world.services(), jobs)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    return show(made)


def test_ticked_visits_are_exported(page, world, settle, pick, tmp_path: Path) -> None:
    export = page.export
    assert not export.write.isEnabled()
    page.show_spt(sample.SPT[1].id)
    assert page.sections.current == 1
    export.tugas.setChecked(True)
    pick(tmp_path / "paket.xlsx")
    export.write.click()
    settle()
    assert world.recorder.said("export") == {
        "path": tmp_path / "paket.xlsx",
        "jenis": JenisPaket.PAKET_TUGAS,
        "spt_ids": (sample.SPT[1].id,),
    }
    assert export.banner.text.startswith("1.234 perubahan tertulis di ")


def test_a_buku_isian_is_written_for_one_visit(page, world, settle, pick, answer) -> None:
    export = page.export
    assert not export.blank.isEnabled()
    page.show_spt(sample.SPT[1].id)

    def ask(dialog: FillableDialog) -> None:
        dialog.people.records.check_all(False)
        assert not dialog.save.isEnabled()
        dialog.form.setCurrentIndex(2)
        assert not dialog.save.isEnabled()
        dialog.form.setCurrentIndex(1)
        dialog.rows.setValue(12)
        assert dialog.aparatur == ()
        dialog.save.click()

    answer(FillableDialog, ask)
    pick(Path("skm.xlsx"))
    export.blank.click()
    settle()
    assert world.recorder.said("write fillable") == {
        "path": Path("skm.xlsx"),
        "spt_id": sample.SPT[1].id,
        "form_id": "skm",
        "aparatur": (),
        "rows": 12,
    }
    assert export.banner.text.startswith("12 lembar kosong tertulis di ")


def test_a_buku_isian_that_is_not_placed_is_not_written(page, world, settle, pick, answer) -> None:
    page.show_spt(sample.SPT[1].id)
    answer(FillableDialog, lambda dialog: dialog.save.click())
    pick()
    page.export.blank.click()
    settle()
    assert world.recorder.names() == []


def test_all_or_none_may_be_ticked(page, world, pick) -> None:
    buttons = {b.accessibleName(): b for b in page.export.findChildren(QPushButton)}
    buttons["Pilih semua"].click()
    assert len(page.export.chosen) == len(sample.SPT)
    pick()
    page.export.write.click()
    assert world.recorder.names() == []
    buttons["Kosongkan"].click()
    assert page.export.chosen == ()


def test_ticks_survive_a_reread(page, settle) -> None:
    page.show_spt(sample.SPT[2].id)
    page.refresh()
    settle()
    assert page.export.chosen == (sample.SPT[2].id,)


def test_a_file_is_previewed_then_imported(page, world, settle, pick, tmp_path: Path) -> None:
    pick(tmp_path / "hasil.xlsx")
    page.imports.drop.pick_button.click()
    settle()
    assert world.recorder.names() == ["preview"]
    preview = page.imports.preview
    assert preview.table.model().rowCount() == 5
    assert "belum dikenal" in preview.warnings
    assert not preview.carry_out.isEnabled()
    preview.yes.setChecked(True)
    preview.carry_out.click()
    settle()
    assert world.recorder.said("carry_out") == {"path": tmp_path / "hasil.xlsx"}
    assert page.imports.banner.text == (
        "hasil.xlsx sudah diimpor: 61 perubahan baru. Pada 1 catatan ada isian yang berbeda; "
        "putuskan di bagian Perbedaan."
    )
    assert not page.imports.previewing


def test_rows_are_filtered_by_fate(page, settle, tmp_path: Path) -> None:
    page.imports.take([tmp_path / "hasil.xlsx"])
    settle()
    preview = page.imports.preview
    for fate in Fate:
        preview.filter.setCurrentIndex(preview.filter.findData(fate))
        preview.filter.activated.emit(preview.filter.currentIndex())
        rows = preview.table.records.records
        assert [row.fate for row in rows] == [fate]


def test_what_needs_a_look_comes_first(page, settle, tmp_path: Path) -> None:
    page.imports.take([tmp_path / "hasil.xlsx"])
    settle()
    preview = page.imports.preview
    assert preview.summary == "1 berbeda · 1 ditolak · 1 baru · 1 berubah · 1 sama"
    model = preview.table.model()
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == ["Berbeda", "Ditolak", "Baru", "Berubah", "Sama"]
    offered = [preview.filter.itemText(i) for i in range(1, preview.filter.count() - 1)]
    assert [text.split()[0] for text in offered] == shown


def test_a_fingerprint_is_written_in_one_way(page, settle, tmp_path: Path) -> None:
    page.imports.take([tmp_path / "hasil.xlsx"])
    settle()
    preview = page.imports.preview
    assert "22B0 5D11 A90F" in preview.yes.text()
    assert "22B0 5D11 A90F" in preview.warnings


def test_every_refused_file_stays_told(page, world, settle, tmp_path: Path) -> None:
    world.recorder.refusal = ImportRefusedError("Berkas “foto.xlsx” bukan buku kerja Excel.")
    page.imports.take([tmp_path / "foto.xlsx"])
    page.imports.take([tmp_path / "b.xlsx"])
    settle()
    page.imports.preview.yes.setChecked(True)
    page.imports.preview.carry_out.click()
    settle()
    first, second = page.imports.banner.text.split("\n")
    assert first == "Berkas “foto.xlsx” bukan buku kerja Excel."
    assert second.startswith("b.xlsx sudah diimpor: 61 perubahan baru.")


@pytest.mark.parametrize(
    ("peran", "kind"), [(Peran.TIM, "Hasil Lapangan"), (Peran.ADMIN, "Paket Tugas")]
)
def test_the_usual_kind_is_chosen_for_whoever_is_in(
    world, jobs, show, settle, *, peran: Peran, kind: str
) -> None:
    world.saya = replace(sample.KABID, peran=frozenset({peran}))
    made = PertukaranPage(world.services(), jobs)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    show(made)
    export = made.export
    chosen = export.tugas if export.tugas.isChecked() else export.hasil
    assert chosen.text().replace("&", "").startswith(kind)
    other = export.hasil if chosen is export.tugas else export.tugas
    other.setChecked(True)
    made.refresh()
    settle()
    assert other.isChecked()


def test_a_refused_file_is_told_and_the_next_one_comes(page, world, settle, tmp_path) -> None:
    world.recorder.refusal = ImportRefusedError("Berkas ini bukan buku kerja BINA.")
    page.imports.take([tmp_path / "foto.xlsx"])
    page.imports.take([tmp_path / "b.xlsx"])
    settle()
    assert page.imports.banner.text == "foto.xlsx: Berkas ini bukan buku kerja BINA."
    assert page.imports.previewing


def test_files_given_meanwhile_come_one_after_another(page, world, settle, tmp_path) -> None:
    world.needs_yes = False
    page.imports.take([tmp_path / "a.xlsx"])
    page.imports.take([tmp_path / "b.xlsx"])
    settle()
    page.imports.preview.cancel.click()
    settle()
    assert page.imports.banner.text == "a.xlsx tidak diimpor; tidak ada yang berubah."
    assert page.imports.previewing
    page.imports.preview.carry_out.click()
    settle()
    assert world.recorder.said("carry_out") == {"path": tmp_path / "b.xlsx"}


def test_files_can_be_dropped(page, world, settle, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.xlsx"))])
    where, action = QPointF(5, 5), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop = page.imports.drop
    enter = QDragEnterEvent(where.toPoint(), action, data, button, keys)
    drop.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert drop.property("over")
    drop.dropEvent(QDropEvent(where, action, data, button, keys))
    settle()
    assert world.recorder.said("preview") == {"path": tmp_path / "a.xlsx"}
    assert not drop.property("over")


def test_the_fingerprint_can_be_copied(page) -> None:
    copy = next(
        b
        for b in page.findChildren(QPushButton)
        if b.accessibleName() == "Salin sidik komputer ini"
    )
    copy.click()
    assert QGuiApplication.clipboard().text() == DEVICE


def test_an_empty_triwulan_says_what_to_do(page, settle) -> None:
    page.sections.show_section(1)
    page.set_triwulan(Triwulan(2026, 2))
    page.refresh()
    settle()
    page.flush()
    assert page.export.findChild(EmptyState).text.startswith("Belum ada kunjungan")
