"""Steps back and forth: answers, instances, order, explanations, and what actions did."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

import pytest
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import ReadonlyNodeError, Ref, ViolationKind
from bina_desktop.formengine.instance.history import MAX_STEPS

FORM = """
| survey |
|        | type         | name  | label  | calculation                   | default | relevant | repeat_count | trigger |
|        | integer      | n     | N      |                               |         |          |              |         |
|        | text         | usul  | Usul   | concat('u', ${n})             |         |          |              |         |
|        | calculate    | acak  |        | once(random())                |         |          |              |         |
|        | text         | jejak | Jejak  | concat(${n}, '!')             |         |          |              | ${n}    |
|        | begin repeat | r     | R      |                               |         |          |              |         |
|        | text         | nama  | Nama   |                               | A       |          |              |         |
|        | text         | juluk | Julukan | concat(${nama}, '?')         |         |          |              |         |
|        | begin repeat | s     | S      |                               |         |          |              |         |
|        | integer      | y     | Y      |                               |         |          |              |         |
|        | end repeat   |       |        |                               |         |          |              |         |
|        | calculate    | jumlah |       | sum(${y})                     |         |          |              |         |
|        | calculate    | ke    |        | position(..)                  |         |          |              |         |
|        | end repeat   |       |        |                               |         |          |              |         |
|        | calculate    | semua |        | sum(${jumlah})                |         |          |              |         |
|        | calculate    | urut  |        | join('-', ${nama})            |         |          |              |         |
|        | begin repeat | c     | C      |                               |         |          | ${n}         |         |
|        | text         | w     | W      |                               |         |          |              |         |
|        | end repeat   |       |        |                               |         |          |              |         |
"""


def test_an_answer_is_taken_back_with_what_followed_from_it() -> None:
    (
        scenario(FORM)
        .answer("/data/n", 1)
        .answer("/data/n", 2)
        .expect("/data/jejak", "2!")
        .undo()
        .expect_changed("/data/n", "/data/jejak", "/data/usul")
        .expect("/data/n", 1)
        .expect("/data/jejak", "1!")
        .expect("/data/usul", "u1")
        .expect_instances("/data/c", "1")
        .undo()
        .expect("/data/n", "")
        .expect("/data/jejak", "")
        .redo(2)
        .expect("/data/n", 2)
        .expect("/data/jejak", "2!")
        .expect_instances("/data/c", "1", "2")
    )


def test_there_is_nothing_to_undo_in_a_new_or_restored_form() -> None:
    told = scenario(FORM)
    assert not told.session.can_undo
    assert not told.session.can_redo
    assert told.session.undo() == frozenset()
    assert told.session.redo() == frozenset()
    again = told.answer("/data/n", 1).restored()
    assert not again.session.can_undo


def test_the_same_answer_again_is_no_step() -> None:
    told = scenario(FORM).answer("/data/n", 1).answer("/data/n", 1).undo()
    assert not told.session.can_undo


def test_a_new_change_forgets_what_was_undone() -> None:
    told = scenario(FORM).answer("/data/n", 1).undo().answer("/data/usul", "x")
    assert not told.session.can_redo


def test_language_and_checks_are_no_steps() -> None:
    told = scenario(FORM).answer("/data/n", 1).undo()
    told.session.validate()
    told.session.refresh()
    told.session.finalise()
    assert not told.session.can_undo
    told.redo().expect("/data/n", 1)


def test_text_that_did_not_parse_is_taken_back_with_its_sentence() -> None:
    (
        scenario(FORM)
        .answer("/data/n", "dua")
        .answer("/data/n", 2)
        .undo()
        .expect("/data/n", "dua")
        .expect_violation("/data/n", ViolationKind.TYPE)
        .undo()
        .expect_valid("/data/n")
        .redo()
        .expect_violation("/data/n", ViolationKind.TYPE)
    )


def test_many_answers_are_one_step() -> None:
    told = scenario(FORM)
    told.session.set_values({Ref("/data/n"): "3", Ref("/data/usul"): "lain"})
    told.expect("/data/n", 3).undo().expect("/data/n", "").expect("/data/usul", "u")
    told.redo().expect("/data/n", 3)
    assert not told.session.can_redo


def test_what_was_written_over_a_calculation_returns() -> None:
    (
        scenario(FORM)
        .answer("/data/n", 1)
        .answer("/data/usul", "lain")
        .answer("/data/n", 2)
        .expect("/data/usul", "u2")
        .undo()
        .expect("/data/usul", "lain")
        .undo()
        .expect("/data/usul", "u1")
        .redo()
        .expect("/data/usul", "lain")
        .redo()
        .expect("/data/usul", "u2")
    )


def test_chance_is_not_thrown_again() -> None:
    told = scenario(FORM)
    before = told.node("/data/acak").value
    told.answer("/data/n", 1).undo().redo().expect("/data/acak", before)


def test_a_removed_instance_returns_with_all_inside_it() -> None:
    told = (
        scenario(FORM)
        .add("/data/r", "b")
        .add("/data/r", "c")
        .answer("/data/r[b]/nama", "Budi")
        .answer("/data/r[b]/juluk", "si Budi")
        .add("/data/r[b]/s", "x")
        .answer("/data/r[b]/s[x]/y", 7)
        .expect("/data/semua", 7)
    )
    (
        told.remove("/data/r[b]")
        .expect("/data/semua", 0)
        .expect("/data/r[c]/ke", 2)
        .undo()
        .expect_changed("/data/r", "/data/r[b]/s[x]/y", "/data/r[c]/ke", "/data/semua")
        .expect_instances("/data/r", "1", "b", "c")
        .expect_instances("/data/r[b]/s", "x")
        .expect("/data/r[b]/nama", "Budi")
        .expect("/data/r[b]/juluk", "si Budi")
        .expect("/data/r[b]/s[x]/y", 7)
        .expect("/data/r[c]/ke", 3)
        .expect("/data/semua", 7)
        .expect("/data/urut", "A-Budi-A")
        .redo()
        .expect_instances("/data/r", "1", "c")
    )


def test_an_added_instance_goes_and_returns_with_its_defaults() -> None:
    told = scenario(FORM).add("/data/r", "b").answer("/data/r[b]/nama", "B").undo(2)
    told.expect_instances("/data/r", "1").redo().expect("/data/r[b]/nama", "A")
    told.redo().expect("/data/r[b]/nama", "B")
    with pytest.raises(ValueError, match="already"):
        told.add("/data/r", "b")


def test_a_labels_language_is_right_when_an_instance_returns() -> None:
    told = scenario("""
