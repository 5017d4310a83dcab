"""Order, team, travel orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from tests.gui import sample

from bina_desktop.domain.errors import NotAllowedError
from bina_desktop.domain.penugasan import Kedudukan
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.pages.penugasan.page import PenugasanPage

EMPTY = Triwulan(2027, 1)


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """Paths that were handed to the system's viewer."""
    seen: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url.toLocalFile()))
    return seen


@pytest.fixture
def page(world, jobs, show) -> PenugasanPage:
    made = PenugasanPage(world.services(), jobs)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    return show(made)


def turn(page, settle, triwulan: Triwulan) -> None:
    page.set_triwulan(triwulan)
    page.refresh()
    settle()


def test_the_first_unfinished_step_is_in_front(page, settle) -> None:
    assert page.sections.current == 2
    assert page.sections.title(2) == "3 SPT 8/10"
    turn(page, settle, EMPTY)
    assert page.sections.current == 0


def test_an_order_is_issued(page, world, settle) -> None:
    turn(page, settle, EMPTY)
    assert page.perintah.isi.toPlainText() == "Bentuk Tim Pembinaan Aparatur TW I dan laporkan."
    page.perintah.batas.setText("12-1-2027")
    page.perintah.issue.click()
    settle()
    assert world.recorder.said("issue_perintah") == {
        "kepada": sample.KABID.id,
        "isi": "Bentuk Tim Pembinaan Aparatur TW I dan laporkan.",
        "batas": date(2027, 1, 12),
    }
    assert page.perintah.banner.text == "Perintah terbit. Kabid dapat membentuk Tim."


def test_a_bad_date_is_told(page, world, settle) -> None:
    turn(page, settle, EMPTY)
    page.perintah.batas.setText("31-2-2027")
    page.perintah.issue.click()
    assert page.perintah.banner.text.startswith("Batas waktu bukan tanggal")
    assert world.recorder.names() == []


def test_a_refusal_is_told_and_the_button_comes_back(page, world, settle) -> None:
    turn(page, settle, EMPTY)
    world.recorder.refusal = NotAllowedError("Langkah ini hanya untuk Kepala Dinas.")
    page.perintah.issue.click()
    settle()
    assert page.perintah.banner.text == "Langkah ini hanya untuk Kepala Dinas."
    assert page.perintah.issue.isEnabled()


def test_who_may_not_is_told_why(page, world, settle) -> None:
    world.may = False
    turn(page, settle, EMPTY)
    assert not page.perintah.issue.isEnabled()
    assert page.perintah.why.text() == "Perintah hanya dapat diterbitkan oleh Kepala Dinas."
    assert page.sk_tim.why.text().startswith("Tim dibentuk sesudah ada perintah")
    assert page.spt.why.text().startswith("SPT diterbitkan sesudah SK Tim ada")
    turn(page, settle, sample.TRIWULAN)
    assert page.sk_tim.why.text().startswith("SK Tim hanya dapat dibuat")
    assert page.spt.why.text().startswith("SPT disiapkan oleh Kepala Bidang")


def test_an_issued_order_can_be_printed(page, opened, settle) -> None:
    page.sections.show_section(0)
    page.perintah.print.click()
    settle()
    assert [path.rsplit("/", 1)[1] for path in opened] == ["disposisi-2026-T4.pdf"]


def test_members_change_and_the_sk_is_saved(page, world, settle) -> None:
    page.sections.show_section(1)
    team = page.sk_tim
    assert team.why.text() == "Belum ada perubahan yang perlu disimpan."
    team.table.select(lambda a: a.kedudukan is Kedudukan.KETUA)
    team.remove.click()
    assert team.why.text() == "Tim harus mempunyai seorang Ketua."
    assert not team.print.isEnabled()
    team.kedudukan.setCurrentIndex(team.kedudukan.findData(Kedudukan.KETUA))
    team.add.click()
    team.nomor.setText("100/SK/2026")
    team.save.click()
    settle()
    said = world.recorder.said("form_team")
    assert said["nomor"] == "100/SK/2026"
    assert said["tanggal"] == date(2026, 11, 9)
    assert [a.kedudukan for a in said["anggota"]][2] is Kedudukan.KETUA
    assert team.banner.text == "SK Tim tersimpan. SPT dapat diterbitkan."


