"""Sample documents: an ordinary one and one that strains the layout (long names, much text)."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from PIL import Image, ImageDraw

from bina_desktop.application.dasar_hukum import dasar_hukum_for, parse_dasar_hukum
from bina_desktop.application.dokumen import (
    BarisPengantar,
    DokumenDisposisi,
    DokumenPengantar,
    DokumenSkTim,
    DokumenSpt,
    Pilihan,
)
from bina_desktop.application.orang import BarisTim, Orang
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.nomor import JenisNomor, usual
from bina_desktop.domain.pegawai import StatusKepegawaian
from bina_desktop.domain.penugasan import Kedudukan
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.pdf.documents import ReportLabDocuments

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "resources" / "fonts"
PROVINSI = "Provinsi Bengkulu"
TW = Triwulan(2026, 4)
DINAS = "Dinas Kependudukan dan Pencatatan Sipil Provinsi Bengkulu"


def documents() -> ReportLabDocuments:
    return ReportLabDocuments(fonts_dir=FONTS)


def dasar_hukum(dokumen: str):
    text = (ROOT / "resources" / "dasar_hukum.toml").read_text("utf-8")
    return dasar_hukum_for(dokumen, parse_dasar_hukum(text))


def a_logo() -> str:
    picture = Image.new("RGBA", (220, 260), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.polygon([(10, 10), (210, 10), (210, 150), (110, 250), (10, 150)], fill="#1F4E79")
    draw.ellipse([65, 55, 155, 145], fill="#F2C94C")
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


def a_kantor(*, logo: bool = True, contoh: bool = True) -> Kantor:
    return Kantor(
        pemda="PEMERINTAH PROVINSI BENGKULU",
        nama="DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        kode_wilayah=KodeWilayah("17"),
        kota="Bengkulu",
        alamat="Jalan Contoh Nomor 1, Kelurahan Contoh, Kecamatan Contoh, Kota Bengkulu 38000",
        telepon="(0736) 000000",
        laman="contoh.example",
        surel="dinas@contoh.example",
        kode_unit="DUKCAPIL",
        logo=a_logo() if logo else "",
        contoh=contoh,
    )


KADIS = Orang(
    nama="Contoh Kepala Dinas, S.H., M.H.",
    nip="196909051994031011",
    pangkat="Pembina Utama Madya",
    golongan="IV/d",
    jabatan=f"Kepala {DINAS}",
)
KABID = Orang(
    nama="Dra. Contoh Kepala Bidang, M.Si.",
    nip="197203121998032004",
    pangkat="Pembina Tk. I",
    golongan="IV/b",
    jabatan="Kepala Bidang Fasilitasi Pelayanan Pendaftaran Penduduk",
)
KASI = Orang(
    nama="Contoh Kepala Seksi, S.Sos.",
    nip="198001012005011003",
    pangkat="Penata Tk. I",
    golongan="III/d",
    jabatan="Kepala Seksi Bina Aparatur Pendaftaran Penduduk",
)
LONG = Orang(
    nama="Prof. Dr. Ir. H. Raden Mas Muhammad Contohnama Panjangsekali Kusumowardhono, S.Kom., "
    "M.T.I., Ph.D.",
    nip="198502232025211035",
    status=StatusKepegawaian.PPPK,
    golongan="IX",
    jabatan="Administrator Database Kependudukan Ahli Muda pada Bidang Pengelolaan Informasi "
    "Administrasi Kependudukan",
)


def a_team(count: int = 5) -> tuple[Orang, ...]:
    names = ("Anggota Satu, S.Kom.", "Anggota Dua, A.Md.", "Anggota Tiga, S.IP.", "Anggota Empat")
    people = [
        Orang(
            nama=f"{names[place % 4]}",
            nip=f"1990{place % 12 + 1:02d}152015031{place + 1:03d}",
            pangkat="Penata Muda Tk. I",
            golongan="III/b",
            jabatan="Pengolah Data Administrasi Kependudukan",
        )
        for place in range(count - 1)
    ]
    return (*people, LONG)


def a_disposisi() -> DokumenDisposisi:
    return DokumenDisposisi(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        dari=KADIS,
        kepada=KABID,
        isi="Bentuk Tim Pembinaan Aparatur Triwulan IV Tahun 2026 dan laporkan.\n\n"
        "Utamakan kab/kota yang rekomendasinya belum ditindaklanjuti.",
        tanggal=date(2026, 10, 5),
        batas=date(2026, 10, 9),
        sifat="Segera",
        diteruskan=(Pilihan("Sekretaris"), Pilihan("Kepala Seksi Bina Aparatur")),
    )


def an_sk(members: int = 5, *, numbered: bool = True) -> DokumenSkTim:
    rows = (
        BarisTim(KADIS, Kedudukan.PENGARAH),
        BarisTim(KABID, Kedudukan.PENANGGUNG_JAWAB),
        BarisTim(KASI, Kedudukan.KETUA),
        *(BarisTim(orang, Kedudukan.ANGGOTA) for orang in a_team(members)),
    )
    return DokumenSkTim(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        nomor="100.3.3/123/DUKCAPIL/2026" if numbered else "",
        tanggal=date(2026, 10, 7),
        penetap=KADIS,
        anggota=rows,
        mengingat=dasar_hukum("sk_tim"),
        anggaran="DPA Dinas Kependudukan dan Pencatatan Sipil Provinsi Bengkulu TA 2026",
        nomor_kosong="…………………… TAHUN 2026",
        tembusan=("Gubernur Bengkulu (sebagai laporan)", "Yang bersangkutan"),
    )


def an_spt(petugas: int = 3, *, numbered: bool = False) -> DokumenSpt:
    return DokumenSpt(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        nomor="800.1.11.1/091/DUKCAPIL/2026" if numbered else "",
        nomor_kosong=a_blank("800.1.11.1"),
        tanggal=date(2026, 11, 20),
        dasar=(
            (
                "Keputusan Kepala Dinas Kependudukan dan Pencatatan Sipil Provinsi Bengkulu Nomor "
                "100.3.3/123/DUKCAPIL/2026 tentang Pembentukan Tim Pembinaan Aparatur"
            ),
            "DPA Dinas Kependudukan dan Pencatatan Sipil Provinsi Bengkulu TA 2026",
        ),
        petugas=a_team(petugas),
        wilayah="Kabupaten Seluma",
        nama_dinas="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Seluma",
        mulai=date(2026, 11, 23),
        selesai=date(2026, 11, 24),
        penetap=KADIS,
        anggaran="DPA Dinas Kependudukan dan Pencatatan Sipil Provinsi Bengkulu",
    )


def a_blank(kode: str) -> str:
    """Return what is printed while there is no number."""
    gap = "\u00a0" * 10
    return f"{kode}/{gap}/DUKCAPIL/XI/2026"


def a_pengantar() -> DokumenPengantar:
    kabid = replace(KABID, atas_nama=(f"a.n. Kepala {DINAS}",))
    return DokumenPengantar(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        nomor="",
        nomor_kosong=a_blank("400.12.2.5"),
        tanggal=date(2026, 12, 1),
        baris=(
            BarisPengantar(
                "Laporan Hasil Penilaian Kinerja Pejabat Dinas Kependudukan dan Pencatatan Sipil "
                "Kabupaten Seluma Triwulan IV Tahun 2026"
            ),
        ),
        pengirim=kabid,
        yth=tuple(usual(JenisNomor.PENGANTAR).yth.splitlines()),
        tembusan=("Gubernur Bengkulu", "Bupati Seluma"),
    )


def decimal(text: str) -> Decimal:
    return Decimal(text)
