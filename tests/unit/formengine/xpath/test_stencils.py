"""Filling a stencil gives what compiling the expression by itself gives."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath import stencils
from bina_desktop.formengine.xpath.compiler import assemble
from bina_desktop.formengine.xpath.errors import XPathError
from bina_desktop.formengine.xpath.generation import Generation
from bina_desktop.formengine.xpath.host import Compiled, Scope
from bina_desktop.formengine.xpath.stencils import Assembly, Filled, Finish, Stencils

FORM = ToyForm(
    {
        "g": {"q": "yes", "umur": "17", "h": {"r": "1"}},
        "a": "6",
        "b": "1,5",
        "anggota": [
            {"nama": "Ani", "umur": "31", "g": {"q": "no"}, "anak": [{"nama": "B", "umur": "2"}]},
            {"nama": "Dedi", "umur": "", "g": {"q": ""}, "anak": []},
        ],
        "hewan": [{"nama": "Si Belang", "umur": "3"}],
    },
    numeric=("umur", "a", "r"),
)
PLACES = {
    "/data/a": [
        "/data/b",
        "/data/g/q",
        "../b",
        "../g/umur",
        "/data/anggota/umur",
        "../hewan/nama",
    ],
    "/data/g/q": ["../umur", "../h/r", "../../a", "/data/g/h", "../../anggota/g/q"],
    "/data/anggota[1]/umur": ["../nama", "../g/q", "../../a", "../anak/umur", "/data/g/q"],
    "/data/anggota[1]/anak[1]/nama": ["../umur", "../../g/q", "../../nama", "../../../hewan/umur"],
}
FINISHES: list[Finish] = [Generation.blank, Generation.number, Generation.boolean]
TEMPLATES = [
    "{0}", "{0} = 'yes'", "{0} = 'yes' and {1} > 5", "{0} * {1}", "{0} + {0}", ". >= {0}",
    "{0} = {1}", "{0} != '5'", "{0} != ''", "selected({0}, 'b')", "not({0})", "'/data/a' = {0}",
    "round(coalesce({0}, 0) * 2 + if({1} != '', {1}, 0), 2)", "sum({0}) + sum({1})", "-{0}",
    "if({0} < 18, 'a/b', if({1} < 60, \"it's\", 'old'))", "count({0})", "once({0})",
    "concat({0}, ' ', {1}, {0})", "join(', ', {0})", "string-length() + number({0})", "{0}={1}-1",
    "regex({0}, '[0-9]+')", "count-non-empty({0}) div 2", "{0} > today()", "min({0}, {1}, 3)",
    "position({0})", "boolean({0}) or {1}",
]  # fmt: skip


def compiled_alone(text: str, scope: Scope, finish: Finish) -> Assembly | None:
    try:
        return assemble(text, scope, finish)
    except XPathError:
        return None


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_filled_stencil_equals_the_expression_compiled_alone(data: st.DataObject) -> None:
    template, finish = data.draw(st.sampled_from(TEMPLATES)), data.draw(st.sampled_from(FINISHES))
    shared = Stencils(assemble)
    for _ in range(6):
        place = data.draw(st.sampled_from(sorted(PLACES)))
        path = st.sampled_from([*PLACES[place], re.sub(r"\[1\]", "", place)])
        text = template.format(data.draw(path), data.draw(path))
        scope = FORM.scope(place)
        filled = shared.compiled(text, scope, finish)
        alone = compiled_alone(text, scope, finish)
        if filled is None or alone is None:
            assert filled is None
            assert alone is None or alone.compiled.missing  # `/data/b-1` is a name
            continue
        made = made_of(filled)
        assert made.pattern.stencil.make is alone.make
        assert made.values == alone.values
        assert [type(value) for value in made.values] == [type(v) for v in alone.values]
        assert filled._replace(factory=alone.compiled.factory) == alone.compiled


def made_of(compiled: Compiled[Any]) -> Filled:
    assert isinstance(compiled.factory, Filled)
    return compiled.factory


def counted() -> tuple[Stencils, list[str]]:
    """Return stencils and the texts that they had to compile."""
    texts: list[str] = []

    def watched(text: str, scope: Scope, finish: Finish) -> Assembly:
        texts.append(text)
        return assemble(text, scope, finish)

    return Stencils(watched), texts


def test_one_stencil_serves_all_expressions_that_differ_in_their_paths() -> None:
    shared, texts = counted()
    for place, path in [("/data/b", "/data/g/q"), ("/data/g/q", "/data/b"), ("/data/b", "../g/q")]:
        assert shared.compiled(f"{path} = 'yes'", FORM.scope(place), Generation.boolean)
    assert len(texts) == 2  # a path written relative is another stencil


def test_numeric_and_textual_questions_have_different_stencils() -> None:
    shared, texts = counted()
    for path in ("/data/b", "/data/g/q", "/data/g/umur"):
        assert shared.compiled(f"{path} = '5'", FORM.scope("/data/g/h"), Generation.boolean)
    assert len(texts) == 2


def test_two_ways_to_one_node_are_two_reads() -> None:
    filled = Stencils(assemble).compiled(
        "/data/a + ../a", FORM.scope("/data/b"), Generation.number
    )
    assert filled is not None
    assert len(filled.reads) == 2
    assert made_of(filled).values == (FORM.definitions[0].children[1].def_id,)


@pytest.mark.parametrize(
    "text",
    [
        "q",
        "..",
        "/data",
        "/data/tidak_ada = 1",
        "/data/anggota[umur > 5]/nama",
        "instance('kab')/root/item[name = /data/a]/label",
        "jr:choice-name(/data/a, '/data/a')",
        "instance('kab')/data/anggota/umur",
        "/data/_hole_1",
        "/data/a +",
        "tidak-ada(/data/a)",
        "/data/a" + " + 1" * 5_000,
    ],
)
def test_what_is_unusual_is_compiled_alone(text: str) -> None:
    assert Stencils(assemble).compiled(text, FORM.scope("/data/g/q"), Generation.blank) is None


def test_a_scope_without_a_place_has_no_stencils() -> None:
    class Nowhere(stencils._StandIns):  # noqa: SLF001 - the smallest scope there is
        def __init__(self) -> None:
            super().__init__(())

        def resolve(self, path: object) -> None:
            return None

    assert Stencils(assemble).compiled("1", Nowhere(), Generation.blank) is None


def test_stencils_are_forgotten_before_they_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stencils, "MOST", 2)
    shared, texts = counted()
    for text in ("1", "2", "3", "1", "3"):
        assert shared.compiled(text, FORM.scope("/data/b"), Generation.blank) is not None
    assert texts == ["1", "2", "3", "1"]
    shared.forget()
    shared.compiled("3", FORM.scope("/data/b"), Generation.blank)
    assert texts[-1] == "3"


@pytest.mark.parametrize("ask", ["def_id", "outlines"])
def test_stand_ins_know_no_form(ask: str) -> None:
    with pytest.raises(stencils._UnfitError):  # noqa: SLF001 - as above
        getattr(stencils._StandIns(()), ask)  # noqa: SLF001


def test_a_filled_stencil_runs() -> None:
    scope = FORM.scope("/data/b")
    filled = Stencils(assemble).compiled("/data/a * 2", scope, Generation.number)
    assert filled is not None
    assert filled.bind(FORM)(FORM.node("/data/b")) == 12.0
