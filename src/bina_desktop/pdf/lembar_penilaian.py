"""Lembar Penilaian of one officer, filled; looks like the form (instrument, section 3.1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from bina_desktop.application.dokumen_lembar import BarisAspek, BarisIndikator, DokumenLembar
from bina_desktop.application.orang import Orang
from bina_desktop.domain.bahasa import format_angka, format_tanggal
from bina_desktop.domain.pegawai import Kelompok, StatusKepegawaian, format_nip
from bina_desktop.pdf.blangko import DOTS, PenLines, blank_aspek, blank_narrative, blank_result
from bina_desktop.pdf.blocks import (
    FACE,
    Kotak,
    RuangTandaTangan,
    nip_line,
    pairs,
    pangkat_gol,
    plain_table,
)
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.kop import dinas_name
from bina_desktop.pdf.layout import (
    ACCENT,
    CELL,
    CELL_BOLD,
    CELL_CENTER,
    INK,
    LEMBAR,
    RULE,
    SHADE,
    SMALL,
    TITLE,
    Info,
    build,
    escape,
    para,
    rich,
    style,
)
from bina_desktop.pdf.words import Words

_WIDTH = LEMBAR.lebar
_TEXT = style("lembar", fontSize=9.5, leading=12.2)
_LABEL = style("lembar-label", fontName=CELL_BOLD.fontName, fontSize=9.5, leading=12.2)
_SECTION = style(
    "lembar-section", fontName=CELL_BOLD.fontName, fontSize=10, leading=13, textColor=ACCENT
)
_SUM = style("sum", parent=CELL_BOLD, alignment=TA_RIGHT)
_FINE = style("fine", fontSize=8, leading=9.8)

KELOMPOK: Final = {
    Kelompok.PEJABAT: "P – Pejabat struktural",
    Kelompok.FUNGSIONAL: "F – Jabatan fungsional ADB/Operator SIAK",
    Kelompok.OPERATOR: "O – Petugas/operator layanan",
}
_LEGEND: Final = (
    "Skor 5 Sangat Baik · 4 Baik · 3 Cukup · 2 Kurang · 1 Sangat Kurang · TB tidak berlaku · "
    "BD belum dinilai. Nilai baku = 25 + 15 × skor. * indikator kritis: skor 1 membatasi "
    "predikat paling tinggi “Kurang”."
)

_PEN: Final = (
    "Beri tanda silang pada satu kotak skor tiap indikator; skor 1, 2, dan 5 memerlukan bukti dan "
    "catatan."
)
_GROUPS: Final = (
    "*) Lingkari kelompok jabatan; nilailah hanya indikator yang berlaku bagi kelompok itu."
)


def draw_lembar(dokumen: DokumenLembar) -> bytes:
    """Draw the sheet on A4."""
    whom = dokumen.dinilai.nama or "Blangko"
    title = f"Lembar Penilaian Aparatur – {whom}"
    versi = f" · formulir versi {dokumen.versi}" if dokumen.versi else ""
    info = Info(
        judul=title,
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=f"Penilaian aparatur {dokumen.wilayah}, {dokumen.triwulan.label}",
        draf=not dokumen.final,
        contoh=dokumen.kantor.contoh,
        kaki=f"Lembar Penilaian · {whom} · {dokumen.triwulan.label}{versi}",
    )
    story: list[Flowable] = [
        para(dokumen.kantor.pemda.upper(), style("k1", fontSize=9, alignment=TA_CENTER)),
        para(
            dinas_name(dokumen.kantor, "").strip().upper(),
            style("k2", fontName=CELL_BOLD.fontName, fontSize=10, alignment=TA_CENTER),
        ),
        Spacer(1, 6),
        para("LEMBAR PENILAIAN APARATUR", TITLE),
        para(
            f"{dokumen.wilayah} – {dokumen.triwulan.label}",
            style("sub", fontSize=10, alignment=TA_CENTER),
        ),
        Spacer(1, 8),
        _identity(dokumen),
        Spacer(1, 5),
        para(_LEGEND, SMALL),
    ]
    if dokumen.blangko:
        how = f"{_PEN} {_GROUPS}" if dokumen.kelompok is None else _PEN
        story.append(para(how, SMALL))
    for aspek in dokumen.aspek:
        story += (
            blank_aspek(aspek, for_all=dokumen.kelompok is None)
            if dokumen.blangko
            else _aspek(aspek)
        )
    parts = (_blank_end if dokumen.blangko else _filled_end)(dokumen)
    story += [*parts, *_response(dokumen), *_signatures(dokumen)]
    return build(story, LEMBAR, info)


def _filled_end(dokumen: DokumenLembar) -> list[Flowable]:
    return [*_result(dokumen), *_narrative(dokumen)]


def _blank_end(dokumen: DokumenLembar) -> list[Flowable]:
    return [*blank_result(dokumen.aspek), *blank_narrative(_NARRATIVE)]


_NARRATIVE: Final = ("Kekuatan", "Hal yang perlu diperbaiki", "Rekomendasi")


def _nip(orang: Orang, unknown: str) -> str:
    if not orang.nip:
        return unknown
    kind = " (PPPK)" if orang.status is StatusKepegawaian.PPPK else ""
    return f"{format_nip(orang.nip)}{kind}"


def _identity(dokumen: DokumenLembar) -> Table:
    orang = dokumen.dinilai
    unknown = DOTS if dokumen.blangko else "–"
    pangkat = unknown if dokumen.blangko and not orang.golongan else pangkat_gol(orang)
    left = [
        ("Nama", orang.nama or unknown),
        ("NIP", _nip(orang, unknown)),
        ("Pangkat/Gol.", pangkat),
        ("Jabatan", orang.jabatan or unknown),
        ("Kelompok", KELOMPOK[dokumen.kelompok] if dokumen.kelompok else "P / F / O *)"),
        ("TMT jabatan", format_tanggal(dokumen.tmt_jabatan) if dokumen.tmt_jabatan else unknown),
    ]
    right = [
        ("Nomor lembar", dokumen.nomor or unknown),
        ("Tanggal", format_tanggal(dokumen.tanggal) if dokumen.tanggal else unknown),
        ("Kab/Kota", dokumen.wilayah),
        ("Pendidikan", dokumen.pendidikan or unknown),
        ("Atasan langsung", dokumen.atasan or unknown),
        ("Nomor SPT", dokumen.nomor_spt or (unknown if dokumen.blangko else "belum bernomor")),
        ("Tim penilai", ", ".join(o.nama for o in dokumen.tim) or unknown),
    ]
    half = _WIDTH / 2
    cells = [
        pairs(rows, half - 12, label=2.55 * cm, look=style("i", fontSize=9, leading=11.4))
        for rows in (left, right)
    ]
    table = Table([cells], colWidths=[half, half])
    table.setStyle(
        [
            FACE,
            ("BOX", (0, 0), (-1, -1), 0.8, INK),
            ("LINEAFTER", (0, 0), (0, 0), 0.5, RULE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 6),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    return table


def _number(value: Decimal | None, places: int = 2) -> str:
    return "–" if value is None else format_angka(value, places)


def _weight(value: Decimal) -> str:
    return format_angka(value.normalize() if value != value.to_integral() else int(value))


_COLUMNS: Final = (11 * mm, 60 * mm, 12 * mm, 11 * mm, 13 * mm)


def _aspek(aspek: BarisAspek) -> list[Flowable]:
    widths = [*_COLUMNS, _WIDTH - sum(_COLUMNS)]
    rows = [_indikator(item) for item in aspek.indikator]
    title = f"Aspek {aspek.kode} – {aspek.judul} (bobot {_weight(aspek.bobot)})"
    head = ("Kode", "Indikator", "Bobot", "Skor", "Nilai baku", "Bukti dukung dan catatan")
    total = Table(
        [
            [
                para(f"Nilai aspek {aspek.kode}", _SUM),
                para(_number(aspek.nilai), style("tn", parent=CELL_BOLD, alignment=TA_CENTER)),
                "",
            ]
        ],
        colWidths=[sum(_COLUMNS[:4]), _COLUMNS[4], widths[-1]],
    )
    total.setStyle(
        [
            FACE,
            ("BOX", (0, 0), (-1, -1), 0.8, INK),
            ("BACKGROUND", (0, 0), (-1, -1), SHADE),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    heading = [Spacer(1, 9), para(title, _SECTION), Spacer(1, 3)]
    return [*headed(heading, GridTable(head, rows, widths)), total]


def _indikator(item: BarisIndikator) -> list[Any]:
    star = " *" if item.kritis else ""
    skor = str(item.skor) if item.skor is not None else ("BD" if item.belum_dinilai else "TB")
    notes: list[Flowable] = []
    for label, text in (
        ("Capaian", item.capaian),
        ("Bukti", item.bukti),
        ("Catatan", item.catatan),
        ("Alasan", item.alasan),
    ):
        if text:
            lead = f"{label}:"
            notes.append(Words(text, _FINE, lead=lead, lead_font=CELL_BOLD.fontName))
    return [
        para(f"{item.kode}{star}", CELL_CENTER),
        para(item.uraian, style("u", fontSize=8.5, leading=10.4)),
        para(_weight(item.bobot), CELL_CENTER),
        para(skor, style("skor", parent=CELL_BOLD, alignment=TA_CENTER)),
        para(_number(item.nilai_baku, 0), CELL_CENTER),
        notes or [para("–", _FINE)],
    ]


def _result(dokumen: DokumenLembar) -> list[Flowable]:
    rows: list[list[Any]] = [
        [
            para(f"{aspek.kode}. {aspek.judul}", CELL),
            para(_weight(aspek.bobot), CELL_CENTER),
            para(_number(aspek.nilai), CELL_CENTER),
        ]
        for aspek in dokumen.aspek
    ]
    widths = (_WIDTH - 6 * cm, 3 * cm, 3 * cm)
    table = GridTable(("Aspek", "Bobot", "Nilai"), rows, widths)
    final = (
        _number(dokumen.nilai_akhir)
        if dokumen.nilai_akhir is not None
        else "tidak dapat disimpulkan"
    )
    big = style("big", fontName=CELL_BOLD.fontName, fontSize=15, leading=19, alignment=TA_CENTER)
    label = style("bl", fontSize=8.5, leading=11, alignment=TA_CENTER)
    third = _WIDTH / 3
    small = style("sm", parent=big, fontSize=12)
    box = Table(
        [
            [para("Nilai akhir", label), para("Predikat", label), para("Bobot berlaku", label)],
            [
                para(final, big if dokumen.nilai_akhir is not None else small),
                para(dokumen.predikat or "–", big),
                para(_weight(dokumen.bobot_berlaku), big),
            ],
        ],
        colWidths=[third] * 3,
    )
    box.setStyle(
        [
            FACE,
            ("BOX", (0, 0), (-1, -1), 1, INK),
            ("LINEAFTER", (0, 0), (1, -1), 0.5, RULE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, 0), 4),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
            ("BOTTOMPADDING", (0, 1), (-1, 1), 7),
        ]
    )
    parts: list[Flowable] = [
        Spacer(1, 12),
        para("Rekapitulasi", _SECTION),
        Spacer(1, 3),
        table,
        box,
        Spacer(1, 3),
    ]
    if dokumen.batas_kritis:
        text = "Predikat dibatasi karena ada indikator kritis yang memperoleh skor 1."
        parts.append(para(text, SMALL))
    parts.append(para("Predikat ini predikat pembinaan, bukan predikat SKP.", SMALL))
    return [KeepTogether(parts)]


def _narrative(dokumen: DokumenLembar) -> list[Flowable]:
    parts: list[Flowable] = []
    said = (dokumen.kekuatan, dokumen.perbaikan, dokumen.rekomendasi)
    for label, text in zip(_NARRATIVE, said, strict=True):
        heading = para(label, _SECTION)
        heading.keepWithNext = 1
        parts += [Spacer(1, 8), heading, para(text or "–", _TEXT)]
    return parts


def _response(dokumen: DokumenLembar) -> list[Flowable]:
    ticks = plain_table(
        [
            [
                Kotak(dipilih=dokumen.tanggapan == "menerima"),
                para("Menerima hasil penilaian", _TEXT),
                Kotak(dipilih=dokumen.tanggapan == "keberatan"),
                para("Keberatan, dengan alasan:", _TEXT),
            ]
        ],
        (6 * mm, 5 * cm, 6 * mm, 6 * cm),
    )
    parts: list[Flowable] = [
        Spacer(1, 8),
        para("Tanggapan yang dinilai", _SECTION),
        Spacer(1, 3),
        ticks,
    ]
    if dokumen.blangko:
        return [KeepTogether([*parts, PenLines(2)])]
    if dokumen.alasan_tanggapan:
        return [KeepTogether(parts), para(dokumen.alasan_tanggapan, _TEXT)]
    return [KeepTogether(parts)]


def _column(title: str, orang: Orang | None, width: float) -> list[Flowable]:
    look = style("ttd", fontSize=9.5, leading=12)
    lines: list[Flowable] = [para(line, look) for line in title.split("\n")]
    lines.append(RuangTandaTangan(width, height=1.7 * cm))
    if orang is None or not orang.nama:
        return [*lines, para("……………………………………", _LABEL), para("NIP", look)]
    lines.append(rich(f"<u>{escape(orang.nama)}</u>", _LABEL))
    return [*lines, para(nip_line(orang), look)] if orang.nip else lines


def _signatures(dokumen: DokumenLembar) -> list[Flowable]:
    half = _WIDTH / 2 - 4
    day = format_tanggal(dokumen.tanggal) if dokumen.tanggal else "………………………"
    leader = dokumen.tim[0] if dokumen.tim else None
    members = list(dokumen.tim[1:])
    dinas = f"Kepala Dinas Kependudukan dan\nPencatatan Sipil {dokumen.wilayah},"
    place = dokumen.tempat or "……………………"
    columns = [
        _column("Yang dinilai,", dokumen.dinilai, half),
        _column("Ketua Tim,", leader, half),
        *(_column("Anggota Tim,", orang, half) for orang in members),
    ]
    if len(columns) % 2:
        columns.append([])
    rows = [(columns[i], columns[i + 1]) for i in range(0, len(columns), 2)]
    look: Final = [
        ("BOTTOMPADDING", (0, 0), (-1, -1), 12),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
    ]
    widths = (_WIDTH / 2, _WIDTH / 2)
    parts: list[Flowable] = [
        KeepTogether(
            [
                Spacer(1, 14),
                plain_table([("", para(f"{place}, {day}", _TEXT))], widths),
                plain_table(rows[:1], widths, extra=look),
            ]
        )
    ]
    parts += [KeepTogether([plain_table([row], widths, extra=look)]) for row in rows[1:]]
    known = _column(f"Mengetahui,\n{dinas}", dokumen.mengetahui, half)
    quarter = _WIDTH / 4
    parts.append(KeepTogether([plain_table([("", known)], (quarter, _WIDTH - quarter))]))
    return parts
