"""Dates and times as people type them, brought into the form the engine stores.

Days come first: `17/8/2026`, `17-8-26`, `17 Agustus 2026`, `17082026`. What cannot be read goes
on as it was typed: the engine says what is wrong with it and keeps it.
"""

from __future__ import annotations

import re
from datetime import date

from bina_desktop.formengine.presentation import DatePrecision

_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_ALSO = {
    "agt": 8, "ags": 8, "sept": 9, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2,
    "may": 5, "aug": 8, "oct": 10, "dec": 12,
}  # fmt: skip
_AHEAD = 10
"""Two digits of a year are read as up to so many years ahead, else as of the past century."""
_PACKED_DAY = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})", re.ASCII)
_DAY = re.compile(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{4}|[0-9]{2})", re.ASCII)
_NAMED_DAY = re.compile(r"([0-9]{1,2})[-/. ]*([a-z]{3,9})\.?[-/., ]*([0-9]{4}|[0-9]{2})", re.ASCII)
_ISO_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", re.ASCII)
_MONTH = re.compile(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{4})", re.ASCII)
_PACKED_MONTH = re.compile(r"([0-9]{2})([0-9]{4})", re.ASCII)
_ISO_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})", re.ASCII)
_NAMED_MONTH = re.compile(r"([a-z]{3,9})\.?[-/., ]*([0-9]{4}|[0-9]{2})", re.ASCII)
_CLOCK = re.compile(
    r"(?:pukul\s+|jam\s+)?([0-9]{1,2})(?:[.:]([0-9]{2})(?:[.:]([0-9]{2}))?)?(?:\s*w(?:ib|ita|it))?",
    re.ASCII,
)
_PACKED_CLOCK = re.compile(r"([0-9]{1,2})([0-9]{2})", re.ASCII)
_MOMENT = re.compile(r"(.*[0-9])(?:t|\s*,\s*|\s+)((?:pukul\s+|jam\s+)?[0-9][0-9.:]*(?:\s*w\w+)?)")


def as_date(text: str, precision: DatePrecision, *, today: date) -> str:
    """Return the ISO date that a text means at this precision, else the text as it is."""
    typed = " ".join(text.casefold().split())
    found = _day(typed, today)
    if found is None and precision is not DatePrecision.DAY:
        found = _month(typed, today)
    if found is None and precision is DatePrecision.YEAR:
        found = _year(typed, today)
    if found is None:
        return text
    if precision is DatePrecision.YEAR:
        found = found.replace(month=1, day=1)
    elif precision is DatePrecision.MONTH:
        found = found.replace(day=1)
    return found.isoformat()


def as_clock(text: str) -> str:
    """Return `14:30` or `14:30:15` for a time of day, else the text as it is."""
    typed = " ".join(text.casefold().split())
    packed = _PACKED_CLOCK.fullmatch(typed) if len(typed) > 2 else None
    found = packed or _CLOCK.fullmatch(typed)
    if found is None:
        return text
    parts = [int(part or 0) for part in found.groups()]
    if parts[0] > 23 or any(part > 59 for part in parts[1:]):
        return text
    seconds = parts[2:] if len(parts) > 2 and found[3] else []
    return ":".join(f"{part:02}" for part in (*parts[:2], *seconds))


def as_moment(text: str, *, today: date) -> str:
    """Return `2026-11-23 14:30` for a day and a time of day, else the text as it is."""
    found = _MOMENT.fullmatch(" ".join(text.casefold().split()))
    if found is None:
        return text
    day, clock = as_date(found[1], DatePrecision.DAY, today=today), as_clock(found[2])
    read = _ISO_DAY.fullmatch(day) and re.fullmatch(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?", clock)
    return f"{day} {clock}" if read else text


def shown_date(value: str, precision: DatePrecision) -> str:
    """Return a stored date as it is read: `17-08-2026`, `08-2026`, `2026`."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    if precision is DatePrecision.YEAR:
        return f"{day.year:04}"
    month = f"{day.month:02}-{day.year:04}"
    return month if precision is DatePrecision.MONTH else f"{day.day:02}-{month}"


def _day(typed: str, today: date) -> date | None:
    if found := _ISO_DAY.fullmatch(typed):
        return _date(found[1], found[2], found[3], today)
    if found := _PACKED_DAY.fullmatch(typed) or _DAY.fullmatch(typed):
        return _date(found[3], found[2], found[1], today)
    if found := _NAMED_DAY.fullmatch(typed):
        return _date(found[3], str(_month_named(found[2])), found[1], today)
    return None


def _month(typed: str, today: date) -> date | None:
    if found := _ISO_MONTH.fullmatch(typed):
        return _date(found[1], found[2], "1", today)
    if found := _PACKED_MONTH.fullmatch(typed) or _MONTH.fullmatch(typed):
        return _date(found[2], found[1], "1", today)
    if found := _NAMED_MONTH.fullmatch(typed):
        return _date(found[2], str(_month_named(found[1])), "1", today)
    return None


def _year(typed: str, today: date) -> date | None:
    whole = re.fullmatch(r"[0-9]{4}|[0-9]{2}", typed, re.ASCII)
    return _date(typed, "1", "1", today) if whole else None


def _date(year: str, month: str, day: str, today: date) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += today.year // 100 * 100
        if number > today.year + _AHEAD:
            number -= 100
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _month_named(name: str) -> int:
    """Return 1-12 for a month or its unmistakable beginning, else 0."""
    if name in _ALSO:
        return _ALSO[name]
    found = [at for at, month in enumerate(_MONTHS, start=1) if month.startswith(name)]
    return found[0] if len(found) == 1 else 0
