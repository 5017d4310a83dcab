"""How a place on earth reads: in decimal degrees, and in degrees, minutes and seconds."""

from __future__ import annotations

import re
from decimal import Decimal

_POINT = re.compile(
    r"(-?[0-9]+(?:\.[0-9]+)?) (-?[0-9]+(?:\.[0-9]+)?)"
    r"(?: (-?[0-9]+(?:\.[0-9]+)?) (-?[0-9]+(?:\.[0-9]+)?))?"
)
_NUMBER = r"[-+\u2212]?[0-9]{1,3}(?:%s[0-9]+)?"
_PAIRS = tuple(
    re.compile(rf"\s*({_NUMBER % mark})\s*[{between}]\s*({_NUMBER % mark})\s*", re.ASCII)
    for mark, between in ((r"\.", r",;\s"), (",", r";\s"))
)


def split_points(text: str) -> list[str]:
    """Return the points of a line or border; the one that closes a border is left out."""
    points = [" ".join(part.split()) for part in re.split(r"[;\n]", text) if part.strip()]
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def decimal_of(point: str) -> tuple[str, str] | None:
    """Return latitude and longitude of a stored point as they are read: `-3,7928`."""
    found = _POINT.fullmatch(point)
    if found is None:
        return None
    return found[1].replace(".", ","), found[2].replace(".", ",")


def sexagesimal_of(point: str) -> tuple[str, str] | None:
    """Return latitude and longitude of a stored point as `3°47'34,1" LS`."""
    found = _POINT.fullmatch(point)
    if found is None:
        return None
    return _angle(Decimal(found[1]), "LU", "LS"), _angle(Decimal(found[2]), "BT", "BB")


def measured(point: str) -> tuple[str, str]:
    """Return altitude and accuracy in metres; '' for what was not measured."""
    found = _POINT.fullmatch(point)
    if found is None or found[3] is None:
        return "", ""
    texts = (format(Decimal(part).normalize(), "f") for part in (found[3], found[4]))
    altitude, accuracy = (
        ("" if text in ("0", "-0") else text.replace(".", ",")) for text in texts
    )
    return altitude, accuracy


def latitude_first(text: str) -> str:
    """Turn `102,26 -3,79` round: a first number beyond 90 can only be the longitude."""
    for pair in _PAIRS:
        found = pair.fullmatch(text)
        if found is not None and abs(_number(found[1])) > 90 >= abs(_number(found[2])):
            return f"{found[2]} {found[1]}"
    return text


def _number(text: str) -> Decimal:
    return Decimal(text.replace("\u2212", "-").replace(",", "."))


def _angle(degrees: Decimal, positive: str, negative: str) -> str:
    tenths = round(abs(degrees) * 36_000)
    minutes, rest = divmod(tenths, 600)
    whole, minutes = divmod(minutes, 60)
    seconds = f"{rest // 10}" + (f",{rest % 10}" if rest % 10 else "")
    return f"{whole}°{minutes}'{seconds}\" {negative if degrees < 0 else positive}"
