"""Dates and times of ODK XForms: the clock of the session, and its calendar."""

from __future__ import annotations

from dataclasses import replace
from math import floor, isfinite, isnan, nan

from bina_desktop.formengine.xpath.date_format import format_date
from bina_desktop.formengine.xpath.host import Environment, ResultType
from bina_desktop.formengine.xpath.signatures import (
    Spec,
    callables,
    described,
    number,
    session,
    text,
)
from bina_desktop.formengine.xpath.values import to_number


def today(environment: Environment) -> float:
    """Return today as days since 1970-01-01."""
    return environment.calendar.day(environment.today())


def now(environment: Environment) -> float:
    """Return now as days since 1970-01-01 with the fraction of the day."""
    return environment.calendar.days(environment.now())


def to_date(environment: Environment, days: float) -> float:
    """Return the date of a day count."""
    return environment.calendar.date(days) if isfinite(days) else nan


def to_moment(days: float) -> float:
    """Return the dateTime of a day count: the count itself."""
    return days if isfinite(days) else nan


def same_days(days: float) -> float:
    """Return a day count as a number."""
    return days


def decimal_time(environment: Environment, value: str) -> float:
    """Return the time of day of a text as a fraction of the local day."""
    fraction = environment.calendar.time_of_day(value)
    if isnan(fraction):
        days = to_number(value)
        return days - floor(days) if isfinite(days) else nan
    return fraction


DATES: tuple[Spec, ...] = (
    session(described("date", ResultType.DATE, "d", to_date)),
    described("date-time", ResultType.DATETIME, "d", to_moment),
    number("decimal-date-time", "d", same_days, "{0}"),
    session(number("decimal-time", "t", decimal_time)),
    replace(session(text("format-date", "dt", format_date)), language=True),
    replace(session(text("format-date-time", "dt", format_date)), language=True),
    replace(session(described("today", ResultType.DATE, "", today)), volatile=True),
    replace(session(described("now", ResultType.DATETIME, "", now)), volatile=True),
)

DATE_NAMES = callables(DATES)
