"""Typed answers: what is kept, what reads as blank, what the form gives by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.scenario.dsl import NOON, scenario

from bina_desktop.formengine.client import (
    DataType,
    NodeKind,
    ReadonlyNodeError,
    Ref,
    ViolationKind,
)

TYPES = """
| survey |
|        | type           | name   | label    | calculation     |
|        | text           | nama   | Nama     |                 |
|        | integer        | umur   | Umur     |                 |
|        | decimal        | luas   | Luas     |                 |
|        | date           | lahir  | Lahir    |                 |
|        | acknowledge    | setuju | Setuju   |                 |
|        | note           | salam  | Halo     |                 |
|        | calculate      | dobel  |          | ${umur} * 2     |
|        | calculate      | lusa   |          | date(${lahir} + 2) |
"""


def test_answers_become_canonical() -> None:
    (
        scenario(TYPES)
        .answer("/data/umur", " 007 ")
        .expect("/data/umur", "7")
        .answer("/data/luas", "1.234,50")
        .expect("/data/luas", "1234.5")
        .answer("/data/lahir", "23/11/2026")
        .expect("/data/lahir", "2026-11-23")
        .answer("/data/setuju", "ya")
        .expect("/data/setuju", "OK")
    )


def test_text_that_does_not_parse_stays_and_reads_as_blank() -> None:
    (
        scenario(TYPES)
        .answer("/data/umur", "40")
        .expect("/data/dobel", "80")
        .answer("/data/umur", "empat puluh")
        .expect("/data/umur", "empat puluh")
        .expect_violation("/data/umur", ViolationKind.TYPE)
        .expect("/data/dobel", "")
        .answer("/data/umur", "41")
        .expect_valid("/data/umur")
        .expect("/data/dobel", "82")
    )


def test_a_calculated_date_counts_days() -> None:
    scenario(TYPES).answer("/data/lahir", "30-12-2026").expect("/data/lusa", "2027-01-01")


def test_the_same_answer_again_changes_nothing() -> None:
    told = scenario(TYPES).answer("/data/umur", "5").expect_changed("/data/umur", "/data/dobel")
    assert told.answer("/data/umur", "5").changed == frozenset()
    assert told.answer("/data/umur", "05").changed == frozenset()


def test_nodes_without_answers_refuse_them() -> None:
    told = scenario(TYPES)
    for ref in ("/data/salam", "/data/dobel", "/data"):
        with pytest.raises(ReadonlyNodeError):
            told.answer(ref, "x")
    with pytest.raises(KeyError):
        told.answer("/data/tidak_ada", "x")


def test_kinds_and_types_tell_a_face_what_to_draw() -> None:
    told = scenario(TYPES)
    kinds = {node.name: node.kind for node in told.session.walk()}
    assert kinds["data"] is NodeKind.ROOT
    assert kinds["nama"] is NodeKind.INPUT
    assert kinds["setuju"] is NodeKind.ACKNOWLEDGE
    assert kinds["salam"] is NodeKind.NOTE
    assert kinds["dobel"] is NodeKind.HIDDEN
    assert told.node("/data/luas").data_type is DataType.DECIMAL


def test_many_answers_take_one_recalculation() -> None:
    told = scenario(TYPES)
    changed = told.session.set_values({Ref("/data/umur"): "3", Ref("/data/nama"): "Budi"})
    assert {"/data/umur", "/data/nama", "/data/dobel"} <= changed


def test_many_answers_are_given_all_or_none() -> None:
    told = scenario(TYPES)
    with pytest.raises(ReadonlyNodeError):
        told.session.set_values({Ref("/data/umur"): "3", Ref("/data/salam"): "x"})
    told.expect("/data/umur", "")


DEFAULTS = """
| survey |
|        | type     | name   | label  | default  | readonly | bind::bina:bobot | appearance |
|        | start    | mulai  |        |          |          |   |  |
|        | end      | akhir  |        |          |          |   |  |
|        | today    | hari   |        |          |          |   |  |
|        | username | siapa  |        |          |          |   |  |
|        | deviceid | mesin  |        |          |          |   |  |
|        | hidden   | versi  |        | 3        |          |   |  |
|        | text     | kota   | Kota   | Ambon    |          | 5 | multiline w1 |
|        | date     | tgl    | Tgl    | today()  |          |   |  |
|        | integer  | tetap  | Tetap  | 9        | yes      |   |  |
| settings |
|          | namespaces |
|          | bina="https://contoh.id/bina" |
"""


def test_the_form_gives_defaults_and_metadata() -> None:
    told = (
        scenario(DEFAULTS)
        .expect("/data/kota", "Ambon")
        .expect("/data/tgl", "2026-11-23")
        .expect("/data/hari", "2026-11-23")
        .expect("/data/siapa", "ani")
        .expect("/data/mesin", "")
    )
    told.at(NOON + timedelta(hours=1))
    results = told.session.results()
    assert results[Ref("/data/mulai")] == "2026-11-23T12:00:00.000+00:00"
    assert results[Ref("/data/akhir")] == "2026-11-23T13:00:00.000+00:00"
    assert results[Ref("/data/versi")] == "3"
    assert results[Ref("/data/meta/instanceID")].startswith("uuid:")


def test_columns_of_our_own_reach_the_face() -> None:
    node = scenario(DEFAULTS).node("/data/kota")
    assert node.attributes == {"bobot": "5"}
    assert node.appearance == {"multiline", "w1"}


def test_readonly_questions_refuse_answers_and_keep_their_default() -> None:
    told = scenario(DEFAULTS).expect("/data/tetap", "9")
    assert told.node("/data/tetap").readonly
    with pytest.raises(ReadonlyNodeError):
        told.answer("/data/tetap", "8")


def test_a_cleared_default_stays_cleared_when_restored() -> None:
    scenario(DEFAULTS).clear("/data/kota").clear("/data/tgl").restored().expect(
        "/data/kota", ""
    ).expect("/data/tgl", "")
