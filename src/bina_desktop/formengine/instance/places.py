"""Places on earth as people type and paste them: decimal degrees or degrees, minutes, seconds.

Canonical is the text of ODK XForms: latitude, longitude, altitude and accuracy as four decimals
(degrees and metres, blanks are 0.0), points of a line or border joined by `;`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bina_desktop.formengine.instance.parsed import Parsed

MAX_POINTS = 10_000
"""Points of one line or border; more would hold up every expression that reads it."""

_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,20})?"
_LETTERS = r"(?:L[SU]|B[TB]|[NSEWUTB])"
_COORDINATE = (
    rf"([+-]?)({_NUMBER})\s*°?\s*(?:(?<=[°\s])({_NUMBER})\s*'\s*(?:({_NUMBER})\s*\")?)?"
    rf"\s*({_LETTERS})?"
)
_METRES = rf"(?:\s+([+-]?{_NUMBER})\s*m?)?"
_POINT = re.compile(
    rf"{_COORDINATE}\s+{_COORDINATE}{_METRES}{_METRES}\s*", re.ASCII | re.IGNORECASE
)
_LIKE = str.maketrans({"º": "°", "′": "'", "’": "'", "″": '"', "”": '"', "\u2212": "-"})
_SOUTH_OR_WEST = frozenset({"S", "LS", "W", "B", "BB"})
_LONGITUDE = frozenset({"E", "W", "T", "B", "BT", "BB"})

NO_POINT = "Isi dengan lintang dan bujur, misalnya -3,795 102,26 atau 3°47'42\"LS 102°15'36\"BT."
NO_SUCH_POINT = "Lintang paling jauh 90 derajat dan bujur 180 derajat; periksa angkanya."


def point(text: str) -> Parsed:
    """Read one place; altitude and accuracy (metres) may follow."""
    found = _POINT.fullmatch(_separated(text))
    if found is None:
        return Parsed(text, NO_POINT)
    latitude, longitude = _degrees(found.groups()[:5]), _degrees(found.groups()[5:10])
    letters = (found[5] or "").upper(), (found[10] or "").upper()
    if any(found[sign] and letter for sign, letter in ((1, letters[0]), (6, letters[1]))):
        return Parsed(text, NO_POINT)
    if letters[0] in _LONGITUDE and letters[1] not in _LONGITUDE:
        latitude, longitude = longitude, latitude
    elif letters[0] in _LONGITUDE or (letters[1] and letters[1] not in _LONGITUDE):
        return Parsed(text, NO_POINT)
    if abs(latitude) > 90 or abs(longitude) > 180:
        return Parsed(text, NO_SUCH_POINT)
    rest = [float(found[11] or 0), float(found[12] or 0)]
    return Parsed(" ".join(_decimal(number) for number in (latitude, longitude, *rest)))


def line(text: str) -> Parsed:
    """Read the points of a line, two at least, separated by `;` or each on its own line."""
    return _points(text, 2, closed=False)


def border(text: str) -> Parsed:
    """Read the points around an area, three at least; it is closed where the last is missing."""
    return _points(text, 3, closed=True)


def _points(text: str, least: int, *, closed: bool) -> Parsed:
    pieces = [piece for piece in re.split(r"[;\n]", text) if piece.strip()]
    if len(pieces) > MAX_POINTS:
        return Parsed(text, f"Titiknya terlalu banyak; paling banyak {MAX_POINTS}.")
    read = [point(piece.strip()) for piece in pieces]
    wrong = next((place for place, one in enumerate(read, start=1) if one.error), None)
    if wrong is not None:
        return Parsed(text, f"Titik ke-{wrong} tidak terbaca. {read[wrong - 1].error}")
    points = [one.text for one in read]
    if closed and points and points[0] != points[-1]:
        points.append(points[0])
    if len(points) < least + closed:
        return Parsed(text, f"Isi paling sedikit {least} titik, dipisahkan titik koma.")
    return Parsed(";".join(points))


def _separated(text: str) -> str:
    """Return the text with decimal points and with blanks between its numbers."""
    text = re.sub(r",\s+|\s+|;", " ", text.translate(_LIKE).strip())
    if "." in text:
        return text.replace(",", " ")
    return text.replace(",", ".")


def _degrees(parts: tuple[str | None, ...]) -> float:
    sign, degrees, minutes, seconds, letter = parts
    value = float(degrees or 0)
    if minutes is not None:
        value = round(value + float(minutes) / 60 + float(seconds or 0) / 3600, 9)
    return -value if sign == "-" or (letter or "").upper() in _SOUTH_OR_WEST else value


def _decimal(number: float) -> str:
    """Return a number with its decimals, without exponent: `-3.795`, `102.0`."""
    return format(Decimal(repr(number or 0.0)), "f")
