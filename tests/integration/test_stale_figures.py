"""Figures of final sheets that came by a file: what they hold, and whether all of them arrived."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import the_wilayah
from tests.laptops import Laptop, a_laptop

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.hasil import compute_hasil
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.work import Changes
from bina_desktop.domain.journal import Change
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN


@pytest.fixture
def laptop(template: Path, tmp_path: Path):
    made = a_laptop(template, tmp_path / "laptop.db")
    yield made
    made.close()


def test_a_final_sheet_of_which_only_that_arrived_stops_nothing(
    laptop: Laptop, formulir: FormulirService
):
    only = Change("x:" + "b" * 64, 0, 1, "p", "lembar_penilaian", "asing", "status", '"final"')
    laptop.receive([only])
    acting = Acting(laptop.begin, laptop.clock, "Rahmat", "")
    service = LembarService(acting, formulir, the_wilayah())
    assert service.refresh_stale() == Changes.of()


@pytest.mark.parametrize(
    "value", ["99", *(pytest.param(one, marks=pytest.mark.long) for one in ("true", "NaN"))]
)
def test_an_answer_that_no_choice_has_is_no_score(formulir: FormulirService, value: str):
    session, _ = formulir.session(FORM_LEMBAR_PENILAIAN, {})
    first = next(node.ref for node in session.walk() if node.attributes.get("peran") == "skor")
    spoilt, _ = formulir.session(FORM_LEMBAR_PENILAIAN, {first: value})
    assert spoilt.node(first).value == value
    assert compute_hasil(spoilt).nilai_akhir is None
