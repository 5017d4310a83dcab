"""Bundles say what changes say; soundness is what looking at each change would find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bina_desktop.domain.bundle import Bundles, beside, bundled
from bina_desktop.domain.journal import LAST_AT, Change, canonical_bytes, sealed
from bina_desktop.domain.soundness import are_json, is_sound, vouched


def line(*drafts: tuple[str, str, str, tuple[str, ...]]) -> list[Change]:
    """Changes of one laptop, one after another."""
    made: list[Change] = []
    for seq, (entity, field, value, bases) in enumerate(drafts, start=1):
        change = Change("N", seq, seq, "x", entity, "r", field, value, bases, "sebab")
        made.append(sealed(change, previous=made[-1].hash if made else ""))
    return made


PLAIN = line(("e", "f", '"1"', ()), ("e", "g", "null", ()), ("d", "é", '"dua\\n"', ()))
BASED = line(("e", "f", '"1"', ()), ("e", "f", '"2"', ("N:1",)), ("e", "g", "3", ("N:1", "N:2")))


@pytest.mark.parametrize("changes", [PLAIN, BASED])
def test_bundles_are_the_changes(changes: list[Change]) -> None:
    bundles = bundled(changes)
    found = Bundles(tuple(bundles))
    assert list(found) == changes
    assert (len(found), found[1], found[1:]) == (3, changes[1], tuple(changes[1:]))
    said = [content for bundle in bundles for content in bundle.canonical()]
    assert said == list(map(canonical_bytes, changes))
    assert vouched(bundles) == Bundles(tuple(bundles), sound=True)


def test_more_stands_beside_and_is_not_vouched_for() -> None:
    found = beside(Bundles(tuple(bundled(PLAIN)), sound=True), BASED[:1])
    assert isinstance(found, Bundles)
    assert (list(found), found.further, found.sound) == ([*PLAIN, BASED[0]], (BASED[0],), True)
    assert len(found) == 4
    assert beside(PLAIN, BASED[:1]) == (*PLAIN, BASED[0])


def test_a_line_whose_beginning_is_elsewhere_is_sound() -> None:
    assert is_sound(bundled(PLAIN[1:]))


@pytest.mark.parametrize(
    "fault",
    [
        {"value": '"3"'},
        {"value": "{"},
        {"value": '"\ud800"'},
        {"value": '"\0"'},
        {"hash": "ab"},
        {"hash": "é" * 64},
        {"seq": 0},
        {"seq": -1},
        {"seq": LAST_AT + 1},
        {"seq": 1},
        {"at": -1},
        {"at": LAST_AT + 1},
        {"device": "a b"},
        {"actor": ""},
        {"field": "f" * 501},
        {"record": "\0"},
        {"reason": "\0"},
        {"bases": ("tanpa nomor",)},
        {"bases": ("N:2", "N:1")},
    ],
)
def test_one_fault_makes_the_whole_unsound(fault: dict[str, object]) -> None:
    assert not is_sound(bundled([PLAIN[0], replace(PLAIN[1], **fault), PLAIN[2]]))


def test_a_first_change_with_a_wrong_hash_is_unsound() -> None:
    assert not is_sound(bundled([replace(PLAIN[0], hash="0" * 64)]))


def test_what_is_derived_from_a_cell_has_no_place_in_a_chain() -> None:
    derived = Change(f"x:{'0' * 64}", 0, 1, "x", "e", "r", "f", "null", ("N:1",))
    assert not is_sound(bundled([derived]))


@pytest.mark.parametrize(
    ("entity", "field", "bases", "sound"),
    [
        ("komentar", "teks", (), True),
        ("komentar", "teks", ("N:1",), False),
        ("komentar", "dihapus", (), False),
        ("lampiran", "sha256", ("N:1",), False),
        ("lampiran", "nama", ("N:1",), True),
    ],
)
def test_what_is_written_once_is_sound_only_the_first_time(
    entity: str, field: str, bases: tuple[str, ...], sound: bool
) -> None:
    assert is_sound(bundled(line((entity, field, '"x"', bases)))) is sound


def test_texts_are_json_one_by_one() -> None:
    assert are_json(['"a"', '"b"'])
    assert are_json(['"a"', "null", "[1]"])
    assert not are_json(['"a"\n"b"'])
    assert not are_json(['"a', '"'])
