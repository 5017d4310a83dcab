"""Where our engine decides otherwise than JavaRosa, and why.

Each is shown by a form and what either makes of the same steps; random fillings keep away from
them. Two more are out of sight here: JavaRosa writes truth values as 1 and 0 into a submission
(the driver tells them as its expressions read them), and after an instance was removed it may
compute a value before what that value reads (the driver has everything computed anew).
"""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.engine.scripts import Step


@dataclass(frozen=True, slots=True)
class Decision:
    """One difference: what `path` holds after the steps, here and in JavaRosa."""

    topic: str
    why: str
    form: str
    steps: Sequence[Step]
    path: str
    ours: str | None
    """None where the node is not there."""
    theirs: str | None


def _set(path: str, value: str) -> Step:
    return Step("set", path, value)


ROW = """
| survey |
| | type         | name | label | calculation |
| | begin_repeat | r    | R     |             |
| | integer      | x    | X     |             |
| | end_repeat   |      |       |             |
| | calculate    | y    |       | {} |
"""
ONE = """
| survey |
| | type      | name | label | calculation |
| | {}        | x    | X     |             |
| | calculate | y    |       | {} |
"""
CASCADE = """
| survey |
| | type         | name | label | choice_filter |
| | select_one p | p    | P     |               |
| | select_one k | k    | K     | prov = ${p}   |
| choices |
| | list_name | name | label | prov |
| | p | a  | A  |   |
| | p | b  | B  |   |
| | k | a1 | A1 | a |
| | k | b1 | B1 | b |
"""
COUNTED = """
| survey |
| | type         | name | label | repeat_count | default |
| | integer      | n    | N     |              | 1       |
| | begin_repeat | r    | R     | ${n}         |         |
| | text         | x    | X     |              |         |
| | end_repeat   |      |       |              |         |
"""
BEFORE = """
| survey |
| | type         | name | label | calculation |
| | begin_repeat | r    | R     |             |
| | integer      | x    | X     |             |
| | calculate    | prev |       | if(position(..) > 1, indexed-repeat(${x}, ${r}, position(..) - 1), 0) |
| | end_repeat   |      |       |             |
"""
EDITABLE = """
| survey |
| | type    | name | label | calculation |
| | integer | n    | N     |             |
| | integer | m    | M     | ${n} * 2    |
"""
DECISIONS = (
    Decision(
        "a half below zero is rounded away from zero",
        "recorded cases of Web Forms: round(-1.5) is -2",
        ONE.format("decimal", "round(${x})"),
        [_set("/data/x", "-1.5")],
        "/data/y",
        "-2",
        "-1",
    ),
    Decision(
        "round() to tens goes to the nearest below zero too",
        "-102.75 lies nearer to -100 than to -90",
        ONE.format("decimal", "round(${x} * 137, -1)"),
        [_set("/data/x", "-0.75")],
        "/data/y",
        "-100",
        "-90",
    ),
    Decision(
        "max() over a blank is blank",
        "recorded cases of Web Forms",
        ROW.format("max(${x})"),
        [Step("add", "/data/r"), _set("/data/r[1]/x", "3")],
        "/data/y",
        "",
        "3",
    ),
    Decision(
        "max() knows numbers below zero",
        "the greatest of -4 is -4",
        ROW.format("max(${x})"),
        [_set("/data/r[1]/x", "-4")],
        "/data/y",
        "-4",
        "0",
    ),
    Decision(
        "a bare question as a condition asks whether it is answered",
        "forms mean it so; 0 is an answer",
        ONE.format("integer", "if(${x}, 'yes', 'no')"),
        [_set("/data/x", "0")],
        "/data/y",
        "yes",
        "no",
    ),
    Decision(
        "a choice that is not offered any more is blank at once",
        "no hidden code of another district is stored",
        CASCADE,
        [_set("/data/p", "a"), _set("/data/k", "a1"), _set("/data/p", "b")],
        "/data/k",
        "",
        "a1",
    ),
    Decision(
        "a counted repeat loses instances when its count falls",
        "no answers that nobody can see enter a sum",
        COUNTED,
        [_set("/data/n", "0")],
        "/data/r[1]/x",
        None,
        "",
    ),
    Decision(
        "an instance sees the instance before it change",
        "JavaRosa computes readers in the instance that changed only",
        BEFORE,
        [Step("add", "/data/r"), _set("/data/r[1]/x", "5")],
        "/data/r[2]/prev",
        "5",
        "",
    ),
    Decision(
        "a calculation that was overwritten stays so until what it reads changes",
        "the same answer given again is no change",
        EDITABLE,
        [_set("/data/n", "2"), _set("/data/m", "9"), _set("/data/n", "2")],
        "/data/m",
        "9",
        "4",
    ),
    Decision(
        "a date is a whole number of days",
        "differences of dates are whole, in every zone",
        ONE.format("date", "decimal-date-time(${x})"),
        [_set("/data/x", "2026-02-09")],
        "/data/y",
        "20493",
        "20492.708333333332",
    ),
    Decision(
        "the fraction of a dateTime is that of the clock on the wall",
        "so that its whole part is its date, in every zone",
        ONE.format("dateTime", "round(decimal-date-time(${x}), 4)"),
        [_set("/data/x", "2025-12-27T12:15:00.000+07:00")],
        "/data/y",
        "20449.5104",
        "20449.2188",
    ),
    Decision(
        "date() as text is a date",
        "a time of day was not asked for",
        ONE.format("date", "date(${x} + 1)"),
        [_set("/data/x", "2026-02-09")],
        "/data/y",
        "2026-02-10",
        "2026-02-10T00:00:00.000+07:00",
    ),
    Decision(
        "indexed-repeat() without an index finds nothing",
        "a blank index names no instance",
        ROW.format("indexed-repeat(${x}, ${r}, '')"),
        [_set("/data/r[1]/x", "7")],
        "/data/y",
        "",
        "7",
    ),
)
