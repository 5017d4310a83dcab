"""The order that a seed stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bina_desktop.formengine.xpath.shuffling import ParkMiller, seed_of, seeded


@pytest.mark.parametrize(
    ("text", "seed"),
    [
        ("42", 42),
        ("1.9", 1),
        ("-42", -42),
        ("", 0),
        (" ", 0),
        ("abc", int.from_bytes(bytes.fromhex("ba7816bf8f01cfea"), "big", signed=True)),
    ],
)
def test_seed_of_a_text(text: str, seed: int) -> None:
    assert seed_of(text) == seed


def test_generator_is_the_minimal_standard_one() -> None:
    # Park and Miller 1988: from seed 1 the 10,000th state is 1043618065.
    generator = ParkMiller(1)
    for _ in range(9_999):
        generator.random()
    assert round(generator.random() * 2_147_483_646) + 1 == 1_043_618_065


@given(st.lists(st.integers()), st.text())
def test_shuffling_loses_and_invents_nothing(elements: list[int], seed: str) -> None:
    order = seeded(elements, seed)
    assert sorted(order) == sorted(elements)
    assert order == seeded(elements, seed)
