"""Draws one blank sheet as a page that looks like its form: questions below each other.

Whoever fills a Lembar Penilaian reads a question, looks at its help, answers, and goes down; 190
columns beside each other would be no form. Column A holds the hidden key of each question, the
hidden first row that of the record: it is a table on its side, and is read as one.
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import Any, Final

from bina_desktop.application.workbook import CellKind, Column, VisibleSheet
from bina_desktop.exchange.manifest import sheet_mark
from bina_desktop.exchange.rows import row_mark
from bina_desktop.exchange.rules import Rules, number_words
from bina_desktop.exchange.styles import Styles
from bina_desktop.exchange.tables import REQUIRED, set_up_print

_QUESTION, _ANSWER, _HELP = 1, 2, 3
_WIDTHS: Final = {_QUESTION: 50, _ANSWER: 38, _HELP: 44}
_LINE: Final = 15.0
_CODE: Final = re.compile(r"(\w{1,4})\s*[·.]\s*")
"""Beginning of a label that repeats the code of its section: `F4 · `."""
_MULTILINE: Final = 3


class FormPages:
    """Draws the pages of one workbook."""

    def __init__(self, book: Any, styles: Styles, rules: Rules, *, note: str) -> None:
        """Draw into `book`; `note` is printed at the foot of each page."""
        self._book, self._styles, self._rules, self._note = book, styles, rules, note

    def draw(self, sheet: VisibleSheet) -> None:
        """Add the page of a sheet."""
        page = self._book.add_worksheet(sheet.title)
        page.hide_gridlines(2)
        page.set_column(0, 0, 8, None, {"hidden": True})
        page.set_row(0, None, None, {"hidden": True})
        for index, width in _WIDTHS.items():
            page.set_column(index, index, width)
        ((record, _),) = sheet.rows
        page.write_string(0, 0, sheet_mark(sheet.entity, sheet.title))
        page.write_string(0, _ANSWER, row_mark(record, ()))
        row = self._draw_top(page, sheet)
        page.freeze_panes(row, 0)
        page.repeat_rows(row - 1)
        sections: tuple[str, ...] = ()
        for column in sheet.columns:
            row = self._draw_sections(page, row, sections, column.sections)
            sections = column.sections
            self._draw_question(page, row, column)
            row += 1
        page.protect("", {"format_columns": True, "format_rows": True})
        set_up_print(page, note=f"{sheet.title} · {self._note}", upright=True)

    def _draw_top(self, page: Any, sheet: VisibleSheet) -> int:
        page.set_row(1, 30)
        page.write_string(1, _QUESTION, sheet.heading, self._styles.named("title"))
        row = 2
        for name, value in sheet.facts:
            page.write_string(row, _QUESTION, name, self._styles.named("name"))
            page.write_string(row, _ANSWER, value, self._styles.named("fact"))
            row += 1
        row += 1
        heads = {_QUESTION: "Pertanyaan", _ANSWER: "Jawaban", _HELP: "Petunjuk"}
        for index, text in heads.items():
            page.write_string(row, index, text, self._styles.named("head"))
        page.set_row(row, 22)
        return row + 1

    def _draw_sections(
        self, page: Any, row: int, before: tuple[str, ...], now: tuple[str, ...]
    ) -> int:
        """Write the sections that begin here; returns the next free row."""
        for depth, label in enumerate(now):
            if before[: depth + 1] == now[: depth + 1]:
                continue
            style = self._styles.named("subsection" if depth else "section")
            page.write_string(row, _QUESTION, label, style)
            for index in (_ANSWER, _HELP):
                page.write_blank(row, index, None, style)
            lines = len(wrap(label, 120)) or 1
            page.set_row(row, _LINE * lines + (4 if depth else 8))
            row += 1
        return row

    def _draw_question(self, page: Any, row: int, column: Column) -> None:
        label = _own_label(column) + (REQUIRED if column.required else "")
        page.write_string(row, 0, column.field)
        page.write_string(row, _QUESTION, label, self._styles.named("question"))
        page.write_blank(row, _ANSWER, None, self._styles.cell(column.kind, fill=True))
        words = _help(column)
        page.write_string(row, _HELP, words, self._styles.named("hint"))
        rule = self._rules.rule(column)
        if rule is not None:
            page.data_validation(row, _ANSWER, row, _ANSWER, rule)
        lines = max(
            len(wrap(label, _WIDTHS[_QUESTION] - 4)),
            len(wrap(words, _WIDTHS[_HELP] - 2)),
            _MULTILINE if column.multiline else 1,
        )
        page.set_row(row, _LINE * lines + 5)


def _own_label(column: Column) -> str:
    """Return the label without the code that its section says already."""
    code = _CODE.match(column.label)
    inner = _CODE.match(column.sections[-1]) if column.sections else None
    if code and inner and code[1] == inner[1]:
        return column.label[code.end() :]
    return column.label


def _help(column: Column) -> str:
    parts = [column.hint]
    if column.kind is CellKind.DATE:
        parts.append("Tanggal, misalnya 23-11-2026.")
    elif column.kind is CellKind.NUMBER:
        parts.append(number_words(column))
    elif column.choices and column.ordered:
        parts.append("Tulis pilihannya menurut urutan, dipisah titik koma.")
    elif column.choices and column.multiple:
        parts.append("Boleh lebih dari satu, dipisah titik koma.")
    return " ".join(filter(None, parts))
