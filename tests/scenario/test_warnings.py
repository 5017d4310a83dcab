"""Soft rules: an unusual answer may stand, but somebody must say why."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

import pytest
from tests.scenario.dsl import restore, scenario

from bina_desktop.formengine.client import Progress, ReadonlyNodeError, Ref, ViolationKind

FORM = """
| survey |
|        | type    | name | label | relevant   | constraint | bind::bina:warning | bind::bina:warningMsg |
|        | integer | batas | Batas |           |            |                    |                       |
|        | integer | umur | Umur  |            | . < 150    | . < ${batas}       | Umur ini tidak lazim. |
|        | integer | anak | Anak  | ${umur} > 15 |          | . < 10             |                       |
| settings |
|          | namespaces |
|          | bina="urn:bina:xlsform" |
"""
MESSAGE = "Umur ini tidak lazim."


def test_a_broken_soft_rule_is_told_until_it_is_explained() -> None:
    told = (
        scenario(FORM)
        .answer("/data/batas", 100)
        .answer("/data/umur", 50)
        .expect_no_warning("/data/umur")
        .answer("/data/umur", 105)
        .expect_changed("/data/umur")
        .expect_warning("/data/umur", MESSAGE)
        .expect_valid("/data/umur")
        .expect_progress(Progress(2, 3, 0, 1))
    )
    (problem,) = told.session.validate()
    assert problem.ref == "/data/umur"
    assert problem.violation.kind is ViolationKind.WARNING
    assert problem.violation.message == MESSAGE
    told.explain("/data/umur", " lahir 1921\n").expect_changed("/data/umur")
    told.expect_warning("/data/umur", MESSAGE, "lahir 1921")
    assert told.session.validate() == []
    told.expect_progress(Progress(2, 3, 0, 0))


def test_a_soft_rule_follows_what_it_reads() -> None:
    told = scenario(FORM).answer("/data/umur", 105).expect_warning("/data/umur", MESSAGE)
    told.answer("/data/batas", 110).expect_changed("/data/umur").expect_no_warning("/data/umur")


def test_blank_and_hidden_questions_break_no_soft_rule() -> None:
    told = scenario(FORM).answer("/data/umur", 20).answer("/data/anak", 12)
    told.expect_warning("/data/anak", "Jawaban ini tidak lazim; jelaskan mengapa demikian.")
    told.answer("/data/umur", 10).expect_no_warning("/data/anak")
    told.answer("/data/umur", 20).clear("/data/anak").expect_no_warning("/data/anak")


def test_a_hard_rule_is_told_before_a_soft_one() -> None:
    told = scenario(FORM).answer("/data/batas", 100).answer("/data/umur", 200)
    kinds = [problem.violation.kind for problem in told.session.validate()]
    assert kinds == [ViolationKind.CONSTRAINT]


def test_an_explanation_is_kept_while_the_rule_holds_again() -> None:
    (
        scenario(FORM)
        .answer("/data/batas", 100)
        .answer("/data/umur", 105)
        .explain("/data/umur", "lahir 1921")
        .answer("/data/batas", 110)
        .expect_no_warning("/data/umur")
        .expect_answers(
            {
                "/data/batas": "110",
                "/data/umur": "105",
                "/data/umur/@penjelasan": "lahir 1921",
            }
        )
        .restored()
        .answer("/data/batas", 100)
        .expect_warning("/data/umur", MESSAGE, "lahir 1921")
    )


def test_explanations_are_undone_and_cleared() -> None:
    (
        scenario(FORM)
        .answer("/data/umur", 105)
        .explain("/data/umur", "satu")
        .explain("/data/umur", "dua")
        .undo()
        .expect_warning("/data/umur", MESSAGE, "satu")
        .clear_all("/data")
        .expect_no_warning("/data/umur")
        .expect_answers({})
        .undo()
        .expect_warning("/data/umur", MESSAGE, "satu")
        .explain("/data/umur", "")
        .expect_warning("/data/umur", MESSAGE)
    )


def test_a_question_without_a_soft_rule_takes_no_explanation() -> None:
    told = scenario(FORM)
    with pytest.raises(ReadonlyNodeError):
        told.explain("/data/batas", "x")
    _, outcome = restore(told.form, {"/data/batas/@penjelasan": "x", "/data/zz/@penjelasan": "y"})
    assert set(outcome.unplaced) == {"/data/batas/@penjelasan", "/data/zz/@penjelasan"}


def test_the_rule_is_no_attribute_for_the_host() -> None:
    assert scenario(FORM).node("/data/umur").attributes == {}
    assert Ref("/data/umur/@penjelasan") not in scenario(FORM).session.results()


def test_columns_of_another_namespace_are_no_soft_rules() -> None:
    told = scenario(FORM.replace("urn:bina:xlsform", "https://contoh.id/lain"))
    told.answer("/data/umur", 105).expect_no_warning("/data/umur")
    assert told.node("/data/umur").attributes["warning"] == ". <  /data/batas "
