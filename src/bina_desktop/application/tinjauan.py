"""Who may do what with a Laporan now: the one rule for buttons and for refusals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import uuid4

from bina_desktop.application.actor import NAMA_PERAN, Acting
from bina_desktop.application.gerbang import Halangan, first_words, hindrances
from bina_desktop.application.kendali import Kendali
from bina_desktop.application.keterlambatan import late_words, told_reason
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.susun_laporan import latest_actor
from bina_desktop.domain.errors import (
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.laporan import (
    Laporan,
    LaporanId,
    StatusLaporan,
    langkah_of,
    laporan_id_for,
    require_at,
    require_not_own_work,
)
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.sop import CLOSED, JenisPeristiwa, Peristiwa, PeristiwaId, Sop, events_of


@dataclass(frozen=True, slots=True)
class Actions:
    """What the person who is in may do now; the sentence tells why nothing, if nothing."""

    edit: bool = False
    submit: bool = False
    """Tim hands the draft to the Kasi (step 3)."""
    correct: bool = False
    """Kasi passes it on (step 4)."""
    validate: bool = False
    ratify: bool = False
    deliver: bool = False
    return_to: tuple[int, ...] = ()
    """Steps to which it may be returned."""
    explanation: str = ""
    meja: int = 0
    """Step whose work lies on this person's desk; 0 for one who waits for others."""
    halangan: tuple[Halangan, ...] = ()
    """What stands in the way of closing the step, each with its place."""
    koreksi: bool = False
    """May suggest corrections of the texts (steps 4 to 6)."""
    koreksi_langsung: bool = False
    """May also carry them out at once (step 4)."""
    putus: bool = False
    """May decide on suggestions of others."""
    terlambat: str = ""
    """Says by how much the step is over its mutu baku, so that its reason is asked; '' else."""


_MAY: Final = {
    3: Actions(edit=True, submit=True, putus=True),
    4: Actions(edit=True, correct=True, putus=True, koreksi=True, koreksi_langsung=True),
    5: Actions(validate=True, koreksi=True),
    6: Actions(ratify=True, koreksi=True),
    7: Actions(deliver=True),
}
"""What whoever has the Laporan on the desk may do."""
_WAITING: Final = {
    step: replace(one, submit=False, correct=False, validate=False, ratify=False)
    for step, one in _MAY.items()
}
"""The same while something stands in the way of closing the step."""


