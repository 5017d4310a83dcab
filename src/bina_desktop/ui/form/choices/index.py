"""Choices to be searched by typing, as many as there are: an index and the table that shows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from bina_desktop.formengine.client import Choice
from bina_desktop.ui.form import markdown

_Index = QModelIndex | QPersistentModelIndex
_PORTION = 2_000
"""Choices folded at a time: two or three milliseconds on a laptop."""


class ChoiceIndex:
    """The words of a list, folded once; every search after that is a walk over plain strings.

    A long list is folded in portions, between which the window can be painted; a search folds
    what is still missing.
    """

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._choices = choices
        self._labels: list[str] = []
        self._folded: list[str] = []
        self._places: dict[str, int] = {}
        self._last: tuple[str, Sequence[int]] = ("", range(len(choices)))

    def __len__(self) -> int:
        """Return how many choices there are."""
        return len(self._choices)

    @property
    def ready(self) -> bool:
        """True when a search costs no more than the search."""
        return len(self._folded) == len(self._choices)

    def fold(self, portion: int = _PORTION) -> None:
        """Prepare the next choices for searching."""
        start = len(self._folded)
        choices = self._choices[start : start + portion]
        labels = [_plain(one) for one in choices]
        self._labels += labels
        self._folded += [label.casefold() for label in labels]
        self._places |= {one.value: at for at, one in enumerate(choices, start)}

    def value(self, place: int) -> str:
        """Return what is stored for a choice."""
        return self._choices[place].value

    def label(self, place: int) -> str:
        """Return the words of a choice without marks."""
        known = place < len(self._labels)
        return self._labels[place] if known else _plain(self._choices[place])

    def place(self, value: str) -> int:
        """Return where the choice of a value stands, -1 when it is not offered."""
        if self.ready:
            return self._places.get(value, -1)
        return next((at for at, one in enumerate(self._choices) if one.value == value), -1)

    def find(self, typed: str) -> Sequence[int]:
        """Return the places of the choices that hold every typed word.

        Those that begin with what was typed come first, then those with a word that does.
        """
        if not self.ready:
            self.fold(len(self))
        wanted = " ".join(typed.casefold().split())
        before, found = self._last
        if wanted != before:
            if not before or not wanted.startswith(before):
                found = range(len(self._folded))
            self._last = (wanted, self._ranked(wanted, found))
        return self._last[1]

    def only(self, typed: str) -> int:
        """Return the choice that a text names beyond doubt, else -1."""
        found = self.find(typed)
        wanted = " ".join(typed.casefold().split())
        same = [place for place in found if self._folded[place] == wanted]
        if same:
            return same[0]
        return found[0] if len(found) == 1 else -1

    def _ranked(self, wanted: str, among: Sequence[int]) -> Sequence[int]:
        if not wanted:
            return range(len(self._folded))
        folded = self._folded
        found = among
        for word in wanted.split():
            found = [place for place in found if word in folded[place]]
        head, inner = wanted, f" {wanted}"
        first = [place for place in found if folded[place].startswith(head)]
        if len(first) == len(found):
            return first
        rest = [place for place in found if not folded[place].startswith(head)]
        second = [place for place in rest if inner in folded[place]]
        return first + second + [place for place in rest if inner not in folded[place]]


class ChoiceTable(QAbstractTableModel):
    """What was found, as one column; a table view lays out only the rows in sight."""

    def __init__(self, index: ChoiceIndex, *, many: bool) -> None:
        super().__init__()
        self._index = index
        self._many = many
        self._found: Sequence[int] = range(len(index))
        self._chosen: Collection[str] = frozenset()

    @property
    def index_of_choices(self) -> ChoiceIndex:
        """What is searched."""
        return self._index

    def show_found(self, found: Sequence[int]) -> None:
        """Show these choices."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def show_chosen(self, values: Collection[str]) -> None:
        """Tick these choices."""
        self._chosen = frozenset(values)
        if self._found:
            last = self.index(len(self._found) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])

    def place(self, row: int) -> int:
        """Return the choice in a row, -1 when there is none."""
        return self._found[row] if 0 <= row < len(self._found) else -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many were found."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return one."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a choice, and whether it is ticked."""
        place = self.place(index.row())
        if place < 0:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._index.label(place)
        if role == Qt.ItemDataRole.CheckStateRole and self._many:
            ticked = self._index.value(place) in self._chosen
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None


def _plain(choice: Choice) -> str:
    """Return a label without marks and line breaks; most have none."""
    label = choice.label or choice.value
    return markdown.to_plain(label) if markdown.is_marked(label) else label
