"""History of an answer: who gave it, when, on which laptop, what stood there before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.isi_lembar import read_value
from bina_desktop.application.lembar_penilaian import ENTITY
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.uraian import Uraian
from bina_desktop.application.visit_answers import VisitAnswers
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.journal import Change, heads, moment_of
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.formengine.client import Node, Ref


@dataclass(frozen=True, slots=True)
class PerubahanJawaban:
    """One change of an answer in words for people."""

    siapa: str
    waktu: datetime
    perangkat: str
    """`komputer ini`, `laptop Rahmat` …"""
    sebelum: str
    """As read by people; '' where nothing stood there."""
    sesudah: str
    nilai: str
    """The answer itself, to be given anew; '' where it was cleared."""
    alasan: str
    is_current: bool
    """True for what stands there now; for several where laptops differ."""


@dataclass(frozen=True, slots=True)
class PerubahanCatatan:
    """What one act changed of a record, in words for people."""

    siapa: str
    waktu: datetime
    perangkat: str
    isi: tuple[str, ...]
    """A line for each field: `sampai: 27 November 2026`."""


class RiwayatService:
    """Tells how the answers of a sheet came about."""

    def __init__(
        self, acting: Acting, formulir: FormulirService, wilayah: Sequence[Wilayah]
    ) -> None:
        self._acting = acting
        self._formulir = formulir
        self._visit = VisitAnswers(formulir)
        self._names = {w.kode: w.nama for w in wilayah}

    def answer(self, lembar_id: LembarId, ref: str) -> tuple[PerubahanJawaban, ...]:
        """Return what became of one answer, newest first; nothing where it was never given.

        What the visit gives to an open sheet is told from where it was entered.
        """
        with self._acting.reading() as uow:
            lembar_id, ref = self._visit.source(uow, lembar_id, ref)
            changes = uow.journal.history(entity=ENTITY, record=lembar_id, field=ref)
            node = self._node(uow, lembar_id, ref)
            uraian = Uraian(uow, self._formulir, self._names)
            known = {change.id: change for change in changes}
            current = {change.id for change in heads(changes)}
            siapa, perangkat = cache(uraian.siapa), cache(uraian.perangkat)  # asked very often
            return tuple(
                PerubahanJawaban(
                    siapa=siapa(change.actor),
                    waktu=moment_of(change.at),
                    perangkat=perangkat(change.device),
                    sebelum=_before(node, change, known),
                    sesudah=_read(node, change),
                    nilai=_text(change),
                    alasan=change.reason,
                    is_current=change.id in current,
                )
                for change in reversed(changes)
            )

    def record(self, entity: str, record: str) -> tuple[PerubahanCatatan, ...]:
        """Return what became of a record, newest first; what one act changed stands together."""
        with self._acting.reading() as uow:
            changes = uow.journal.history(entity=entity, record=record)
            uraian = Uraian(uow, self._formulir, self._names)
            acts = [list(act) for _, act in groupby(changes, _act)]
            return tuple(
                PerubahanCatatan(
                    siapa=uraian.siapa(act[0].actor),
                    waktu=moment_of(act[0].at),
                    perangkat=uraian.perangkat(act[0].device),
                    isi=tuple(
                        f"{uraian.bidang(entity, record, one.field)}: "
                        f"{uraian.nilai(entity, record, one.field, one.value)}"
                        for one in act
                        if one.bases or json.loads(one.value) not in _BLANK
                    ),
                )
                for act in reversed(acts)
            )

    def _node(self, uow: UnitOfWork, lembar_id: LembarId, ref: str) -> Node | None:
        """Return the question, with the choices that the other answers leave; None if unknown."""
        lembar = uow.lembar.find(lembar_id)
        if lembar is None:
            return None
        try:
            session, _ = self._formulir.session(
                lembar.formulir, uow.lembar.answers(lembar_id), version=lembar.versi
            )
            return session.node(Ref(ref))
        except (NotFoundError, KeyError):
            return None


_BLANK = (None, "", False)
"""Values with which a record begins where nobody said anything."""


def _act(change: Change) -> tuple[str, str, datetime]:
    return change.actor, change.device, moment_of(change.at).replace(microsecond=0)


def _before(node: Node | None, change: Change, known: Mapping[str, Change]) -> str:
    """Return what the author saw; several values where he settled a difference."""
    read = {_read(node, known[base]): None for base in change.bases if base in known}
    return " / ".join(text for text in read if text)


def _read(node: Node | None, change: Change) -> str:
    text = _text(change)
    return read_value(node, text) if node is not None and text else text


def _text(change: Change) -> str:
    plain: object = json.loads(change.value)
    return plain if isinstance(plain, str) else ""