| survey |
|        | type         | name | label::id | label::en |
|        | begin repeat | r    | R         | R         |
|        | select_one p | a    | A         | A         |
|        | end repeat   |      |           |           |
| choices |
|         | list_name | name | label::id | label::en |
|         | p         | x    | Iks       | Ex        |
""").speak("id")
    assert told.node("/data/r[1]/a").choices[0].label == "Iks"
    told.remove("/data/r[1]").speak("en").undo()
    assert told.node("/data/r[1]/a").choices[0].label == "Ex"


def test_instances_of_a_count_are_parked_and_return() -> None:
    (
        scenario(FORM)
        .answer("/data/n", 3)
        .answer("/data/c[3]/w", "tiga")
        .answer("/data/n", 1)
        .expect_instances("/data/c", "1")
        .undo()
        .expect_instances("/data/c", "1", "2", "3")
        .expect("/data/c[3]/w", "tiga")
        .undo(2)
        .expect_instances("/data/c")
        .redo(2)
        .expect("/data/c[3]/w", "tiga")
    )


def test_instances_change_places_and_all_that_reads_the_order_follows() -> None:
    told = (
        scenario(FORM)
        .add("/data/r", "b")
        .add("/data/r", "c")
        .answer("/data/r[1]/nama", "A")
        .answer("/data/r[b]/nama", "B")
        .answer("/data/r[c]/nama", "C")
        .move("/data/r[c]", 1)
        .expect_changed("/data/r", "/data/r[c]/ke", "/data/r[1]/ke", "/data/r[b]/ke", "/data/urut")
        .expect_instances("/data/r", "c", "1", "b")
        .expect("/data/r[c]/ke", 1)
        .expect("/data/r[b]/ke", 3)
        .expect("/data/urut", "C-A-B")
        .restored()
        .expect_instances("/data/r", "c", "1", "b")
        .expect("/data/urut", "C-A-B")
        .move("/data/r[c]", 3)
        .expect("/data/urut", "A-B-C")
        .undo()
        .expect("/data/urut", "C-A-B")
        .redo()
        .expect("/data/urut", "A-B-C")
    )
    assert told.move("/data/r[c]", 3).changed == frozenset()


def test_blank_instances_keep_their_order_when_restored() -> None:
    told = scenario(FORM).add("/data/r", "b").clear("/data/r[1]/nama").clear("/data/r[b]/nama")
    told.move("/data/r[b]", 1).restored().expect_instances("/data/r", "b", "1")


def test_an_instance_moves_only_to_a_place_that_is_there() -> None:
    told = scenario(FORM).answer("/data/n", 2)
    for position in (0, 2):
        with pytest.raises(ValueError, match="no position"):
            told.move("/data/r[1]", position)
    with pytest.raises(KeyError):
        told.move("/data/r", 1)
    with pytest.raises(ReadonlyNodeError):
        told.move("/data/c[1]", 2)


def test_a_section_is_cleared_in_one_step() -> None:
    told = (
        scenario(FORM)
        .answer("/data/n", 1)
        .answer("/data/r[1]/nama", "B")
        .add("/data/r[1]/s", "x")
        .answer("/data/r[1]/s[x]/y", 3)
        .clear_all("/data/r")
        .expect("/data/r[1]/nama", "")
        .expect("/data/r[1]/s[x]/y", "")
        .expect("/data/semua", 0)
        .expect("/data/n", 1)
        .undo()
        .expect("/data/semua", 3)
        .clear_all("/data/n")
        .expect("/data/n", "")
    )
    with pytest.raises(ReadonlyNodeError):
        told.clear_all("/data/acak")


def test_a_question_that_is_readonly_just_now_keeps_its_answer() -> None:
    told = scenario("""
