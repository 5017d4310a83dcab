"""What an import would do: many files at once, and one of them field by field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from tests.gui import sample

from bina_desktop.application.pratinjau import Mark
from bina_desktop.ui.pages.pertukaran.page import PertukaranPage
from bina_desktop.ui.panels import EmptyState


@pytest.fixture
def page(world, jobs, show) -> PertukaranPage:
    made = PertukaranPage(world.services(), jobs)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    return show(made)


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """What was handed to the system to be shown."""
    urls: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: urls.append(url.toLocalFile()) or True
    )
    return urls


@pytest.fixture
def files(page, settle, tmp_path: Path):
    page.imports.take([tmp_path / f"hasil {n:03}.xlsx" for n in range(8)])
    settle()
    assert page.imports.previewing
    return page.imports.files


def rows(table) -> int:
    return table.model().rowCount()


def test_many_files_are_looked_at_together_with_their_totals(files, world) -> None:
    assert world.recorder.said("run")["dry_run"] is True
    assert rows(files.table) == 8
    assert files.totals.text() == ("366 baru · 72 berubah · 6 berbeda · 2 ditolak · 840 sama")
    assert files.carry_out.text() == "&Impor 6 berkas"


def test_a_file_without_its_tick_is_left_out(page, files, world, settle) -> None:
    model = files.table.records
    model.setData(model.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    model.setData(model.index(3, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert not files.carry_out.isEnabled()  # two come from a laptop that nobody knows
    files.yes.setChecked(True)
    files.carry_out.click()
    settle()
    said = world.recorder.said("run")
    assert said["names"] == [f"hasil {n:03}.xlsx" for n in (1, 2, 4, 5, 6)]
    assert said["dry_run"] is False
    assert page.imports.banner.text == (
        "5 berkas diimpor. Pada 6 catatan ada isian yang berbeda; putuskan di bagian Perbedaan."
    )
    assert not page.imports.previewing


def test_an_import_that_was_stopped_says_what_is_left(page, files, world, settle) -> None:
    world.stopped = ("hasil 004.xlsx", "hasil 005.xlsx", "hasil 006.xlsx")
    files.yes.setChecked(True)
    files.carry_out.click()
    settle()
    assert page.imports.banner.text == (
        "3 berkas diimpor. Impor dihentikan: dari 3 berkas lainnya tidak ada isinya yang masuk; "
        "pilih lagi berkas itu untuk melanjutkan. Pada 3 catatan ada isian yang berbeda; "
        "putuskan di bagian Perbedaan."
    )


def test_nothing_ticked_is_nothing_to_import(files) -> None:
    files.table.records.check_all(False)
    assert not files.carry_out.isEnabled()
    assert files.carry_out.toolTip() == "Centang sedikitnya satu berkas."


def test_ticks_stay_while_the_list_is_narrowed(files) -> None:
    files.filter.setCurrentIndex(files.filter.findData("ragu"))
    files.filter.activated.emit(0)
    assert rows(files.table) == 2
    files.table.records.check_all(False)
    files.filter.setCurrentIndex(files.filter.findData("gagal"))
    files.filter.activated.emit(0)
    assert rows(files.table) == 2
    files.filter.setCurrentIndex(files.filter.findData("ditolak"))
    files.filter.activated.emit(0)
    assert rows(files.table) == 2
    files.filter.setCurrentIndex(0)
    files.search.setText("tiada")
    (said,) = (one.text for one in files.findChildren(EmptyState) if one.isVisible())
    assert said.startswith("Tidak ada berkas yang cocok")
    files.search.clear()
    assert len(files.ticked) == 4
    assert not files.yes.isVisible()


def test_one_of_many_can_be_looked_into(page, files, settle) -> None:
    assert files.open.isEnabled()
    files.open.click()
    settle()
    preview = page.imports.preview
    assert preview.isVisible()
    assert not preview.carry_out.isVisible()
    preview.cancel.click()
    assert files.isVisible()
    files.table.selectRow(3)
    assert not files.open.isEnabled()
    files.table.activated.emit(files.table.model().index(3, 0))
    settle()
    assert files.isVisible()
    files.cancel.click()
    assert not page.imports.previewing


def test_the_list_of_refusals_is_saved_and_opened(  # noqa: PLR0917 - fixtures
    page, files, world, settle, pick, opened, tmp_path
) -> None:
    pick()
    files.save.click()
    assert opened == []
    pick(tmp_path / "tolak.xlsx")
    files.save.click()
    settle()
    refusals = world.recorder.said("save_refusals")["refusals"]
    assert [one.cell for one in refusals] == ["C14", "", "C14", ""]
    assert opened == [str(tmp_path / "tolak.xlsx")]
    assert page.imports.banner.text.startswith("Daftar tolakan tersimpan di ")


def test_five_hundred_files_stand_there_at_once(page, settle, tmp_path) -> None:
    page.imports.take([tmp_path / f"{n}.xlsx" for n in range(514)])
    settle()
    files = page.imports.files
    assert rows(files.table) == 514
    assert files.totals.text().startswith("23.546 baru")
    assert len(files.findChildren(QPushButton)) < 10


def test_a_record_is_shown_field_by_field(page, settle, tmp_path: Path) -> None:
    page.imports.take([tmp_path / "hasil.xlsx"])
    settle()
    preview = page.imports.preview
    assert preview.details.words.startswith("Lembar Penilaian – Contoh Gunawan Wibisono")
    table = preview.details.table.model()
    told = [[table.index(r, c).data() for c in (1, 2, 3)] for r in range(table.rowCount())]
    assert told[0] == ["4 – Baik", "2 – Kurang", "Berbeda"]
    assert told[1][0] == "(kosong)"
    assert told[-1][2] == "Sama"


def test_why_a_record_is_refused_is_said_whole(page, settle, tmp_path: Path) -> None:
    page.imports.take([tmp_path / "hasil.xlsx"])
    settle()
    preview = page.imports.preview
    preview.table.select(lambda r: r.nama == "Contoh Hasan")
    assert preview.details.words.endswith("NIP tersimpan sebagai angka di Excel.")
    assert not preview.details.table.isVisible()


def test_records_are_searched_and_earlier_ones_found(page, settle, tmp_path: Path) -> None:
    page.imports.take([tmp_path / "hasil.xlsx"])
    settle()
    preview = page.imports.preview
    preview.search.setText("eko")
    assert [r.nama for r in preview.table.records.records] == ["Contoh Eko Prasetyo, A.Md."]
    preview.search.setText("tiada")
    assert preview.table.records.records == ()
    preview.search.clear()
    preview.filter.setCurrentIndex(preview.filter.findData(Mark.EARLIER))
    preview.filter.activated.emit(0)
    assert [r.nama for r in preview.table.records.records] == ["Contoh Fitri"]
    assert "Kunjungan terdahulu" in preview.details.words
