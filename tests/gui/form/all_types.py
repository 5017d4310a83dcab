"""One form with every question type and every appearance that the window knows.

It is joined from the tables that the other tests use. `python -m tests.gui.form.all_types FILE`
writes it as a workbook (.xlsx), to be tried in other programs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from openpyxl import Workbook
from tests.gui.form.every_type import EVERY_TYPE
from tests.gui.form.every_widget import EVERY_WIDGET
from tests.gui.form.media import UPLOADS

LANGUAGE = "::Indonesia (id)"
_TRANSLATED = frozenset({"label", "hint", "media::image", "media::audio"})
Row = dict[str, str]


def joined(*tables: str) -> dict[str, list[Row]]:
    """Return the rows of all tables by sheet; columns without a language get Indonesian."""
    sheets: dict[str, list[Row]] = {}
    for table in tables:
        rows: list[Row] = []
        head: list[str] = []
        for line in table.strip().splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) == 1:
                rows, head = sheets.setdefault(cells[0], []), []
            elif not head:
                head = [_translated(cell) for cell in cells[1:]]
            else:
                row = dict(zip(head, cells[1:], strict=False))
                rows.append({column: text for column, text in row.items() if text})
    _name_apart(sheets["survey"])
    sheets["choices"] = _once(sheets["choices"])
    sheets["settings"] = sheets["settings"][:1]
    return sheets


def _translated(column: str) -> str:
    return column + LANGUAGE if column in _TRANSLATED else column


def _name_apart(rows: list[Row]) -> None:
    """Number the names that an earlier table has already."""
    taken: set[str] = set()
    for row in rows:
        if row.get("name") in taken:
            row["name"] += "2"
        taken |= {row["name"]} if "name" in row else set()


def _once(rows: list[Row]) -> list[Row]:
    """Keep the first of the choices that several tables offer."""
    return list({(row["list_name"], row["name"]): row for row in reversed(rows)}.values())[::-1]


def as_markdown(sheets: dict[str, list[Row]]) -> str:
    """Return the form as a table."""
    lines: list[str] = []
    for name, rows in sheets.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        lines += [f"| {name} |", f"| | {' | '.join(columns)} |"]
        lines += [f"| | {' | '.join(row.get(c, '') for c in columns)} |" for row in rows]
    return "\n".join(lines)


ALL_TYPES = as_markdown(joined(EVERY_TYPE, EVERY_WIDGET, UPLOADS))


def write(path: Path) -> None:
    """Write the form as a workbook."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in joined(EVERY_TYPE, EVERY_WIDGET, UPLOADS).items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column, "") for column in columns])
    book.save(path)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
