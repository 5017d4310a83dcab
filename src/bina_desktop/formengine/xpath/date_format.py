"""`format-date` and `format-date-time` of ODK XForms, with names in the session's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bina_desktop.formengine.xpath.host import Environment

_MARK = re.compile(r"%(.)", re.DOTALL)
_TAG = re.compile(r"\(([^()]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Names:
    """Names of months (from January) and days (from Monday); short ones are their beginnings."""

    months: tuple[str, ...]
    days: tuple[str, ...]


ENGLISH = Names(
    (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
INDONESIAN = Names(
    (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
)


@lru_cache(maxsize=64)
def names_of(language: str) -> Names:
    """Return the names of a language by its tag or XLSForm name: `en`, `English (en)`.

    English where the tag is `en` (or `en-…`) or the name says so; Indonesian for all others.
    """
    named = _TAG.search(language)
    tag = (named[1] if named else language).strip().lower().replace("_", "-")
    return ENGLISH if tag.partition("-")[0] in {"en", "english"} else INDONESIAN


_MARKS: Mapping[str, Callable[[datetime, Names], str]] = {
    "Y": lambda stamp, _: f"{stamp.year:04d}",
    "y": lambda stamp, _: f"{stamp.year % 100:02d}",
    "m": lambda stamp, _: f"{stamp.month:02d}",
    "n": lambda stamp, _: str(stamp.month),
    "b": lambda stamp, names: names.months[stamp.month - 1][:3],
    "B": lambda stamp, names: names.months[stamp.month - 1],
    "d": lambda stamp, _: f"{stamp.day:02d}",
    "e": lambda stamp, _: str(stamp.day),
    "a": lambda stamp, names: names.days[stamp.weekday()][:3],
    "A": lambda stamp, names: names.days[stamp.weekday()],
    "W": lambda stamp, _: str(stamp.isocalendar().week),
    "H": lambda stamp, _: f"{stamp.hour:02d}",
    "h": lambda stamp, _: str(stamp.hour),
    "M": lambda stamp, _: f"{stamp.minute:02d}",
    "S": lambda stamp, _: f"{stamp.second:02d}",
    "3": lambda stamp, _: f"{stamp.microsecond // 1000:03d}",
    "%": lambda _stamp, _: "%",
}


def format_date(environment: Environment, days: float, pattern: str) -> str:
    """Return a day count in the pattern; '' for NaN. An unknown `%x` stays as written."""
    stamp = environment.calendar.moment(days)
    if stamp is None:
        return ""
    names = names_of(environment.language)

    def put(match: re.Match[str]) -> str:
        mark = _MARKS.get(match[1])
        return match[0] if mark is None else mark(stamp, names)

    return _MARK.sub(put, pattern)
