"""Samples of the papers of a visit: an ordinary one, with names that strain the layout."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tests.builders import the_kalender, the_sop
from tests.unit.pdf.samples import (
    KABID,
    KADIS,
    KASI,
    LONG,
    PROVINSI,
    TW,
    a_blank,
    a_kantor,
    a_team,
)

from bina_desktop.application.dokumen_kunjungan import (
    BarisNilai,
    DokumenBeritaAcara,
    DokumenDaftarHadir,
    DokumenPemberitahuan,
)
from bina_desktop.application.dokumen_laporan import (
    BarisRekomendasi,
    BarisTemuan,
)
from bina_desktop.application.dokumen_tinjauan import (
    BarisKoreksi,
    BarisPeriksa,
    DokumenKendali,
    DokumenPeriksa,
)
from bina_desktop.application.dokumen_triwulan import (
    DokumenNotaDinas,
)
from bina_desktop.application.kendali import BarisKendali, LembarKendali, PutaranKendali
from bina_desktop.application.orang import BarisTim, Orang
from bina_desktop.domain.jam_langkah import KeadaanLangkah
from bina_desktop.domain.penugasan import Kedudukan
from bina_desktop.domain.temuan import Alamat, Tingkat
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah

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
        nomor_kosong=a_blank("400.12.2.5"),
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
        nomor_kosong=a_blank("400.12.2.5"),
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


def a_nota_dinas() -> DokumenNotaDinas:
    return DokumenNotaDinas(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        kepada=KABID.jabatan,
        pengirim=KADIS,
        tanggal=date(2026, 10, 5),
        nomor="",
        nomor_kosong=a_blank("400.12.2.5"),
        hal="Perintah pembentukan Tim Pembinaan Aparatur Triwulan IV Tahun 2026",
        isi=(
            "Dalam rangka pelaksanaan SOP Nomor 10.07.03.021, dengan ini Saudara diperintahkan:",
            "Demikian untuk dilaksanakan dan dilaporkan hasilnya paling lambat 9 Oktober 2026.",
        ),
        poin=("Bentuk Tim Pembinaan Aparatur.", "Susun jadwal kunjungan ke sepuluh kab/kota."),
        tembusan=("Sekretaris Dinas", "Pertinggal"),
    )


def a_periksa(langkah: int = 4, *, filled: bool = True) -> DokumenPeriksa:
    points = ("Identitas dan NIP aparatur yang dinilai benar.", "Lampiran lengkap.")
    paragraph = "Aspek dengan nilai rata-rata tertinggi adalah aspek A (Integritas). " * 4
    return DokumenPeriksa(
        kantor=a_kantor(),
        provinsi=PROVINSI,
        triwulan=TW,
        langkah=langkah,
        wilayah=SELUMA,
        nama_dinas=DINAS_SELUMA,
        nomor_spt="800.1.11.1/091/DUKCAPIL/2026",
        mulai=date(2026, 11, 23),
        selesai=date(2026, 11, 24),
        penyusun=TEAM[0].orang,
        pemeriksa=KASI if langkah == 4 else KABID,
        periksa=tuple(
            BarisPeriksa(text, place == 0 if filled else None, "Lengkapi BA." if place else "")
            for place, text in enumerate(points)
        ),
        koreksi=(
            BarisKoreksi("BAB IV, paragraf 1", paragraph, paragraph.replace("A", "B"), "Diterima"),
            BarisKoreksi("BAB V, paragraf 2", "", "Rekomendasi disampaikan kepada Dirjen."),
        )
        if filled and langkah == 4
        else (),
        tinjauan=(
            BarisKoreksi(
                "Lembar Ratna Dewi, indikator C6", "", "Mengapa skor 2?", "Bukti ada. Ditutup"
            ),
        )
        if filled
        else (),
        putusan="diteruskan" if filled else "",
        alasan="Sudah diperbaiki." if filled else "",
        tanggal=date(2026, 11, 25) if filled else None,
    )


def _at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, 15, tzinfo=UTC)


def a_kendali() -> DokumenKendali:
    sop, rows = the_sop(), []
    for step in sop.langkah:
        late, begun = step.nomor == 4, step.nomor < 7
        rows.append(
            BarisKendali(
                langkah=step.nomor,
                judul=step.judul,
                uraian=step.uraian,
                pelaksana="Kepala Bidang",
                persyaratan=step.persyaratan,
                keadaan=KeadaanLangkah.SELESAI_TERLAMBAT
                if late
                else (KeadaanLangkah.SELESAI if begun else KeadaanLangkah.BELUM),
                pelaku=KABID.nama if begun else "",
                mulai=_at(23, 1) if begun else None,
                selesai=_at(24, 3) if begun else None,
                terpakai=timedelta(minutes=75 if late else 20) if begun else timedelta(),
                mutu_baku=step.mutu_baku,
                mutu_baku_teks=step.mutu_baku_teks,
                output=step.output,
                dikembalikan=1 if step.nomor == 3 else 0,
                keterlambatan="Menunggu bukti dukung dari kabupaten." if late else "",
                putaran=(
                    PutaranKendali(
                        _at(23, 1),
                        _at(23, 4),
                        timedelta(minutes=20),
                        KASI.nama,
                        3,
                        "Kesimpulan belum menyebut rekomendasi untuk triwulan berikutnya.",
                    ),
                )
                if late
                else (),
            )
        )
    return DokumenKendali(
        a_kantor(),
        PROVINSI,
        LembarKendali(
            nomor_sop=sop.nomor,
            nama_sop=sop.nama,
            disahkan_sop=sop.disahkan,
            triwulan=TW,
            wilayah=Wilayah(KodeWilayah("17.05"), SELUMA, "Tais"),
            langkah=7,
            pada=_at(25, 2),
            hari_kerja=the_kalender().hari_kerja,
            baris=tuple(rows),
        ),
        KABID,
    )
