"""Answers of an earlier visit as proposals for this one: shown beside a question, never stored.

A proposal becomes an answer only when a person gives it. Until then the question is open: it does
not score, is not exported, and keeps a sheet from being finalised where an answer is required.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bina_desktop.application.catatan import without_notes
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.identitas import ANSWERED
from bina_desktop.application.ports import LembarSummary, UnitOfWork
from bina_desktop.application.tindak_lanjut import visits_before
from bina_desktop.domain.lembar_penilaian import LembarPenilaian, StatusLembar, lembar_id_for
from bina_desktop.domain.pegawai import AparaturId
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.formengine.client import DataType, Node, NodeKind, Ref

_NEVER_KINDS: Final = frozenset({NodeKind.UPLOAD, NodeKind.ACKNOWLEDGE})
"""Files, signatures and statements are given anew at each visit."""
_NEVER_TYPES: Final = frozenset(
    {DataType.DATE, DataType.TIME, DataType.DATETIME, DataType.FILE, DataType.ACKNOWLEDGE}
)
_ASKED_ANEW: Final = frozenset({"tanggapan", "alasan_keberatan", "nomor_lembar"})
"""What the assessed officer says of this result, and the number of this sheet."""


@dataclass(frozen=True, slots=True)
class Usulan:
    """Proposals for a sheet, from the last final sheet of the same officer."""

    triwulan: Triwulan
    """Of the visit from which they come."""
    jawaban: Mapping[Ref, str]
    """Canonical values by ref; never empty."""


@dataclass(frozen=True, slots=True)
class LembarLalu:
    """The last final sheet of the same officer and form before a visit."""

    triwulan: Triwulan
    jawaban: Mapping[str, str]
    """As stored."""


def earlier_lembar(uow: UnitOfWork, lembar: LembarPenilaian, spt: Spt) -> LembarLalu | None:
    """Return the last final sheet of the officer in an earlier triwulan at the same place."""
    if lembar.aparatur_id is None:
        return None
    for visit in visits_before(uow, spt):
        found = uow.lembar.find(lembar_id_for(visit.id, lembar.formulir, lembar.aparatur_id))
        if found is not None and found.status is StatusLembar.FINAL:
            return LembarLalu(visit.triwulan, uow.lembar.answers(found.id))
    return None


def proposing_lembar(uow: UnitOfWork, spt: Spt) -> Sequence[LembarSummary]:
    """Return the sheets from which a visit gets its proposals, one per aparatur and form."""
    found: dict[tuple[str, AparaturId], LembarSummary] = {}
    for visit in visits_before(uow, spt):
        for one in uow.queries.lembar(spt_id=visit.id):
            if one.aparatur_id is not None and one.status is StatusLembar.FINAL:
                found.setdefault((one.formulir, one.aparatur_id), one)
    return tuple(found.values())


def propose(formulir: FormulirService, form_id: str, before: LembarLalu) -> Usulan | None:
    """Return what may be proposed: answers that the form as it is now still asks for and allows.

    The form itself judges: the earlier answers are laid into it, and what is not relevant, is
    calculated, readonly or breaks a rule is left out.
    """
    with formulir.reading(form_id, without_notes(before.jawaban)) as session:
        jawaban = {
            node.ref: node.value
            for node in session.walk()
            if node.ref in before.jawaban and node.value and _may_be_proposed(node)
        }
    return Usulan(before.triwulan, jawaban) if jawaban else None


def _may_be_proposed(node: Node) -> bool:
    return (
        node.kind in ANSWERED - _NEVER_KINDS
        and node.data_type not in _NEVER_TYPES
        and node.name not in _ASKED_ANEW
        and node.relevant
        and not node.readonly
        and node.violation is None
    )
