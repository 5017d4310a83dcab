"""What storage sorted by ref cannot tell by itself: the order of instances, and chosen blanks."""

from __future__ import annotations

from bina_desktop.application.stored_form import in_order, storable
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
