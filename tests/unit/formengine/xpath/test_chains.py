"""A long sum compiled addend by addend is the sum."""

from __future__ import annotations

from math import copysign, isnan

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath.chains import LEAST, Chain, chained, split
from bina_desktop.formengine.xpath.compiler import (
    Backend,
    assemble,
    compile_boolean,
    compile_number,
    compile_text,
)
from bina_desktop.formengine.xpath.errors import XPathError
from bina_desktop.formengine.xpath.generation import Generation
from bina_desktop.formengine.xpath.stencils import Stencils

FORM = ToyForm(
    {
        **{f"q{number}": str(number / 10) for number in range(40)},
        "kosong": "",
        "nol": "-0",
        "anggota": [{"umur": "31", "bobot": "2"}, {"umur": "7", "bobot": "0.5"}],
    },
    numeric=("umur",),
)
PATHS = [f"/data/q{number}" for number in range(40)]
ADDENDS = {
    "paths": PATHS,
    "conditions": [f"if({path} > 1.5, 1, 0)" for path in PATHS],
    "two shapes": [*PATHS, *[f"if({path} = '3.1', '2', 0.1)" for path in PATHS]],
    "turn about": [*PATHS[:20], *[f"{path} * 2 div 3" for path in PATHS], *PATHS[20:]],
    "constants": ["0.1"] * 30,
    "negative zeros": ["(-0)"] * 30,
    "clocks": [f"number(today()) * {path}" for path in PATHS],
    "repeats": [f"sum(/data/anggota/umur) * {path}" for path in PATHS],
    "a blank": [*PATHS, "/data/kosong"],
    "pluses inside": [f"({path} + 1)" for path in PATHS],
    "texts with marks": [f"string-length(concat({path}, '<+,and'))" for path in PATHS],
    "relative": ["../q7"] * 30,
}


@pytest.mark.parametrize("addends", ADDENDS.values(), ids=ADDENDS)
@pytest.mark.parametrize("place", ["/data/q1", "/data/anggota[2]/umur"])
def test_it_is_what_the_whole_gives(addends: list[str], place: str) -> None:
    text = " + ".join(addends).replace("../", "../../" if "anggota" in place else "../")
    scope, node = FORM.scope(place), FORM.node(place)
    made = compile_number(text, scope)
    alone = assemble(text, scope, Generation.number).compiled
    assert isinstance(made.factory, Chain)
    assert set(made.reads) == set(alone.reads)
    assert made._replace(factory=alone.factory, reads=alone.reads) == alone
    expected = alone.bind(FORM)(node)
    assert repr(made.bind(FORM)(node)) == repr(expected)
    closures = compile_number(text, scope, Backend.CLOSURES)
    assert repr(closures.bind(FORM)(node)) == repr(expected)
    for compile_one in (compile_text, compile_boolean):
        one = compile_one(text, scope).bind(FORM)(node)
        assert one == compile_one(text, scope, Backend.CLOSURES).bind(FORM)(node)


def test_the_context_node_may_be_an_addend() -> None:
    text = " + ".join([". * ../bobot"] * 30)
    for place, total in (("/data/anggota[1]/umur", 1860.0), ("/data/anggota[2]/umur", 105.0)):
        made = compile_number(text, FORM.scope(place))
        assert isinstance(made.factory, Chain)
        assert made.bind(FORM)(FORM.node(place)) == total


def test_a_blank_addend_makes_it_blank_and_minus_zero_stays() -> None:
    scope, node = FORM.scope("/data/q1"), FORM.node("/data/q1")
    blank = " + ".join([*PATHS, "/data/kosong"])
    assert isnan(compile_number(blank, scope).bind(FORM)(node))
    assert compile_text(blank, scope).bind(FORM)(node) == ""
    zeros = compile_number(" + ".join(["(-0)"] * 30), scope).bind(FORM)(node)
    assert (zeros, copysign(1, zeros)) == (0.0, -1.0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" + ".join(PATHS[: LEAST - 1]), id="short"),
        pytest.param(" + ".join(PATHS) + " = 5", id="a comparison"),
        pytest.param("1 and 2" + " + 1" * 30, id="a conjunction"),
        pytest.param("1and 2" + " + 1" * 30, id="a conjunction without space"),
        pytest.param("1" + " + 1" * 30 + " - /data/q1", id="a difference"),
        pytest.param("1" + " + 1" * 30 + " -1", id="a difference without space"),
        pytest.param("1" + " + 1" * 200_000, id="too long"),
    ],
)
def test_other_expressions_are_no_long_sums(text: str) -> None:
    assert len(split(text)) < LEAST


@pytest.mark.parametrize(
    "addends",
    [
        pytest.param([f"{path} * {at}" for at, path in enumerate(PATHS)], id="all unlike"),
        pytest.param([*PATHS, "/data/tidak_ada"], id="a dangling path"),
        pytest.param([*PATHS, "instance('kab')/root/item"], id="a list"),
        pytest.param([*PATHS, "x("], id="a mistake"),
        pytest.param([*PATHS, ""], id="an end missing"),
        pytest.param([f"{'abs(' * 60}{path}{')' * 60}" for path in PATHS], id="deep"),
    ],
)
def test_what_is_unusual_is_compiled_whole(addends: list[str]) -> None:
    scope = FORM.scope("/data/q1")
    text = " + ".join(addends)
    assert chained(text, scope, Generation.number, Stencils(assemble)) is None


def test_a_mistake_is_told_at_its_place_in_the_whole() -> None:
    text = " + ".join([*PATHS, "tidak-ada(1)"])
    with pytest.raises(XPathError) as caught:
        compile_number(text, FORM.scope("/data/q1"))
    assert text[slice(*caught.value.span)].startswith("tidak-ada")


def test_names_with_marks_stay_whole() -> None:
    form = ToyForm({f"skor-{number}": "1" for number in range(30)})
    text = "+".join(f"/data/skor-{number}" for number in range(30))
    made = compile_number(text, form.scope("/data/skor-1"))
    assert made.bind(form)(form.node("/data/skor-1")) == 30.0
