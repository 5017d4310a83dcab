"""BAB IV and V of the Laporan and its list of appendices."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from bina_desktop.application.dokumen_laporan import BarisTemuan, DokumenLaporan
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.temuan import Alamat
from bina_desktop.pdf.blocks import numbered
from bina_desktop.pdf.fonts import SANS, bold
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.laporan_teks import (
    KEWENANGAN,
    STATUS,
    TINGKAT,
    WIDTH,
    bab,
    listed,
    scaled,
    subbab,
    tabel,
)
from bina_desktop.pdf.layout import (
    BODY,
    BOLD,
    CELL,
    CELL_CENTER,
    para,
    paragraphs,
    rich,
    style,
)
from bina_desktop.pdf.temuan import markup, rekomendasi_markup

_LAMPIRAN = (
    "Keputusan Kepala Dinas tentang Tim Pembinaan Aparatur",
    "Surat Perintah Tugas",
    "Lembar Penilaian Aparatur",
)
"""Where the use case names none: only documents that exist, because the list is signed."""

_NAME = style("nama_bagian", parent=CELL, fontName=bold(SANS))


def bab_temuan(dokumen: DokumenLaporan) -> list[Flowable]:
    """Return BAB IV: discussion, findings, and what became of the last ones."""
    story: list[Flowable] = [*bab("BAB IV", "TEMUAN DAN PEMBAHASAN"), subbab("A. Pembahasan")]
    story += paragraphs(dokumen.pembahasan or "Pembahasan belum diisi oleh Tim.")
    story.append(subbab("B. Temuan"))
    if dokumen.temuan:
        before: list[Flowable] = [tabel("Temuan dan rekomendasi")]
        for place, item in enumerate(dokumen.temuan, 1):
            story += headed(before, _temuan_table(place, item))
            before = [Spacer(1, 8)]
    else:
        story.append(para("Tidak ada temuan pada kunjungan ini.", BODY))
    story.append(subbab("C. Tindak Lanjut Rekomendasi Triwulan Lalu"))
    if dokumen.tindak_lanjut_lalu:
        rows = [
            [
                para(f"{i}.", CELL_CENTER),
                item.rekomendasi,
                STATUS[item.status],
                item.keterangan or "–",
            ]
            for i, item in enumerate(dokumen.tindak_lanjut_lalu, 1)
        ]
        head = ("No.", "Rekomendasi", "Status", "Keterangan")
        caption = tabel("Tindak lanjut rekomendasi triwulan lalu")
        story += headed([caption], GridTable(head, rows, scaled(9, 75, 32, 46)))
    else:
        story.append(para("Tidak ada rekomendasi kunjungan sebelumnya yang masih terbuka.", BODY))
    return [*story, PageBreak()]


def _temuan_table(place: int, item: BarisTemuan) -> GridTable:
    """Return a finding as its own table: its marks over a line for each part."""
    indikator = f"indikator {item.indikator}" if item.indikator else ""
    marks = (item.kode, indikator, f"tingkat {TINGKAT[item.tingkat].lower()}")
    rows: list[tuple[object, object]] = [
        (para(name, _NAME), rich(markup(text), CELL))
        for name, text in (
            ("Kondisi", item.kondisi),
            ("Kriteria", item.kriteria),
            ("Sebab", item.sebab),
            ("Akibat", item.akibat),
            ("Bukti", item.bukti),
        )
        if text
    ]
    several = len(item.rekomendasi) > 1
    rows += [
        (
            para(f"Rekomendasi {number}" if several else "Rekomendasi", _NAME),
            rich(rekomendasi_markup(one), CELL),
        )
        for number, one in enumerate(item.rekomendasi, 1)
    ]
    head = (f"Temuan {place}", " · ".join(text for text in marks if text))
    return GridTable(head, rows, scaled(30, 132))


def bab_penutup(dokumen: DokumenLaporan) -> list[Flowable]:
    """Return BAB V: conclusion, recommendations by addressee, plan of follow-up."""
    story: list[Flowable] = [*bab("BAB V", "PENUTUP"), subbab("A. Kesimpulan")]
    story += paragraphs(dokumen.kesimpulan or "Kesimpulan belum diisi oleh Tim.")
    before: list[Flowable] = [subbab("B. Rekomendasi", stay=False)]
    rekomendasi = [one for item in dokumen.temuan for one in item.rekomendasi]
    if not rekomendasi:
        story += [subbab("B. Rekomendasi"), para("Tidak ada rekomendasi khusus.", BODY)]
    place = 0
    for alamat in Alamat:
        asked = [one for one in rekomendasi if one.ditujukan is alamat]
        if not asked:
            continue
        place += 1
        heading = para(f"{place}. {asked[0].penerima}", BOLD)
        body = numbered([one.isi for one in asked], WIDTH, letters=len(asked) <= 26)
        story += [*listed(heading, body, before=before), Spacer(1, 3)]
        before = []
    story.append(subbab("C. Rencana Tindak Lanjut"))
    dated = [item for item in rekomendasi if item.tenggat]
    if dated:
        rows = [
            [
                para(f"{i}.", CELL_CENTER),
                item.isi,
                item.penanggung_jawab or item.penerima,
                para(format_tanggal(item.tenggat) if item.tenggat else "–", CELL_CENTER),
            ]
            for i, item in enumerate(sorted(dated, key=lambda t: t.tenggat or dokumen.selesai), 1)
        ]
        head = ("No.", "Tindak lanjut", "Penanggung jawab", "Tenggat")
        caption = tabel("Rencana tindak lanjut")
        story += headed([caption], GridTable(head, rows, scaled(9, 78, 50, 24)))
    else:
        story.append(para("Tenggat ditetapkan bersama pada triwulan berikut.", BODY))
    return [*story, Spacer(1, 12), para(KEWENANGAN, BODY)]


def lampiran(dokumen: DokumenLaporan) -> list[Flowable]:
    """Return the list of what is attached."""
    items = list(dokumen.lampiran or _LAMPIRAN)
    if dokumen.dokumentasi:
        items.append("Dokumentasi kunjungan")
    return [PageBreak(), *bab("DAFTAR LAMPIRAN"), numbered(items, WIDTH - 2 * mm)]
