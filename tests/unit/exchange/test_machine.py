"""What machines read in cells comes back as it was, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.exchange.machine import CHUNK, chunks, joined, loads
from bina_desktop.exchange.manifest import read_manifest

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
