"""The table of actual time against mutu baku: as printed, and as on the lembar kendali."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pypdf import PdfReader
from tests.e2e.robot import RobotError

from bina_desktop.application.kendali import LembarKendali
from bina_desktop.domain.bahasa import format_lama
from bina_desktop.domain.kalender import WIB

HEADS = ("Langkah", "Pelaku", "Mulai", "Selesai", "Waktu kerja", "Mutu baku", "Keluaran")


def rows_of(sheet: LembarKendali) -> list[tuple[str, ...]]:
    """Return the cells of each step."""
    return [
        (
            one.judul,
            one.pelaku,
            _moment(one.mulai),
            _moment(one.selesai),
            format_lama(one.terpakai, hari_kerja=sheet.hari_kerja),
            one.mutu_baku_teks,
            one.output,
        )
        for one in sheet.baris
    ]


def lines_of(sheet: LembarKendali) -> list[str]:
    """Return the table as lines of text, with the returns below it."""
    rows = [(HEADS[0], *HEADS[1:]), *rows_of(sheet)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADS))]
    lines = [
        f"  {number or '':<2} "
        + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for number, row in enumerate(rows)
    ]
    for step in sheet.baris:
        lines += [
            f"  Dikembalikan dari langkah {step.langkah} ke {one.ke_langkah}: {one.alasan}"
            for one in step.putaran
            if one.ke_langkah is not None
        ]
    used, standard = (
        format_lama(time, hari_kerja=sheet.hari_kerja)
        for time in (sheet.terpakai, sheet.mutu_baku)
    )
    return [*lines, f"  Jumlah waktu kerja {used} dari mutu baku {standard}."]


def require_same(sheet: LembarKendali, pdf: Path) -> None:
    """Raise RobotError unless the lembar kendali holds each cell of each step, in this order."""
    text = _dense("".join(page.extract_text() for page in PdfReader(pdf).pages))
    place = text.find(_dense("Keadaan dan keterangan"))
    for step, row in zip(sheet.baris, rows_of(sheet), strict=True):
        for cell in (f"{step.langkah}.", *row):
            place = text.find(_dense(cell), place)
            if place < 0:
                raise RobotError(f"{pdf.name} does not say “{cell}” for step {step.langkah}")
            place += len(_dense(cell))
    total = lines_of(sheet)[-1]
    rounds = (one for step in sheet.baris for one in step.putaran)
    returned = [one.alasan for one in rounds if one.ke_langkah is not None]
    for words in (total, *returned):
        if _dense(words) not in text:
            raise RobotError(f"{pdf.name} does not say “{words}”")


def _dense(text: str) -> str:
    """Return the text without spaces: cells are wrapped."""
    return "".join(text.split())


def _moment(instant: datetime | None) -> str:
    return f"{instant.astimezone(WIB):%d-%m-%Y %H.%M}" if instant else "–"
