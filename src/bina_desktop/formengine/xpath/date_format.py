"""`format-date` and `format-date-time` of ODK XForms; names of months and days are Indonesian."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from bina_desktop.formengine.xpath.values import moment

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_DAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
_MARK = re.compile(r"%(.)", re.DOTALL)

_DATE_MARKS: Mapping[str, Callable[[datetime], str]] = {
    "Y": lambda stamp: f"{stamp.year:04d}",
    "y": lambda stamp: f"{stamp.year % 100:02d}",
    "m": lambda stamp: f"{stamp.month:02d}",
    "n": lambda stamp: str(stamp.month),
    "b": lambda stamp: _MONTHS[stamp.month - 1],
    "d": lambda stamp: f"{stamp.day:02d}",
    "e": lambda stamp: str(stamp.day),
    "a": lambda stamp: _DAYS[stamp.weekday()],
    "H": lambda stamp: f"{stamp.hour:02d}",
    "h": lambda stamp: str(stamp.hour),
    "M": lambda stamp: f"{stamp.minute:02d}",
    "S": lambda stamp: f"{stamp.second:02d}",
    "3": lambda stamp: f"{stamp.microsecond // 1000:03d}",
    "%": lambda _: "%",
}


def format_date(days: float, pattern: str) -> str:
    """Return a day count in the pattern; '' for NaN. An unknown `%x` stays as written."""
    stamp = moment(days)
    if stamp is None:
        return ""

    def put(match: re.Match[str]) -> str:
        mark = _DATE_MARKS.get(match[1])
        return match[0] if mark is None else mark(stamp)

    return _MARK.sub(put, pattern)