@dataclass(frozen=True, slots=True)
class Tinjauan:
    """Checks roles, roster, own work and requirements of a step on a Laporan."""

    acting: Acting
    sop: Sop
    kendali: Kendali

    def require_step(self, uow: UnitOfWork, laporan: Laporan, spt: Spt, langkah: int) -> Pegawai:
        """Return who may do this step now.

        Raises WrongStateError, NotAllowedError.
        """
        require_at(self.sop, laporan, langkah)
        if langkah == 3:
            return self.acting.require_petugas(uow, spt)
        me = self.acting.require(uow, self.sop.step(langkah).pelaku)
        if langkah < 7:
            events = uow.queries.peristiwa(spt.triwulan)
            before = [latest_actor(events, spt, step) for step in range(3, langkah)]
            require_not_own_work(
                me.id, petugas=spt.petugas, sebelumnya={one.pelaku for one in before if one}
            )
        return me

    def require_editing(self, uow: UnitOfWork, laporan: Laporan, spt: Spt) -> Pegawai:
        """Return who may edit texts and findings: the Tim while it is theirs, the Kasi correcting.

        Raises WrongStateError, NotAllowedError.
        """
        step = langkah_of(laporan.status)
        if step not in (3, 4):
            raise WrongStateError(
                "Isi laporan hanya dapat diubah oleh tim saat menyusun dan oleh Kasi saat "
                "mengoreksi. Kembalikan laporan bila ada yang perlu diperbaiki."
            )
        return self.require_step(uow, laporan, spt, step)

    def require_writing(self, uow: UnitOfWork, laporan: Laporan, spt: Spt) -> Pegawai:
        """Return who may write the texts: the Tim while the draft is theirs.

        Raises WrongStateError, NotAllowedError.
        """
        if langkah_of(laporan.status) != 3:
            raise WrongStateError(
                "Naskah laporan ditulis oleh tim pada langkah 3. Sesudah diserahkan, naskah "
                "hanya berubah lewat koreksi (semula menjadi), supaya setiap perubahan tercatat."
            )
        return self.require_step(uow, laporan, spt, 3)

    def actions(self, uow: UnitOfWork, laporan: Laporan, spt: Spt) -> Actions:
        """Return what the person who is in may do now."""
        step = langkah_of(laporan.status)
        if step >= CLOSED:
            return Actions(explanation="Laporan sudah disampaikan ke Ditjen; siklus ini selesai.")
        try:
            self.require_step(uow, laporan, spt, step)
        except NotAllowedError as error:
            langkah = self.sop.step(step)
            return Actions(
                explanation=f"Menunggu {NAMA_PERAN[langkah.pelaku]}: langkah {step}, "
                f"{langkah.judul.lower()}. {error.sentence}"
            )
        found = hindrances(uow, self.sop, spt, laporan, step)
        return replace(
            _MAY[step] if not found else _WAITING[step],
            meja=step,
            halangan=found,
            explanation=first_words(found) if found else "",
            return_to=self.sop.step(step).kembali_ke,
            terlambat=self.lateness(uow, spt, step),
        )

    def lateness(self, uow: UnitOfWork, spt: Spt, langkah: int) -> str:
        """Return that a step has taken longer than its mutu baku, as a sentence; '' else."""
        step = self.sop.step(langkah)
        clock = self.kendali.clocks(uow, spt, self.acting.clock.now())[langkah - 1]
        return late_words(step, clock.terpakai, self.kendali.kalender)

    def close_step(
        self,
        uow: UnitOfWork,
        laporan: Laporan,
        spt: Spt,
        langkah: int,
        me: Pegawai,
        *,
        alasan: str = "",
        output: str = "",
        keterlambatan: str = "",
    ) -> None:
        """Store the Laporan and the completion of its step, and commit.

        Raises MissingRequirementError where the step is late and nobody says why.
        """
        told = self.require_reason(uow, spt, langkah, keterlambatan)
        uow.laporan.save(laporan)
        event = self.event(uow, spt, langkah, JenisPeristiwa.SELESAI, me)
        uow.peristiwa.save(
            replace(
                event,
                alasan=alasan,
                output=output or self.sop.step(langkah).output,
                keterlambatan=told,
            )
        )
        uow.commit()

    def require_reason(self, uow: UnitOfWork, spt: Spt, langkah: int, keterlambatan: str) -> str:
        """Return why a step is late, as told; '' where it is not.

        Raises MissingRequirementError without a reason that can be read.
        """
        return told_reason(self.lateness(uow, spt, langkah), keterlambatan)

    def event(
        self, uow: UnitOfWork, spt: Spt, langkah: int, jenis: JenisPeristiwa, me: Pegawai
    ) -> Peristiwa:
        """Return an event of this visit that happens now.

        It never comes before the last one: the history keeps its order where the clock of this
        computer was put back, or that of another runs ahead.
        """
        known = events_of(uow.queries.peristiwa(spt.triwulan), spt.kode_wilayah)
        now = self.acting.clock.now()
        if known and now < known[-1].waktu:
            now = known[-1].waktu + timedelta(microseconds=1)
        return Peristiwa(
            id=PeristiwaId(str(uuid4())),
            triwulan=spt.triwulan,
            kode_wilayah=spt.kode_wilayah,
            langkah=langkah,
            jenis=jenis,
            pelaku=me.id,
            waktu=now,
        )


def read_laporan(uow: UnitOfWork, laporan_id: LaporanId) -> tuple[Laporan, Spt]:
    """Return a Laporan with its SPT. Raises NotFoundError."""
    laporan = uow.laporan.get(laporan_id)
    return laporan, uow.spt.get(laporan.spt_id)


def find_laporan(uow: UnitOfWork, spt: Spt) -> Laporan | None:
    """Return the Laporan of a visit; None before it was composed."""
    return uow.laporan.find(laporan_id_for(spt.id))


def step_of(laporan: Laporan | None) -> int:
    """Return the step on which a visit stands: 3 until the draft was handed in."""
    return langkah_of(laporan.status if laporan else StatusLaporan.DRAF)
