"""What is drawn, as DTOs for us and as plain blocks with the same words for the others.

The blocks are read from what our drawers are about to set, so that no side has less to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from unittest.mock import patch

from reportlab.platypus import KeepTogether, Paragraph, Table
from tests.unit.pdf import laporan_samples, paper_samples
from tests.unit.pdf.samples import documents

from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.application.dokumen_lembar import DokumenLembar
from bina_desktop.application.dokumen_triwulan import DokumenRekap
from bina_desktop.pdf import laporan as laporan_drawer
from bina_desktop.pdf import lembar_penilaian, rekap_provinsi
from bina_desktop.pdf.daftar_isi import Entry
from bina_desktop.pdf.grid import GridTable
from bina_desktop.pdf.long_table import LongTable
from bina_desktop.pdf.words import Words

ROWS_A_PAGE: Final = 34
"""Rows of the recap's list that fit on A4 lying: 1,000 pages are this many thousand rows."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1 or 2), a paragraph (0), or a table, with its head where it has one."""

    text: str = ""
    level: int = 0
    head: tuple[str, ...] = ()
    rows: Sequence[Sequence[str]] = ()


def laporan() -> DokumenLaporan:
    """Return a Laporan of about ten pages, to be signed electronically."""
    whole = laporan_samples.a_laporan(people=3, findings=1, disahkan=True)
    return replace(whole, elektronik=True, skm=None, kuesioner=None)


def lembar(count: int) -> list[DokumenLembar]:
    """Return so many filled sheets of a visit, each with its own officer and its own notes."""
    return [_sheet(laporan_samples.a_lembar(), number) for number in range(1, count + 1)]


def _sheet(one: DokumenLembar, number: int) -> DokumenLembar:
    aspects = tuple(
        replace(
            aspek,
            indikator=tuple(
                replace(i, catatan=f"Berkas {number:03}/{i.kode}: {i.catatan}") if i.catatan else i
                for i in aspek.indikator
            ),
        )
        for aspek in one.aspek
    )
    name = replace(one.dinilai, nama=f"Contoh Aparatur {number}, S.Kom.")
    return replace(one, nomor=f"{number:03}/LP/2026", dinilai=name, aspek=aspects)


def rekap(pages: int) -> DokumenRekap:
    """Return a recap whose list of officers takes so many pages."""
    base = paper_samples.a_rekap()
    kinds = len(base.nama)
    names = [
        replace(base.nama[n % kinds], nama=f"Aparatur Contoh {n + 1}, S.Sos.")
        for n in range(pages * ROWS_A_PAGE)
    ]
    return replace(base, nama=tuple(names))


def laporan_blocks() -> list[Block]:
    """Return the words of the Laporan; its plots and its letterhead are ours alone."""
    door = documents()
    return _blocks_of(laporan_drawer, lambda: door.laporan(laporan()))


def lembar_blocks(count: int) -> list[Block]:
    """Return the words of so many sheets, one after the other."""
    door = documents()
    return [
        block
        for sheet in lembar(count)
        for block in _blocks_of(lembar_penilaian, lambda sheet=sheet: door.lembar(sheet))
    ]


def rekap_blocks(pages: int) -> list[Block]:
    """Return the words of the recap."""
    door = documents()
    return _blocks_of(rekap_provinsi, lambda: door.naskah(rekap(pages)))


def _blocks_of(drawer: Any, draw: Callable[[], bytes]) -> list[Block]:
    caught: list[Any] = []
    with patch.object(drawer, "build", lambda story, *_: caught.extend(story) or b""):
        draw()
    return list(_blocks(caught))


def _blocks(story: Sequence[Any]) -> Iterator[Block]:
    for part in story:
        if isinstance(part, KeepTogether):
            held: Any = part
            yield from _blocks(held._content)  # noqa: SLF001 - ReportLab has no door to it
        elif isinstance(part, Words):
            yield Block(part.text.replace("\n", " "), _level(part.style))
        elif isinstance(part, Paragraph | Entry):
            yield Block(_text(part))
        elif isinstance(part, GridTable | Table | LongTable):
            yield _table(part)


def _level(look: Any) -> int:
    if "Bold" not in look.fontName or look.fontSize < 10:
        return 0
    return 1 if look.fontSize >= 12 and look.fontSize < 14 else 2


def _table(part: Any) -> Block:
    if isinstance(part, LongTable):
        columns: Any = part._columns  # noqa: SLF001 - here and below: what is about to be drawn
        rows = [part._words(n, row) for n, row in enumerate(part._rows, 1)]  # noqa: SLF001
        return Block(head=tuple(c.judul for c in columns), rows=rows)
    if isinstance(part, GridTable):
        head = tuple(_text(cell) for cell in part._head)  # noqa: SLF001
        return Block(head=head, rows=[[_text(cell) for cell in row] for row in part._rows])  # noqa: SLF001
    values: Any = part._cellvalues  # noqa: SLF001
    return Block(rows=[[_text(cell) for cell in row] for row in values])


def _text(cell: Any) -> str:
    """Return the words of a cell, a flowable, or a list of them."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Words):
        return f"{cell.lead} {cell.text}".strip().replace("\n", " ")
    if isinstance(cell, Entry):
        return cell.title
    if isinstance(cell, Paragraph):
        return cell.getPlainText()
    if isinstance(cell, Table | GridTable):
        return " ".join(text for row in _table(cell).rows for text in row)
    if isinstance(cell, list | tuple):
        return " ".join(filter(None, map(_text, cell)))
    return ""


def marks(blocks: Sequence[Block]) -> list[str]:
    """Return words that must be in every side's document: of its tables and of its texts."""
    found = [cell for block in blocks for row in block.rows for cell in row if cell]
    found += [block.text for block in blocks if block.text]
    step = max(1, len(found) // 300)
    words = (text.split()[0] for text in found[::step] if text.split())
    return [word for word in words if word.isalnum() and word.isascii()]
