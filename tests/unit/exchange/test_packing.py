"""`_jurnal` as rows: a record each, or a change each as older programs wrote it."""

from __future__ import annotations

import json

import pytest

from bina_desktop.domain.bundle import bundled
from bina_desktop.domain.journal import Change, json_text, sealed
from bina_desktop.exchange.journal_sheet import CHANGE_COLUMNS, change_row, read_journal
from bina_desktop.exchange.machine import CHUNK, chunks
from bina_desktop.exchange.packing import packed_rows, packed_texts, texts_hash, unpacked


def change(**overrides: object) -> Change:
    values = {
        "device": "D",
        "seq": 1,
        "at": 1,
        "actor": "p",
        "entity": "e",
        "record": "r",
        "field": "f",
        "value": json_text("v"),
        "hash": "ab",
    }
    return Change(**(values | overrides))


UNUSUAL = [
    change(reason="sebab " * 9_000),
    change(reason="dua baris\r\nkedua\r"),
    change(bases=tuple(f"x:{number:064x}" for number in range(600))),
    change(record=" kosong di tepi ", value=json_text("\uffff\x7f")),
    change(value=json_text("🙂" * 30_000)),
    change(value='"_x000D_"'),
    change(value="[1, 2.50]"),
    sealed(change(), previous=""),
]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def packed(*changes: Change) -> list[list[str]]:
    return list(packed_rows(packed_texts(bundled(changes))))


def a_change_a_row(*changes: Change) -> list[list[str]]:
    """Write as format 1 did."""
    rows = [list(CHANGE_COLUMNS)]
    for one in changes:
        cut = [chunks(text) for text in change_row(one)]
        if all(len(pieces) == 1 for pieces in cut[:-1]):
            rows.append([piece for pieces in cut for piece in pieces])
        else:
            rows.append(["", *chunks(json.dumps(change_row(one)))])
    return rows


@pytest.mark.parametrize("unusual", UNUSUAL)
def test_an_unusual_change_keeps_every_letter(unusual):
    rows = packed(unusual)
    assert all(units(cell) <= CHUNK for row in rows for cell in row)
    found = read_journal(rows)
    assert [one for bundle in found.bundles for one in bundle.changes()] == [unusual]
    assert found.rejections == []


@pytest.mark.parametrize("unusual", UNUSUAL)
def test_what_an_older_program_wrote_is_read(unusual):
    found = read_journal(a_change_a_row(unusual), packed=False)
    assert [one for bundle in found.bundles for one in bundle.changes()] == [unusual]
    assert found.rejections == []


def test_changes_of_one_record_stand_in_one_row_whoever_made_them():
    changes = [
        change(),
        change(seq=2, at=9, field="g"),
        change(device="E", actor="q", bases=("D:1",)),
        change(record="s", seq=3, at=4),
    ]
    rows = packed(*changes)
    assert len(rows) == 1 + 2
    found = read_journal(rows)
    assert {one for bundle in found.bundles for one in bundle.changes()} == set(changes)


def test_order_and_repetition_of_rows_do_not_alter_the_hash():
    head, *rows = packed(change(), change(record="s", seq=2), change(record="t", seq=3))
    straight = read_journal([head, *rows])
    mixed = read_journal([head, *reversed(rows), rows[0], []])
    assert mixed.sha256 == straight.sha256 == texts_hash(row[0] for row in rows)
    assert len(mixed.bundles) == len(straight.bundles)


GOOD = ["D", "p", "", [1], [1], ["f"], ['"v"'], [], ["ab"]]


@pytest.mark.parametrize(
    "content",
    [
        {"e": "r"},
        ["e", "r"],
        ["", "r", GOOD],
        ["e", 7, GOOD],
        ["e", "r", "D"],
        ["e", "r", GOOD[:-1]],
        ["e", "r", ["", *GOOD[1:]]],
        ["e", "r", [7, *GOOD[1:]]],
        ["e", "r", [*GOOD[:3], [], [], [], [], [], []]],
        ["e", "r", [*GOOD[:3], [1, 1], *GOOD[4:]]],
        ["e", "r", [*GOOD[:3], [True], *GOOD[4:]]],
        ["e", "r", [*GOOD[:5], [""], *GOOD[6:]]],
        ["e", "r", [*GOOD[:5], "f", *GOOD[6:]]],
        ["e", "r", [*GOOD[:6], ["{"], *GOOD[7:]]],
        ["e", "r", [*GOOD[:6], ["[" * 20_000], *GOOD[7:]]],
        ["e", "r", [*GOOD[:8], "A"]],
        ["e", "r", [*GOOD[:7], ["D:1", ""], *GOOD[8:]]],
        ["\ud800", "r", GOOD],
    ],
)
def test_a_row_that_is_no_record_is_named_and_stops_nothing(content):
    head, good = packed(change())
    found = read_journal([head, chunks(json.dumps(content)), good])
    assert [one for bundle in found.bundles for one in bundle.changes()] == [change()]
    assert [(one.sheet, one.cell) for one in found.rejections] == [("_jurnal", "A2")]


@pytest.mark.parametrize("cells", [["["], [True], ["[" * 30_000], ["", "x"], ["json:12"]])
def test_a_row_that_is_no_text_is_named(cells):
    head, good = packed(change())
    assert [one.cell for one in read_journal([head, good, cells]).rejections] == ["A3"]


@pytest.mark.parametrize(
    "cells",
    [
        ["", "[1, 2]"],
        ["", '["D", "1"]'],
        ["", "json:12"],
        ["D", "1", "1", "p", "e", "r", "f", "", "", "", "[" * 30_000],
        ["D", "satu", "1", "p", "e", "r", "f", "", "", "", "null"],
        ["D", "1", "1", "p", "e", "r", "", "", "", "", "null"],
        [True, "1"],
    ],
)
def test_an_older_row_that_is_no_change_is_named_and_stops_nothing(cells):
    head, good = a_change_a_row(change())
    found = read_journal([head, cells, good, good], packed=False)
    assert [one for bundle in found.bundles for one in bundle.changes()] == [change()]
    assert [(one.sheet, one.cell) for one in found.rejections] == [("_jurnal", "A2")]


def test_a_row_gives_back_the_text_that_was_sealed():
    (text,) = packed_texts(bundled([change()]))
    assert unpacked(chunks(text)) == (text, bundled([change()]))
