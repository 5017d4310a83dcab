from __future__ import annotations

from datetime import timedelta

import pytest

from bina_desktop.domain.password import (
    Strength,
    password_problem,
    password_strength,
    wait_after,
)


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


def test_waiting_grows_from_the_third_wrong_password_and_is_bounded() -> None:
    waits = [wait_after(count).total_seconds() for count in range(12)]
    assert waits == [0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert wait_after(10_000) == timedelta(minutes=5)
