"""Secondary instances as tables: rows of text with hash indexes built on first use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Item = tuple[str, ...]
"""One `<item>`: its cells in the order of `ItemTable.columns`; a missing cell is ''."""


def first_cell(rows: Sequence[Item], place: int) -> str:
    """Return a cell of the first row, '' where there is no row."""
    return rows[0][place] if rows else ""


@dataclass(frozen=True, slots=True)
class ItemElement:
    """An element of a secondary instance that is more than rows and columns."""

    name: str
    text: str = ""
    """Its own text; '' for one that holds elements."""
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    children: tuple[ItemElement, ...] = ()
    place: int = 0
    """Among the siblings of its name, from 0; below the root the place of its row."""


class ItemTable:
    """A list of choices or an attached data file (`instance('name')/root/item`)."""

    __slots__ = ("_indexes", "columns", "rows", "tree")

    def __init__(
        self,
        columns: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        tree: ItemElement | None = None,
    ) -> None:
        """Keep the rows; short (ragged) rows are filled with ''.

        Every row ends with one more blank cell, so that place -1 (no such column) reads ''.
        `tree` is the root element where rows and columns do not say all there is.
        """
        self.tree = tree
        self.columns: Mapping[str, int] = {name: place for place, name in enumerate(columns)}
        width = len(self.columns) + 1
        blanks = ("",) * width
        self.rows: tuple[Item, ...] = tuple(
            (*row[: width - 1], *blanks[min(len(row), width - 1) :]) for row in rows
        )
        self._indexes: dict[int, dict[str, tuple[Item, ...]]] = {}

    @classmethod
    def whole(
        cls, columns: Mapping[str, int], rows: tuple[Item, ...], tree: ItemElement | None
    ) -> ItemTable:
        """Return a table of rows that are filled already, the blank cell at their end as well."""
        table = cls((), (), tree=tree)
        table.columns, table.rows = columns, rows
        return table

    def column(self, name: str) -> int:
        """Return the place of a column, or -1 when the table has none of that name."""
        return self.columns.get(name, -1)

    def lookup(self, place: int, value: str) -> tuple[Item, ...]:
        """Return the rows whose cell at `place` equals `value`, in table order.

        Always the same object for the same question, so that others can keep what they made of it.
        """
        known = self._indexes.get(place)
        if known is None:
            index: dict[str, list[Item]] = {}
            for row in self.rows:
                index.setdefault(row[place], []).append(row)
            known = {cell: tuple(rows) for cell, rows in index.items()}
            self._indexes[place] = known
        return known.get(value, ())
