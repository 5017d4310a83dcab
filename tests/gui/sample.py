"""Hand-made records for pictures and tests: ten kab/kota in different steps, long names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.builders import the_frasa

from bina_desktop.application.dasar_temuan import BahanTemuan, DasarTemuan, SkorDasar
from bina_desktop.application.ports import LembarSummary
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.laporan import Laporan, StatusLaporan, laporan_id_for
from bina_desktop.domain.lembar_penilaian import (
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    LembarId,
    StatusLembar,
)
from bina_desktop.domain.pegawai import (
    Aparatur,
    AparaturId,
    Kelompok,
    Pegawai,
    PegawaiId,
    Peran,
    StatusKepegawaian,
)
from bina_desktop.domain.penugasan import (
    AnggotaTim,
    Kedudukan,
    Perintah,
    PerintahId,
    SkTim,
    SkTimId,
    Spt,
    SptId,
)
from bina_desktop.domain.sop import JenisPeristiwa, Peristiwa, PeristiwaId
from bina_desktop.domain.temuan import (
    Alamat,
    Rekomendasi,
    RekomendasiId,
    Temuan,
    TemuanId,
    Tingkat,
)
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, parse_wilayah

TRIWULAN = Triwulan(2026, 4)
WILAYAH = parse_wilayah(
    (Path(__file__).parents[2] / "resources" / "wilayah.csv").read_text(encoding="utf-8")
)[1:]
MORNING = datetime(2026, 11, 9, 1, 30, tzinfo=UTC)

KANTOR = Kantor(
    pemda="PEMERINTAH PROVINSI CONTOH",
    nama="DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
    kode_wilayah=KodeWilayah("17"),
    kota="Contoh",
    contoh=True,
)


def _pegawai(key: str, nama: str, nip: str, jabatan: str, *peran: Peran) -> Pegawai:
    return Pegawai(
        PegawaiId(key),
        nama,
        nip,
        StatusKepegawaian.PNS if nip else StatusKepegawaian.NON_ASN,
        "Penata Tingkat I",
        "III/d",
        jabatan,
        frozenset(peran),
    )


PEGAWAI = (
    _pegawai(
        "kadis",
        "Dr. H. Contoh Kepala Dinas, S.H., M.H.",
        "197003151995031002",
        "Kepala Dinas",
        Peran.KADIS,
    ),
    _pegawai(
        "kabid",
        "Contoh Kabid Marlina Oktaviani, S.Sos., M.Si.",
        "197808122003122004",
        "Kabid Fasilitasi Pelayanan Administrasi Kependudukan",
        Peran.KABID,
        Peran.ADMIN,
    ),
    _pegawai(
        "kasi",
        "Contoh Kasi Rahmat Hidayatullah, S.Kom.",
        "198211042008011007",
        "Kasi Bina Aparatur Pendaftaran Penduduk",
        Peran.KASI,
    ),
    _pegawai(
        "tim1",
        "Contoh Petugas Siti Nurhaliza Ramadhani, S.AP.",
        "199001172015032005",
        "Analis Kependudukan Ahli Muda",
        Peran.TIM,
    ),
    _pegawai(
        "tim2", "Contoh Petugas Bambang Suryadi", "196001011979031001", "Pengelola Data", Peran.TIM
    ),
    _pegawai("tim3", "Contoh Petugas Yulia", "", "Tenaga Pendukung", Peran.TIM),
)
KABID = PEGAWAI[1]

APARATUR = tuple(
    Aparatur(
        AparaturId(f"ap{n}"),
        WILAYAH[n % 10].kode,
        nama,
        nip,
        StatusKepegawaian.PNS if nip else StatusKepegawaian.NON_ASN,
        "Penata",
        "III/c",
        jabatan,
        kelompok,
    )
    for n, (nama, nip, jabatan, kelompok) in enumerate(
        (
            (
                "Contoh Drs. Muhammad Fadhilah Kurniawan Saputra, M.Si.",
                "197511202000031004",
                "Kepala Dinas Kependudukan dan Pencatatan Sipil",
                Kelompok.PEJABAT,
            ),
            (
                "Contoh Dewi Anggraini, S.H.",
                "198402282009022003",
                "Kabid Pelayanan Pendaftaran Penduduk",
                Kelompok.PEJABAT,
            ),
            (
                "Contoh Eko Prasetyo, A.Md.",
                "199203102019031006",
                "Operator SIAK Terampil",
                Kelompok.FUNGSIONAL,
            ),
            ("Contoh Fitri", "", "Petugas perekaman KTP-el", Kelompok.OPERATOR),
            (
                "Contoh Gunawan Wibisono",
                "198907072014021002",
                "Administrator Database Kependudukan",
                Kelompok.FUNGSIONAL,
            ),
        )
    )
)

PERINTAH = Perintah(
    PerintahId("perintah"),
    TRIWULAN,
    PegawaiId("kadis"),
    PegawaiId("kabid"),
    "Bentuk Tim Pembinaan Aparatur TW IV dan laporkan.",
    MORNING,
    date(2026, 11, 10),
)
SK_TIM = SkTim(
    SkTimId("sk"),
    TRIWULAN,
    date(2026, 11, 9),
    PegawaiId("kadis"),
    (
        AnggotaTim(PegawaiId("kadis"), Kedudukan.PENGARAH),
        AnggotaTim(PegawaiId("kabid"), Kedudukan.PENANGGUNG_JAWAB),
        AnggotaTim(PegawaiId("kasi"), Kedudukan.KETUA),
        AnggotaTim(PegawaiId("tim1"), Kedudukan.SEKRETARIS),
        AnggotaTim(PegawaiId("tim2"), Kedudukan.ANGGOTA),
        AnggotaTim(PegawaiId("tim3"), Kedudukan.ANGGOTA),
    ),
    anggaran="DPA Dinas Tahun 2026",
)


def _spt(index: int) -> Spt:
    wilayah = WILAYAH[index]
    start = date(2026, 11, 11) + timedelta(days=2 * index)
    return Spt(
        SptId(f"spt{index}"),
        SK_TIM.id,
        TRIWULAN,
        wilayah.kode,
        date(2026, 11, 10),
        start,
        start + timedelta(days=1),
        PegawaiId("kadis"),
        (PegawaiId("tim1"), PegawaiId("tim2")),
        nomor=f"800.1.11.1/09{index}/Dukcapil/XI/2026" if index < 6 else "",
        anggaran="DPA Dinas Tahun 2026",
    )


SPT = tuple(_spt(n) for n in range(8))

_STATUS = (
    StatusLaporan.DISAMPAIKAN,
    StatusLaporan.DISAHKAN,
    StatusLaporan.DIVALIDASI,
    StatusLaporan.DIKOREKSI,
    StatusLaporan.DIAJUKAN,
    StatusLaporan.DIKEMBALIKAN,
    None,
    None,
)
STEP = (8, 7, 6, 5, 4, 3, 3, 3)


def laporan_of(index: int) -> Laporan | None:
    """Return the Laporan of a visit; None where none is composed."""
    status = _STATUS[index]
    if status is None:
        return None
    done = status in (StatusLaporan.DISAHKAN, StatusLaporan.DISAMPAIKAN)
    return Laporan(
        laporan_id_for(SPT[index].id),
        SPT[index].id,
        status,
        nomor=f"400.12.2.5/{31 + index}/Dukcapil/2026" if done else "",
        tanggal=date(2026, 11, 20) if done else None,
        gambaran_umum=(
            "Kunjungan pembinaan dilaksanakan selama dua hari. Pelayanan pendaftaran penduduk "
            "berjalan di kantor dinas dan di mal pelayanan publik.\n\nJumlah aparatur yang "
            "dinilai lima orang."
        ),
        pembahasan="Nilai terendah berada pada aspek ketepatan waktu penerbitan KK.",
        kesimpulan="Kinerja aparatur secara umum baik; dua temuan perlu ditindaklanjuti.",
        catatan=(
            "Perbaiki angka perekaman pada tabel 2."
            if status is StatusLaporan.DIKEMBALIKAN
            else ""
        ),
    )


def lembar_of(spt_id: SptId) -> tuple[LembarSummary, ...]:
    """Return five officers' sheets and one SKM response."""
    scores = ("87.25", "76.40", "91.00", "58.13", None)
    predikat = ("Baik", "Cukup", "Sangat Baik", "Kurang", "")
    officers = tuple(
        LembarSummary(
            LembarId(f"{spt_id}-{n}"),
            spt_id,
            FORM_LEMBAR_PENILAIAN,
            StatusLembar.FINAL,
            a.id,
            a.nama,
            a.nip,
            a.jabatan,
            48,
            Decimal(score) if score else None,
            predikat[n],
            MORNING,
        )
        for n, (a, score) in enumerate(zip(APARATUR, scores, strict=True))
    )
    skm = LembarSummary(
        LembarId(f"{spt_id}-skm"),
        spt_id,
        FORM_SKM,
        StatusLembar.FINAL,
        None,
        "",
        "",
        "",
        12,
        None,
        "",
        MORNING,
    )
    return (*officers, skm)


