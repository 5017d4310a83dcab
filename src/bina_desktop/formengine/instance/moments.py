"""Dates and times of day as Indonesians type them: day first, `14.30` or `14:30`.

Canonical texts are those of ODK XForms: `2026-11-23`, `14:30:00.000+07:00` and both joined by `T`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from bina_desktop.formengine.instance.parsed import Parsed
from bina_desktop.formengine.xpath.values import EPOCH_ORDINAL

_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T.*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_WITH_MONTH = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})[- ]([0-9]{4})")
_CLOCK = re.compile(
    r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,]([0-9]{1,6}))?)?"
    r"\s*(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_BETWEEN = re.compile(
    r"(?<=[0-9])(?:T|,?\s+(?:pukul\s+|jam\s+)?)(?=[0-9]{1,2}[:.][0-9]{2}(?![0-9]))"
)
_STORED_TIME = re.compile(r"[0-9]{2}:[0-9]{2}.*")

_ISO_LENGTH = len("2026-11-23")
NO_DATE = "Isi dengan tanggal lengkap, misalnya 23-11-2026."
NO_SUCH_DATE = "Tanggal ini tidak ada di kalender; periksa hari dan bulannya."
NO_TIME = "Isi dengan jam dan menit, misalnya 14.30."
NO_SUCH_TIME = "Jam ini tidak ada; jam 00 sampai 23, menit dan detik 00 sampai 59."
NO_MOMENT = "Isi dengan tanggal dan jam, misalnya 23-11-2026 14.30."


def day(text: str) -> Parsed:
    """Read a date: `23-11-2026`, `23 Nov 2026`, ISO; the time of a dateTime is dropped."""
    if is_iso_date(text):
        return Parsed(text)
    if found := _ISO.fullmatch(text):
        year, month, number = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        number, month, year = found.groups()
    elif (found := _WITH_MONTH.fullmatch(text)) and (named := _month(found.group(2))):
        number, month, year = found.group(1), str(named), found.group(3)
    else:
        return Parsed(text, NO_DATE)
    try:
        return Parsed(date(int(year), int(month), int(number)).isoformat())
    except ValueError:
        return Parsed(text, NO_SUCH_DATE)


def is_iso_date(text: str) -> bool:
    """Tell whether a text is a date as it is stored."""
    if len(text) != _ISO_LENGTH or not text[4] == "-" == text[7]:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def day_number(text: str) -> float:
    """Return what a date as it is stored counts as (`xpath.values`)."""
    return float(date.fromisoformat(text).toordinal() - EPOCH_ORDINAL)


def clock(text: str, zone: tzinfo) -> Parsed:
    """Read a time of day; one without an offset is in `zone`."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return Parsed(text, NO_TIME)
    moment = _time(found)
    if moment is None:
        return Parsed(text, NO_SUCH_TIME)
    # A zone's offset may depend on the day, which is not known here: any fixed one will do.
    return Parsed(_written(moment, date(2000, 1, 1), zone).partition("T")[2])


def moment(text: str, zone: tzinfo) -> Parsed:
    """Read a date and a time of day, one after the other."""
    pieces = _BETWEEN.split(text, maxsplit=1)
    found = _CLOCK.fullmatch(pieces[-1])
    if len(pieces) != 2 or found is None:
        return Parsed(text, NO_MOMENT)
    read = day(pieces[0])
    if read.error:
        return Parsed(text, read.error)
    at = _time(found)
    if at is None:
        return Parsed(text, NO_SUCH_TIME)
    return Parsed(_written(at, date.fromisoformat(read.text), zone))


def stored_clock(text: str) -> Parsed:
    """Read a time of day that a form or an earlier session wrote; it keeps its own spelling."""
    read = clock(text, UTC)
    return Parsed(text) if not read.error and _STORED_TIME.fullmatch(text) else read


def stored_moment(text: str) -> Parsed:
    """Read a stored dateTime; a date alone stands for its first minute and stays a date."""
    if _ISO.fullmatch(text):
        read = day(text) if "T" not in text else moment(text, UTC)
        return Parsed(text, read.error)
    return moment(text, UTC)


def _time(found: re.Match[str]) -> time | None:
    hour, minute, second, fraction, offset = found.groups()
    microseconds = int((fraction or "0").ljust(6, "0"))
    try:
        return time(int(hour), int(minute), int(second or 0), microseconds, _offset(offset))
    except ValueError:
        return None


def _offset(text: str | None) -> timezone | None:
    """Return a fixed zone. Raises ValueError for an offset of a day or more."""
    if text is None:
        return None
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-distance if text.startswith("-") else distance)


def _written(at: time, on: date, zone: tzinfo) -> str:
    stamp = datetime.combine(on, at)
    if stamp.tzinfo is None:
        stamp = stamp.replace(tzinfo=zone)
    return stamp.isoformat(timespec="milliseconds")


def _month(name: str) -> int:
    """Return 1-12 for an Indonesian month name or its unmistakable beginning, else 0."""
    lowered = name.lower()
    found = [at for at, month in enumerate(_MONTHS, start=1) if month.startswith(lowered)]
    return found[0] if len(found) == 1 else 0
