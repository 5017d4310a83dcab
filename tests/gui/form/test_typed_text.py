"""Text as people type it, at the edge: dates, times, places and scales, without a window."""

from __future__ import annotations

from datetime import date

import pytest

from bina_desktop.formengine.presentation import DatePrecision, RangePresentation
from bina_desktop.ui.form.fields.place_wording import (
    decimal_of,
    latitude_first,
    measured,
    sexagesimal_of,
    split_points,
)
from bina_desktop.ui.form.fields.scale import Scale
from bina_desktop.ui.form.fields.typed_moments import as_clock, as_date, as_moment, shown_date

TODAY = date(2026, 11, 23)
DAY, MONTH, YEAR = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR


@pytest.mark.parametrize(
    ("typed", "precision", "read"),
    [
        ("17/08/2026", DAY, "2026-08-17"),
        ("17-8-26", DAY, "2026-08-17"),
        ("17.8.2026", DAY, "2026-08-17"),
        ("17 Agustus 2026", DAY, "2026-08-17"),
        ("17 agt 26", DAY, "2026-08-17"),
        ("17Agu2026", DAY, "2026-08-17"),
        ("9 nop. 2026", DAY, "2026-11-09"),
        ("17082026", DAY, "2026-08-17"),
        ("170826", DAY, "2026-08-17"),
        ("2026-08-17", DAY, "2026-08-17"),
        ("3-2-90", DAY, "1990-02-03"),
        ("1-1-36", DAY, "2036-01-01"),
        ("1-1-37", DAY, "1937-01-01"),
        ("31-2-2026", DAY, "31-2-2026"),
        ("1 ju 2026", DAY, "1 ju 2026"),
        ("besok", DAY, "besok"),
        ("8/2026", DAY, "8/2026"),
        ("8/2026", MONTH, "2026-08-01"),
        ("082026", MONTH, "2026-08-01"),
        ("2026-08", MONTH, "2026-08-01"),
        ("Agustus 2026", MONTH, "2026-08-01"),
        ("17-8-2026", MONTH, "2026-08-01"),
        ("13-2026", MONTH, "13-2026"),
        ("2026", YEAR, "2026-01-01"),
        ("26", YEAR, "2026-01-01"),
        ("17-8-2026", YEAR, "2026-01-01"),
        ("20266", YEAR, "20266"),
    ],
)
def test_dates(typed: str, precision: DatePrecision, read: str) -> None:
    assert as_date(typed, precision, today=TODAY) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14.30", "14:30"),
        ("14:30", "14:30"),
        ("1430", "14:30"),
        ("930", "09:30"),
        ("9", "09:00"),
        ("14.30.15", "14:30:15"),
        ("pukul 14.30 WIB", "14:30"),
        ("24.00", "24.00"),
        ("14.60", "14.60"),
        ("siang", "siang"),
    ],
)
def test_times(typed: str, read: str) -> None:
    assert as_clock(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("17-8-26 14.30", "2026-08-17 14:30"),
        ("17 Agustus 2026, pukul 9", "2026-08-17 09:00"),
        ("17082026 1430", "2026-08-17 14:30"),
        ("2026-08-17T14:30", "2026-08-17 14:30"),
        ("17-8-26", "17-8-26"),
        ("17-8-26 25.00", "17-8-26 25.00"),
    ],
)
def test_moments(typed: str, read: str) -> None:
    assert as_moment(typed, today=TODAY) == read


def test_dates_are_shown_with_what_was_asked() -> None:
    assert [shown_date("2026-08-01", one) for one in (DAY, MONTH, YEAR)] == [
        "01-08-2026",
        "08-2026",
        "2026",
    ]
    assert shown_date("entah", DAY) == "entah"


@pytest.mark.parametrize(
    ("typed", "turned"),
    [
        ("102,26 -3,79", "-3,79 102,26"),
        ("102.26, -3.79", "-3.79 102.26"),
        ("102 -3", "-3 102"),
        ("-3,79 102,26", "-3,79 102,26"),
        ("3,79 4,1", "3,79 4,1"),
        ("di sini", "di sini"),
    ],
)
def test_latitude_comes_first(typed: str, turned: str) -> None:
    assert latitude_first(typed) == turned


def test_places_read_in_degrees_and_in_parts_of_them() -> None:
    point = "-3.7928 102.2608 12.5 4.0"
    assert decimal_of(point) == ("-3,7928", "102,2608")
    assert sexagesimal_of(point) == ("3°47'34,1\" LS", "102°15'38,9\" BT")
    assert sexagesimal_of("0.5 -0.00001 0.0 0.0") == ("0°30'0\" LU", "0°0'0\" BB")
    assert sexagesimal_of("59.99999999 0 0 0") == ("60°0'0\" LU", "0°0'0\" BT")
    assert measured(point) == ("12,5", "4")
    assert measured("-3.7928 102.2608 0.0 0.0") == ("", "")
    assert (decimal_of("x"), sexagesimal_of("x"), measured("x")) == (None, None, ("", ""))
    assert split_points("1 2; 3 4\n 1  2;") == ["1 2", "3 4"]


def test_a_scale_is_exact_in_decimals() -> None:
    scale = Scale.of(RangePresentation(start=0.0, end=1.0, step=0.1))
    assert [scale.text(place) for place in (0, 3, 10)] == ["0", "0.3", "1"]
    assert (scale.count, scale.shown(7), scale.place("0.7")) == (11, "0,7", 7)
    assert [scale.place(text) for text in ("0.75", "1.1", "-0.1", "x", "NaN", "")] == [None] * 6


def test_a_scale_may_run_downwards() -> None:
    scale = Scale.of(RangePresentation(start=10.0, end=0.0, step=2.5))
    assert [scale.text(place) for place in range(scale.count)] == ["10", "7.5", "5", "2.5", "0"]
    assert scale.place("7.5") == 1
