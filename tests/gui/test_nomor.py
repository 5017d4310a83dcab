"""Registers of numbers in the tab Tim & Penugasan."""

from __future__ import annotations

import pytest
from tests.gui import sample

from bina_desktop.domain.nomor import JenisNomor, StatusNomor
from bina_desktop.ui.pages.penugasan.page import PenugasanPage


@pytest.fixture
def page(world, jobs, show, settle) -> PenugasanPage:
    page = PenugasanPage(world.services(), jobs)
    page.set_triwulan(sample.TRIWULAN)
    page.refresh()
    show(page)
    page.sections.show_section(4)
    settle()
    page.nomor.kinds.select(lambda v: v.jenis is JenisNomor.SPT)
    return page


def test_a_paper_gets_the_next_number(page, world, settle) -> None:
    assert page.sections.title(4) == "Nomor · 1 belum"
    panel = page.nomor
    panel.entries.selectRow(0)
    assert panel.nomor.text() == "800.1.11.1/010/DUKCAPIL/XI/2026"
    panel.give.click()
    settle()
    jenis, of, number = world.recorder.said("give")["given"]
    assert (jenis, number) == (JenisNomor.SPT, "800.1.11.1/010/DUKCAPIL/XI/2026")
    assert of.startswith("spt-SPT Kabupaten Bengkulu Tengah")


def test_numbers_are_reserved_and_freed(page, world, settle) -> None:
    panel = page.nomor
    panel.places.setText("satu")
    panel.keep.click()
    assert "dengan angka" in panel.banner.text
    panel.places.setText("11-12")
    panel.keterangan.setText("SPT Kadis")
    panel.void.click()
    settle()
    assert world.recorder.said("keep") == {
        "given": (JenisNomor.SPT, 2026),
        "dari": 11,
        "sampai": 12,
        "status": StatusNomor.BATAL,
        "keterangan": "SPT Kadis",
    }
    panel.entries.selectRow(1)
    assert not panel.give.isEnabled()
    panel.free.click()
    settle()
    assert world.recorder.said("release")["given"] == ("cadangan",)


def test_a_template_is_saved(page, world, settle) -> None:
    panel = page.nomor
    panel.pola.setText("800/{nomor}/{tahun}")
    panel.berurutan.setChecked(False)
    panel.tembusan.setPlainText("Pertinggal")
    panel.save.click()
    settle()
    (templat,) = world.recorder.said("save_templat")["given"]
    assert (templat.pola, templat.berurutan) == ("800/{nomor}/{tahun}", False)
    assert templat.tembusan == "Pertinggal"


def test_what_somebody_writes_outlives_news_from_elsewhere(page, qtbot, settle) -> None:
    panel = page.nomor
    panel.entries.selectRow(0)
    for field in (panel.nomor, panel.pola):
        qtbot.keyClicks(field, "9")
    page.refresh()
    settle()
    assert panel.nomor.text() == "800.1.11.1/010/DUKCAPIL/XI/20269"
    assert panel.pola.text().endswith("}9")
    panel.kinds.select(lambda v: v.jenis is JenisNomor.LAPORAN)
    assert panel.pola.text().endswith("}")
    assert panel.nomor.text().endswith("/XI/2026")


def test_what_was_stored_is_no_longer_being_written(page, qtbot, settle) -> None:
    panel = page.nomor
    qtbot.keyClicks(panel.pola, "9")
    panel.save.click()
    settle()
    page.refresh()
    settle()
    assert panel.pola.text().endswith("}")
