"""A page in sections: a row of switches, of which one panel is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QStackedWidget, QWidget

from bina_desktop.ui.panels import button, column
from bina_desktop.ui.wrapped_row import WrappedRow


class _Stack(QStackedWidget):
    """Asks for no more height than the panel in front, not for that of the tallest."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """As wide as all panels need, as tall as the one in front."""
        front = self.currentWidget()
        least = super().minimumSizeHint()
        if front is None:
            return least
        return QSize(least.width(), max(front.minimumSizeHint().height(), front.minimumHeight()))


class Sections(QWidget):
    """A row of switches, of which one panel is shown."""

    shown = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self.show_section)
        self._switches = WrappedRow(spacing=4)
        self._stack = _Stack()
        line = QFrame()
        line.setProperty("kind", "line")
        line.setFixedHeight(1)
        self.setLayout(column(self._switches, line, spacing=0))
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._stack)

    def add(self, title: str, panel: QWidget) -> int:
        """Append a section; returns its index."""
        index = self._stack.addWidget(panel)
        switch = button(title, kind="section")
        switch.setCheckable(True)
        switch.setChecked(index == 0)
        self._group.addButton(switch, index)
        self._switches.add(switch)
        return index

    def set_title(self, index: int, title: str) -> None:
        """Rename a switch: counts, marks."""
        switch = self._group.button(index)
        switch.setText(title)
        switch.setAccessibleName(title.replace("&", ""))

    def title(self, index: int) -> str:
        """Return what stands on a switch, without the mnemonic mark."""
        return self._group.button(index).text().replace("&", "")

    def show_section(self, index: int) -> None:
        """Bring one to the front."""
        self._group.button(index).setChecked(True)
        self._stack.setCurrentIndex(index)
        self.shown.emit(index)

    @property
    def count(self) -> int:
        """How many sections there are."""
        return self._stack.count()

    @property
    def current(self) -> int:
        """Index of the section in front."""
        return self._stack.currentIndex()
