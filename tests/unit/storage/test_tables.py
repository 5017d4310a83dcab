from __future__ import annotations

import pytest

from bina_desktop.storage.tables import answer_texts


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (['"1"'], ["1"]),
        (['"1"', '"a b"', '""', '""', '""', '"2"'], ["1", "a b", "", "", "", "2"]),
        (['"1"', "null", '"2"'], ["1", "", "2"]),
        (['"1"', '["a","b"]', '"2"'], ["1", '["a","b"]', "2"]),
        (['"1"', '["a",\n"b"]'], ["1", '["a",\n"b"]']),
        (['"1" ', ' "2"'], ["1", "2"]),
        (['"a\\nb"', '"\\u0000c"', '"é"', "12"], ["a\nb", "c", "é", "12"]),
    ],
)
def test_answers_are_the_texts_that_their_json_means(values: list[str], texts: list[str]) -> None:
    assert answer_texts(values) == texts
