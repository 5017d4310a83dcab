"""The triwulan at a glance."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from tests.gui import sample

from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.pages.beranda import BerandaPage
from bina_desktop.ui.panels import EmptyState
from bina_desktop.ui.table_model import RecordTable


@pytest.fixture
def page(world, jobs, show) -> BerandaPage:
    made = BerandaPage(world.services(), jobs)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    return show(made)


def texts(page) -> list[str]:
    return [w.text() for w in page.findChildren(QLabel) if w.isVisible()]


def test_ten_kab_kota_stand_in_their_steps(page) -> None:
    model = page.findChild(RecordTable).model()
    assert model.rowCount() == 10
    assert model.index(0, 1).data() == "Selesai, lewat, 2,2 hari / 2 hari"
    assert model.index(4, 2).data() == "Berjalan, 36 mnt / 30 menit"
    assert model.index(4, 5).data() == "Belum, 1 hari"
    assert model.index(9, 5).data() == "–"
    assert model.index(7, 6).data() == "0/6"


def test_steps_one_and_two_stand_above(page) -> None:
    assert "1. Perintah membentuk Tim" in texts(page)
    assert any("SK Tim Pembinaan" in text for text in texts(page))


def test_what_waits_leads_to_its_page(page, qtbot) -> None:
    links = [b for b in page.findChildren(QPushButton) if b.accessibleName().startswith("Buka: ")]
    with qtbot.waitSignal(page.jumped) as blocker:
        links[0].click()
    assert blocker.args == ["pengesahan", sample.SPT[3].id]


def test_differences_lead_to_the_exchange(page, qtbot) -> None:
    link = next(b for b in page.findChildren(QPushButton) if "perbedaan data" in b.text())
    with qtbot.waitSignal(page.jumped) as blocker:
        link.click()
    assert blocker.args == ["pertukaran", None]


@pytest.mark.parametrize(
    ("row", "target"), [(0, "pengesahan"), (6, "lembar_penilaian"), (9, "penugasan")]
)
def test_a_row_opens_where_the_work_is(page, qtbot, row: int, target: str) -> None:
    table = page.findChild(RecordTable)
    with qtbot.waitSignal(page.jumped) as blocker:
        table.activated.emit(table.model().index(row, 0))
    assert blocker.args[0] == target


def test_a_visit_is_brought_into_view(page) -> None:
    page.show_spt(sample.SPT[4].id)
    assert page.findChild(RecordTable).selected.nama == sample.WILAYAH[4].nama


def test_an_empty_triwulan_says_what_to_do(page, settle, qtbot) -> None:
    page.set_triwulan(Triwulan(2026, 2))
    page.refresh()
    settle()
    empty = page.findChild(EmptyState)
    assert empty.isVisible()
    assert empty.text.startswith("Belum ada SPT untuk Triwulan II Tahun 2026.")
    nothing = "Tidak ada yang menunggu Anda dalam triwulan ini."
    qtbot.waitUntil(lambda: nothing in texts(page))
    with qtbot.waitSignal(page.jumped) as blocker:
        empty.findChild(QPushButton).click()
    assert blocker.args == ["penugasan", None]


def test_a_stranger_is_told_how_to_be_known(page, world, settle, qtbot) -> None:
    world.saya = None
    page.set_triwulan(Triwulan(2026, 2))
    page.refresh()
    settle()
    told = "Anda belum tercatat sebagai pegawai."
    qtbot.waitUntil(lambda: any(text.startswith(told) for text in texts(page)))
    empty = page.findChild(EmptyState)
    assert "Mintalah Paket Tugas" in empty.text
    with qtbot.waitSignal(page.jumped) as blocker:
        empty.findChild(QPushButton).click()
    assert blocker.args == ["pertukaran", None]


def test_the_page_fits_a_small_window(page, qtbot) -> None:
    page.resize(860, 420)
    waiting = next(w for w in page.findChildren(QLabel) if w.text() == "Menunggu saya")
    table = page.findChild(RecordTable)
    qtbot.waitUntil(
        lambda: (
            waiting.mapTo(page, waiting.pos()).y() < table.mapTo(page, table.rect().topLeft()).y()
        )
    )
