"""What dialogs ask, and what they refuse to close on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from tests.gui import sample
from tests.gui.fake_exchange import conflicts

from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran, StatusKepegawaian
from bina_desktop.domain.temuan import Alamat, Temuan, TemuanId, Tingkat
from bina_desktop.ui.dialogs.deliver import DeliverDialog
from bina_desktop.ui.dialogs.own_text import OwnTextDialog
from bina_desktop.ui.dialogs.person import AparaturDialog, PegawaiDialog
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.dialogs.sign import SignDialog
from bina_desktop.ui.dialogs.temuan import TemuanDialog
from bina_desktop.ui.messages import CrashDialog, describe

TODAY = date(2026, 11, 23)
OPEN, ACCEPTED = 0, QDialog.DialogCode.Accepted


def told(widget, start: str) -> bool:
    return any(w.text().startswith(start) for w in widget.findChildren(QLabel) if w.isVisible())


def test_signing_tells_what_the_act_means(show) -> None:
    dialog = show(SignDialog("Kabupaten Kaur", TODAY))
    assert told(dialog, "Dengan mengesahkan, Anda sebagai Kepala Dinas menyatakan laporan")
    assert dialog.tanggal.day == TODAY


def test_signing_needs_number_and_certificate(show, pick, tmp_path: Path) -> None:
    dialog = show(SignDialog("Kabupaten Kaur", TODAY))
    dialog.accept()
    assert told(dialog, "Nomor laporan belum diisi.")
    dialog.nomor.setText("1")
    dialog.accept()
    assert told(dialog, "Pilih berkas sertifikat, atau pilih tinta basah.")
    pick(tmp_path / "tiada.p12")
    dialog.pick()
    dialog.accept()
    assert told(dialog, "Berkas ")
    assert dialog.result() == OPEN
    dialog.wet.setChecked(True)
    assert not dialog.password.isEnabled()
    dialog.accept()
    assert dialog.result() == ACCEPTED
    assert dialog.pkcs12 is None


def test_delivery_needs_a_number(show) -> None:
    dialog = show(DeliverDialog("Kabupaten Kaur", TODAY))
    dialog.accept()
    assert told(dialog, "Nomor surat pengantar belum diisi.")
    assert dialog.result() == OPEN


def test_returning_needs_a_reason(show) -> None:
    dialog = show(ReasonDialog("Kembalikan", "Sebab", verb="&Kembalikan", targets=[(4, "Kasi")]))
    ok = next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "Kembalikan")
    dialog.reason.setPlainText("pendek")
    assert not ok.isEnabled()
    dialog.reason.setPlainText("cukup panjang")
    assert ok.isEnabled()
    assert (dialog.alasan, dialog.ke_langkah) == ("cukup panjang", 4)


def test_a_note_in_passing_on_may_be_empty(show) -> None:
    dialog = show(ReasonDialog("Teruskan", "Sebab", verb="&Teruskan", optional=True))
    ok = next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "Teruskan")
    assert ok.isEnabled()
    assert dialog.ke_langkah == 3
    assert "boleh kosong" in dialog.reason.placeholderText()


def test_a_text_of_ones_own_begins_with_all_texts(show) -> None:
    _, long_texts, short = conflicts()
    dialog = show(OwnTextDialog(long_texts))
    first, second = (head.teks for head in long_texts.heads)
    assert dialog.text.toPlainText() == f"{second} / {first}"
    ok = next(
        b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "Pakai teks ini"
    )
    dialog.text.setPlainText("  ")
    assert not ok.isEnabled()
    dialog.text.setPlainText(" Antrean panjang. ")
    ok.click()
    assert dialog.result() == ACCEPTED
    assert dialog.value == '"Antrean panjang."'
    alone = show(OwnTextDialog(short))
    assert alone.text.toPlainText() == "Operator SIAK"
    many = replace(short, heads=(*short.heads, replace(short.heads[0], teks="satu\ndua")))
    assert show(OwnTextDialog(many)).text.toPlainText() == "satu\ndua\nOperator SIAK"


@pytest.fixture
def check_nip(world):
    return world.services().pegawai.check_nip


def test_a_person_needs_a_name_and_a_sound_nip(show, check_nip) -> None:
    dialog = show(PegawaiDialog(Pegawai(PegawaiId(""), ""), check_nip))
    assert dialog.windowTitle() == "Tambah pegawai"
    dialog.accept()
    assert dialog.fault == "Nama belum diisi."
    dialog.nama.setText("Contoh")
    dialog.accept()
    assert dialog.fault == "NIP belum diisi."
    dialog.nip.setText("12")
    assert told(dialog, "NIP “12” harus terdiri atas 18 angka")
    dialog.nip.setText("19600101 197903 1 001")
    assert told(dialog, "Usia menurut NIP lebih dari 65 tahun.")
    dialog.nip.setText("19900117.201503.2.005")
    assert told(dialog, "19900117 201503 2 005")
    dialog.accept()
    assert dialog.result() == ACCEPTED
    assert dialog.pegawai.nip == "199001172015032005"


def test_a_person_is_shown_as_stored(show, check_nip) -> None:
    dialog = show(PegawaiDialog(sample.KABID, check_nip))
    assert dialog.pegawai == sample.KABID
    assert Peran.KABID in dialog.pegawai.peran
    officer = show(AparaturDialog(sample.APARATUR[3], sample.WILAYAH, check_nip))
    assert officer.aparatur == sample.APARATUR[3]
    assert officer.aparatur.status is StatusKepegawaian.NON_ASN


def test_a_finding_needs_both_texts_and_a_date_that_is_one(show) -> None:
    blank = Temuan(TemuanId(""), sample.SPT[0].id, "", Tingkat.SEDANG)
    dialog = show(TemuanDialog(blank))
    dialog.accept()
    assert told(dialog, "Kondisi belum diisi.")
    dialog.kondisi.setPlainText("Ada")
    dialog.accept()
    assert told(dialog, "Rekomendasi belum diisi.")
    dialog.rekomendasi.setPlainText("Perbaiki")
    dialog.tenggat.setText("besok")
    dialog.accept()
    assert told(dialog, "Tenggat bukan tanggal")
    dialog.tenggat.setText("")
    dialog.ditujukan.setCurrentIndex(dialog.ditujukan.findData(Alamat.DIRJEN))
    dialog.accept()
    assert dialog.temuan.rekomendasi[0].ditujukan is Alamat.DIRJEN


def test_a_crash_can_be_copied(show) -> None:
    error = KeyError("x")
    details = describe(KeyError, error, None)
    assert "KeyError: 'x'" in details
    dialog = show(CrashDialog(details))
    dialog.copy()
    assert QGuiApplication.clipboard().text() == details
    dialog.hide()
