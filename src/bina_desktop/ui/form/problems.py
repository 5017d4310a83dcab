"""Everything that keeps a sheet from being finalised: question, value, what is wrong, the way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.formengine.client import Problem, ViolationKind
from bina_desktop.ui.form import markdown
from bina_desktop.ui.panels import Picture, button, label, scrolled
from bina_desktop.ui.theme import colours

_MOST_SHOWN = 100
"""More than a person reads; the rest is told as a number and comes up as these are mended."""


class ProblemsPanel(QFrame):
    """The list of problems beside the form."""

    jumped = Signal(object)
    """Carries the Problem to go to."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setAccessibleName(self.tr("Daftar yang perlu diperbaiki"))
        self._title = label(size=1.12, bold=True, wrap=True)
        close = button("", self.closed.emit, kind="quiet", glyph="close", name=self.tr("Tutup"))
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 8, 2)
        head.addWidget(self._title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._advice = label(
            self.tr("Pilih satu baris untuk menuju pertanyaannya, atau tekan Ctrl+E."),
            kind="muted",
            wrap=True,
        )
        self._advice.setContentsMargins(16, 0, 16, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._advice)
        self._area: QScrollArea | None = None
        self._rows: list[_Row] = []
        self._shown: tuple[Problem, ...] = ()

    @property
    def rows(self) -> tuple[QWidget, ...]:
        """One widget a problem, in form order."""
        return tuple(self._rows)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List these; nothing is drawn anew while they stay the same."""
        if tuple(problems) == self._shown and self._area is not None:
            return
        self._shown = tuple(problems)
        count = len(problems)
        if count:
            self._title.setText(self.tr("{0} isian perlu diperbaiki").format(count))
        else:
            self._title.setText(self.tr("Semua isian sudah benar"))
        self._advice.setVisible(bool(count))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 0, 8, 12)
        column.setSpacing(4)
        self._rows = [_Row(problem, body) for problem in problems[:_MOST_SHOWN]]
        for row in self._rows:
            row.chosen.connect(self.jumped)
            column.addWidget(row)
        if count > _MOST_SHOWN:
            more = self.tr("… dan {0} lagi; muncul sesudah yang di atas diperbaiki.")
            column.addWidget(label(more.format(count - _MOST_SHOWN), kind="muted", wrap=True))
        column.addStretch(1)
        area = scrolled(body)
        layout = self.layout()
        if layout is not None:
            if self._area is not None:
                layout.removeWidget(self._area)
                self._area.deleteLater()
            layout.addWidget(area)
        self._area = area

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Put the focus on the first problem."""
        if self._rows:
            self._rows[0].setFocus()


class _Row(QFrame):
    """One problem; a click or Enter leads to its question."""

    chosen = Signal(object)

    def __init__(self, problem: Problem, parent: QWidget) -> None:
        super().__init__(parent)
        self._problem = problem
        self.setObjectName("problem")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        question = markdown.to_plain(problem.label) or problem.ref.rpartition("/")[2]
        value = problem.value or self.tr("belum diisi")
        unusual = problem.violation.kind is ViolationKind.WARNING
        glyph, shade = ("warning", colours().warn) if unusual else ("error", colours().bad)
        sign = Picture(glyph, shade)
        message = problem.violation.message
        if unusual:
            way = self.tr("Perbaiki jawabannya, atau jelaskan mengapa jawaban itu benar.")
            message = f"{message} {way}"
        words = QVBoxLayout()
        words.setSpacing(1)
        for text, kind in (
            (question, ""),
            (self.tr("Jawaban: {0}").format(value), "muted"),
            (message, "warn" if unusual else "fault"),
        ):
            line = label(text, kind=kind, wrap=True)
            line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            words.addWidget(line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setAccessibleName(f"{question}: {message}")
        self.setAccessibleDescription(self.tr("Jawaban: {0}").format(value))

    def mouseReleaseEvent(self, event: object) -> None:
        """Go there."""
        del event
        self.chosen.emit(self._problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there on Enter, walk with the arrows."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self._problem)
        elif key is Qt.Key.Key_Down:
            self.focusNextChild()
        elif key is Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
