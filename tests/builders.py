"""Short ways to say what a test is about; everything not named is ordinary and valid."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.application.dasar_hukum import DasarHukum, parse_dasar_hukum
from bina_desktop.domain.frasa import Frasa, parse_frasa
from bina_desktop.domain.kalender import KalenderKerja, parse_hari_libur, parse_jam_kerja
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.pegawai import (
    Aparatur,
    AparaturId,
    Kelompok,
    Pegawai,
    PegawaiId,
    Peran,
    StatusKepegawaian,
)
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.sop import Sop, parse_sop
from bina_desktop.domain.temuan import (
    Alamat,
    Rekomendasi,
    RekomendasiId,
    Temuan,
    TemuanId,
    Tingkat,
)
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah, parse_wilayah

PROJECT = Path(__file__).resolve().parent.parent
RESOURCES = PROJECT / "resources"
FORMS = PROJECT / "forms"

TW4 = Triwulan(2026, 4)
SELUMA = KodeWilayah("17.05")
KOTA_BENGKULU = KodeWilayah("17.71")
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 23 November 2026, 08.00 WIB."""


def resource(name: str) -> str:
    """Read a shipped text file."""
    return (RESOURCES / name).read_text(encoding="utf-8")


@cache
def the_kalender() -> KalenderKerja:
    return KalenderKerja(
        parse_jam_kerja(resource("jam_kerja.toml")),
        parse_hari_libur(resource("hari_libur/2026.toml")),
    )


@cache
def the_sop() -> Sop:
    return parse_sop(resource("sop/10.07.03.021.toml"), hari_kerja=the_kalender().hari_kerja)


@cache
def the_wilayah() -> tuple[Wilayah, ...]:
    return parse_wilayah(resource("wilayah.csv"))


@cache
def the_frasa() -> tuple[Frasa, ...]:
    return parse_frasa(resource("temuan.toml"))


@cache
def the_dasar_hukum() -> tuple[DasarHukum, ...]:
    return parse_dasar_hukum(resource("dasar_hukum.toml"))


def a_kantor() -> Kantor:
    return Kantor(
        pemda="PEMERINTAH PROVINSI BENGKULU",
        nama="DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        kode_wilayah=KodeWilayah("17"),
        kota="Bengkulu",
    )


def a_pegawai(nama: str, nip: str, *peran: Peran, jabatan: str = "") -> Pegawai:
    return Pegawai(
        id=PegawaiId(str(uuid5(NAMESPACE_URL, nip or nama))),
        nama=nama,
        nip=nip,
        pangkat="Penata",
        golongan="III/c",
        jabatan=jabatan or (peran[0].value if peran else "Analis"),
        peran=frozenset(peran),
    )


ADMIN = a_pegawai("Dewi Kartika", "199207162019022005", Peran.ADMIN)
KADIS = a_pegawai("Hasanuddin Rahim", "196803121992031004", Peran.KADIS, jabatan="Kepala Dinas")
KABID = a_pegawai("Yuliana Permata", "197504182000032003", Peran.KABID)
KASI = a_pegawai("Bambang Setiadi", "197911052005011006", Peran.KASI)
RAHMAT = a_pegawai("Rahmat Hidayat", "198506142010011012", Peran.TIM)
SITI = a_pegawai("Siti Nurhaliza", "198809272012122001", Peran.TIM)
EKO = a_pegawai("Eko Prasetyo", "199001032014021003", Peran.TIM)
EVERYONE = (ADMIN, KADIS, KABID, KASI, RAHMAT, SITI, EKO)


def an_aparatur(
    nama: str = "Ratna Dewi",
    *,
    nip: str = "199003122014022002",
    kode: KodeWilayah = SELUMA,
    kelompok: Kelompok = Kelompok.OPERATOR,
    status: StatusKepegawaian = StatusKepegawaian.PNS,
) -> Aparatur:
    return Aparatur(
        id=AparaturId(str(uuid5(NAMESPACE_URL, nip or nama))),
        kode_wilayah=kode,
        nama=nama,
        nip=nip,
        status=status,
        pangkat="Penata Muda",
        golongan="III/a",
        jabatan="Operator SIAK",
        kelompok=kelompok,
        tmt_jabatan=date(2020, 1, 2),
        pendidikan="D3",
        atasan="Zulkifli Effendi",
    )


def a_temuan(
    key: str,
    spt_id: str,
    *,
    rekomendasi: str = "",
    ditujukan: Alamat | None = Alamat.KADIS_KAB_KOTA,
    tenggat: date | None = None,
    **other: Any,
) -> Temuan:
    """Return a finding with one recommendation, which nobody has followed up."""
    first = Rekomendasi(
        RekomendasiId(key),
        rekomendasi or f"Rekomendasi {key}",
        ditujukan,
        "Kepala Bidang",
        tenggat,
    )
    known = Temuan(
        id=TemuanId(key),
        spt_id=SptId(spt_id),
        kondisi=f"Kondisi {key}",
        tingkat=Tingkat.SEDANG,
        rekomendasi=(first,),
    )
    return replace(known, **other)


def a_skor(kode: str = "a1", skor: int | None = 4, *, bobot: int = 3, kritis: bool = False):
    """Score one indikator; its aspek is the letter of its code."""
    from decimal import Decimal

    from bina_desktop.domain.penilaian import SkorIndikator

    return SkorIndikator(kode, kode[0], Decimal(bobot), skor, kritis=kritis)
