"""Mistakes in the rows of the survey sheet: types, names, labels, groups."""

from __future__ import annotations

import pytest
from tests.unit.formengine.definition.lint_table import (
    choices,
    errors,
    noticed,
    only,
    settings,
    survey,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("txt", "text"),
        ("intger", "integer"),
        ("Text", "text"),
        ("teks", "text"),
        ("tanggal", "date"),
        ("begingroup", "begin group"),
        ("selct_one warna", "select_one warna"),
    ],
)
def test_an_unknown_type_is_told_with_the_nearest(written: str, meant: str) -> None:
    only(survey(f"{written} | a | A"), "A2", f"“{written}”", f"“{meant}”")


def test_a_type_like_no_other_is_told() -> None:
    only(survey("xyzzy | a | A"), "A2", "“xyzzy”")


def test_a_select_needs_its_list() -> None:
    only(survey("select_one | a | A"), "A2", "“select_one ")


def test_the_name_of_a_list_is_one_word() -> None:
    only(survey("select_one warna dasar | a | A"), "A2", "“warna dasar”")


def test_a_row_without_a_type() -> None:
    only(survey("text | a | A", " | b | B"), "A3", "type")


def test_a_row_without_type_name_and_label_is_skipped() -> None:
    table = survey("text | a | A | ", " | | | catatan", head="type | name | label | hint")
    noticed(table, "", "type")


def test_a_row_without_a_name() -> None:
    only(survey("text | | A"), "B2", "name")


def test_a_group_without_a_name() -> None:
    only(survey("begin group | | G", "text | a | A", "end group | | "), "B2", "“begin group”")


def test_a_note_may_go_without_a_name() -> None:
    assert not errors(survey("note | | Halo"))


@pytest.mark.parametrize(
    ("name", "better"), [("nama lengkap", "nama_lengkap"), ("1a", "_1a"), ("a?", "a")]
)
def test_a_name_that_is_none(name: str, better: str) -> None:
    only(survey(f"text | {name} | A"), "B2", f"“{name}”", f"“{better}”")


def test_the_same_name_twice_in_one_group() -> None:
    only(survey("text | a | A", "text | b | B", "text | a | C"), "B4", "“a”", " 2 ")


def test_the_same_name_in_two_groups_is_fine() -> None:
    rows = ("begin group | g | G", "text | a | A", "end group | | ")
    assert not errors(survey(*rows, "text | a | A"))


def test_names_of_repeats_are_unique_in_the_form() -> None:
    inner = ("begin repeat | r | R", "text | a | A", "end repeat | | ")
    table = survey("begin group | g | G", *inner, "end group | | ", *inner)
    only(table, "B7", "“r”", " 3")


def test_a_repeat_is_not_named_as_the_form() -> None:
    only(survey("begin repeat | data | R", "text | a | A", "end repeat | | "), "B2", "“data”")


def test_names_that_differ_in_case_only_are_noticed() -> None:
    noticed(survey("text | nama | A", "text | Nama | B"), "B3", "“Nama”", " 2")


def test_meta_is_reserved() -> None:
    only(survey("text | meta | A"), "B2", "“meta”")


def test_audit_has_one_name() -> None:
    only(survey("audit | jejak | ", "text | a | A"), "B2", "audit")


def test_a_question_without_label_and_hint() -> None:
    only(survey("text | a | "), "C2", "“a”")


def test_a_hint_or_a_picture_is_enough() -> None:
    table = survey(
        "text | a | | H | ", "note | b | | | b.png", head="type | name | label | hint | image"
    )
    assert not errors(table)


def test_a_group_that_is_not_closed_is_named_by_its_row() -> None:
    only(survey("begin group | g | G", "text | a | A"), "A2", "“g”", "begin group")


def test_an_end_without_a_begin() -> None:
    only(survey("text | a | A", "end repeat | | "), "A3", "end repeat", "begin repeat")


def test_an_end_of_the_wrong_kind_names_what_is_open() -> None:
    table = survey("begin group | g | G", "text | a | A", "end repeat | | ")
    only(table, "A4", "end repeat", "“g”", " 2")


def test_an_inner_group_left_open() -> None:
    table = survey(
        "begin repeat | r | R", "begin group | g | G", "text | a | A", "end repeat | | "
    )
    only(table, "A5", "“g”", " 3", "end group")


def test_a_calculate_without_its_formula() -> None:
    table = survey("calculate | a | | ", head="type | name | label | calculation")
    only(table, "D2", "“a”", "calculation")


def test_a_big_image_needs_the_image() -> None:
    table = survey("text | a | A | b.png", head="type | name | label | big-image")
    only(table, "D2", "big-image")


def test_groups_within_groups_are_bounded() -> None:
    rows = [f"begin group | g{n} | G" for n in range(3000)]
    rows += ["text | a | A", *["end group | | "] * 3000]
    only(survey(*rows), "A102", "100")


def test_a_disabled_row_is_not_looked_at() -> None:
    table = survey("text | a | A | ", "bukan | b b | | yes", head="type | name | label | disabled")
    assert not errors(table)


def test_all_mistakes_of_a_sheet_are_told_at_once() -> None:
    table = survey(
        "txt | a | A",
        "text | b b | B",
        "text | | C",
        "text | d | ",
        "begin group | g | G",
        "select_one warna | e | ${tidak}",
        more=choices("buah | x | X", "buah | x | Y")
        + "\n"
        + settings("form_id | version", "uji | 1"),
    )
    assert [at.cell for at in errors(table)] == [
        "A2", "B3", "B4", "C5", "A6", "C7", "A7", "B3",
    ]  # fmt: skip
