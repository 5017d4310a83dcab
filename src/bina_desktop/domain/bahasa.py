"""How numbers, dates and lists are written in Indonesian."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bina_desktop.domain.kalender import WIB

HARI: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
"""Names of the days; Monday first, as `date.weekday()` counts."""

BULAN: Final = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
"""Names of the months; January first."""

_SATUAN: Final = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_BESAR: Final = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (10**3, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)
_ROMAWI: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def terbilang(number: int) -> str:
    """Write a whole number in words, as behind figures in decrees: `2 (dua) hari`."""
    if number < 0:
        return f"minus {terbilang(-number)}"
    if number < len(_SATUAN):
        return _SATUAN[number]
    if number < 20:
        return f"{_SATUAN[number - 10]} belas"
    size, name = next(item for item in _BESAR if number >= item[0])
    count, rest = divmod(number, size)
    head = f"se{name}" if count == 1 and size in (100, 1000) else f"{terbilang(count)} {name}"
    return f"{head} {terbilang(rest)}" if rest else head


def romawi(number: int) -> str:
    """Write a positive number in Roman figures: months in letter numbers, appendices."""
    parts: list[str] = []
    for value, letters in _ROMAWI:
        times, number = divmod(number, value)
        parts.append(letters * times)
    return "".join(parts)


def format_tanggal(day: date) -> str:
    """Write `23 November 2026`."""
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def format_hari_tanggal(day: date) -> str:
    """Write `Senin, 23 November 2026`."""
    return f"{HARI[day.weekday()]}, {format_tanggal(day)}"


def format_rentang(start: date, end: date) -> str:
    """Write a range of days without repeating what both ends share: `23–24 November 2026`."""
    if start == end:
        return format_tanggal(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{format_tanggal(end)}"
    if start.year == end.year:
        return f"{start.day} {BULAN[start.month - 1]}–{format_tanggal(end)}"
    return f"{format_tanggal(start)}–{format_tanggal(end)}"


def format_waktu(instant: datetime) -> str:
    """Write an aware time in WIB: `23 November 2026 pukul 14.02 WIB`."""
    local = instant.astimezone(WIB)
    return f"{format_tanggal(local.date())} pukul {local:%H.%M} WIB"


def format_angka(number: Decimal | int, places: int | None = None) -> str:
    """Write a number with decimal comma and dots between thousands: `1.234,50`.

    `places` rounds half up to that many decimals; without it every digit is kept.
    """
    value = Decimal(number)
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def format_ukuran(size: int) -> str:
    """Return the size of a file in bytes as people read it: `2,4 MB`, `815 KB`, `12 byte`."""
    if size < 1_000:
        return f"{size} byte"
    if size < 1_000_000:
        return f"{round(size / 1_024) or 1} KB"
    tenths = Decimal(size) / (1_024 * 1_024)
    return f"{format_angka(tenths.quantize(Decimal('0.1')))} MB"


def format_daftar(items: Sequence[str]) -> str:
    """Join as in a sentence: `a`, `a dan b`, `a, b, dan c`; '' for nothing."""
    if len(items) < 3:
        return " dan ".join(items)
    return f"{', '.join(items[:-1])}, dan {items[-1]}"


def format_lama(duration: timedelta, *, hari_kerja: timedelta) -> str:
    """Write working time: `45 menit`, `2 jam 5 menit`, `1 hari 3 jam`; a day is `hari_kerja`."""
    minutes = max(0, int(duration.total_seconds()) // 60)
    days, minutes = divmod(minutes, int(hari_kerja.total_seconds()) // 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{days} hari"] * bool(days) + [f"{hours} jam"] * bool(hours)
    if minutes and not days:
        parts.append(f"{minutes} menit")
    return " ".join(parts) or "0 menit"
