"""Surat Perintah Tugas of one visit (SOP step 3)."""

from __future__ import annotations

from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from bina_desktop.application.dokumen import DokumenSpt
from bina_desktop.application.orang import Orang
from bina_desktop.domain.bahasa import format_rentang, format_tanggal, terbilang
from bina_desktop.pdf.blocks import (
    nip_line,
    pairs,
    pangkat_gol,
    plain_table,
    signature_block,
    tembusan,
)
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.layout import NASKAH, TITLE, Info, build, para, rich, style

_TEXT = style("spt", alignment=TA_JUSTIFY)
_WIDTH = NASKAH.lebar
_LABEL = 2.4 * cm
_COLON = 4 * mm
_MARK = 8 * mm
_REST = _WIDTH - _LABEL - _COLON - _MARK


def draw_spt(dokumen: DokumenSpt) -> bytes:
    """Draw the order on F4."""
    subject = f"Pembinaan dan penilaian aparatur di {dokumen.wilayah}, {dokumen.triwulan.label}"
    info = Info(
        judul=f"Surat Perintah Tugas – {dokumen.wilayah}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=subject,
        contoh=dokumen.kantor.contoh,
    )
    number = dokumen.nomor or dokumen.nomor_kosong
    middle = style("memerintahkan", parent=TITLE, fontName=TITLE.fontName, alignment=TA_CENTER)
    tasks = _tasks(dokumen)
    story: list[Flowable] = [
        *kop(dokumen.kantor, NASKAH),
        rich("<u>SURAT PERINTAH TUGAS</u>", TITLE),
        para(f"Nomor : {number}", style("nomor", alignment=TA_CENTER)),
        Spacer(1, 14),
        _section("DASAR", [para(f"{item};", _TEXT) for item in dokumen.dasar]),
        Spacer(1, 8),
        para("MEMERINTAHKAN:", middle),
        Spacer(1, 8),
        _section("KEPADA", [_person(orang) for orang in dokumen.petugas], tight=False),
        Spacer(1, 8),
        _section("UNTUK", [para(item, _TEXT) for item in tasks[:-2]]),
        signature_block(
            dokumen.penetap,
            [
                f"Dikeluarkan di {dokumen.kantor.kota}",
                f"pada tanggal {format_tanggal(dokumen.tanggal)}",
            ],
            _WIDTH,
            before=[_section("", [para(t, _TEXT) for t in tasks[-2:]], start=len(tasks) - 1)],
            after=tembusan(dokumen.tembusan, _WIDTH),
        ),
    ]
    return build(story, NASKAH, info)


def _section(label: str, items: list[Flowable], *, tight: bool = True, start: int = 1) -> Flowable:
    """Set numbered items beside a label; a page may break between any two of them."""
    rows: list[tuple[Any, ...]] = []
    for place, item in enumerate(items, start):
        first = place == 1
        mark = f"{place}." if len(items) > 1 else ""
        rows.append((para(label if first else ""), para(":" if first else ""), para(mark), item))
    if not rows:
        rows = [(para(label), para(":"), "", para("………………………………………"))]
    padding = 3 if tight else 7
    table: Table = plain_table(
        rows,
        (_LABEL, _COLON, _MARK, _REST),
        extra=[("BOTTOMPADDING", (0, 0), (-1, -1), padding)],
        whole_rows=not tight,
    )
    return KeepTogether([table]) if len(rows) == 1 else table


def _person(orang: Orang) -> Table:
    label, _, number = nip_line(orang).partition(" ") if orang.nip else ("NIP", "", "")
    return pairs(
        [
            ("Nama", orang.nama),
            (label, number or "–"),
            ("Pangkat/Gol.", pangkat_gol(orang)),
            ("Jabatan", orang.jabatan or "–"),
        ],
        _REST,
        label=2.8 * cm,
    )


def _tasks(dokumen: DokumenSpt) -> list[str]:
    days = (dokumen.selesai - dokumen.mulai).days + 1
    when = format_rentang(dokumen.mulai, dokumen.selesai)
    funds = dokumen.anggaran or "……………………………………"
    limit = dokumen.batas_laporan_hari
    return [
        (
            "Melaksanakan pembinaan dan penilaian aparatur yang membidangi pendaftaran penduduk "
            f"pada {dokumen.nama_dinas} selama {days} ({terbilang(days)}) hari, tanggal {when};"
        ),
        "Melaporkan kedatangan kepada pejabat setempat guna kelancaran pelaksanaan tugas;",
        "Mengisi kuesioner dan lembar penilaian serta menyusun draf laporan hasil penilaian;",
        (
            "Melaporkan hasil pelaksanaan tugas secara tertulis paling lambat "
            f"{limit} ({terbilang(limit)}) hari setelah tugas selesai;"
        ),
        f"Biaya yang timbul dibebankan pada {funds};",
        "Melaksanakan perintah ini dengan penuh tanggung jawab; dan",
        "Apabila di kemudian hari terdapat kekeliruan, akan diperbaiki sebagaimana mestinya.",
    ]
