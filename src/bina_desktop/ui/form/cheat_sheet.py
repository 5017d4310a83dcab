"""All keys of the form on one sheet, read from the list that binds them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bina_desktop.ui.form.keys import KeyAction, KeyGroup
from bina_desktop.ui.panels import button, label, row, scrolled
from bina_desktop.ui.theme import GAP, px, sized

_tr = QCoreApplication.translate
_SIGNS = {
    "Down": "↓",
    "Up": "↑",
    "Return": "Enter",
    "PgDown": "Page Down",
    "PgUp": "Page Up",
    "Ins": "Insert",
    "Del": "Delete",
    "Space": "Spasi",
}
_CLOSES = frozenset({Qt.Key.Key_Question, Qt.Key.Key_F1})
_FIRST_COLUMN = (KeyGroup.ANSWER, KeyGroup.CHECK, KeyGroup.ROWS)


def key_words(keys: Sequence[str]) -> tuple[str, ...]:
    """Return keys as they are printed on a keyboard: `Ctrl+↓`."""
    said: list[str] = []
    for key in keys:
        parts = key.split("+")
        words = "+".join(_SIGNS.get(part, part) for part in parts) if key != "+" else key
        if words not in said:
            said.append(words)
    return tuple(said)


class CheatSheet(QDialog):
    """Shows what every key does, group by group."""

    def __init__(self, actions: Sequence[KeyAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tombol papan ketik"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._said: list[tuple[str, str]] = []
        columns = QHBoxLayout()
        columns.setSpacing(4 * GAP)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(2 * GAP)
            columns.addLayout(side, 1)
        for group in KeyGroup:
            of_group = [action for action in actions if action.group is group]
            if of_group:
                side = left if group in _FIRST_COLUMN else right
                side.addLayout(self._build_group(group, of_group))
        left.addStretch(1)
        right.addStretch(1)
        body = QWidget()
        body.setLayout(columns)
        columns.setContentsMargins(0, 0, GAP, 0)
        close = button(self.tr("&Tutup"), self.accept, kind="primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(2 * GAP)
        layout.addWidget(label(self.tr("Tombol papan ketik"), size=1.3, bold=True))
        layout.addWidget(scrolled(body), 1)
        layout.addLayout(row(1, close))
        wanted = body.sizeHint()
        self.resize(max(wanted.width() + 64, 760), wanted.height() + 150)
        close.setFocus()

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What it shows: keys and what they do."""
        return tuple(self._said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with the key that opened it, too."""
        if event.key() in _CLOSES or event.matches(QKeySequence.StandardKey.HelpContents):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _build_group(self, group: KeyGroup, actions: Sequence[KeyAction]) -> QVBoxLayout:
        block = QVBoxLayout()
        block.setSpacing(GAP - 2)
        block.addWidget(label(_title(group), size=1.05, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(GAP - 2)
        grid.setColumnMinimumWidth(0, px(200))
        grid.setColumnStretch(1, 1)
        for at, action in enumerate(actions):
            keys = key_words(action.keys)
            self._said.append((" / ".join(keys), action.words))
            caps = row(*(_cap(key) for key in keys), 1, spacing=4)
            grid.addLayout(caps, at, 0, Qt.AlignmentFlag.AlignTop)
            words = label(action.words, wrap=True)
            sized(words, min_width=220)
            grid.addWidget(words, at, 1)
        block.addLayout(grid)
        return block


def _cap(text: str) -> QWidget:
    cap = label(text, size=0.93)
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    cap.setObjectName("keyCap")
    return cap


def _title(group: KeyGroup) -> str:
    return {
        KeyGroup.ANSWER: _tr("tombol", "Menjawab"),
        KeyGroup.MOVE: _tr("tombol", "Berpindah"),
        KeyGroup.CHECK: _tr("tombol", "Memeriksa dan membatalkan"),
        KeyGroup.ROWS: _tr("tombol", "Isian berulang"),
        KeyGroup.HELP: _tr("tombol", "Bantuan"),
    }[group]
