"""A filled Kuesioner or SKM response: sections, questions, answers."""

from __future__ import annotations

from typing import Any

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, Spacer

from bina_desktop.application.dokumen_lembar import Bagian, Butir, DokumenKuesioner
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.pdf.blocks import pairs
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.kop import dinas_name
from bina_desktop.pdf.layout import (
    ACCENT,
    CELL,
    CELL_BOLD,
    CELL_CENTER,
    LEMBAR,
    SMALL,
    TITLE,
    Info,
    balanced,
    build,
    para,
    style,
)

_WIDTH = LEMBAR.lebar
_SECTION = style(
    "kuesioner-section", fontName=CELL_BOLD.fontName, fontSize=10, leading=13, textColor=ACCENT
)


def draw_kuesioner(dokumen: DokumenKuesioner) -> bytes:
    """Draw the answers on A4."""
    versi = f" · formulir versi {dokumen.versi}" if dokumen.versi else ""
    info = Info(
        judul=f"{dokumen.judul} – {dokumen.wilayah}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=f"{dokumen.judul}, {dokumen.triwulan.label}",
        draf=not dokumen.final,
        contoh=dokumen.kantor.contoh,
        kaki=f"{dokumen.judul} · {dokumen.wilayah} · {dokumen.triwulan.label}{versi}",
    )
    identity = [
        ("Diisi oleh", dokumen.pengisi)
        if dokumen.pengisi
        else ("Responden", dokumen.responden or "Anonim"),
        ("Kab/Kota", dokumen.wilayah),
        ("Tanggal", format_tanggal(dokumen.tanggal) if dokumen.tanggal else "–"),
        ("Nomor SPT", dokumen.nomor_spt or "belum bernomor"),
    ]
    story: list[Flowable] = [
        balanced(dokumen.judul.upper(), TITLE, _WIDTH),
        para(
            f"{dinas_name(dokumen.kantor, dokumen.provinsi)}\n{dokumen.triwulan.label}",
            style("sub", fontSize=9.5, leading=12.5, alignment=TA_CENTER),
        ),
        Spacer(1, 10),
        pairs(identity, _WIDTH, label=2.6 * cm, look=style("i", fontSize=9.5, leading=12)),
    ]
    for bagian in dokumen.bagian:
        story += _section(bagian)
    if dokumen.catatan:
        story += [Spacer(1, 10), para(dokumen.catatan, SMALL)]
    return build(story, LEMBAR, info)


def _section(bagian: Bagian) -> list[Flowable]:
    heading = [Spacer(1, 10), para(bagian.judul, _SECTION), Spacer(1, 3)]
    number = 12 * mm if any(butir.nomor for butir in bagian.butir) else 0
    answer = _WIDTH * 0.38
    question = _WIDTH - number - answer
    rows = [_row(butir, numbered=number > 0) for butir in bagian.butir]
    columns = ("Pertanyaan", "Jawaban")
    table = (
        GridTable(("No.", *columns), rows, (number, question, answer))
        if number
        else GridTable(columns, rows, (question, answer))
    )
    return headed(heading, table)


def _row(butir: Butir, *, numbered: bool) -> list[Any]:
    chosen = butir.jawaban and numbered
    answer: list[Flowable] = [para(butir.jawaban or "–", CELL_BOLD if chosen else CELL)]
    if butir.keterangan:
        answer.append(para(butir.keterangan, SMALL))
    cells: list[Any] = [para(butir.pertanyaan, CELL), answer]
    return [para(butir.nomor, CELL_CENTER), *cells] if numbered else cells
