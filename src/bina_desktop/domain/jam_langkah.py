"""The clock of each step of the SOP against its mutu baku, from the list of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bina_desktop.domain.kalender import KalenderKerja
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.sop import JenisPeristiwa, Langkah, Peristiwa, Sop, events_of
from bina_desktop.domain.wilayah import KodeWilayah


class KeadaanLangkah(StrEnum):
    """State of a step's clock."""

    BELUM = "belum"
    BERJALAN = "berjalan"
    JEDA = "jeda"
    """Begun, but its draft lies on another desk: the clock stands still."""
    TERLAMBAT = "terlambat"
    """Running and over mutu baku."""
    SELESAI = "selesai"
    SELESAI_TERLAMBAT = "selesai_terlambat"


@dataclass(frozen=True, slots=True)
class Putaran:
    """One stretch during which the work of a step lay on its desk."""

    mulai: datetime
    terpakai: timedelta
    """Working time of this stretch."""
    akhir: Peristiwa | None = None
    """What ended it: finished or returned; None while it lasts."""


@dataclass(frozen=True, slots=True)
class JamLangkah:
    """The clock of one step in one run of the SOP."""

    langkah: int
    mulai: datetime | None = None
    """When its work first lay on the desk; None before."""
    selesai: datetime | None = None
    """When it last finished; None while it is to be done (again)."""
    terpakai: timedelta = timedelta()
    """Working time, all rounds together; it stands still while the draft is elsewhere."""
    pelaku: PegawaiId | None = None
    """Who did it last."""
    output: str = ""
    dikembalikan: int = 0
    """How often a later step sent the draft back to it."""
    sejak: datetime | None = None
    """Since when the work lies on the desk now; None when it lies elsewhere."""
    putaran: tuple[Putaran, ...] = ()
    """Every stretch, oldest first; the last may still run."""

    @property
    def keterlambatan(self) -> str:
        """Why it took longer than mutu baku, as last told; '' where nobody had to."""
        told = [p.akhir.keterlambatan for p in self.putaran if p.akhir and p.akhir.keterlambatan]
        return told[-1] if told else ""

    def keadaan(self, mutu_baku: timedelta) -> KeadaanLangkah:
        """Return the state of the clock against its standard."""
        late = self.terpakai > mutu_baku
        if self.selesai is not None:
            return KeadaanLangkah.SELESAI_TERLAMBAT if late else KeadaanLangkah.SELESAI
        if self.sejak is not None:
            return KeadaanLangkah.TERLAMBAT if late else KeadaanLangkah.BERJALAN
        return KeadaanLangkah.BELUM if self.mulai is None else KeadaanLangkah.JEDA


def measure(
    sop: Sop,
    events: Iterable[Peristiwa],
    kode: KodeWilayah,
    *,
    kalender: KalenderKerja,
    now: datetime,
    opens: Mapping[int, datetime],
) -> tuple[JamLangkah, ...]:
    """Return the clocks of all steps as they stand at `now`, in the order of the SOP.

    A step starts when the one before finishes or when a draft is returned to it, but not before
    the instant that `opens` gives for it: a SPT issued on Friday for a visit on Monday starts no
    clock over the weekend before. Step 3 waits for its SPT (event MULAI), not for step 2.
    """
    known = tuple(events)
    clocks = {step.nomor: JamLangkah(step.nomor) for step in sop.langkah}
    for event in (*events_of(known, None), *events_of(known, kode)):
        if event.jenis is JenisPeristiwa.MULAI:
            _start(clocks, event.langkah, event.waktu, opens)
            continue
        _stop(clocks, event, kalender)
        following = event.langkah + 1
        if event.jenis is JenisPeristiwa.KEMBALI and event.ke_langkah is not None:
            _send_back(clocks, event, event.ke_langkah, opens)
        elif following in clocks and _follows_at_once(sop, following):
            _start(clocks, following, event.waktu, opens)
    return tuple(_until(clock, now, kalender) for clock in clocks.values())


