"""Words of the screen for the field's enumerations, times and amounts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from bina_desktop.application.journal import Fate
from bina_desktop.domain.bahasa import format_angka, format_tanggal
from bina_desktop.domain.jam_langkah import KeadaanLangkah
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.laporan import StatusLaporan
from bina_desktop.domain.pegawai import Kelompok, Peran, StatusKepegawaian
from bina_desktop.domain.penugasan import Kedudukan
from bina_desktop.domain.sop import JenisPeristiwa
from bina_desktop.domain.temuan import Alamat, Tingkat

_tr = QCoreApplication.translate


def nama_peran(peran: Peran) -> str:
    """Return the role as shown beside a name."""
    return {
        Peran.ADMIN: _tr("peran", "Administrator"),
        Peran.KADIS: _tr("peran", "Kepala Dinas"),
        Peran.KABID: _tr("peran", "Kepala Bidang"),
        Peran.KASI: _tr("peran", "Kepala Seksi"),
        Peran.TIM: _tr("peran", "Tim Pembinaan"),
    }[peran]


def daftar_peran(peran: frozenset[Peran]) -> str:
    """Return roles in the order of the SOP."""
    return ", ".join(nama_peran(p) for p in Peran if p in peran)


def nama_kedudukan(kedudukan: Kedudukan) -> str:
    """Return the place in the team."""
    return {
        Kedudukan.PENGARAH: _tr("kedudukan", "Pengarah"),
        Kedudukan.PENANGGUNG_JAWAB: _tr("kedudukan", "Penanggung jawab"),
        Kedudukan.KETUA: _tr("kedudukan", "Ketua"),
        Kedudukan.SEKRETARIS: _tr("kedudukan", "Sekretaris"),
        Kedudukan.ANGGOTA: _tr("kedudukan", "Anggota"),
    }[kedudukan]


def nama_status_kepegawaian(status: StatusKepegawaian) -> str:
    """Return the kind of employment."""
    return {
        StatusKepegawaian.PNS: _tr("status", "PNS"),
        StatusKepegawaian.PPPK: _tr("status", "PPPK"),
        StatusKepegawaian.NON_ASN: _tr("status", "Non-ASN"),
    }[status]


def nama_kelompok(kelompok: Kelompok) -> str:
    """Return the group of an assessed officer."""
    return {
        Kelompok.PEJABAT: _tr("kelompok", "Pejabat struktural"),
        Kelompok.FUNGSIONAL: _tr("kelompok", "Pejabat fungsional"),
        Kelompok.OPERATOR: _tr("kelompok", "Petugas/operator"),
    }[kelompok]


def nama_status_laporan(status: StatusLaporan | None) -> str:
    """Return on whose desk a Laporan is, in words."""
    if status is None:
        return _tr("laporan", "Belum disusun")
    return {
        StatusLaporan.DRAF: _tr("laporan", "Draf di Tim"),
        StatusLaporan.DIAJUKAN: _tr("laporan", "Menunggu koreksi Kasi"),
        StatusLaporan.DIKOREKSI: _tr("laporan", "Menunggu validasi Kabid"),
        StatusLaporan.DIVALIDASI: _tr("laporan", "Menunggu pengesahan"),
        StatusLaporan.DISAHKAN: _tr("laporan", "Disahkan"),
        StatusLaporan.DISAMPAIKAN: _tr("laporan", "Disampaikan"),
        StatusLaporan.DIKEMBALIKAN: _tr("laporan", "Dikembalikan ke Tim"),
    }[status]


def nama_tingkat(tingkat: Tingkat) -> str:
    """Return the weight of a finding."""
    return {
        Tingkat.RENDAH: _tr("temuan", "Rendah"),
        Tingkat.SEDANG: _tr("temuan", "Sedang"),
        Tingkat.TINGGI: _tr("temuan", "Tinggi"),
        Tingkat.KRITIS: _tr("temuan", "Kritis"),
    }[tingkat]


def nama_alamat(alamat: Alamat) -> str:
    """Return to whom a recommendation goes."""
    return {
        Alamat.KADIS_KAB_KOTA: _tr("temuan", "Kepala Dinas Dukcapil Kab/Kota"),
        Alamat.KEPALA_DAERAH: _tr("temuan", "Bupati/Wali Kota"),
        Alamat.PROVINSI: _tr("temuan", "Dinas Dukcapil Provinsi"),
        Alamat.DIRJEN: _tr("temuan", "Dirjen Dukcapil"),
    }[alamat]


def nama_nasib(fate: Fate) -> str:
    """Return what an import does with a record."""
    return {
        Fate.NEW: _tr("impor", "Baru"),
        Fate.CHANGED: _tr("impor", "Berubah"),
        Fate.SAME: _tr("impor", "Sama"),
        Fate.CONFLICT: _tr("impor", "Berbeda"),
        Fate.REFUSED: _tr("impor", "Ditolak"),
    }[fate]


def nama_keadaan(keadaan: KeadaanLangkah) -> str:
    """Return the state of a step in one or two words."""
    return {
        KeadaanLangkah.BELUM: _tr("langkah", "Belum"),
        KeadaanLangkah.BERJALAN: _tr("langkah", "Berjalan"),
        KeadaanLangkah.JEDA: _tr("langkah", "Jeda"),
        KeadaanLangkah.TERLAMBAT: _tr("langkah", "Terlambat"),
        KeadaanLangkah.SELESAI: _tr("langkah", "Selesai"),
        KeadaanLangkah.SELESAI_TERLAMBAT: _tr("langkah", "Selesai, lewat"),
    }[keadaan]


def nama_peristiwa(jenis: JenisPeristiwa) -> str:
    """Return what happened to a step."""
    return {
        JenisPeristiwa.MULAI: _tr("peristiwa", "Mulai"),
        JenisPeristiwa.SELESAI: _tr("peristiwa", "Selesai"),
        JenisPeristiwa.KEMBALI: _tr("peristiwa", "Dikembalikan"),
    }[jenis]


def lama(duration: timedelta, teks_baku: str = "", baku: timedelta = timedelta()) -> str:
    """Write working time: in days where the standard is told in days, else hours and minutes."""
    if "hari" in teks_baku and baku:
        hari_baku = int("".join(c for c in teks_baku if c.isdigit()) or "1")
        return _tr("waktu", "{0} hari").format(
            format_angka(Decimal(str(round(duration / (baku / hari_baku), 1))))
        )
    minutes = int(duration.total_seconds()) // 60
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return _tr("waktu", "{0} mnt").format(minutes)
    if not minutes:
        return _tr("waktu", "{0} jam").format(hours)
    return _tr("waktu", "{0} jam {1} mnt").format(hours, minutes)


def local_today() -> date:
    """Return the day in the office."""
    return datetime.now(UTC).astimezone(WIB).date()


def singkat(moment: datetime) -> str:
    """Write an aware time for a table: `23-11-2026 14.02`."""
    return f"{moment.astimezone(WIB):%d-%m-%Y %H.%M}"


def lalu(moment: datetime) -> str:
    """Write how long ago an aware time is: `hari ini 14.02`, `kemarin 14.02`, `3 hari lalu`."""
    local = moment.astimezone(WIB)
    days = (local_today() - local.date()).days
    if days <= 0:
        return _tr("waktu", "hari ini {0}").format(f"{local:%H.%M}")
    if days == 1:
        return _tr("waktu", "kemarin {0}").format(f"{local:%H.%M}")
    return _tr("waktu", "{0} hari lalu").format(days)


def tanggal(day: date | None) -> str:
    """Write a date, or a dash where there is none."""
    return format_tanggal(day) if day else "–"


def nomor(text: str) -> str:
    """Write a letter number, or that TU has not given one."""
    return text or _tr("surat", "belum bernomor")
