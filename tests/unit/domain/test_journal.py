from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bina_desktop.domain.journal import (
    REOPENED,
    Change,
    Digest,
    FieldKey,
    adopt,
    alters_what_stands,
    broken_links,
    by_field,
    canonical_bytes,
    chain_hash,
    clock_at,
    common_base,
    conflicts,
    derived_id,
    digest,
    heads,
    is_conflict,
    is_far_ahead,
    json_text,
    moment_of,
    origin,
    sealed,
    split_id,
    tick,
    unproved,
    winner,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def a_change(seq: int, value: str = '"x"', **other: object) -> Change:
    values: dict[str, object] = {
        "device": "A",
        "seq": seq,
        "at": seq,
        "actor": "p1",
        "entity": "pegawai",
        "record": "r1",
        "field": "nama",
        "value": value,
    }
    return Change(**{**values, **other})


def test_identity_is_device_and_number() -> None:
    assert a_change(3).id == "A:3"
    assert split_id("A:3") == ("A", 3)


@pytest.mark.parametrize(
    ("entity", "field", "how", "alters"),
    [
        ("pegawai", "nama", {"bases": ("B:1",)}, False),
        ("komentar", "teks", {}, False),
        ("komentar", "teks", {"bases": ("B:1",)}, True),
        ("komentar", "teks", {"seq": 0}, True),
        ("komentar", "dihapus", {}, True),
        ("lampiran", "dihapus", {"bases": ("B:1",)}, False),
        ("lampiran", "nama", {"bases": ("B:1",)}, False),
        ("lampiran", "sha256", {"bases": ("B:1",)}, True),
        ("lampiran", "sha256", {}, False),
    ],
)
def test_words_and_files_are_written_once(
    entity: str, field: str, how: dict[str, object], alters: bool
) -> None:
    change = a_change(**{"seq": 1, "entity": entity, "field": field, **how})
    assert alters_what_stands(change) is alters


def test_identity_of_an_edited_cell_is_its_content() -> None:
    same = {"export_id": "e", "entity": "pegawai", "record": "r1", "field": "nama"}
    first = derived_id(**same, value='"Budi"')
    assert first == derived_id(**same, value='"Budi"')
    assert first != derived_id(**same, value='"Badu"')
    assert a_change(0, device=first).id == first
    assert split_id(first) == (first, 0)


@pytest.mark.parametrize("text", ["", "A", ":1", "A:", "A:0", "A:x", "A:-1", "A:²"])
def test_what_is_no_identity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        split_id(text)


def test_canonical_text_has_sorted_keys_and_no_blanks() -> None:
    assert json_text({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'


def test_canonical_bytes_do_not_depend_on_the_order_of_bases() -> None:
    one = a_change(3, bases=("A:1", "B:2"))
    other = a_change(3, bases=("B:2", "A:1"))
    assert canonical_bytes(one) == canonical_bytes(other)
    assert (
        canonical_bytes(one) == b'["A",3,3,"p1","pegawai","r1","nama","\\"x\\"",["A:1","B:2"],""]'
    )


@pytest.mark.parametrize(
    "other",
    [
        {"value": '"y"'},
        {"actor": "p2"},
        {"at": 9},
        {"reason": "salah tulis"},
        {"bases": ("B:1",)},
        {"record": "r2"},
    ],
)
def test_hash_changes_with_every_part(other: dict[str, object]) -> None:
    assert chain_hash("", a_change(1, **other)) != chain_hash("", a_change(1))


def test_hash_continues_the_chain() -> None:
    first = sealed(a_change(1), previous="")
    assert sealed(a_change(2), previous=first.hash) != sealed(a_change(2), previous="")


def test_a_broken_chain_is_found_wherever_two_neighbours_are_here() -> None:
    line: list[Change] = []
    for seq in range(1, 5):
        line.append(sealed(a_change(seq), previous=line[-1].hash if line else ""))
    derived = a_change(0, device="x:1")
    assert broken_links([*line, derived]) == []
    assert broken_links([line[0], line[2], line[3]]) == []
    forged = replace(line[1], value='"y"')
    assert broken_links([line[0], forged, line[2]]) == [forged]
    assert broken_links([replace(line[0], value='"y"')]) == [replace(line[0], value='"y"')]


def test_a_change_takes_the_place_of_its_base() -> None:
    first, second = a_change(1), a_change(2, bases=("A:1",))
    assert heads([first, second]) == [second]
    assert heads([second]) == [second]


def test_changes_that_do_not_know_each_other_stand_side_by_side() -> None:
    one, other = a_change(1, at=5), a_change(1, '"y"', device="B", at=5)
    assert heads([one, other]) == [other, one]
    assert winner([one, other]) == other
    assert is_conflict([one, other])


def test_equal_values_are_agreed() -> None:
    assert not is_conflict([a_change(1), a_change(1, device="B")])


def test_a_change_that_names_itself_is_a_head_all_the_same() -> None:
    assert heads([a_change(1, bases=("A:1",))]) == [a_change(1, bases=("A:1",))]


def test_a_choice_that_names_all_heads_ends_the_conflict() -> None:
    one, other = a_change(1), a_change(1, '"y"', device="B")
    assert list(conflicts([one, other])) == [FieldKey("pegawai", "r1", "nama")]
    assert conflicts([one, other, a_change(2, '"y"', bases=("A:1", "B:1"))]) == {}


def test_different_fields_never_conflict() -> None:
    assert conflicts([a_change(1), a_change(1, '"y"', device="B", field="nip")]) == {}


def test_no_heads_no_winner() -> None:
    assert winner([]) is None


def test_one_identity_counts_once() -> None:
    assert by_field([a_change(1), a_change(1)]) == {
        FieldKey("pegawai", "r1", "nama"): [a_change(1)]
    }


def test_common_base_is_the_newest_shared_ancestor() -> None:
    first = a_change(1)
    second = a_change(2, bases=("A:1",))
    left = a_change(3, '"l"', bases=("A:2",))
    right = a_change(1, '"r"', device="B", at=9, bases=("A:2", "C:7"))
    assert common_base([left, right], [first, second, left, right]) == second


def test_values_given_apart_have_no_common_base() -> None:
    one, other = a_change(1), a_change(1, '"y"', device="B")
    assert common_base([one, other], [one, other]) is None
    assert common_base([], []) is None


def test_ancestry_that_runs_in_a_circle_ends() -> None:
    one = a_change(1, bases=("A:2",))
    two = a_change(2, bases=("A:1",))
    head = a_change(3, bases=("A:1",))
    assert heads([one, two]) == []
    assert common_base([head], [one, two, head]) == two
    assert digest([one, two]) == digest([])


def test_a_value_keeps_its_origin_when_a_decision_is_taken_back_again_and_again() -> None:
    one, other = a_change(1), a_change(1, '"y"', device="B", at=2)
    known = [one, other]
    for seq in (2, 4):
        bases = tuple(sorted(head.id for head in heads(known)))
        known.append(a_change(seq, '"y"', bases=bases))
        known += [
            a_change(seq, value, device=device, bases=(f"A:{seq}",), reason=REOPENED)
            for value, device in (('"x"', "C"), ('"y"', "D"))
        ]
    assert {origin(head, known) for head in heads(known)} == {one, other}
    assert origin(one, known) == one


def test_a_forged_origin_that_runs_in_a_circle_ends() -> None:
    one = a_change(1, bases=("A:2",), reason=REOPENED)
    two = a_change(2, bases=("A:1",), reason=REOPENED)
    assert origin(one, [one, two]) == one


def test_digest_does_not_depend_on_order_or_repetition() -> None:
    one, other = a_change(1), a_change(1, '"y"', device="B")
    assert digest([one, other]) == digest([other, one, other])
    assert digest([one]) != digest([other])
    assert digest([one]) != digest([one, other])


def test_digest_of_parts_is_the_digest() -> None:
    total = Digest()
    total.add(FieldKey("pegawai", "r1", "nama"), ['"y"', '"x"'])
    assert total.hex() == digest([a_change(1), a_change(1, '"y"', device="B")])


def test_clock_keeps_milliseconds() -> None:
    assert moment_of(clock_at(NOW + timedelta(microseconds=1999))) == NOW + timedelta(
        milliseconds=1
    )


def test_clock_follows_the_wall_but_never_goes_back() -> None:
    assert tick(0, NOW) == clock_at(NOW)
    ahead = clock_at(NOW + timedelta(hours=1))
    assert tick(ahead, NOW) == ahead + 1


def test_clock_moves_past_what_was_seen() -> None:
    seen = clock_at(NOW + timedelta(hours=47))
    assert adopt(5, [seen, 7], NOW) == seen
    assert adopt(seen, [], NOW) == seen


def test_clock_far_ahead_is_not_adopted() -> None:
    wrong = clock_at(NOW + timedelta(hours=48, milliseconds=1))
    assert is_far_ahead(wrong, NOW)
    assert not is_far_ahead(clock_at(NOW + timedelta(hours=48)), NOW)
    assert adopt(5, [wrong], NOW) == 5


def test_only_what_a_known_change_follows_is_proved():
    assert unproved([1, 2, 3], {4}) == []
    assert unproved([1, 2, 4], {5}) == [1, 2]
    assert unproved([3, 4], {1, 2}) == [3, 4]  # anybody can hash one after the last
    assert unproved([1, 2], {1, 2, 3}) == []
    assert unproved([], {1}) == []
