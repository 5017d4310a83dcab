"""How a session counts days: dates and times as numbers, and numbers as dates and times.

A date is a whole number of days since 1970-01-01. A dateTime has the fraction of the day on the
clock of the session's zone; one that says its own offset is first brought to that zone.
(ODK XForms says days since 1970 in UTC, which makes every local date a fraction; Collect counts
whole local days, and so do we: the difference of two dates and `int()` of a date stay whole.)
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from math import nan

from bina_desktop.formengine.xpath.values import (
    clock_days,
    clock_of,
    date_days,
    datetime_days,
    moment,
    to_number,
    written_stamp,
)

_SHORTEST = len("2026-1-2T03:04Z")


class Calendar:
    """Dates and times in one zone."""

    def __init__(self, zone: tzinfo) -> None:
        """Count on the clock of `zone`."""
        self.zone = zone

    def number(self, text: str) -> float:
        """Return the number of a text: a decimal, a date or a dateTime; else NaN."""
        if len(text) >= _SHORTEST:
            stamp = written_stamp(text)
            if stamp is not None:
                return self.days(stamp)
        return to_number(text)

    def days(self, stamp: datetime) -> float:
        """Return an aware moment as days."""
        return datetime_days(self.local(stamp))

    def day(self, day: date) -> float:
        """Return a date as days."""
        return date_days(day)

    def date(self, days: float) -> float:
        """Return what `date()` makes of a number: the fraction of the day is cut off."""
        return days // 1

    def moment(self, days: float) -> datetime | None:
        """Return the local date and time of a number, naive; None for NaN or out of range."""
        return moment(days)

    def date_text(self, days: float) -> str:
        """Return a number as an ISO date; '' for NaN or out of range."""
        stamp = moment(days // 1)
        return "" if stamp is None else stamp.date().isoformat()

    def datetime_text(self, days: float) -> str:
        """Return a number as an ISO dateTime with milliseconds and the zone's offset."""
        stamp = self.moment(days)
        if stamp is None:
            return ""
        return stamp.replace(tzinfo=self.zone).isoformat(timespec="milliseconds")

    def time_of_day(self, text: str) -> float:
        """Return a time, or the time of a dateTime, as a part of the local day; else NaN."""
        stamp = clock_of(text) or written_stamp(text)
        return nan if stamp is None else clock_days(self.local(stamp))

    def local(self, stamp: datetime) -> datetime:
        """Return a moment on the clock of the zone; one without offset is on it already."""
        if stamp.tzinfo is None:
            return stamp
        try:
            return stamp.astimezone(self.zone)
        except OverflowError:  # within a day of year 1 or 9999
            return stamp
