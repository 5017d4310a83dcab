"""Decisions are told by what differs and by what the form says."""

from __future__ import annotations

import pytest

from tests.conformance.scenario_decisions import (
    CYCLES,
    LONG_FORM,
    NO_PLACE,
    PLACE_RELEVANCE,
    SHORT_TIME,
    SUM_OVER_BLANKS,
    Difference,
    bind_of,
    decision_behind,
)

CASES = [
    (Difference("Rumus saling bergantung melingkar: a → b → a"), CYCLES),
    (Difference("x", "/a", "v", "", "0", {"calculate": "sum(/r/x)"}), SUM_OVER_BLANKS),
    (Difference("x", "/a", "v", "1", "0", {"calculate": "sum(/r/x)"}), ""),
    (Difference("x", "/a", "v", "", "0", {"calculate": "1 - 1"}), ""),
    (Difference("x", "/t", "v", "", "22:02:00-07:00", {"type": "time"}), SHORT_TIME),
    (Difference("x", "/t", "v", "", "22:02:00", {"type": "string"}), ""),
    (Difference("x", "/q", "label", "Nama lengkapNama", "Nama lengkap"), LONG_FORM),
    (Difference("x", "/q", "label", "Nama", "Umur"), ""),
    (
        Difference("/r#range relevant: x", "/r", "relevant", bind={"relevant": "position(.) > 1"}),
        PLACE_RELEVANCE,
    ),
    (Difference("/r relevant: x", "/r", "relevant", bind={"relevant": "position(.) > 1"}), ""),
    (Difference("wanted 'an error: does not represent GPS coordinates', got 'none'"), NO_PLACE),
    (Difference("KeyError: '/data/a'"), ""),
]


@pytest.mark.parametrize(("difference", "decision"), CASES)
def test_a_difference_is_laid_to_the_decision_that_causes_it(
    difference: Difference, decision: str
) -> None:
    assert decision_behind(difference) == decision


def test_the_bind_of_a_node_is_found_in_the_text_of_the_form() -> None:
    form = '<bind nodeset="/data/ab"/><bind type="int" nodeset="/data/a"/><input ref="/data/c"/>'
    assert bind_of(form, "/data/a") == {"nodeset": "/data/a", "type": "int"}
    assert bind_of(form, "/data/c") == {}
