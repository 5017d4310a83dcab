"""Sample sheets and reports: an ordinary one, one that strains the layout, and an empty one."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.unit.pdf.samples import (
    KABID,
    KADIS,
    KASI,
    LONG,
    PROVINSI,
    ROOT,
    TW,
    a_blank,
    a_kantor,
    a_team,
    dasar_hukum,
)

from bina_desktop.application.dokumen_laporan import (
    BarisAparatur,
    BarisRekomendasi,
    BarisTemuan,
    BarisTindakLanjut,
    DokumenLaporan,
    Pengesahan,
    RekapAspek,
    RekapIndikator,
    RekapKuesioner,
    RekapSkm,
)
from bina_desktop.application.dokumen_lembar import (
    Bagian,
    BarisAspek,
    BarisIndikator,
    Butir,
    DokumenKuesioner,
    DokumenLembar,
)
from bina_desktop.application.orang import BarisTim, Orang
from bina_desktop.application.rekomendasi import nama_penerima
from bina_desktop.domain.pegawai import Kelompok
from bina_desktop.domain.penugasan import Kedudukan
from bina_desktop.domain.temuan import Alamat, StatusTindakLanjut, Tingkat
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah

WORDS = (
    "Petugas loket perlu menata kembali alur penerimaan berkas, verifikasi, dan penandatanganan "
    "agar permohonan kartu keluarga dan perpindahan selesai dalam standar waktu yang ditetapkan. "
)
DINILAI = Orang(
    nama="Contoh Aparatur, S.Kom.",
    nip="198801152011012007",
    pangkat="Penata",
    golongan="III/c",
    jabatan="Administrator Database Kependudukan Ahli Pertama",
)


def _aspek(code: str, *, long: bool = False) -> BarisAspek:
    path = ROOT / "forms" / "lembar_penilaian" / f"aspek_{code.lower()}.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    rows = tuple(
        _indikator(place, item, long=long) for place, item in enumerate(data["indikator"])
    )
    return BarisAspek(
        kode=data["kode"],
        judul=data["judul"][0],
        bobot=Decimal(data["bobot"]),
        nilai=Decimal("82.14"),
        indikator=rows,
    )


def _indikator(place: int, item: dict, *, long: bool) -> BarisIndikator:
    skor = None if place == 4 else 5 - place % 4
    return BarisIndikator(
        kode=item["kode"],
        uraian=item["uraian"][0],
        bobot=Decimal(item["bobot"]),
        skor=skor,
        nilai_baku=None if skor is None else Decimal(25 + 15 * skor),
        kritis=item.get("kritis", False),
        belum_dinilai=place == 4 and long,
        alasan="Tugas ini tidak dilaksanakan oleh jabatan yang dinilai." if skor is None else "",
        capaian="realisasi 118.204 dari 120.450 (98,14 %), target 99,40 %" if place == 2 else "",
        bukti="Rekap presensi triwulan; foto maklumat pelayanan" if skor in (5, 2) else "",
        catatan=WORDS * (30 if long and place == 1 else 1) if skor in (5, 2) or long else "",
    )


def a_lembar(*, final: bool = True) -> DokumenLembar:
    return DokumenLembar(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        wilayah="Kabupaten Seluma",
        dinilai=DINILAI,
        kelompok=Kelompok.FUNGSIONAL,
        aspek=tuple(_aspek(code) for code in "ABCDEF"),
        bobot_berlaku=Decimal(77),
        nilai_akhir=Decimal("82.14"),
        predikat="Baik",
        final=final,
        versi="2026.1",
        nomor="LP-17.05-007",
        tanggal=date(2026, 11, 24),
        tempat="Tais",
        tmt_jabatan=date(2021, 3, 1),
        pendidikan="S1 Sistem Informasi",
        atasan="Contoh Kepala Bidang PIAK",
        nomor_spt="800.1.11.1/091/DUKCAPIL/2026",
        tim=a_team(3),
        kekuatan="Menguasai SIAK dan membimbing operator kecamatan.",
        perbaikan="Pencatatan pengaduan belum teratur.",
        rekomendasi=WORDS * 2,
        tanggapan="menerima",
    )


def a_long_lembar() -> DokumenLembar:
    return replace(
        a_lembar(final=False),
        dinilai=LONG,
        aspek=tuple(_aspek(code, long=True) for code in "ABCDEF"),
        nilai_akhir=None,
        predikat="",
        nomor_spt="",
        batas_kritis=True,
        tim=a_team(12),
        mengetahui=KADIS,
        kekuatan=WORDS * 20,
        perbaikan=WORDS * 20,
        rekomendasi=WORDS * 60,
        tanggapan="keberatan",
        alasan_tanggapan=WORDS * 5,
    )


def a_kuesioner(count: int = 20) -> DokumenKuesioner:
    scale = ("Tidak Setuju", "Kurang Setuju", "Setuju", "Sangat Setuju")
    rows = tuple(
        Butir(
            nomor=f"{n}",
            pertanyaan="Saya memahami peraturan terbaru tentang pendaftaran penduduk.",
            jawaban=scale[n % 4],
            keterangan=f"skor {n % 4 + 1}",
        )
        for n in range(1, count + 1)
    )
    free = (
        Butir(pertanyaan="Tiga kendala utama", jawaban=WORDS * 4),
        Butir(pertanyaan="Usul kepada Ditjen", jawaban=""),
    )
    return DokumenKuesioner(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        judul="Kuesioner Aparatur Pendaftaran Penduduk",
        triwulan=TW,
        wilayah="Kota Bengkulu",
        bagian=(Bagian("Bagian A – Pernyataan", rows), Bagian("Bagian B – Isian", free)),
        final=True,
        versi="2026.1",
        tanggal=date(2026, 11, 24),
        catatan="Kuesioner tidak dihitung dalam nilai akhir.",
    )


def _people(count: int) -> tuple[BarisAparatur, ...]:
    groups = tuple(Kelompok)
    return tuple(
        BarisAparatur(
            orang=LONG
            if place == 2
            else replace(DINILAI, nama=f"Contoh Aparatur {place + 1}, S.IP."),
            kelompok=groups[place % 3],
            nilai_akhir=None if place == 4 else Decimal("64.5") + Decimal(place % 9) * 4,
            predikat="" if place == 4 else "Baik",
            nilai_aspek={
                code: Decimal(70 + i * 3) for i, code in enumerate("ABCDEF") if place != i
            },
            batas_kritis=place == 3,
            rekomendasi=WORDS if place % 2 == 0 else "",
        )
        for place in range(count)
    )


def _asked(place: int) -> BarisRekomendasi:
    alamat = [*Alamat][place % 4]
    return BarisRekomendasi(
        isi="Mencabut akun dan menerbitkan ulang hak akses perorangan. " + WORDS,
        ditujukan=alamat,
        penerima=nama_penerima(
            alamat, Wilayah(KodeWilayah("17.05"), "Kabupaten Seluma"), PROVINSI
        ),
        penanggung_jawab="Administrator Database Kependudukan" if place % 2 else "",
        tenggat=date(2026, 12, 1) + timedelta(days=place) if place % 3 else None,
    )


def _findings(count: int) -> tuple[BarisTemuan, ...]:
    levels = sorted(Tingkat, key=[*Tingkat].index, reverse=True)
    return tuple(
        BarisTemuan(
            kondisi="Akun SIAK pegawai yang sudah mutasi masih aktif. " + WORDS,
            tingkat=levels[place * 4 // count],
            rekomendasi=tuple(_asked(place + number) for number in range(1 + place % 2)),
            kode=f"T{place % 17 + 1:02d}",
            indikator="A3" if place % 2 == 0 else "",
            kriteria="Permendagri tentang SIAK" if place % 2 else "",
            sebab="Belum ada peninjauan bulanan" if place % 2 else "",
            akibat="Data pribadi dapat diakses orang yang tidak berhak" if place % 2 else "",
        )
        for place in range(count)
    )


def a_laporan(*, people: int = 6, findings: int = 5, disahkan: bool = False) -> DokumenLaporan:
    titles = (
        "Integritas, Disiplin, dan Perilaku Kerja",
        "Kompetensi Teknis dan Pengetahuan Regulasi",
        "Kualitas Pelayanan Pendaftaran Penduduk",
        "Capaian Kinerja Pendaftaran Penduduk",
        "Pengelolaan Data, SIAK, Keamanan Informasi, dan Arsip",
        "Inovasi, Koordinasi, dan Pelaporan",
    )
    values = ("85.20", "79.11", "74.63", "71.02", "82.35", "66.40")
    team = a_team(3)
    return DokumenLaporan(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        wilayah="Kabupaten Seluma",
        nama_dinas="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Seluma",
        disahkan=disahkan,
        pengesahan=Pengesahan(
            penyusun=team[0],
            korektor=KASI,
            validator=KABID,
            pengesah=KADIS,
            disusun=date(2026, 11, 25),
        ),
        mulai=date(2026, 11, 23),
        selesai=date(2026, 11, 24),
        tim=(
            BarisTim(team[0], Kedudukan.KETUA),
            *(BarisTim(orang, Kedudukan.ANGGOTA) for orang in team[1:]),
        ),
        aparatur=_people(people),
        aspek=tuple(
            RekapAspek(
                kode="ABCDEF"[i],
                judul=titles[i],
                bobot=Decimal((15, 20, 25, 20, 12, 8)[i]),
                rata_rata=Decimal(values[i]),
                terendah=Decimal(values[i]) - 12,
                tertinggi=Decimal(values[i]) + 9,
                triwulan_lalu=Decimal(values[i]) - (i - 2) * 3,
            )
            for i in range(6)
        ),
        dasar_hukum=dasar_hukum("laporan"),
        nomor="400.12.2.5/045/DUKCAPIL/2026" if disahkan else "",
        nomor_kosong=a_blank("400.12.2.5"),
        tanggal=date(2026, 11, 27) if disahkan else None,
        nomor_sk="100.3.3/123/DUKCAPIL/2026",
        tanggal_sk=date(2026, 10, 7),
        nomor_spt="800.1.11.1/091/DUKCAPIL/2026",
        tanggal_spt=date(2026, 11, 20),
        rata_rata=Decimal("77.45"),
        predikat="Baik",
        rata_rata_lalu=Decimal("74.10"),
        gambaran_umum=f"{WORDS}\n\n{WORDS * 2}",
        pembahasan=WORDS * 3,
        kesimpulan=WORDS * 2,
        indikator_terendah=tuple(
            RekapIndikator(f"C{n}", WORDS[:90], Decimal("2.33") + n, 5) for n in range(1, 3)
        ),
        kuesioner=RekapKuesioner(
            responden=9,
            kelompok=(
                ("Kompetensi (1–7)", Decimal("78.57")),
                ("Dukungan organisasi (8–14)", Decimal("64.29")),
                ("Integritas dan kepuasan (15–18)", Decimal("88.10")),
                ("Perbaikan (19–20)", Decimal("70.00")),
            ),
            isian=(("Tiga kendala utama", ("Jaringan sering putus", WORDS)),),
        ),
        skm=RekapSkm(
            responden=24,
            ikm=Decimal("81.33"),
            mutu="B",
            kinerja="Baik",
            unsur=tuple(
                (name, Decimal("3.00") + Decimal(n) / 10)
                for n, name in enumerate(
                    (
                        "Persyaratan",
                        "Prosedur",
                        "Waktu",
                        "Biaya",
                        "Produk",
                        "Kompetensi",
                        "Perilaku",
                        "Sarana",
                        "Pengaduan",
                    )
                )
            ),
            pungutan=1,
        ),
        temuan=_findings(findings),
        tindak_lanjut_lalu=(
            BarisTindakLanjut(WORDS, StatusTindakLanjut.BELUM_SESUAI, "Baru sebagian"),
            BarisTindakLanjut("Menetapkan maklumat pelayanan.", StatusTindakLanjut.SESUAI),
        ),
    )


def a_long_laporan() -> DokumenLaporan:
    return replace(
        a_laporan(people=45, findings=40, disahkan=True),
        kantor=a_kantor(logo=False, contoh=False),
        elektronik=True,
        gambaran_umum="\n\n".join([WORDS * 6] * 12),
        kesimpulan="\n\n".join([WORDS * 6] * 6),
    )


def an_empty_laporan() -> DokumenLaporan:
    return replace(
        a_laporan(people=0, findings=0),
        aspek=(),
        rata_rata=None,
        predikat="",
        rata_rata_lalu=None,
        gambaran_umum="",
        pembahasan="",
        kesimpulan="",
        indikator_terendah=(),
        kuesioner=None,
        skm=None,
        tindak_lanjut_lalu=(),
        nomor_sk="",
        tanggal_sk=None,
        nomor_spt="",
        tanggal_spt=None,
    )
