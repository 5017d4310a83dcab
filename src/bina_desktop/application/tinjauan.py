"""Who may do what with a Laporan now: the one rule for buttons and for refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from bina_desktop.application.actor import NAMA_PERAN, Acting
from bina_desktop.application.ports import LembarSummary, UnitOfWork
from bina_desktop.application.susun_laporan import latest_actor
from bina_desktop.domain.errors import (
    MissingRequirementError,
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
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_LEMBAR_PENILAIAN,
    FORM_TINDAK_LANJUT,
    StatusLembar,
    is_set_aside,
)
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.sop import CLOSED, JenisPeristiwa, Peristiwa, PeristiwaId, Sop

_VISIT_SHEETS = {FORM_CAPAIAN: "data capaian", FORM_TINDAK_LANJUT: "tindak lanjut rekomendasi"}


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


@dataclass(frozen=True, slots=True)
class Tinjauan:
    """Checks roles, roster, own work and requirements of a step on a Laporan."""

    acting: Acting
    sop: Sop

    def require_step(self, uow: UnitOfWork, laporan: Laporan, spt: Spt, langkah: int) -> Pegawai:
        """Return who may do this step now.

        Raises WrongStateError, NotAllowedError.
        """
        require_at(self.sop, laporan, langkah)
        if langkah == 3:
            return self.acting.require_petugas(uow, spt)
        me = self.acting.require(uow, self.sop.step(langkah).pelaku)
        if langkah < 7:
            before = latest_actor(uow.queries.peristiwa(spt.triwulan), spt, langkah - 1)
            require_not_own_work(
                me.id, petugas=spt.petugas, sebelumnya=before.pelaku if before else None
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
        allowed = {
            3: Actions(edit=True, submit=True),
            4: Actions(edit=True, correct=True),
            5: Actions(validate=True),
            6: Actions(ratify=True),
            7: Actions(deliver=True),
        }[step]
        try:
            if step < 7:
                require_ready(uow, spt, laporan)
        except MissingRequirementError as error:
            allowed = replace(
                allowed,
                submit=False,
                correct=False,
                validate=False,
                ratify=False,
                explanation=error.sentence,
            )
        return replace(allowed, return_to=self.sop.step(step).kembali_ke)

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
    ) -> None:
        """Store the Laporan and the completion of its step, and commit."""
        uow.laporan.save(laporan)
        event = self.event(spt, langkah, JenisPeristiwa.SELESAI, me)
        uow.peristiwa.save(
            replace(event, alasan=alasan, output=output or self.sop.step(langkah).output)
        )
        uow.commit()

    def event(self, spt: Spt, langkah: int, jenis: JenisPeristiwa, me: Pegawai) -> Peristiwa:
        """Return an event of this visit that happens now."""
        return Peristiwa(
            id=PeristiwaId(str(uuid4())),
            triwulan=spt.triwulan,
            kode_wilayah=spt.kode_wilayah,
            langkah=langkah,
            jenis=jenis,
            pelaku=me.id,
            waktu=self.acting.clock.now(),
        )


def require_ready(uow: UnitOfWork, spt: Spt, laporan: Laporan) -> None:
    """Raise MissingRequirementError unless all sheets are final and no value is in dispute."""
    rows = uow.queries.lembar(spt_id=spt.id)
    require_final(rows)
    mine = {("laporan", laporan.id), *(("lembar_penilaian", row.id) for row in rows)}
    mine |= {("temuan", temuan.id) for temuan in uow.queries.temuan(spt.id)}
    open_ones = [c for c in uow.journal.conflicts() if (c.entity, c.record) in mine]
    if open_ones:
        raise MissingRequirementError(
            f"Masih ada {len(open_ones)} perbedaan isian dari beberapa laptop pada kunjungan ini. "
            "Pilih dahulu nilai yang benar di tab Pertukaran."
        )


def require_final(rows: Sequence[LembarSummary]) -> None:
    """Raise MissingRequirementError unless sheets are there and every one is final."""
    if not any(row.formulir == FORM_LEMBAR_PENILAIAN for row in rows):
        raise MissingRequirementError(
            "Belum ada lembar penilaian pada kunjungan ini. Isi dan finalkan lembar lebih dahulu."
        )
    still_open = [
        row
        for row in rows
        if row.status is not StatusLembar.FINAL and not is_set_aside(row.formulir, row.status)
    ]
    if still_open:
        names = ", ".join(sorted({_called(row) for row in still_open})[:3])
        raise MissingRequirementError(
            f"Masih ada {len(still_open)} lembar yang belum final ({names}). "
            "Finalkan atau hapus lembar itu lebih dahulu."
        )


def _called(row: LembarSummary) -> str:
    return row.nama or _VISIT_SHEETS.get(row.formulir, "kuesioner tanpa nama")


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
