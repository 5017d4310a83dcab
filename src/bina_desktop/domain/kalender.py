"""The working calendar: office hours, weekends, holidays, and working time between two instants.

Bengkulu keeps WIB, a fixed seven hours ahead of UTC with no summer time, so no time zone data is
needed. Hours and holidays are data of the office (`resources/jam_kerja.toml`,
`resources/hari_libur/*.toml`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from bina_desktop.domain.errors import InvalidValueError

WIB: Final = timezone(timedelta(hours=7), "WIB")

_WEEKDAYS: Final = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


@dataclass(frozen=True, slots=True)
class Rentang:
    """A stretch of office hours within one day, local time; `selesai` is not part of it."""

    mulai: time
    selesai: time


@dataclass(frozen=True, slots=True)
class KalenderKerja:
    """Knows when the office works."""

    jam: Mapping[int, tuple[Rentang, ...]]
    """By weekday (Monday is 0), breaks left out; a weekday that is absent is free."""
    libur: Mapping[date, str] = field(default_factory=dict[date, str])
    """Names of holidays by day."""

    def is_working_day(self, day: date) -> bool:
        """Return True unless the day is free or a holiday."""
        return bool(self.jam.get(day.weekday())) and day not in self.libur

    def opening(self, day: date) -> datetime:
        """Return the instant (UTC) at which this day's work begins; midnight WIB on a free day."""
        start = self.jam[day.weekday()][0].mulai if self.is_working_day(day) else time(0)
        return _instant(day, start)

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two aware instants; zero when `end` is not later."""
        total = timedelta()
        day, last = start.astimezone(WIB).date(), end.astimezone(WIB).date()
        while day <= last:
            if self.is_working_day(day):
                for stretch in self.jam[day.weekday()]:
                    begin = max(start, _instant(day, stretch.mulai))
                    finish = min(end, _instant(day, stretch.selesai))
                    total += max(finish - begin, timedelta())
            day += timedelta(days=1)
        return total

    @property
    def hari_kerja(self) -> timedelta:
        """Office hours of one working day (a week's hours over its working days), for `2 hari`."""
        total = timedelta()
        days = [stretches for stretches in self.jam.values() if stretches]
        for stretches in days:
            for stretch in stretches:
                total += _since_midnight(stretch.selesai) - _since_midnight(stretch.mulai)
        return total / len(days)


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, WIB)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def parse_jam_kerja(text: str) -> dict[int, tuple[Rentang, ...]]:
    """Read office hours: `senin = ["07:30-12:00", "13:00-16:00"]` under `[jam_kerja]`.

    Raises InvalidValueError that names the day.
    """
    table: dict[str, list[str]] = tomllib.loads(text)["jam_kerja"]
    if not any(table.values()):
        raise InvalidValueError(
            "Jam kerja belum diisi; sedikitnya satu hari harus punya jam kerja."
        )
    found: dict[int, tuple[Rentang, ...]] = {}
    for name, stretches in table.items():
        if name not in _WEEKDAYS:
            raise InvalidValueError(
                f"“{name}” bukan nama hari pada jam kerja; pakai senin sampai minggu."
            )
        found[_WEEKDAYS.index(name)] = tuple(_parse_rentang(name, item) for item in stretches)
    return found


def _parse_rentang(name: str, text: str) -> Rentang:
    try:
        start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        start = end = time(0)
    if start >= end:
        raise InvalidValueError(
            f"Jam kerja hari {name}, “{text}”, tidak terbaca; contoh yang benar: 07:30-12:00."
        )
    return Rentang(start, end)


def parse_hari_libur(text: str) -> dict[date, str]:
    """Read holidays: a table `[[libur]]` each with `tanggal` (a TOML date) and `nama`.

    Raises InvalidValueError that names the entry.
    """
    found: dict[date, str] = {}
    entries: list[dict[str, object]] = tomllib.loads(text).get("libur", [])
    for entry in entries:
        day, name = entry.get("tanggal"), entry.get("nama", "")
        if not isinstance(day, date) or isinstance(day, datetime):
            raise InvalidValueError(
                f"Tanggal hari libur “{name}” tidak terbaca; contoh yang benar: "
                "tanggal = 2026-08-17."
            )
        found[day] = str(name)
    return found
