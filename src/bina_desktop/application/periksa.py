"""Checklists of the steps: what the actor has found in order, and what the records say to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bina_desktop.application.actor import Acting
from bina_desktop.application.tinjauan import Tinjauan, read_laporan
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import BinaError, InvalidValueError, WrongStateError
from bina_desktop.domain.laporan import LaporanId, langkah_of
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.periksa import Periksa, periksa_id_for, putaran_of
from bina_desktop.domain.sop import CLOSED, ButirPeriksa, Sop, events_of


@dataclass(frozen=True, slots=True)
class ButirView:
    """One point of a checklist."""

    langkah: int
    butir: ButirPeriksa
    sesuai: bool
    catatan: str = ""
    siapa: str = ""
    """Who looked at it last; '' before."""
    waktu: datetime | None = None


@dataclass(frozen=True, slots=True)
class DaftarPeriksa:
    """The checklist of one step in its last round."""

    langkah: int
    judul: str
    butir: tuple[ButirView, ...]
    may_tick: bool = False
    """True for whoever has the Laporan on the desk."""

    @property
    def selesai(self) -> int:
        """How many points are in order."""
        return sum(one.sesuai for one in self.butir)


class PeriksaService:
    """Reads and ticks checklists."""

    def __init__(self, acting: Acting, sop: Sop, tinjauan: Tinjauan) -> None:
        self._acting = acting
        self._sop = sop
        self._tinjauan = tinjauan

    def of_visit(self, spt_id: SptId) -> tuple[DaftarPeriksa, ...]:
        """Return the checklists of a visit: of steps done, and of the one that is due."""
        with self._acting.reading() as uow:
            spt = uow.spt.get(spt_id)
            names = {p.id: p.nama for p in uow.pegawai.all()}
            known = uow.queries.periksa(spt_id)
            events = events_of(uow.queries.peristiwa(spt.triwulan), spt.kode_wilayah)
            laporan = next((one for one in uow.laporan.all() if one.spt_id == spt_id), None)
            due = langkah_of(laporan.status) if laporan else 0
            may_tick = False
            if laporan is not None and due < CLOSED:
                try:
                    self._tinjauan.require_step(uow, laporan, spt, due)
                    may_tick = True
                except BinaError:
                    pass
        found: list[DaftarPeriksa] = []
        for step in self._sop.langkah:
            mine = [one for one in known if one.langkah == step.nomor]
            now = step.nomor == due
            if not step.periksa or not (mine or now):
                continue
            putaran = putaran_of(events) if now else mine[-1].putaran
            ticks = {one.butir: one for one in mine if one.putaran == putaran}
            points = tuple(
                _view(step.nomor, butir, ticks.get(butir.kode), names) for butir in step.periksa
            )
            found.append(DaftarPeriksa(step.nomor, step.judul, points, may_tick and now))
        return tuple(found)

    def tick(
        self, laporan_id: LaporanId, *, butir: str, sesuai: bool, catatan: str = ""
    ) -> Changes:
        """Say of one point whether it is in order. Raises NotAllowedError, WrongStateError,
        InvalidValueError for a point that is not on the checklist of the step that is due.
        """
        with self._acting.unit() as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            due = langkah_of(laporan.status)
            if due >= CLOSED:
                raise WrongStateError("Siklus kunjungan ini sudah selesai.")
            me = self._tinjauan.require_step(uow, laporan, spt, due)
            if butir not in {one.kode for one in self._sop.step(due).periksa}:
                raise InvalidValueError(f"Butir itu tidak ada pada daftar periksa langkah {due}.")
            events = events_of(uow.queries.peristiwa(spt.triwulan), spt.kode_wilayah)
            putaran = putaran_of(events)
            key = periksa_id_for(spt.id, due, butir, putaran)
            new = Periksa(key, spt.id, due, butir, putaran, me.id, self._acting.clock.now())
            known = uow.periksa.find(key)
            if known is None or (known.sesuai, known.catatan) != (sesuai, catatan.strip()):
                uow.periksa.save(replace(new, sesuai=sesuai, catatan=catatan.strip()))
            uow.commit()
        return Changes.of(Topic.LAPORAN, Topic.TINJAUAN, records=frozenset({laporan_id}))


def _view(
    langkah: int, butir: ButirPeriksa, tick: Periksa | None, names: Mapping[PegawaiId, str]
) -> ButirView:
    if tick is None:
        return ButirView(langkah, butir, sesuai=False)
    who = names.get(tick.pelaku, "")
    return ButirView(langkah, butir, tick.sesuai, tick.catatan, who, tick.waktu)
