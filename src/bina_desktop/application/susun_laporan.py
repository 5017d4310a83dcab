"""Composes the Laporan Hasil Penilaian of a visit: the document, and proposed texts for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from bina_desktop.application.dasar_hukum import DasarHukum, dasar_hukum_for
from bina_desktop.application.dokumen_laporan import (
    BarisAparatur,
    BarisRekomendasi,
    BarisTemuan,
    BarisTindakLanjut,
    DokumenLaporan,
    Pengesahan,
    RekapAspek,
)
from bina_desktop.application.dokumentasi import read_dokumentasi
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.kop import Kop, orang_of, read_kop
from bina_desktop.application.orang import BarisTim, Orang
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.rekap import (
    HasilAparatur,
    HasilKunjungan,
    lowest_indikator,
    mean_nilai,
    read_hasil,
    recap_aspek,
    recap_kuesioner,
    recap_skm,
)
from bina_desktop.application.rekomendasi import nama_penerima
from bina_desktop.application.tindak_lanjut import open_before
from bina_desktop.domain.arsip import replaced_by
from bina_desktop.domain.bahasa import (
    format_angka,
    format_daftar,
    format_rentang,
    format_tanggal,
    terbilang,
)
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.laporan import Laporan, is_ratified
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
)
from bina_desktop.domain.nomor import JenisNomor
from bina_desktop.domain.pegawai import Kelompok, PegawaiId, Peran
from bina_desktop.domain.penilaian import mean, predikat_of
from bina_desktop.domain.penugasan import Kedudukan, SkTim, Spt
from bina_desktop.domain.sop import JenisPeristiwa, Peristiwa, events_of
from bina_desktop.domain.temuan import Temuan, Tingkat, sort_temuan
from bina_desktop.domain.wilayah import Wilayah

_KELOMPOK = {
    Kelompok.PEJABAT: "pejabat struktural",
    Kelompok.FUNGSIONAL: "pejabat fungsional (ADB/Operator SIAK)",
    Kelompok.OPERATOR: "petugas/operator layanan",
}


@dataclass(frozen=True, slots=True)
class Susunan:
    """What composing needs besides the records: forms, regions, legal bases."""

    formulir: FormulirService
    wilayah: tuple[Wilayah, ...]
    dasar_hukum: tuple[DasarHukum, ...]

    def warm(self) -> None:
        """Load the forms, so that no transaction waits for a conversion."""
        for name in (FORM_LEMBAR_PENILAIAN, FORM_KUESIONER_APARATUR, FORM_SKM):
            self.formulir.form(name)

    def dokumen(
        self,
        uow: UnitOfWork,
        laporan: Laporan,
        *,
        elektronik: bool = False,
        paraf: bool = False,
        pengesah: PegawaiId | None = None,
        on: date | None = None,
    ) -> DokumenLaporan:
        """Return the document as the records now give it.

        `pengesah` is who ratifies; None leaves the block to whoever signs for the Kepala Dinas
        on the day of ratification, or before it on the day `on`.
        """
        kop = read_kop(uow, self.wilayah)
        spt = uow.spt.get(laporan.spt_id)
        sk = uow.sk_tim.find(spt.sk_tim_id)
        visit = read_hasil(uow, spt.id)
        before = _visit_before(uow, spt)
        earlier = read_hasil(uow, before.id).aparatur if before else ()
        instrument, _ = self.formulir.session(FORM_LEMBAR_PENILAIAN, {})
        questions, _ = self.formulir.session(FORM_KUESIONER_APARATUR, {})
        survey, _ = self.formulir.session(FORM_SKM, {})
        average = mean_nilai(visit.aparatur)
        wilayah = kop.wilayah_of(spt.kode_wilayah)
        return DokumenLaporan(
            kantor=kop.kantor,
            provinsi=kop.provinsi,
            triwulan=spt.triwulan,
            wilayah=wilayah.nama,
            nama_dinas=wilayah.nama_dinas,
            disahkan=is_ratified(laporan.status),
            pengesahan=_pengesahan(
                uow,
                kop,
                spt,
                pengesah=pengesah,
                on=wib_date(laporan.disahkan_pada) if laporan.disahkan_pada else on,
            ),
            mulai=spt.mulai,
            selesai=spt.selesai,
            tim=team_of(kop, spt, sk),
            aparatur=tuple(_baris_aparatur(one) for one in visit.aparatur),
            aspek=recap_aspek(instrument, visit.aparatur, earlier),
            dasar_hukum=dasar_hukum_for("laporan", self.dasar_hukum),
            nomor=laporan.nomor,
            nomor_kosong=""
            if laporan.nomor
            else kop.nomor_kosong(JenisNomor.LAPORAN, laporan.tanggal or on or spt.selesai),
            tanggal=laporan.tanggal,
            elektronik=elektronik,
            paraf=paraf,
            menggantikan=_replaced(uow, laporan),
            nomor_sk=sk.nomor if sk else "",
            tanggal_sk=sk.tanggal if sk else None,
            nomor_spt=spt.nomor,
            tanggal_spt=spt.tanggal,
            rata_rata=average,
            predikat=predikat_of(average) if average is not None else "",
            rata_rata_lalu=mean_nilai(earlier),
            gambaran_umum=laporan.gambaran_umum,
            pembahasan=laporan.pembahasan,
            kesimpulan=laporan.kesimpulan,
            indikator_terendah=lowest_indikator(instrument, visit.aparatur),
            kuesioner=recap_kuesioner(questions, visit),
            skm=recap_skm(survey, visit),
            temuan=tuple(
                baris_temuan(t, wilayah, kop.provinsi)
                for t in sort_temuan(uow.queries.temuan(spt.id))
            ),
            tindak_lanjut_lalu=tuple(_baris_tindak_lanjut(uow, spt, wilayah, kop.provinsi)),
            dokumentasi=read_dokumentasi(uow, spt.id, self.formulir),
        )

    def signed_by(
        self, uow: UnitOfWork, dokumen: DokumenLaporan, key: PegawaiId, on: date
    ) -> DokumenLaporan:
        """Return the same document to be ratified by another."""
        pengesah = read_kop(uow, self.wilayah).penandatangan(key, Peran.KADIS, on)
        return replace(dokumen, pengesahan=replace(dokumen.pengesahan, pengesah=pengesah))

    def propose_texts(
        self, uow: UnitOfWork, laporan: Laporan, spt: Spt, temuan: Sequence[Temuan]
    ) -> tuple[str, str, str]:
        """Return gambaran umum, pembahasan and kesimpulan from the figures, facts only."""
        wilayah = next(
            (w for w in self.wilayah if w.kode == spt.kode_wilayah),
            Wilayah(spt.kode_wilayah, f"Wilayah {spt.kode_wilayah}"),
        )
        visit = read_hasil(uow, spt.id)
        with self.formulir.reading(FORM_LEMBAR_PENILAIAN, {}) as instrument:
            aspek = recap_aspek(instrument, visit.aparatur, ())
        return (
            laporan.gambaran_umum or _overview(spt, wilayah, visit),
            laporan.pembahasan or _discussion(visit, aspek),
            laporan.kesimpulan or _conclusion(wilayah, visit, temuan),
        )


def _replaced(uow: UnitOfWork, laporan: Laporan) -> str:
    before = replaced_by(uow.arsip.of(laporan.id), laporan.berkas_sha256)
    if before is None:
        return ""
    number = f"Laporan Nomor {before.nomor}" if before.nomor else "Laporan tanpa nomor"
    return f"{number} tanggal {format_tanggal(before.tanggal)}" if before.tanggal else number


def latest_actor(events: Iterable[Peristiwa], spt: Spt, langkah: int) -> Peristiwa | None:
    """Return the last completion of a step of this visit."""
    done = [
        event
        for event in events_of(events, spt.kode_wilayah)
        if event.langkah == langkah and event.jenis is JenisPeristiwa.SELESAI
    ]
    return done[-1] if done else None


def _pengesahan(
    uow: UnitOfWork, kop: Kop, spt: Spt, *, pengesah: PegawaiId | None, on: date | None
) -> Pengesahan:
    events = uow.queries.peristiwa(spt.triwulan)
    made = {step: latest_actor(events, spt, step) for step in (3, 4, 5)}

    def due(peran: Peran) -> PegawaiId:
        return kop.signer(peran, on) if on else kop.holder(peran)

    def who(step: int, peran: Peran) -> Orang:
        event = made[step]
        day = _local_day(event) or on
        return kop.penandatangan(event.pelaku if event else due(peran), peran, day)

    return Pengesahan(
        penyusun=kop.orang(spt.petugas[0]) if spt.petugas else Orang(""),
        korektor=who(4, Peran.KASI),
        validator=who(5, Peran.KABID),
        pengesah=kop.penandatangan(
            pengesah or due(Peran.KADIS) or spt.ditetapkan_oleh, Peran.KADIS, on
        ),
        disusun=_local_day(made[3]),
        dikoreksi=_local_day(made[4]),
        divalidasi=_local_day(made[5]),
    )


def _local_day(event: Peristiwa | None) -> date | None:
    return wib_date(event.waktu) if event else None


def wib_date(instant: datetime) -> date:
    """Return the day in Bengkulu of an aware time."""
    return instant.astimezone(WIB).date()


def _visit_before(uow: UnitOfWork, spt: Spt) -> Spt | None:
    quarter = spt.triwulan.sebelum
    for one in uow.spt.all():
        if one.triwulan == quarter and one.kode_wilayah == spt.kode_wilayah:
            return one
    return None


def team_of(kop: Kop, spt: Spt, sk: SkTim | None) -> tuple[BarisTim, ...]:
    """Return who makes a visit, leader first, with the places the SK gives them."""
    places = {a.pegawai_id: a.kedudukan for a in sk.anggota} if sk else {}
    return tuple(
        BarisTim(kop.orang(key), places.get(key, Kedudukan.ANGGOTA)) for key in spt.petugas
    )


def _baris_aparatur(one: HasilAparatur) -> BarisAparatur:
    return BarisAparatur(
        orang=orang_of(one.aparatur),
        kelompok=one.aparatur.kelompok,
        nilai_akhir=one.hasil.nilai_akhir,
        predikat=one.hasil.predikat,
        nilai_aspek={kode.upper(): nilai for kode, nilai in one.hasil.nilai_aspek.items()},
        batas_kritis=one.hasil.batas_kritis,
        rekomendasi=one.rekomendasi,
    )


def baris_temuan(temuan: Temuan, wilayah: Wilayah, provinsi: str) -> BarisTemuan:
    """Return a finding as documents list it; `provinsi`: `Provinsi Bengkulu`."""
    return BarisTemuan(
        kondisi=temuan.kondisi,
        tingkat=temuan.tingkat,
        rekomendasi=tuple(
            BarisRekomendasi(
                isi=one.isi,
                ditujukan=one.ditujukan,
                penerima=nama_penerima(one.ditujukan, wilayah, provinsi),
                penanggung_jawab=one.penanggung_jawab,
                tenggat=one.tenggat,
            )
            for one in temuan.rekomendasi
        ),
        kode=temuan.kode,
        indikator=temuan.indikator.upper(),
        kriteria=temuan.kriteria,
        sebab=temuan.sebab,
        akibat=temuan.akibat,
        bukti=temuan.bukti,
    )


def _baris_tindak_lanjut(
    uow: UnitOfWork, spt: Spt, wilayah: Wilayah, provinsi: str
) -> Iterator[BarisTindakLanjut]:
    """Yield what earlier visits left open, as this visit found it."""
    before = open_before(uow, spt)
    asked = {one.temuan.id for one in before}
    seen = {o.about: o for o in uow.queries.tindak_lanjut(asked) if o.spt_id == spt.id}
    for one in before:
        rekomendasi = one.rekomendasi
        found = seen.get(rekomendasi.id)
        status, keterangan = one.status, one.keterangan
        if found is not None:
            status, keterangan = found.status, found.keterangan
        yield BarisTindakLanjut(
            rekomendasi.isi,
            status,
            keterangan,
            penerima=nama_penerima(rekomendasi.ditujukan, wilayah, provinsi),
            penanggung_jawab=rekomendasi.penanggung_jawab,
            tenggat=rekomendasi.tenggat,
        )


def _counted(number: int) -> str:
    return f"{number} ({terbilang(number)})"


def _overview(spt: Spt, wilayah: Wilayah, visit: HasilKunjungan) -> str:
    groups = Counter(one.aparatur.kelompok for one in visit.aparatur)
    parts = [f"{groups[k]} {name}" for k, name in _KELOMPOK.items() if groups[k]]
    number = f" Nomor {spt.nomor}" if spt.nomor else ""
    text = (
        f"Pembinaan dan penilaian aparatur yang membidangi pendaftaran penduduk pada "
        f"{wilayah.nama_dinas} dilaksanakan pada {format_rentang(spt.mulai, spt.selesai)} oleh "
        f"{_counted(len(spt.petugas))} orang petugas berdasarkan Surat Perintah Tugas{number}.\n\n"
        f"Aparatur yang dinilai berjumlah {_counted(len(visit.aparatur))} orang, terdiri atas "
        f"{format_daftar(parts)}."
    )
    asked = [
        f"{len(found)} {name}"
        for found, name in (
            (visit.kuesioner, "kuesioner aparatur"),
            (visit.skm, "kuesioner pengguna layanan (SKM)"),
        )
        if found
    ]
    return f"{text} Selain itu terkumpul {format_daftar(asked)}." if asked else text


def _discussion(visit: HasilKunjungan, aspek: Sequence[RekapAspek]) -> str:
    rated = [(a.rata_rata, a.kode, a.judul) for a in aspek if a.rata_rata is not None]
    if not rated:
        return ""
    best, worst = max(rated), min(rated)
    text = (
        f"Aspek dengan nilai rata-rata tertinggi adalah aspek {best[1]} ({best[2]}) dengan nilai "
        f"{format_angka(best[0], 2)}, sedangkan yang terendah adalah aspek {worst[1]} "
        f"({worst[2]}) dengan nilai {format_angka(worst[0], 2)}."
    )
    capped = sum(one.hasil.batas_kritis for one in visit.aparatur)
    if capped:
        text += (
            f"\n\nPada {_counted(capped)} orang aparatur terdapat indikator kritis dengan skor 1, "
            "sehingga predikatnya dibatasi paling tinggi Kurang."
        )
    return text


def _conclusion(wilayah: Wilayah, visit: HasilKunjungan, temuan: Sequence[Temuan]) -> str:
    average: Decimal | None = mean(
        o.hasil.nilai_akhir for o in visit.aparatur if o.hasil.nilai_akhir is not None
    )
    if average is None:
        first = f"Nilai aparatur pada {wilayah.nama_dinas} belum dapat disimpulkan."
    else:
        first = (
            f"Nilai akhir rata-rata aparatur yang membidangi pendaftaran penduduk pada "
            f"{wilayah.nama_dinas} adalah {format_angka(average, 2)} dengan predikat pembinaan "
            f"{predikat_of(average)}."
        )
    if not temuan:
        return f"{first} Tidak ada temuan yang memerlukan rekomendasi."
    heavy = sum(t.tingkat is Tingkat.KRITIS for t in temuan)
    note = f", {_counted(heavy)} di antaranya kritis" if heavy else ""
    return f"{first} Terdapat {_counted(len(temuan))} temuan{note}, dengan rekomendasi terlampir."
