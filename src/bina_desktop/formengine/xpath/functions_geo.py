"""Places on Earth: areas, distances, fences (ODK XForms, geographic functions).

Points are `latitude longitude [altitude [accuracy]]`; lines and shapes join them by `;`. The Earth
is a sphere with the radius of its equator; results are rounded to hundredths, as in ODK Web Forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import acos, cos, floor, nan, radians, sin
from typing import NamedTuple

from bina_desktop.formengine.xpath.generation import Generation, Value
from bina_desktop.formengine.xpath.host import ResultType
from bina_desktop.formengine.xpath.signatures import Spec, boolean, callables, special
from bina_desktop.formengine.xpath.syntax import Call
from bina_desktop.formengine.xpath.values import to_number

_RADIUS = 6_378_100.0
"""Metres."""
_MOST_POINTS = 20_000


class Point(NamedTuple):
    """A place, in degrees."""

    latitude: float
    longitude: float


def points_of(texts: Sequence[str]) -> list[Point] | None:
    """Return the points of all texts in order; None when one of them is no place on Earth."""
    points: list[Point] = []
    for text in texts:
        for part in text.split(";"):
            if not part.strip():
                continue
            point = _point(part)
            if point is None or len(points) >= _MOST_POINTS:
                return None
            points.append(point)
    return points


def _point(text: str) -> Point | None:
    words = text.split()
    if len(words) < 2:
        return None
    point = Point(to_number(words[0]), to_number(words[1]))
    return point if abs(point.latitude) <= 90 and abs(point.longitude) <= 180 else None


def area(texts: Sequence[str]) -> float:
    """Return the area in square metres within the points; 0 for less than three."""
    points = points_of(texts) or []
    if len(points) < 3:
        return 0.0
    border = pairwise([*points, points[0]])
    swept = sum(
        radians(other.longitude - one.longitude)
        * (2 + sin(radians(one.latitude)) + sin(radians(other.latitude)))
        for one, other in border
    )
    return _to_hundredths(abs(swept * _RADIUS**2 / 2))


def _to_hundredths(value: float) -> float:
    return floor(value * 100 + 0.5) / 100


def distance(texts: Sequence[str]) -> float:
    """Return the length in metres of the way along the points, in their order."""
    points = points_of(texts)
    if points is None:
        return nan
    return _to_hundredths(sum(_apart(one, other) for one, other in pairwise(points)))


def _apart(one: Point, other: Point) -> float:
    if one == other:
        return 0.0
    first, second = radians(one.latitude), radians(other.latitude)
    turn = radians(other.longitude - one.longitude)
    cosine = sin(first) * sin(second) + cos(first) * cos(second) * cos(turn)
    return acos(max(-1.0, min(1.0, cosine))) * _RADIUS


def geofence(place: str, shape: str) -> bool:
    """Tell whether a point lies within a shape (even-odd rule)."""
    inner, corners = points_of([place]), points_of([shape])
    if not inner or not corners or len(corners) < 3:
        return False
    point = inner[0]
    inside = False
    for one, other in pairwise([*corners, corners[0]]):
        if (one.latitude > point.latitude) != (other.latitude > point.latitude):
            share = (point.latitude - one.latitude) / (other.latitude - one.latitude)
            crossing = one.longitude + share * (other.longitude - one.longitude)
            inside ^= point.longitude < crossing
    return inside


def intersects(line: str) -> bool:
    """Tell whether a line or the border of a shape crosses or touches itself."""
    points = points_of([line]) or []
    sides = [(one, other) for one, other in pairwise(points) if one != other]
    if len(sides) > _MOST_SIDES:
        return False
    closed = len(sides) > 1 and sides[0][0] == sides[-1][1]
    return any(
        _cross(*sides[first], *sides[second])
        for first in range(len(sides))
        for second in range(first + 2, len(sides))
        if not (closed and first == 0 and second == len(sides) - 1)
    )


_MOST_SIDES = 1_000


def _turn(one: Point, other: Point, third: Point) -> float:
    """Return which way the corner of three points turns: positive, negative, 0 for straight."""
    return (other.latitude - one.latitude) * (third.longitude - one.longitude) - (
        other.longitude - one.longitude
    ) * (third.latitude - one.latitude)


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    turns = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(turn == 0 and _between(*end) for turn, end in zip(turns, ends, strict=True))


def _between(one: Point, other: Point, point: Point) -> bool:
    return all(
        min(low, high) <= at <= max(low, high)
        for low, high, at in zip(one, other, point, strict=True)
    )


def _measure(name: str) -> Spec:
    def build(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
        del call
        code = f"{name}({generation.texts(values)})"
        return generation.build(ResultType.NUMBER, code, *values)

    return special(name, 1, None, build)


GEO: tuple[Spec, ...] = (
    _measure("area"),
    _measure("distance"),
    boolean("geofence", "tt", geofence),
    boolean("intersects", "t", intersects),
)
GEO_NAMES: dict[str, object] = {**callables(GEO), "area": area, "distance": distance}
