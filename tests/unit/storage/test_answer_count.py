"""Only answers to questions are counted as answered."""

from __future__ import annotations

from bina_desktop.storage.columns import count_answers


def test_instances_their_order_and_explanations_are_no_answers() -> None:
    stored = {"/d/r[a]/umur": "104", "/d/r[a]/umur/@penjelasan": "Benar.", "/d/r[b]": "1"}
    assert count_answers(stored | {"/d/r/@urutan": "b a"}) == 1
