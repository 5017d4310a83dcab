"""The way out of the kiosk: the password of the person who started it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from bina_desktop.ui.kiosk.parts import big_button, in_the_middle, words
from bina_desktop.ui.panels import Card, column, label, row, scrolled
from bina_desktop.ui.theme import px, scaled


class LockScreen(QWidget):
    """Asks for the password; whoever came here by chance goes back."""

    tried = Signal(str)
    """Carries the password as typed."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(self.tr("Sandi"))
        self.password.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.password.setFont(scaled(self.password.font(), 1.4))
        self.password.returnPressed.connect(self._try)
        self.fault = words(size=1.2, kind="fault")
        self.back = big_button(self.tr("Kembali ke survei"), self.left.emit)
        self.open = big_button(self.tr("Keluar"), self._try, kind="primary")
        card = Card(margins=px(24), spacing=px(14))
        card.body.addWidget(label(self.tr("Khusus petugas"), size=1.5, bold=True))
        card.body.addWidget(
            words(
                self.tr(
                    "Ketik sandi petugas yang memulai survei ini untuk keluar dari mode kios."
                ),
                size=1.2,
            )
        )
        card.body.addWidget(self.password)
        card.body.addWidget(self.fault)
        card.body.addLayout(row(self.back, 1, self.open))
        body = QWidget()
        body.setLayout(column(1, in_the_middle(card, 620), 1, margins=px(20)))
        self.setLayout(column(scrolled(body)))

    def ask(self) -> None:
        """Start afresh."""
        self.password.clear()
        self.wait(False)
        self.tell_fault("")
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_fault(self, sentence: str) -> None:
        """Say why one may not leave."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.password.selectAll()

    def refuse(self) -> None:
        """Say kindly that it is another password."""
        self.wait(False)
        self.tell_fault(
            self.tr("Sandi itu belum cocok. Periksa huruf besar dan kecil, lalu coba lagi.")
        )
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, waiting: bool) -> None:
        """Take nothing while the password is tried."""
        self.open.setEnabled(not waiting)
        self.open.setText(self.tr("Memeriksa…") if waiting else self.tr("Keluar"))

    def _try(self) -> None:
        if not self.open.isEnabled():
            return
        if not self.password.text():
            self.tell_fault(self.tr("Isi sandi lebih dahulu."))
            return
        self.wait(True)
        self.tried.emit(self.password.text())
