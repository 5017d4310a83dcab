"""Selects: lists, filters, cascades, choices from a repeat, names of choices."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

from tests.scenario.dsl import refused, restore, scenario

from bina_desktop.formengine.client import Choice, ViolationKind

CASCADE = """
| survey |
|        | type                | name  | label    | choice_filter  | calculation |
|        | select_one prov     | prov  | Provinsi |                |             |
|        | select_one kab      | kab   | Kab      | prov=${prov}   |             |
|        | select_multiple kab | kabs  | Semua    | prov=${prov} or prov='x' |   |
|        | calculate           | nama  |          |                | jr:choice-name(${kab}, '${kab}') |
|        | note                | catat | Kab ${nama} |             |             |
| choices |
|         | list_name | name | label::Indonesia (id) | label::English (en) | prov |
|         | prov      | m    | Maluku                | Moluccas            |      |
|         | prov      | p    | Papua                 | Papua               |      |
|         | kab       | amq  | Ambon                 | Ambon city          | m    |
|         | kab       | tul  | Tual                  | Tual city           | m    |
|         | kab       | djj  | Jayapura              | Jayapura city       | p    |
|         | kab       | xx   | Mana saja             | Anywhere            | x    |
"""


def test_choices_follow_the_filter() -> None:
    (
        scenario(CASCADE)
        .expect_choices("/data/prov", "m", "p")
        .expect_choices("/data/kab")
        .answer("/data/prov", "m")
        .expect_changed("/data/kab")
        .expect_choices("/data/kab", "amq", "tul")
        .expect_choices("/data/kabs", "amq", "tul", "xx")
    )


def test_a_choice_taken_away_is_cleared_and_returns_with_its_choice() -> None:
    (
        scenario(CASCADE)
        .answer("/data/prov", "m")
        .answer("/data/kab", "amq")
        .expect("/data/nama", "Ambon")
        .answer("/data/prov", "p")
        .expect("/data/kab", "")
        .expect("/data/nama", "")
        .expect_answers({"/data/prov": "p"})
        .expect_changed("/data/kab", "/data/nama", "/data/catat")
        .answer("/data/prov", "m")
        .expect("/data/kab", "amq")
        .expect_label("/data/catat", "Kab Ambon")
    )


def test_clearing_forgets_a_choice_that_was_taken_away() -> None:
    (
        scenario(CASCADE)
        .answer("/data/prov", "m")
        .answer("/data/kab", "amq")
        .answer("/data/prov", "p")
        .clear("/data/kab")
        .answer("/data/prov", "m")
        .expect("/data/kab", "")
    )


def test_many_choices_lose_only_what_is_taken_away() -> None:
    (
        scenario(CASCADE)
        .answer("/data/prov", "m")
        .answer("/data/kabs", "xx amq  tul amq")
        .expect("/data/kabs", "xx amq tul")
        .answer("/data/prov", "p")
        .expect("/data/kabs", "xx")
        .expect_valid("/data/kabs")
    )


def test_a_choice_no_list_knows_stays_and_is_told() -> None:
    (
        scenario(CASCADE)
        .answer("/data/prov", "m")
        .answer("/data/kab", "zz")
        .expect("/data/kab", "zz")
        .expect_violation("/data/kab", ViolationKind.CHOICE)
        .expect("/data/nama", "")
        .answer("/data/kabs", "amq zz")
        .expect_violation("/data/kabs", ViolationKind.CHOICE)
        .restored()
        .expect("/data/kab", "zz")
    )


def test_a_choice_of_a_long_list_is_taken_away_as_well() -> None:
    villages = "".join(f"| | kab | d{at} | Desa {at} | Village | m |\n" for at in range(60))
    (
        scenario(CASCADE + villages)
        .answer("/data/prov", "m")
        .answer("/data/kab", "d59")
        .expect("/data/nama", "Desa 59")
        .expect_valid("/data/kab")
        .answer("/data/prov", "p")
        .expect("/data/kab", "")
        .answer("/data/prov", "m")
        .expect("/data/kab", "d59")
        .answer("/data/kab", "zz")
        .expect_violation("/data/kab", ViolationKind.CHOICE)
    )


def test_labels_and_names_of_choices_speak_the_language() -> None:
    told = scenario(CASCADE).answer("/data/prov", "m").answer("/data/kab", "amq")
    assert told.node("/data/prov").choices[0] == Choice("m", "Maluku")
    told.speak("English (en)").expect_changed("/data/prov", "/data/nama")
    assert told.node("/data/prov").choices[0] == Choice("m", "Moluccas")
    told.expect("/data/nama", "Ambon city").expect_label("/data/catat", "Kab Ambon city")


def test_a_cascade_is_restored_whatever_the_order_of_answers() -> None:
    told = scenario(CASCADE)
    again, outcome = restore(told.form, {"/data/kab": "amq", "/data/prov": "m"})
    assert outcome.placed == 2
    again.expect("/data/kab", "amq").expect("/data/nama", "Ambon")


def test_a_list_without_choices_is_refused() -> None:
    sentences = refused("""
| survey |
|        | type            | name | label |
|        | select_one kota | a    | A     |
| choices |
|         | list_name | name | label |
|         | lain      | x    | X     |
""")
    assert "kota" in sentences[0]


FROM_REPEAT = """
| survey |
|        | type               | name  | label |
|        | begin repeat       | org   | Orang |
|        | text               | nama  | Nama  |
|        | end repeat         |       |       |
|        | select_one ${nama} | ketua | Ketua |
"""


def test_instances_of_a_repeat_are_choices() -> None:
    (
        scenario(FROM_REPEAT)
        .answer("/data/org[1]/nama", "Ani")
        .add("/data/org", "b")
        .answer("/data/org[b]/nama", "Budi")
        .expect_changed("/data/ketua")
        .expect_choices("/data/ketua", "Ani", "Budi")
        .answer("/data/ketua", "Budi")
        .remove("/data/org[b]")
        .expect_choices("/data/ketua", "Ani")
        .expect("/data/ketua", "")
        .answer("/data/org[1]/nama", "Ana")
        .expect_choices("/data/ketua", "Ana")
    )


def test_labels_of_choices_may_hold_outputs() -> None:
    told = scenario("""
| survey |
|        | type         | name | label |
|        | text         | nama | Nama  |
|        | select_one p | siapa | Siapa |
|        | select_one q | apa   | Apa   |
| choices |
|         | list_name | name | label |
|         | p         | a    | Saya, ${nama} |
|         | p         | b    | Orang lain    |
|         | q         | c    | C             |
""")
    assert told.node("/data/siapa").choices[0].label == "Saya, "
    told.answer("/data/nama", "Ani").expect_changed("/data/siapa")
    assert told.node("/data/siapa").choices[0].label == "Saya, Ani"


def test_a_list_of_one_language_is_read_as_written() -> None:
    told = scenario("""
| survey |
|        | type         | name | label |
|        | select_one p | a    | A     |
| choices |
|         | list_name | name | label |
|         | p         | x    | Iks   |
""")
    assert told.node("/data/a").choices == (Choice("x", "Iks"),)
