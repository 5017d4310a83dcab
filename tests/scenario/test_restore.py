"""Stored answers come back, also into another version of the form."""

from __future__ import annotations

from time import perf_counter

import pytest
from tests.scenario.dsl import opened, restore, scenario
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Ref, ViolationKind

FORM = """
| survey |
|        | type      | name   | label | calculation | relevant |
|        | integer   | a      | A     |             |          |
|        | decimal   | b      | B     |             |          |
|        | text      | usul   | Usul  | concat('u', ${a}) |    |
|        | calculate | dobel  |       | ${a} * 2    |          |
|        | begin repeat | r   | R     |             |          |
|        | text      | x      | X     |             |          |
|        | end repeat |       |       |             |          |
"""


def test_answers_come_back_and_results_follow() -> None:
    told = scenario(FORM).answer("/data/a", 4).answer("/data/b", "1,125")
    again = told.restored().expect("/data/a", 4).expect("/data/b", "1.125")
    again.expect("/data/dobel", 8).expect_answers(told.session.answers())


def test_what_was_written_over_a_calculation_comes_back() -> None:
    told = scenario(FORM).answer("/data/a", 4).expect("/data/usul", "u4")
    told.answer("/data/usul", "lain").restored().expect("/data/usul", "lain")


def test_answers_without_a_home_are_handed_back() -> None:
    form = scenario(FORM).form
    again, outcome = restore(
        form,
        {
            "/data/a": "4",
            "/data/hilang": "x",
            "/data/r[k]/hilang": "y",
            "/data/dobel": "8",
            "/data/a[1]/b": "z",
        },
    )
    assert outcome.placed == 1
    assert outcome.unplaced == {
        "/data/hilang": "x",
        "/data/r[k]/hilang": "y",
        "/data/dobel": "8",
        "/data/a[1]/b": "z",
    }
    again.expect("/data/a", 4).expect_instances("/data/r", "k")


def test_text_that_did_not_parse_comes_back_as_typed() -> None:
    told = scenario(FORM).answer("/data/a", "empat").answer("/data/b", "1.234")
    again = told.restored().expect("/data/a", "empat")
    again.expect_violation("/data/a", ViolationKind.TYPE)


def test_an_empty_store_opens_a_new_form() -> None:
    again, outcome = restore(scenario(FORM).form, {})
    assert outcome.placed == 0
    again.expect_instances("/data/r", "1")


def test_blank_instances_come_back() -> None:
    told = scenario(FORM).add("/data/r", "b").answer("/data/r[b]/x", "isi").add("/data/r", "c")
    told.expect_label("/data/r", "R")
    assert told.session.answers()[Ref("/data/r[c]")] == "1"
    told.restored().expect_instances("/data/r", "1", "b", "c")


OLD = """
| survey |
|        | type         | name  | label |
|        | text         | nama  | Nama  |
|        | text         | umur  | Umur  |
|        | select_one p | kota  | Kota  |
|        | text         | alamat | Alamat |
|        | text         | lama  | Lama  |
| choices |
|         | list_name | name | label |
|         | p         | amq  | Ambon |
|         | p         | tul  | Tual  |
"""
NEW = """
| survey |
|        | type         | name   | label  |
|        | text         | nama   | Nama   |
|        | integer      | umur   | Umur   |
|        | select_one p | kota   | Kota   |
|        | begin group  | rumah  | Rumah  |
|        | text         | alamat | Alamat |
|        | end group    |        |        |
|        | text         | baru   | Baru   |
| choices |
|         | list_name | name | label |
|         | p         | amq  | Ambon |
"""


def test_a_newer_version_says_what_it_kept_and_what_has_no_home() -> None:
    old = scenario(OLD).answer("/data/nama", "Ani").answer("/data/umur", "tujuh belas")
    old.answer("/data/kota", "tul").answer("/data/alamat", "Jl. Pattimura")
    old.answer("/data/lama", "isi")
    again, outcome = restore(scenario(NEW).form, old.session.answers())
    assert outcome.placed == 3
    assert outcome.unplaced == {"/data/alamat": "Jl. Pattimura", "/data/lama": "isi"}
    again.expect("/data/nama", "Ani").expect("/data/rumah/alamat", "").expect("/data/baru", "")
    again.expect("/data/umur", "tujuh belas")
    again.expect_violation("/data/umur", ViolationKind.TYPE)
    again.expect("/data/kota", "tul").expect_violation("/data/kota", ViolationKind.CHOICE)


def test_what_was_cleared_of_a_calculation_stays_blank() -> None:
    told = scenario(FORM).answer("/data/a", 4).clear("/data/usul")
    told.restored().expect("/data/usul", "")


def test_what_was_cleared_of_a_preload_stays_blank() -> None:
    model = '<bind nodeset="/data/a" type="string" jr:preload="uid"/>'
    told = opened(xform("<a/>", model=model, body='<input ref="/data/a"/>'))
    told.clear("/data/a").restored().expect("/data/a", "")


CHAIN = """
| survey |
| | type    | name | label | calculation   |
| | integer | b    | B     | ${a} * 3      |
| | integer | a    | A     |               |
| | integer | d    | D     | ${b} + ${c}   |
| | integer | c    | C     | ${a} + ${b}   |
"""


def test_calculations_that_read_each_other_keep_what_was_written_over_them() -> None:
    told = scenario(CHAIN).answer("/data/a", 1).answer("/data/b", "x").answer("/data/c", 7)
    told.answer("/data/d", "zz").expect("/data/b", "x").expect("/data/c", 7)
    told.restored().expect("/data/b", "x").expect("/data/c", 7).expect("/data/d", "zz")


ROSTER = """
| survey |
|        | type         | name | label |
|        | begin repeat | art  | ART   |
|        | text         | nama | Nama  |
|        | end repeat   |      |       |
"""


def test_thousands_of_instances_come_back_in_a_moment() -> None:
    form = scenario(ROSTER).form
    answers = {f"/data/art[k{number}]/nama": "A" for number in range(5_000)}
    answers |= {f"/data/lain[k{number}]/nama": "A" for number in range(100_000)}
    began = perf_counter()
    session, outcome = restore(form, answers)
    assert perf_counter() - began < 15  # the square of the number would take minutes
    assert len(session.node("/data/art").children) == 5_000
    assert len(outcome.unplaced) == 100_000


@pytest.mark.parametrize("key", ["a/b", "a]b", "[", "]"])
def test_a_key_that_would_not_come_back_is_refused(key: str) -> None:
    session = scenario(ROSTER).session
    before = session.answers()
    with pytest.raises(ValueError, match="key"):
        session.add_repeat(Ref("/data/art"), key=key)
    assert session.answers() == before
