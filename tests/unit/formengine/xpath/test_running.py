"""A long sum that is kept gives what adding everything up again would give."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import add
from random import Random
from typing import Any

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath.compiler import (
    Backend,
    compile_number,
    compile_text,
    compile_value,
)
from bina_desktop.formengine.xpath.running import from_left, one_by_one
from bina_desktop.formengine.xpath.shape import Shape

PATHS = [f"/data/q{number}" for number in range(30)]


class FollowedForm(ToyForm):
    """A toy form that tells which of its nodes were answered."""

    def __init__(self) -> None:
        super().__init__({f"q{number}": str(number / 7) for number in range(30)})
        self.watchers: dict[int, list[tuple[set[int], int]]] = defaultdict(list)

    def watch(self, node: Any, changed: set[int], number: int) -> bool:
        self.watchers[id(node)].append((changed, number))
        return True

    def give(self, path: str, text: str) -> None:
        """Answer a question."""
        node = self.node(path)
        node.answer(text)
        for changed, number in self.watchers[id(node)]:
            changed.add(number)


@pytest.mark.parametrize(
    "addends",
    [
        pytest.param(PATHS, id="paths"),
        pytest.param([f"if({path} > 2, {path} div 3, 0.1)" for path in PATHS], id="conditions"),
        pytest.param(["/data/q3"] * 30, id="one path"),
        pytest.param([*PATHS, *[f"{path} * 0.1" for path in PATHS]], id="two shapes"),
        pytest.param([f"{path} * position(..)" for path in PATHS], id="the context node"),
        pytest.param([f"number(today()) * {path}" for path in PATHS], id="the clock"),
    ],
)
def test_it_follows_every_answer(addends: list[str]) -> None:
    chance = Random(7)
    form = FollowedForm()
    text = " + ".join(addends)
    kept = compile_number(text, form.scope("/data/q1")).bind(form)
    slow = compile_number(text, form.scope("/data/q1"), Backend.CLOSURES).bind(form)
    node = form.node("/data/q1")
    for _ in range(60):
        assert repr(kept(node)) == repr(slow(node))
        for path in chance.sample(PATHS, chance.randrange(4)):
            form.give(path, chance.choice(["", "0.1", "-0", "1e", "123456789.123", "0.7", "3"]))


def test_a_sum_of_counts_and_scores_is_followed_by_its_differences() -> None:
    chance = Random(3)
    form = FollowedForm()
    scope, node = form.scope("/data/q1"), form.node("/data/q1")
    kept = compile_number(" + ".join(PATHS), scope).bind(form)
    slow = compile_number(" + ".join(PATHS), scope, Backend.CLOSURES).bind(form)
    for path in PATHS:
        form.give(path, "0")
    for step in range(300):
        assert repr(kept(node)) == repr(slow(node))
        rough = ("0.1", "1000000", "", "1e") if step % 50 == 0 else ()
        for path in chance.sample(PATHS, chance.randrange(4)):
            form.give(path, chance.choice(["0", "-0", "1", "3.125", "-12.5", "999999.5", *rough]))
        if step % 50 == 5:
            for path in PATHS:
                form.give(path, chance.choice(["0", "-0"]) if step % 100 == 5 else "-0")


def test_only_changed_addends_are_read_again() -> None:
    form = FollowedForm()
    kept = compile_text(" + ".join(PATHS), form.scope("/data/q1")).bind(form)
    for path in PATHS:
        form.give(path, "1")
    assert kept(form.node("/data/q1")) == "30"
    form.node("/data/q1").answer("100")  # nobody is told of it
    form.give("/data/q2", "2")
    assert kept(form.node("/data/q1")) == "31"


def test_a_value_may_come_as_a_number() -> None:
    form = FollowedForm()
    scope, node = form.scope("/data/q1"), form.node("/data/q1")
    form.give("/data/q1", "2")
    for text, value in {
        " + ".join(["/data/q1"] * 30): 60.0,
        "/data/q1 * 2": 4.0,
        "concat(/data/q1, 'x')": "2x",
        "coalesce(/data/q1, 0)": "2",
    }.items():
        assert compile_value(text, scope).bind(form)(node) == value


def test_floats_are_added_from_left_to_right() -> None:
    chance = Random(1)
    for _ in range(50):
        values = [chance.uniform(-1e9, 1e9) / chance.choice([1, 3, 1e12]) for _ in range(200)]
        for added in (from_left, one_by_one):
            assert repr(added(values)) == repr(reduce(add, values))
    assert repr(from_left([-0.0, -0.0])) == repr(one_by_one([-0.0, -0.0])) == "-0.0"


def test_an_addend_that_has_a_list_at_hand_is_not_followed() -> None:
    shape = Shape()
    number = shape.parameter(1.0)
    assert shape.loop_source(number).endswith("return run, one, rows, ()\n")
    shape.table(0)
    assert shape.loop_source(number).endswith("return run, one, rows, None\n")
