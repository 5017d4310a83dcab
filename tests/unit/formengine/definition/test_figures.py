"""Numbers and texts that are kept as one text come back as they were."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest

from bina_desktop.formengine.definition.figures import (
    are_figures,
    figures,
    packed_figures,
    packed_runs,
    packed_words,
    runs,
    words,
)


@pytest.mark.parametrize(
    "numbers", [[], [0], [-128, 127], [-1, 128], [2**15], [-(2**31), 2**31 - 1]]
)
def test_numbers_come_back(numbers: Sequence[int]) -> None:
    assert are_figures(numbers)
    assert figures(packed_figures(numbers)) == numbers


def test_numbers_mean_the_same_on_every_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert packed_figures([1, 256]) == "hAQAAAQ=="
    turned = "big" if sys.byteorder == "little" else "little"
    monkeypatch.setattr(sys, "byteorder", turned)
    assert packed_figures([1, 256]) == "hAAEBAA=="
    assert figures("hAAEBAA==") == [1, 256]


def test_what_is_no_small_whole_number_is_told() -> None:
    assert not are_figures([2**31])
    assert not are_figures([True])
    assert not are_figures([1.0])


def test_runs_come_back() -> None:
    found = [(1, 2), (), (3,), (1, 2), [4, 5]]
    assert runs(packed_runs(found)) == [(1, 2), (), (3,), (1, 2), (4, 5)]
    assert runs(packed_runs([])) == []


@pytest.mark.parametrize("length", [2, 10**12])
def test_half_a_run_is_refused(length: int) -> None:
    numbers = packed_figures([1, 2, 3])
    with pytest.raises(ValueError, match=r"zip|of 3 numbers"):
        runs([[[length, numbers]], packed_figures([0])])


@pytest.mark.parametrize("broken", ["hAAA", "iAAAB", "bA", "dAAAAAAAA8D8=", ""])
def test_half_a_number_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"bytes|padding|base64|no numbers"):
        figures(broken)


def test_texts_come_back_unless_one_has_what_stands_between_them() -> None:
    assert words(packed_words(["a", "", "b c"]) or "") == ["a", "", "b c"]
    assert packed_words(["a\x7fb", "c"]) is None
    assert packed_words([]) is None
