"""The runners of recorded XPath cases: what they count, and against what."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conformance import javarosa_xpath_cases, xpath_cases
from tests.conformance.outcome import SuiteResult

DOCUMENT = "<data><a>2</a><b x='1'>tiga</b><r><c>1</c></r><r><c>5</c></r><d>2026-11-21</d></data>"
NOON = 1_795_287_600_000
"""2026-11-21, noon in Phoenix."""


def case(expression: str, kind: str, expected: Any, **others: Any) -> dict[str, Any]:
    return {
        "id": expression,
        "mode": "xforms",
        "status": "pass",
        "doc": "d",
        "context": "/",
        "expr": expression,
        "type": kind,
        "expected": expected,
        "now_ms": NOON,
        **others,
    }


def results(folder: Path, *cases: dict[str, Any]) -> dict[str, SuiteResult]:
    with gzip.open(folder / xpath_cases.FILE, "wt", encoding="utf-8") as stream:
        json.dump({"documents": {"d": DOCUMENT}, "cases": cases}, stream)
    return {result.group: result for result in xpath_cases.run(folder)}


@pytest.mark.parametrize(
    "good",
    [
        case("/data/a + 1", "number", 3),
        case("sum(/data/r/c)", "number", 6),
        case("../c", "string", "5", context="/*[1]/*[4]/*[1]"),
        case("string(/data/b/@x)", "string", "1"),
        case("/data/r[2]", "nodeset", ["/*[1]/*[4]"]),
        case("//@x", "node", "/*[1]/*[2]/@{}x"),
        case(".", "node", "/*[1]/*[1]/text()[1]", context="/*[1]/*[1]/text()[1]"),
        case("tidak-ada()", "error", None),
        case("uuid(5)", "string-length", 5),
        case("uuid()", "string-matches", "^[0-9a-f-]{36}$"),
        case("today()", "string", "2026-11-21"),
        case("/data/d + 0", "number", 20778.29, roundFactor=100),
        case("date-time(0)", "string", "1969-12-31T17:00:00.000-07:00"),
        case("round(-0.4)", "number", "-0"),
        case("number('x')", "number", "NaN"),
        case("1 div 0", "number", "Infinity"),
        case(
            "randomize(/data/*)",
            "nodeset",
            [f"/*[1]/*[{place}]" for place in (5, 1, 2, 3, 4)],
        ),
    ],
    ids=lambda one: one["expr"],
)
def test_case_that_holds(tmp_path: Path, good: dict[str, Any]) -> None:
    judged = results(tmp_path, good)["xforms, pass"]
    assert [outcome.detail for outcome in judged.outcomes] == [""]
    assert judged.threshold == 0.98
    assert judged.reached


@pytest.mark.parametrize(
    "bad",
    [
        case("/data/a + 1", "number", 4),
        case("1 div 0", "number", "NaN"),
        case("tidak-ada()", "string", ""),
        case("1", "error", None),
        case("0", "number", "-0"),
        case("/data/r", "nodeset", ["/*[1]/*[4]", "/*[1]/*[3]"]),
        case("'ab'", "string-length", 3),
        case("'ab'", "string-matches", "^b"),
    ],
    ids=lambda one: one["expr"],
)
def test_case_that_fails_is_told_with_its_expression(tmp_path: Path, bad: dict[str, Any]) -> None:
    judged = results(tmp_path, bad)["xforms, pass"]
    assert bad["expr"] in judged.outcomes[0].detail
    assert not judged.reached


def test_decisions_are_named(tmp_path: Path) -> None:
    judged = results(
        tmp_path,
        case("regex('1234', '[0-9]{3}')", "boolean", expected=True),
        case("date('x')", "string", "Invalid Date"),
        case("sum(/data/b)", "number", "NaN"),
    )["xforms, pass"]
    assert [outcome.decision for outcome in judged.outcomes] == [
        xpath_cases.FULL_MATCH,
        xpath_cases.BLANK_DATE,
        xpath_cases.KNOWN_SUM,
    ]


def test_numbers_of_dates_with_our_own_calendar_are_told_apart(tmp_path: Path) -> None:
    groups = results(tmp_path, case("number('1970-01-01')", "number", 0.29, roundFactor=100))
    assert groups["xforms, pass"].passed == 1
    own = groups["xforms, pass, with our own calendar"]
    assert [outcome.decision for outcome in own.outcomes] == [xpath_cases.WHOLE_DAYS]
    assert own.threshold == 0.0


def test_cases_that_fail_in_the_recorded_engine_are_not_judged(tmp_path: Path) -> None:
    groups = results(tmp_path, case("1", "number", 2, status="known-fail"))
    assert groups["xforms, known-fail"].threshold == 0.0


def test_bare_evaluations_of_javarosa(tmp_path: Path) -> None:
    cases = [
        {"id": "sum", "expr": "1 + 1", "type": "number", "expected": 2.0},
        {"id": "text", "expr": "concat('a', 1)", "type": "string", "expected": "a1"},
        {"id": "nothing there", "expr": "number(../x)", "type": "error", "expected": "X"},
        {"id": "arity", "expr": "true(5)", "type": "error", "expected": "X"},
        {"id": "wrong", "expr": "1 + 1", "type": "number", "expected": 3.0},
        {"id": "no error", "expr": "1", "type": "error", "expected": "X"},
        {"id": "java", "expr": "proto()", "type": "string", "expected": "", "context_note": "ec"},
    ]
    with gzip.open(tmp_path / javarosa_xpath_cases.FILE, "wt", encoding="utf-8") as stream:
        json.dump({"cases": cases}, stream)
    bare, fixtures = javarosa_xpath_cases.run(tmp_path)
    assert [outcome.case for outcome in bare.outcomes if not outcome.ok] == ["wrong", "no error"]
    assert (bare.threshold, fixtures.threshold, fixtures.failed) == (0.98, 0.0, 1)
