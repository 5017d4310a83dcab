"""Lampiran of the Laporan: photographs of evidence, two beside each other, and other files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer, Table

from bina_desktop.application.dokumen import ReadBerkas
from bina_desktop.application.dokumen_laporan import BarisDokumentasi
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.pdf.blocks import FACE
from bina_desktop.pdf.fonts import SANS, bold
from bina_desktop.pdf.foto import foto
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.laporan_teks import WIDTH, bab, scaled
from bina_desktop.pdf.layout import BODY, CELL_CENTER, GREY, RULE, fit, para, style
from bina_desktop.pdf.words import Words, broken

_GAP: Final = 6 * mm
_WIDE: Final = (WIDTH - _GAP) / 2
_HIGH: Final = 76 * mm
"""Of the tallest photograph; two rows of such and their captions fill a page."""
_HEADING: Final = style("berkas-lain", fontName=bold(SANS), fontSize=11, leading=15, spaceAfter=4)
_WHAT: Final = style("foto-hal", fontSize=8.5, leading=10.6)
_WHO: Final = style("foto-oleh", fontSize=7.5, leading=10.2, textColor=GREY)
_MOST_LINES: Final = 3
"""Of the question under a photograph; the sheet has the whole of it."""
_ABSENT: Final = "belum ada di komputer ini"
_UNREADABLE: Final = "gambar tidak dapat dibaca"
_Listed = tuple[BarisDokumentasi, str]


def dokumentasi(files: Sequence[BarisDokumentasi], berkas: ReadBerkas) -> list[Flowable]:
    """Return the chapter; nothing where no evidence was attached."""
    if not files:
        return []
    drawn: list[tuple[BarisDokumentasi, Flowable]] = []
    listed: list[_Listed] = []
    for one in files:
        picture, why = _opened(one, berkas)
        if picture is None:
            listed.append((one, why))
        else:
            drawn.append((one, picture))
    story: list[Flowable] = [PageBreak(), *bab("LAMPIRAN", "DOKUMENTASI KUNJUNGAN")]
    story += _photographs(drawn)
    return [*story, *_others(listed, after=bool(drawn))]


def _opened(one: BarisDokumentasi, berkas: ReadBerkas) -> tuple[Flowable | None, str]:
    """Return the photograph, or why there is none: '' for what is no picture."""
    if not one.jenis.startswith("image/"):
        return None, ""
    data = berkas(one.sha256)
    if data is None:
        return None, _ABSENT
    return foto(data, _WIDE, _HIGH), _UNREADABLE


def _photographs(drawn: Sequence[tuple[BarisDokumentasi, Flowable]]) -> Iterator[Flowable]:
    """Yield the photographs, two in a row that is not parted."""
    for start in range(0, len(drawn), 2):
        row = drawn[start : start + 2]
        captions = [_caption(start + place, one) for place, (one, _) in enumerate(row, 1)]
        yield KeepTogether([_row([picture for _, picture in row], captions)])


def _row(pictures: Sequence[Flowable], captions: Sequence[list[Flowable]]) -> Table:
    empty: list[Any] = [""] * (2 - len(pictures))
    shown, said = [*pictures, *empty], [*captions, *empty]
    table = Table(
        [[shown[0], "", shown[1]], [said[0], "", said[1]]], colWidths=[_WIDE, _GAP, _WIDE]
    )
    sides = [("BOX", (2 * n, 0), (2 * n, 0), 0.4, RULE) for n in range(len(pictures))]
    table.setStyle(
        [
            FACE,
            *sides,
            ("ALIGN", (0, 0), (-1, 0), "CENTER"),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("VALIGN", (0, 1), (-1, 1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, 0), 0),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
            ("TOPPADDING", (0, 1), (-1, 1), 4),
            ("BOTTOMPADDING", (0, 1), (-1, 1), 12),
        ]
    )
    table.hAlign = "LEFT"
    return table


def _caption(number: int, one: BarisDokumentasi) -> list[Flowable]:
    """Return whose sheet a photograph belongs to, what it shows, who attached it, and when."""
    lead = f"Foto {number}."
    whose: Flowable = (
        Words(
            fit(one.lembar, _WHAT.fontName, _WHAT.fontSize, _WIDE - 16 * mm),
            _WHAT,
            lead=lead,
            lead_font=bold(SANS),
        )
        if one.lembar
        else para(lead, _WHAT)
    )
    lines = [line for line, _ in broken(one.pertanyaan, _WHAT.fontName, _WHAT.fontSize, _WIDE)]
    text = " ".join(lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        text = f"{text.rstrip(' .,;')[:-2]}…"
    told = [para(text, _WHAT)] if text else []
    return [whose, *told, para(_by(one), _WHO)]


def _by(one: BarisDokumentasi) -> str:
    return " · ".join(part for part in (one.oleh, format_waktu(one.waktu)) if part)


def _others(listed: Sequence[_Listed], *, after: bool) -> list[Flowable]:
    """Return the files that are no photographs, or that cannot be drawn, as a table."""
    if not listed:
        return []
    rows = [
        [
            para(f"{place}.", CELL_CENTER),
            one.nama,
            ". ".join(part for part in (one.lembar, one.pertanyaan) if part) or "–",
            _by(one),
            why or _kind(one),
        ]
        for place, (one, why) in enumerate(listed, 1)
    ]
    head = ("No.", "Berkas", "Lembar dan pertanyaan", "Dilampirkan oleh", "Keterangan")
    words = "Berkas berikut dilampirkan pada lembar dan tersimpan bersama data kunjungan."
    before: list[Flowable] = [Spacer(1, 6)] if after else []
    heading: list[Flowable] = [
        *before,
        para("Berkas yang tidak ditampilkan", _HEADING),
        para(words, BODY),
    ]
    return headed(heading, GridTable(head, rows, scaled(9, 38, 58, 36, 21)))


def _kind(one: BarisDokumentasi) -> str:
    """Return the kind of a file as its ending tells it: `PDF`."""
    return one.nama.rpartition(".")[2].upper()
