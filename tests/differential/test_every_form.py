"""Every form at hand, filled in at random: what is computed in two ways comes out the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.differential.forms import (
    SHIPPED,
    Twins,
    converted,
    corpus,
    read_twice,
    scenario_tables,
    shipped,
)
from tests.differential.walk import DisagreementError, Walk

pytestmark = pytest.mark.long

STEPS = 15
ADDING = """
| survey |
| | type      | name | label | calculation  | required |
| | integer   | a    | A     |              | {rule}   |
| | integer   | b    | B     |              |          |
| | calculate | c    |       | ${{a}} + {b} |          |
"""


def _walk(twins: Twins | None, *seeds: int, steps: int = STEPS) -> None:
    assert twins is not None, "the form is refused"
    for seed in seeds:
        Walk(*twins, seed).play(steps)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_the_shipped_forms(path: Path) -> None:
    _walk(read_twice(shipped(path)), 1, steps=6)


def test_the_forms_that_are_held_against_javarosa() -> None:
    for _, xform in corpus():
        _walk(read_twice(xform), 1, 2)


def test_the_tables_of_the_scenarios() -> None:
    loaded = [read_twice(xform) for xform in map(converted, scenario_tables().values()) if xform]
    walked = [twins for twins in loaded if twins is not None]
    assert len(walked) > 30
    for twins in walked:
        _walk(twins, 1, 2)


def _adding(second: str, rule: str = "") -> Twins:
    twins = read_twice(converted(ADDING.format(b=second, rule=rule)))
    assert twins is not None
    return twins


@pytest.mark.parametrize(
    ("mutation", "told"),
    [
        (_adding("${a}"), "/data/c value"),
        (_adding("${b}", "${b} > 1"), "/data/a required"),
    ],
    ids=["another sum", "another rule"],
)
def test_backends_that_mean_different_things_are_told_with_seed_and_steps(
    mutation: Twins, told: str
) -> None:
    with pytest.raises(DisagreementError) as failure:
        _walk(Twins(_adding("${b}").generated, mutation.closures), 7, steps=40)
    message = str(failure.value)
    assert told in message
    assert "seed 7, steps:\n  " in message


def test_a_seed_names_the_same_steps() -> None:
    walks = [Walk(*_adding("${b}"), seed) for seed in (3, 3, 4)]
    for walk in walks:
        walk.play(STEPS)
    assert walks[0].steps == walks[1].steps != walks[2].steps
