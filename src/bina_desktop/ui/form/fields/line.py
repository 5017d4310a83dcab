"""Lines with a way of their own: grouped numbers, counters, hidden text, addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from bina_desktop.formengine.client import Node
from bina_desktop.ui.form.fields.basic import LineField
from bina_desktop.ui.panels import button
from bina_desktop.ui.theme import icon, px

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_COUNTER_WIDTH = 110


class GroupedNumber(LineField):
    """`thousands-sep`: dots between thousands while it is read, none while it is typed."""

    def _build_editor(self) -> QWidget:
        line = super()._build_editor()
        line.installEventFilter(self)
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the dots out when the cursor comes."""
        if watched is self._line and event.type() is QEvent.Type.FocusIn and not self.read_only:
            plain = super()._as_shown(self._node)
            if self._line.text() == self._shown != plain:
                self._shown = plain
                self._line.setText(plain)
                self._line.selectAll()
        return super().eventFilter(watched, event)

    def _as_shown(self, node: Node) -> str:
        text = super()._as_shown(node)
        return text if self._line.hasFocus() else group_thousands(text)


class SteppedLine(LineField):
    """A number that is typed, or stepped with the arrows up and down."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step with the arrows."""
        if (
            watched is self._line
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and Qt.Key(event.key()) in _STEPS
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and not self.read_only
        ):
            self._step(_STEPS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        raise NotImplementedError


class CounterField(SteppedLine):
    """`counter`: a number that is counted up and down."""

    def _build_editor(self) -> QWidget:
        line = super()._build_editor()
        line.setFixedWidth(max(_COUNTER_WIDTH, self.fontMetrics().averageCharWidth() * 12))
        line.installEventFilter(self)
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._buttons = [
            button("−", lambda: self._step(-1), name=self.tr("Kurangi satu")),
            button("+", lambda: self._step(1), name=self.tr("Tambah satu")),
        ]
        for made in self._buttons:
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setToolTip(self.tr("Juga dengan Panah atas dan bawah."))
        layout.addWidget(self._buttons[0])
        layout.addWidget(line)
        layout.addWidget(self._buttons[1])
        layout.addStretch(1)
        self._entered = line
        return row

    def _step(self, step: int) -> None:
        self.commit_edit()
        whole = re.fullmatch(r"-?[0-9]{1,14}", self._node.value or "0", re.ASCII)
        if whole is not None:
            self.committed.emit(str(int(whole[0]) + step))
            self._rewrite(self._node)
        self._line.setFocus()

    def _show_value(self, node: Node) -> None:
        for made in self._buttons:
            made.setVisible(not self.read_only)
        super()._show_value(node)


class MaskedField(LineField):
    """`masked`: dots instead of what is typed; a button shows it."""

    def _build_editor(self) -> QWidget:
        line = super()._build_editor()
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._look = self._line.addAction(icon("lock"), QLineEdit.ActionPosition.TrailingPosition)
        self._look.setToolTip(self.tr("Tampilkan atau sembunyikan isian"))
        self._look.triggered.connect(self._toggle)
        return line

    def _toggle(self) -> None:
        hidden = self._line.echoMode() is QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self._line.setEchoMode(mode)


class DigitsField(LineField):
    """`numbers`: text of digits, which keeps its leading zeros."""

    def _build_editor(self) -> QWidget:
        line = super()._build_editor()
        line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        line.setMaximumWidth(max(300, self.fontMetrics().averageCharWidth() * 32))
        return line


class AddressField(LineField):
    """`url`: an address that can be opened."""

    def _build_editor(self) -> QWidget:
        line = super()._build_editor()
        self._line.setPlaceholderText(self.tr("misalnya https://dukcapil.bengkuluprov.go.id"))
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._open = button(self.tr("Buka"), self.open_address, kind="quiet", glyph="export")
        self._open.setIconSize(QSize(px(16), px(16)))
        self._open.setToolTip(self.tr("Membuka alamat ini di peramban."))
        layout.addWidget(line, 1)
        layout.addWidget(self._open)
        self._entered = line
        return row

    def stops(self) -> Sequence[QWidget]:
        """Return the line, and the button where there is something to open."""
        return (self._line,) if self._open.isHidden() else (self._line, self._open)

    def open_address(self) -> None:
        """Open it in the browser of the system."""
        QDesktopServices.openUrl(QUrl(self._node.value.strip()))

    def _show_value(self, node: Node) -> None:
        super()._show_value(node)
        address = node.value.strip().casefold()
        self._open.setVisible(address.startswith(("http://", "https://")))


class BearingField(LineField):
    """`bearing`: a direction in degrees."""

    def _build_editor(self) -> QWidget:
        line = super()._build_editor()
        self._line.setPlaceholderText(self.tr("derajat dari utara, 0 sampai 360"))
        line.setMaximumWidth(max(300, self.fontMetrics().averageCharWidth() * 32))
        return line


def group_thousands(number: str) -> str:
    """Write `1234567,5` as `1.234.567,5`."""
    whole, comma, rest = number.partition(",")
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", whole) + comma + rest
