"""Mistakes in lists of choices and in the questions that use them."""

from __future__ import annotations

import pytest
from tests.unit.formengine.definition.lint_table import (
    At,
    choices,
    errors,
    noticed,
    notices,
    only,
    settings,
    survey,
)

FILTER = "type | name | label | choice_filter"


def test_an_unknown_list_is_told_with_the_nearest() -> None:
    table = survey("select_one warn | a | A", more=choices("warna | m | M"))
    only(table, "A2", "“warn”", "“warna”")


def test_a_list_where_there_is_no_sheet_of_choices() -> None:
    only(survey("select_one warna | a | A"), "A2", "“warna”", "choices")


def test_a_sheet_of_choices_under_another_name_is_suggested() -> None:
    more = choices("warna | m | M").replace("| choices |", "| choice |")
    only(survey("select_one warna | a | A", more=more), "A2", "“choice”")


def test_headings_alone_are_no_list() -> None:
    only(survey("select_multiple warna | a | A", more=choices()), "A2", "“warna”")


def test_a_choice_without_a_name() -> None:
    table = survey("select_one w | a | A", more=choices("w | m | M", "w | | H"))
    only(table, "B3", "“w”", sheet="choices")


def test_a_choice_without_a_label_is_noticed() -> None:
    table = survey("select_one w | a | A", more=choices("w | m | ", "w | h | H"))
    noticed(table, "C2", "“m”", sheet="choices")


def test_a_choice_without_a_list_is_noticed() -> None:
    table = survey("select_one w | a | A", more=choices("w | m | M", " | h | H"))
    noticed(table, "A3", "list_name", sheet="choices")


def test_the_same_choice_twice() -> None:
    table = survey("select_one w | a | A", more=choices("w | m | M", "w | h | H", "w | m | X"))
    only(table, "B4", "“m”", " 2", sheet="choices")


def test_the_same_choice_twice_may_be_wished() -> None:
    more = choices("w | m | M", "w | m | X") + "\n"
    more += settings("form_id | allow_choice_duplicates", "uji | yes")
    assert not errors(survey("select_one w | a | A", more=more))


def test_a_space_in_the_code_of_a_select_multiple() -> None:
    table = survey("select_multiple w | a | A", more=choices("w | merah tua | M"))
    only(table, "B2", "“merah tua”", " 2", sheet="choices")


def test_a_space_in_the_code_of_a_select_one_is_fine() -> None:
    assert not errors(survey("select_one w | a | A", more=choices("w | merah tua | M")))


def test_a_list_that_nobody_uses_is_noticed() -> None:
    table = survey("select_one w | a | A", more=choices("w | m | M", "x | m | M"))
    noticed(table, "A3", "“x”", sheet="choices")


def test_a_list_that_a_formula_reads_is_used() -> None:
    table = survey(
        "select_one w | a | A | ",
        "calculate | b | | instance('x')/root/item[name = ${a}]/label",
        head="type | name | label | calculation",
        more=choices("w | m | M", "x | m | M"),
    )
    assert At("choices", "A3") not in notices(table)


def test_a_sheet_of_choices_without_its_columns() -> None:
    more = choices("w | M", head="list | label")
    table = survey("text | a | A", more=more)
    assert errors(table)[At("choices", "")].column == "list_name"
    more = choices("w | M", head="list_name | label")
    assert errors(survey("text | a | A", more=more))[At("choices", "")].column == "name"


def test_a_filter_on_a_column_that_is_not_there() -> None:
    more = choices("w | m | M | x", head="list_name | name | label | provinsi")
    table = survey("select_one w | a | A | propinsi = 'x'", head=FILTER, more=more)
    only(table, "D2", "“propinsi”", "“provinsi”")


def test_a_column_without_values_is_a_column() -> None:
    more = choices("w | m | M | ", head="list_name | name | label | provinsi")
    assert not errors(survey("select_one w | a | A | provinsi = 'x'", head=FILTER, more=more))


def test_a_filter_with_a_mistake_in_its_formula() -> None:
    more = choices("w | m | M")
    table = survey("select_one w | a | A | name = ('x'", head=FILTER, more=more)
    only(table, "D2", "choice_filter", "8")


def test_a_filter_does_not_go_with_or_other() -> None:
    more = choices("w | m | M")
    only(survey("select_one w or_other | a | A | name != 'x'", head=FILTER, more=more), "D2")


@pytest.mark.parametrize("name", ["kota", "kota.xlsx", "kota.a.csv"])
def test_a_file_of_choices_has_a_known_ending(name: str) -> None:
    only(survey(f"select_one_from_file {name} | a | A"), "A2", f"“{name}”", ".csv")


REPEAT = ("begin repeat | r | R", "text | nama | N", "end repeat | | ")


def test_a_select_from_a_repeat_is_fine() -> None:
    assert not errors(survey(*REPEAT, "select_one ${nama} | a | A"))


def test_a_select_multiple_from_a_repeat_is_refused_in_words() -> None:
    only(survey(*REPEAT, "select_multiple ${nama} | a | A"), "A5", "select_multiple")


def test_a_select_from_a_question_outside_every_repeat() -> None:
    only(survey("text | nama | N", "select_one ${nama} | a | A"), "A3", "${nama}")


def test_a_select_from_an_unknown_question() -> None:
    only(survey(*REPEAT, "select_one ${nam} | a | A"), "A5", "${nam}", "“nama”")


def test_an_external_list_stands_in_its_own_sheet() -> None:
    more = choices("k | m | M").replace("| choices |", "| external_choices |")
    table = survey("select_one_external kk | a | A | name='x'", head=FILTER, more=more)
    only(table, "A2", "“kk”", "external_choices")


def test_a_heading_with_a_space_is_noticed() -> None:
    more = choices("w | m | M | x", head="list_name | name | label | kode pos")
    noticed(survey("select_one w | a | A", more=more), "D1", "“kode pos”", sheet="choices")
