"""What dialogs ask, and what they refuse to close on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from tests.gui import sample
from tests.gui.fake_exchange import conflicts
from tests.gui.fake_signing import NOTHING, FakeSigning

from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran, StatusKepegawaian
from bina_desktop.domain.temuan import Alamat, Temuan, TemuanId, Tingkat, temuan_id_for
from bina_desktop.ui.dialogs.certificate import CertificateFields
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


def test_signing_tells_what_the_act_means(show, jobs) -> None:
    certificate = CertificateFields(FakeSigning(NOTHING), jobs)
    dialog = show(SignDialog("Kabupaten Kaur", TODAY, certificate))
    assert told(dialog, "Dengan mengesahkan, Anda sebagai Kepala Dinas menyatakan laporan")
    assert dialog.tanggal.day == TODAY


def test_signing_needs_number_and_certificate(show, jobs, tmp_path: Path) -> None:
    certificate = CertificateFields(FakeSigning(NOTHING), jobs)
    dialog = show(SignDialog("Kabupaten Kaur", TODAY, certificate))
    dialog.accept()
    assert told(dialog, "Nomor laporan belum diisi.")
    dialog.nomor.setText("1")
    dialog.accept()
    assert told(dialog, "Ketik sandi masuk Anda")
    dialog.own_password.setText("sandi")
    dialog.accept()
    assert told(dialog, "Pilih berkas sertifikat Anda.")
    certificate.file.setText(str(tmp_path / "tiada.p12"))
    dialog.accept()
    assert told(dialog, "Berkas ")
    assert dialog.result() == OPEN
    dialog.wet.setChecked(True)
    assert not certificate.password.isEnabled()
    assert told(dialog, "Boleh dikosongkan: TU memberi nomor kemudian")
    dialog.nomor.clear()
    dialog.accept()
    assert dialog.result() == ACCEPTED
    assert dialog.credential is None


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


@pytest.fixture
def detail(world):
    return world.services().laporan.detail(sample.SPT[4].id)


def blank_finding() -> Temuan:
    return Temuan(TemuanId(""), sample.SPT[4].id, "", Tingkat.SEDANG)


def test_a_finding_needs_a_condition_and_words_for_each_recommendation(show, detail) -> None:
    dialog = show(TemuanDialog(blank_finding(), detail))
    dialog.accept()
    assert told(dialog, "Kondisi belum diisi.")
    dialog.kondisi.setPlainText("Ada")
    (card,) = dialog.rekomendasi.cards
    card.tenggat.setText("besok")
    dialog.accept()
    assert told(dialog, "Tenggat bukan tanggal")
    card.tenggat.setText("1-12-2026")
    dialog.accept()
    assert told(dialog, "Isi rekomendasi belum ditulis")
    card.isi.setPlainText("Perbaiki")
    card.ditujukan.setCurrentIndex(card.ditujukan.findData(Alamat.DIRJEN))
    card.penanggung_jawab.setText("Direktur")
    dialog.rekomendasi.add.click()
    dialog.accept()
    assert dialog.result() == ACCEPTED
    (one,) = dialog.temuan.rekomendasi
    assert (one.isi, one.ditujukan, one.penanggung_jawab) == (
        "Perbaiki",
        Alamat.DIRJEN,
        "Direktur",
    )
    assert one.tenggat == date(2026, 12, 1)


def test_recommendations_are_put_in_order_and_taken_away(show, detail, qtbot) -> None:
    dialog = show(TemuanDialog(sample.temuan_of(sample.SPT[4].id)[0], detail))
    editor = dialog.rekomendasi
    editor.add.click()
    editor.cards[1].isi.setPlainText("Kedua")
    editor.cards[1].up.click()
    assert dialog.temuan.rekomendasi[0].isi == "Kedua"
    assert editor.cards[1].up.accessibleName() == "Naikkan rekomendasi 2"
    editor.cards[1].remove.click()
    assert [one.isi for one in dialog.temuan.rekomendasi] == ["Kedua"]
    assert not editor.cards[0].up.isEnabled()
    assert not editor.cards[0].down.isEnabled()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(editor.cards[0].isi, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == ACCEPTED


def test_a_phrase_fills_what_nobody_wrote(show, detail) -> None:
    dialog = show(TemuanDialog(blank_finding(), detail))
    offered = [dialog.frasa.itemText(n)[:3] for n in range(1, dialog.frasa.count())]
    assert "T03" not in offered, "it is a finding of this visit already"

    def choose(kode: str) -> None:
        dialog.frasa.setCurrentIndex(offered.index(kode) + 1 if kode else 0)
        dialog.frasa.activated.emit(dialog.frasa.currentIndex())

    dialog.sebab.setPlainText("Kata tim sendiri")
    choose("T10")
    choose("T13")
    found = dialog.temuan
    assert found.kode == "T13"
    assert found.id == temuan_id_for(sample.SPT[4].id, "T13")
    assert found.kondisi.startswith("Pengaduan tidak dicatat")
    assert found.sebab == "Kata tim sendiri"
    assert [one.penanggung_jawab for one in found.rekomendasi] == ["Sekretaris Dinas"]
    choose("")
    assert (dialog.temuan.id, dialog.temuan.kondisi, dialog.temuan.rekomendasi) == ("", "", ())


def test_a_crash_can_be_copied(show) -> None:
    error = KeyError("x")
    details = describe(KeyError, error, None)
    assert "KeyError: 'x'" in details
    dialog = show(CrashDialog(details))
    dialog.copy()
    assert QGuiApplication.clipboard().text() == details
    dialog.hide()
