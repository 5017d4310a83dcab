"""What a visit gives to its open sheets: figures that are entered once, and open recommendations.

They are laid over the stored answers whenever an open sheet is read, so that a change in one place
is seen everywhere at once and is journalled once. Final sheets keep what stood when they were
closed. A form that has the question `data_capaian` reads the figures: of each indikator that this
question names, the questions of the same names are given by the sheet `capaian` of the visit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.hasil import peran
from bina_desktop.application.identitas import ANSWERED
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.tindak_lanjut import open_before, rows_of
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_TINDAK_LANJUT,
    LembarId,
    LembarPenilaian,
    lembar_kunjungan_id_for,
)
from bina_desktop.formengine.client import Node

_SHARED: Final = "data_capaian"
"""Question that says of which indikator the figures come from the visit."""
Figures = Mapping[str, Mapping[str, str]]
"""Values by question name, by code of the indikator (`d1`)."""


@dataclass(frozen=True, slots=True)
class VisitAnswers:
    """Reads sheets with what their visit gives."""

    formulir: FormulirService
    _known: dict[LembarId, tuple[Mapping[str, str], Figures]] = field(
        default_factory=dict[LembarId, tuple[Mapping[str, str], Figures]]
    )
    """Figures of sheets that were read, by the answers from which they came."""

    def of(self, uow: UnitOfWork, lembar: LembarPenilaian) -> dict[str, str]:
        """Return the answers of a sheet: the stored ones, and what its visit gives while open.

        Raises NotFoundError for a form that this installation does not have.
        """
        merged = uow.lembar.answers(lembar.id) | self.given(uow, lembar)
        return {ref: text for ref, text in merged.items() if text}

    def given(self, uow: UnitOfWork, lembar: LembarPenilaian) -> dict[str, str]:
        """Return what the visit gives to a sheet by ref, '' where it gives nothing any more."""
        if not lembar.is_open:
            return {}
        if lembar.formulir == FORM_TINDAK_LANJUT:
            found = open_before(uow, uow.spt.get(lembar.spt_id))
            return rows_of(found, uow.lembar.answers(lembar.id))
        places = self.formulir.places(lembar.formulir, lembar.versi)
        if _SHARED not in places:
            return {}
        figures = self._figures(uow, lembar)
        given: dict[str, str] = {places[_SHARED]: " ".join(figures)}
        for values in figures.values():
            given |= {places[name]: text for name, text in values.items() if name in places}
        return given

    def source(self, uow: UnitOfWork, lembar_id: LembarId, ref: str) -> tuple[LembarId, str]:
        """Return the sheet and question where an answer is entered: these, or the visit's own."""
        lembar = uow.lembar.find(lembar_id)
        if lembar is None or lembar.formulir == FORM_TINDAK_LANJUT:
            return lembar_id, ref
        shared = lembar_kunjungan_id_for(lembar.spt_id, FORM_CAPAIAN)
        name = ref.rpartition("/")[2]
        with suppress(NotFoundError):
            if self.given(uow, lembar).get(ref) and name != _SHARED:
                versi = uow.lembar.get(shared).versi
                return shared, self.formulir.places(FORM_CAPAIAN, versi)[name]
        return lembar_id, ref

    def _figures(self, uow: UnitOfWork, lembar: LembarPenilaian) -> Figures:
        key = lembar_kunjungan_id_for(lembar.spt_id, FORM_CAPAIAN)
        shared = uow.lembar.find(key)
        if shared is None:
            return {}
        answers = uow.lembar.answers(key)
        known = self._known.get(key)
        if known is None or known[0] != answers:
            with self.formulir.reading(FORM_CAPAIAN, answers, version=shared.versi) as session:
                found = dict(_complete(session.root))
            known = self._known[key] = (answers, found)
        return known[1]


def _complete(start: Node) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield code and figures of each indikator whose figures all stand and are valid."""
    for child in start.children:
        if peran(child) != "angka":
            yield from _complete(child)
            continue
        asked = [node for node in child.children if node.kind in ANSWERED]
        if all(node.value and node.violation is None for node in asked):
            kode = child.attributes["kode"].lower()
            yield kode, {node.name: node.value for node in asked}
