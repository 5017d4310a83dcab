"""Samples of papers of a triwulan, of recommendations, and the list of all papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.builders import the_sop, the_wilayah
from tests.unit.pdf.naskah_samples import (
    DINAS_SELUMA,
    SELUMA,
    a_berita_acara,
    a_daftar_hadir,
    a_kendali,
    a_nota_dinas,
    a_pemberitahuan,
    a_periksa,
    officers,
)
from tests.unit.pdf.samples import (
    KABID,
    KADIS,
    PROVINSI,
    ROOT,
    TW,
    a_blank,
    a_kantor,
)

from bina_desktop.application.dokumen import Naskah
from bina_desktop.application.dokumen_laporan import (
    RekapAspek,
    RekapIndikator,
)
from bina_desktop.application.dokumen_rekomendasi import (
    BarisTindak,
    ButirRekomendasi,
    DokumenMatriks,
    DokumenRekomendasi,
)
from bina_desktop.application.dokumen_sop import DokumenSop, parse_lembar_sop
from bina_desktop.application.dokumen_triwulan import (
    BarisNama,
    BarisWilayah,
    DokumenRekap,
)
from bina_desktop.domain.nomor import JenisNomor, usual
from bina_desktop.domain.pegawai import format_nip
from bina_desktop.domain.temuan import StatusTindakLanjut, Tingkat

ASPEK = ("A", "B", "C", "D", "E", "F")


def a_rekap(regions: int = 10, officers_each: int = 8) -> DokumenRekap:
    names = [w.nama for w in the_wilayah() if "." in w.kode][:regions]
    means = {kode: Decimal("81.25") - n for n, kode in enumerate(ASPEK)}
    wilayah = tuple(
        BarisWilayah(
            nama=name,
            jadwal="23–24 November 2026" if n % 3 else "",
            aparatur=officers_each if n % 3 else 0,
            nilai_aspek=means if n % 3 else {},
            rata_rata=Decimal("83.21") - n if n % 3 else None,
            predikat="Baik" if n % 3 else "",
            rata_rata_lalu=None,
            ikm=Decimal("86.11") if n % 3 else None,
            temuan={Tingkat.KRITIS: 1, Tingkat.SEDANG: n},
            status="Disahkan" if n % 3 else "Belum dikunjungi",
            nomor=f"400.12.2.5/{n:03}/DUKCAPIL/2026" if n % 3 else "",
        )
        for n, name in enumerate(names)
    )
    return DokumenRekap(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        tanggal=date(2026, 12, 18),
        wilayah=wilayah,
        aspek=tuple(
            RekapAspek(k, f"Judul aspek {k} yang cukup panjang", Decimal(15), v, v, v)
            for k, v in means.items()
        ),
        indikator=tuple(
            RekapIndikator(f"C{n}", "Waktu penyelesaian KK dan KTP-el", Decimal("2.40"), 9)
            for n in range(1, 6)
        ),
        rata_rata=Decimal("80.46"),
        predikat="Baik",
        rata_rata_lalu=Decimal("78.90"),
        nama=tuple(
            BarisNama(
                wilayah=row.nama,
                nama=orang.nama,
                nip=format_nip(orang.nip),
                jabatan=orang.jabatan,
                nilai_aspek=means,
                nilai_akhir=row.rata_rata,
                predikat=row.predikat,
            )
            for row in wilayah
            if row.aparatur
            for orang in officers(officers_each)
        ),
        pengesah=KADIS,
    )


def a_sop() -> DokumenSop:
    text = (ROOT / "resources" / "sop" / "10.07.03.021.toml").read_text("utf-8")
    return DokumenSop(a_kantor(), PROVINSI, the_sop(), parse_lembar_sop(text))


def a_rekomendasi() -> DokumenRekomendasi:
    return DokumenRekomendasi(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        wilayah=SELUMA,
        nama_dinas=DINAS_SELUMA,
        nomor="",
        nomor_kosong=a_blank("400.12.2.5"),
        tanggal=date(2026, 12, 1),
        mulai=date(2026, 11, 23),
        selesai=date(2026, 11, 24),
        aparatur=6,
        rata_rata=Decimal("81.25"),
        predikat="Baik",
        temuan=2,
        butir=(
            ButirRekomendasi(
                "Jumlah dan kompetensi operator kurang; belum pernah bimtek dalam 12 bulan.",
                Tingkat.TINGGI,
                "Menyelenggarakan bimtek SIAK/KTP-el dan uji kompetensi JF Operator SIAK/ADB.",
                date(2027, 5, 24),
            ),
        ),
        pengirim=KADIS,
        nomor_laporan="400.12.2.5/001/DUKCAPIL/2026",
        tanggal_laporan=date(2026, 11, 30),
        yth=tuple(usual(JenisNomor.REKOMENDASI).yth.splitlines()),
        tembusan=("Gubernur Bengkulu", "Bupati Seluma", f"Kepala {DINAS_SELUMA}"),
    )


def a_matriks() -> DokumenMatriks:
    rows = (
        BarisTindak(
            triwulan="Triwulan III Tahun 2026",
            temuan="Akun SIAK digunakan bersama.",
            tingkat=Tingkat.KRITIS,
            rekomendasi="Mencabut akun dan menerbitkan ulang hak akses perorangan.",
            penerima=f"Kepala {DINAS_SELUMA}",
            penanggung_jawab="Administrator Database Kependudukan",
            tenggat=date(2026, 9, 1),
            status=StatusTindakLanjut.BELUM_SESUAI,
            kemajuan=("Triwulan IV Tahun 2026: Proses: belum sesuai rekomendasi (baru dua akun)",),
            lewat=True,
        ),
        BarisTindak(
            triwulan="Triwulan IV Tahun 2026",
            temuan="Cakupan KIA di bawah target.",
            tingkat=Tingkat.SEDANG,
            rekomendasi="Layanan terintegrasi akta, KK, dan KIA.",
            penerima="",
            penanggung_jawab="",
            tenggat=None,
            status=StatusTindakLanjut.SESUAI,
            kemajuan=(),
        ),
    )
    return DokumenMatriks(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        wilayah=SELUMA,
        nama_dinas=DINAS_SELUMA,
        tanggal=date(2026, 12, 1),
        baris=rows,
        mengetahui=KABID,
    )


NASKAH: dict[str, Callable[[], Naskah]] = {
    "pemberitahuan": a_pemberitahuan,
    "daftar_hadir": a_daftar_hadir,
    "berita_acara": a_berita_acara,
    "nota_dinas": a_nota_dinas,
    "lembar_periksa": a_periksa,
    "lembar_kendali": a_kendali,
    "rekap_provinsi": a_rekap,
    "lembar_sop": a_sop,
    "rekomendasi": a_rekomendasi,
    "matriks": a_matriks,
}
"""By name of the module that draws it."""
