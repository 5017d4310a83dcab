"""What stands beside a question, said in a line below it: its note, its review thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bina_desktop.application.utas import UtasView
from bina_desktop.domain.utas import StatusUtas
from bina_desktop.ui.form.around import Around
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.panels import restyle
from bina_desktop.ui.theme import colours, icon, px

_tr = QCoreApplication.translate
_ICON = 16
MARGINS: Final = (4, 12, 14, 14)
"""Around a part of the aside."""


class Part(Enum):
    """Which part of the aside a mark leads to."""

    NOTE = "note"
    THREAD = "thread"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that stands beside a question: a shape, words, and only then a colour."""

    part: Part
    glyph: str
    words: str
    tone: str = "muted"
    """A kind of label in the style sheet: muted, warn, good."""


def marks_of(around: Around, ref: str) -> tuple[Mark, ...]:
    """Return what stands beside a question."""
    found: list[Mark] = []
    utas = around.utas(ref)
    if utas.komentar:
        found.append(_thread_mark(utas))
    note = around.note(ref)
    if note:
        words = _tr("tanda", "Catatan: {0}").format(" ".join(note.split()))
        found.append(Mark(Part.NOTE, "note", words))
    return tuple(found)


def glyph_of(status: StatusUtas) -> str:
    """Return the shape that tells how a thread stands."""
    return {
        StatusUtas.TERBUKA: "talk-open",
        StatusUtas.DIJAWAB: "talk-answered",
        StatusUtas.DITUTUP: "talk-closed",
    }[status]


def tone_of(status: StatusUtas) -> str:
    """Return the kind of text in which a status is written."""
    return {
        StatusUtas.TERBUKA: "warn",
        StatusUtas.DIJAWAB: "muted",
        StatusUtas.DITUTUP: "good",
    }[status]


def words_of(status: StatusUtas) -> str:
    """Return the status of a thread in words."""
    return {
        StatusUtas.TERBUKA: _tr("tanda", "Tinjauan menunggu jawaban"),
        StatusUtas.DIJAWAB: _tr("tanda", "Tinjauan sudah dijawab"),
        StatusUtas.DITUTUP: _tr("tanda", "Tinjauan selesai"),
    }[status]


def _thread_mark(utas: UtasView) -> Mark:
    words = words_of(utas.status)
    last = utas.komentar[-1]
    if utas.status is not StatusUtas.DITUTUP and last.teks:
        quoted = " ".join(last.teks.split())
        words = _tr("tanda", "{0}: “{1}” – {2}").format(words, quoted, last.siapa)
    return Mark(Part.THREAD, glyph_of(utas.status), words, tone_of(utas.status))


class Dresser:
    """Gives fields their marks, as they are drawn and whenever these change."""

    def __init__(self, around: Around, wished: Callable[[str, Part], object]) -> None:
        self._around = around
        self._wished = wished

    def dress(self, field: Field) -> None:
        """Show what stands beside a question now; nothing where nothing stands there."""
        marks = marks_of(self._around, field.ref)
        line = field.findChild(MarkLine)
        if line is None:
            if not marks:
                return
            line = MarkLine(field)
            line.wished.connect(lambda part, ref=field.ref: self._wished(ref, part))
            field.add_below(line, tuple)
        line.show_marks(marks)
        field.tell_beside(". ".join(mark.words for mark in marks))


class MarkLine(QWidget):
    """The marks of one question, one below the other; each leads to its part of the aside."""

    wished = Signal(object)
    """Carries the Part."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self._lines: list[_MarkButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(1)

    @property
    def words(self) -> tuple[str, ...]:
        """What is told, line by line."""
        return tuple(mark.words for mark in self._marks)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Tell this."""
        if marks != self._marks:
            self._marks = marks
            while len(self._lines) < len(marks):
                line = _MarkButton(self)
                line.clicked.connect(lambda _on=False, one=line: self.wished.emit(one.part))
                self._lines.append(line)
                self._layout.addWidget(line)
            for line, mark in zip(self._lines, marks, strict=False):
                line.show_mark(mark)
            for place, line in enumerate(self._lines):
                line.setVisible(place < len(marks))
        self.setVisible(bool(marks))


class _MarkButton(QPushButton):
    """Elides its words instead of widening the page; keys reach the aside by F2 and F3."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.part = Part.NOTE
        self._words = ""
        self.setProperty("kind", "mark")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setIconSize(QSize(px(_ICON), px(_ICON)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_mark(self, mark: Mark) -> None:
        """Tell another thing."""
        self.part = mark.part
        self._words = mark.words
        restyle(self, "tone", mark.tone)
        self.setIcon(icon(mark.glyph, getattr(colours(), mark.tone)))
        self.setToolTip(mark.words)
        self.setAccessibleName(mark.words)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as fits."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(self.width() - self.iconSize().width() - 22, 20)
        text = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(text.replace("&", "&&"))
