"""Kop data of the office."""

from __future__ import annotations

import base64
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from bina_desktop.application.services import Services
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.wilayah import parse_kode
from bina_desktop.ui.dialogs.first_run_forms import OfficeForm
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import (
    Card,
    EmptyState,
    Note,
    allow,
    button,
    column,
    label,
    row,
    scrolled,
)
from bina_desktop.ui.theme import sized


class OfficePanel(QWidget):
    """The office as printed on every document."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._kantor: Kantor | None = None
        self._dirty = False
        self.banner = Banner()
        self.form = OfficeForm()
        self.save = button(
            self.tr("&Simpan data kantor"), self._save, kind="primary", glyph="save"
        )
        self.why = Note()
        card = Card(spacing=12)
        sized(card, max_width=860)
        card.body.addWidget(label(self.tr("Data kantor pada kop surat"), size=1.1, bold=True))
        card.body.addWidget(self.form)
        card.body.addLayout(row(self.save, 1))
        card.body.addWidget(self.why)
        body = QWidget()
        layout = column(self.banner, card, 1, spacing=10)
        layout.setContentsMargins(0, 12, 4, 6)
        body.setLayout(layout)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                self.tr("Data kantor belum ada di laptop ini."),
                self.tr("Data kantor datang bersama Paket Tugas: impor di tab Pertukaran."),
                glyph="office",
            )
        )
        self._stack.addWidget(scrolled(body))
        self.setLayout(column(self._stack))
        for field in self.form.findChildren(QLineEdit):
            field.textEdited.connect(self._touch)
        self.form.logo.changed.connect(self._touch)

    def show_kantor(self, kantor: Kantor | None, *, may_edit: bool) -> None:
        """Show the stored office unless somebody is editing."""
        self._kantor = kantor
        self._stack.setCurrentIndex(0 if kantor is None else 1)
        if kantor is not None and not self._dirty:
            self._fill(kantor)
        self.form.setEnabled(may_edit)
        self._why_not = (
            "" if may_edit else self.tr("Data kantor hanya dapat diubah oleh administrator.")
        )
        self._update()

    def _fill(self, kantor: Kantor) -> None:
        form = self.form
        for field, value in (
            (form.pemda, kantor.pemda),
            (form.nama, kantor.nama),
            (form.kode, str(kantor.kode_wilayah)),
            (form.kota, kantor.kota),
            (form.alamat, kantor.alamat),
            (form.telepon, kantor.telepon),
            (form.laman, kantor.laman),
            (form.surel, kantor.surel),
            (form.kode_unit, kantor.kode_unit),
        ):
            field.setText(value)
            field.setCursorPosition(0)
        form.logo.show_data(base64.b64decode(kantor.logo) if kantor.logo else b"")

    def _touch(self) -> None:
        self._dirty = True
        self._update()

    def _update(self) -> None:
        why = getattr(self, "_why_not", "")
        if not why and not self._dirty:
            why = self.tr("Belum ada perubahan yang perlu disimpan.")
        allow(self.save, not why, why)
        self.why.say(why)

    def _save(self) -> None:
        fault = self.form.fault()
        if fault or self._kantor is None:
            self.banner.tell(fault, "bad")
            return
        filled = self.form.kantor()
        kantor = replace(
            self._kantor,
            pemda=filled.pemda,
            nama=filled.nama,
            kode_wilayah=parse_kode(filled.kode_wilayah),
            kota=filled.kota,
            alamat=filled.alamat,
            telepon=filled.telepon,
            laman=filled.laman,
            surel=filled.surel,
            kode_unit=filled.kode_unit,
            logo=base64.b64encode(filled.logo).decode("ascii"),
        )
        self.save.setEnabled(False)
        self._jobs.run(
            lambda _progress: self._services.kantor.save(kantor),
            done=lambda _changes: self._saved(),
            failed=self.banner.tell_error,
            ended=self._update,
            owner=self,
        )

    def _saved(self) -> None:
        self._dirty = False
        self.banner.tell(self.tr("Data kantor tersimpan."), "good")