def temuan_of(spt_id: SptId) -> tuple[Temuan, ...]:
    """Return two findings."""
    return (
        Temuan(
            TemuanId("t1"),
            spt_id,
            "Penerbitan Kartu Keluarga melewati batas 24 jam pada 6 dari 20 berkas sampel.",
            Tingkat.TINGGI,
            (
                Rekomendasi(
                    RekomendasiId("t1"),
                    "Susun jadwal piket verifikator dan pantau antrean berkas setiap pukul 14.00.",
                    Alamat.KADIS_KAB_KOTA,
                    "Kepala Bidang Pelayanan Pendaftaran Penduduk",
                    date(2027, 1, 31),
                ),
            ),
            kriteria="Kartu Keluarga terbit paling lama 24 jam sejak berkas lengkap.",
            sebab="Verifikasi bertumpu pada satu petugas.",
            akibat="Pemohon menunggu lebih lama dan antrean bertambah.",
            kode="T03",
            indikator="c1",
        ),
        Temuan(
            TemuanId("t2"),
            spt_id,
            "Dua operator memakai satu akun SIAK secara bergantian.",
            Tingkat.KRITIS,
            (
                Rekomendasi(
                    RekomendasiId("t2"),
                    "Terbitkan hak akses perorangan sesuai ketentuan dan cabut akun bersama.",
                    Alamat.DIRJEN,
                ),
            ),
        ),
    )


