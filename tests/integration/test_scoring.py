"""The form's own arithmetic and the domain's exact decimals give the same figures."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN
from bina_desktop.domain.penilaian import SkorIndikator, score_lembar
from bina_desktop.formengine.client import Ref, Session
from bina_desktop.formengine.engine import new_session

FIGURES = "/data/hasil"


@pytest.fixture(scope="module")
def form(formulir):
    return formulir.form(FORM_LEMBAR_PENILAIAN)


def fill(session: Session, kelompok: str, chance: random.Random) -> list[SkorIndikator]:
    """Score at random, now and then TB; returns what was given."""
    session.set_value(Ref("/data/identitas/kelompok"), kelompok)
    given: list[SkorIndikator] = []
    for node in list(session.walk()):
        marks = node.attributes
        if marks.get("peran") != "skor" or not node.relevant:
            continue
        skor = chance.choice([1, 2, 3, 4, 5, 5, 4, None if chance.random() < 0.6 else 3])
        session.set_value(node.ref, "tb" if skor is None else str(skor))
        given.append(
            SkorIndikator(
                kode=marks["kode"],
                aspek=marks["aspek"],
                bobot=Decimal(marks["bobot"]),
                skor=skor,
                kritis=marks.get("kritis") == "ya",
            )
        )
    return given


@pytest.mark.parametrize("kelompok", ["P", "F", "O"])
@pytest.mark.parametrize("seed", range(12))
def test_form_and_domain_agree(form, kelompok, seed):
    session = new_session(form)
    hasil = score_lembar(fill(session, kelompok, random.Random(f"{kelompok}{seed}")))

    def figure(name: str) -> str:
        return session.node(Ref(f"{FIGURES}/{name}")).value

    akhir = figure("nilai_akhir")
    assert (Decimal(akhir) if akhir else None) == hasil.nilai_akhir
    assert figure("predikat") == hasil.predikat
    assert Decimal(figure("bobot_berlaku")) == hasil.bobot_berlaku
    assert (figure("batas_kritis") == "ya") is hasil.batas_kritis
    shown = {
        letter.upper(): Decimal(value)
        for letter in "abcdef"
        if (value := figure(f"nilai_aspek_{letter}"))
    }
    assert shown == hasil.nilai_aspek
