"""Sheets of a visit: create, answer, finalise, return (SOP step 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.ports import LembarSummary
from bina_desktop.application.work import Changes
from bina_desktop.domain.journal import Change
from bina_desktop.domain.lembar_penilaian import HasilLembar, LembarId, LembarPenilaian
from bina_desktop.domain.pegawai import Aparatur, AparaturId
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.formengine.client import Problem, Restored, Session


@dataclass(frozen=True, slots=True)
class OpenLembar:
    """A sheet opened for entry or reading."""

    lembar: LembarPenilaian
    aparatur: Aparatur | None
    session: Session
    restored: Restored
    position: str
    """Ref at which it was left; '' at the start."""
    writable: bool
    why_readonly: str
    """Sentence, '' when writable."""


@dataclass(frozen=True, slots=True)
class Finalised:
    """Outcome of a wish to finalise: problems (then nothing changed) or the figures."""

    problems: tuple[Problem, ...]
    hasil: HasilLembar | None
    changes: Changes


@dataclass(frozen=True, slots=True)
class Kunjungan:
    """One visit on which this person may fill sheets (or which he may read)."""

    spt: Spt
    wilayah: Wilayah
    may_fill: bool


class LembarService:
    """Keeps the sheets of the visits."""

    def __init__(
        self, acting: Acting, formulir: FormulirService, wilayah: tuple[Wilayah, ...]
    ) -> None:
        self._acting = acting
        self._formulir = formulir
        self._wilayah = wilayah

    def visits(self, triwulan: Triwulan) -> Sequence[Kunjungan]:
        """Return the visits of a triwulan, own ones first."""
        raise NotImplementedError

    def lembar(self, spt_id: SptId) -> Sequence[LembarSummary]:
        """Return the sheets of a visit: by form, then name."""
        raise NotImplementedError

    def aparatur_without(self, spt_id: SptId) -> Sequence[Aparatur]:
        """Return officers of the visited kab/kota who have no Lembar Penilaian yet."""
        raise NotImplementedError

    def start(
        self, spt_id: SptId, formulir: str, aparatur_id: AparaturId | None
    ) -> tuple[LembarId, Changes]:
        """Start a sheet (or return the one that exists for this officer) with its identity prefilled."""
        raise NotImplementedError

    def open(self, lembar_id: LembarId) -> OpenLembar:
        """Restore the session of a sheet where it was left."""
        raise NotImplementedError

    def record_answers(
        self, lembar_id: LembarId, answers: Mapping[str, str], *, position: str = ""
    ) -> Changes:
        """Store answers durably; '' clears one. Returns only after the commit.

        Raises WrongStateError for a final sheet, NotAllowedError outside the roster.
        """
        raise NotImplementedError

    def finalise(self, lembar_id: LembarId) -> Finalised:
        """Validate from the stored answers and close the sheet, or say everything that is wrong."""
        raise NotImplementedError

    def return_lembar(self, lembar_id: LembarId, *, alasan: str) -> Changes:
        """Open a final sheet again (Kasi, Kabid, Kepala Dinas, or its own team before submission)."""
        raise NotImplementedError

    def delete(self, lembar_id: LembarId) -> Changes:
        """Mark an open sheet deleted; it can be seen in the journal for ever."""
        raise NotImplementedError

    def history(self, lembar_id: LembarId, ref: str) -> Sequence[Change]:
        """Return every value an answer ever had, oldest first."""
        raise NotImplementedError

    def refresh_stale(self) -> Changes:
        """Compute figures of final sheets whose answers changed by import."""
        raise NotImplementedError
