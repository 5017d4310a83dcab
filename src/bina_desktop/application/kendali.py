"""Lembar Kendali SOP: what each step took against its mutu baku, and the figures of a quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bina_desktop.application.actor import NAMA_PERAN, Acting
from bina_desktop.application.penugasan import spt_of
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.jam_langkah import (
    JamLangkah,
    KeadaanLangkah,
    Putaran,
    StatistikLangkah,
    measure,
    statistics,
)
from bina_desktop.domain.kalender import KalenderKerja
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.sop import CLOSED, JenisPeristiwa, Langkah, Sop, current_step
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah


@dataclass(frozen=True, slots=True)
class PutaranKendali:
    """One stretch during which a step had the work on its desk."""

    mulai: datetime
    selesai: datetime | None
    """None while it lasts."""
    terpakai: timedelta
    """Working time."""
    pelaku: str
    """Name of who ended it; '' while it lasts."""
    ke_langkah: int | None = None
    """Step to which the draft was returned; None where the step was finished or lasts."""
    alasan: str = ""
    """Why it was returned, or the note that went along."""
    keterlambatan: str = ""


@dataclass(frozen=True, slots=True)
class BarisKendali:
    """One step of the SOP in one run."""

    langkah: int
    judul: str
    uraian: str
    pelaksana: str
    """Role as the SOP names it: `Kepala Bidang`."""
    persyaratan: str
    keadaan: KeadaanLangkah
    pelaku: str
    """Name of who did it last; '' before."""
    mulai: datetime | None
    selesai: datetime | None
    terpakai: timedelta
    """Working time, all rounds together."""
    mutu_baku: timedelta
    mutu_baku_teks: str
    """As written in the SOP: `30 menit`, `2 hari`."""
    output: str
    """What it produced, or is to produce before it is finished."""
    dikembalikan: int
    """How often a later step sent the draft back to it."""
    keterlambatan: str
    """Why it took longer than mutu baku; '' where nobody told or had to."""
    putaran: tuple[PutaranKendali, ...]
    """Every round, oldest first."""

    @property
    def selisih(self) -> timedelta:
        """Working time over mutu baku; negative while below."""
        return self.terpakai - self.mutu_baku


@dataclass(frozen=True, slots=True)
class LembarKendali:
    """All steps of the SOP for one visit."""

    nomor_sop: str
    nama_sop: str
    disahkan_sop: str
    triwulan: Triwulan
    wilayah: Wilayah
    langkah: int
    """Step that is due, 1 to 7; 8 = closed."""
    pada: datetime
    """When it was read; running clocks are told as of then."""
    hari_kerja: timedelta
    """Office hours of one working day, for writing `1,5 hari`."""
    baris: tuple[BarisKendali, ...]

    @property
    def terpakai(self) -> timedelta:
        """Working time of all steps together."""
        return sum((one.terpakai for one in self.baris), timedelta())

    @property
    def mutu_baku(self) -> timedelta:
        """Standard of all steps together."""
        return sum((one.mutu_baku for one in self.baris), timedelta())

    @property
    def selesai(self) -> bool:
        """True once the cycle of the visit is closed."""
        return self.langkah >= CLOSED


@dataclass(frozen=True, slots=True)
class Kendali:
    """Reads clocks; needs the SOP and the working calendar besides the records."""

    sop: Sop
    kalender: KalenderKerja
    wilayah: tuple[Wilayah, ...]

    def clocks(self, uow: UnitOfWork, spt: Spt, now: datetime) -> tuple[JamLangkah, ...]:
        """Return the clocks of a visit as they stand at `now`."""
        return measure(
            self.sop,
            uow.queries.peristiwa(spt.triwulan),
            spt.kode_wilayah,
            kalender=self.kalender,
            now=now,
            opens={3: self.kalender.opening(spt.mulai)},
        )

    def first_steps(
        self, uow: UnitOfWork, triwulan: Triwulan, now: datetime
    ) -> tuple[JamLangkah, ...]:
        """Return the clocks of a triwulan in which nobody was sent out yet."""
        nowhere = KodeWilayah("")
        events = uow.queries.peristiwa(triwulan)
        return measure(self.sop, events, nowhere, kalender=self.kalender, now=now, opens={})

    def compose(self, uow: UnitOfWork, spt: Spt, now: datetime) -> LembarKendali:
        """Return the lembar kendali of a visit as it stands at `now`."""
        names = {p.id: p.nama for p in uow.pegawai.all()}
        events = uow.queries.peristiwa(spt.triwulan)
        known = {w.kode: w for w in self.wilayah}
        kode = spt.kode_wilayah
        return LembarKendali(
            nomor_sop=self.sop.nomor,
            nama_sop=self.sop.nama,
            disahkan_sop=self.sop.disahkan,
            triwulan=spt.triwulan,
            wilayah=known.get(kode) or Wilayah(kode, f"Wilayah {kode}"),
            langkah=current_step(events, kode),
            pada=now,
            hari_kerja=self.kalender.hari_kerja,
            baris=tuple(
                _row(self.sop.step(clock.langkah), clock, names)
                for clock in self.clocks(uow, spt, now)
            ),
        )


class KendaliService:
    """Tells what the steps took; changes nothing."""

    def __init__(
        self, acting: Acting, sop: Sop, kalender: KalenderKerja, wilayah: tuple[Wilayah, ...]
    ) -> None:
        self._acting = acting
        self._kendali = Kendali(sop, kalender, wilayah)

    def lembar_kendali(self, spt_id: SptId) -> LembarKendali:
        """Return what each step of a visit took. Raises NotFoundError."""
        with self._acting.reading() as uow:
            return self._kendali.compose(uow, uow.spt.get(spt_id), self._acting.clock.now())

    def statistics(self, triwulan: Triwulan) -> tuple[StatistikLangkah, ...]:
        """Return figures of each step over all visits of a triwulan, in the order of the SOP."""
        with self._acting.reading() as uow:
            now = self._acting.clock.now()
            visits = spt_of(uow, triwulan)
            runs: Sequence[Sequence[JamLangkah]] = [
                self._kendali.clocks(uow, spt, now) for spt in visits
            ] or [self._kendali.first_steps(uow, triwulan, now)]
        return statistics(self._kendali.sop, runs)


def _row(step: Langkah, clock: JamLangkah, names: Mapping[PegawaiId, str]) -> BarisKendali:
    return BarisKendali(
        langkah=step.nomor,
        judul=step.judul,
        uraian=step.uraian,
        pelaksana=NAMA_PERAN[step.pelaku],
        persyaratan=step.persyaratan,
        keadaan=clock.keadaan(step.mutu_baku),
        pelaku=names.get(clock.pelaku, "") if clock.pelaku else "",
        mulai=clock.mulai,
        selesai=clock.selesai,
        terpakai=clock.terpakai,
        mutu_baku=step.mutu_baku,
        mutu_baku_teks=step.mutu_baku_teks,
        output=clock.output or step.output,
        dikembalikan=clock.dikembalikan,
        keterlambatan=clock.keterlambatan,
        putaran=tuple(_round(one, names) for one in clock.putaran),
    )


def _round(one: Putaran, names: Mapping[PegawaiId, str]) -> PutaranKendali:
    if one.akhir is None:
        return PutaranKendali(one.mulai, None, one.terpakai, "")
    returned = one.akhir.jenis is JenisPeristiwa.KEMBALI
    return PutaranKendali(
        mulai=one.mulai,
        selesai=one.akhir.waktu,
        terpakai=one.terpakai,
        pelaku=names.get(one.akhir.pelaku, ""),
        ke_langkah=one.akhir.ke_langkah if returned else None,
        alasan=one.akhir.alasan,
        keterlambatan=one.akhir.keterlambatan,
    )
