"""The reviewer's sections: points, corrections, checklists, clocks, what stands in the way."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from tests.gui import sample

from bina_desktop.application.gerbang import Halangan, Tempat
from bina_desktop.application.laporan import Actions
from bina_desktop.domain.utas import Tindakan
from bina_desktop.ui.dialogs.koreksi import KoreksiDialog
from bina_desktop.ui.dialogs.reason import ReasonDialog
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


def test_a_late_step_asks_why_before_it_is_closed(page, world, settle, answer) -> None:
    late = "Langkah 5 sudah memakai 2 jam kerja, melewati mutu baku 30 menit."
    world.actions = Actions(meja=5, validate=True, terlambat=late)
    answer(ReasonDialog, lambda dialog: dialog.reject())
    at(page, settle, 3)
    page.detail.acts.validate.click()
    settle()
    assert "validate" not in world.recorder.names()

    def fill(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("Kabid dinas luar.")
        dialog.accept()

    answer(ReasonDialog, fill)
    page.detail.acts.validate.click()
    settle()
    assert world.recorder.said("validate")["keterlambatan"] == "Kabid dinas luar."


def test_what_stands_in_the_way_leads_to_its_place(page, world, settle) -> None:
    world.actions = Actions(
        meja=5,
        explanation="Daftar periksa langkah 5 belum selesai.",
        halangan=(
            Halangan("Masih ada 1 lembar yang belum final.", Tempat.LEMBAR),
            Halangan("Daftar periksa langkah 5 belum selesai.", Tempat.PERIKSA),
            Halangan("Kesimpulan laporan masih kosong.", Tempat.NASKAH),
            Halangan("1 koreksi naskah belum diputuskan.", Tempat.NASKAH),
        ),
    )
    at(page, settle, 3)
    assert page.detail.acts.validate.isVisible()
    assert not page.detail.acts.validate.isEnabled()
    links = {b.text(): b for b in page.detail.halangan.findChildren(QPushButton)}
    links["Buka daftar periksa"].click()
    assert page.detail.periksa.isVisible()
    gone: list[tuple[str, object]] = []
    page.jumped.connect(lambda tab, spt: gone.append((tab, spt)))
    links["Buka lembar"].click()
    assert gone == [("lembar_penilaian", sample.SPT[3].id)]


def test_a_point_of_the_checklist_is_ticked_where_it_stands(page, world, settle) -> None:
    at(page, settle, 3)
    panel = page.detail.periksa
    assert panel.words == "2/5"
    box = next(box for box in panel.boxes() if not box.isChecked())
    box.click()
    settle()
    assert world.recorder.said("tick")["butir"] == "objektivitas"
    page.refresh()
    settle()
    assert panel.words == "3/5"


def test_points_are_filtered_and_talked_about_where_they_stand(page, world, settle) -> None:
    at(page, settle, 3)
    page.detail.show_place("tinjauan")
    panel = page.detail.titik
    settle()
    assert panel.waiting == 2
    assert [one.tempat for one in panel.table.records.records] == [
        "Kesimpulan, paragraf 1",
        "Kesimpulan, paragraf 2",
    ]
    panel.side.words.setPlainText("Mohon dilengkapi.")
    panel.side.send.click()
    settle()
    said = world.recorder.said("say")
    assert (said["tindakan"], said["teks"]) == (Tindakan.TANYA, "Mohon dilengkapi.")
    assert said["kutipan"].startswith("Nilai akhir")
    assert panel.side.words.toPlainText() == ""
    panel.side.finish.click()
    settle()
    assert world.recorder.said("say")["tindakan"] is Tindakan.TUTUP
    page.detail.show_place("titik")
    settle()
    assert panel.table.selected.tempat.startswith("Contoh Ratna Dewi")
    gone: list[tuple[str, object]] = []
    page.jumped.connect(lambda tab, spt: gone.append((tab, spt)))
    panel.side.open.click()
    assert gone == [("lembar_penilaian", sample.SPT[3].id)]
    panel.filter.setCurrentIndex(4)
    settle()
    assert not panel.table.records.records
    panel.mark.click()
    settle()
    assert world.recorder.said("mark_reviewed") == {"key": sample.SPT[3].id}


def test_a_correction_is_suggested_and_decided(page, world, settle, answer) -> None:
    at(page, settle, 4)
    page.detail.show_place("tinjauan")
    panel = page.detail.titik
    world.actions = Actions(meja=4, koreksi=True, koreksi_langsung=True)
    page.refresh()
    settle()
    panel.table.selectRow(1)
    settle()

    def fill(dialog: KoreksiDialog) -> None:
        assert not dialog.propose.isEnabled()
        dialog.after.setPlainText("Terdapat 5 temuan.")
        dialog.reason.setText("Singkat.")
        dialog.carry_out.click()

    answer(KoreksiDialog, fill)
    panel.side.suggest.click()
    settle()
    said = world.recorder.said("propose")
    assert (said["menjadi"], said["langsung"], said["paragraf"]) == ("Terdapat 5 temuan.", True, 2)
    buttons = {b.text(): b for b in panel.side.findChildren(QPushButton) if b.isVisible()}
    buttons["Terima"].click()
    buttons["Tarik"].click()

    def refuse(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("Sesuai notulen rapat.")
        dialog.accept()

    answer(ReasonDialog, refuse)
    buttons["Tolak…"].click()
    settle()
    assert {"accept", "withdraw", "decline"} <= set(world.recorder.names())
    assert world.recorder.said("decline")["keterangan"] == "Sesuai notulen rapat."


def test_the_lembar_kendali_tells_times_and_reasons(page, settle) -> None:
    at(page, settle, 3)
    page.detail.show_place("kendali")
    panel = page.detail.kendali
    assert len(panel.table.records.records) == len(panel.figures.records.records) == 7
    assert any("3 hari" in label.text() for label in panel.findChildren(QLabel))
