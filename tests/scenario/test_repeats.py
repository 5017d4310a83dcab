"""Repeats: instances come and go, totals and positions follow, counts may be computed."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

import pytest
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import NodeKind, ReadonlyNodeError, Ref, ViolationKind
from bina_desktop.formengine.instance import repeats

SHOP = """
| survey |
|        | type         | name   | label           | calculation            | default | relevant | required | constraint |
|        | integer      | diskon | Diskon          |                        |         |          |          |            |
|        | begin repeat | barang | Barang ${nomor} |                        |         |          |          |            |
|        | calculate    | nomor  |                 | position(..)           |         |          |          |            |
|        | text         | nama   | Nama            |                        |         |          | yes      |            |
|        | integer      | jumlah | Jumlah          |                        | 1       |          |          | . < ${diskon} + 100 |
|        | integer      | harga  | Harga           |                        |         | ${jumlah} > 0 |     |            |
|        | calculate    | sub    |                 | ${jumlah} * ${harga}   |         |          |          |            |
|        | end repeat   |        |                 |                        |         |          |          |            |
|        | calculate    | total  |                 | sum(${sub})            |         |          |          |            |
|        | calculate    | banyak |                 | count(${barang})       |         |          |          |            |
|        | calculate    | bayar  |                 | ${total} - ${diskon}   |         |          |          |            |
"""


def test_totals_and_positions_follow_instances() -> None:
    (
        scenario(SHOP)
        .expect_instances("/data/barang", "1")
        .answer("/data/barang[1]/harga", 5)
        .add("/data/barang", "b")
        .expect_changed("/data/barang", "/data/barang[b]/jumlah", "/data/banyak")
        .answer("/data/barang[b]/harga", 7)
        .answer("/data/barang[b]/jumlah", 2)
        .add("/data/barang", "c")
        .expect("/data/barang[c]/nomor", 3)
        .expect("/data/total", 19)
        .expect("/data/banyak", 3)
        .remove("/data/barang[1]")
        .expect_changed("/data/barang", "/data/barang[b]/nomor", "/data/total")
        .expect_instances("/data/barang", "b", "c")
        .expect("/data/barang[b]/nomor", 1)
        .expect("/data/total", 14)
        .answer("/data/diskon", 4)
        .expect("/data/bayar", 10)
    )


ORDER = """
| survey |
|        | type         | name   | label   | calculation   | relevant      |
|        | begin repeat | barang | Barang  |               |               |
|        | integer      | pesan  | Pesan?  |               |               |
|        | integer      | harga  | Harga   |               | ${pesan} = 1  |
|        | end repeat   |        |         |               |               |
|        | calculate    | total  |         | sum(${harga}) |               |
|        | calculate    | mahal  |         | max(${harga}) |               |
"""


def test_totals_leave_out_what_is_not_relevant() -> None:
    (
        scenario(ORDER)
        .answer("/data/barang[1]/pesan", 1)
        .answer("/data/barang[1]/harga", 5)
        .add("/data/barang", "b")
        .answer("/data/barang[b]/pesan", 1)
        .answer("/data/barang[b]/harga", 7)
        .expect("/data/total", 12)
        .expect("/data/mahal", 7)
        .answer("/data/barang[b]/pesan", 0)
        .expect("/data/barang[b]/harga", 7)
        .expect("/data/total", 5)
        .expect("/data/mahal", 5)
        .answer("/data/barang[b]/pesan", 1)
        .expect("/data/total", 12)
    )


def test_removed_instances_are_gone() -> None:
    told = scenario(SHOP).add("/data/barang", "b").remove("/data/barang[b]")
    assert not [ref for ref in told.changed if ref.startswith("/data/barang[b]")]
    with pytest.raises(KeyError):
        told.node("/data/barang[b]")
    with pytest.raises(KeyError):
        told.remove("/data/diskon")
    with pytest.raises(KeyError):
        told.add("/data/diskon", "x")


def test_an_outside_answer_reaches_every_instance() -> None:
    (
        scenario(SHOP)
        .add("/data/barang", "b")
        .answer("/data/diskon", 0)
        .answer("/data/barang[1]/jumlah", 150)
        .answer("/data/barang[b]/jumlah", 160)
        .expect_violation("/data/barang[1]/jumlah", ViolationKind.CONSTRAINT)
        .answer("/data/diskon", 55)
        .expect_changed("/data/barang[1]/jumlah")
        .expect_valid("/data/barang[1]/jumlah")
        .expect_violation("/data/barang[b]/jumlah", ViolationKind.CONSTRAINT)
    )


def test_relevance_is_each_instances_own() -> None:
    (
        scenario(SHOP)
        .add("/data/barang", "b")
        .answer("/data/barang[b]/jumlah", 0)
        .expect_relevant("/data/barang[1]/harga")
        .expect_not_relevant("/data/barang[b]/harga")
    )


def test_the_tree_of_a_face_shows_places_and_instances() -> None:
    told = scenario(SHOP).add("/data/barang", "b")
    place = told.node("/data/barang")
    instance = told.node("/data/barang[b]")
    question = told.node("/data/barang[b]/nama")
    assert place.kind is NodeKind.REPEAT
    assert instance.kind is NodeKind.REPEAT_INSTANCE
    assert question.parent is instance
    assert instance.parent is place
    assert place.parent is told.session.root
    assert told.session.root.parent is None
    told.expect_label("/data/barang[b]", "Barang 2").expect_label("/data/barang", "Barang 1")
    told.remove("/data/barang[1]").remove("/data/barang[b]").expect_label("/data/barang", "")
    assert [node.name for node in told.session.walk(place)] == ["barang"]


def test_new_keys_sort_in_the_order_of_making() -> None:
    told = scenario(SHOP)
    made = [told.session.add_repeat(Ref("/data/barang"))[0] for _ in range(3)]
    assert made == sorted(made)
    assert len(set(made)) == 3
    with pytest.raises(ValueError, match="already"):
        told.add("/data/barang", "1")


@pytest.mark.parametrize("keys", [["b"], ["b", "c"], []])
def test_blank_instances_survive_being_stored(keys: list[str]) -> None:
    told = scenario(SHOP)
    told.remove("/data/barang[1]")
    for key in keys:
        told.add("/data/barang", key).clear(f"/data/barang[{key}]/jumlah")
    told.restored().expect_instances("/data/barang", *keys)


def test_starting_instances_that_stay_beside_new_ones_survive() -> None:
    (
        scenario(SHOP)
        .clear("/data/barang[1]/jumlah")
        .add("/data/barang", "b")
        .answer("/data/barang[b]/nama", "Meja")
        .restored()
        .expect_instances("/data/barang", "1", "b")
        .expect("/data/barang[1]/jumlah", "")
    )


COUNTED = """
| survey |
|        | type         | name  | label  | repeat_count | relevant      | calculation    | default |
|        | integer      | n     | N      |              |               |                |         |
|        | begin repeat | anak  | Anak   | ${n}         | ${n} < 100    |                |         |
|        | text         | nama  | Nama   |              |               |                |         |
|        | text         | kode  | Kode   |              |               |                | concat('A', position(..)) |
|        | begin repeat | usaha | Usaha  |              |               |                |         |
|        | integer      | laba  | Laba   |              |               |                |         |
|        | end repeat   |       |        |              |               |                |         |
|        | calculate    | laba_anak |    |              |               | sum(${laba})   |         |
|        | end repeat   |       |        |              |               |                |         |
|        | calculate    | semua |        |              |               | sum(${laba})   |         |
"""


def test_a_computed_count_makes_and_parks_instances() -> None:
    (
        scenario(COUNTED)
        .expect_instances("/data/anak")
        .answer("/data/n", 2)
        .expect_instances("/data/anak", "1", "2")
        .expect_changed("/data/anak", "/data/anak[2]/nama")
        .answer("/data/anak[2]/nama", "Budi")
        .add("/data/anak[2]/usaha", "u")
        .answer("/data/anak[2]/usaha[u]/laba", 5)
        .expect("/data/semua", 5)
        .answer("/data/n", 1)
        .expect_instances("/data/anak", "1")
        .expect("/data/semua", 0)
        .answer("/data/n", 3)
        .expect("/data/anak[2]/nama", "Budi")
        .expect("/data/anak[2]/usaha[u]/laba", 5)
        .expect("/data/anak[2]/laba_anak", 5)
        .expect("/data/semua", 5)
        .clear("/data/n")
        .expect_instances("/data/anak")
    )


def test_new_instances_get_dynamic_defaults() -> None:
    told = scenario(COUNTED).answer("/data/n", 2)
    told.expect("/data/anak[1]/kode", "A1").expect("/data/anak[2]/kode", "A2")
    told.clear("/data/anak[2]/kode").restored().expect("/data/anak[2]/kode", "")


def test_a_computed_count_is_not_for_hands() -> None:
    told = scenario(COUNTED).answer("/data/n", 1)
    with pytest.raises(ReadonlyNodeError):
        told.add("/data/anak", "x")
    with pytest.raises(ReadonlyNodeError):
        told.remove("/data/anak[1]")


def test_parked_instances_come_back_with_the_relevance_of_now() -> None:
    (
        scenario(COUNTED)
        .answer("/data/n", 2)
        .answer("/data/n", 1)
        .answer("/data/n", 200)
        .expect_not_relevant("/data/anak", "/data/anak[2]", "/data/anak[2]/nama")
        .answer("/data/n", 2)
        .expect_relevant("/data/anak", "/data/anak[2]", "/data/anak[2]/nama")
    )


def test_nested_instances_are_restored() -> None:
    (
        scenario(COUNTED)
        .answer("/data/n", 2)
        .add("/data/anak[2]/usaha", "u")
        .answer("/data/anak[2]/usaha[u]/laba", 8)
        .restored()
        .expect_instances("/data/anak[2]/usaha", "u")
        .expect_instances("/data/anak[1]/usaha", "1")
        .remove("/data/anak[1]/usaha[1]")
        .restored()
        .expect_instances("/data/anak[1]/usaha")
        .expect("/data/semua", 8)
    )


def test_relevance_of_a_repeat_may_depend_on_its_own_instance() -> None:
    (
        scenario("""
