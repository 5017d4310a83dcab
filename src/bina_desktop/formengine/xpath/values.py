"""Numbers and dates as ODK XForms understands them: text to number and back.

A date is the number of whole days since 1970-01-01, a dateTime the same with the fraction of the
day. What depends on a zone (a dateTime that says its own offset) is in `calendar.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from itertools import accumulate
from math import inf, nan

EPOCH_ORDINAL = 719_163
"""`date(1970, 1, 1).toordinal()`."""
_DAY_MS = 86_400_000

# ASCII digits only: float() would also take '1e5', 'inf', '1_000' and digits of other scripts.
_NUMBER = re.compile(r"-?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)")
_ZONE = r"(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_CLOCK = rf"([0-9]{{2}}):([0-9]{{2}})(?::([0-9]{{2}})(?:\.([0-9]{{1,9}}))?)?{_ZONE}"
_DATE = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}})(?:[T ]{_CLOCK})?")
_TIME = re.compile(_CLOCK)
_SPACE = " \t\r\n"
_FIRST = frozenset("-.,0123456789")
"""How a number, a date or a dateTime begins."""
_DATE_LENGTH = len("2026-11-23")
_HOURS = 14
"""The largest offset of a zone in use, either way."""


def to_number(text: str) -> float:
    """Return the number a text stands for, NaN when it stands for none.

    Takes a plain decimal (point or comma, as JavaRosa), a date or a dateTime; a dateTime counts
    on the clock where it was written (`Calendar.number` knows the zone of the session).
    """
    if text.isdecimal() and text.isascii():
        return float(text)
    if len(text) == _DATE_LENGTH and text[4] == "-" == text[7]:
        try:
            return date_days(date.fromisoformat(text))
        except ValueError:
            return nan  # Ten characters with these hyphens are a date or nothing.
    decimal = text.replace(",", ".", 1)
    if decimal.replace(".", "", 1).isdecimal() and text.isascii():
        return float(decimal)
    text = text.strip(_SPACE)
    if text[:1] not in _FIRST:
        return nan  # Most texts are words: told apart before any pattern is tried.
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    stamp = written_stamp(text)
    return nan if stamp is None else datetime_days(stamp)


def _date_of(year: str, month: str, day: str) -> date | None:
    """Return a date of the calendar, None for one that does not exist."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _combined(day: date | None, match: re.Match[str], first: int) -> datetime | None:
    """Return the day with the clock that stands from group `first` on."""
    if day is None or match[first] is None:
        return None if day is None else datetime.combine(day, time())
    part = int((match[first + 3] or "0")[:6].ljust(6, "0"))
    zone = _offset(match[first + 4])
    try:
        clock = time(int(match[first]), int(match[first + 1]), int(match[first + 2] or 0), part)
    except ValueError:
        return None
    return None if zone is _WRONG else datetime.combine(day, clock, zone)


_WRONG = timezone(timedelta(hours=23))
"""Stands for an offset that no place on Earth has."""


def _offset(text: str | None) -> timezone | None:
    if text is None or text == "Z":
        return UTC if text else None
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if hours > _HOURS or minutes > 59:
        return _WRONG
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def is_date_text(text: str) -> bool:
    """Tell whether a text has the form of a date or a dateTime."""
    return _DATE.fullmatch(text.strip(_SPACE)) is not None


def written_stamp(text: str) -> datetime | None:
    """Return a date or dateTime as it is written, aware where it says its offset, else None."""
    match = _DATE.fullmatch(text.strip(_SPACE))
    if match is None:
        return None
    return _combined(_date_of(*match.group(1, 2, 3)), match, 4)


def clock_of(text: str) -> datetime | None:
    """Return a time alone (`10:30:00`, maybe with an offset) on 2000-01-01, else None."""
    match = _TIME.fullmatch(text.strip(_SPACE))
    return None if match is None else _combined(date(2000, 1, 1), match, 1)


WRITTEN: Mapping[float, str] = {float(whole): f"{whole}" for whole in range(1_000)}
"""How the numbers are written that forms are full of, for who looks there first."""


def number_text(value: float) -> str:
    """Return a number as XPath writes it: no exponent, no `.0`; NaN and Infinity by name."""
    text = WRITTEN.get(value)
    if text is not None:
        return text
    if value.is_integer():
        if -1e15 < value < 1e15:
            return f"{int(value)}"
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    if value != value:  # noqa: PLR0124 -- the quickest test for NaN
        return "NaN"
    if value in (inf, -inf):
        return "Infinity" if value > 0 else "-Infinity"
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


def number_blank(value: float) -> str:
    """Return a number as it is stored in a form: as `number_text`, but NaN is blank."""
    if value.is_integer():
        return f"{int(value)}" if -1e15 < value < 1e15 else number_text(value)
    text = repr(value)
    if "e" in text or "n" in text:  # an exponent, inf or nan
        return "" if text == "nan" else number_text(value)
    return text


def moment(days: float) -> datetime | None:
    """Return the naive date and time of a day count, None for NaN or outside years 1-9999."""
    try:
        whole = int(days // 1)
        stamp = datetime.combine(date.fromordinal(whole + EPOCH_ORDINAL), time())
        return stamp + timedelta(milliseconds=round((days - whole) * _DAY_MS))
    except (ValueError, OverflowError):
        return None


def date_days(day: date) -> float:
    """Return a date as whole days since 1970-01-01."""
    return float(day.toordinal() - EPOCH_ORDINAL)


def datetime_days(stamp: datetime) -> float:
    """Return a dateTime as days since 1970-01-01 on its own clock, with the fraction."""
    return date_days(stamp) + clock_days(stamp)


def clock_days(stamp: datetime) -> float:
    """Return the time of a dateTime, on its own clock, as a part of the day."""
    clock = (stamp.hour * 3600 + stamp.minute * 60 + stamp.second) * 1000
    return (clock + stamp.microsecond / 1000) / _DAY_MS


MAX_TEXT = 1_000_000
"""Characters of a computed text. A few calculations that double each other would fill the memory;
one character more tells that something was cut off."""
_FEW = 16


def joined(separator: str, texts: Sequence[str]) -> str:
    """Join texts; what is longer than MAX_TEXT is cut off one character after."""
    if len(texts) > _FEW and sum(map(len, texts)) + len(texts) * len(separator) > MAX_TEXT:
        texts = _within(texts, len(separator))
    text = separator.join(texts)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT + 1]


def _within(texts: Sequence[str], between: int) -> Sequence[str]:
    """Return the first texts, up to that which makes them too long."""
    lengths = accumulate(len(text) + between for text in texts)
    many = (number for number, length in enumerate(lengths, 1) if length > MAX_TEXT + between)
    return texts[: next(many, len(texts))]
