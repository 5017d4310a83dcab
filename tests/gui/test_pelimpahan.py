"""Who acts for whom, in the tab Tim & Penugasan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from tests.gui import sample
from tests.gui.fake_pelimpahan import in_force
from tests.gui.test_penugasan import PenugasanPage

from bina_desktop.application.pelimpahan import PelimpahanView
from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.pelimpahan import JenisPelimpahan
from bina_desktop.ui.pages.penugasan.pelimpahan import Delegations, PelimpahanPanel
from bina_desktop.ui.pickers import PegawaiPicker
from bina_desktop.ui.wording import local_today


@pytest.fixture
def page(world, jobs, show, settle) -> PenugasanPage:
    page = PenugasanPage(world.services(), jobs)
    page.set_triwulan(sample.TRIWULAN)
    page.refresh()
    show(page)
    page.sections.show_section(3)
    settle()
    assert page.sections.title(3) == "Pelimpahan · 1 berlaku"
    return page


@pytest.fixture
def panel(page) -> PelimpahanPanel:
    return page.pelimpahan


def test_a_delegation_is_recorded(panel, world, settle) -> None:
    assert not panel.save.isEnabled()
    panel.jenis.setCurrentIndex(panel.jenis.findData(JenisPelimpahan.UB))
    panel.peran.setCurrentIndex(panel.peran.findData(Peran.KABID))
    assert panel.pegawai.findData(sample.KABID.id) < 0
    panel.melalui.setText("Sekretaris")
    panel.mulai.day = date(2026, 12, 1)
    panel.sampai.setText("4-12-2026")
    panel.dasar.setText("SP Nomor 800/9")
    panel.dasar.textEdited.emit("SP Nomor 800/9")
    panel.save.click()
    settle()
    made = world.recorder.said("save")["key"]
    assert (made.peran, made.jenis, made.melalui) == (
        Peran.KABID,
        JenisPelimpahan.UB,
        "Sekretaris",
    )
    assert (made.mulai, made.sampai) == (date(2026, 12, 1), date(2026, 12, 4))
    assert made.dasar == "SP Nomor 800/9"
    assert panel.banner.text.startswith("Pelimpahan tercatat.")


def test_one_in_force_is_ended_and_not_altered(panel, world, settle) -> None:
    panel.table.selectRow(0)
    settle()
    assert not panel.dasar.isEnabled()
    assert panel.save.isHidden()
    assert "tidak diubah" in panel.why.text()
    panel.stop.click()
    settle()
    assert world.recorder.said("end") == {"key": "plh", "sampai": local_today()}


def test_one_that_is_over_is_only_read(panel, settle) -> None:
    panel.table.selectRow(1)
    settle()
    assert panel.stop.isHidden()
    assert panel.save.isHidden()
    panel.new.click()
    assert panel.dasar.isEnabled()


def test_a_bad_date_is_told(panel, world) -> None:
    panel.dasar.setText("SP")
    panel.sampai.setText("besok")
    panel.record()
    assert panel.banner.text.startswith("Tanggal berakhir bukan tanggal")
    assert world.recorder.names() == []


def test_who_may_not_is_told_why(world, jobs, show, settle) -> None:
    world.may = False
    page = PenugasanPage(world.services(), jobs)
    page.set_triwulan(sample.TRIWULAN)
    page.refresh()
    show(page)
    settle()
    assert not page.pelimpahan.save.isEnabled()
    assert "Kepala Dinas atau administrator" in page.pelimpahan.why.text()


@pytest.fixture
def coming(panel, settle) -> Delegations:
    """One that has not begun, chosen to be edited."""
    day = local_today() + timedelta(days=2)
    one = replace(in_force(), mulai=day, sampai=day + timedelta(days=3))
    view = PelimpahanView(one, sample.KABID.nama, "", berlaku=False, lewat=False)
    found = Delegations((view,), may_edit=True)
    panel.peran.setCurrentIndex(panel.peran.findData(Peran.KADIS))
    panel.show_state(found, sample.PEGAWAI)
    panel.table.selectRow(0)
    settle()
    return found


def test_what_somebody_writes_outlives_news_from_elsewhere(panel, coming) -> None:
    panel.dasar.setText("SP Nomor 800/10")
    panel.show_state(coming, sample.PEGAWAI)
    assert panel.dasar.text() == "SP Nomor 800/10"
    panel.sampai.setText("besok")
    panel.show_state(coming, sample.PEGAWAI)
    assert panel.sampai.text() == "besok"
    panel.new.click()
    panel.peran.setCurrentIndex(panel.peran.findData(Peran.KASI))
    panel.jenis.setCurrentIndex(panel.jenis.findData(JenisPelimpahan.AN))
    panel.show_state(coming, sample.PEGAWAI)
    assert panel.jenis.currentData() == JenisPelimpahan.AN


def test_one_that_cannot_be_taken_back_is_not_recorded_as_another(
    panel, coming, world, settle
) -> None:
    world.recorder.refusal = WrongStateError("Sudah berlaku.")
    panel.withdraw.click()
    settle()
    assert panel.banner.text == "Sudah berlaku."
    panel.show_state(coming, sample.PEGAWAI)
    panel.record()
    settle()
    assert world.recorder.said("save")["key"].id == "plh"


def test_nobody_else_is_shown_for_one_who_left(panel, coming) -> None:
    others = tuple(one for one in sample.PEGAWAI if one.id != sample.KABID.id)
    assert panel.pegawai.pegawai_id == sample.KABID.id
    panel.show_state(coming, others)
    panel.new.click()
    panel.table.selectRow(0)
    for _ in range(2):
        assert panel.pegawai.pegawai_id is None
        panel.show_state(coming, others)


@pytest.mark.usefixtures("coming")
def test_one_that_is_gone_gives_way_to_a_new_one(panel) -> None:
    panel.show_state(Delegations((), may_edit=True), sample.PEGAWAI)
    assert panel.dasar.text() == ""
    assert panel.withdraw.isHidden()


def test_a_name_is_no_markup_in_a_tip(qtbot) -> None:
    picker = PegawaiPicker()
    qtbot.addWidget(picker)
    picker.offer([replace(sample.KABID, nama="<img src='file:///x'>")])
    assert "<img" not in picker.toolTip()
    assert "<img" not in picker.itemData(0, Qt.ItemDataRole.ToolTipRole)
