"""How a recap workbook looks: formats, colours of the predikat, tables with their titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from bina_desktop.domain.penilaian import PREDIKAT, TIDAK_DISIMPULKAN
from bina_desktop.exchange.rekap.answers import plain_text

INK: Final = "#16324F"
SOFT: Final = "#5B6B7B"
_LINE: Final = "#C9D3DD"
SERIES: Final = ("#1F5F99", "#E08A1E", "#3A8F6B", "#8A4F9E", "#B5473C", "#6C7A89")
"""Colours of the lines and bars of charts."""
TABLE_STYLE: Final = "Table Style Light 1"
LINE_HEIGHT: Final = 15
"""Points of a line of text."""
_MOST_LINES: Final = 27
"""Excel lets no row be higher than 409 points."""
HEAD_ROW: Final = 3
"""Row of the titles of a table, counted from 0: a title and a line of explanation stand above."""

FIRST_ROW: Final = HEAD_ROW + 1
"""First row of data."""

_COLOURS: Final = {
    "Sangat Baik": ("#C6E7D0", "#0B5A2B"),
    "Baik": ("#E3F3D5", "#33691E"),
    "Cukup": ("#FFF3C4", "#7A5B00"),
    "Kurang": ("#FFE0C2", "#8A3B00"),
    "Sangat Kurang": ("#F9CFCB", "#8C1D18"),
    TIDAK_DISIMPULKAN: ("#E6E9EC", "#4A5560"),
}
_STATUS: Final = {
    "Selesai": _COLOURS["Sangat Baik"],
    "Proses": _COLOURS["Cukup"],
    "Belum": _COLOURS["Kurang"],
    "Kritis": _COLOURS["Sangat Kurang"],
    "Tinggi": _COLOURS["Kurang"],
}
Kind = Literal["text", "word", "wrap", "nilai", "count", "date", "skor", "id"]
Cell = str | Decimal | int | date | None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table in a recap."""

    title: str
    kind: Kind = "text"
    width: float = 14
    total: bool = False
    """True where the foot sums it up."""
    predikat: Literal["", "word", "nilai", "status"] = ""
    """How its cells are coloured."""


TRIWULAN: Final = TableColumn("Triwulan", width=11)
WILAYAH: Final = TableColumn("Kabupaten/kota", width=30)


