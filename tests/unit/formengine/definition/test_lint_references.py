"""`${name}` that leads nowhere or to more than one question, and triggers."""

from __future__ import annotations

import pytest
from tests.unit.formengine.definition.lint_table import (
    At,
    choices,
    errors,
    notices,
    only,
    settings,
    survey,
)

RELEVANT = "type | name | label | relevant"
TRIGGER = "type | name | label | calculation | trigger"


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    table = survey("integer | umur | U | ", "text | a | A | ${umr} > 5", head=RELEVANT)
    only(table, "D3", "${umr}", "“umur”")


def test_a_name_in_other_case_is_the_nearest() -> None:
    table = survey("integer | Umur | U | ", "text | a | A | ${umur} > 5", head=RELEVANT)
    only(table, "D3", "${umur}", "“Umur”")


def test_a_name_that_stands_twice_names_its_rows() -> None:
    group = ("begin group | g | G | ", "text | a | A | ", "end group | | | ")
    table = survey(*group, "text | a | A | ", "text | b | B | ${a} = 'x'", head=RELEVANT)
    only(table, "D6", "${a}", "3, 5")


@pytest.mark.parametrize("written", ["${ a }", "${a b}", "${}", "${a"])
def test_a_reference_that_is_written_badly(written: str) -> None:
    only(survey("text | a | A", f"note | b | Halo {written}"), "C3", written)


def test_references_in_labels_hints_and_messages_are_checked() -> None:
    head = "type | name | label | hint | constraint | constraint_message"
    table = survey("text | a | ${x} | ${y} | . != '' | ${z}", head=head)
    assert [at.cell for at in errors(table)] == ["C2", "D2", "F2"]


def test_references_in_labels_of_choices_are_checked() -> None:
    table = survey("select_one w | a | A", more=choices("w | m | ${tak_ada}"))
    only(table, "C2", "${tak_ada}", sheet="choices")


def test_other_columns_of_choices_may_hold_what_they_like() -> None:
    more = choices("w | m | M | ${tak_ada}", head="list_name | name | label | catatan")
    assert not errors(survey("select_one w | a | A", more=more))


def test_references_in_settings_are_checked() -> None:
    more = settings("form_id | instance_name", "uji | ${nama}")
    only(survey("text | a | A", more=more), "B2", "${nama}", sheet="settings")


def test_the_last_saved_answer_of_an_unknown_question() -> None:
    table = survey("text | a | A | ${last-saved#b}", head="type | name | label | default")
    only(table, "D2", "${b}")


def test_each_wrong_name_of_a_cell_is_told_once() -> None:
    table = survey("text | a | A | ${x} = ${x} or ${y}", head=RELEVANT)
    told = errors(table)
    assert list(told) == [At("survey", "D2")]


def test_a_trigger_must_be_a_reference() -> None:
    table = survey("text | a | A | | ", "text | b | B | now() | a", head=TRIGGER)
    only(table, "E3", "“a”")


def test_a_trigger_of_an_unknown_question() -> None:
    table = survey("text | a | A | | ", "text | b | B | now() | ${aa}", head=TRIGGER)
    only(table, "E3", "${aa}", "“a”")


def test_a_group_is_no_trigger() -> None:
    group = ("begin group | g | G | | ", "text | a | A | | ", "end group | | | | ")
    only(survey(*group, "text | b | B | now() | ${g}", head=TRIGGER), "E5", "${g}")


def test_what_nobody_sees_is_no_trigger() -> None:
    table = survey("calculate | a | | 1 | ", "text | b | B | now() | ${a}", head=TRIGGER)
    only(table, "E3", "${a}")


def test_several_triggers_in_one_cell_are_fine() -> None:
    table = survey(
        "text | a | A | | ", "text | b | B | | ", "text | c | C | 1 + 1 | ${a}, ${b}", head=TRIGGER
    )
    assert not errors(table)


def test_a_form_without_mistakes_has_no_finding() -> None:
    table = survey(
        "text | a | A", "note | b | Halo ${a}", more=settings("form_id | version", "uji | 1")
    )
    assert not errors(table)
    assert not notices(table)
