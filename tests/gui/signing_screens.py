"""Dialogs of signing and verification with sample data, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget
from tests.gui import sample
from tests.gui.fake_signing import (
    AFTERWARDS,
    ELSEWHERE,
    IN_TURN,
    LAPORAN,
    NOTHING,
    FakePenerbit,
    FakeSigning,
    FakeVerifier,
)

from bina_desktop.application.signing_state import TandaTangan
from bina_desktop.ui.dialogs.act import ActDialog
from bina_desktop.ui.dialogs.certificate import CertificateFields
from bina_desktop.ui.dialogs.penerbit import PenerbitDialog, TrustDialog
from bina_desktop.ui.dialogs.prepare import PrepareDialog
from bina_desktop.ui.dialogs.recovery_key import RecoveryKeyDialog
from bina_desktop.ui.dialogs.sign import SignDialog
from bina_desktop.ui.dialogs.tanda_tangan import Official, TandaTanganDialog
from bina_desktop.ui.dialogs.verifikasi import VerifikasiDialog
from bina_desktop.ui.file_line import FileLine
from bina_desktop.ui.jobs import Jobs


def signing_screens(window: QWidget, jobs: Jobs) -> dict[str, Callable[[], QDialog]]:
    """Return what shows each of them."""
    states = {
        "bergilir": IN_TURN,
        "layanan": ELSEWHERE,
        "sesudah": AFTERWARDS,
        "kosong": NOTHING,
    }
    made: dict[str, Callable[[], QDialog]] = {
        f"tanda_tangan_{name}": partial(_archive, state, window, jobs)
        for name, state in states.items()
    }
    return made | {
        "verifikasi": partial(_verification, window, jobs),
        "penerbit": partial(_issuers, window, jobs),
        "percayai": lambda: TrustDialog(
            (*FakePenerbit().list(), *FakePenerbit().look(b"asing", "")), window
        ),
        "tindakan": partial(_act, window, jobs),
        "siapkan": partial(_preparation, window, jobs),
        "sahkan": partial(sign_dialog, window, jobs),
        "kunci_pemulihan": lambda: RecoveryKeyDialog(
            "K7QMA-2XPDB-9RTAC-HW4CD-5NBEF-J8VFG-TTWXH-33ZZK", Path("C:/Data Bina"), window
        ),
        "sahkan_token": partial(sign_dialog, window, jobs, token=True),
    }


def _archive(state: TandaTangan, window: QWidget, jobs: Jobs) -> QDialog:
    who = Official(FakeSigning(state).services(), bool)
    dialog = TandaTanganDialog(who, jobs, LAPORAN, "Kabupaten Seluma", window)
    dialog.show_state(state)
    return dialog


def _verification(window: QWidget, jobs: Jobs) -> QDialog:
    dialog = VerifikasiDialog(FakeVerifier(), FakePenerbit(), jobs, window)
    dialog.show_verdict(FakeVerifier().by_file(b"%PDF"))
    return dialog


def _issuers(window: QWidget, jobs: Jobs) -> QDialog:
    dialog = PenerbitDialog(FakePenerbit(), jobs, window)
    dialog.show_issuers((True, FakePenerbit().list()))
    return dialog


def _act(window: QWidget, jobs: Jobs) -> QDialog:
    dialog = ActDialog(
        "Lampirkan pindaian",
        "Anda menyatakan pindaian ini laporan Kabupaten Seluma yang sudah ditandatangani dan "
        "dicap. Pindaian terikat pada PDF yang disahkan lewat sidiknya.",
        verb="&Lampirkan",
        jobs=jobs,
        is_password=bool,
        parent=window,
    )
    dialog.add("&Pindaian *", FileLine("PDF, JPG, atau PNG", "*.pdf"))
    return dialog


def _preparation(window: QWidget, jobs: Jobs) -> QDialog:
    signers = [(one.id, one.nama) for one in sample.PEGAWAI[:2]]
    return PrepareDialog(signers, jobs=jobs, is_password=bool, parent=window)


def sign_dialog(window: QWidget, jobs: Jobs, *, token: bool = False) -> QDialog:
    """Return the dialog of ratification, with a file or with a token that was nearly locked."""
    signing = FakeSigning(NOTHING)
    certificate = CertificateFields(signing, jobs)
    if token:
        certificate.kind.setCurrentIndex(1)
        certificate.module.setText("C:/Windows/System32/contoh-pkcs11.dll")
        certificate.show_tokens(signing.find("contoh"))
        certificate.token.setCurrentIndex(1)
    return SignDialog("Kabupaten Bengkulu Utara", date(2026, 11, 23), certificate, window)
