"""What spreadsheet programs are told about cells: drop-downs, numbers, dates, and a word of help.

A rule warns and is no wall: the import judges every cell again. Excel refuses a workbook whose
titles are longer than 32 characters, whose messages are longer than 255, or whose lists are
written into the rule and longer than 255; lists stand on a sheet of their own under a name.
"""

from __future__ import annotations

from datetime import date
from textwrap import shorten
from typing import Any, Final

from bina_desktop.application.workbook import CellKind, Column
from bina_desktop.exchange.cells import SEPARATOR, labels
from bina_desktop.exchange.manifest import LISTS

_TITLE: Final = 32
_MESSAGE: Final = 255
_LARGEST: Final = 10**15
_LAST_DATE: Final = date(2200, 12, 31)
_FIRST_DATE: Final = date(1900, 3, 1)


class Rules:
    """The rules of one workbook; columns with the same choices share one list."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], str] = {}

    def rule(self, column: Column, *, help_text: str = "") -> dict[str, Any] | None:
        """Return the rule of the cells of a column; None where there is nothing to say."""
        rule = self._rule(column)
        words = " ".join(filter(None, (help_text, _how_to_choose(column))))
        if words:
            rule |= {
                "input_title": shorten(column.label, _TITLE, placeholder="…"),
                "input_message": shorten(words, _MESSAGE, placeholder=" …"),
            }
        if not rule:
            return None
        return {"validate": "any", "error_type": "warning", "ignore_blank": True, **rule}

    def _rule(self, column: Column) -> dict[str, Any]:
        if column.choices and not column.multiple:
            return {
                "validate": "list",
                "source": f"={self._name_of(tuple(labels(column).values()))}",
                "error_title": "Bukan pilihan",
                "error_message": "Pilih salah satu dari daftar pada sel ini.",
            }
        if column.kind is CellKind.NUMBER:
            return _number_rule(column)
        if column.kind is CellKind.DATE:
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": _FIRST_DATE,
                "maximum": _LAST_DATE,
                "error_title": "Bukan tanggal",
                "error_message": "Tulis tanggal seperti 23-11-2026.",
            }
        return {}

    def _name_of(self, items: tuple[str, ...]) -> str:
        return self._lists.setdefault(items, f"pilihan_{len(self._lists) + 1}")

    def write(self, book: Any) -> None:
        """Write the lists and give each its name."""
        from xlsxwriter.utility import xl_col_to_name

        page = book.add_worksheet(LISTS)
        page.hide()
        rows = max(map(len, self._lists), default=0)
        for index, (items, name) in enumerate(self._lists.items()):
            letter = xl_col_to_name(index)
            book.define_name(name, f"={LISTS}!${letter}$1:${letter}${max(len(items), 1)}")
        for row in range(rows):
            for index, items in enumerate(self._lists):
                if row < len(items):
                    page.write_string(row, index, items[row])


def number_words(column: Column) -> str:
    """Return a sentence that says which numbers a cell takes."""
    least, greatest = column.least, column.greatest
    what = "Angka bulat" if column.whole else "Angka"
    if least and greatest:
        return f"{what} dari {_local(least)} sampai {_local(greatest)}."
    if least or greatest:
        side = "sekurang-kurangnya" if least else "paling banyak"
        return f"{what} {side} {_local(least or greatest)}."
    return f"{what}, tanpa titik ribuan."


def _number_rule(column: Column) -> dict[str, Any]:
    number = int if column.whole else float
    return {
        "validate": "integer" if column.whole else "decimal",
        "criteria": "between",
        "minimum": number(column.least or -_LARGEST),
        "maximum": number(column.greatest or _LARGEST),
        "error_title": "Periksa angkanya",
        "error_message": number_words(column),
    }


def _local(number: str) -> str:
    return number.replace(".", ",")


def _how_to_choose(column: Column) -> str:
    if not (column.choices and column.multiple):
        return ""
    if column.ordered:
        return f"Urutkan, dipisah titik koma: {SEPARATOR.join(labels(column).values())}."
    return f"Boleh lebih dari satu, dipisah titik koma: {SEPARATOR.join(labels(column).values())}."