| survey |
|        | type | name  | label | readonly       |
|        | text | kunci | Kunci |                |
|        | text | isi   | Isi   | ${kunci} = 'x' |
""")
    told.answer("/data/isi", "z").answer("/data/kunci", "x")
    with pytest.raises(ReadonlyNodeError):
        told.answer("/data/isi", "lain")
    with pytest.raises(ReadonlyNodeError):
        told.clear_all("/data/isi")
    told.clear_all("/data").expect("/data/kunci", "").expect("/data/isi", "z")


def test_the_number_of_steps_is_bounded() -> None:
    told = scenario(FORM)
    for number in range(MAX_STEPS + 5):
        told.answer("/data/r[1]/s[1]/y", number)
    told.undo(MAX_STEPS).expect("/data/r[1]/s[1]/y", 4)
    assert not told.session.can_undo


PARKED = """
| survey |
| | type         | name | label | calculation | repeat_count | default |
| | integer      | n    | N     |             |              | 1       |
| | begin repeat | r    | R     |             | ${n}         |         |
| | integer      | x    | X     |             |              |         |
| | calculate    | y    |       | ${x} + 1    |              |         |
| | end repeat   |      |       |             |              |         |
"""


def test_an_answer_inside_a_counted_instance_that_left_with_it_is_taken_back() -> None:
    told = scenario(PARKED)
    told.session.set_values({Ref("/data/r[1]/x"): "12", Ref("/data/n"): ""})
    told.undo().expect("/data/r[1]/x", "").expect("/data/r[1]/y", "")
    told.redo().answer("/data/n", 1).expect("/data/r[1]/x", 12).expect("/data/r[1]/y", 13)
