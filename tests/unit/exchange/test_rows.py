"""Sorting without the hidden id is told from editing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bina_desktop.exchange.parsing import RawSheet
from bina_desktop.exchange.rows import (
    is_sorted_alone,
    placed_rows,
    row_mark,
    spare_key,
    spare_mark,
    swapped,
)

EXPORTED = {"a": ("5", "x", "1"), "b": ("4", "y", "2"), "c": ("3", "z", "3")}


def test_rows_that_hold_each_other_s_cells_are_swapped():
    new = EXPORTED | {"a": EXPORTED["b"], "b": EXPORTED["a"]}
    assert swapped(new, EXPORTED) == {"a", "b"}


def test_a_row_filled_like_its_neighbour_is_an_edit():
    assert swapped(EXPORTED | {"a": EXPORTED["b"]}, EXPORTED) == set()


def test_a_row_that_took_the_place_of_a_deleted_one_is_swapped():
    assert swapped({"a": EXPORTED["b"], "c": EXPORTED["c"]}, EXPORTED) == {"a"}


def test_a_single_cell_may_equal_another_row():
    new = EXPORTED | {"a": ("4", "y", "2")}
    exported = EXPORTED | {"a": ("5", "y", "2"), "b": ("4", "y", "2")}
    assert swapped(new, exported) == set()


@pytest.mark.parametrize(
    ("new", "sorted_alone"),
    [
        (("1", "2", "3", "4"), True),
        (("4", "3", "2", "9"), False),
        (("4", "3", "1", "2"), False),
    ],
)
def test_a_column_with_its_old_values_in_other_rows_was_sorted(new, sorted_alone):
    assert is_sorted_alone(new, ("4", "3", "2", "1")) is sorted_alone


def sheet(*rows: list[object]) -> RawSheet:
    return RawSheet("Lembar", [["bina:x"], ["pengenal"], *rows])


@pytest.mark.parametrize("grey", ["Siti  Aminah\r\n", "Siti Aminah"])
def test_the_check_of_a_row_bears_what_programs_do_to_blanks(grey):
    rows = sheet([row_mark("a", ["Siti Aminah\n", Decimal("90.5")]), grey, Decimal("90.50")])
    found = placed_rows(rows, {"a"}, [1, 2])
    assert [(row.number, row.record) for row in found.placed] == [(3, "a")]
    assert found.rejected == []


def test_a_row_whose_grey_cells_are_another_s_is_not_taken():
    mark = row_mark("a", ["Siti Aminah"])
    found = placed_rows(sheet([mark, "Budi"]), {"a"}, [1])
    (rejection,) = found.rejected
    assert (found.placed, rejection.cell) == ([], "A3")
    assert "Sel abu-abu" in rejection.reason


def test_where_a_grey_column_is_gone_rows_are_found_by_their_id_alone():
    found = placed_rows(sheet([row_mark("a|b", ["Siti"]), "Budi"]), {"a|b"}, None)
    assert [row.record for row in found.placed] == ["a|b"]
    assert found.rejected == []
    assert found.placed[0].cell(7) is None


def test_a_row_that_was_added_is_told_by_its_spare_mark_or_by_having_none():
    rows = sheet(
        [spare_mark("k7f2"), "Ani"], [spare_mark("k7f2"), "Budi"], [None, "Cici"], ["+a", None]
    )
    found = placed_rows(rows, set(), [], addable=True)
    assert [spare_key(row.record) for row in found.added] == ["k7f2", "", ""]
    assert (found.placed, found.rejected) == ([], [])
    refused = placed_rows(rows, set(), [])
    assert len(refused.rejected) == 3
