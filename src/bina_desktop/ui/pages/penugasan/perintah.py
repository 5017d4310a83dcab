"""Step 1: the Kepala Dinas orders the Kabid to form a team."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bina_desktop.application.penugasan import PenugasanState
from bina_desktop.application.services import Services
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.domain.pegawai import Pegawai, Peran
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.documents import DocumentDoor
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import (
    Card,
    FieldRows,
    Note,
    allow,
    button,
    column,
    label,
    row,
    scrolled,
)
from bina_desktop.ui.pickers import OptionalDate, PegawaiPicker
from bina_desktop.ui.theme import sized
from bina_desktop.ui.wording import tanggal


class PerintahPanel(QWidget):
    """Shows the order, or the form to issue it."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._triwulan: Triwulan | None = None
        self._door = DocumentDoor(jobs, self)
        self.banner = Banner()
        self.kepada = PegawaiPicker()
        self.isi = QPlainTextEdit()
        self.isi.setTabChangesFocus(True)
        sized(self.isi, height=86)
        self.batas = OptionalDate()
        self.issue = button(
            self.tr("&Terbitkan perintah"), self.issue_perintah, kind="primary", glyph="send"
        )
        self.print = button(self.tr("&Cetak disposisi"), self._print, glyph="pdf")
        self.why = Note()
        self._form = self._make_form()
        self._issued = Card(spacing=10)
        self._issued_text = label(wrap=True, selectable=True)
        self._issued_meta = label(kind="muted", wrap=True)
        self._issued.body.addWidget(label(self.tr("Perintah sudah terbit"), size=1.1, bold=True))
        self._issued.body.addWidget(self._issued_text)
        self._issued.body.addWidget(self._issued_meta)
        self._issued.body.addLayout(row(self.print, 1))
        body = QWidget()
        sized(body, max_width=860)
        layout = column(self.banner, self._form, self._issued, 1, spacing=12)
        layout.setContentsMargins(0, 12, 0, 8)
        body.setLayout(layout)
        self.setLayout(column(scrolled(body)))

    def start(self, triwulan: Triwulan) -> None:
        """Begin with the usual words for this triwulan."""
        self._triwulan = triwulan
        self.isi.setPlainText(
            self.tr("Bentuk Tim Pembinaan Aparatur TW {0} dan laporkan.").format(triwulan.romawi)
        )
        self.batas.day = None
        self.banner.clear()

    def show_state(self, state: PenugasanState, pegawai: tuple[Pegawai, ...]) -> None:
        """Show the order if there is one, else the form."""
        kabid = [p for p in pegawai if Peran.KABID in p.peran and p.aktif]
        self.kepada.offer(kabid)
        why = ""
        if not state.may_order:
            why = self.tr("Perintah hanya dapat diterbitkan oleh Kepala Dinas.")
        elif not kabid:
            why = self.tr(
                "Belum ada pegawai berperan Kepala Bidang. Tambahkan di Pengaturan, "
                "bagian Pegawai Dinas."
            )
        for field in (self.kepada, self.isi, self.batas):
            field.setEnabled(not why)
        allow(self.issue, not why, why)
        self.why.say(why)
        perintah = state.perintah
        self._form.setVisible(perintah is None)
        self._issued.setVisible(perintah is not None)
        if perintah is not None:
            nama = {p.id: p.nama for p in pegawai}
            self._issued_text.setText(f"“{perintah.isi}”")
            self._issued_meta.setText(
                self.tr("Dari {0} kepada {1}\nTerbit {2} · {3}").format(
                    nama.get(perintah.dari, "–"),
                    nama.get(perintah.kepada, "–"),
                    format_waktu(perintah.diterbitkan_pada),
                    self.tr("batas waktu {0}").format(tanggal(perintah.batas))
                    if perintah.batas
                    else self.tr("tanpa batas waktu"),
                )
            )

    def issue_perintah(self) -> None:
        """Issue what stands in the form."""
        triwulan, kepada = self._triwulan, self.kepada.pegawai_id
        isi = self.isi.toPlainText().strip()
        try:
            batas: date | None = self.batas.day
        except ValueError:
            self.banner.tell(
                self.tr("Batas waktu bukan tanggal; tulis seperti 23-11-2026 atau kosongkan."),
                "bad",
            )
            return
        if triwulan is None or kepada is None:
            return
        self.issue.setEnabled(False)
        self._jobs.run(
            lambda _progress: self._services.penugasan.issue_perintah(
                triwulan, kepada=kepada, isi=isi, batas=batas
            ),
            done=lambda _changes: self.banner.tell(
                self.tr("Perintah terbit. Kabid dapat membentuk Tim."), "good"
            ),
            failed=self.banner.tell_error,
            ended=lambda: self.issue.setEnabled(True),
            owner=self,
        )

    def _make_form(self) -> Card:
        card = Card(spacing=12)
        fields = FieldRows()
        fields.add(self.tr("&Kepada Kabid"), self.kepada)
        fields.add(self.tr("&Isi perintah"), self.isi)
        fields.add(self.tr("&Batas waktu"), self.batas)
        card.body.addWidget(label(self.tr("Perintah membentuk Tim"), size=1.1, bold=True))
        card.body.addWidget(
            label(
                self.tr(
                    "SOP langkah 1 · mutu baku 30 menit. Dicetak sebagai lembar disposisi; "
                    "jam langkah 2 mulai berjalan saat perintah terbit."
                ),
                kind="muted",
                wrap=True,
            )
        )
        card.body.addLayout(fields)
        card.body.addLayout(row(self.issue, 1))
        card.body.addWidget(self.why)
        return card

    def _print(self) -> None:
        triwulan = self._triwulan
        if triwulan is not None:
            self._door.open(
                lambda: self._services.cetak.disposisi(triwulan), f"disposisi-{triwulan}.pdf"
            )