def _follows_at_once(sop: Sop, nomor: int) -> bool:
    """Return False for the first step of a kab/kota, which waits for its SPT."""
    return sop.step(nomor - 1).per_wilayah or not sop.step(nomor).per_wilayah


def _start(
    clocks: dict[int, JamLangkah], nomor: int, at: datetime, opens: Mapping[int, datetime]
) -> None:
    clock = clocks[nomor]
    if clock.sejak is None:
        begin = max(at, opens.get(nomor, at))
        clocks[nomor] = replace(clock, mulai=clock.mulai or begin, selesai=None, sejak=begin)


def _send_back(
    clocks: dict[int, JamLangkah], event: Peristiwa, back_to: int, opens: Mapping[int, datetime]
) -> None:
    """Start the step that must act again; all between it and the sender are to be done again."""
    for nomor in range(back_to + 1, event.langkah):
        clocks[nomor] = replace(clocks[nomor], selesai=None)
    _start(clocks, back_to, event.waktu, opens)
    again = clocks[back_to]
    clocks[back_to] = replace(again, dikembalikan=again.dikembalikan + 1)


def _stop(clocks: dict[int, JamLangkah], event: Peristiwa, kalender: KalenderKerja) -> None:
    clock = clocks[event.langkah]
    finished = event.jenis is JenisPeristiwa.SELESAI
    # a visit whose report was handed in before its first day began when it ended
    begun = min(clock.sejak or event.waktu, event.waktu)
    used = kalender.working_time(begun, event.waktu)
    clocks[event.langkah] = replace(
        clock,
        mulai=min(clock.mulai or begun, begun),
        selesai=event.waktu if finished else None,
        terpakai=clock.terpakai + used,
        sejak=None,
        pelaku=event.pelaku,
        output=(event.output or clock.output) if finished else clock.output,
        putaran=(*clock.putaran, Putaran(begun, used, event)),
    )


def _until(clock: JamLangkah, at: datetime, kalender: KalenderKerja) -> JamLangkah:
    if clock.sejak is None:
        return clock
    used = kalender.working_time(clock.sejak, at)
    return replace(
        clock,
        terpakai=clock.terpakai + used,
        putaran=(*clock.putaran, Putaran(clock.sejak, used)),
    )


# --- a quarter, step by step -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatistikLangkah:
    """What one step took over the runs of a quarter."""

    langkah: int
    dimulai: int
    """In how many runs it has begun."""
    selesai: int
    terlambat: int
    """How many, finished or running, are over mutu baku."""
    dikembalikan: int
    """How often a draft was sent back to it, all runs together."""
    rata_rata: timedelta | None
    """Working time of those that are finished; None where none is."""
    median: timedelta | None
    terlama: timedelta | None


def statistics(sop: Sop, runs: Sequence[Sequence[JamLangkah]]) -> tuple[StatistikLangkah, ...]:
    """Return figures for each step over the runs; `runs` holds the clocks of each kab/kota.

    A step that runs once for the whole triwulan is counted once.
    """
    return tuple(_statistics_of(step, runs) for step in sop.langkah)


def _statistics_of(step: Langkah, runs: Sequence[Sequence[JamLangkah]]) -> StatistikLangkah:
    chosen = runs if step.per_wilayah else runs[:1]
    clocks = [clock for run in chosen for clock in run if clock.langkah == step.nomor]
    took = sorted(clock.terpakai for clock in clocks if clock.selesai is not None)
    return StatistikLangkah(
        langkah=step.nomor,
        dimulai=sum(clock.mulai is not None for clock in clocks),
        selesai=len(took),
        terlambat=sum(clock.terpakai > step.mutu_baku for clock in clocks),
        dikembalikan=sum(clock.dikembalikan for clock in clocks),
        rata_rata=sum(took, timedelta()) / len(took) if took else None,
        median=_middle(took) if took else None,
        terlama=took[-1] if took else None,
    )


def _middle(took: Sequence[timedelta]) -> timedelta:
    half = len(took) // 2
    return took[half] if len(took) % 2 else (took[half - 1] + took[half]) / 2
