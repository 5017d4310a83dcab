from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import the_kalender

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.kalender import (
    WIB,
    KalenderKerja,
    Rentang,
    parse_hari_libur,
    parse_jam_kerja,
)


def wib(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WIB)


def test_a_week_has_37_and_a_half_hours():
    monday = wib(23, 0)
    assert the_kalender().working_time(monday, monday + timedelta(days=7)) == timedelta(hours=37.5)
    assert the_kalender().hari_kerja == timedelta(hours=7.5)


def test_breaks_and_nights_do_not_count():
    kalender = the_kalender()
    assert kalender.working_time(wib(23, 11), wib(23, 14)) == timedelta(hours=2)
    assert kalender.working_time(wib(23, 15), wib(24, 8)) == timedelta(hours=1.5)


def test_weekends_and_holidays_do_not_count():
    kalender = the_kalender()
    assert kalender.working_time(wib(28, 8), wib(29, 16)) == timedelta()
    christmas = kalender.working_time(wib(25, 8, month=12), wib(25, 16, month=12))
    assert christmas == timedelta()


def test_an_end_before_the_start_is_no_time():
    assert the_kalender().working_time(wib(24, 10), wib(23, 10)) == timedelta()
    assert the_kalender().working_time(wib(23, 10), wib(23, 9)) == timedelta()


def test_instants_in_utc_count_by_local_time():
    start = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    assert the_kalender().working_time(start, start + timedelta(minutes=30)) == timedelta(
        minutes=30
    )


@given(st.lists(st.integers(0, 60 * 24 * 21), min_size=3, max_size=3).map(sorted))
def test_working_time_adds_up(minutes):
    a, b, c = (wib(2, 0) + timedelta(minutes=m) for m in minutes)
    kalender = the_kalender()
    whole = kalender.working_time(a, c)
    assert kalender.working_time(a, b) + kalender.working_time(b, c) == whole


def test_a_day_opens_with_office_hours():
    assert the_kalender().opening(date(2026, 11, 23)) == wib(23, 7, 30)
    assert the_kalender().opening(date(2026, 11, 28)) == wib(28, 0)


def test_a_weekday_without_hours_is_free():
    kalender = KalenderKerja({0: (Rentang(time(8), time(16)),), 1: ()})
    assert not kalender.is_working_day(date(2026, 11, 24))
    assert kalender.hari_kerja == timedelta(hours=8)


def test_the_shipped_holidays_name_their_days():
    assert the_kalender().libur[date(2026, 8, 17)] == "Proklamasi Kemerdekaan"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[jam_kerja]\nsenen = ['08:00-12:00']", "senen"),
        ("[jam_kerja]\nsenin = ['12:00-08:00']", "12:00-08:00"),
        ("[jam_kerja]\nsenin = ['pagi']", "pagi"),
        ("[jam_kerja]\nsenin = []", "belum diisi"),
    ],
)
def test_wrong_office_hours_are_named(text, part):
    with pytest.raises(InvalidValueError, match=part):
        parse_jam_kerja(text)


def test_a_holiday_without_a_date_is_named():
    with pytest.raises(InvalidValueError, match="Hari jadi"):
        parse_hari_libur("[[libur]]\nnama = 'Hari jadi'\ntanggal = '18-11-2026'")
    with pytest.raises(InvalidValueError, match="Rapat"):
        parse_hari_libur("[[libur]]\nnama = 'Rapat'\ntanggal = 2026-11-18T08:00:00")


def test_no_holidays_are_fine():
    assert parse_hari_libur("") == {}
