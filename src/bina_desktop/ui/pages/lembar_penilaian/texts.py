"""What stands around the questions of a sheet: whose it is, where, why it came back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bina_desktop.application.open_lembar import OpenLembar
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    StatusLembar,
)
from bina_desktop.domain.pegawai import format_nip
from bina_desktop.ui.form.entry import EntryTexts

_tr = QCoreApplication.translate


def texts_of(opened: OpenLembar, where: str) -> EntryTexts:
    """Return title and lines of a sheet that was opened; `where` is the visited kab/kota."""
    lembar, aparatur = opened.lembar, opened.aparatur
    returned = ""
    if lembar.status is StatusLembar.DIKEMBALIKAN:
        returned = _tr("LembarPenilaianPage", "Dikembalikan untuk diperbaiki: {0}").format(
            lembar.alasan_kembali
        )
    if aparatur is not None and lembar.formulir == FORM_LEMBAR_PENILAIAN:
        nip = _tr("LembarPenilaianPage", "NIP {0}").format(format_nip(aparatur.nip))
        parts = (nip if aparatur.nip else "", aparatur.jabatan, where)
        title, about = aparatur.nama, " · ".join(filter(None, parts))
    elif lembar.formulir == FORM_KUESIONER_APARATUR:
        title, about = _tr("LembarPenilaianPage", "Kuesioner Aparatur"), where
    else:
        title, about = opened.session.info.title, where
    return EntryTexts(
        title=title,
        subtitle=about,
        returned=returned,
        read_only=opened.why_readonly,
        unplaced=len(opened.restored.unplaced),
    )
