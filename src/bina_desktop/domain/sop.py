"""The seven steps of SOP 10.07.03.021 as data, their events and the clock against mutu baku."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.errors import InvalidValueError, WrongStateError
from bina_desktop.domain.pegawai import PegawaiId, Peran
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah

PeristiwaId = NewType("PeristiwaId", str)


@dataclass(frozen=True, slots=True)
class ButirPeriksa:
    """One point of the checklist that the actor of a step goes through."""

    kode: str
    """`identitas`; stays the same when the words change."""
    butir: str
    """What must be found in order, as people read it."""
    bagian: str = ""
    """Section of the review where it is looked at: `nilai`, `temuan`, `naskah` …"""


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step of the SOP: actor, requirement, output, standard time."""

    nomor: int
    judul: str
    """Short, for screens."""
    uraian: str
    """As written in the SOP."""
    pelaku: Peran
    persyaratan: str
    output: str
    mutu_baku: timedelta
    """Working time: a working day counts as the office hours of one day."""
    mutu_baku_teks: str
    """As written in the SOP: `30 menit`, `2 hari`."""
    per_wilayah: bool
    """False for steps 1 and 2, which run once for the whole triwulan."""
    kembali_ke: tuple[int, ...] = ()
    """Steps to which this one may return its draft."""
    periksa: tuple[ButirPeriksa, ...] = ()
    """Its checklist; () where the SOP asks for a decision only."""


@dataclass(frozen=True, slots=True)
class Sop:
    """A numbered, dated SOP of this family."""

    nomor: str
    nama: str
    disahkan: str
    """Date as printed."""
    langkah: tuple[Langkah, ...]

    def step(self, nomor: int) -> Langkah:
        """Return step `nomor` (1-based). Raises IndexError."""
        return self.langkah[nomor - 1]


class JenisPeristiwa(StrEnum):
    """What happened to a step."""

    MULAI = "mulai"
    SELESAI = "selesai"
    KEMBALI = "kembali"
    """The step returned its draft to an earlier step, with a reason."""


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One event in the life of a step; the SOP's history is the sorted list of these."""

    id: PeristiwaId
    triwulan: Triwulan
    kode_wilayah: KodeWilayah | None
    """None for steps that run once for the whole triwulan."""
    langkah: int
    jenis: JenisPeristiwa
    pelaku: PegawaiId
    waktu: datetime
    """Aware, UTC."""
    alasan: str = ""
    ke_langkah: int | None = None
    """For KEMBALI: the step that must act again."""
    output: str = ""
    """What the step produced: document name or number."""
    keterlambatan: str = ""
    """Why the step took longer than its mutu baku; '' where it did not."""


def peristiwa_id_for(
    triwulan: Triwulan, kode: KodeWilayah | None, langkah: int, jenis: JenisPeristiwa
) -> PeristiwaId:
    """Return the id of an event that happens only once, so that repetition does not double it."""
    urn = f"urn:bina:{triwulan}/{kode or '-'}/langkah-{langkah}/{jenis}"
    return PeristiwaId(str(uuid5(NAMESPACE_URL, urn)))


# --- the SOP as data ---------------------------------------------------------------------------


def parse_sop(text: str, *, hari_kerja: timedelta) -> Sop:
    """Read a SOP from TOML (`resources/sop/`); `hari_kerja` is what a working day counts.

    Raises InvalidValueError for a time unit or a role that does not exist.
    """
    table = tomllib.loads(text)
    units = {"menit": timedelta(minutes=1), "jam": timedelta(hours=1), "hari": hari_kerja}
    langkah = tuple(
        _parse_langkah(number, entry, units)
        for number, entry in enumerate(table["langkah"], start=1)
    )
    return Sop(table["nomor"], table["nama"], table["disahkan"], langkah)


def _parse_langkah(
    nomor: int, entry: Mapping[str, Any], units: Mapping[str, timedelta]
) -> Langkah:
    try:
        mutu_baku = sum(
            (units[unit] * count for unit, count in entry["mutu_baku"].items()), timedelta()
        )
        pelaku = Peran(entry["pelaku"])
    except (KeyError, ValueError) as error:
        raise InvalidValueError(
            f"Langkah {nomor} pada berkas SOP tidak terbaca: {error}. Mutu baku memakai menit, "
            "jam, atau hari; pelaku memakai kadis, kabid, kasi, atau tim."
        ) from None
    return Langkah(
        nomor=nomor,
        judul=entry["judul"],
        uraian=entry["uraian"],
        pelaku=pelaku,
        persyaratan=entry["persyaratan"],
        output=entry["output"],
        mutu_baku=mutu_baku,
        mutu_baku_teks=entry["waktu"],
        per_wilayah=entry["per_wilayah"],
        kembali_ke=tuple(entry.get("kembali_ke", ())),
        periksa=tuple(
            ButirPeriksa(one["kode"], one["butir"], one.get("bagian", ""))
            for one in entry.get("periksa", ())
        ),
    )


# --- gates: which step is due ------------------------------------------------------------------

CLOSED: Final = 8
"""The step after the last: the cycle of a visit is closed."""


def events_of(events: Iterable[Peristiwa], kode: KodeWilayah | None) -> tuple[Peristiwa, ...]:
    """Return the events of one kab/kota (None: of the whole triwulan), oldest first."""
    mine = (event for event in events if event.kode_wilayah == kode)
    return tuple(sorted(mine, key=lambda e: (e.waktu, e.langkah, e.jenis, e.id)))


def current_step(events: Iterable[Peristiwa], kode: KodeWilayah) -> int:
    """Return the step that is due for a kab/kota: 1 to 7, or CLOSED.

    Steps 1 and 2 run once for the triwulan and open step 3 for every kab/kota.
    """
    known = tuple(events)
    step = 1
    for event in (*events_of(known, None), *events_of(known, kode)):
        if event.jenis is JenisPeristiwa.SELESAI and event.langkah == step:
            step += 1
        elif (
            event.jenis is JenisPeristiwa.KEMBALI
            and event.langkah == step
            and event.ke_langkah is not None
        ):
            step = event.ke_langkah
    return step


def require_step(sop: Sop, *, due: int, wanted: int) -> None:
    """Raise WrongStateError unless step `wanted` is the one that is due."""
    if due == wanted:
        return
    if due >= CLOSED:
        raise WrongStateError(
            "Siklus kunjungan ini sudah selesai sampai langkah 7; tidak ada yang dapat diubah."
        )
    raise WrongStateError(
        f"Langkah {wanted} ({sop.step(wanted).judul}) belum atau tidak lagi dapat dikerjakan: "
        f"kunjungan ini sedang pada langkah {due} ({sop.step(due).judul})."
    )