def bahan_temuan(spt_id: SptId) -> BahanTemuan:
    """Return what the findings rest on."""
    one, two = temuan_of(spt_id)
    scores = ("Siti Aminah", 2), ("Joko Susilo", 2), ("Ratna Dewi", 3)
    return BahanTemuan(
        {
            one.id: DasarTemuan(
                tuple(SkorDasar(LembarId("l"), nama, "C1", skor) for nama, skor in scores)
            ),
            two.id: DasarTemuan((SkorDasar(LembarId("l"), "Siti Aminah", "A3", 1),)),
        },
        the_frasa(),
        {
            "a3": "Menjaga kerahasiaan data pribadi penduduk dan tidak meminjamkan akun",
            "c1": "Menyelesaikan dokumen pendaftaran penduduk sesuai standar waktu",
        },
    )


def riwayat_of(index: int) -> tuple[Peristiwa, ...]:
    """Return what happened to a visit."""
    rows = (
        (3, JenisPeristiwa.MULAI, "tim1", "", None, ""),
        (3, JenisPeristiwa.SELESAI, "tim1", "", None, "Draft Laporan Hasil Penilaian"),
        (4, JenisPeristiwa.KEMBALI, "kasi", "Angka perekaman di tabel 2 belum cocok.", 3, ""),
        (3, JenisPeristiwa.SELESAI, "tim1", "", None, "Draft Laporan Hasil Penilaian"),
        (4, JenisPeristiwa.SELESAI, "kasi", "", None, "Draft Laporan Hasil Penilaian"),
    )
    return tuple(
        Peristiwa(
            PeristiwaId(f"{index}-{n}"),
            TRIWULAN,
            WILAYAH[index].kode,
            step,
            jenis,
            PegawaiId(who),
            MORNING + timedelta(days=n, minutes=17 * n),
            alasan,
            ke,
            output,
        )
        for n, (step, jenis, who, alasan, ke, output) in enumerate(rows)
    )
