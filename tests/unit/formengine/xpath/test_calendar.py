"""How a session counts days, and the names of months and days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from math import inf, isnan, nan

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath.calendar import Calendar
from bina_desktop.formengine.xpath.date_format import ENGLISH, INDONESIAN, names_of

WIB = timezone(timedelta(hours=7))
CALENDAR = Calendar(WIB)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1970-01-02", 1.0),
        ("1970-01-02T12:00:00", 1.5),
        ("1970-01-02T12:00:00Z", 1 + 19 / 24),
        ("1970-01-02T00:00:00.000+09:00", 22 / 24),
        ("1970-01-02T12:00:00.000+0700", 1.5),
        ("1970-01-02T12:00:00.000+07", 1.5),
        ("123456789012345678", 123456789012345678.0),
    ],
)
def test_number_of_a_text(text: str, number: float) -> None:
    assert CALENDAR.number(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["1970-01-02T12:00:00+15:00", "1970-01-02T12:00:00+07:60"])
def test_offset_that_no_place_has_is_no_time(text: str) -> None:
    assert isnan(CALENDAR.number(text))


def test_moment_at_the_edge_of_the_calendar_stays_on_its_own_clock() -> None:
    assert CALENDAR.number("9999-12-31T23:00:00Z") == 2932896 + 23 / 24


def test_day_and_moment_count_the_same_way() -> None:
    day = date(2026, 11, 23)
    assert CALENDAR.day(day) == 20780
    assert CALENDAR.days(datetime(2026, 11, 22, 17, tzinfo=UTC)) == 20780
    assert CALENDAR.date(20780.9) == 20780
    assert CALENDAR.moment(20780.5) == datetime.fromisoformat("2026-11-23T12:00")


@pytest.mark.parametrize("days", [nan, inf, 1e12])
def test_what_is_no_date_has_no_text(days: float) -> None:
    assert (CALENDAR.date_text(days), CALENDAR.datetime_text(days)) == ("", "")
    assert CALENDAR.moment(days) is None


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ENGLISH),
        ("English (en)", ENGLISH),
        ("English", ENGLISH),
        ("English (en-GB)", ENGLISH),
        ("en_US", ENGLISH),
        ("Bahasa Indonesia (id)", INDONESIAN),
        ("id", INDONESIAN),
        ("", INDONESIAN),
        ("Bengkulu", INDONESIAN),
    ],
)
def test_names_follow_the_language(language: str, names: object) -> None:
    assert names_of(language) is names


@pytest.mark.parametrize(
    ("language", "pattern", "text"),
    [
        ("en", "%a %A %b %B", "Wed Wednesday Aug August"),
        ("id", "%a %A %b %B", "Rab Rabu Agu Agustus"),
        ("id", "%W", "32"),
    ],
)
def test_format_date_in_the_language(
    empty: ToyForm, language: str, pattern: str, text: str
) -> None:
    empty.language = language
    assert empty.text(f"format-date('2026-08-05', '{pattern}')") == text
    assert empty.compiled("format-date('2026-08-05', '%b')").language


@pytest.mark.parametrize(
    ("text", "number"),
    [("9999-12-31T23:00:00-12:00", 2932896 + 23 / 24), ("0001-01-01T06:00:00+14:00", -719161.75)],
)
def test_moment_beyond_the_calendar_of_other_places_stays_on_its_own_clock(
    text: str, number: float
) -> None:
    assert CALENDAR.number(text) == number
