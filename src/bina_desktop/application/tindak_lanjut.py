"""Recommendations of earlier visits that are still open when the next visit begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.temuan import StatusTindakLanjut, Temuan, sort_temuan
from bina_desktop.domain.tindak_lanjut import TERBUKA, TindakLanjut, latest
from bina_desktop.domain.triwulan import Triwulan


@dataclass(frozen=True, slots=True)
class RekomendasiLalu:
    """A recommendation of an earlier visit, and how it stands before this one."""

    temuan: Temuan
    triwulan: Triwulan
    """Of the visit that recommended it."""
    status: StatusTindakLanjut
    keterangan: str = ""
    """What the last visit that looked at it wrote."""


def visits_before(uow: UnitOfWork, spt: Spt) -> Sequence[Spt]:
    """Return the visits to the same kab/kota in earlier triwulan, newest first."""
    found = [
        one
        for one in uow.spt.all()
        if one.kode_wilayah == spt.kode_wilayah and one.triwulan < spt.triwulan
    ]
    return sorted(found, key=lambda one: (one.triwulan, one.mulai, one.id), reverse=True)


def open_before(uow: UnitOfWork, spt: Spt) -> tuple[RekomendasiLalu, ...]:
    """Return what earlier visits left open: newest visit first, the heaviest first in each."""
    found: list[RekomendasiLalu] = []
    for visit in visits_before(uow, spt):
        temuan = sort_temuan(uow.queries.temuan(visit.id))
        seen = _seen_before(uow, spt, temuan)
        for one in temuan:
            last = latest(seen.get(one.id, ()))
            status = last.status if last else one.status
            if status in TERBUKA:
                keterangan = last.keterangan if last else ""
                found.append(RekomendasiLalu(one, visit.triwulan, status, keterangan))
    return tuple(found)


def _seen_before(
    uow: UnitOfWork, spt: Spt, temuan: Sequence[Temuan]
) -> dict[str, list[TindakLanjut]]:
    """Return what visits before this one found, by finding."""
    earlier = {one.id for one in visits_before(uow, spt)}
    seen: dict[str, list[TindakLanjut]] = {}
    for one in uow.queries.tindak_lanjut([t.id for t in temuan]):
        if one.spt_id in earlier:
            seen.setdefault(one.temuan_id, []).append(one)
    return seen
