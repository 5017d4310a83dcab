"""Dialogs of signing and verification with sample data, by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget
from tests.gui.fake_signing import (
    AFTERWARDS,
    ELSEWHERE,
    IN_TURN,
    LAPORAN,
    NOTHING,
    FakeSigning,
    FakeVerifier,
)

from bina_desktop.application.tanda_tangan import TandaTangan
from bina_desktop.ui.dialogs.act import ActDialog
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
        "tindakan": partial(_act, window, jobs),
    }


def _archive(state: TandaTangan, window: QWidget, jobs: Jobs) -> QDialog:
    who = Official(FakeSigning(state).services(), bool)
    dialog = TandaTanganDialog(who, jobs, LAPORAN, "Kabupaten Seluma", window)
    dialog.show_state(state)
    return dialog


def _verification(window: QWidget, jobs: Jobs) -> QDialog:
    dialog = VerifikasiDialog(FakeVerifier(), jobs, window)
    dialog.show_verdict(FakeVerifier().by_file(b"%PDF"))
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
