"""The marked sample: an invented office with invented people, to try without real data.

Every screen and document of it says CONTOH. Names are fictitious; NIPs are well-formed and belong
to nobody by intent.
"""

from __future__ import annotations

from typing import Final
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.application.ports import Begin
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
from bina_desktop.domain.wilayah import KodeWilayah

SAMPLE_PASSWORD: Final = "contoh-bina-2026"  # noqa: S105 printed on screen; protects invented data only
SAMPLE_ACTOR: Final = "contoh"

KANTOR: Final = Kantor(
    pemda="PEMERINTAH PROVINSI BENGKULU",
    nama="DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
    kode_wilayah=KodeWilayah("17"),
    kota="Bengkulu",
    alamat="Jalan Contoh Nomor 1, Bengkulu 38000",
    telepon="(0736) 000000",
    laman="dukcapil.contoh.example",
    surel="dukcapil@contoh.example",
    kode_unit="DUKCAPIL",
    contoh=True,
)


def _pegawai(nama: str, nip: str, pangkat: str, jabatan: str, *peran: Peran) -> Pegawai:
    nama_pangkat, golongan = pangkat.split("|")
    return Pegawai(
        id=PegawaiId(str(uuid5(NAMESPACE_URL, f"urn:bina:contoh:pegawai:{nip}"))),
        nama=nama,
        nip=nip,
        pangkat=nama_pangkat,
        golongan=golongan,
        jabatan=jabatan,
        peran=frozenset(peran),
    )


KADIS: Final = _pegawai(
    "Drs. Hasanuddin Rahim, M.Si",
    "196803121992031004",
    "Pembina Utama Madya|IV/d",
    "Kepala Dinas",
    Peran.KADIS,
)
KABID: Final = _pegawai(
    "Yuliana Permata, S.Sos., M.AP",
    "197504182000032003",
    "Pembina Tk. I|IV/b",
    "Kepala Bidang Fasilitasi Pelayanan Administrasi Kependudukan",
    Peran.KABID,
)
KASI: Final = _pegawai(
    "Bambang Setiadi, S.IP",
    "197911052005011006",
    "Penata Tk. I|III/d",
    "Kepala Seksi Bina Aparatur Pendaftaran Penduduk",
    Peran.KASI,
)
TIM: Final = (
    _pegawai(
        "Rahmat Hidayat, S.Kom",
        "198506142010011012",
        "Penata|III/c",
        "Administrator Database Kependudukan Ahli Muda",
        Peran.TIM,
    ),
    _pegawai(
        "Siti Nurhaliza Lubis, S.H.",
        "198809272012122001",
        "Penata Muda Tk. I|III/b",
        "Analis Kebijakan Ahli Pertama",
        Peran.TIM,
    ),
    _pegawai(
        "Eko Prasetyo, A.Md",
        "199001032014021003",
        "Pengatur Tk. I|II/d",
        "Operator SIAK Terampil",
        Peran.TIM,
    ),
)
ADMIN: Final = _pegawai(
    "Dewi Kartika, S.T.",
    "199207162019022005",
    "Penata Muda|III/a",
    "Pranata Komputer Ahli Pertama",
    Peran.ADMIN,
)
PEGAWAI: Final = (KADIS, KABID, KASI, *TIM, ADMIN)


def _aparatur(kode: str, nama: str, nip: str, jabatan: str, kelompok: Kelompok) -> Aparatur:
    pppk = nip[12:13] == "2" if nip else False
    status = StatusKepegawaian.PPPK if pppk else StatusKepegawaian.PNS
    return Aparatur(
        id=AparaturId(str(uuid5(NAMESPACE_URL, f"urn:bina:contoh:aparatur:{kode}:{nama}"))),
        kode_wilayah=KodeWilayah(kode),
        nama=nama,
        nip=nip,
        status=status if nip else StatusKepegawaian.NON_ASN,
        jabatan=jabatan,
        kelompok=kelompok,
        pendidikan="S1",
        pangkat="" if pppk or not nip else "Penata",
        golongan="IX" if pppk else "III/c" if nip else "",
    )


_P, _F, _O = Kelompok.PEJABAT, Kelompok.FUNGSIONAL, Kelompok.OPERATOR
_KABID_DAFDUK = "Kepala Bidang Pelayanan Pendaftaran Penduduk"
APARATUR: Final = (
    _aparatur("17.71", "Marlina Sari, S.Sos", "197802142003122004", _KABID_DAFDUK, _P),
    _aparatur("17.71", "Andi Wijaya, S.Kom", "198704212011011007", "Operator SIAK Mahir", _F),
    _aparatur("17.71", "Nur Aisyah", "199502232025212035", "Operator Layanan Operasional", _O),
    _aparatur("17.05", "Zulkifli Effendi, S.E.", "197609302002121003", _KABID_DAFDUK, _P),
    _aparatur("17.05", "Ratna Dewi, A.Md", "199003122014022002", "Operator SIAK Terampil", _F),
    _aparatur("17.05", "Feri Irawan", "", "Petugas Perekaman KTP-el", _O),
    _aparatur("17.03", "Herman Tobing, S.H.", "197312251999031005", _KABID_DAFDUK, _P),
    _aparatur("17.09", "Lestari Wahyuni, S.IP", "198208172006042011", _KABID_DAFDUK, _P),
)


def fill_sample(begin: Begin) -> None:
    """Store the sample in an empty database, in one transaction."""
    with begin(actor=SAMPLE_ACTOR, reason="data contoh") as uow:
        uow.kantor.save(KANTOR)
        for pegawai in PEGAWAI:
            uow.pegawai.save(pegawai)
        for aparatur in APARATUR:
            uow.aparatur.save(aparatur)
        uow.commit()
