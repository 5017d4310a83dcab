"""Records of earlier visits that go along with a Paket Tugas: to be read there, never filled in.

Of each only what stands goes, not how it came about: the office keeps the history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bina_desktop.application.catatan import NOTE
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.tindak_lanjut import open_before, visits_before
from bina_desktop.application.usulan import proposing_lembar
from bina_desktop.domain.journal import Change, by_field, heads
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.penugasan import Spt

RecordKey = tuple[str, str]
"""Entity and record."""


def earlier_records(uow: UnitOfWork, chosen: Iterable[Spt]) -> frozenset[RecordKey]:
    """Return what visits need of those before them.

    The last final sheet of each aparatur, of which proposals are made; open recommendations with
    what became of them; and the SPT and Laporan these belong to, which keep them closed.
    """
    found: set[RecordKey] = set()
    for spt in chosen:
        visits: set[str] = set()
        for lembar in proposing_lembar(uow, spt):
            found.add(("lembar_penilaian", lembar.id))
            visits.add(lembar.spt_id)
        temuan = [one.temuan for one in open_before(uow, spt)]
        found |= {("temuan", one.id) for one in temuan}
        visits |= {one.spt_id for one in temuan}
        for seen in uow.queries.tindak_lanjut([one.id for one in temuan]):
            found.add(("tindak_lanjut", seen.id))
            visits.add(seen.spt_id)
        for visit in visits_before(uow, spt):
            if visit.id in visits:
                found |= {("spt", visit.id), ("laporan", laporan_id_for(visit.id))}
    return frozenset(found)


def standing_of(changes: Sequence[Change], records: Collection[RecordKey]) -> tuple[Change, ...]:
    """Return the changes that tell how these records stand; notes of collectors stay behind."""
    told = [c for c in changes if (c.entity, c.record) in records and not c.field.endswith(NOTE)]
    tops = {head.id for group in by_field(told).values() for head in heads(group)}
    return tuple(change for change in told if change.id in tops)
