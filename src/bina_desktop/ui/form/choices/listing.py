"""A list of choices to be seen all at once, in one column, in several, or in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QLayout, QWidget

from bina_desktop.formengine.client import Choice
from bina_desktop.ui.form.choices.rows import ChoiceRow, Wording, wordings

_NEXT = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Right})
_BACK = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left})
_LINES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CLEAR = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})

RowMaker = Callable[[Wording, Choice, QWidget], ChoiceRow]
"""Makes the row of one choice."""


class ChoiceList(QWidget):
    """Choices to be seen all at once; Tab enters at the chosen one, arrows walk, digits choose."""

    picked = Signal(str)
    """Carries the value that a person chose; '' when the answer is taken back."""
    advanced = Signal()
    stepped = Signal(int, int)
    """Carries how many lines down a person wishes to go, and from which place of this line."""

    keep_all = False
    """True shows all choices also where the list is only read."""
    lines_beyond = False
    """True for a list that is one line of a table: arrows up and down lead out of it."""

    def __init__(self, make_row: RowMaker, layout: QLayout, parent: QWidget) -> None:
        """Show the rows that `make_row` makes in `layout`."""
        super().__init__(parent)
        self._make_row = make_row
        self._rows: list[ChoiceRow] = []
        self._choices: tuple[Choice, ...] = ()
        self._walked = False
        self._read_only = False
        self._layout = layout
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self._empty: QLabel | None = None

    @property
    def rows(self) -> Sequence[ChoiceRow]:
        """The choices as they stand on the screen."""
        return tuple(self._rows)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; rows are made anew only when the choices differ."""
        if choices is self._choices or tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        for row in self._rows:
            self._layout.removeWidget(row)
            row.deleteLater()
        self._rows = [
            self._add(wording, choice)
            for wording, choice in zip(wordings(self._choices), choices, strict=True)
        ]

    def set_chosen(self, values: Sequence[str], *, read_only: bool) -> None:
        """Mark the chosen ones; a list that is only read shows nothing else."""
        self._read_only = read_only
        for row in self._rows:
            chosen = row.wording.value in values
            row.setChecked(chosen)
            if row.isHidden() is (chosen or not read_only or self.keep_all):
                row.setVisible(row.isHidden())
        none = not self.keep_all and not any(row.isChecked() for row in self._rows)
        self._tell_empty(told=read_only and none)
        self._rove(next((row for row in self._rows if row.isChecked()), None))

    def enter(self, reason: Qt.FocusReason) -> None:
        """Put the focus on the chosen row, or the first."""
        row = next((row for row in self._rows if row.isChecked()), None)
        if row is None and self._rows:
            row = self._rows[0]
        if row is not None:
            self.enter_row(row, reason)

    def enter_row(
        self, row: ChoiceRow, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason
    ) -> None:
        """Put the focus on a row."""
        self._walked = False
        self._rove(row)
        row.setFocus(reason)

    def name_rows(self, question: str, description: str) -> None:
        """Let a screen reader say the question with each choice."""
        self.setAccessibleName(question)
        self.setAccessibleDescription(description)
        for row in self._rows:
            row.setAccessibleName(f"{row.wording.plain} — {question}")
            row.setAccessibleDescription(description)

    def _add(self, wording: Wording, choice: Choice) -> ChoiceRow:
        row = self._make_row(wording, choice, self)
        row.clicked.connect(lambda: self._pick(row))
        row.key_pressed.connect(self._take_key)
        self._layout.addWidget(row)
        if isinstance(self._layout, QBoxLayout):
            self._layout.setStretchFactor(row, 1)
        return row

    def _tell_empty(self, *, told: bool) -> None:
        """Say that nothing is chosen, where nothing else would be seen."""
        if self._empty is None and told:
            self._empty = QLabel(self.tr("Tidak dijawab."), self)
            self._empty.setProperty("kind", "muted")
            self._layout.addWidget(self._empty)
        if self._empty is not None:
            self._empty.setVisible(told)

    def _rove(self, current: ChoiceRow | None) -> None:
        """Let Tab stop once in the list."""
        current = current or (self._rows[0] if self._rows else None)
        for row in self._rows:
            policy = Qt.FocusPolicy.StrongFocus if row is current else Qt.FocusPolicy.ClickFocus
            if row.focusPolicy() is not policy:
                row.setFocusPolicy(policy)

    def _pick(self, row: ChoiceRow) -> None:
        if self._read_only:
            row.setChecked(not row.isChecked())  # undo what the click did
            return
        self._walked = False
        self._emit_pick(row)

    def _emit_pick(self, row: ChoiceRow) -> None:
        for other in self._rows:
            other.setChecked(other is row)
        self._rove(row)
        self.picked.emit(row.wording.value)

    def _take_key(self, row: ChoiceRow, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return
        key = Qt.Key(event.key())
        event.setAccepted(self._walk(row, key) or self._enter_or_change(row, key, event.text()))

    def _walk(self, row: ChoiceRow, key: Qt.Key) -> bool:
        if key not in _NEXT | _BACK:
            return False
        if self.lines_beyond and key in _LINES:
            self.stepped.emit(_LINES[key], self._rows.index(row))
            return True
        shown = [one for one in self._rows if not one.isHidden()]
        if key in _LINES and not isinstance(self._layout, QBoxLayout):
            target = _above_or_below(row, shown, _LINES[key])
        else:
            at = shown.index(row) + (1 if key in _NEXT else -1)
            target = shown[at % len(shown)]
        self._walked = True
        self._rove(target)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _enter_or_change(self, row: ChoiceRow, key: Qt.Key, text: str) -> bool:
        if key in _ENTER:
            if self._walked and not row.isChecked():
                self._pick(row)
            self.advanced.emit()
        elif self._read_only:
            return False
        elif key is Qt.Key.Key_Space:
            row.setChecked(not row.isChecked())
            self._pick(row)
        elif key in _CLEAR:
            self._clear()
        else:
            wanted = self._by_key(text)
            if wanted is None:
                return False
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
            wanted.setChecked(not wanted.isChecked())
            self._pick(wanted)
        return True

    def _clear(self) -> None:
        for row in self._rows:
            row.setChecked(False)
        self.picked.emit("")

    def _by_key(self, text: str) -> ChoiceRow | None:
        """Find the choice of a key: its code, else its place, else the first letter."""
        text = text.strip().casefold()
        if not text:
            return None
        codes = [row.wording.value.casefold() for row in self._rows]
        if text in codes:
            return self._rows[codes.index(text)]
        if text == "0" and "10" in codes:
            return self._rows[codes.index("10")]
        if text.isdecimal():
            numbered = any(code.isdecimal() for code in codes)
            place = int(text) - 1
            return None if numbered or place not in range(len(codes)) else self._rows[place]
        begins = [row for row in self._rows if row.wording.plain.casefold().startswith(text)]
        return begins[0] if len(begins) == 1 else None


class CheckList(ChoiceList):
    """Choices of which any number may be ticked; a digit ticks by place."""

    def _emit_pick(self, row: ChoiceRow) -> None:
        self._rove(row)
        self.picked.emit(" ".join(one.wording.value for one in self._rows if one.isChecked()))


def _above_or_below(row: ChoiceRow, shown: Sequence[ChoiceRow], step: int) -> ChoiceRow:
    """Return the nearest row of the next line of columns; the same where there is none."""
    here = row.geometry().center()

    def distance(one: ChoiceRow) -> tuple[int, int]:
        there = one.geometry().center()
        return abs(there.y() - here.y()), abs(there.x() - here.x())

    beyond = [one for one in shown if (one.y() - row.y()) * step > 0]
    return min(beyond, key=distance, default=row)
