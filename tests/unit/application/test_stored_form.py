"""What storage sorted by ref cannot tell by itself: the order of instances, and chosen blanks."""

from __future__ import annotations

from tests.scenario.dsl import scenario

from bina_desktop.application.stored_form import (
    StoredAnswers,
    in_order,
    question_of,
    storable,
)
from bina_desktop.formengine.client import Ref


def answers(*refs: str) -> dict[Ref, str]:
    return {Ref(ref): "x" for ref in refs}


def stored(*refs: str) -> dict[str, str]:
    return dict(sorted(storable(answers(*refs)).items()))


def test_an_order_that_sorting_keeps_costs_nothing() -> None:
    refs = ("/d/r[a]/x", "/d/r[b]/x", "/d/y")
    assert list(stored(*refs)) == list(refs)


def test_a_moved_instance_keeps_its_place() -> None:
    kept = stored("/d/r[b]/x", "/d/r[a]/x")
    assert kept["/d/r/@urutan"] == "b a"
    assert list(in_order(kept)) == ["/d/r[b]/x", "/d/r[a]/x"]


def test_keys_are_compared_as_refs_are_sorted() -> None:
    kept = stored("/d/r[1]/x", "/d/r[10]/x")
    assert list(in_order(kept)) == ["/d/r[1]/x", "/d/r[10]/x"]


def test_inner_instances_keep_theirs() -> None:
    refs = ("/d/r[b]/s[2]/x", "/d/r[b]/s[1]/x", "/d/r[a]/s[1]/x", "/d/r[a]/s[2]/x")
    assert list(in_order(stored(*refs))) == list(refs)


def test_an_instance_from_elsewhere_comes_last() -> None:
    kept = stored("/d/r[b]/x", "/d/r[a]/x") | {"/d/r[0]/x": "y"}
    assert list(in_order(dict(sorted(kept.items())))) == ["/d/r[b]/x", "/d/r[a]/x", "/d/r[0]/x"]


def test_a_cleared_default_stays_cleared() -> None:
    kept = storable({Ref("/d/a"): "", Ref("/d/b"): "x"})
    assert kept == {"/d/a/@kosong": "1", "/d/b": "x"}
    assert in_order(kept) == {"/d/a": "", "/d/b": "x"}


def test_an_answer_from_elsewhere_stands_before_a_blank() -> None:
    assert in_order({"/d/a": "5", "/d/a/@kosong": "1"}) == {"/d/a": "5"}


def test_an_instance_with_nothing_but_blanks_keeps_its_place() -> None:
    kept = storable({Ref("/d/r[b]/x"): "", Ref("/d/r[a]/x"): "y"})
    assert list(in_order(dict(sorted(kept.items())))) == ["/d/r[b]/x", "/d/r[a]/x"]


FILLED = """
| survey |
|  | type         | name  | label | default | calculation | trigger |
|  | begin group  | g     | G     |         |             |         |
|  | text         | a     | A     | x       |             |         |
|  | integer      | b     | B     |         |             |         |
|  | calculate    | jejak |       |         | ${b} + 1    | ${b}    |
|  | end group    |       |       |         |             |         |
|  | begin repeat | r     | R     |         |             |         |
|  | text         | c     | C     |         |             |         |
|  | end repeat   |       |       |         |             |         |
"""


def test_what_changed_is_stored_and_nothing_else() -> None:
    session = scenario(FILLED).session
    kept = StoredAnswers(session)
    changed = session.set_value(Ref("/data/g/b"), "4")
    stored = kept.follow(changed)
    assert stored == {"/data/g/b": "4", "/data/g/jejak": "5", "/data/g/jejak/@kosong": ""}
    assert kept.follow(changed | {Ref("/data"), Ref("/data/g")}) == {}
    cleared = session.set_value(Ref("/data/g/a"), "")
    assert kept.follow(cleared) == {"/data/g/a": "", "/data/g/a/@kosong": "1"}


def test_a_long_form_is_looked_at_part_by_part_before_anything_changes() -> None:
    session = scenario(FILLED).session
    session.set_value(Ref("/data/g/a"), "awal")
    kept = StoredAnswers(session, later=True)
    assert kept.look()
    kept.complete()
    assert not kept.look()
    assert kept.follow([Ref("/data/g/a"), Ref("/data/r")]) == {}
    assert kept.follow(session.set_value(Ref("/data/g/a"), "lain")) == {"/data/g/a": "lain"}


def test_rows_are_stored_with_their_order_and_deleted_with_what_is_in_them() -> None:
    session = scenario(FILLED).session
    kept = StoredAnswers(session)
    rows: list[Ref] = []
    for key in ("b", "a"):
        row, changed = session.add_repeat(Ref("/data/r"), key=key)
        rows.append(row)
        stored = kept.follow(changed)
    assert stored == {"/data/r[a]": "1", "/data/r/@urutan": "1 b a"}
    assert kept.follow(session.set_value(Ref("/data/r[a]/c"), "x")) == {
        "/data/r[a]/c": "x",
        "/data/r[a]": "",
    }
    assert kept.follow(session.remove_repeat(rows[0])) == {"/data/r[b]": "", "/data/r/@urutan": ""}


def test_a_key_beside_a_question_is_about_it_and_an_attribute_is_itself() -> None:
    assert question_of("/data/g/a/@kosong") == "/data/g/a"
    assert question_of("/data/g/a/@sumber") == "/data/g/a/@sumber"
