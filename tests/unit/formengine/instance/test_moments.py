"""Dates and times as typed and as stored."""

from __future__ import annotations

from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bina_desktop.formengine.client import DataType
from bina_desktop.formengine.instance import moments
from bina_desktop.formengine.instance.codecs import parse, parse_stored

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("14.30", "14:30:00.000+07:00"),
        ("14:30", "14:30:00.000+07:00"),
        ("7.05", "07:05:00.000+07:00"),
        ("14:30:15", "14:30:15.000+07:00"),
        ("14.30.15,25", "14:30:15.250+07:00"),
        ("14:30:00.000+09:00", "14:30:00.000+09:00"),
        ("14:30-0330", "14:30:00.000-03:30"),
        ("14:30+08", "14:30:00.000+08:00"),
        ("14:30Z", "14:30:00.000+00:00"),
        ("  ", ""),
    ],
)
def test_times(typed: str, canonical: str) -> None:
    parsed = parse(typed, DataType.TIME, WIB)
    assert (parsed.text, parsed.error) == (canonical, "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("24.00", moments.NO_SUCH_TIME),
        ("12:60", moments.NO_SUCH_TIME),
        ("12:00:00+25:00", moments.NO_SUCH_TIME),
        ("1430", moments.NO_TIME),
        ("siang", moments.NO_TIME),
    ],
)
def test_what_is_no_time_stays_as_typed(typed: str, told: str) -> None:
    parsed = parse(typed, DataType.TIME, WIB)
    assert (parsed.text, parsed.error) == (typed, told)


@pytest.mark.parametrize(
    "typed",
    [
        "23-11-2026 14:30",
        "23-11-2026 14.30",
        "23/11/2026, 14.30",
        "23 11 2026 14.30",
        "23 November 2026 pukul 14.30",
        "23 nov 2026 jam 14.30",
        "2026-11-23T14:30",
        "2026-11-23 14:30:00",
        "2026-11-23T14:30:00.000+07:00",
    ],
)
def test_date_and_time_in_one(typed: str) -> None:
    parsed = parse(typed, DataType.DATETIME, WIB)
    assert (parsed.text, parsed.error) == ("2026-11-23T14:30:00.000+07:00", "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("23-11-2026", moments.NO_MOMENT),
        ("14.30", moments.NO_MOMENT),
        ("besok 14.30", moments.NO_MOMENT),
        ("31-02-2026 14.30", moments.NO_SUCH_DATE),
        ("23-11-2026 24.30", moments.NO_SUCH_TIME),
        ("99-2026 14.30", moments.NO_DATE),
    ],
)
def test_what_is_no_date_and_time_stays_as_typed(typed: str, told: str) -> None:
    parsed = parse(typed, DataType.DATETIME, WIB)
    assert (parsed.text, parsed.error) == (typed, told)


def test_a_date_takes_the_offset_its_zone_has_on_that_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert parse("1-7-2026 12.00", DataType.DATETIME, berlin).text.endswith("+02:00")
    assert parse("1-1-2026 12.00", DataType.DATETIME, berlin).text.endswith("+01:00")


@pytest.mark.parametrize(
    ("stored", "data_type"),
    [
        ("14:02:10", DataType.TIME),
        ("22:02:55.124", DataType.TIME),
        ("14:30:00.000+07:00", DataType.TIME),
        ("2026-11-23", DataType.DATETIME),
        ("2026-11-23T10:00:00", DataType.DATETIME),
        ("2026-11-23T10:00:00.000+09:00", DataType.DATETIME),
    ],
)
def test_stored_moments_keep_their_spelling(stored: str, data_type: DataType) -> None:
    parsed = parse_stored(f" {stored}", data_type)
    assert (parsed.text, parsed.error) == (stored, "")


@pytest.mark.parametrize(
    ("stored", "data_type", "told"),
    [
        ("25:02:10", DataType.TIME, moments.NO_SUCH_TIME),
        ("2026-02-31", DataType.DATETIME, moments.NO_SUCH_DATE),
        ("2026-11-23T99", DataType.DATETIME, moments.NO_MOMENT),
        ("entah", DataType.DATETIME, moments.NO_MOMENT),
    ],
)
def test_stored_text_that_is_no_moment_is_faulty(
    stored: str, data_type: DataType, told: str
) -> None:
    parsed = parse_stored(stored, data_type)
    assert (parsed.text, parsed.error) == (stored, told)


def test_blank_stays_blank() -> None:
    assert parse_stored(" ", DataType.TIME).text == ""
    assert parse_stored("", DataType.DATETIME).text == ""
    assert parse_stored("9.30", DataType.TIME).text == "09:30:00.000+00:00"