def test_a_team_formed_late_asks_why(page, world, settle, answer) -> None:
    late = "Langkah 2 (membentuk tim) sudah memakai 3 jam kerja, melewati mutu baku 2 jam."
    before = world.services().penugasan.state(sample.TRIWULAN)
    page.sections.show_section(1)
    team = page.sk_tim
    team.show_state(replace(before, terlambat=late), sample.PEGAWAI)
    team.nomor.setText("100/SK/2026")
    answer(ReasonDialog, lambda dialog: dialog.reject())
    team.save_team()
    settle()
    assert world.recorder.names() == []

    def tell(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("Kabid sedang dinas luar.")
        dialog.accept()

    answer(ReasonDialog, tell)
    team.save_team()
    settle()
    assert world.recorder.said("form_team")["keterlambatan"] == "Kabid sedang dinas luar."


def test_what_is_being_edited_survives_a_reread(page, settle) -> None:
    page.sections.show_section(1)
    page.sk_tim.nomor.setFocus()
    page.sk_tim.nomor.setText("")
    page.sk_tim.nomor.textEdited.emit("baru")
    page.sk_tim.nomor.setText("baru")
    page.refresh()
    settle()
    assert page.sk_tim.nomor.text() == "baru"


def test_a_doubtful_nip_is_pointed_out(page) -> None:
    table = page.sk_tim.table
    row = next(
        r
        for r in range(table.model().rowCount())
        if table.model().index(r, 1).data() == "Contoh Petugas Bambang Suryadi"
    )
    assert table.model().index(row, 2).data() == "Pengelola Data"
    assert "65 tahun" in table.itemDelegateForColumn(1).line_of(table.model().index(row, 1))


def test_an_spt_is_issued_for_a_kab_kota_without(page, world, settle) -> None:
    spt = page.spt
    assert spt.table.select(lambda r: r.wilayah == sample.WILAYAH[9])
    assert spt.issue.text() == "&Terbitkan SPT"
    assert spt.why.text() == "Centang paling sedikit satu petugas."
    spt.petugas.item(3).setCheckState(Qt.CheckState.Checked)
    spt.mulai.day, spt.selesai.day = date(2026, 12, 1), date(2026, 12, 2)
    spt.issue.click()
    settle()
    said = world.recorder.said("issue_spt")
    assert said["kode_wilayah"] == sample.WILAYAH[9].kode
    assert (said["mulai"], said["selesai"]) == (date(2026, 12, 1), date(2026, 12, 2))
    assert said["petugas"] == (sample.PEGAWAI[3].id,)
    assert said["spt_id"] is None
    assert said["anggaran"] == "DPA Dinas Tahun 2026"
    assert spt.banner.text == "SPT Kota Bengkulu tersimpan."


def test_an_spt_is_edited_and_printed(page, world, opened, settle) -> None:
    page.show_spt(sample.SPT[6].id)
    spt = page.spt
    spt.print.click()
    settle()
    assert opened[0].endswith("spt-17.07-2026-T4.pdf")
    spt.nomor.setText("800/7")
    spt.nomor.textEdited.emit("800/7")
    assert not spt.print.isEnabled()
    spt.issue.click()
    settle()
    assert world.recorder.said("issue_spt")["spt_id"] == sample.SPT[6].id


def test_leaving_unsaved_changes_is_told(page) -> None:
    spt = page.spt
    spt.nomor.textEdited.emit("x")
    spt.table.selectRow(3)
    assert spt.banner.text.startswith("Perubahan SPT Kabupaten Bengkulu Selatan yang belum")


def test_a_jump_before_the_reread_is_kept(world, jobs, show, settle) -> None:
    page = PenugasanPage(world.services(), jobs)
    page.set_triwulan(sample.TRIWULAN)
    page.refresh()
    page.show_spt(sample.SPT[5].id)
    show(page)
    settle()
    assert page.spt.table.selected.spt.id == sample.SPT[5].id
    page.flush()
