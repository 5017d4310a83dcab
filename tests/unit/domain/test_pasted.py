from __future__ import annotations

import pytest

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.pasted import (
    MOST_COLUMNS,
    MOST_ROWS,
    PersonField,
    field_of_title,
    guess_fields,
    has_heading,
    read_table,
    split_rank,
)

NAMA, NIP, JABATAN = PersonField.NAMA, PersonField.NIP, PersonField.JABATAN
PANGKAT, GOLONGAN = PersonField.PANGKAT, PersonField.GOLONGAN
WILAYAH, OTHER = PersonField.WILAYAH, PersonField.OTHER
RATNA = "199003122014022002"


def test_excel_copies_tabs_and_quotes_cells_with_line_breaks():
    text = 'Nama\tJabatan\r\nRatna\t"Operator\nSIAK ""baru"""\r\n\t\r\nEko\r\n'
    assert read_table(text) == [
        ["Nama", "Jabatan"],
        ["Ratna", 'Operator SIAK "baru"'],
        ["Eko", ""],
    ]


def test_nothing_is_no_table():
    assert read_table("") == read_table(" \n\t\n") == []
    assert guess_fields([], heading=False) == []
    assert not has_heading([])


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Nama;NIP\nRatna, S.Kom.;1", ["Ratna, S.Kom.", "1"]),
        ('Nama,NIP\n"Ratna, S.Kom.",1', ["Ratna, S.Kom.", "1"]),
        (f'x,y\n"Ratna, S.Kom.",{RATNA}'.removeprefix("x,y\n") + "\nEko,2", ["Eko", "2"]),
        ("Budi, S.Sos.\nRatna, S.Kom.", ["Ratna, S.Kom."]),
        ("Nama\nRatna, S.Kom.", ["Ratna, S.Kom."]),
    ],
)
def test_semicolons_and_commas_part_cells_but_not_names_from_titles(text, cells):
    assert read_table(text)[1] == cells


def test_a_lone_quotation_mark_is_nothing_but_a_sign():
    assert read_table('Nama\tJabatan\nRatna\t"Operator\nEko\tKasi') == [
        ["Nama", "Jabatan"],
        ["Ratna", '"Operator'],
        ["Eko", "Kasi"],
    ]


@pytest.mark.parametrize("text", ["Budi\n" * (MOST_ROWS + 1), "Budi\t" * MOST_COLUMNS + "Budi"])
def test_more_than_a_roster_is_refused(text):
    with pytest.raises(InvalidValueError, match="paling banyak 2000 baris dan 30 kolom"):
        read_table(text)


def test_empty_columns_at_the_right_do_not_count():
    assert read_table("Budi" + "\t" * 16_000) == [["Budi"]]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("NIP", NIP),
        ("NIP/NI PPPK", NIP),
        ("Nama Lengkap *", NAMA),
        ("PEGAWAI", NAMA),
        ("Nama Jabatan", JABATAN),
        ("Pangkat/Gol. Ruang", PANGKAT),
        ("Gol.", GOLONGAN),
        ("Kab/Kota", WILAYAH),
        ("TMT Jabatan", OTHER),
        ("Nama Atasan", OTHER),
        ("No", OTHER),
    ],
)
def test_titles_tell_what_a_column_holds(title, field):
    assert field_of_title(title) is field


@pytest.mark.parametrize(
    ("row", "heading"),
    [
        (["No", "Nama"], True),
        (["Jabatan", "Pangkat"], True),
        (["Ratna", "Operator", "Kota Bengkulu"], False),
        (["Pengelola nama", RATNA], False),
    ],
)
def test_a_heading_is_told_from_a_person(row, heading):
    assert has_heading([row]) is heading


def test_a_heading_and_the_cells_of_units_tell_the_columns():
    rows = [
        ["No", "Jabatan", "Nama", "Unit kerja", "Nama"],
        ["1", "Operator", "Ratna", "Dinas Dukcapil Kabupaten Seluma", "x"],
    ]
    assert guess_fields(rows, heading=True) == [OTHER, JABATAN, NAMA, WILAYAH, OTHER]


def test_without_a_heading_the_cells_tell_the_columns():
    rows = [
        ["1", "Ratna Dewi", "19900312 201402 2 002", "III/a", "Penata", "Operator", "Kab. Kaur"],
        ["2", "Eko", "1,96909E+17", "IX", "Pembina (IV/a)", "Kasi", "Kota Bengkulu"],
        ["3", "Feri", "", "", "", "", ""],
    ]
    fields = [OTHER, NAMA, NIP, GOLONGAN, PANGKAT, JABATAN, WILAYAH]
    assert guess_fields(rows, heading=False) == fields
    assert guess_fields([row[:2] for row in rows], heading=False) == [OTHER, NAMA]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Penata (III/c)", ("Penata", "III/c")),
        ("Penata Muda Tk. I/iii/B", ("Penata Muda Tk. I", "III/b")),
        ("IV / a - Pembina", ("Pembina", "IV/a")),
        ("ix", ("", "IX")),
        ("Penata", ("Penata", "")),
        ("", ("", "")),
    ],
)
def test_rank_and_grade_may_share_a_cell(text, parts):
    assert split_rank(text) == parts
