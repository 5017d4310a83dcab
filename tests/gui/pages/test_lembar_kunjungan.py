"""Sheets of which a visit has one: figures entered once, recommendations of the last visit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.gui.pages.lembar_tab import OPERATOR, SELUMA, Tab, recommend
from tests.laptops import Laptop

from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_TINDAK_LANJUT,
    StatusLembar,
    lembar_kunjungan_id_for,
)
from bina_desktop.domain.temuan import StatusTindakLanjut
from bina_desktop.formengine.client import Ref
from bina_desktop.ui.form.headings import AddLine

VISIT = 3
"""Place of the section among those of the list."""
CAPAIAN = "Data Capaian Kabupaten/Kota"
TINDAK_LANJUT = "Tindak Lanjut Rekomendasi"


def type_keys(*keys: str | Qt.Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        if isinstance(key, Qt.Key):
            QTest.keyClick(focus, key)
        else:
            QTest.keyClicks(focus, key)


def start(tab: Tab, name: str) -> None:
    tab.page.daftar.sections.show_section(VISIT)
    tab.choose(name)
    tab.press_main()


def leave(tab: Tab) -> None:
    tab.entry.leave()
    tab.settle()


def test_figures_typed_once_are_only_read_in_the_sheet_of_an_aparatur(tab: Tab) -> None:
    start(tab, CAPAIAN)
    tab.entry.view.go_to(Ref("/data/capaian/indikator_d5/d5_pembilang"))
    type_keys("49", Qt.Key.Key_Return, "50", Qt.Key.Key_Return)
    tab.settle()
    leave(tab)
    row = tab.rows()[0]
    assert row[:2] == (CAPAIAN, "Draf")
    tab.page.daftar.sections.show_section(0)
    tab.choose(OPERATOR.nama)
    tab.press_main()
    session = tab.entry.controller.session
    figure = session.node(Ref("/data/aspek_d/indikator_d5/d5_pembilang"))
    assert (figure.value, figure.readonly) == ("49", True)
    tab.entry.view.go_to(Ref("/data/aspek_d/data_capaian"))
    assert "Angka dari Data Capaian kunjungan ini" in tab.words


def test_recommendations_are_answered_with_keys_and_recorded(tab: Tab, laptop: Laptop) -> None:
    recommend(laptop, rekomendasi=("Tambah satu loket.", "Jadwalkan jemput bola."))
    tab.page.refresh()
    tab.settle()
    start(tab, TINDAK_LANJUT)
    session = tab.entry.controller.session
    rows = session.node(Ref("/data/tindak_lanjut")).children
    tab.entry.view.go_to(Ref(f"{rows[0].ref}/status"))
    assert not [b for b in tab.entry.findChildren(AddLine) if b.tab_stops()]
    type_keys("3", Qt.Key.Key_Return, "SK loket terbit.")
    tab.entry.view.go_to(Ref(f"{rows[1].ref}/status"))
    type_keys("1")
    tab.entry.flush()
    tab.settle()
    tab.entry.finalise_button.click()
    tab.settle()
    assert tab.page.entry is None
    assert "Lembar kunjungan sudah final" in tab.words
    with laptop.read() as uow:
        found = {one.status: one.keterangan for one in uow.tindak_lanjut.all()}
    assert found == {
        StatusTindakLanjut.SESUAI: "SK loket terbit.",
        StatusTindakLanjut.BELUM_DITINDAKLANJUTI: "",
    }


def test_the_list_tells_what_there_is_to_do_for_the_whole_visit(tab: Tab, laptop: Laptop) -> None:
    tab.page.daftar.sections.show_section(VISIT)
    assert [row[:2] for row in tab.rows()] == [(CAPAIAN, "Belum dimulai")]
    assert tab.page.daftar.new_button.isHidden()
    recommend(laptop, rekomendasi=("Tambah satu loket.",))
    tab.page.refresh()
    tab.settle()
    assert [row[0] for row in tab.rows()] == [CAPAIAN, TINDAK_LANJUT]
    start(tab, TINDAK_LANJUT)
    leave(tab)
    sheets = {one.id: one.status for one in tab.lembar.lembar(SELUMA)}
    assert sheets == {lembar_kunjungan_id_for(SELUMA, FORM_TINDAK_LANJUT): StatusLembar.DRAF}
    assert lembar_kunjungan_id_for(SELUMA, FORM_CAPAIAN) not in sheets
