"""Office, people, officers, users."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtWidgets import QLabel, QPushButton
from tests.gui import sample

from bina_desktop.application.gate import RemovedUser
from bina_desktop.domain.errors import DatabaseUnfitError, InvalidValueError
from bina_desktop.domain.pegawai import Kelompok, Peran, StatusKepegawaian
from bina_desktop.ui.dialogs.act import ActDialog
from bina_desktop.ui.dialogs.person import AparaturDialog, PegawaiDialog
from bina_desktop.ui.dialogs.recovery_key import RecoveryKeyDialog
from bina_desktop.ui.pages.pengaturan.page import PengaturanPage
from bina_desktop.ui.panels import EmptyState


@pytest.fixture
def page(world, jobs, gate, show) -> PengaturanPage:
    made = PengaturanPage(world.services(), jobs, gate)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    return show(made)


def test_the_office_is_edited(page, world, settle, tmp_path, pick) -> None:
    office = page.office
    assert not office.save.isEnabled()
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("blue"))
    logo = tmp_path / "logo.png"
    picture.save(str(logo))
    pick(logo)
    office.form.logo.pick()
    office.form.alamat.setText("Jalan Contoh Nomor 1")
    office.save.click()
    settle()
    saved = world.recorder.said("save_kantor")["kantor"]
    assert saved.alamat == "Jalan Contoh Nomor 1"
    assert base64.b64decode(saved.logo) == logo.read_bytes()
    assert saved.contoh
    assert office.banner.text == "Data kantor tersimpan."


def test_a_gap_in_the_office_is_told(page, world) -> None:
    page.office.form.kota.setText("")
    page.office.form.kota.textEdited.emit("")
    page.office.save.click()
    assert page.office.banner.text == "Kota belum diisi."
    assert world.recorder.names() == []


def test_only_administrators_edit_the_office(page, world, settle) -> None:
    world.saya = replace(sample.KABID, peran=frozenset({Peran.KABID}))
    page.refresh()
    settle()
    assert not page.office.form.isEnabled()
    assert page.office.why.text() == "Data kantor hanya dapat diubah oleh administrator."


def test_a_laptop_without_office_says_where_it_comes_from(page, world, settle) -> None:
    world.kantor = None
    page.refresh()
    settle()
    empty = page.office.findChild(EmptyState)
    assert empty.isVisible()
    assert "Paket Tugas" in empty.text


def test_people_are_added_edited_deleted(page, world, settle, answer) -> None:
    page.sections.show_section(1)

    def fill(dialog: PegawaiDialog) -> None:
        dialog.nama.setText("Contoh Baru")
        dialog.status.setCurrentIndex(dialog.status.findData(StatusKepegawaian.NON_ASN))
        dialog.nip.setText("")
        dialog.accept()

    answer(PegawaiDialog, fill)
    page.pegawai.add.click()
    settle()
    added = world.recorder.said("save_pegawai")["pegawai"]
    assert (added.id, added.nama, added.nip) == ("", "Contoh Baru", "")
    assert page.pegawai.banner.text == "Contoh Baru tersimpan."
    page.pegawai.table.selectRow(1)
    page.pegawai.edit.click()
    settle()
    edited = world.recorder.said("save_pegawai")["pegawai"]
    assert (edited.id, edited.peran) == (sample.KABID.id, sample.KABID.peran)
    world.recorder.refusal = InvalidValueError("Pegawai ini ada dalam Tim triwulan berjalan.")
    page.pegawai.delete.click()
    settle()
    assert page.pegawai.banner.text == "Pegawai ini ada dalam Tim triwulan berjalan."
    page.pegawai.delete.click()
    settle()
    assert world.recorder.said("delete_pegawai") == {"id": sample.KABID.id}


def test_officers_are_filtered_searched_edited(page, world, settle, answer) -> None:
    page.sections.show_section(2)
    panel = page.aparatur
    panel.search.setText("dewi")
    assert panel.table.model().rowCount() == 1
    panel.search.clear()
    panel.wilayah.pick(sample.WILAYAH[2].kode)
    panel.wilayah.activated.emit(panel.wilayah.currentIndex())
    assert [a.nama for a in panel.table.records.records] == ["Contoh Eko Prasetyo, A.Md."]

    def fill(dialog: AparaturDialog) -> None:
        dialog.nama.setText("Contoh Baru")
        dialog.status.setCurrentIndex(dialog.status.findData(StatusKepegawaian.NON_ASN))
        dialog.nip.clear()
        dialog.kelompok.setCurrentIndex(dialog.kelompok.findData(Kelompok.FUNGSIONAL))
        dialog.tmt.setText("bukan tanggal")
        dialog.accept()
        assert dialog.fault.startswith("TMT jabatan bukan tanggal")
        dialog.tmt.setText("3-4-2020")
        dialog.accept()

    answer(AparaturDialog, fill)
    panel.add.click()
    settle()
    added = world.recorder.said("save_aparatur")["aparatur"]
    assert added.kode_wilayah == sample.WILAYAH[2].kode
    assert added.kelompok is Kelompok.FUNGSIONAL
    assert added.tmt_jabatan.isoformat() == "2020-04-03"
    panel.table.selectRow(0)
    panel.edit.click()
    settle()
    assert world.recorder.said("save_aparatur")["aparatur"].id == "ap2"
    panel.delete.click()
    settle()
    assert world.recorder.said("delete_aparatur") == {"id": "ap2"}


def test_an_empty_kab_kota_says_what_to_do(page) -> None:
    page.sections.show_section(2)
    page.aparatur.wilayah.pick(sample.WILAYAH[9].kode)
    page.aparatur.wilayah.activated.emit(page.aparatur.wilayah.currentIndex())
    assert page.aparatur.findChild(EmptyState).text.startswith("Belum ada aparatur.")


@pytest.mark.parametrize(
    ("name", "password", "again", "sentence"),
    [
        ("", "", "", "Nama pengguna belum diisi."),
        ("Contoh", "pendek", "pendek", "Sandi paling sedikit 10 huruf atau angka."),
        ("Contoh", "sandi-panjang", "lain", "Kedua sandi tidak sama."),
    ],
)
def test_a_user_needs_name_and_password(
    page, name: str, password: str, again: str, sentence: str
) -> None:
    users = page.users
    users.name.setText(name)
    users.password.setText(password)
    users.again.setText(again)
    users.add.click()
    assert users.fault.startswith(sentence)


def test_another_person_is_let_in(page, gate, settle) -> None:
    users = page.users
    users.name.setText("Contoh Petugas Yulia")
    users.password.setText("sandi-panjang")
    users.again.setText("sandi-panjang")
    users.add.click()
    settle()
    assert "Contoh Petugas Yulia" in gate.users()
    assert users.banner.text == "Contoh Petugas Yulia sekarang dapat masuk di komputer ini."
    assert users.password.text() == ""


def take_key_away(users, settle, answer) -> None:
    def confirm(dialog: ActDialog) -> None:
        dialog.own_password.setText("benar")
        dialog.accept()
        settle()

    answer(ActDialog, confirm)
    users.list.setCurrentRow(users.list.count() - 1)
    users.remove.click()
    settle()


def test_who_is_removed_is_gone_and_the_rest_told(page, world, gate, settle, answer) -> None:
    users = page.users
    assert not users.remove.isEnabled()
    gate.names.append("Contoh Petugas Yulia")
    users.show_users()
    gate.removed = RemovedUser("", ("Contoh Kabid",))
    take_key_away(users, settle, answer)
    assert world.recorder.said("remove_user") == {"user": "Contoh Petugas Yulia"}
    assert users.banner.text.endswith("sesudah Contoh Kabid masuk satu kali di sini.")
    assert users.list.count() == 2
    assert not users.remove.isEnabled()


def test_a_new_recovery_key_is_shown_until_it_is_on_paper(page, gate, settle, answer) -> None:
    shown: list[str] = []

    def read(dialog: RecoveryKeyDialog) -> None:
        closed: list[int] = []
        dialog.finished.connect(closed.append)
        dialog.reject()
        assert not closed
        assert not dialog.leave.isEnabled()
        shown.extend(one.text() for one in dialog.findChildren(QLabel))
        dialog.noted.setChecked(True)
        dialog.leave.click()

    answer(RecoveryKeyDialog, read)
    gate.removed = RemovedUser("K7QM-2XPD", ())
    take_key_away(page.users, settle, answer)
    assert "K7QM-2XPD" in shown
    assert page.users.banner.text.endswith("sudah dikeluarkan dari komputer ini.")


def test_who_is_in_does_not_remove_himself(page) -> None:
    users = page.users
    users.list.setCurrentRow(0)
    assert not users.remove.isEnabled()
    users.list.setCurrentRow(1)
    assert users.remove.isEnabled()


def test_a_backup_is_made_and_its_place_told(page, world, gate, settle) -> None:
    page.users.backup.click()
    settle()
    place = gate.folder / "cadangan" / "2026-11-23_090000"
    assert page.users.outcome == f"Cadangan sudah dibuat dan diperiksa: {place}"
    world.recorder.refusal = DatabaseUnfitError("Disk penuh. Kosongkan dahulu.")
    page.users.backup.click()
    settle()
    assert page.users.outcome == "Disk penuh. Kosongkan dahulu."
    assert page.users.backup.isEnabled()


def test_the_data_are_checked(page, world, settle) -> None:
    page.users.check.click()
    settle()
    assert world.recorder.said("check") == {"rebuild": True}
    assert page.users.outcome.startswith("Data utuh")
    world.faults = ("Tabel jawaban berbeda dari jurnal pada 1 catatan.",)
    page.users.check.click()
    settle()
    assert page.users.outcome.startswith("Data tidak utuh.")
    assert "• Tabel jawaban berbeda" in page.users.outcome


@pytest.mark.parametrize(
    ("peran", "pegawai", "aparatur"),
    [(Peran.ADMIN, True, True), (Peran.TIM, False, True), (Peran.KADIS, False, False)],
)
def test_who_may_not_edit_a_list_is_told_before_typing(
    page, world, settle, *, peran: Peran, pegawai: bool, aparatur: bool
) -> None:
    world.saya = replace(sample.KABID, peran=frozenset({peran}))
    page.refresh()
    settle()
    for panel, allowed in ((page.pegawai, pegawai), (page.aparatur, aparatur)):
        panel.table.selectRow(0)
        assert [b.isEnabled() for b in (panel.add, panel.edit, panel.delete)] == [allowed] * 3
        assert bool(panel.why.text()) != allowed


def test_the_data_folder_is_shown_and_opened(page, gate, monkeypatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url.toLocalFile()))
    page.sections.show_section(3)
    next(b for b in page.users.findChildren(QPushButton) if "folder" in b.text()).click()
    assert seen == [str(gate.folder)]
    page.show_spt(sample.SPT[0].id)
    page.flush()