class Styles:
    """The formats of one book."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}

        def made(**style: object) -> Any:
            return book.add_format({**base, **style})

        self.cells: dict[Kind, Any] = {
            "text": made(num_format="@"),
            "word": made(num_format="@", indent=1),
            "wrap": made(num_format="@", text_wrap=True, valign="top"),
            "nilai": made(num_format="[$-421]#,##0.00", align="right"),
            "skor": made(num_format="[$-421]0.00", align="right"),
            "count": made(num_format="[$-421]#,##0", align="right"),
            "date": made(num_format="[$-421]d mmmm yyyy", align="left"),
            "id": made(num_format="@"),
        }
        self.head = made(bold=True, font_color="#FFFFFF", bg_color=INK, text_wrap=True, bottom=1)
        self.foot = made(bold=True, num_format="[$-421]#,##0", top=1, top_color=INK)
        self.title = made(bold=True, font_size=18, font_color=INK)
        self.lead = made(font_color=SOFT)
        self.name = made(bold=True, font_color=INK, valign="top")
        self.value = made(text_wrap=True, valign="top", align="left")
        self.link = made(font_color="#1F5F99", underline=1, valign="top")
        self.section = made(bold=True, font_size=13, font_color=INK, bottom=1, bottom_color=_LINE)
        self.words = {name: self._filled(book, pair) for name, pair in _COLOURS.items()}
        self.status = {name: self._filled(book, pair) for name, pair in _STATUS.items()}
        self.predikat = {
            name: made(bold=True, font_color=ink, bg_color=paper, align="left", valign="top")
            for name, (paper, ink) in _COLOURS.items()
        }

    @staticmethod
    def _filled(book: Any, pair: tuple[str, str]) -> Any:
        return book.add_format({"bg_color": pair[0], "font_color": pair[1]})

    def colour(self, page: Any, area: tuple[int, int, int, int], how: str) -> None:
        """Colour cells by what they say: a predikat, a nilai as its predikat, or a status."""
        if how == "word":
            for name, style in self.words.items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{name}"', "format": style}
                page.conditional_format(*area, rule)
        elif how == "status":
            for name, style in self.status.items():
                rule = {"type": "text", "criteria": "begins with", "value": name, "format": style}
                page.conditional_format(*area, rule)
        elif how == "nilai":
            page.conditional_format(
                *area, {"type": "blanks", "format": None, "stop_if_true": True}
            )
            for floor, name in PREDIKAT:
                rule = {
                    "type": "cell",
                    "criteria": ">=",
                    "value": int(floor),
                    "format": self.words[name],
                    "stop_if_true": True,
                }
                page.conditional_format(*area, rule)


def write_cell(page: Any, place: tuple[int, int], value: Cell, style: Any) -> None:
    """Write a value as what it is; text never becomes a formula or a link."""
    if value is None or value == "":
        page.write_blank(*place, None, style)
    elif isinstance(value, str):
        page.write_string(*place, plain_text(value), style)
    elif isinstance(value, date):
        page.write_datetime(*place, value, style)
    else:
        page.write_number(*place, float(value), style)


def begin_page(book: Any, styles: Styles, name: str, title: str, lead: str) -> Any:
    """Return a new sheet with its title and a line that explains it."""
    page = book.add_worksheet(name)
    page.hide_gridlines(2)
    page.write_string(0, 0, title, styles.title)
    page.write_string(1, 0, lead, styles.lead)
    page.set_row(0, 28)
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&8&F&C&8&A&R&8Halaman &P dari &N")
    page.set_landscape()
    return page


def add_table(
    page: Any,
    styles: Styles,
    name: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[Cell]],
    *,
    top: int = HEAD_ROW,
    frozen: int = 2,
) -> int:
    """Write a table with name, filters and, where asked for, a foot of sums; returns its rows."""
    sums = [Decimal()] * len(columns)
    last = top
    for last, row in enumerate(rows, start=top + 1):
        _write_row(page, styles, last, columns, row)
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            if column.total and isinstance(value, int | Decimal):
                sums[index] += value
    written = last - top
    if not written:
        last = top + 1
        page.write_string(last, 0, "Belum ada data.", styles.lead)
    has_foot = written > 0 and any(column.total for column in columns)
    described = [
        _described(column, styles)
        | (_foot(number, column, (top + 1, last), total, styles) if has_foot else {})
        for number, (column, total) in enumerate(zip(columns, sums, strict=True))
    ]
    page.add_table(
        top,
        0,
        last + has_foot,
        len(columns) - 1,
        {"name": name, "style": TABLE_STYLE, "total_row": has_foot, "columns": described},
    )
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width)
        if column.predikat and written:
            styles.colour(page, (top + 1, index, last, index), column.predikat)
    page.set_row(top, 36)
    if top == HEAD_ROW:
        page.freeze_panes(top + 1, frozen)
        page.repeat_rows(top)
    return written


def _write_row(
    page: Any, styles: Styles, number: int, columns: Sequence[TableColumn], row: Sequence[Cell]
) -> None:
    lines = 1
    for index, (column, value) in enumerate(zip(columns, row, strict=True)):
        write_cell(page, (number, index), value, styles.cells[column.kind])
        if column.kind == "wrap" and isinstance(value, str):
            lines = max(lines, lines_of(value, column.width))
    if lines > 1:  # not every program lets rows grow by themselves
        page.set_row(number, LINE_HEIGHT * min(lines, _MOST_LINES) + 1)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a cell of this width, in letters."""
    return sum(max(1, -(-len(part) // max(1, int(width * 0.94)))) for part in text.split("\n"))


def _described(column: TableColumn, styles: Styles) -> dict[str, object]:
    return {"header": column.title, "header_format": styles.head}


def _foot(
    number: int, column: TableColumn, rows: tuple[int, int], total: Decimal, styles: Styles
) -> dict[str, object]:
    """Return the sum of what the filter lets through, with plain addresses: some programs do not
    know names of columns that hold a blank.
    """
    from xlsxwriter.utility import xl_range

    if column.total:
        area = xl_range(rows[0], number, rows[1], number)
        return {
            "total_function": f"SUBTOTAL(109,{area})",
            "total_value": int(total),
            "format": styles.foot,
        }
    return {"total_string": "Jumlah"} if number == 0 else {}
