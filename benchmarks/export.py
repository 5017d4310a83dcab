"""An export beside XlsxWriter writing the same cells, in one process and one run.

`python -m benchmarks.export [--rounds N]`: 1,500 sheets of 50 answers with their journal. CPU
seconds, least of the rounds; the peak is that of the whole process.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import (
    CellKind,
    Column,
    JenisPaket,
    VisibleSheet,
    WorkbookContent,
)
from bina_desktop.domain.journal import Change, json_text
from bina_desktop.exchange.workbook import XlsxWorkbooks

SHEETS, ANSWERS = 1_500, 50
GOAL = 1.5
DEVICE = "BENCHMARKDEVICE0"


def columns() -> tuple[Column, ...]:
    """Return numbers, texts, dates and choices in turn."""
    choices = tuple((str(n), f"{n} – Pilihan {n}") for n in range(1, 6))
    made: list[Column] = [Column("aparatur", "Aparatur", readonly=True)]
    for n in range(ANSWERS):
        name, label = f"/data/bagian_{n // 10}/q{n}", f"Pertanyaan nomor {n}"
        kind = (CellKind.NUMBER, CellKind.TEXT, CellKind.DATE)[n % 5] if n % 5 < 3 else None
        made.append(Column(name, label, kind) if kind else Column(name, label, choices=choices))
    return tuple(made)


def answer(column: int, row: int) -> str:
    """Return what a sheet says to a question."""
    kinds = (
        str(row % 97),
        f"Keterangan {row} untuk pertanyaan {column}",
        f"2026-{1 + row % 12:02}-{1 + column % 28:02}",
        str(1 + (row + column) % 5),
        str(1 + row * column % 5),
    )
    return kinds[column % 5]


def content() -> WorkbookContent:
    """Return an export of the whole quarter."""
    asked = columns()
    rows: list[tuple[str, dict[str, str]]] = []
    changes: list[Change] = []
    for row in range(SHEETS):
        record = f"{row:08x}-0000-4000-8000-000000000000"
        said = {one.field: answer(n, row) for n, one in enumerate(asked[1:])}
        rows.append((record, {"aparatur": f"Aparatur {row}", **said}))
        for name, text in said.items():
            seq = len(changes) + 1
            place = ("lembar_penilaian", record, name, json_text(text))
            changes.append(Change(DEVICE, seq, seq << 16, "p", *place, hash="0" * 64))
    return WorkbookContent(
        jenis=JenisPaket.HASIL_LAPANGAN,
        export_id="bench",
        dibuat_pada=datetime(2026, 11, 23, tzinfo=UTC),
        device=DEVICE,
        public_key=b"",
        pembuat="Rahmat",
        kantor="Dinas",
        keterangan="Triwulan IV Tahun 2026",
        digest="",
        changes=tuple(changes),
        sheets=(VisibleSheet("Lembar", "lembar_penilaian", asked, tuple(rows)),),
        sign=lambda _message: bytes(64),
    )


def rewrite(path: Path, cells: list[tuple[str, list[list[Any]]]]) -> None:
    """Write cells as somebody would who has nothing else to do."""
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    style = {"border": 1, "valign": "top"}
    text = book.add_format({**style, "num_format": "@", "text_wrap": True})
    number, day = book.add_format(style), book.add_format({**style, "num_format": "d mmm yyyy"})
    for name, rows in cells:
        page = book.add_worksheet(name)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if isinstance(cell, str) and cell:
                    page.write_string(y, x, cell, text)
                elif isinstance(cell, date):
                    page.write_datetime(y, x, cell, day)
                elif cell != "":
                    page.write_number(y, x, cell, number)
    book.close()


def seconds(work: Callable[[], None]) -> float:
    """Return the CPU seconds that work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Measure both in turn and say the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    export = content()
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "kami.xlsx", Path(folder) / "xlsxwriter.xlsx"
        write = XlsxWorkbooks().write
        write(ours, export, progress=Progress())
        book = CalamineWorkbook.from_path(str(ours))
        cells = [(n, book.get_sheet_by_name(n).to_python(skip_empty_area=False))
                 for n in book.sheet_names]  # fmt: skip
        count = sum(cell != "" for _, rows in cells for row in rows for cell in row)
        times = [
            (
                seconds(lambda: write(ours, export, progress=Progress())),
                seconds(lambda: rewrite(theirs, cells)),
            )
            for _ in range(rounds)
        ]
    a, b = (min(column) for column in zip(*times, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{SHEETS} sheets of {ANSWERS} answers with their journal: {count:,} cells")
    print(f"  our export   {a:6.2f} s")
    print(f"  XlsxWriter   {b:6.2f} s   ratio {a / b:.2f} (goal {GOAL})")
    print(f"  peak memory  {peak:6.0f} MiB, both and the data included")
    return 0 if a / b <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
