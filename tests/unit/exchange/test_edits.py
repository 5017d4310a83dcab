"""A sheet that nobody edited is told at one look; that look never hides what somebody did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bina_desktop.application.workbook import CellKind, Column, Layout, NewRecord, NewRows
from bina_desktop.domain.bundle import Bundles, bundled
from bina_desktop.domain.journal import Change, by_field, heads, json_text
from bina_desktop.exchange.cells import CellValue, shown
from bina_desktop.exchange.edits import Edits, Origin, edits_of
from bina_desktop.exchange.manifest import SheetSpec
from bina_desktop.exchange.parsing import RawSheet
from bina_desktop.exchange.rows import row_mark, spare_mark
from bina_desktop.exchange.state import State, state_of

LEMBAR = "lembar_penilaian"
ORIGIN = Origin("e-1", 1)
FAR = frozenset({"XFD1048576"})
"""A formula outside of what is read: with it every cell is compared with care."""
COLUMNS = (
    Column("nama", "Nama", readonly=True),
    Column("/data/a1", "A1", choices=(("1", "Kurang"), ("5", "Sangat Baik"))),
    Column("/data/capaian", "Capaian", CellKind.NUMBER),
    Column("/data/tanggal", "Tanggal", CellKind.DATE),
    Column("/data/catatan", "Catatan"),
    Column("/data/m", "M", choices=(("a", "SIAK"), ("b", "Arsip")), multiple=True),
    Column("/data/nip", "NIP", CellKind.ID),
)
ANSWERS = {
    "nama": "Siti",
    "/data/a1": "1",
    "/data/capaian": "1",
    "/data/tanggal": "2026-11-23",
    "/data/catatan": 'dua "kata"\nbaris é',
    "/data/m": "a b",
    "/data/nip": "196909051994031011",
}
RULE = NewRows(("nama",), (NewRecord(("Budi",), "r-9", {"spt_id": "s1"}),))
RECORDS = SheetSpec("Lembar", LEMBAR, COLUMNS, count=6, new_rows=RULE)
INSTANCES = tuple(f"r-{n}/data/anggota[k{n}]" for n in range(6))
REPEAT = SheetSpec(
    "Anggota",
    LEMBAR,
    tuple(replace(c, field=c.field.replace("/data", "")) for c in COLUMNS),
    repeat="/data/anggota",
    addable=True,
    instances=frozenset(INSTANCES),
)


def change(record: str, field: str, value: str, seq: int, **other: object) -> Change:
    return replace(Change("D", seq, seq, "p", LEMBAR, record, field, json_text(value)), **other)


def exported(spec: SheetSpec = RECORDS) -> tuple[RawSheet, State]:
    """Return a sheet of six rows as it was exported, and what its journal says."""
    changes: list[Change] = []
    rows: list[list[CellValue]] = []
    for number in range(6):
        numbers = {
            "/data/capaian": str((number + 1) // 2),
            "/data/nip": f"19690905199403101{number}",
        }
        answers = ANSWERS | {"/data/a1": "15"[number % 2], **numbers}
        for field, text in answers.items():
            name = f"/data/anggota[k{number}]{field}" if spec.repeat else field
            name = name.replace("]/data", "]").replace("]nama", "]/nama")
            changes.append(change(f"r-{number}", name, text, len(changes) + 1))
        cells = [
            shown(column, text)
            for column, text in zip(spec.columns, answers.values(), strict=True)
        ]
        mark = row_mark(INSTANCES[number] if spec.repeat else f"r-{number}", cells[:1])
        rows.append([mark, *cells])
    head: list[CellValue] = ["bina:x", *(column.field for column in spec.columns)]
    sheet = RawSheet(spec.title, [head, ["pengenal"], *rows])
    return sheet, state_of(bundled(changes))


def both(sheet: RawSheet, spec: SheetSpec, state: State, origin: Origin = ORIGIN) -> Edits:
    """Read a sheet, and read it again cell by cell; return what both found."""
    found = edits_of(sheet, spec, state, origin)
    if not sheet.formulas:
        assert edits_of(replace(sheet, formulas=FAR), spec, state, origin) == found
    return found


def swap(rows: list[list[CellValue]], column: int) -> None:
    texts = [row[column] for row in rows[2:]]
    for row, text in zip(rows[2:], [*texts[1:], texts[0]], strict=True):
        row[column] = text


def put(row: int, column: int, value: CellValue) -> Callable[[list[list[CellValue]]], None]:
    return lambda rows: rows[row].__setitem__(column, value)


@pytest.mark.parametrize("spec", [RECORDS, REPEAT], ids=["records", "repeat"])
@pytest.mark.parametrize(
    ("act", "changes", "rejected"),
    [
        (lambda rows: None, 0, 0),
        (lambda rows: rows.insert(4, []), 0, 0),
        (lambda rows: rows.insert(4, [None, "", None]), 0, 0),
        (lambda rows: rows.__setitem__(slice(2, None), rows[:1:-1]), 0, 0),
        (lambda rows: rows[3].__delitem__(slice(7, None)), 1, 0),
        (lambda rows: rows.pop(), 0, 1),
        (lambda rows: rows.append(list(rows[2])), 0, 1),
        (put(3, 2, "Kurang"), 1, 0),
        (put(3, 2, "apa saja"), 0, 1),
        (put(3, 3, None), 1, 0),
        (put(3, 3, True), 0, 1),
        (put(3, 3, Decimal("1.0")), 0, 0),
        (put(3, 4, datetime.fromisoformat("2026-11-23T07:30")), 0, 0),
        (put(3, 4, date(2026, 11, 24)), 1, 0),
        (put(3, 5, 'dua "kata"\r\nbaris e\u0301'), 0, 0),
        (put(3, 6, "Arsip; SIAK"), 0, 0),
        (put(3, 7, Decimal("1.96e17")), 0, 1),
        (lambda rows: swap(rows, 3), 0, 1),
        (lambda rows: rows[0].__setitem__(3, "lain"), 0, 1),
    ],
)
def test_what_a_person_did_to_a_sheet_is_found_at_both_looks(spec, act, changes, rejected):
    sheet, state = exported(spec)
    act(sheet.rows)
    found = both(sheet, spec, state)
    assert (len(found.changes), len(found.rejected)) == (changes, rejected)


def test_true_is_not_the_number_one_that_stands_above_it():
    sheet, state = exported()
    assert sheet.rows[3][3] == 1
    sheet.rows[4][3] = True
    assert [one.cell for one in both(sheet, RECORDS, state).rejected] == ["D5"]


def test_rows_sorted_without_their_ids_are_not_taken():
    sheet, state = exported()
    for column in range(2, 8):
        swap(sheet.rows, column)
    found = both(sheet, RECORDS, state)
    assert found.changes == []
    assert len(found.rejected) == 6


@pytest.mark.parametrize("mark", ["formulas", "errors"])
def test_a_cell_that_nobody_typed_is_refused_though_it_shows_what_was_exported(mark):
    sheet, state = exported()
    found = edits_of(replace(sheet, **{mark: frozenset({"C3"})}), RECORDS, state, ORIGIN)
    assert [one.cell for one in found.rejected] == ["C3"]


def test_rows_added_below_unedited_ones_are_taken():
    sheet, state = exported()
    sheet.rows.append([None, "Budi", "Kurang"])
    assert {one.record for one in both(sheet, RECORDS, state).changes} == {"r-9"}
    sheet, state = exported(REPEAT)
    sheet.rows.append([spare_mark("k7"), None, "Kurang"])
    assert len(both(sheet, REPEAT, state).rejected) == 1  # it does not say whose it is


def test_a_page_of_one_record_is_compared_on_its_side():
    sheet, state = exported()
    rows = sheet.rows[:3]
    page = replace(
        sheet, rows=[list(column) for column in zip(rows[0], [None] * 8, rows[2], strict=True)]
    )
    spec = replace(RECORDS, layout=Layout.FORM, count=1)
    assert both(page, spec, state) == Edits([], [])
    page.rows[2][2] = "Sangat Baik"
    (made,) = both(page, spec, state).changes
    assert (made.field, made.value) == ("/data/a1", '"5"')


CELLS = st.sampled_from(
    [None, "", "Kurang", "Sangat Baik", "1", True, Decimal(1), Decimal("2.50"), "SIAK; Arsip"]
) | st.dates(date(2026, 11, 22), date(2026, 11, 24))
EDITS = st.lists(st.tuples(st.integers(2, 7), st.integers(2, 7), CELLS), max_size=3)


@settings(max_examples=60)
@given(
    edits=EDITS,
    answers=EDITS,
    order=st.permutations(range(6)),
    blank=st.integers(0, 6),
    spec=st.sampled_from([RECORDS, REPEAT]),
    damaged=st.booleans(),
    epoch=st.booleans(),
)
def test_both_looks_agree_whatever_was_done(*, edits, answers, order, blank, spec, damaged, epoch):
    sheet, state = exported(spec)
    values = dict(state.values)
    keys = list(values)
    for row, column, value in answers:  # journals that say something else, or nothing
        key = keys[(row - 2) * 7 + column - 1]
        values.pop(key, None)
        if isinstance(value, str):
            values[key] = json_text(value)
    for row, column, value in edits:
        sheet.rows[row][column] = value
    rows = [sheet.rows[2 + place] for place in order]
    rows.insert(blank, [])
    moved = replace(sheet, rows=[*sheet.rows[:2], *rows], epoch_1904=epoch)
    both(moved, spec, replace(state, values=values), replace(ORIGIN, damaged=damaged))


CHANGES = st.builds(
    change,
    st.sampled_from(["r-1", "r-2"]),
    st.sampled_from(["a", "b"]),
    st.sampled_from(["satu", 'd"ua', "", "é"]),
    st.integers(1, 4),
    device=st.sampled_from(["D", "E"]),
    actor=st.sampled_from(["p", "q"]),
    at=st.integers(1, 3),
    bases=st.lists(st.sampled_from(["D:1", "D:2", "E:1", "E:3"]), unique=True).map(tuple),
)


@settings(max_examples=60)
@given(st.lists(CHANGES, max_size=8))
def test_the_journal_of_a_file_is_read_by_the_rules(changes):
    bundles = bundled(changes)
    state = state_of(bundles)
    rules = {key: tuple(heads(group)) for key, group in by_field(Bundles(tuple(bundles))).items()}
    assert dict(state.heads) == rules
    assert len(state.heads) == len(rules)
    assert list(state.values.items()) == [(k, tops[0].value) for k, tops in rules.items() if tops]
    assert (
        state.records == {LEMBAR: frozenset(key.record for key in rules)}
        if rules
        else not state.records
    )
