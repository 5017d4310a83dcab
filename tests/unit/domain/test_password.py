from __future__ import annotations

import pytest

from bina_desktop.domain.password import Strength, password_problem, password_strength


def test_a_short_password_is_refused_with_its_length():
    problem = password_problem("pendek")
    assert problem is not None
    assert "paling sedikit 12 karakter; yang ditulis 6" in problem


def test_one_letter_again_and_again_is_refused():
    assert "terlalu mudah ditebak" in (password_problem("aaaaaaaaaaaaaaa") or "")


@pytest.mark.parametrize(
    ("password", "strength"),
    [
        ("pendek", Strength.WEAK),
        ("kunjunganseluma", Strength.FAIR),
        ("kunjungan seluma november", Strength.STRONG),
        ("Seluma-2026x", Strength.STRONG),
        ("kunjungan se", Strength.FAIR),
    ],
)
def test_a_hint_tells_how_strong_it_is(password, strength):
    assert password_strength(password) is strength
