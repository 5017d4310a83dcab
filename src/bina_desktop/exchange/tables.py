"""Draws a visible sheet as a table: a row per record, a column per question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from textwrap import wrap
from typing import Any, Final

from bina_desktop.application.workbook import CellKind, Column, VisibleSheet
from bina_desktop.exchange.cells import showing
from bina_desktop.exchange.manifest import sheet_mark
from bina_desktop.exchange.rows import row_mark, spare_mark
from bina_desktop.exchange.rules import Rules
from bina_desktop.exchange.styles import Styles

FIRST_ROW: Final = 2
"""Row of the first record, counted from 0: above it stand hidden keys and the head."""
_SAMPLE: Final = 200
"""Rows that are looked at for the width of a column."""
_NARROW, _WIDE = 11, 46
_MARGIN: Final = 4
_LINE: Final = 15.0
"""Points of a line of text."""
_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of the serial numbers that Excel keeps for dates."""
_HEAD_LINES: Final = 7
_HEAD_WIDTHS: Final = {CellKind.NUMBER: 13, CellKind.DATE: 13, CellKind.ID: 21}
_FROZEN: Final = 62
"""Letters of the columns that stay in sight at most."""
REQUIRED: Final = " *"
"""Behind the label of a question that must be answered."""
_MAY: Final = {"format_columns": True, "format_rows": True}
"""What people may do with a sheet beside filling it."""
_ONE_PAGE: Final = 230
"""Letters across at most, that a printed page still can be read."""


class Tables:
    """Draws the tables of one workbook."""

    def __init__(self, book: Any, styles: Styles, rules: Rules, *, note: str) -> None:
        """Draw into `book`; `note` is printed at the foot of each page."""
        self._book, self._styles, self._rules, self._note = book, styles, rules, note

    def draw(self, sheet: VisibleSheet) -> None:
        """Add the page of a sheet."""
        page = self._book.add_worksheet(sheet.title)
        widths = [_width(sheet, column) for column in sheet.columns]
        self._draw_head(page, sheet, widths)
        self._draw_rows(page, sheet)
        self._draw_rules(page, sheet)
        rows = len(sheet.rows) + len(sheet.spare)
        if sheet.new:
            page.protect("", _MAY)
        elif sheet.columns:
            # From the hidden id on: a filter that left it out would sort the answers away from it.
            last = max(FIRST_ROW + rows - 1, FIRST_ROW)
            page.autofilter(FIRST_ROW - 1, 0, last, len(sheet.columns))
        set_up_print(page, note=f"{sheet.title} · {self._note}", width=sum(widths))
        page.freeze_panes(FIRST_ROW, _frozen(widths) + 1)
        page.repeat_rows(FIRST_ROW - 1)

    def _draw_head(self, page: Any, sheet: VisibleSheet, widths: Sequence[float]) -> None:
        page.write_string(0, 0, sheet_mark(sheet.entity, sheet.title))
        page.write_string(1, 0, "pengenal", self._styles.named("head"))
        page.set_column(0, 0, 8, None, {"hidden": True})
        page.set_row(0, None, None, {"hidden": True})
        lines = 1
        heads, section = ("head", "head 2"), ""
        for index, (column, width) in enumerate(zip(sheet.columns, widths, strict=True), start=1):
            if column.sections and column.sections[0] != section:
                heads, section = (heads[1], heads[0]), column.sections[0]
            name = heads[0] if column.sections else "head"
            page.write_string(0, index, column.field)
            star = REQUIRED if sheet.new and column.required else ""
            page.write_string(1, index, column.label + star, self._styles.named(name))
            page.set_column(index, index, width, self._styles.column(column.kind))
            lines = max(lines, len(wrap(column.label, max(int(width) - 2, 6))))
        page.set_row(1, _LINE * min(lines, _HEAD_LINES) + 8)

    def _draw_rows(self, page: Any, sheet: VisibleSheet) -> None:
        shows = [(showing(column), column.field) for column in sheet.columns]
        fill = bool(sheet.new)
        styles = [
            self._styles.cell(c.kind, grey=c.readonly, fill=fill and not c.readonly)
            for c in sheet.columns
        ]
        readonly = [i for i, column in enumerate(sheet.columns) if column.readonly]
        for number, (record, values) in enumerate(sheet.rows, start=FIRST_ROW):
            cells = [show(values.get(field, "")) for show, field in shows]
            page.write_string(number, 0, row_mark(record, (cells[i] for i in readonly)))
            write_cells(page, number, cells, styles)
        for number, key in enumerate(sheet.spare, start=FIRST_ROW + len(sheet.rows)):
            page.write_string(number, 0, spare_mark(key))
            for index, column in enumerate(sheet.columns):
                grey = column.readonly and not column.choices
                style = self._styles.cell(column.kind, grey=grey, fill=not grey)
                page.write_blank(number, index + 1, None, style)

    def _draw_rules(self, page: Any, sheet: VisibleSheet) -> None:
        first, last = FIRST_ROW, FIRST_ROW + max(len(sheet.rows) + len(sheet.spare), 1) - 1
        for index, column in enumerate(sheet.columns, start=1):
            # Of an added row, and of no other, it is chosen where it stands.
            start = first + len(sheet.rows) if column.readonly else first
            if column.readonly and not (sheet.spare and column.choices):
                continue
            rule = self._rules.rule(column, help_text=column.hint if sheet.new else "")
            if rule is not None:
                page.data_validation(start, index, last, index, rule)


def write_cells(
    page: Any, row: int, cells: Sequence[str | Decimal | date], styles: Sequence[Any]
) -> None:
    """Write cells as what they are: nothing that a person wrote ever becomes a formula.

    An export has hundreds of thousands, so each takes one call.
    """
    for index, (value, style) in enumerate(zip(cells, styles, strict=True), start=1):
        if value.__class__ is str:
            if value:
                page.write_string(row, index, value, style)
            else:
                page.write_blank(row, index, None, style)
        elif isinstance(value, date):
            page.write_number(row, index, (value - _EPOCH).days, style)
        else:
            page.write_number(row, index, float(value), style)


def set_up_print(page: Any, *, note: str, width: float = 0, upright: bool = False) -> None:
    """Print on A4 with a foot, across one page where its text can still be read there."""
    if not upright:
        page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    page.set_footer(f"&L&8{note.replace('&', '&&')[:150]}&R&8Halaman &P dari &N")
    if width <= _ONE_PAGE:
        page.fit_to_pages(1, 0)
    else:
        page.print_across()
        page.repeat_columns(1, 2)
        page.set_print_scale(70)


def _width(sheet: VisibleSheet, column: Column) -> float:
    """Return how wide a column is: for what stands in it, and so that its head has few lines."""
    show = showing(column)
    seen = (show(values.get(column.field, "")) for _, values in islice(sheet.rows, _SAMPLE))
    texts = [line for cell in seen if isinstance(cell, str) for line in cell.split("\n")]
    longest = max(map(len, texts), default=0)
    words = max(map(len, column.label.split()), default=0)
    least = max(_HEAD_WIDTHS.get(column.kind, _NARROW), words + 4, len(column.label) / 4)
    return float(min(max(least, longest + _MARGIN), _WIDE))


def _frozen(widths: Sequence[float]) -> int:
    """Return how many columns stay in sight while one goes to the right."""
    total, count = 0.0, 0
    for width in widths[:3]:
        total += width
        if total > _FROZEN:
            break
        count += 1
    return count
