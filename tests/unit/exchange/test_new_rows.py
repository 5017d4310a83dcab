"""A row without id becomes one record, the same wherever its file is taken in, or is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bina_desktop.application.workbook import CellKind, Column, NewRecord, NewRows
from bina_desktop.domain.journal import FieldKey
from bina_desktop.exchange.manifest import SheetSpec
from bina_desktop.exchange.new_rows import new_records
from bina_desktop.exchange.parsing import RawSheet
from bina_desktop.exchange.rows import PlacedRow

COLUMNS = (
    Column("kunjungan", "Kabupaten/kota", readonly=True),
    Column("aparatur", "Aparatur", readonly=True),
    Column("/data/a1", "A1", choices=(("1", "Kurang"), ("5", "Sangat Baik"))),
    Column("/data/nip", "NIP", CellKind.ID),
)
HEAD = ["bina:lembar_penilaian:Lembar", *(column.field for column in COLUMNS)]
SITI = NewRecord(("17.71", "Siti"), "id-siti", {"spt_id": "s1", "aparatur_id": "a1"})
BUDI = NewRecord(("17.71", "Budi"), "id-budi", {"spt_id": "s1", "aparatur_id": "a2"})
RATNA = NewRecord(("17.05", "Ratna"), "id-ratna", {"spt_id": "s2", "aparatur_id": "a3"})
RULE = NewRows(
    by=("kunjungan", "aparatur"),
    choices=(SITI, BUDI, RATNA),
    given={"formulir": "lembar_penilaian"},
    shared={"17.71": {"/data/tahun": "2026"}},
)
ANONYMOUS = NewRows(by=("kunjungan",), choices=(NewRecord(("17.71",), fields={"spt_id": "s1"}),))
OFFICERS = replace(
    ANONYMOUS,
    required=("aparatur",),
    keys=(("/data/nip",), ("kunjungan", "aparatur")),
    choices=(NewRecord(("17.71",), fields={"kunjungan": "17.71"}),),
)


def read(*rows, rule=RULE, columns=COLUMNS, state=None, export_id="e-1", sheet=None):
    """Return the fields by record, and the cells that are refused."""
    page = sheet or RawSheet("Lembar", [HEAD, ["pengenal"], *rows])
    found, rejected = new_records(
        page,
        SheetSpec("Lembar", "lembar_penilaian", columns, new_rows=rule),
        [PlacedRow(number, "", list(cells)) for number, cells in enumerate(rows, start=3)],
        columns={i: c for i, c in enumerate(columns, start=1) if not c.readonly},
        state=state or {},
        export_id=export_id,
    )
    records: dict[str, dict[str, str]] = {}
    for key, value in found:
        assert key.entity == "lembar_penilaian"
        records.setdefault(key.record, {})[key.field] = value
    return records, {one.cell: one.reason for one in rejected}


def test_a_pasted_row_gets_the_id_that_the_program_would_have_given():
    records, rejected = read([None, "17.71", " siti ", "Sangat Baik"])
    assert rejected == {}
    assert records == {
        "id-siti": {
            "formulir": '"lembar_penilaian"',
            "/data/tahun": '"2026"',
            "spt_id": '"s1"',
            "aparatur_id": '"a1"',
            "/data/a1": '"5"',
        }
    }


def test_what_is_missing_is_taken_from_where_only_one_fits():
    assert set(read([None, "17.05", None, "Kurang"])[0]) == {"id-ratna"}
    assert set(read([None, "17.05"])[0]) == {"id-ratna"}


@pytest.mark.parametrize(
    ("row", "cell", "reason"),
    [
        ([None, None, "Ratna"], "B3", "belum mengisi “Kabupaten/kota”"),
        ([None, "17.71", None, "Kurang"], "C3", "belum mengisi “Aparatur”"),
        ([None, "17.71", "Ratna"], "C3", "“Ratna” tidak dikenal untuk “Aparatur”"),
        ([None, "17.99", "Ratna"], "B3", "“17.99” tidak dikenal"),
        ([None, "17.71", "Siti", "Baik"], "D3", "bukan pilihan"),
        ([None, "17.71", "Siti", "Kurang", Decimal("1.9e17")], "E3", "tersimpan sebagai angka"),
    ],
)
def test_a_row_that_lacks_something_is_refused_whole_with_its_cell(row, cell, reason):
    records, rejected = read(row)
    assert records == {}
    assert list(rejected) == [cell]
    assert reason in rejected[cell]


def test_two_officers_of_one_name_are_not_guessed():
    twins = replace(RULE, choices=(SITI, replace(SITI, record="id-lain")))
    records, rejected = read([None, "17.71", "Siti"], rule=twins)
    assert records == {}
    assert "lebih dari satu pilihan" in rejected["C3"]


def test_a_formula_in_a_pasted_row_is_no_answer():
    rows = [[None, "17.71", "Siti", "Kurang"]]
    page = RawSheet("Lembar", [HEAD, ["pengenal"], *rows], formulas=frozenset({"D3"}))
    records, rejected = read(*rows, sheet=page)
    assert records == {}
    assert "rumus" in rejected["D3"]


def test_somebody_who_stands_in_the_file_already_is_not_doubled():
    known = {FieldKey("lembar_penilaian", "id-siti", "spt_id"): '"s1"'}
    assert "sudah ada sebagai baris lain" in read([None, "17.71", "Siti"], state=known)[1]["A3"]
    _, rejected = read([None, "17.71", "Siti"], [None, "17.71", "SITI", "Kurang"])
    assert "sama dengan baris 3" in rejected["A4"]


def test_respondents_who_answer_alike_are_each_somebody():
    row = [None, "17.71", None, "Kurang"]
    first, rejected = read(row, row, rule=ANONYMOUS)
    assert rejected == {}
    assert len(first) == 2
    assert read(row, row, rule=ANONYMOUS)[0] == first
    assert first.keys().isdisjoint(read(row, rule=ANONYMOUS, export_id="e-2")[0])


def test_an_officer_is_known_by_the_nip_in_whichever_file():
    columns = tuple(replace(one, readonly=False) for one in COLUMNS)
    one = [None, "17.71", "Siti Aminah", None, "199001012015031001"]
    other = [None, "17.71", "Siti Aminah, S.Sos", None, "199001012015031001"]
    (first,) = read(one, rule=OFFICERS, columns=columns)[0]
    (second,) = read(other, rule=OFFICERS, columns=columns, export_id="e-2")[0]
    assert first == second
    nameless = [None, "17.71", None, None, "199001012015031001"]
    assert "belum mengisi “Aparatur”" in read(nameless, rule=OFFICERS, columns=columns)[1]["C3"]
    state = {FieldKey("lembar_penilaian", "lama", "/data/nip"): '"199001012015031001"'}
    _, rejected = read(other, rule=OFFICERS, columns=columns, state=state)
    assert "sudah ada" in rejected["A3"]


def test_without_a_nip_place_and_name_tell_who_it_is():
    columns = tuple(replace(one, readonly=False) for one in COLUMNS)
    first = read([None, "17.71", "Siti"], rule=OFFICERS, columns=columns)[0]
    assert first.keys() == read([None, "17.71", "SITI "], rule=OFFICERS, columns=columns)[0].keys()


def test_a_sheet_without_a_rule_takes_no_row():
    assert read([None, "17.71", "Siti"], rule=None) == ({}, {})


def test_a_column_that_is_gone_reads_as_blank():
    page = RawSheet("Lembar", [[HEAD[0], "lain"], ["pengenal"], [None, "x"]])
    assert "belum mengisi “Kabupaten/kota”" in read([None, "x"], sheet=page)[1]["C3"]
