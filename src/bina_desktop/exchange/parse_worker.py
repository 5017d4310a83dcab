"""The child process that parses a workbook: memory-limited, and its death is a refused file.

Run as `python -m bina_desktop.exchange.parse_worker`; reads one file after another, named on its
standard input, and leaves what each says in a folder of its own.
calamine can abort a process on a hostile file of 10 kB, so it never runs beside a window.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from bina_desktop.domain.errors import ImportRefusedError, WrongPasswordError
from bina_desktop.exchange.attachments import ATTACHMENTS, extract
from bina_desktop.exchange.encryption import decrypt_file, is_wrapped
from bina_desktop.exchange.faults import fault_of
from bina_desktop.exchange.limits import limit_memory
from bina_desktop.exchange.package import MAX_ROW, check_package, check_size
from bina_desktop.exchange.parsing import sheets_of
from bina_desktop.exchange.reader import file_hash, reading_of
from bina_desktop.exchange.sheet_xml import counts_from_1904
from bina_desktop.exchange.special_cells import special_cells
from bina_desktop.exchange.wire import ANSWER, Answer, to_bytes

MAX_SHEETS = 255
"""Sheets of a workbook: one part may be named by any number of them."""
MAX_CELLS = 6_000_000
"""Cells of one sheet, blank ones included; a journal of 200,000 changes has 2.2 million."""


def parse(path: Path, folder: Path) -> dict[str, Any]:
    """Return `{"sheets": [[name, rows], …], "formulas": {…}, …}` or `{"refused": sentence}`.

    Attached files are written to `folder`.
    """
    try:
        check_package(path)
    except ImportRefusedError as error:
        return {"refused": error.sentence}
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return _parsed(CalamineWorkbook.from_path(str(path)), path, folder)
    except ImportRefusedError as error:
        return {"refused": error.sentence}
    except (CalamineError, OSError, KeyError, ParseError, ExpatError) as error:
        return {"refused": _unreadable(path, type(error).__name__)}
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of no module that could be imported
            raise
        return {"refused": _unreadable(path, "panic")}


def _parsed(book: Any, path: Path, folder: Path) -> dict[str, Any]:
    names = book.sheet_names
    if len(names) > MAX_SHEETS:
        raise ImportRefusedError(
            f"Berkas “{path.name}” memuat {len(names)} lembar; batasnya {MAX_SHEETS}. "
            "Pilih berkas hasil ekspor BINA Desktop."
        )
    special = special_cells(path)
    return {
        "sheets": [[name, _content(book, name, folder)] for name in names],
        "formulas": {name: sorted(cells.formulas) for name, cells in special.items()},
        "errors": {name: sorted(cells.errors) for name, cells in special.items()},
        "epoch_1904": counts_from_1904(path),
    }


def _unreadable(path: Path, kind: str) -> str:
    """Say which cell a person must mend; where none is at fault, that the file is damaged."""
    try:
        place = fault_of(path)
    except (OSError, KeyError, ParseError, BadZipFile):
        place = ""
    if place:
        return f"Berkas “{path.name}” tidak dapat dibaca. {place}"
    return (
        f"Berkas “{path.name}” tidak dapat dibaca sebagai buku kerja Excel ({kind}). "
        "Minta pengirim menyalin ulang berkasnya."
    )


def _content(book: Any, name: str, folder: Path) -> list[list[Any]]:
    rows = _rows(book, name)
    return extract(rows, folder) if name == ATTACHMENTS else rows


def _rows(book: Any, name: str) -> list[list[Any]]:
    """Return the rows of a sheet, without the blank cells and rows that a format reaches.

    Raises ImportRefusedError for a sheet that is too large: rows need not say their number, so
    the gate cannot count them.
    """
    sheet = book.get_sheet_by_name(name)
    last_row, last_column = sheet.end or (0, 0)  # counted from 0, unlike `total_height` says
    height, width = last_row + 1, last_column + 1
    if height > MAX_ROW or height * width > MAX_CELLS:
        raise ImportRefusedError(
            f"Lembar “{name}” terlalu besar ({height} baris, {width} kolom); berkas ini tidak "
            "dibaca."
        )
    rows = [_encoded(row) for row in sheet.to_python(skip_empty_area=False)]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _encoded(row: list[Any]) -> list[Any]:
    # Nearly all are text: a call for each would take longer than all else.
    cells = [(cell or None) if type(cell) is str else encode(cell) for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def encode(cell: Any) -> Any:
    """Return a cell as JSON: text as it is, everything else as [kind, text]."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return ["b", cell]
    if isinstance(cell, int | float):
        return ["n", repr(cell)]
    if isinstance(cell, datetime | date | time):
        return ["d", cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["n", repr(cell.total_seconds() / 86_400)]
    return ["n", str(cell)]


def answer_for(path: Path, folder: Path, passwords: Sequence[str] = ()) -> Answer:
    """Return what a file says, or why it is refused."""
    try:
        return _answer(path, folder, passwords)
    except ImportRefusedError as error:
        return Answer(refused=error.sentence, code=error.code)


def _answer(path: Path, folder: Path, passwords: Sequence[str]) -> Answer:
    before = file_hash(path)
    if is_wrapped(check_size(path)):
        with tempfile.TemporaryDirectory(dir=folder) as inside:
            plain = Path(inside) / path.name  # sentences tell of this name
            _unlock(path, passwords, plain)
            found = parse(plain, folder)
        locked = True
    else:
        found, locked = parse(path, folder), False
    if "refused" in found:
        return Answer(refused=found["refused"])
    answer = reading_of(path, sheets_of(found), folder, sha256=before, locked=locked)
    if file_hash(path) != before:  # else what is kept would not be what was read
        raise ImportRefusedError(
            f"Berkas “{path.name}” berubah sewaktu dibaca, jadi tidak diimpor. Tunggu sampai "
            "berkasnya selesai disalin atau disimpan, lalu pilih sekali lagi."
        )
    return answer


def _unlock(path: Path, passwords: Sequence[str], plain: Path) -> None:
    """Write the file without its lock. Raises the error of the last password."""
    for password in passwords[:-1]:
        with suppress(WrongPasswordError):
            decrypt_file(path, password, plain)
            return
    decrypt_file(path, passwords[-1] if passwords else "", plain)


def main() -> int:
    """Answer every line `[path, folder, passwords]` until there are no more; tell each is done."""
    limit_memory()
    for line in sys.stdin:
        path, place, passwords = json.loads(line)
        folder = Path(place)
        (folder / ANSWER).write_bytes(to_bytes(answer_for(Path(path), folder, passwords)))
        sys.stdout.write("\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
