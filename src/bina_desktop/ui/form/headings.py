"""What stands between the questions of a page: headings, repeat instances, the add line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bina_desktop.formengine.client import Node, Ref
from bina_desktop.ui.form import markdown
from bina_desktop.ui.theme import icon, scaled


class Heading(QWidget):
    """Label of a group."""

    def __init__(self, node: Node, *, depth: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._node = node
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setMinimumSize(1, 1)
        self._words.setFont(scaled(self.font(), 1.12 if depth == 0 else 1.0, bold=True))
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 4 if depth == 0 else 12, 16, 4)
        self._row.addWidget(self._words, 1)
        self.show_node()

    def tab_stops(self) -> Sequence[QWidget]:
        """Return where Tab stops in it: keys do what the buttons of a row do."""
        return ()

    def show_node(self) -> None:
        """Bring the words to what the node now says."""
        self._words.setText(self._text(self._node))

    def _text(self, node: Node) -> str:
        return markdown.to_plain(node.label)


class InstanceHeading(Heading):
    """Number of a repeat instance, and how to move and remove it."""

    remove_wished = Signal(str)
    move_wished = Signal(str, int)
    """Carries the ref and the step: -1 is up."""

    def __init__(self, node: Node, *, depth: int, writable: bool, parent: QWidget) -> None:
        super().__init__(node, depth=depth, parent=parent)
        if not writable:
            return
        named = self._text(node)
        repeat = node.parent
        others = [one.ref for one in repeat.children] if repeat is not None else [node.ref]
        up = self._add("chevron-up", self.tr("Naikkan {0}").format(named), "Alt+↑")
        down = self._add("chevron-down", self.tr("Turunkan {0}").format(named), "Alt+↓")
        up.setEnabled(others[0] != node.ref)
        down.setEnabled(others[-1] != node.ref)
        for mover in (up, down):
            mover.setVisible(len(others) > 1)
        up.clicked.connect(lambda: self.move_wished.emit(node.ref, -1))
        down.clicked.connect(lambda: self.move_wished.emit(node.ref, 1))
        remove = self._add("trash", self.tr("Hapus {0}").format(named), "Alt+Delete")
        remove.setText(self.tr("Hapus"))
        remove.clicked.connect(lambda: self.remove_wished.emit(node.ref))

    def _add(self, glyph: str, name: str, keys: str) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("kind", "quiet")
        button.setIcon(icon(glyph))
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def _text(self, node: Node) -> str:
        repeat = node.parent
        place = 0
        label = node.label
        if repeat is not None:
            refs = [one.ref for one in repeat.children]
            place = refs.index(node.ref) + 1 if node.ref in refs else 0
            label = label or repeat.label or repeat.name
        return f"{markdown.to_plain(label)} {place}"


class AddLine(Heading):
    """How to add one more instance to a repeat."""

    add_wished = Signal(str)

    def __init__(self, node: Node, *, writable: bool, parent: QWidget) -> None:
        super().__init__(node, depth=1, parent=parent)
        self._words.setFont(self.font())
        self._words.setProperty("kind", "muted")
        self._button: QPushButton | None = None
        if writable:
            label = markdown.to_plain(node.label) or node.name
            self._button = QPushButton(self.tr("Tambah {nama}").format(nama=label), self)
            self._button.setIcon(icon("add"))
            self._button.setToolTip(self.tr("Insert, atau Ctrl+Enter dari isian di atasnya"))
            self._button.clicked.connect(lambda: self.add_wished.emit(node.ref))
            self._row.addWidget(self._button)

    @property
    def ref(self) -> Ref:
        """Which repeat it adds to."""
        return self._node.ref

    def tab_stops(self) -> Sequence[QWidget]:
        """Stop at the button."""
        return () if self._button is None else (self._button,)

    def _text(self, node: Node) -> str:
        count = len(node.children)
        if not count:
            return self.tr("Belum ada isian.")
        return self.tr("{n} isian.").format(n=count)
