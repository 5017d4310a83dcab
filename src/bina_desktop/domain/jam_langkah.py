"""The clock of each step of the SOP against its mutu baku, from the list of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bina_desktop.domain.kalender import KalenderKerja
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.sop import JenisPeristiwa, Peristiwa, Sop, events_of
from bina_desktop.domain.wilayah import KodeWilayah


@dataclass(frozen=True, slots=True)
class JamLangkah:
    """The clock of one step in one run of the SOP."""

    langkah: int
    mulai: datetime | None = None
    """When its work first lay on the desk; None before."""
    selesai: datetime | None = None
    """When it last finished; None while its work lies on the desk, or before."""
    terpakai: timedelta = timedelta()
    """Working time, all rounds together; it stands still while the draft is elsewhere."""
    pelaku: PegawaiId | None = None
    """Who did it last."""
    output: str = ""
    dikembalikan: int = 0
    """How often a later step sent the draft back to it."""
    sejak: datetime | None = None
    """Since when the work lies on the desk now; None when it lies elsewhere."""


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
            _start(clocks, event.ke_langkah, event.waktu, opens)
            again = clocks[event.ke_langkah]
            clocks[event.ke_langkah] = replace(again, dikembalikan=again.dikembalikan + 1)
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


def _stop(clocks: dict[int, JamLangkah], event: Peristiwa, kalender: KalenderKerja) -> None:
    clock = clocks[event.langkah]
    finished = event.jenis is JenisPeristiwa.SELESAI
    clocks[event.langkah] = replace(
        _until(clock, event.waktu, kalender),
        mulai=clock.mulai or event.waktu,
        selesai=event.waktu if finished else None,
        sejak=None,
        pelaku=event.pelaku,
        output=(event.output or clock.output) if finished else clock.output,
    )


def _until(clock: JamLangkah, at: datetime, kalender: KalenderKerja) -> JamLangkah:
    if clock.sejak is None:
        return clock
    return replace(clock, terpakai=clock.terpakai + kalender.working_time(clock.sejak, at))
