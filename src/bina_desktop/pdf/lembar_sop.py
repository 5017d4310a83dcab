"""The SOP sheet: identity, boxes, and the table of steps with its flow (PermenPANRB 35/2012)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import cm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from bina_desktop.application.dokumen_sop import DokumenSop
from bina_desktop.domain.pegawai import format_nip
from bina_desktop.pdf.alur import Alur
from bina_desktop.pdf.blocks import FACE, numbered, pairs
from bina_desktop.pdf.kop import dinas_name, logo
from bina_desktop.pdf.layout import (
    BOLD,
    INK,
    NASKAH_LEBAR,
    SMALL,
    Info,
    balanced,
    build,
    para,
    style,
)

_WIDTH = NASKAH_LEBAR.lebar
_PAD: Final = 6
_LEFT: Final = _WIDTH * 0.44
_OFFICE = style("sop-dinas", parent=BOLD, fontName=BOLD.fontName, alignment=TA_CENTER)
_BOX = style("sop-isi", fontSize=9.5, leading=12.5)
_TITLE = style("sop-judul", fontName=BOLD.fontName, fontSize=9.5, leading=13)


def draw_lembar_sop(dokumen: DokumenSop) -> bytes:
    """Draw the sheet on F4 lying: identity first, then the flow."""
    sop = dokumen.sop
    info = Info(
        judul=f"SOP Nomor {sop.nomor} – {sop.nama}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal="Standar Operasional Prosedur",
        contoh=dokumen.kantor.contoh,
        kaki=f"SOP Nomor {sop.nomor} · {sop.nama}",
    )
    story: list[Flowable] = [
        _identity(dokumen),
        _boxes(dokumen),
        PageBreak(),
        Alur(sop, dokumen.lembar.pelaksana, _WIDTH),
        Spacer(1, 6),
        para(
            "Kapsul: mulai dan akhir. Kotak: kegiatan. Belah ketupat: pemeriksaan dengan "
            "putusan. Garis putus-putus: dikembalikan dengan catatan; jalan kembali tidak "
            "digambar dalam naskah SOP dan ditambahkan agar draf dapat diperbaiki.",
            SMALL,
        ),
    ]
    return build(story, NASKAH_LEBAR, info)


def _framed(rows: Sequence[Sequence[object]], widths: Sequence[float]) -> Table:
    table = Table([list(row) for row in rows], colWidths=list(widths))
    table.setStyle(
        [
            FACE,
            ("GRID", (0, 0), (-1, -1), 0.8, INK),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
            ("TOPPADDING", (0, 0), (-1, -1), _PAD),
            ("BOTTOMPADDING", (0, 0), (-1, -1), _PAD),
        ]
    )
    return table


def _identity(dokumen: DokumenSop) -> Table:
    kantor, sheet, sop = dokumen.kantor, dokumen.lembar, dokumen.sop
    room = _LEFT - 2 * _PAD
    picture = logo(kantor, 2.2 * cm)
    if picture is not None:
        picture.hAlign = "CENTER"
    office: list[Flowable] = [
        *([picture, Spacer(1, 4)] if picture is not None else []),
        para(kantor.pemda.upper(), _OFFICE),
        balanced(f"{kantor.nama} {dokumen.provinsi}".upper(), _OFFICE, room),
    ]
    signed = [sheet.pengesah, sheet.nama_pengesah]
    if sheet.nip_pengesah:
        signed.append(f"NIP {format_nip(sheet.nip_pengesah)}")
    facts = pairs(
        [
            ("Nomor SOP", sop.nomor),
            ("Tanggal pembuatan", sheet.dibuat or "–"),
            ("Tanggal revisi", sheet.revisi or "–"),
            ("Tanggal pengesahan", sop.disahkan),
            ("Disahkan oleh", "\n".join(line for line in signed if line) or "–"),
            ("Nama SOP", sop.nama),
        ],
        _WIDTH - _LEFT - 2 * _PAD,
        label=3.8 * cm,
        look=_BOX,
    )
    return _framed([(office, facts)], (_LEFT, _WIDTH - _LEFT))


def _boxes(dokumen: DokumenSop) -> Table:
    sheet = dokumen.lembar
    right = _WIDTH - _LEFT
    rows = [
        (
            _box("Dasar Hukum", sheet.dasar_hukum, _LEFT),
            _box("Kualifikasi Pelaksana", sheet.kualifikasi, right),
        ),
        (
            _box("Keterkaitan", sheet.keterkaitan, _LEFT),
            _box("Peralatan/Perlengkapan", sheet.peralatan, right),
        ),
        (
            _box("Peringatan", (sheet.peringatan,), _LEFT),
            _box("Pencatatan dan Pendataan", (sheet.pencatatan,), right),
        ),
    ]
    return _framed(rows, (_LEFT, right))


def _box(title: str, items: Sequence[str], width: float) -> list[Flowable]:
    told = [item for item in items if item]
    parts: list[Flowable] = [para(title, _TITLE), Spacer(1, 3)]
    if len(told) > 1:
        return [*parts, numbered(told, width - 2 * _PAD, look=_BOX)]
    return [*parts, para(told[0] if told else "–", _BOX)]
