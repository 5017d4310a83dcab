"""Lembar Disposisi: the order of the Kepala Dinas (SOP step 1)."""

from __future__ import annotations

from datetime import date

from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, Spacer, Table

from bina_desktop.application.dokumen import DokumenDisposisi, Pilihan
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.pdf.blocks import (
    FACE,
    Kotak,
    RuangTandaTangan,
    nip_line,
    pairs,
    plain_table,
    tick_list,
)
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.layout import (
    BOLD,
    INK,
    NASKAH,
    RULE,
    TEXT,
    TITLE,
    Info,
    build,
    escape,
    para,
    paragraphs,
    rich,
    style,
)

_SIFAT = ("Sangat Segera", "Segera", "Rahasia")
_HARAP = (
    Pilihan("Tanggapan dan saran"),
    Pilihan("Proses lebih lanjut", dipilih=True),
    Pilihan("Koordinasi/konfirmasi"),
    Pilihan("………………………………"),
)
_WIDTH = NASKAH.lebar
_PAD = 6


def draw_disposisi(dokumen: DokumenDisposisi) -> bytes:
    """Draw the sheet on one F4 page."""
    hal = dokumen.hal or f"Pembentukan Tim Pembinaan Aparatur {dokumen.triwulan.label}"
    info = Info(
        judul=f"Lembar Disposisi – {hal}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=hal,
        contoh=dokumen.kantor.contoh,
    )
    story: list[Flowable] = [
        *kop(dokumen.kantor, NASKAH),
        para("LEMBAR DISPOSISI", TITLE),
        Spacer(1, 8),
        _frame([[_letter(dokumen), _arrival(dokumen)]], (_WIDTH / 2, _WIDTH / 2)),
        _frame([[pairs([("Hal", hal)], _WIDTH - 2 * _PAD, label=2.9 * cm)]], (_WIDTH,)),
        _frame([[_targets(dokumen), _wishes(dokumen)]], (_WIDTH / 2, _WIDTH / 2)),
        _frame([[_order(dokumen)]], (_WIDTH,)),
        _frame([["", _paraf(dokumen)]], (_WIDTH / 2, _WIDTH / 2), inner=False),
    ]
    return build(story, NASKAH, info)


def _frame(rows: list[list[object]], widths: tuple[float, ...], *, inner: bool = True) -> Table:
    table = Table(rows, colWidths=list(widths))
    lines = [("INNERGRID", (0, 0), (-1, -1), 0.6, RULE)] if inner else []
    table.setStyle(
        [
            FACE,
            ("BOX", (0, 0), (-1, -1), 0.8, INK),
            *lines,
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
            ("TOPPADDING", (0, 0), (-1, -1), _PAD),
            ("BOTTOMPADDING", (0, 0), (-1, -1), _PAD),
        ]
    )
    return table


def _day(day: date | None) -> str:
    return format_tanggal(day) if day else "–"


def _letter(dokumen: DokumenDisposisi) -> Flowable:
    return pairs(
        [
            ("Surat dari", dokumen.surat_dari or "SOP Nomor 10.07.03.021"),
            ("Nomor surat", dokumen.nomor_surat or "–"),
            ("Tanggal surat", _day(dokumen.tanggal_surat)),
        ],
        _WIDTH / 2 - 2 * _PAD,
        label=2.9 * cm,
    )


def _arrival(dokumen: DokumenDisposisi) -> list[Flowable]:
    width = _WIDTH / 2 - 2 * _PAD
    ticks: list[object] = []
    for label in _SIFAT:
        ticks += [Kotak(dipilih=dokumen.sifat == label), para(label, style("s", fontSize=9))]
    sifat = plain_table(
        [ticks],
        (4.2 * mm, 23 * mm, 4.2 * mm, 14 * mm, 4.2 * mm, 16 * mm),
        extra=[("TOPPADDING", (0, 0), (-1, -1), 1)],
    )
    return [
        pairs(
            [
                ("Diterima tanggal", _day(dokumen.diterima)),
                ("Nomor agenda", dokumen.nomor_agenda or "–"),
                ("Sifat", ""),
            ],
            width,
            label=3.3 * cm,
        ),
        sifat,
    ]


def _targets(dokumen: DokumenDisposisi) -> list[Flowable]:
    width = _WIDTH / 2 - 2 * _PAD
    kepada = dokumen.kepada.jabatan or dokumen.kepada.nama
    items = [
        (f"{kepada} ({dokumen.kepada.nama})", True),
        *((item.label, item.dipilih) for item in dokumen.diteruskan),
    ]
    return [para("Diteruskan kepada Sdr.:", BOLD), Spacer(1, 4), tick_list(items, width)]


def _wishes(dokumen: DokumenDisposisi) -> list[Flowable]:
    items = [(item.label, item.dipilih) for item in dokumen.harap or _HARAP]
    width = _WIDTH / 2 - 2 * _PAD
    return [para("Dengan hormat harap:", BOLD), Spacer(1, 4), tick_list(items, width)]


def _order(dokumen: DokumenDisposisi) -> list[Flowable]:
    look = style("isi", leading=16, spaceAfter=6)
    parts: list[Flowable] = [para("Isi disposisi:", BOLD), Spacer(1, 4)]
    parts += paragraphs(dokumen.isi, look)
    if dokumen.batas:
        parts.append(rich(f"Batas waktu: <b>{format_tanggal(dokumen.batas)}</b>", TEXT))
    parts.append(Spacer(1, 2.4 * cm))
    return parts


def _paraf(dokumen: DokumenDisposisi) -> list[Flowable]:
    lines: list[Flowable] = [
        para(f"{dokumen.kantor.kota}, {format_tanggal(dokumen.tanggal)}"),
        para(f"{dokumen.dari.jabatan},"),
        RuangTandaTangan(_WIDTH / 2, height=1.8 * cm),
        rich(f"<u>{escape(dokumen.dari.nama)}</u>", BOLD),
    ]
    nip = nip_line(dokumen.dari)
    return [*lines, para(nip)] if nip else lines
