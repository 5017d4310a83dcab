"""With what somebody signs: a certificate file and its password, or a token and its PIN."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QComboBox, QWidget

from bina_desktop.application.signature import Credential, FoundToken, Pkcs12, Token
from bina_desktop.ui.dialogs.password import secret_line
from bina_desktop.ui.documents import read_file
from bina_desktop.ui.file_line import FileLine
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.panels import FieldRows, Note, button, row

_FILE, _TOKEN = range(2)


class Tokens(Protocol):
    """What finds tokens."""

    def module(self) -> str: ...
    def find(self, module: str) -> Sequence[FoundToken]: ...


class CertificateFields(QWidget):
    """Asks for one or the other; password and PIN stay in these fields until `forget`."""

    def __init__(self, tokens: Tokens, jobs: Jobs) -> None:
        super().__init__()
        self._tokens, self._jobs = tokens, jobs
        self.kind = QComboBox()
        self.kind.addItem(self.tr("Berkas sertifikat (.p12 atau .pfx)"))
        self.kind.addItem(self.tr("Token atau kartu (PKCS#11)"))
        self.file = FileLine(self.tr("berkas .p12 atau .pfx"), "*.p12 *.pfx")
        self.password = secret_line()
        self.module = FileLine(self.tr("modul dari penerbit token"), "*.dll *.so *.dylib")
        self.search = button(self.tr("&Cari token"), self.look_for_tokens)
        self.token = QComboBox()
        self.token.setPlaceholderText(self.tr("belum dicari"))
        self.pin = secret_line()
        self._note = Note(kind="warn")
        self.rows = FieldRows()
        self.rows.add(self.tr("Tan&da tangan dengan"), self.kind)
        self.rows.add(self.tr("Be&rkas sertifikat *"), self.file)
        self.rows.add(self.tr("Sandi sertifi&kat"), self.password)
        self.rows.add(self.tr("Mod&ul PKCS#11 *"), self.module)
        self._line = self._token_line()
        self.rows.add(self.tr("T&oken *"), self._line)
        self.token.setAccessibleName(self.tr("Token"))
        self.rows.add(self.tr("P&IN token *"), self.pin)
        self.rows.addRow(self._note)
        self.setLayout(self.rows)
        self._show_rows(_FILE)
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(self._choose)
        self.token.currentIndexChanged.connect(self._warn)

    def _token_line(self) -> QWidget:
        line = QWidget()
        layout = row(self.token, self.search)
        layout.setStretch(0, 1)
        line.setLayout(layout)
        line.setFocusProxy(self.token)
        return line

    @property
    def fault(self) -> str:
        """What is missing; '' for nothing."""
        if self.kind.currentIndex() == _FILE:
            if self.file.text():
                return ""
            self.file.setFocus()
            return self.tr("Pilih berkas sertifikat Anda.")
        if not self.token.count():
            self.search.setFocus()
            return self.tr("Pilih modul PKCS#11, lalu cari token yang terpasang.")
        if self.token.currentData() is None:
            self.token.setFocus()
            return self.tr("Pilih token Anda dari daftar.")
        if not self.pin.text():
            self.pin.setFocus()
            return self.tr("Ketik PIN token. PIN tidak disimpan.")
        return ""

    def credential(self) -> Credential:
        """Return with what to sign. Raises FileFault where the file cannot be read."""
        if self.kind.currentIndex() == _FILE:
            return Pkcs12(read_file(Path(self.file.text())), self.password.text())
        found: FoundToken = self.token.currentData()
        return Token(self.module.text(), found.label, found.slot, self.pin.text())

    def forget(self) -> None:
        """Empty password and PIN."""
        self.password.clear()
        self.pin.clear()

    def look_for_tokens(self) -> None:
        """Look for tokens that are plugged in."""
        module = self.module.text()
        if not module:
            self._note.say(self.tr("Pilih dahulu modul PKCS#11 dari penerbit token."), "fault")
            self.module.setFocus()
            return
        self.search.setEnabled(False)
        self._note.say(self.tr("Mencari token…"), "muted")
        self._jobs.run(
            lambda _progress: self._tokens.find(module),
            done=self.show_tokens,
            failed=self._tell_fault,
            ended=lambda: self.search.setEnabled(True),
            lane=Lane.LONG,
            owner=self,
        )

    def show_tokens(self, found: Sequence[FoundToken]) -> None:
        """Offer these tokens; of several the person picks: a PIN on another's is a lost try."""
        self.token.clear()
        for one in found:
            self.token.addItem(f"{one.label} · {one.model}" if one.model else one.label, one)
        self.token.setCurrentIndex(0 if len(found) == 1 else -1)
        self.token.setPlaceholderText(self.tr("{0} token: pilih milik Anda").format(len(found)))
        self._warn()
        if self.isVisible():
            (self.pin if len(found) == 1 else self.token).setFocus()

    def _tell_fault(self, error: Exception) -> None:
        self.token.clear()
        self._note.say(str(error), "fault")

    def _warn(self) -> None:
        found: FoundToken | None = self.token.currentData()
        self._note.say(found.peringatan if found else "", "warn")

    def _choose(self, kind: int) -> None:
        self._show_rows(kind)
        self._note.say("")
        if kind == _TOKEN and not self.module.text():
            self._jobs.run(
                lambda _progress: self._tokens.module(), done=self._remember, owner=self
            )

    def _remember(self, module: str) -> None:
        if not self.module.text():
            self.module.setText(module)

    def _show_rows(self, kind: int) -> None:
        for field in (self.file, self.password):
            self.rows.setRowVisible(field, kind == _FILE)
        for field in (self.module, self._line, self.pin):
            self.rows.setRowVisible(field, kind == _TOKEN)