| survey |
|        | type         | name | label | relevant        | readonly |
|        | text         | a    | A     |                 |          |
|        | begin repeat | r    | R     | position(.) < 3 and ${a} = '' |  |
|        | text         | x    | X     |                 |          |
|        | end repeat   |      |       |                 |          |
""")
        .add("/data/r", "b")
        .add("/data/r", "c")
        .expect_relevant("/data/r[b]", "/data/r[b]/x")
        .expect_not_relevant("/data/r[c]", "/data/r[c]/x")
        .remove("/data/r[1]")
        .expect_relevant("/data/r[c]", "/data/r[c]/x")
        .answer("/data/a", "x")
        .expect_not_relevant("/data/r[b]/x")
    )


def test_relevance_of_an_inner_repeat_follows_the_outer_instance() -> None:
    (
        scenario("""
| survey |
|        | type         | name | label | relevant   | repeat_count |
|        | begin repeat | r    | R     |            |              |
|        | integer      | n    | N     |            |              |
|        | begin repeat | s    | S     | ${n} > 1   |              |
|        | text         | x    | X     |            |              |
|        | end repeat   |      |       |            |              |
|        | begin repeat | t    | T     |            | ${n}         |
|        | text         | y    | Y     |            |              |
|        | end repeat   |      |       |            |              |
|        | end repeat   |      |       |            |              |
""")
        .add("/data/r", "b")
        .answer("/data/r[b]/n", 2)
        .add("/data/r[b]/s", "x")
        .expect_not_relevant("/data/r[1]/s", "/data/r[1]/s[1]/x")
        .expect_relevant("/data/r[b]/s", "/data/r[b]/s[x]/x")
        .expect_instances("/data/r[1]/t")
        .expect_instances("/data/r[b]/t", "1", "2")
    )


def test_counts_inside_counts_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "MAX_NODES", 500)
    filled = scenario("""
| survey |
|        | type         | name | label | repeat_count |
|        | integer      | n    | N     |              |
|        | begin repeat | a    | A     | ${n}         |
|        | begin repeat | b    | B     | ${n}         |
|        | text         | x    | X     |              |
|        | end repeat   |      |       |              |
|        | end repeat   |      |       |              |
""")
    filled.answer("/data/n", 40)
    assert 450 < sum(1 for _ in filled.session.walk()) <= 510
    filled.answer("/data/n", 3)
    assert len([node for node in filled.session.walk() if node.name == "x"]) == 9
