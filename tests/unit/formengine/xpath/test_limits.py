"""Long and deep expressions: CPython's own limits must never show."""

from __future__ import annotations

from math import inf, nan

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath.compiler import Backend, compile_text
from bina_desktop.formengine.xpath.errors import TooLargeError, XPathError
from bina_desktop.formengine.xpath.registry import FUNCTIONS
from bina_desktop.formengine.xpath.values import MAX_TEXT, joined


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


@pytest.mark.long
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


def nested_filters(depth: int) -> str:
    return "count(/data/anggota[" * depth + "1" + "])" * depth


@pytest.mark.parametrize("backend", Backend)
def test_filters_within_filters_are_bounded(household: ToyForm, backend: Backend) -> None:
    compiled = compile_text(nested_filters(8), household.scope(), backend)
    assert compiled.bind(household)(household.root) == "1"
    with pytest.raises(TooLargeError, match="lebih dari 8 tingkat") as caught:
        compile_text(nested_filters(9), household.scope(), backend)
    assert "nested more than 8 deep" in caught.value.sentence.english
    assert caught.value.fragment == "["


def test_filters_beside_each_other_are_not_nested(household: ToyForm) -> None:
    assert household.number("count(/data/anggota" + "[nama != '']" * 20 + ")") == 3.0
    assert household.number(" + ".join(["count(/data/anggota[1])"] * 20)) == 20.0


def test_joined_texts_are_cut_one_character_after_the_most() -> None:
    assert joined("", ["a" * MAX_TEXT]) == "a" * MAX_TEXT
    assert joined(", ", ["a"] * 100) == ", ".join(["a"] * 100)
    for texts in (["a" * MAX_TEXT] * 2, ["a" * MAX_TEXT] * 1_000, ["a"] * MAX_TEXT + ["b"] * 2):
        assert joined("", texts) == "a" * MAX_TEXT + ("b" if texts[-1] == "b" else "a")
    assert len(joined("--", ["", *["a"] * (MAX_TEXT - 1)])) == MAX_TEXT + 1
    assert len(joined("-" * MAX_TEXT, [""] * 1_000)) == MAX_TEXT + 1


@pytest.mark.long
@pytest.mark.parametrize("backend", Backend)
@pytest.mark.parametrize("call", ["concat({})", "join('-', {})"])
def test_a_text_that_doubles_does_not_fill_the_memory(
    household: ToyForm, backend: Backend, call: str
) -> None:
    household.node("/data/kosong").answer("a" * MAX_TEXT)
    expression = call.format(", ".join(["/data/kosong"] * 3_000))
    compiled = compile_text(expression, household.scope(), backend)
    assert len(compiled.bind(household)(household.root)) == MAX_TEXT + 1


HOSTILE = [
    "1 div 0",
    "-1 div 0",
    "number('x')",
    "-0",
    "9" * 300,
    "-" + "9" * 300,
    "0.5",
    "''",
    "'😀'",
]


def calls() -> list[str]:
    """Return every ordinary function with every hostile argument at every place."""
    found: list[str] = []
    for name, spec in FUNCTIONS.items():
        if spec.plain is None or spec.volatile:
            continue
        count = max(spec.minimum, len(spec.parameters))
        for hostile in HOSTILE:
            found.append(f"{name}({', '.join([hostile] * count)})")
            for place in range(count):
                arguments = ["2"] * count
                arguments[place] = hostile
                found.append(f"{name}({', '.join(arguments)})")
    return found


def outcome(form: ToyForm, expression: str, backend: Backend) -> str:
    """Return the text of an expression, or the sentence that refuses it."""
    try:
        return compile_text(expression, form.scope(), backend).bind(form)(form.root)
    except XPathError as error:
        return str(error)


def test_no_function_breaks_at_any_number(household: ToyForm) -> None:
    tried = calls()
    assert len(tried) > 500
    for call in tried:
        assert len({outcome(household, call, backend) for backend in Backend}) == 1, call


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("exp(1000)", inf),
        ("pow(10, 400)", inf),
        ("pow(-8, 0.5)", nan),
        ("pow(0, -1)", inf),
        ("string-length(substring('abc', -1 div 0, 1 div 0))", 0.0),
        ("string-length(substring('abc', 0, 1 div 0))", 3.0),
        ("string-length(uuid(1 div 0))", 1_000.0),
    ],
)
def test_numbers_that_overflow(household: ToyForm, expression: str, value: float) -> None:
    assert str(household.number(expression)) == str(value)


@pytest.mark.long
def test_lists_of_two_hundred_thousand_rows() -> None:
    rows = [(f"k{n}", f"Desa {n}") for n in range(200_000)]
    form = ToyForm({"a": "k199999"}, lists={"desa": (("name", "label"), rows)})
    shuffled = form.items("randomize(instance('desa')/root/item, 7)")
    assert len(set(shuffled)) == 200_000
    assert shuffled != form.items("instance('desa')/root/item")
    assert form.text("pulldata('desa', 'label', 'name', /data/a)") == "Desa 199999"
    assert form.number("string-length(join('', instance('desa')/root/item/label))") == MAX_TEXT + 1


def test_texts_of_a_million_letters(household: ToyForm) -> None:
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))
    household.node("/data/kosong").answer(letters * 50)
    household.node("/data/g/q").answer(letters)
    assert household.number("string-length(translate(/data/kosong, /data/g/q, ''))") == 0.0
    assert household.boolean("translate(/data/kosong, /data/g/q, /data/g/q) = /data/kosong")
    assert household.boolean("contains(normalize-space(/data/kosong), /data/g/q)")
    assert not household.boolean("regex(/data/kosong, '([a-z]+)+x')")
