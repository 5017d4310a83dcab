"""Front of the Laporan: sampul, lembar pengesahan, ringkasan eksekutif."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.application.orang import Orang
from bina_desktop.application.signature import KABID, KADIS, KASI
from bina_desktop.domain.bahasa import format_angka, format_rentang, format_tanggal, terbilang
from bina_desktop.domain.temuan import Tingkat
from bina_desktop.pdf.blocks import (
    FACE,
    RuangTandaTangan,
    nip_line,
    pairs,
    plain_table,
    signature_lines,
)
from bina_desktop.pdf.fonts import SANS, bold
from bina_desktop.pdf.grid import GridTable
from bina_desktop.pdf.kop import dinas_name, logo
from bina_desktop.pdf.laporan_teks import (
    KEWENANGAN,
    TINGKAT,
    WIDTH,
    angka,
    bab,
    laporan_title,
    scaled,
)
from bina_desktop.pdf.layout import (
    ACCENT,
    BODY,
    CELL,
    GREY,
    INK,
    LAPORAN,
    RULE,
    TEXT,
    balanced,
    escape,
    para,
    rich,
    style,
)


def _big(name: str, size: float, **changes: Any) -> ParagraphStyle:
    return style(
        name,
        fontName=bold(SANS),
        fontSize=size,
        leading=size * 1.32,
        alignment=TA_CENTER,
        **changes,
    )


def sampul(dokumen: DokumenLaporan) -> list[Flowable]:
    """Return the cover: security class, logo, title, triwulan, office."""
    kantor = dokumen.kantor
    picture = logo(kantor, 3.2 * cm)
    plain = style("sampul", fontSize=11, leading=15, alignment=TA_CENTER)
    wide = WIDTH - 1 * cm
    top: list[Flowable] = [
        para("TERBATAS", style("sifat", fontName=bold(SANS), fontSize=9, alignment=2)),
        Spacer(1, 1.4 * cm),
        picture or Spacer(1, 3.2 * cm),
        Spacer(1, 1.4 * cm),
        para("LAPORAN HASIL PENILAIAN", _big("s1", 22, textColor=ACCENT)),
        Spacer(1, 8),
        balanced(f"KINERJA PEJABAT {dokumen.nama_dinas.upper()}", _big("s2", 14), wide),
        Spacer(1, 18),
        para(dokumen.triwulan.label.upper(), _big("s3", 13, textColor=GREY)),
        *_replacing(dokumen),
        Spacer(1, 26),
        para(
            "Pembinaan Aparatur yang Membidangi Pendaftaran Penduduk\nSOP Nomor 10.07.03.021",
            plain,
        ),
    ]
    foot: list[Flowable] = [
        para(kantor.pemda.upper(), style("f1", fontSize=12, leading=16, alignment=TA_CENTER)),
        balanced(kantor.nama.upper(), _big("f2", 13), wide),
        Spacer(1, 4),
        para(f"{kantor.kota}, {_year(dokumen)}", plain),
    ]
    page = Table([[top], [foot]], colWidths=[WIDTH], rowHeights=[LAPORAN.tinggi - 110, 100])
    page.setStyle(
        [
            FACE,
            ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            ("VALIGN", (0, 0), (0, 0), "TOP"),
            ("VALIGN", (0, 1), (0, 1), "BOTTOM"),
            ("LINEABOVE", (0, 1), (0, 1), 1.4, ACCENT),
        ]
    )
    return [page, PageBreak()]


def _year(dokumen: DokumenLaporan) -> int:
    return (dokumen.tanggal or dokumen.selesai).year


def _day(day: date | None) -> str:
    return format_tanggal(day) if day else ""


def _replacing(dokumen: DokumenLaporan) -> list[Flowable]:
    """Return the line of a revised report that names the one it replaces."""
    if not dokumen.menggantikan:
        return []
    look = style("ganti", fontSize=10.5, leading=14, alignment=TA_CENTER)
    return [Spacer(1, 10), para(f"PERUBAHAN\nmenggantikan {dokumen.menggantikan}", look)]


def pengesahan(dokumen: DokumenLaporan) -> list[Flowable]:
    """Return the pengesahan page; it holds the one place where the Kepala Dinas signs."""
    number = dokumen.nomor or dokumen.nomor_kosong
    steps = dokumen.pengesahan
    signs = dokumen.elektronik and dokumen.paraf
    widths = scaled(28, 62, 28, 42) if signs else scaled(32, 78, 30, 20)
    room = widths[-1] - 8
    rows = [
        _step("Disusun oleh Ketua Tim", steps.penyusun, steps.disusun),
        _step("Dikoreksi", steps.korektor, steps.dikoreksi, room, KASI if signs else ""),
        _step("Divalidasi", steps.validator, steps.divalidasi, room, KABID if signs else ""),
    ]
    heads = ("Langkah", "Nama, NIP, dan jabatan", "Tanggal", "Paraf")
    table = GridTable(heads, rows, widths)
    replaces = [("Menggantikan", dokumen.menggantikan)] if dokumen.menggantikan else []
    identity = pairs(
        [
            ("Nomor", number),
            ("Judul", laporan_title(dokumen)),
            ("Periode", dokumen.triwulan.label),
            ("Kunjungan", format_rentang(dokumen.mulai, dokumen.selesai)),
            *replaces,
        ],
        WIDTH,
        label=3 * cm,
    )
    when = format_tanggal(dokumen.tanggal) if dokumen.tanggal else "………………………"
    right = WIDTH * 0.53
    column = signature_lines(
        steps.pengesah,
        [f"Disahkan di {dokumen.kantor.kota}", f"pada tanggal {when}"],
        right,
        field=KADIS if dokumen.elektronik else "",
    )
    return [
        *bab("LEMBAR PENGESAHAN"),
        identity,
        Spacer(1, 12),
        table,
        Spacer(1, 22),
        plain_table([("", column)], (WIDTH - right, right)),
        Spacer(1, 20),
        para(KEWENANGAN, style("kew", parent=BODY, fontSize=9, leading=12, textColor=GREY)),
        PageBreak(),
    ]


def _step(
    label: str, orang: Orang, day: date | None, room: float = 0, field: str = ""
) -> tuple[object, ...]:
    lines = [f"<b>{escape(orang.nama or '………………………')}</b>"]
    lines += [escape(text) for text in (nip_line(orang), orang.sebutan) if text]
    sign: Flowable = para("\n\n", CELL)
    if field:
        sign = RuangTandaTangan(room, height=15 * mm, field=field, locks=False)
    return (label, rich("<br/>".join(lines), CELL), _day(day), sign)


# --- ringkasan ---------------------------------------------------------------------------------


def ringkasan(dokumen: DokumenLaporan) -> list[Flowable]:
    """Return the executive summary of one page."""
    story: list[Flowable] = [*bab("RINGKASAN EKSEKUTIF"), _figures(dokumen), Spacer(1, 12)]
    story += [para(text, BODY) for text in _summary(dokumen)]
    heaviest = [t for t in dokumen.temuan if t.tingkat in (Tingkat.KRITIS, Tingkat.TINGGI)][:5]
    if heaviest:
        story.append(para("Temuan terpenting:", style("h", parent=TEXT, fontName=bold(SANS))))
        rows = [
            (
                para("•"),
                rich(f"<b>{TINGKAT[t.tingkat]}</b> – {escape(_short(t.kondisi))}", TEXT),
            )
            for t in heaviest
        ]
        story += [Spacer(1, 3), plain_table(rows, (5 * mm, WIDTH - 5 * mm)), Spacer(1, 6)]
    story += [para(KEWENANGAN, BODY), PageBreak()]
    return story


def _short(text: str, limit: int = 220) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else f"{flat[:limit].rsplit(' ', 1)[0]} …"


def _figures(dokumen: DokumenLaporan) -> Table:
    big = style("fig", fontName=bold(SANS), fontSize=17, leading=21, alignment=TA_CENTER)
    word = style("figw", parent=big, fontSize=13)
    label = style("figl", fontSize=8.5, leading=11, textColor=GREY, alignment=TA_CENTER)
    change = _change(dokumen)
    cells = (
        ("Aparatur dinilai", str(len(dokumen.aparatur)), big),
        ("Rata-rata nilai akhir", angka(dokumen.rata_rata), big),
        ("Predikat", dokumen.predikat or "–", word),
        ("Terhadap triwulan lalu", change, word),
        ("Temuan", str(len(dokumen.temuan)), big),
    )
    table = Table(
        [
            [para(text, label) for text, _, _ in cells],
            [para(value, look) for _, value, look in cells],
        ],
        colWidths=scaled(28, 34, 34, 36, 28),
    )
    table.setStyle(
        [
            FACE,
            ("BOX", (0, 0), (-1, -1), 0.9, INK),
            ("LINEAFTER", (0, 0), (-2, -1), 0.5, RULE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, 0), 6),
            ("BOTTOMPADDING", (0, 1), (-1, 1), 9),
        ]
    )
    return table


def _change(dokumen: DokumenLaporan) -> str:
    if dokumen.rata_rata is None or dokumen.rata_rata_lalu is None:
        return "–"
    difference: Decimal = dokumen.rata_rata - dokumen.rata_rata_lalu
    sign = "+" if difference > 0 else ("−" if difference < 0 else "")
    return f"{sign}{format_angka(abs(difference), 2)}"


def _summary(dokumen: DokumenLaporan) -> list[str]:
    count = len(dokumen.aparatur)
    texts = [
        (
            f"Tim Pembinaan {dinas_name(dokumen.kantor, dokumen.provinsi)} melaksanakan pembinaan "
            f"dan penilaian terhadap {count} ({terbilang(count)}) orang aparatur "
            f"{dokumen.nama_dinas} pada tanggal {format_rentang(dokumen.mulai, dokumen.selesai)}."
        )
    ]
    scored = [a for a in dokumen.aspek if a.rata_rata is not None]
    if dokumen.rata_rata is not None and scored:
        best = max(scored, key=lambda a: a.rata_rata or 0)
        worst = min(scored, key=lambda a: a.rata_rata or 0)
        texts.append(
            f"Rata-rata nilai akhir {angka(dokumen.rata_rata)} dengan predikat "
            f"{dokumen.predikat}. Aspek tertinggi ialah {best.judul} ({angka(best.rata_rata)}), "
            f"aspek terendah {worst.judul} ({angka(worst.rata_rata)})."
        )
    if dokumen.temuan:
        tally = Counter(t.tingkat for t in dokumen.temuan)
        parts = [f"{tally[k]} {name.lower()}" for k, name in TINGKAT.items() if tally[k]]
        texts.append(
            f"Ditemukan {len(dokumen.temuan)} temuan ({', '.join(parts)}) yang masing-masing "
            "disertai rekomendasi."
        )
    else:
        texts.append("Tidak ada temuan pada kunjungan ini.")
    return texts
