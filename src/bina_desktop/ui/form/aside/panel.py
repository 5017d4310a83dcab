"""The calm panel about the question where the person is: note, review thread, history."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bina_desktop.formengine.client import Ref
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.around import Around
from bina_desktop.ui.form.aside.history import HistoryPanel
from bina_desktop.ui.form.aside.marks import Part
from bina_desktop.ui.form.aside.note import NotePanel
from bina_desktop.ui.form.aside.thread import ThreadPanel
from bina_desktop.ui.panels import button, column, label, row
from bina_desktop.ui.sections import Sections
from bina_desktop.ui.theme import sized

WIDTH: Final = 344
_LONGEST_HEADING: Final = 110


class AsidePanel(Protocol):
    """One part of the aside."""

    def show_question(self, ref: str) -> None: ...
    def enter(self) -> None: ...


class Aside(QFrame):
    """Follows the cursor from question to question; opens and closes by keys.

    What stands in it is made when it is first opened: most sheets are filled without it.
    """

    left = Signal()
    """The person wishes to go on with the question."""
    toggled = Signal()
    """It was opened or closed."""

    def __init__(self, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entryAside")
        self._around = around
        self._ref = ""
        self._inside: _Inside | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        sized(self, width=WIDTH)
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
    def part(self) -> Part:
        """Which part is in front."""
        return self._inside.part if self._inside is not None else Part.NOTE

    @property
    def note(self) -> NotePanel:
        """The collector's note."""
        return self._furnished().note

    @property
    def talk(self) -> ThreadPanel:
        """The review thread."""
        return self._furnished().talk

    @property
    def history(self) -> HistoryPanel:
        """What became of the answer."""
        return self._furnished().history

    def follow(self, ref: str) -> None:
        """Be about another question."""
        self._ref = ref
        if self._inside is not None:
            self._ref = self._inside.follow(ref)

    def open_at(self, part: Part) -> None:
        """Show a part and put the cursor into it; the same key leads back to the question."""
        if self.part is part and self._has_focus():
            self.left.emit()
            return
        self.show_part(part)
        self._furnished().enter(part)

    def show_part(self, part: Part) -> None:
        """Show a part, and leave the cursor where it is."""
        self._furnished().show_part(part)
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
        if self._inside is not None:
            self._inside.commit()

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

    def _furnished(self) -> _Inside:
        """Return what stands in it; made when it is first wanted."""
        inside = self._inside
        if inside is None:
            inside = self._inside = _Inside(self._around, self)
            inside.close_wished.connect(self.close_aside)
            inside.history.filled.connect(lambda: order_focus(self))
            sized(self, width=max(WIDTH, inside.least_width))
            layout = self.layout()
            assert layout is not None
            layout.addWidget(inside)
            self.follow(self._ref)
        return inside


class _Inside(QWidget):
    """Heading, switches, and one panel for each part."""

    close_wished = Signal()

    def __init__(self, around: Around, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self._ref = ""
        self.note = NotePanel(around)
        self.talk = ThreadPanel(around)
        self.history = HistoryPanel(around)
        self._sections = Sections()
        self._panels: dict[Part, AsidePanel] = {}
        self._heading = label(bold=True, wrap=True)
        self._heading.setAccessibleName(self.tr("Pertanyaan yang dibahas"))
        wish = self.close_wished.emit
        close = button("", wish, kind="quiet", glyph="close", name=self.tr("Tutup"))
        close.setToolTip(self.tr("Tutup panel ini"))
        head = row(self._heading, close, spacing=6)
        head.setStretch(0, 1)
        head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        head.setContentsMargins(14, 10, 8, 2)
        switches = column(self._sections)
        switches.setContentsMargins(10, 0, 0, 0)
        for part, title, panel in (
            (Part.NOTE, self.tr("Catatan"), self.note),
            (Part.THREAD, self.tr("Tinjauan"), self.talk),
            (Part.HISTORY, self.tr("Riwayat"), self.history),
        ):
            self._sections.add(title, panel)
            self._panels[part] = panel
        self.setLayout(column(head, switches, spacing=4))
        around.changed.connect(self._refresh)

    @property
    def part(self) -> Part:
        """Which part is in front."""
        return tuple(self._panels)[self._sections.current]

    @property
    def least_width(self) -> int:
        """What the switches need beside each other."""
        return self._sections.sizeHint().width() + 10

    def follow(self, ref: str) -> str:
        """Be about another question; return it, '' where it is gone."""
        self._ref = ref
        for panel in self._panels.values():
            panel.show_question(ref)
        self._show_heading()
        self._show_counts()
        return self._ref

    def show_part(self, part: Part) -> None:
        """Bring a part to the front."""
        self._sections.show_section(self._place(part))

    def enter(self, part: Part) -> None:
        """Put the cursor into a part."""
        self._panels[part].enter()

    def commit(self) -> None:
        """Keep what is typed and not stored yet."""
        self.note.commit()
        self.talk.commit()

    def _place(self, part: Part) -> int:
        return tuple(self._panels).index(part)

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
        self._set_title(Part.THREAD, f"{title} ({said})" if said else title)
        noted = bool(self._ref and self._around.note(self._ref))
        title = self.tr("Catatan")
        self._set_title(Part.NOTE, f"{title} •" if noted else title)

    def _set_title(self, part: Part, title: str) -> None:
        self._sections.set_title(self._place(part), title)
