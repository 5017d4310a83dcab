"""Checklist of a step (daftar periksa): which points its actor has found in order, each round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.sop import ButirPeriksa, Langkah, Peristiwa

PeriksaId = NewType("PeriksaId", str)


@dataclass(frozen=True, slots=True)
class Periksa:
    """One point of the checklist as somebody found it."""

    id: PeriksaId
    spt_id: SptId
    langkah: int
    butir: str
    """Code of the point: `identitas`."""
    putaran: str
    """The event that brought the draft to this desk: after a return all is checked anew."""
    pelaku: PegawaiId
    waktu: datetime
    sesuai: bool = False
    catatan: str = ""


def periksa_id_for(spt_id: SptId, langkah: int, butir: str, putaran: str) -> PeriksaId:
    """Return the one id of a point of the checklist in one round."""
    urn = f"urn:bina:{spt_id}/langkah-{langkah}/{putaran}/periksa/{butir}"
    return PeriksaId(str(uuid5(NAMESPACE_URL, urn)))


def putaran_of(events: Iterable[Peristiwa]) -> str:
    """Return what names the present round: the newest event of the visit; '' before any."""
    known = tuple(events)
    return known[-1].id if known else ""


def unchecked(step: Langkah, ticks: Iterable[Periksa], putaran: str) -> tuple[ButirPeriksa, ...]:
    """Return the points of a step that nobody has found in order in this round."""
    done = {
        one.butir
        for one in ticks
        if one.langkah == step.nomor and one.putaran == putaran and one.sesuai
    }
    return tuple(butir for butir in step.periksa if butir.kode not in done)
