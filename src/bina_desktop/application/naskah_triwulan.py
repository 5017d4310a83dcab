"""Composes the papers of a triwulan: nota dinas, provincial recap, the SOP sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bina_desktop.application.dokumen_triwulan import (
    BarisNama,
    BarisWilayah,
    DokumenNotaDinas,
    DokumenRekap,
)
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.kop import Kop
from bina_desktop.application.penugasan import find_perintah, kab_kota, spt_of
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.rekap import (
    HasilKunjungan,
    Tally,
    aspek_rows,
    indikator_rows,
    mean_nilai,
    read_hasil,
    recap_skm,
)
from bina_desktop.application.susun_laporan import wib_date
from bina_desktop.application.tinjauan import find_laporan
from bina_desktop.domain.bahasa import format_rentang, format_tanggal
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.laporan import Laporan, StatusLaporan
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, FORM_SKM
from bina_desktop.domain.nomor import JenisNomor
from bina_desktop.domain.pegawai import Peran, format_nip
from bina_desktop.domain.penilaian import mean, predikat_of
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah

_LOWEST = 10
"""How many of the lowest indikator are printed."""
_STATUS = {
    StatusLaporan.DRAF: "Draf disusun",
    StatusLaporan.DIAJUKAN: "Menunggu koreksi",
    StatusLaporan.DIKOREKSI: "Menunggu validasi",
    StatusLaporan.DIVALIDASI: "Menunggu pengesahan",
    StatusLaporan.DISAHKAN: "Disahkan",
    StatusLaporan.DISAMPAIKAN: "Disampaikan ke Ditjen",
    StatusLaporan.DIKEMBALIKAN: "Dikembalikan ke Tim",
}


def compose_nota_perintah(uow: UnitOfWork, kop: Kop, spt: Spt, nomor_sop: str) -> DokumenNotaDinas:
    """Return the order of step 1 as a nota dinas, where an office writes one.

    Raises MissingRequirementError before the order.
    """
    perintah = find_perintah(uow, spt.triwulan)
    if perintah is None:
        raise MissingRequirementError(f"Belum ada perintah untuk {spt.triwulan.label}.")
    day = wib_date(perintah.diterbitkan_pada)
    until = f" paling lambat {format_tanggal(perintah.batas)}" if perintah.batas else ""
    return DokumenNotaDinas(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        kepada=kop.orang(perintah.kepada).jabatan or kop.orang(perintah.kepada).nama,
        pengirim=kop.penandatangan(perintah.dari, Peran.KADIS, day),
        tanggal=day,
        nomor=kop.nomor(JenisNomor.NOTA_PERINTAH, str(spt.triwulan)),
        nomor_kosong=kop.nomor_kosong(JenisNomor.NOTA_PERINTAH, day),
        hal=f"Perintah pembentukan Tim Pembinaan Aparatur {spt.triwulan.label}",
        isi=(
            (
                f"Dalam rangka pelaksanaan Standar Operasional Prosedur Nomor {nomor_sop} tentang "
                "pembinaan aparatur yang membidangi pendaftaran penduduk, dengan ini "
                "diperintahkan kepada Saudara:"
            ),
            perintah.isi,
            f"Demikian untuk dilaksanakan, dan hasilnya dilaporkan{until}.",
        ),
        tembusan=kop.tembusan(JenisNomor.NOTA_PERINTAH),
    )


def compose_nota_penyampaian(
    uow: UnitOfWork, kop: Kop, spt: Spt, now: datetime
) -> DokumenNotaDinas:
    """Return the nota dinas with which the Kabid hands the validated draft to the Kepala Dinas.

    Raises MissingRequirementError before the draft.
    """
    if find_laporan(uow, spt) is None:
        raise MissingRequirementError("Laporan kunjungan ini belum disusun.")
    wilayah = kop.wilayah_of(spt.kode_wilayah)
    visit = read_hasil(uow, spt.id)
    findings = len(uow.queries.temuan(spt.id))
    return DokumenNotaDinas(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        kepada=_head(kop, wib_date(now)),
        pengirim=kop.pejabat(Peran.KABID, wib_date(now)),
        tanggal=wib_date(now),
        nomor=kop.nomor(JenisNomor.NOTA_PENYAMPAIAN, spt.id),
        nomor_kosong=kop.nomor_kosong(JenisNomor.NOTA_PENYAMPAIAN, wib_date(now)),
        lampiran="1 (satu) berkas",
        hal=f"Penyampaian draf Laporan Hasil Penilaian {wilayah.nama} {spt.triwulan.label}",
        isi=(
            (
                f"Bersama ini disampaikan draf Laporan Hasil Penilaian Kinerja Pejabat "
                f"{wilayah.nama_dinas} {spt.triwulan.label} atas kunjungan "
                f"{format_rentang(spt.mulai, spt.selesai)}, dengan keterangan:"
            ),
            (
                "Mohon perkenan Bapak/Ibu untuk mengesahkan dan menandatanganinya, atau "
                "mengembalikannya dengan catatan. Demikian disampaikan, atas perkenannya "
                "diucapkan terima kasih."
            ),
        ),
        poin=(
            f"aparatur yang dinilai {len(visit.aparatur)} orang;",
            f"temuan {findings} butir beserta rekomendasinya; dan",
            "draf sudah dikoreksi Kepala Seksi dan divalidasi Kepala Bidang.",
        ),
        tembusan=kop.tembusan(JenisNomor.NOTA_PENYAMPAIAN, wilayah),
    )


def _head(kop: Kop, on: date) -> str:
    """Return whom a letter to the Kepala Dinas addresses: a Plt. or Plh. while there is one."""
    orang = kop.pejabat(Peran.KADIS, on)
    return orang.sebutan if orang.jabatan == kop.post(Peran.KADIS) else kop.post(Peran.KADIS)


@dataclass(frozen=True, slots=True)
class _Visit:
    spt: Spt
    hasil: HasilKunjungan
    laporan: Laporan | None


def compose_rekap(
    uow: UnitOfWork,
    kop: Kop,
    triwulan: Triwulan,
    now: datetime,
    *,
    formulir: FormulirService,
    wilayah: Sequence[Wilayah],
) -> DokumenRekap:
    """Return the recap of a triwulan over every kab/kota, visited or not."""
    visits = {
        spt.kode_wilayah: _Visit(spt, read_hasil(uow, spt.id), find_laporan(uow, spt))
        for spt in spt_of(uow, triwulan)
    }
    before = {spt.kode_wilayah: read_hasil(uow, spt.id) for spt in spt_of(uow, triwulan.sebelum)}
    this, last = Tally(), Tally()
    for visit in visits.values():
        this.add(visit.hasil.aparatur)
    for earlier in before.values():
        last.add(earlier.aparatur)
    average = mean(this.akhir)
    with formulir.reading(FORM_LEMBAR_PENILAIAN, {}) as form:
        aspek = aspek_rows(form, this, last)
        lowest = sorted(indikator_rows(form, this), key=lambda one: (one.rata_skor, one.kode))
    return DokumenRekap(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        triwulan=triwulan,
        tanggal=wib_date(now),
        wilayah=tuple(
            _region(uow, one, visits.get(one.kode), before.get(one.kode), formulir)
            for one in kab_kota(wilayah)
        ),
        aspek=aspek,
        indikator=tuple(lowest[:_LOWEST]),
        rata_rata=average,
        predikat=predikat_of(average) if average is not None else "",
        rata_rata_lalu=mean(last.akhir),
        nama=tuple(
            line
            for one in kab_kota(wilayah)
            if one.kode in visits
            for line in _names(one, visits[one.kode].hasil)
        ),
        pengesah=kop.pejabat(Peran.KADIS, wib_date(now)),
    )


def _region(
    uow: UnitOfWork,
    wilayah: Wilayah,
    visit: _Visit | None,
    before: HasilKunjungan | None,
    formulir: FormulirService,
) -> BarisWilayah:
    hasil = visit.hasil if visit else HasilKunjungan()
    average = mean_nilai(hasil.aparatur)
    with formulir.reading(FORM_SKM, {}) as form:
        survey = recap_skm(form, hasil)
    tally = Tally()
    tally.add(hasil.aparatur)
    status = "Belum dikunjungi"
    if visit is not None:
        status = _STATUS[visit.laporan.status] if visit.laporan else "Laporan belum disusun"
    findings = uow.queries.temuan(visit.spt.id) if visit else ()
    return BarisWilayah(
        nama=wilayah.nama,
        jadwal=format_rentang(visit.spt.mulai, visit.spt.selesai) if visit else "",
        aparatur=len(hasil.aparatur),
        nilai_aspek={kode.upper(): mean(values) for kode, values in tally.aspek.items()},
        rata_rata=average,
        predikat=predikat_of(average) if average is not None else "",
        rata_rata_lalu=mean_nilai(before.aparatur) if before else None,
        ikm=survey.ikm if survey else None,
        temuan=Counter(one.tingkat for one in findings),
        status=status,
        nomor=visit.laporan.nomor if visit and visit.laporan else "",
    )


def _names(wilayah: Wilayah, hasil: HasilKunjungan) -> Iterator[BarisNama]:
    for one in hasil.aparatur:
        yield BarisNama(
            wilayah=wilayah.nama,
            nama=one.aparatur.nama,
            nip=format_nip(one.aparatur.nip) if one.aparatur.nip else "",
            jabatan=one.aparatur.jabatan,
            nilai_aspek={k.upper(): v for k, v in one.hasil.nilai_aspek.items()},
            nilai_akhir=one.hasil.nilai_akhir,
            predikat=one.hasil.predikat,
        )
