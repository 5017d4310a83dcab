"""Actions of a form: defaults on loading and on new instances, and the trigger column."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

from datetime import timedelta

from tests.scenario.dsl import NOON, restore, scenario

TRIGGER = """
| survey |
|        | type      | name  | label | calculation           | trigger      |
|        | text      | a     | A     |                       |              |
|        | text      | b     | B     |                       |              |
|        | integer   | n     | N     |                       |              |
|        | calculate | dobel |       | ${n} * 2              |              |
|        | calculate | kapan |       | now()                 | ${a}         |
|        | text      | salin | Salin | ${dobel}              | ${n}         |
|        | calculate | jumlah |      | ${jumlah} + 1         | ${a}, ${b}   |
|        | calculate | rantai |      | concat(${salin}, '+') | ${salin}     |
"""


def test_a_triggered_calculation_runs_when_its_trigger_changes_and_only_then() -> None:
    told = (
        scenario(TRIGGER)
        .expect("/data/kapan", "")
        .answer("/data/a", "x")
        .expect_changed("/data/a", "/data/kapan")
        .expect("/data/kapan", "2026-11-23T12:00:00.000+00:00")
    )
    told.at(NOON + timedelta(hours=1)).answer("/data/b", "y")
    told.expect("/data/kapan", "2026-11-23T12:00:00.000+00:00")
    told.answer("/data/a", "x").expect("/data/kapan", "2026-11-23T12:00:00.000+00:00")
    told.clear("/data/a").expect("/data/kapan", "2026-11-23T13:00:00.000+00:00")


def test_a_triggered_calculation_sees_what_follows_from_the_trigger() -> None:
    scenario(TRIGGER).answer("/data/n", 12).expect("/data/salin", 24)


def test_a_target_may_set_off_another_target() -> None:
    scenario(TRIGGER).answer("/data/n", 2).expect("/data/rantai", "4+").answer(
        "/data/salin", "lain"
    ).expect("/data/rantai", "lain+")


def test_many_triggers_set_off_one_target() -> None:
    told = scenario(TRIGGER).expect("/data/jumlah", "")
    told.answer("/data/a", "x").expect("/data/jumlah", "")
    told = scenario(TRIGGER.replace("${jumlah} + 1", "coalesce(${jumlah}, 0) + 1"))
    told.answer("/data/a", "x").expect("/data/jumlah", 1)
    told.answer("/data/b", "x").expect("/data/jumlah", 2)


def test_what_triggers_have_set_is_stored() -> None:
    told = scenario(TRIGGER).answer("/data/a", "x").answer("/data/n", 2).answer("/data/n", 3)
    again = told.restored()
    again.expect("/data/kapan", "2026-11-23T12:00:00.000+00:00").expect("/data/salin", 6)
    again.expect_answers(told.session.answers())


def test_a_chain_that_bites_its_tail_ends() -> None:
    (
        scenario("""
| survey |
|        | type | name | label | calculation        | trigger |
|        | text | a    | A     | concat(${b}, 'a')  | ${b}    |
|        | text | b    | B     | concat(${a}, 'b')  | ${a}    |
""")
        .answer("/data/a", "x")
        .expect("/data/b", "xb")
        .expect("/data/a", "xba")
    )


REPEAT = """
| survey |
|        | type         | name   | label | calculation             | trigger | default                |
|        | text         | luar   | Luar  |                         |         |                        |
|        | begin repeat | r      | R     |                         |         |                        |
|        | text         | x      | X     |                         |         |                        |
|        | text         | tiru   | Tiru  | concat(${x}, position(..)) | ${x} |                        |
|        | text         | siar   | Siar  | ${luar}                 | ${luar} |                        |
|        | text         | awal   | Awal  |                         |         | concat('ke-', position(..)) |
|        | end repeat   |        |       |                         |         |                        |
"""


def test_a_target_in_the_same_instance_is_its_own() -> None:
    (
        scenario(REPEAT)
        .add("/data/r", "b")
        .answer("/data/r[b]/x", "p")
        .expect("/data/r[b]/tiru", "p2")
        .expect("/data/r[1]/tiru", "")
    )


def test_an_outside_trigger_reaches_every_instance() -> None:
    (
        scenario(REPEAT)
        .add("/data/r", "b")
        .answer("/data/luar", "kabar")
        .expect("/data/r[1]/siar", "kabar")
        .expect("/data/r[b]/siar", "kabar")
        .undo()
        .expect("/data/r[1]/siar", "")
    )


def test_new_instances_get_their_dynamic_defaults() -> None:
    told = scenario(REPEAT).expect("/data/r[1]/awal", "ke-1").add("/data/r", "b")
    told.expect("/data/r[b]/awal", "ke-2").answer("/data/r[b]/awal", "lain")
    told.add("/data/r", "c").expect("/data/r[b]/awal", "lain").expect("/data/r[c]/awal", "ke-3")


def test_an_older_store_gets_the_defaults_it_never_had() -> None:
    again, outcome = restore(scenario(REPEAT).form, {"/data/luar": "x"})
    assert outcome.placed == 1
    again.expect("/data/r[1]/awal", "ke-1")
