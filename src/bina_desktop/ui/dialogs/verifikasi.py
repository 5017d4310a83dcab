"""Verification: a signed PDF, a scan, a transmittal pack, or the check code from paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from bina_desktop.application.penerbit import PenerbitService
from bina_desktop.application.signature import SignatureCheck
from bina_desktop.application.verifikasi import Verifikasi
from bina_desktop.domain.pegawai import format_nip
from bina_desktop.ui.dialogs.penerbit import PenerbitDialog
from bina_desktop.ui.documents import read_file
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import FieldRows, Note, allow, button, column, label, row
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import colours, open_at
from bina_desktop.ui.wording import singkat


class Verifier(Protocol):
    """What judges."""

    def by_code(self, text: str) -> Verifikasi: ...
    def by_file(self, data: bytes) -> Verifikasi: ...


class VerifikasiDialog(QDialog):
    """Takes a file or a code and shows the whole verdict, signature by signature."""

    def __init__(
        self,
        verifier: Verifier,
        penerbit: PenerbitService,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._verifier, self._penerbit, self._jobs = verifier, penerbit, jobs
        self.setWindowTitle(self.tr("Verifikasi"))
        self.kode = QLineEdit()
        self.kode.setPlaceholderText("K7QF-2M9T-8RWA-3XEC")
        self.kode.setMaxLength(40)
        self.check = button(self.tr("&Periksa kode"), self._by_code, kind="primary")
        self.pick = button(self.tr("Pilih &berkas…"), self._by_file, glyph="pdf")
        self.kode.returnPressed.connect(self._by_code)
        self.kode.textChanged.connect(self._offer)
        self.banner = Banner(self)
        self._told = Note()
        self.table = RecordTable(
            [
                Column[SignatureCheck](
                    self.tr("Penanda tangan"), lambda s: s.signer, stretch=True
                ),
                Column[SignatureCheck](
                    self.tr("Waktu di komputernya"),
                    lambda s: singkat(s.signed_at) if s.signed_at else "–",
                ),
                Column[SignatureCheck](
                    self.tr("Penerbit sertifikat"),
                    lambda s: s.issuer,
                    width=190,
                ),
                Column[SignatureCheck](
                    self.tr("Putusan"),
                    lambda s: self.tr("utuh") if s.ok else self.tr("tidak sah"),
                    colour=lambda s: colours().text if s.ok else colours().warn,
                    tip=lambda s: s.explanation,
                ),
            ],
            name=self.tr("Tanda tangan pada berkas"),
            row_height=46,
        )
        self.table.setItemDelegateForColumn(
            0, TwoLineDelegate(lambda s: (self._who(s), ""), self.table)
        )
        self.table.setItemDelegateForColumn(
            2, TwoLineDelegate(lambda s: (self._trust(s), ""), self.table)
        )
        self.table.hide()
        line = QWidget()
        line.setLayout(row(self.kode, self.check))
        line.setFocusProxy(self.kode)
        fields = FieldRows()
        fields.add(self.tr("&Kode cek"), line)
        self.kode.setAccessibleName(self.tr("Kode cek"))
        self.trusted = button(
            self.tr("Pe&nerbit tepercaya…"), self._show_trusted, kind="quiet", glyph="verify"
        )
        self.leave = button(self.tr("&Tutup"), self.accept)
        intro = self.tr(
            "Ketik kode cek dari kaki halaman, atau pilih PDF bertanda tangan, pindaian (PDF, "
            "JPG, PNG), atau paket pengiriman (ZIP). Semua diperiksa di komputer ini, tanpa "
            "internet."
        )
        layout = column(
            label(self.windowTitle(), size=1.2, bold=True),
            label(intro, kind="muted", wrap=True),
            fields,
            self.banner,
            self._told,
            self.table,
            1,
            row(self.pick, self.trusted, 1, self.leave),
            spacing=12,
            margins=18,
        )
        layout.setStretch(5, 100)  # the table, where there is one, takes all that is left
        self.setLayout(layout)
        self._offer("")
        order_focus(self)
        open_at(self, 820, 480)
        self.kode.setFocus()

    def show_verdict(self, verdict: Verifikasi) -> None:
        """Show what was found."""
        self.banner.tell(verdict.putusan, "good" if verdict.ok else "warn")
        self._told.say("\n".join(verdict.keterangan))
        self.table.show_records(verdict.signatures)
        self.table.setVisible(bool(verdict.signatures))

    def judge(self, path: Path) -> None:
        """Judge a file."""
        self._run(lambda: self._verifier.by_file(read_file(path)))

    def _offer(self, text: str) -> None:
        allow(self.check, bool(text.strip()), self.tr("Ketik kode cek lebih dahulu."))

    def _by_code(self) -> None:
        text = self.kode.text()
        if text.strip():
            self._run(lambda: self._verifier.by_code(text))

    def _by_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Berkas yang diperiksa"),
            "",
            self.tr("PDF, pindaian, dan paket pengiriman (*.pdf *.jpg *.jpeg *.png *.zip)"),
        )
        if chosen:
            self.judge(Path(chosen))

    def _show_trusted(self) -> None:
        PenerbitDialog(self._penerbit, self._jobs, self).exec()

    def _run(self, work: Callable[[], Verifikasi]) -> None:
        self._told.say("")
        self.table.hide()
        self._jobs.run(
            lambda _progress: work(),
            done=self.show_verdict,
            failed=self.banner.tell_error,
            label=self.tr("Memeriksa"),
            lane=Lane.LONG,
            owner=self,
        )

    def _who(self, check: SignatureCheck) -> str:
        return f"{check.field} · NIP {format_nip(check.nip)}" if check.nip else check.field

    def _trust(self, check: SignatureCheck) -> str:
        return self.tr("dipercaya") if check.trusted else self.tr("tidak diperiksa")
