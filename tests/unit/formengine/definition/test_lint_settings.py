"""Sheets, headings, settings, languages and parameters."""

from __future__ import annotations

import pytest
from tests.unit.formengine.definition.lint_table import (
    At,
    choices,
    errors,
    noticed,
    notices,
    only,
    outcome,
    settings,
    survey,
)

PARAMETERS = "type | name | label | parameters"
GOOD = survey("text | a | A")


def test_a_workbook_without_a_survey() -> None:
    table = choices("w | m | M") + "\n" + settings("form_id", "uji")
    told = errors(table)
    assert list(told) == [At("survey", "")]
    assert "“survey”" in told[At("survey", "")].message


def test_a_survey_under_another_name_is_suggested() -> None:
    table = GOOD.replace("| survey |", "| surveys |") + "\n" + settings("form_id", "uji")
    assert "“surveys”" in errors(table)[At("survey", "")].message


def test_a_survey_without_its_columns() -> None:
    told = errors(survey("a | A", head="name | label"))
    assert [message.column for message in told.values()] == ["type"]
    told = errors(survey("text | A", head="type | label"))
    assert [message.column for message in told.values()] == ["name"]


def test_a_sheet_that_is_nearly_settings_is_noticed() -> None:
    table = GOOD + "\n" + settings("form_id", "uji").replace("| settings |", "| setting |")
    noticed(table, "", "“settings”", "“setting”", sheet="setting")


def test_a_sheet_with_an_underscore_is_left_alone() -> None:
    table = GOOD + "\n" + settings("form_id", "uji").replace("| settings |", "| _setting |")
    assert At("_setting", "") not in notices(table)


@pytest.mark.parametrize(
    ("heading", "meant"),
    [("relevent", "relevant"), ("constrain", "constraint"), ("apperance", "appearance")],
)
def test_an_unknown_heading_is_noticed_with_the_nearest(heading: str, meant: str) -> None:
    table = survey("text | a | A | x", head=f"type | name | label | {heading}")
    noticed(table, "D1", f"“{heading}”", f"“{meant}”")


@pytest.mark.parametrize("heading", ["_x", "#x", "notes", "catatan", "bind::odk:bobot"])
def test_headings_for_the_author_alone_are_not_noticed(heading: str) -> None:
    table = survey("text | a | A | x", head=f"type | name | label | {heading}")
    assert At("survey", "D1") not in notices(table)


def test_a_prefix_that_the_settings_do_not_explain() -> None:
    head = "type | name | label | bind::bina:bobot"
    only(survey("text | a | A | 3", head=head), "D1", "“bina:”", "namespaces")
    more = settings("form_id | namespaces", 'uji | bina="urn:bina:xlsform"')
    assert not errors(survey("text | a | A | 3", head=head, more=more))


def test_two_headings_of_one_meaning() -> None:
    table = survey("text | a | A | 1 | 2", head="type | name | label | relevant | relevance")
    only(table, "E1", "“relevance”", "“relevant”")


def test_a_form_without_an_id_is_noticed() -> None:
    noticed(GOOD, "", "form_id", sheet="settings")
    noticed(GOOD + "\n" + settings("form_title", "Uji"), "", "form_id", sheet="settings")


def test_an_odd_version_is_noticed() -> None:
    table = GOOD + "\n" + settings("form_id | version", "uji | versi kedua!")
    noticed(table, "B2", "“versi kedua!”", sheet="settings")


def test_a_root_name_that_is_none() -> None:
    table = GOOD + "\n" + settings("form_id | name", "uji | form saya")
    only(table, "B2", "“form saya”", sheet="settings")


def test_only_the_first_row_of_settings_counts() -> None:
    table = GOOD + "\n" + settings("form_id", "uji") + "\n|   | dua |"
    noticed(table, "", sheet="settings")


TRANSLATED = "type | name | label::Indonesia (id) | label::English (en)"


def test_a_default_language_that_the_form_does_not_have() -> None:
    table = survey(
        "text | a | A | A", head=TRANSLATED, more=settings("form_id | default_language", "u | id")
    )
    noticed(table, "B2", "“id”", "Indonesia (id)", sheet="settings")


def test_a_missing_column_of_a_translation_is_noticed() -> None:
    head = f"{TRANSLATED} | hint::English (en)"
    table = survey("text | a | A | A | H", head=head)
    noticed(table, "", "hint::Indonesia (id)")


def test_blank_translations_are_counted() -> None:
    table = survey("text | a | A | A", "text | b | B | ", "text | c | C | ", head=TRANSLATED)
    noticed(table, "D3", "English (en)", " 2 ")


def test_choices_lack_a_language_of_the_survey() -> None:
    more = choices("w | m | M", head="list_name | name | label::Indonesia (id)")
    table = survey("select_one w | a | A | A", head=TRANSLATED, more=more)
    noticed(table, "", "label::English (en)", sheet="choices")


@pytest.mark.parametrize(
    ("kind", "parameters", "words"),
    [
        ("range", "start=1 end=10 stp=1", ("“stp”", "“step”")),
        ("range", "start=a end=10", ("start", "“a”")),
        ("range", "start=0 end=10 step=0", ("step",)),
        ("range", "start=0 end=10 step=20", ("step", "20")),
        ("range", "start 0 end 10", ("“start 0 end 10”",)),
        ("text", "rows=banyak", ("rows", "“banyak”")),
        ("image", "max-pixels=besar", ("max-pixels",)),
        ("audio", "quality=bagus", ("quality", "voice-only")),
        ("geopoint", "allow-mock-accuracy=ya", ("allow-mock-accuracy",)),
        ("select_one w", "randomize=ya", ("randomize", "true, false")),
        ("select_one w", "seed=5", ("seed", "randomize")),
        ("select_one w", "randomize=true seed=abc", ("seed", "“abc”")),
        ("select_one w", "acak=true", ("“acak”", "randomize")),
        ("rank w", "seeds=3", ("“seeds”", "“seed”")),
    ],
)
def test_parameters(kind: str, parameters: str, words: tuple[str, ...]) -> None:
    table = survey(
        f"{kind} | a | A | {parameters}", head=PARAMETERS, more=choices("w | m | M", "w | h | H")
    )
    only(table, "D2", *words)


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("range", "start=0 end=10 step=2"),
        ("range", "start = 0, end = 1; step = 0.5"),
        ("range", ""),
        ("text", "rows=5"),
        ("select_one w", "randomize=true seed=42"),
        ("select_one w", "randomize=TRUE, seed=${b}"),
        ("rank w", "randomize=true"),
        ("geopoint", "capture-accuracy=5 warning-accuracy=10.5"),
        ("geotrace", "incremental=true"),
        ("select_one_from_file x.csv", "value=kode label=Nama"),
    ],
)
def test_parameters_that_are_right(kind: str, parameters: str) -> None:
    table = survey(
        f"{kind} | a | A | {parameters}",
        "integer | b | B | ",
        head=PARAMETERS,
        more=choices("w | m | M", "w | h | H"),
    )
    assert not outcome(table).errors
