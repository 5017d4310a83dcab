"""Laporan Hasil Penilaian of one visit (SOP steps 3 to 6; instrument, section 5.5)."""

from __future__ import annotations

from bina_desktop.application.dokumen import ReadBerkas, no_file
from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.pdf.check_code import check_code_of
from bina_desktop.pdf.daftar_isi import with_lists
from bina_desktop.pdf.dokumentasi import dokumentasi
from bina_desktop.pdf.kop import dinas_name
from bina_desktop.pdf.laporan_hasil import bab_hasil
from bina_desktop.pdf.laporan_muka import pengesahan, ringkasan, sampul
from bina_desktop.pdf.laporan_pendahuluan import bab_gambaran, bab_pendahuluan
from bina_desktop.pdf.laporan_teks import laporan_title
from bina_desktop.pdf.laporan_temuan import bab_penutup, bab_temuan, lampiran
from bina_desktop.pdf.layout import LAPORAN, Info, build


def draw_laporan(dokumen: DokumenLaporan, berkas: ReadBerkas = no_file) -> bytes:
    """Draw the whole report on A4, with bookmarks, lists of what it holds, and photographs."""
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
    front = [*sampul(dokumen), *pengesahan(dokumen), *ringkasan(dokumen)]
    rest = [
        *bab_pendahuluan(dokumen),
        *bab_gambaran(dokumen),
        *bab_hasil(dokumen),
        *bab_temuan(dokumen),
        *bab_penutup(dokumen),
        *lampiran(dokumen),
        *dokumentasi(dokumen.dokumentasi, berkas),
    ]
    return build(with_lists(front, rest), LAPORAN, info)
