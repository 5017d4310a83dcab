"""Numbers and dates as ODK XForms understands them: text to number and back.

A date is the number of whole days since 1970-01-01, a dateTime the same with the fraction of
the day on the clock where it was written: results do not depend on the zone of the computer
that opens the form.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from math import inf, nan

EPOCH_ORDINAL = 719_163
"""`date(1970, 1, 1).toordinal()`."""
_DAY_MS = 86_400_000

# ASCII digits only: float() would also take '1e5', 'inf', '1_000' and digits of other scripts.
_NUMBER = re.compile(r"-?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)")
_ZONE = r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_CLOCK = rf"([0-9]{{2}}):([0-9]{{2}})(?::([0-9]{{2}})(?:\.([0-9]{{1,9}}))?)?{_ZONE}"
_DATE = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}})(?:[T ]{_CLOCK})?")
_TIME = re.compile(_CLOCK)
_SPACE = " \t\r\n"
_FIRST = frozenset("-.,0123456789")
"""How a number, a date or a dateTime begins."""


def to_number(text: str) -> float:
    """Return the number a text stands for, NaN when it stands for none.

    Takes a plain decimal (point or comma, as JavaRosa), a date or a dateTime.
    """
    if text.isdecimal() and text.isascii():
        return float(text)
    text = text.strip(_SPACE)
    if text[:1] not in _FIRST:
        return nan  # Most texts are words: told apart before any pattern is tried.
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    match = _DATE.fullmatch(text)
    if match is None:
        return nan
    year, month, day = map(int, match.group(1, 2, 3))
    try:
        days = float(date(year, month, day).toordinal() - EPOCH_ORDINAL)
    except ValueError:
        return nan
    return days if match[4] is None else days + _fraction(match, 4)


def _fraction(match: re.Match[str], first: int) -> float:
    hours, minutes = int(match[first]), int(match[first + 1])
    seconds = int(match[first + 2] or 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return nan
    part = float(f"0.{match[first + 3] or 0}")
    return (hours * 3600 + minutes * 60 + seconds + part) / 86_400


def day_fraction(text: str) -> float:
    """Return a time (`10:30:00`) or the time of a dateTime as a part of the day, or NaN."""
    text = text.strip(_SPACE)
    match = _TIME.fullmatch(text)
    if match is not None:
        return _fraction(match, 1)
    match = _DATE.fullmatch(text)
    return nan if match is None or match[4] is None else _fraction(match, 4)


def number_text(value: float) -> str:
    """Return a number as XPath writes it: no exponent, no `.0`; NaN and Infinity by name."""
    if value.is_integer():
        if -1e15 < value < 1e15:
            return str(int(value))
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    if value != value:  # noqa: PLR0124 -- the quickest test for NaN
        return "NaN"
    if value in (inf, -inf):
        return "Infinity" if value > 0 else "-Infinity"
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


def number_blank(value: float) -> str:
    """Return a number as it is stored in a form: as `number_text`, but NaN is blank."""
    return "" if value != value else number_text(value)  # noqa: PLR0124 -- NaN


def boolean_text(value: object) -> str:
    """Return 'true' or 'false' for the truth of `value`."""
    return "true" if value else "false"


def moment(days: float) -> datetime | None:
    """Return the naive date and time of a day count, None for NaN or outside years 1-9999."""
    try:
        whole = int(days // 1)
        stamp = datetime.combine(date.fromordinal(whole + EPOCH_ORDINAL), time())
        return stamp + timedelta(milliseconds=round((days - whole) * _DAY_MS))
    except (ValueError, OverflowError):
        return None


def date_text(days: float) -> str:
    """Return a day count as an ISO date, '' for NaN or out of range."""
    stamp = moment(days // 1)
    return "" if stamp is None else stamp.date().isoformat()


def datetime_text(days: float, zone: tzinfo) -> str:
    """Return a day count as an ISO dateTime with milliseconds and the zone's offset."""
    stamp = moment(days)
    if stamp is None:
        return ""
    return stamp.replace(tzinfo=zone).isoformat(timespec="milliseconds")


def date_days(day: date) -> float:
    """Return a date as whole days since 1970-01-01."""
    return float(day.toordinal() - EPOCH_ORDINAL)


def datetime_days(stamp: datetime) -> float:
    """Return a dateTime as days since 1970-01-01 on its own clock, with the fraction."""
    clock = (stamp.hour * 3600 + stamp.minute * 60 + stamp.second) * 1000
    return date_days(stamp) + (clock + stamp.microsecond / 1000) / _DAY_MS
