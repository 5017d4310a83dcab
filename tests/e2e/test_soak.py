"""Two rounds of `make soak`: the process dies while keys are typed, and nothing shown is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e import soak

pytestmark = pytest.mark.long


def test_what_was_shown_as_saved_outlives_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soak, "SHORTEST", 1.5)  # enough for some answers on a slow machine
    monkeypatch.setattr(soak, "LONGEST", 1.6)
    assert soak.soak(tmp_path, rounds=1, seed=7, display="") == 0


def test_a_lost_answer_and_a_wrong_place_would_be_told() -> None:
    told = soak.Told()
    for line in (
        'STORING [{"/a": "1", "/b": "2"}, "/b"]',
        "SAVED null",
        'STORING [{"/b": "3"}, "/c"]',
        'OPENED [{"/b": "3"}, "/a"]',
    ):
        told.hear(line)
    assert told.astray() == "/a"
    assert told.lost() == {"/a": ("1", "")}
    assert told.saved == {"/a": "", "/b": "3"}
    told.hear('OPENED [{"/b": "3"}, "/a"]')
    assert told.lost() == {}
    assert told.astray() == ""
