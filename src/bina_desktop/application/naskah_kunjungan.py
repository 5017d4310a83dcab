"""Composes the papers of a visit: announcement, attendance, Berita Acara (SOP step 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bina_desktop.application.dokumen_kunjungan import (
    BarisNilai,
    DokumenBeritaAcara,
    DokumenDaftarHadir,
    DokumenPemberitahuan,
)
from bina_desktop.application.kop import Kop, orang_of
from bina_desktop.application.orang import Orang
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.rekap import read_hasil
from bina_desktop.application.susun_laporan import baris_temuan, team_of
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.lembar_penilaian import (
    FORM_LEMBAR_PENILAIAN,
    StatusLembar,
    is_set_aside,
)
from bina_desktop.domain.nomor import JenisNomor
from bina_desktop.domain.pegawai import Aparatur, Peran
from bina_desktop.domain.penugasan import SkTim, Spt
from bina_desktop.domain.temuan import sort_temuan
from bina_desktop.domain.wilayah import KodeWilayah

_HEAD = "kepala dinas"
"""How the post of the head of an office begins."""


def compose_pemberitahuan(uow: UnitOfWork, kop: Kop, spt: Spt) -> DokumenPemberitahuan:
    """Return the letter that announces this visit."""
    wilayah = kop.wilayah_of(spt.kode_wilayah)
    sk = uow.sk_tim.find(spt.sk_tim_id)
    return DokumenPemberitahuan(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        triwulan=spt.triwulan,
        nomor=kop.nomor(JenisNomor.PEMBERITAHUAN, spt.id),
        tanggal=spt.tanggal,
        nama_dinas=wilayah.nama_dinas,
        tempat=wilayah.ibu_kota or wilayah.nama.removeprefix("Kota "),
        mulai=spt.mulai,
        selesai=spt.selesai,
        dasar=tuple(_grounds(spt, sk)),
        petugas=team_of(kop, spt, sk),
        aparatur=tuple(orang_of(one) for one in _officers(uow, spt.kode_wilayah)),
        pengirim=kop.pejabat(Peran.KADIS, spt.tanggal, otherwise=spt.ditetapkan_oleh),
        nomor_kosong=kop.nomor_kosong(JenisNomor.PEMBERITAHUAN, spt.tanggal),
        tembusan=kop.tembusan(JenisNomor.PEMBERITAHUAN, wilayah),
    )


def compose_daftar_hadir(uow: UnitOfWork, kop: Kop, spt: Spt) -> DokumenDaftarHadir:
    """Return the attendance list of every day of this visit."""
    wilayah = kop.wilayah_of(spt.kode_wilayah)
    return DokumenDaftarHadir(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        triwulan=spt.triwulan,
        nama_dinas=wilayah.nama_dinas,
        hari=tuple(spt.mulai + timedelta(days=n) for n in range(spt.lama_hari)),
        tim=team_of(kop, spt, uow.sk_tim.find(spt.sk_tim_id)),
        aparatur=tuple(orang_of(one) for one in _officers(uow, spt.kode_wilayah)),
        ketua=_leader(kop, spt),
        tempat=wilayah.ibu_kota or wilayah.nama.removeprefix("Kota "),
        nomor_spt=spt.nomor,
    )


def compose_berita_acara(uow: UnitOfWork, kop: Kop, spt: Spt) -> DokumenBeritaAcara:
    """Return the record of results that both sides sign.

    Raises MissingRequirementError before a Lembar Penilaian of the visit is final.
    """
    visit = read_hasil(uow, spt.id)
    if not visit.aparatur:
        raise MissingRequirementError(
            "Berita Acara memuat nilai lembar yang sudah final. Finalkan lebih dahulu sekurang-"
            "kurangnya satu lembar penilaian kunjungan ini."
        )
    wilayah = kop.wilayah_of(spt.kode_wilayah)
    replies = {one.lembar_id: uow.lembar.answers(one.lembar_id) for one in visit.aparatur}
    said = {key: _ending(given, "/tanggapan") for key, given in replies.items()}
    objections = tuple(
        f"{one.aparatur.nama}: {_ending(replies[one.lembar_id], '/alasan_keberatan') or '–'}"
        for one in visit.aparatur
        if said[one.lembar_id] == "keberatan"
    )
    return DokumenBeritaAcara(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        triwulan=spt.triwulan,
        nomor=kop.nomor(JenisNomor.BERITA_ACARA, spt.id),
        nomor_kosong=kop.nomor_kosong(JenisNomor.BERITA_ACARA, spt.selesai),
        tanggal=spt.selesai,
        wilayah=wilayah.nama,
        nama_dinas=wilayah.nama_dinas,
        tempat=wilayah.ibu_kota or wilayah.nama.removeprefix("Kota "),
        nomor_spt=spt.nomor,
        tanggal_spt=spt.tanggal,
        tim=team_of(kop, spt, uow.sk_tim.find(spt.sk_tim_id)),
        kepala=_head_of(uow, spt.kode_wilayah),
        hasil=tuple(
            BarisNilai(orang_of(one.aparatur), one.hasil.nilai_akhir, one.hasil.predikat)
            for one in visit.aparatur
        ),
        temuan=tuple(
            baris_temuan(one, wilayah, kop.provinsi)
            for one in sort_temuan(uow.queries.temuan(spt.id))
        ),
        menerima=all(word == "menerima" for word in said.values()),
        keberatan=objections,
        terbuka=sum(
            row.formulir == FORM_LEMBAR_PENILAIAN
            and row.status is not StatusLembar.FINAL
            and not is_set_aside(row.formulir, row.status)
            for row in uow.queries.lembar(spt_id=spt.id)
        ),
    )


def _ending(given: dict[str, str], name: str) -> str:
    return next((value for ref, value in given.items() if ref.endswith(name)), "")


def _grounds(spt: Spt, sk: SkTim | None) -> Iterator[str]:
    if sk is not None:
        yield _cited("Keputusan Kepala Dinas", sk.nomor, sk.tanggal)
    yield _cited("Surat Perintah Tugas", spt.nomor, spt.tanggal)


def _cited(what: str, nomor: str, day: date) -> str:
    return f"{what} Nomor {nomor} tanggal {format_tanggal(day)}" if nomor else what


def _leader(kop: Kop, spt: Spt) -> Orang:
    orang = kop.orang(spt.petugas[0]) if spt.petugas else Orang("")
    return Orang(
        nama=orang.nama,
        nip=orang.nip,
        status=orang.status,
        pangkat=orang.pangkat,
        golongan=orang.golongan,
        jabatan="Ketua Tim Pembinaan",
    )


def _officers(uow: UnitOfWork, kode: KodeWilayah) -> list[Aparatur]:
    found = [one for one in uow.aparatur.all() if one.kode_wilayah == kode and one.aktif]
    order = "PFO"
    return sorted(found, key=lambda a: (order.index(a.kelompok), a.nama.casefold(), a.id))


def _head_of(uow: UnitOfWork, kode: KodeWilayah) -> Orang:
    """Return the head of the visited office; blank where the roster does not say."""
    for one in _officers(uow, kode):
        if one.jabatan.casefold().removeprefix("plt. ").startswith(_HEAD):
            return orang_of(one)
    return Orang("")
