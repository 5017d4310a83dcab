"""What stands between the questions of a page: headings, repeat instances, the add line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bina_desktop.formengine.client import Node
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
        self._row.setContentsMargins(16, 4 if depth == 0 else 12, 12, 4)
        self._row.addWidget(self._words, 1)
        self.show_node()

    def show_node(self) -> None:
        """Bring the words to what the node now says."""
        self._words.setText(self._text(self._node))

    def _text(self, node: Node) -> str:
        return markdown.to_plain(node.label)


class InstanceHeading(Heading):
    """Number of a repeat instance, and how to remove it."""

    remove_wished = Signal(str)

    def __init__(self, node: Node, *, writable: bool, parent: QWidget) -> None:
        super().__init__(node, depth=0, parent=parent)
        if writable:
            button = QPushButton(self.tr("Hapus"), self)
            button.setProperty("kind", "quiet")
            button.setIcon(icon("trash"))
            button.setAccessibleName(self.tr("Hapus {nama}").format(nama=self._text(node)))
            button.clicked.connect(lambda: self.remove_wished.emit(node.ref))
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

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
        if writable:
            label = markdown.to_plain(node.label) or node.name
            button = QPushButton(self.tr("Tambah {nama}").format(nama=label), self)
            button.setIcon(icon("add"))
            button.clicked.connect(lambda: self.add_wished.emit(node.ref))
            self._row.addWidget(button)

    def _text(self, node: Node) -> str:
        count = len(node.children)
        if not count:
            return self.tr("Belum ada isian.")
        return self.tr("{n} isian.").format(n=count)
