"""Composes the Surat Rekomendasi of a visit and the matriks tindak lanjut of its kab/kota."""

from __future__ import annotations

from datetime import date, datetime

from bina_desktop.application.dokumen_rekomendasi import (
    BarisTindak,
    ButirRekomendasi,
    DokumenMatriks,
    DokumenRekomendasi,
)
from bina_desktop.application.kop import Kop
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.rekap import mean_nilai, read_hasil
from bina_desktop.application.rekomendasi import (
    BarisMatriks,
    Kemajuan,
    matriks_tindak_lanjut,
    nama_penerima,
    rekomendasi_of,
)
from bina_desktop.application.susun_laporan import wib_date
from bina_desktop.application.tindak_lanjut import STATUS_TINDAK_LANJUT
from bina_desktop.application.tinjauan import find_laporan
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.nomor import JenisNomor
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.penilaian import predikat_of
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.temuan import Alamat
from bina_desktop.domain.tindak_lanjut import TERBUKA
from bina_desktop.domain.wilayah import Wilayah


def compose_rekomendasi(uow: UnitOfWork, kop: Kop, spt: Spt, now: datetime) -> DokumenRekomendasi:
    """Return the letter to the Dirjen with what is addressed to him.

    Raises MissingRequirementError where nothing is.
    """
    found = rekomendasi_of(uow, spt.id, Alamat.DIRJEN)
    if not found:
        raise MissingRequirementError(
            "Tidak ada rekomendasi kunjungan ini yang ditujukan kepada Dirjen, jadi surat "
            "rekomendasi tidak diperlukan."
        )
    wilayah = kop.wilayah_of(spt.kode_wilayah)
    officers = read_hasil(uow, spt.id).aparatur
    average = mean_nilai(officers)
    laporan = find_laporan(uow, spt)
    day = (laporan.tanggal_pengantar if laporan else None) or wib_date(now)
    return DokumenRekomendasi(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        triwulan=spt.triwulan,
        wilayah=wilayah.nama,
        nama_dinas=wilayah.nama_dinas,
        nomor=kop.nomor(JenisNomor.REKOMENDASI, spt.id),
        tanggal=day,
        mulai=spt.mulai,
        selesai=spt.selesai,
        aparatur=len(officers),
        rata_rata=average,
        predikat=predikat_of(average) if average is not None else "",
        temuan=len(uow.queries.temuan(spt.id)),
        butir=tuple(
            ButirRekomendasi(
                one.temuan.kondisi,
                one.temuan.tingkat,
                one.rekomendasi.isi,
                one.rekomendasi.tenggat,
            )
            for one in found
        ),
        pengirim=kop.pejabat(Peran.KADIS, day, otherwise=spt.ditetapkan_oleh),
        nomor_laporan=laporan.nomor if laporan else "",
        tanggal_laporan=laporan.tanggal if laporan else None,
        yth=kop.yth(JenisNomor.REKOMENDASI),
        nomor_kosong=kop.nomor_kosong(JenisNomor.REKOMENDASI, day),
        tembusan=kop.tembusan(JenisNomor.REKOMENDASI, wilayah),
    )


def compose_matriks(uow: UnitOfWork, kop: Kop, spt: Spt, now: datetime) -> DokumenMatriks:
    """Return every recommendation to the kab/kota of this visit, with what was seen of it."""
    wilayah = kop.wilayah_of(spt.kode_wilayah)
    today = wib_date(now)
    rows = matriks_tindak_lanjut(uow, spt.kode_wilayah, sampai=spt.triwulan)
    return DokumenMatriks(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        triwulan=spt.triwulan,
        wilayah=wilayah.nama,
        nama_dinas=wilayah.nama_dinas,
        tanggal=today,
        baris=tuple(_row(one, wilayah, kop.provinsi, today) for one in rows),
        mengetahui=kop.pejabat(Peran.KABID, today),
    )


def _row(one: BarisMatriks, wilayah: Wilayah, provinsi: str, today: date) -> BarisTindak:
    due = one.rekomendasi.tenggat
    return BarisTindak(
        triwulan=one.spt.triwulan.label,
        temuan=one.temuan.kondisi,
        tingkat=one.temuan.tingkat,
        rekomendasi=one.rekomendasi.isi,
        penerima=nama_penerima(one.rekomendasi.ditujukan, wilayah, provinsi),
        penanggung_jawab=one.rekomendasi.penanggung_jawab,
        tenggat=due,
        status=one.status,
        kemajuan=tuple(_progress(step) for step in one.kemajuan),
        lewat=due is not None and due < today and one.status in TERBUKA,
    )


def _progress(step: Kemajuan) -> str:
    text = f"{step.triwulan.label}: {STATUS_TINDAK_LANJUT[step.status]}"
    return f"{text} ({step.keterangan})" if step.keterangan else text
