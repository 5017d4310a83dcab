"""Mistakes in formulas, with the character where each stands in the author's own text."""

from __future__ import annotations

import pytest
from tests.unit.formengine.definition.lint_table import (
    At,
    choices,
    errors,
    noticed,
    only,
    outcome,
    settings,
    survey,
)

HEAD = "type | name | label | relevant | constraint | calculation | required | read_only | default"


def question(column: str, formula: str, *, kind: str = "text") -> str:
    """Return a workbook whose second question has a formula in a column."""
    head = f"type | name | label | {column}"
    more = settings("form_id | namespaces", 'uji | bina="urn:bina:xlsform"')
    return survey("integer | umur | U | ", f"{kind} | a | A | {formula}", head=head, more=more)


@pytest.mark.parametrize(
    ("formula", "place", "words"),
    [
        ("foo(1)", 1, ("foo()",)),
        ("${umur} > 5 and selectd(${umur}, 'a')", 17, ("selectd()", "selected()")),
        ("${umur} > ", 10, ()),
        ("(${umur} > 5", 1, ("“)”",)),
        ("${umur} = 'a", 11, ("'",)),
        ("${umur} == 5", 10, ("“=”",)),
        ("${umur} > 5 AND ${umur} < 9", 13, ("AND",)),
        ("${umur} 7", 9, ("“7”",)),
        ("if(${umur} > 5, 1)", 1, ("if()", "2")),
        ("${umur} > 5 && true()", 13, ("&",)),
        ("indexed-repeat(1, 2, 3)", 1, ("indexed-repeat",)),
        ("round()", 1, ("round()",)),
    ],
)
def test_a_mistake_names_its_character(formula: str, place: int, words: tuple[str, ...]) -> None:
    found = errors(question("relevant", formula))
    assert list(found) == [At("survey", "D3")]
    told = found[At("survey", "D3")]
    assert f"huruf ke-{place}" in told.message
    assert f"character {place}" in told.english
    for word in words:
        assert word in told.message
    assert "/data/" not in told.message


@pytest.mark.parametrize(
    "column",
    [
        "relevant",
        "constraint",
        "calculation",
        "required",
        "read_only",
        "default",
        "bind::bina:warning",
    ],
)
def test_every_column_of_formulas_is_checked(column: str) -> None:
    only(question(column, "foo(${umur})"), "D3", "foo()", column)


def test_the_count_of_a_repeat_is_checked() -> None:
    table = survey(
        "begin repeat | r | R | foo(1)",
        "text | a | A | ",
        "end repeat | | | ",
        head="type | name | label | repeat_count",
    )
    only(table, "D2", "foo()", "repeat_count")


def test_the_name_of_the_filled_form_is_checked() -> None:
    table = survey("text | a | A", more=settings("form_id | instance_name", "u | conct(${a})"))
    only(table, "B2", "conct()", "instance_name", sheet="settings")


def test_smart_quotes_of_a_word_processor_are_mended_by_the_converter() -> None:
    assert not errors(question("relevant", "${umur} = ‘5’ or ${umur} = “6”"))


@pytest.mark.parametrize("written", ["yes", "TRUE", "no", "true()"])
def test_plain_truth_is_no_formula(written: str) -> None:
    assert not errors(question("required", written))


@pytest.mark.parametrize("written", ["a-b", "2026-11-23", "C# (dasar)"])
def test_a_default_that_is_plain_text(written: str) -> None:
    assert not errors(question("default", written))


def test_formulas_that_wait_for_each_other() -> None:
    table = survey(
        "calculate | a | | ${b} + 1",
        "calculate | b | | ${c} + 1",
        "calculate | c | | ${a} + 1",
        head="type | name | label | calculation",
    )
    only(table, "D4", "a (calculation", "b (calculation", "c (calculation")
    (told,) = errors(table).values()
    assert "baris 2" in told.message
    assert "row 3" in told.english


def test_a_question_that_decides_over_itself() -> None:
    only(question("relevant", "${a} = ''"), "D3", "a (")


def test_a_constraint_may_read_its_own_question() -> None:
    assert not errors(question("constraint", "${a} != ${umur}"))


def test_a_count_that_reads_inside_its_repeat_is_noticed() -> None:
    table = survey(
        "begin repeat | r | R | ${a}",
        "integer | a | A | ",
        "end repeat | | | ",
        head="type | name | label | repeat_count",
    )
    noticed(table, "D2", "“r”")


def test_formulas_inside_repeats_read_their_own_instance() -> None:
    table = survey(
        "begin repeat | r | R | ",
        "integer | a | A | ",
        "begin group | g | G | ${a} > 1",
        "text | b | B | ${a} > 2",
        "end group | | | ",
        "end repeat | | | ",
        "calculate | n | | ",
        "note | c | C | sum(${a}) > 3 and count(${r}) > 1 and indexed-repeat(${b}, ${r}, 1) = 'x'",
        head="type | name | label | relevant",
    ).replace("calculate | n | | ", "text | n | N | ")
    assert not errors(table)


def test_formulas_are_checked_beside_other_mistakes() -> None:
    table = survey(
        "txt | a b | A | ",
        "text | c | C | ${d} > 1 and foo(2)",
        "text | e | E | 1 +",
        "begin group | g | G | ",
        "calculate | h | | ",
        head="type | name | label | relevant",
    )
    assert [at.cell for at in errors(table)] == ["A2", "B2", "D3", "D4", "A5", ""]


def test_a_filter_reads_other_questions() -> None:
    more = choices("k | x | X | p1", head="list_name | name | label | prov")
    head = "type | name | label | choice_filter"
    table = survey(
        "begin repeat | r | R | ",
        "text | p | P | ",
        "select_one k | a | A | prov = ${p} and not(selected(${p}, 'z'))",
        "end repeat | | | ",
        head=head,
        more=more,
    )
    assert not errors(table)


def test_a_path_to_nowhere_is_noticed() -> None:
    table = question("relevant", "/data/tak_ada = 1")
    assert not errors(table)
    assert "/data/tak_ada" in str([m.message for m in outcome(table).notices])
