"""What machines read in cells comes back as it was, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.domain.journal import Change, json_text
from bina_desktop.exchange.machine import CHUNK, chunks, joined, loads
from bina_desktop.exchange.manifest import journal_rows, read_journal, read_manifest

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(ANY_TEXT)
def test_any_text_comes_back_from_cells_that_xml_can_hold(text):
    pieces = chunks(text)
    assert joined(pieces) == text
    assert not any(
        letter < " " or letter in "\ufffe\uffff" for piece in pieces for letter in piece
    )


@pytest.mark.parametrize(
    "text", ["🙂" * 40_000, "a" * 100_000, "json:x", " ", "_x000D_", "a\r\nb"]
)
def test_a_long_or_fragile_text_fits_its_cells(text):
    pieces = chunks(text)
    assert joined(pieces) == text
    assert all(units(piece) <= CHUNK for piece in pieces)


@pytest.mark.parametrize("text", ["json:{", "json:12", 'json:"\\ud800"', "json:" + "[" * 100_000])
def test_an_escape_that_is_none_is_refused(text):
    with pytest.raises((ValueError, TypeError)):
        joined([text])


def test_json_that_is_nested_without_end_is_refused():
    with pytest.raises(ValueError, match="nested"):
        loads("[" * 100_000)


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


@pytest.mark.parametrize(
    "unusual",
    [
        change(reason="sebab " * 9_000),
        change(reason="dua baris\r\nkedua\r"),
        change(bases=tuple(f"x:{number:064x}" for number in range(600))),
        change(record=" kosong di tepi ", value=json_text("\uffff\x7f")),
        change(value=json_text("🙂" * 30_000)),
    ],
)
def test_an_unusual_change_keeps_every_letter(unusual):
    rows = list(journal_rows([unusual]))
    assert all(units(cell) <= CHUNK for row in rows for cell in row)
    assert read_journal(rows) == ([unusual], [])


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
def test_a_row_that_is_no_change_is_named_and_stops_nothing(cells):
    good = change()
    rows = list(journal_rows([good]))
    changes, (rejection,) = read_journal([rows[0], cells, rows[1]])
    assert changes == [good]
    assert (rejection.sheet, rejection.cell) == ("_jurnal", "A2")


GOOD = {
    "format": "bina-buku-kerja/1",
    "jenis": JenisPaket.HASIL_LAPANGAN.value,
    "export_id": "e",
    "dibuat_pada": "2026-11-24T08:15:00+00:00",
    "perangkat": "D",
    "kunci": "ab",
    "pembuat": "R",
    "kantor": "K",
    "keterangan": "k",
    "digest": "d",
    "perubahan": "3",
    "lembar": "[]",
}


def test_a_whole_manifest_is_read():
    found = read_manifest("x.xlsx", [list(row) for row in GOOD.items()])
    assert (found["perubahan"], found["lembar"]) == (3, [])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("dibuat_pada", "2026-11-24T08:15:00"),
        ("dibuat_pada", "kemarin"),
        ("export_id", ""),
        ("perangkat", ""),
        ("perubahan", "9" * 5_000),
        ("kunci", "zz"),
        ("jenis", "lain"),
        ("lembar", "["),
        ("lembar", "[" * 100_000),
        ("lembar", "7"),
        ("lembar", "[7]"),
        ("lembar", '[{"judul": "x"}]'),
        ("lembar", '[{"judul": "\\ud800", "entity": "x", "kolom": []}]'),
        ("lembar", '[{"judul": "x", "entity": "x", "kolom": [{"field": "f", "label": "l"}]}]'),
    ],
)
def test_a_manifest_that_lies_about_its_form_is_refused(key, value):
    rows = [list(row) for row in (GOOD | {key: value}).items()]
    with pytest.raises(ImportRefusedError, match="tidak lengkap"):
        read_manifest("x.xlsx", rows)
