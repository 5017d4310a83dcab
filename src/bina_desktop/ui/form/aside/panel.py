"""The calm panel about the question where the person is: note, review thread, history."""

from __future__ import annotations

from typing import Final, Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from bina_desktop.formengine.client import Ref
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.around import Around
from bina_desktop.ui.form.aside.history import HistoryPanel
from bina_desktop.ui.form.aside.marks import Part
from bina_desktop.ui.form.aside.note import NotePanel
from bina_desktop.ui.form.aside.thread import ThreadPanel
from bina_desktop.ui.panels import Sections, button, column, label, row
from bina_desktop.ui.theme import sized

WIDTH: Final = 344
_LONGEST_HEADING: Final = 110


class AsidePanel(Protocol):
    """One part of the aside."""

    def show_question(self, ref: str) -> None: ...
    def enter(self) -> None: ...


class Aside(QFrame):
    """Follows the cursor from question to question; opens and closes by keys."""

    left = Signal()
    """The person wishes to go on with the question."""
    toggled = Signal()
    """It was opened or closed."""

    def __init__(self, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entryAside")
        self._around = around
        self._ref = ""
        self.note = NotePanel(around)
        self.talk = ThreadPanel(around)
        self.history = HistoryPanel(around)
        self.sections = Sections()
        self._panels: list[AsidePanel] = []
        self._parts: dict[object, int] = {}
        self._heading = label(bold=True, wrap=True)
        self._heading.setAccessibleName(self.tr("Pertanyaan yang dibahas"))
        close = button("", self.close_aside, kind="quiet", glyph="close", name=self.tr("Tutup"))
        close.setToolTip(self.tr("Tutup panel ini"))
        head = row(self._heading, close, spacing=6)
        head.setStretch(0, 1)
        head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        head.setContentsMargins(14, 10, 8, 2)
        switches = column(self.sections)
        switches.setContentsMargins(10, 0, 0, 0)
        self.add_panel(Part.NOTE, self.tr("Catatan"), self.note)
        self.add_panel(Part.THREAD, self.tr("Tinjauan"), self.talk)
        self.add_panel(Part.HISTORY, self.tr("Riwayat"), self.history)
        self.setLayout(column(head, switches, spacing=4))
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(0, 0, 0, 0)
        sized(self, width=max(WIDTH, self.sections.sizeHint().width() + 10))
        around.changed.connect(self._refresh)
        self.history.filled.connect(lambda: order_focus(self))
        self.follow("")
        self.hide()

    @property
    def ref(self) -> str:
        """The question it is about; '' before one was entered."""
        return self._ref

    @property
    def is_open(self) -> bool:
        """True unless it was put away."""
        return not self.isHidden()

    @property
    def part(self) -> object:
        """Which part is in front."""
        return next(t for t, index in self._parts.items() if index == self.sections.current)

    def add_panel(self, part: object, title: str, panel: QWidget) -> None:
        """Append a part; it follows the question as the others do."""
        self._parts[part] = self.sections.add(title, panel)
        self._panels.append(cast("AsidePanel", panel))
        cast("AsidePanel", panel).show_question(self._ref)

    def follow(self, ref: str) -> None:
        """Be about another question."""
        self._ref = ref
        for panel in self._panels:
            panel.show_question(ref)
        self._show_heading()
        self._show_counts()

    def open_at(self, part: object) -> None:
        """Show a part and put the cursor into it; the same key leads back to the question."""
        index = self._parts[part]
        panel = self._panels[index]
        if self.sections.current == index and self._has_focus():
            self.left.emit()
            return
        self.show_part(part)
        panel.enter()

    def show_part(self, part: object) -> None:
        """Show a part, and leave the cursor where it is."""
        self.sections.show_section(self._parts[part])
        if self.isHidden():
            self.show()
            self.toggled.emit()

    def close_aside(self) -> None:
        """Put it away and go back to the question."""
        self.commit()
        had_focus = self._has_focus()
        self.hide()
        self.toggled.emit()
        if had_focus:
            self.left.emit()

    def commit(self) -> None:
        """Keep what is typed and not stored yet."""
        self.note.commit()
        self.talk.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the question."""
        if event.key() == Qt.Key.Key_Escape:
            self.commit()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _has_focus(self) -> bool:
        window = self.window()
        focus = window.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _refresh(self, refs: frozenset[str]) -> None:
        if self._ref in refs:
            self._show_counts()

    def _show_heading(self) -> None:
        text = ""
        if self._ref:
            try:
                node = self._around.controller.session.node(Ref(self._ref))
            except KeyError:
                self._ref = ""
            else:
                text = markdown.to_plain(node.label) or node.name
        self._heading.setToolTip(text)
        if len(text) > _LONGEST_HEADING:
            text = f"{text[:_LONGEST_HEADING].rsplit(' ', 1)[0]} …"
        self._heading.setText(text or self.tr("Belum ada pertanyaan yang dipilih"))

    def _show_counts(self) -> None:
        said = len(self._around.utas(self._ref).komentar) if self._ref else 0
        title = self.tr("Tinjauan")
        index = self._parts[Part.THREAD]
        self.sections.set_title(index, f"{title} ({said})" if said else title)
        noted = bool(self._ref and self._around.note(self._ref))
        title = self.tr("Catatan")
        self.sections.set_title(self._parts[Part.NOTE], f"{title} •" if noted else title)
