"""The archive of a Laporan with its acts, and the screen that verifies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QWidget
from tests.fake_adapters import P12
from tests.gui.fake_signing import (
    AFTERWARDS,
    ELSEWHERE,
    IN_TURN,
    LAPORAN,
    LAST_AND_LATE,
    NOTHING,
    FakePenerbit,
    FakeSigning,
    FakeVerifier,
)

from bina_desktop.application.signature import Token
from bina_desktop.application.signing_state import TandaTangan
from bina_desktop.domain.arsip import CaraTandaTangan
from bina_desktop.ui.dialogs.act import ActDialog
from bina_desktop.ui.dialogs.certificate import CertificateFields
from bina_desktop.ui.dialogs.penerbit import PenerbitDialog, TrustDialog
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.dialogs.tanda_tangan import Official, TandaTanganDialog
from bina_desktop.ui.dialogs.verifikasi import VerifikasiDialog
from bina_desktop.ui.file_line import FileLine

PASSWORD = "benar"


@pytest.fixture
def open_archive(show, jobs, settle):
    kept: list[QWidget] = []  # a parent that Python lets go takes its dialog along

    def make(state: TandaTangan) -> tuple[TandaTanganDialog, FakeSigning]:
        signing = FakeSigning(state)
        who = Official(signing.services(), lambda text: text == PASSWORD)
        parent = show(QWidget())
        kept.append(parent)
        dialog = show(TandaTanganDialog(who, jobs, LAPORAN, "Kabupaten Seluma", parent))
        settle()
        return dialog, signing

    return make


@pytest.fixture
def answer(monkeypatch, settle):
    """Fill in the dialog of an act with values by name, and accept it."""

    def expect(password: str = PASSWORD, **lines: str) -> None:
        def fill(dialog: QDialog) -> int:
            assert isinstance(dialog, ActDialog)
            dialog.show()
            for field in dialog.findChildren(FileLine):
                field.setText(lines.get("file", ""))
            for name, text in lines.items():
                for field in dialog.findChildren(QWidget):
                    if field.accessibleName() == name:
                        field.setText(text)
            dialog.own_password.setText(password)
            dialog.accept()
            settle()
            outcome = dialog.result()
            dialog.hide()
            return outcome

        monkeypatch.setattr(ActDialog, "exec", fill)

    return expect


def shown(dialog: TandaTanganDialog) -> list[str]:
    names = ("prepare", "send", "sign", "returned", "scan", "receipt", "pack", "reopen")
    return [name for name in names if getattr(dialog, name).isVisible()]


def test_each_state_offers_its_acts_and_no_other(open_archive):
    assert shown(open_archive(IN_TURN)[0]) == ["prepare", "sign"]
    assert shown(open_archive(ELSEWHERE)[0]) == ["prepare", "send", "returned"]
    assert shown(open_archive(AFTERWARDS)[0]) == ["scan", "receipt", "pack", "reopen"]
    assert shown(open_archive(NOTHING)[0]) == []


def test_changes_after_ratification_are_told(open_archive):
    dialog, _ = open_archive(AFTERWARDS)
    words = " ".join(w.text() for w in dialog.findChildren(QLabel))
    assert "Perubahan sesudah pengesahan (2)" in words
    assert "semula “85,00”, menjadi “78,50”" in words
    assert "Kode cek K7QF-2M9T-8RWA-3XEC" in words
    assert "Menggantikan Laporan Nomor 400.12.2.5/031" in words


def test_an_act_is_done_with_the_right_password_only(open_archive, answer, settle):
    dialog, signing = open_archive(AFTERWARDS)
    answer("salah", Alasan="Nilai satu pegawai keliru.")
    dialog.reopen.click()
    settle()
    assert signing.done == []
    answer(Alasan="Nilai satu pegawai keliru.")
    dialog.reopen.click()
    settle()
    assert signing.done == [("reopen", (LAPORAN,), {"alasan": "Nilai satu pegawai keliru."})]


def test_an_act_says_what_is_missing(open_archive, answer, settle):
    dialog, signing = open_archive(AFTERWARDS)
    answer(Alasan="")
    dialog.reopen.click()
    settle()
    assert signing.done == []


def test_a_certificate_signs_the_prepared_document(open_archive, answer, settle, tmp_path):
    path = tmp_path / "kabid.p12"
    path.write_bytes(b"p12")
    dialog, signing = open_archive(IN_TURN)
    answer(file=str(path), **{"Sandi sertifikat": "rahasia"})
    dialog.sign.click()
    settle()
    assert signing.done == [("sign", (LAPORAN,), {"credential": P12})]


def test_a_token_signs_with_its_pin_which_stays_nowhere(open_archive, monkeypatch, settle):
    asked: list[CertificateFields] = []

    def fill(dialog: QDialog) -> int:
        dialog.show()
        (fields,) = dialog.findChildren(CertificateFields)
        asked.append(fields)
        fields.kind.setCurrentIndex(1)
        settle()
        dialog.own_password.setText(PASSWORD)
        for missing, mend in (
            ("cari token", lambda: fields.module.setText("rusak.so")),
            ("cari token", fields.search.click),
            ("cari token", lambda: (fields.module.setText("modul.so"), fields.search.click())),
            ("Pilih token Anda", lambda: fields.token.setCurrentIndex(1)),
            ("Ketik PIN token", lambda: fields.pin.setText("271828")),
        ):
            dialog.accept()
            assert any(missing in w.text() for w in dialog.findChildren(QLabel) if w.isVisible())
            mend()
            settle()
        fields.token.setCurrentIndex(1)
        assert any(
            "tinggal dapat dicoba satu kali" in w.text() for w in fields.findChildren(QLabel)
        )
        dialog.accept()
        settle()
        outcome = dialog.result()
        dialog.hide()
        return outcome

    monkeypatch.setattr(ActDialog, "exec", fill)
    dialog, signing = open_archive(IN_TURN)
    dialog.sign.click()
    settle()
    given = Token("modul.so", "Kabid", 1, "271828")
    assert signing.done == [("sign", (LAPORAN,), {"credential": given})]
    assert asked[0].pin.text() == ""


def test_a_module_without_tokens_is_told(show, jobs, settle):
    fields = show(CertificateFields(FakeSigning(NOTHING), jobs))
    fields.kind.setCurrentIndex(1)
    settle()
    fields.search.click()
    assert any("Pilih dahulu modul" in w.text() for w in fields.findChildren(QLabel))
    fields.module.setText("rusak.so")
    fields.search.click()
    settle()
    assert any("Tidak ada token" in w.text() for w in fields.findChildren(QLabel))
    assert fields.search.isEnabled()


REASON = "Kepala Dinas rapat di Jakarta."


def tell_why(dialog: ReasonDialog) -> int:
    dialog.reason.setPlainText(REASON)
    dialog.accept()
    return dialog.result()


def test_a_late_ratification_says_why(open_archive, answer, settle, tmp_path, monkeypatch):
    monkeypatch.setattr(ReasonDialog, "exec", tell_why)
    path = tmp_path / "kadis.p12"
    path.write_bytes(b"p12")
    answer(file=str(path), **{"Sandi sertifikat": "rahasia"})
    dialog, signing = open_archive(LAST_AND_LATE)
    dialog.sign.click()
    settle()
    named = {"credential": P12, "keterlambatan": REASON}
    assert signing.done == [("ratify", (LAPORAN,), named)]
    other, elsewhere = open_archive(replace(ELSEWHERE, terlambat=LAST_AND_LATE.terlambat))
    other.returned.click()
    settle()
    assert elsewhere.done == [("take_returned", (LAPORAN, b"p12"), {"keterlambatan": REASON})]


def test_who_will_not_say_why_ratifies_nothing(open_archive, monkeypatch, settle):
    monkeypatch.setattr(ReasonDialog, "exec", lambda dialog: dialog.result())
    for state in (LAST_AND_LATE, replace(ELSEWHERE, terlambat=LAST_AND_LATE.terlambat)):
        dialog, signing = open_archive(state)
        (dialog.sign if dialog.sign.isVisible() else dialog.returned).click()
        settle()
        assert signing.done == []


def test_scan_receipt_and_returned_file_reach_the_use_case(open_archive, answer, settle, tmp_path):
    path = tmp_path / "pindaian.pdf"
    path.write_bytes(b"%PDF pindaian")
    dialog, signing = open_archive(AFTERWARDS)
    answer(file=str(path), Penerima="Bagian Umum")
    dialog.scan.click()
    settle()
    dialog.receipt.click()
    settle()
    other, elsewhere = open_archive(ELSEWHERE)
    other.returned.click()
    settle()
    assert signing.done[0] == ("attach_scan", (LAPORAN, b"%PDF pindaian", "pindaian.pdf"), {})
    assert signing.done[1][2]["penerima"] == "Bagian Umum"
    given = (LAPORAN, b"%PDF pindaian")
    assert elsewhere.done == [("take_returned", given, {"keterlambatan": ""})]


def test_a_document_is_prepared_with_its_number(open_archive, answer, settle):
    dialog, signing = open_archive(IN_TURN)
    answer(**{"Nomor laporan": "400/1"})
    dialog.prepare.click()
    settle()
    ((name, _, named),) = signing.done
    assert name == "prepare"
    assert (named["cara"], named["nomor"]) == (CaraTandaTangan.BERSAMA, "400/1")


def test_pack_and_document_are_saved_where_one_wishes(open_archive, settle, monkeypatch, tmp_path):
    target = tmp_path / "paket.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog, _ = open_archive(AFTERWARDS)
    dialog.pack.click()
    settle()
    assert target.read_bytes() == b"PK paket"
    assert "Tersimpan di" in dialog.banner.text


# --- verification ------------------------------------------------------------------------------


@pytest.fixture
def verify(show, jobs):
    return show(VerifikasiDialog(FakeVerifier(), FakePenerbit(), jobs))


def test_a_typed_code_is_found(verify, settle):
    assert not verify.check.isEnabled()
    verify.kode.setText("0000-0000-0000-0000")
    verify.check.click()
    settle()
    assert "salah ketik" in verify.banner.text or "milik Laporan" in verify.banner.text


def test_a_file_shows_every_signature(verify, settle, tmp_path):
    path = Path(tmp_path) / "laporan.pdf"
    path.write_bytes(b"%PDF")
    verify.judge(path)
    settle()
    assert len(verify.table.records.records) == 3
    path.write_bytes(b"%PDF rusak")
    verify.judge(path)
    settle()
    assert "tidak sah" in verify.banner.text
    QApplication.processEvents()


# --- whom one trusts ---------------------------------------------------------------------------


@pytest.fixture
def issuers(show, jobs, settle):
    dialog = show(PenerbitDialog(FakePenerbit(), jobs))
    settle()
    return dialog


def test_an_issuer_is_trusted_after_its_fingerprint_was_compared(
    issuers, settle, monkeypatch, pick, tmp_path
):
    dialog = issuers
    told: list[str] = []

    def compare(asked: TrustDialog) -> int:
        told.extend(one.text() for one in asked.findChildren(QLabel))
        assert not asked.trust.isEnabled()
        asked.compared.setChecked(True)
        asked.trust.click()
        return asked.result()

    monkeypatch.setattr(TrustDialog, "exec", compare)
    path = tmp_path / "induk.crt"
    path.write_bytes(b"asing")
    pick(path)
    dialog.add.click()
    settle()
    assert "Penerbit Lain" in told
    assert any("Sidik SHA-256:\n0C0C 0C0C" in one for one in told)
    assert any("1 Januari 2021 (tidak berlaku" in one for one in told)
    assert [one.nama for one in dialog.table.records.records] == [
        "CA Kantor Contoh",
        "Penerbit Lain",
    ]
    dialog.table.selectRow(0)
    dialog.remove.click()
    settle()
    assert [one.nama for one in dialog.table.records.records] == ["Penerbit Lain"]
    path.write_bytes(b"lain")
    dialog.add.click()
    settle()
    assert "bukan sertifikat" in dialog.banner.text


def test_who_may_not_alter_the_issuers_reads_them(show, jobs, settle):
    dialog = show(PenerbitDialog(FakePenerbit(may=False), jobs))
    settle()
    dialog.table.selectRow(0)
    assert not dialog.add.isEnabled()
    assert not dialog.remove.isEnabled()
