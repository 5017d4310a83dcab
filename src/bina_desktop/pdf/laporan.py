"""Laporan Hasil Penilaian of one visit (SOP steps 3 to 6; instrument, section 5.5)."""

from __future__ import annotations

from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, PageBreak, Spacer, TableStyle
from reportlab.platypus.tableofcontents import TableOfContents

from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.pdf.blocks import PLAIN
from bina_desktop.pdf.check_code import check_code_of
from bina_desktop.pdf.fonts import SANS, bold
from bina_desktop.pdf.kop import dinas_name
from bina_desktop.pdf.laporan_hasil import bab_hasil
from bina_desktop.pdf.laporan_muka import pengesahan, ringkasan, sampul
from bina_desktop.pdf.laporan_pendahuluan import bab_gambaran, bab_pendahuluan
from bina_desktop.pdf.laporan_teks import bab, laporan_title
from bina_desktop.pdf.laporan_temuan import bab_penutup, bab_temuan, lampiran
from bina_desktop.pdf.layout import LAPORAN, Info, build, style


def draw_laporan(dokumen: DokumenLaporan) -> bytes:
    """Draw the whole report on A4, with bookmarks and a table of contents."""
    title = f"{laporan_title(dokumen)} {dokumen.triwulan.label}"
    info = Info(
        judul=title,
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=f"Hasil pembinaan dan penilaian aparatur, {dokumen.wilayah}",
        draf=not dokumen.disahkan,
        contoh=dokumen.kantor.contoh,
        kaki=f"Laporan Hasil Penilaian · {dokumen.wilayah} · {dokumen.triwulan.label}",
        sampul=1,
        kode=check_code_of(dokumen) if dokumen.disahkan else "",
    )
    story: list[Flowable] = [
        *sampul(dokumen),
        *pengesahan(dokumen),
        *ringkasan(dokumen),
        *_contents(),
        *bab_pendahuluan(dokumen),
        *bab_gambaran(dokumen),
        *bab_hasil(dokumen),
        *bab_temuan(dokumen),
        *bab_penutup(dokumen),
        *lampiran(dokumen),
    ]
    return build(story, LAPORAN, info)


def _contents() -> list[Flowable]:
    contents = TableOfContents(
        dotsMinLevel=0, rightColumnWidth=1 * cm, tableStyle=TableStyle(PLAIN)
    )
    contents.levelStyles = [
        style("toc0", fontName=bold(SANS), fontSize=10.5, leading=15, spaceBefore=5),
        style("toc1", fontSize=10, leading=13.5, leftIndent=8 * mm, rightIndent=0),
    ]
    return [*bab("DAFTAR ISI"), contents, Spacer(1, 1), PageBreak()]
