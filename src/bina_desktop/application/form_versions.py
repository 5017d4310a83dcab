"""Versions of a form: a sheet keeps the one it was begun with until a person moves it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.identitas import ANSWERED, stored_answers
from bina_desktop.application.isi_lembar import plain_label, read_value
from bina_desktop.application.lembar_access import LembarAccess
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.visit_answers import VisitAnswers
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.lembar_penilaian import LembarId, LembarPenilaian
from bina_desktop.formengine.client import Node, Session

_ENTITY = "lembar_penilaian"


@dataclass(frozen=True, slots=True)
class JawabanLama:
    """An answer that has no question in the other version; it stays stored."""

    pertanyaan: str
    jawaban: str


@dataclass(frozen=True, slots=True)
class AngkaDiganti:
    """An answer in whose place the other version reads what the visit gives."""

    pertanyaan: str
    jawaban: str
    menjadi: str


@dataclass(frozen=True, slots=True)
class PindahVersi:
    """What moving a sheet to another version of its form does."""

    dari: str
    ke: str
    tetap: int
    """Number of answers that keep their question."""
    hilang: tuple[JawabanLama, ...]
    baru: tuple[str, ...]
    """Questions that only the other version asks."""
    diganti: tuple[AngkaDiganti, ...] = ()


class FormVersions:
    """Moves sheets between the versions of their form that this computer has."""

    def __init__(self, acting: Acting, access: LembarAccess, formulir: FormulirService) -> None:
        self._acting = acting
        self._access = access
        self._formulir = formulir
        self._visit = VisitAnswers(formulir)

    def other(self, uow: UnitOfWork, lembar: LembarPenilaian) -> str:
        """Return the installed version, or the one the sheet came from; '' for none."""
        installed = self._formulir.form(lembar.formulir).info.version
        if lembar.versi != installed:
            return installed
        changes = uow.journal.history(entity=_ENTITY, record=lembar.id, field="versi")
        before = [str(json.loads(change.value) or "") for change in changes]
        kept = [one for one in before if self._formulir.has_version(lembar.formulir, one)]
        return next((one for one in reversed(kept) if one != installed), "")

    def preview(self, lembar_id: LembarId, ke: str) -> PindahVersi:
        """Tell what is kept, what is lost and what is new, without changing anything."""
        with self._acting.reading() as uow:
            lembar = uow.lembar.get(lembar_id)
            answers = self._visit.of(uow, lembar)
            other = self._visit.of(uow, replace(lembar, versi=ke))
        now, _ = self._formulir.session(lembar.formulir, answers, version=lembar.versi)
        then, restored = self._formulir.session(lembar.formulir, other, version=ke)
        asked, will_be = _questions(now), _questions(then)
        hilang = tuple(
            JawabanLama(_label(node), read_value(node))
            for ref, node in asked.items()
            if node.value and ref in restored.unplaced
        )
        diganti = {
            ref: AngkaDiganti(_label(node), read_value(node), read_value(will_be[ref]))
            for ref, node in asked.items()
            if node.value and ref in will_be and answers.get(ref, "") != other.get(ref, "")
        }
        return PindahVersi(
            dari=lembar.versi,
            ke=ke,
            tetap=sum(
                bool(node.value) and ref in will_be and ref not in diganti
                for ref, node in asked.items()
            ),
            hilang=hilang,
            baru=tuple(_label(node) for ref, node in will_be.items() if ref not in asked),
            diganti=tuple(diganti.values()),
        )

    def move(self, lembar_id: LembarId, ke: str) -> Changes:
        """Move an open sheet to another version; answers without a question stay stored.

        What the other version gives by itself (defaults, numbers it draws) is stored at once, as
        with a new sheet: else it would be another one each time the sheet is opened.

        Raises NotFoundError for a version that this computer does not have, and what
        `LembarAccess.require_writable` raises.
        """
        with self._acting.reading() as uow:
            lembar = self._access.require_writable(uow, lembar_id)
            answers = uow.lembar.answers(lembar_id)
        if not self._formulir.has_version(lembar.formulir, ke):
            raise NotFoundError(f"Formulir versi {ke} tidak ada di komputer ini.")
        session, _ = self._formulir.session(lembar.formulir, answers, record=lembar_id, version=ke)
        with self._acting.unit() as uow:
            lembar = self._access.require_writable(uow, lembar_id)
            known = uow.lembar.answers(lembar_id)
            given = {r: text for r, text in stored_answers(session).items() if r not in known}
            uow.lembar.save(replace(lembar, versi=ke))
            uow.lembar.save_answers(lembar_id, given)
            uow.commit()
        return Changes.of(Topic.LEMBAR, records=frozenset({lembar_id}))


def _questions(session: Session) -> dict[str, Node]:
    return {node.ref: node for node in session.walk() if node.kind in ANSWERED}


def _label(node: Node) -> str:
    return plain_label(node.label) or node.name
