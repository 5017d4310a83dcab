"""Numbers and dates to text and back."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bina_desktop.formengine.xpath.calendar import Calendar
from bina_desktop.formengine.xpath.values import (
    datetime_days,
    moment,
    number_blank,
    number_text,
    to_number,
)

CALENDAR = Calendar(UTC)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1.0),
        (" -12.50\n", -12.5),
        ("1,5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("007", 7.0),
        ("1970-01-01", 0.0),
        ("2026-11-23", 20780.0),
        ("1969-12-31", -1.0),
        ("1970-01-02T12:00:00.000+07:00", 1.5),
        ("1970-01-02T12:00Z", 1.5),
        ("1970-01-01 06:00:00.5", (6 * 3600 + 0.5) / 86400),
    ],
)
def test_text_that_stands_for_a_number(text: str, number: float) -> None:
    assert to_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "inf", "nan", "NaN", "Infinity", "1e5", "1_000", "٣", "+1", "- 1", "1.2.3",
     "0x10", "1,2,3", "2026-13-01", "2026-02-30", "2026-2-30", "0000-01-01", "1970-01-01T24:00:00",
     "1970-01-01T10:60:00", "1970-01-01T10:00:60", "abc"],
)  # fmt: skip
def test_text_that_python_or_nobody_takes_for_a_number(text: str) -> None:
    assert isnan(to_number(text))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (5.0, "5"),
        (-12.5, "-12.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e21, "1000000000000000000000"),
        (-1e15, "-1000000000000000"),
        (1.5e-7, "0.00000015"),
        (nan, "NaN"),
        (inf, "Infinity"),
        (-inf, "-Infinity"),
    ],
)
def test_number_text_has_no_exponent_and_no_trailing_zero(number: float, text: str) -> None:
    assert number_text(number) == text


def test_stored_nan_is_blank() -> None:
    assert number_blank(nan) == ""
    assert number_blank(2.0) == "2"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_text_reads_back(number: float) -> None:
    assert to_number(number_text(number)) == number


@given(st.integers(min_value=-700_000, max_value=2_900_000))
def test_date_text_reads_back(days: int) -> None:
    assert to_number(CALENDAR.date_text(float(days))) == days


@pytest.mark.parametrize("days", [nan, inf, 1e12, -1e9])
def test_no_date_outside_the_calendar(days: float) -> None:
    assert moment(days) is None
    assert CALENDAR.date_text(days) == ""
    assert CALENDAR.datetime_text(days) == ""


def test_datetime_text_has_milliseconds_and_zone() -> None:
    assert CALENDAR.datetime_text(1.5) == "1970-01-02T12:00:00.000+00:00"
    stamp = datetime(2026, 11, 23, 1, 2, 3, 456_000, tzinfo=UTC)
    assert CALENDAR.datetime_text(datetime_days(stamp)) == stamp.isoformat(timespec="milliseconds")


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("12:00", 0.5),
        ("06:00:00.000+07:00", 23 / 24),
        ("2026-11-23T18:00:00", 0.75),
        ("2026-11-23", 0.0),
    ],
)
def test_day_fraction(text: str, fraction: float) -> None:
    assert CALENDAR.time_of_day(text) == fraction


@pytest.mark.parametrize("text", ["", "25:00", "06:00+15:00", "06:00+07:60", "siang"])
def test_no_day_fraction(text: str) -> None:
    assert isnan(CALENDAR.time_of_day(text))
