"""Samples of the papers of a visit: an ordinary one, with names that strain the layout."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.unit.pdf.samples import (
    KADIS,
    LONG,
    PROVINSI,
    TW,
    a_kantor,
    a_team,
)

from bina_desktop.application.dokumen import Naskah
from bina_desktop.application.dokumen_kunjungan import (
    BarisNilai,
    DokumenBeritaAcara,
    DokumenDaftarHadir,
    DokumenPemberitahuan,
)
from bina_desktop.application.dokumen_laporan import BarisRekomendasi, BarisTemuan
from bina_desktop.application.orang import BarisTim, Orang
from bina_desktop.domain.penugasan import Kedudukan
from bina_desktop.domain.temuan import Alamat, Tingkat

SELUMA = "Kabupaten Seluma"
DINAS_SELUMA = f"Dinas Kependudukan dan Pencatatan Sipil {SELUMA}"
KEPALA = Orang(
    nama="Drs. Contoh Kepala Dinas Kabupaten, M.M.",
    nip="196811101994031005",
    pangkat="Pembina Utama Muda",
    golongan="IV/c",
    jabatan="Kepala Dinas",
)
PLACES = (Kedudukan.KETUA, Kedudukan.SEKRETARIS, Kedudukan.ANGGOTA)
TEAM = tuple(BarisTim(o, k) for o, k in zip(a_team(3), PLACES, strict=True))


def officers(count: int) -> tuple[Orang, ...]:
    posts = (
        "Kepala Bidang Pelayanan Pendaftaran Penduduk",
        "Operator SIAK Terampil",
        "Petugas Perekaman KTP-el",
        "Administrator Database Kependudukan Ahli Pertama",
    )
    return tuple(
        Orang(
            nama=f"Aparatur Contoh {place + 1}, S.Sos.",
            nip=f"1985{place % 12 + 1:02d}152010011{place + 1:03d}",
            pangkat="Penata",
            golongan="III/c",
            jabatan=posts[place % 4],
        )
        for place in range(count)
    )


TEMUAN = (
    BarisTemuan(
        "Akun SIAK digunakan bersama dan akun pegawai mutasi masih aktif.",
        Tingkat.KRITIS,
        (
            BarisRekomendasi(
                "Mencabut akun, menerbitkan ulang hak akses perorangan, pakta integritas, dan "
                "peninjauan bulanan.",
                Alamat.KADIS_KAB_KOTA,
                "Kepala Dinas Kependudukan dan Pencatatan Sipil Kabupaten Seluma",
                "Sekretaris",
                date(2026, 11, 27),
            ),
        ),
        kode="T02",
        indikator="E2",
    ),
    BarisTemuan(
        "Jumlah dan kompetensi operator kurang; belum pernah bimtek dalam 12 bulan.",
        Tingkat.TINGGI,
        (
            BarisRekomendasi(
                "Mengusulkan bimtek SIAK/KTP-el, uji kompetensi, dan pemenuhan JF Operator "
                "SIAK/ADB.",
                Alamat.DIRJEN,
                "Direktur Jenderal Kependudukan dan Pencatatan Sipil",
                tenggat=date(2027, 5, 24),
            ),
        ),
        kode="T10",
        indikator="B5",
    ),
)


def a_pemberitahuan(count: int = 6) -> DokumenPemberitahuan:
    return DokumenPemberitahuan(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        nomor="",
        tanggal=date(2026, 11, 18),
        nama_dinas=DINAS_SELUMA,
        tempat="Tais",
        mulai=date(2026, 11, 23),
        selesai=date(2026, 11, 24),
        dasar=(
            "Keputusan Kepala Dinas Nomor 100.3.3/123/DUKCAPIL/2026 tanggal 7 Oktober 2026",
            "Surat Perintah Tugas Nomor 800.1.11.1/091/DUKCAPIL/2026 tanggal 18 November 2026",
        ),
        petugas=TEAM,
        aparatur=(*officers(count), LONG),
        pengirim=KADIS,
        tembusan=("Bupati Seluma", "Pertinggal"),
    )


def a_daftar_hadir(count: int = 6) -> DokumenDaftarHadir:
    return DokumenDaftarHadir(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        nama_dinas=DINAS_SELUMA,
        hari=(date(2026, 11, 23), date(2026, 11, 24)),
        tim=TEAM,
        aparatur=(*officers(count), LONG),
        ketua=Orang(TEAM[0].orang.nama, TEAM[0].orang.nip, jabatan="Ketua Tim Pembinaan"),
        tempat="Tais",
        nomor_spt="800.1.11.1/091/DUKCAPIL/2026",
    )


def a_berita_acara(count: int = 6) -> DokumenBeritaAcara:
    return DokumenBeritaAcara(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        nomor="",
        tanggal=date(2026, 11, 24),
        wilayah=SELUMA,
        nama_dinas=DINAS_SELUMA,
        tempat="Tais",
        nomor_spt="800.1.11.1/091/DUKCAPIL/2026",
        tanggal_spt=date(2026, 11, 18),
        tim=TEAM,
        kepala=KEPALA,
        hasil=tuple(
            BarisNilai(orang, Decimal("83.21") - place, "Baik")
            for place, orang in enumerate(officers(count))
        ),
        temuan=TEMUAN,
        menerima=True,
    )


NASKAH: dict[str, Callable[[], Naskah]] = {
    "pemberitahuan": a_pemberitahuan,
    "daftar_hadir": a_daftar_hadir,
    "berita_acara": a_berita_acara,
}
"""By name of the module that draws it."""
