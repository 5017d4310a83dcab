"""Long and deep expressions: CPython's own limits must never show."""

from __future__ import annotations

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm


def nested_if(depth: int) -> str:
    return "".join(f"if(/data/a = {n}, 'k{n}', " for n in range(depth)) + "'x'" + ")" * depth


@pytest.mark.parametrize("operator", ["+", "-", "*", "div", "mod"])
def test_chain_of_three_thousand_terms(household: ToyForm, operator: str) -> None:
    expression = f" {operator} ".join(["/data/a"] * 3_000)
    answers = {"+": 18_000.0, "-": 6.0 - 2_999 * 6, "*": float("inf"), "mod": 0.0}
    assert household.number(expression) == answers.get(operator, 0.0)


@pytest.mark.parametrize("operator", ["and", "or"])
def test_long_conditions(household: ToyForm, operator: str) -> None:
    assert household.boolean(f" {operator} ".join(["/data/g/q = 'yes'"] * 3_000))


def test_long_comparisons(household: ToyForm) -> None:
    assert household.boolean(" = ".join(["1"] * 1_000))
    assert not household.boolean(" = ".join(["1"] * 1_000 + ["0"]))


def test_chain_inside_a_predicate(household: ToyForm) -> None:
    total = " + ".join(["umur"] * 500)
    assert household.text(f"/data/anggota[{total} = 3500]/nama") == "Fajar"
    assert household.text(f"/data/anggota[{total} + position() = 15501]/nama") == "Ani"


@pytest.mark.parametrize("depth", [250, 4_000])
def test_nested_brackets(household: ToyForm, depth: int) -> None:
    assert household.number("(" * depth + "/data/a" + ")" * depth) == 6.0
    assert household.number("1+(" * depth + "/data/a" + ")" * depth) == 6.0 + depth


def test_nested_calls(household: ToyForm) -> None:
    assert household.boolean("not(" * 4_000 + "/data/a" + ")" * 4_000)
    assert household.text("concat(" * 500 + "/data/a" + ")" * 500) == "6"


def test_deep_if_is_a_look_up_table(household: ToyForm) -> None:
    expression = nested_if(1_000)
    assert household.text(expression) == "k6"
    household.node("/data/a").answer("999")
    assert household.text(expression) == "k999"
    assert household.boolean(f"{expression} = 'k999'")


def test_deep_if_in_the_condition_and_of_mixed_kinds(household: ToyForm) -> None:
    mixed = "".join(f"if(/data/a = {n}, {n}, " for n in range(300)) + "'x'" + ")" * 300
    assert household.number(f"{mixed} + 1") == 7.0
    condition = "/data/g/q"
    for _ in range(300):
        condition = f"if({condition}, 'y', '')"
    assert household.boolean(condition)


def test_deep_if_inside_a_filter(household: ToyForm) -> None:
    chosen = "".join(f"if(name = 'x{n}', '{n}', " for n in range(120)) + "'lain'" + ")" * 120
    rows = household.items(f"instance('kec')/root/item[{chosen} = 'lain' and position() = 2]")
    assert [row[1] for row in rows] == ["Jelutung"]


def test_deep_coalesce(household: ToyForm) -> None:
    depth = 300
    assert household.text("coalesce('', " * depth + "/data/a" + ")" * depth) == "6"
    many = ", ".join(["/data/kosong"] * 300)
    assert household.number(f"coalesce({many}, /data/a) + 1") == 7.0


def test_many_arguments(household: ToyForm) -> None:
    many = ", ".join(["/data/a"] * 3_000)
    assert household.number(f"sum({many})") == 18_000.0
    assert len(household.text(f"concat({many})")) == 3_000
