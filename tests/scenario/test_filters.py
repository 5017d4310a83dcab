"""Filters over the rows of a repeat: what a name inside the brackets means."""

from __future__ import annotations

import pytest
from tests.scenario.dsl import compiled, scenario

FORM = """
| survey |
| | type | name | label | calculation |
| | begin repeat | r | R | |
| | integer | u | U | |
| | end repeat | | | |
| | calculate | n | | FILTER |
"""


def ages(formula: str) -> str:
    told = scenario(FORM.replace("FILTER", formula))
    for key, age in (("1", 2), ("b", 5), ("c", 9)):
        if key != "1":
            told.add("/data/r", key)
        told.answer(f"/data/r[{key}]/u", age)
    return told.node("/data/n").value


def test_a_bare_name_means_the_row_that_is_looked_at() -> None:
    assert ages("count(${r}[u > 3])") == "2"
    assert not compiled(FORM.replace("FILTER", "count(${r}[u > 3])")).notices


@pytest.mark.parametrize("formula", ["count(${r}[${u} > 3])", "sum(${r}[1 + ${u} > 3]/u)"])
def test_a_reference_means_all_rows_and_its_author_is_told(formula: str) -> None:
    notices = compiled(FORM.replace("FILTER", formula)).notices
    assert len(notices) == 1
    assert "/data/r/u di dalam [...] berarti isian semua baris /data/r" in notices[0].message
    assert "write the bare name" in notices[0].english
    assert notices[0].row == 5


def test_a_list_may_be_filtered_by_any_answer() -> None:
    form = compiled(FORM.replace("FILTER", "count(${r}[u > sum(${r}/u) div 3])"))
    assert len(form.notices) == 1
    outside = FORM.replace("| | begin", "| | integer | batas | B | |\n| | begin", 1)
    assert not compiled(outside.replace("FILTER", "count(${r}[u > ${batas}])")).notices
