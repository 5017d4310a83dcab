"""The functions and operators of XPath 1.0 (section 4) and their number rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from math import copysign, floor, fmod, inf, isfinite, isnan, nan
from operator import contains, not_

from bina_desktop.formengine.xpath.generation import Generation, Value
from bina_desktop.formengine.xpath.host import ResultType
from bina_desktop.formengine.xpath.signatures import (
    Spec,
    boolean,
    callables,
    number,
    special,
    text,
)
from bina_desktop.formengine.xpath.syntax import Call

_MOST_DIGITS = 300
_PLAIN = 1e9
_UNDER, _OVER = 0.5 - 1e-6, 0.5 + 1e-6
_SCALES = {0.0: 1.0, 1.0: 10.0, 2.0: 100.0, 3.0: 1000.0, 4.0: 10000.0}
"""By digits, as they are most often."""
_SPACES = re.compile(r"[ \t\r\n]+")


def truth(value: float) -> bool:
    """Return the boolean of a number: false for 0 and NaN."""
    return value == value and value != 0.0  # noqa: PLR0124 -- NaN


def divide(left: float, right: float) -> float:
    """Return `left div right` (IEEE: no error for zero)."""
    if right:
        return left / right
    if isnan(left) or left == 0.0:
        return nan
    return inf if (left > 0) == (str(right)[0] != "-") else -inf


def modulo(left: float, right: float) -> float:
    """Return `left mod right`: the sign of the left operand, NaN for zero."""
    if left > 0.0 < right:
        return left % right  # the same, and no call
    return fmod(left, right) if right and isfinite(left) else nan


def floor_number(value: float) -> float:
    """Return the largest whole number not above."""
    return float(floor(value)) if isfinite(value) else value


def ceiling_number(value: float) -> float:
    """Return the smallest whole number not below."""
    return -floor_number(-value)


def round_number(value: float, digits: float = 0.0) -> float:
    """Round half away from zero to decimal digits, as written in decimal: 2.675 → 2.68."""
    if not digits and 0.0 <= value < _PLAIN:
        whole = value // 1.0
        return whole if value - whole < 0.5 else whole + 1.0  # the difference is exact
    scale = _SCALES.get(digits)
    if scale is not None and -_PLAIN < (scaled := value * scale) < _PLAIN:
        whole = scaled // 1.0
        rest = scaled - whole
        # Far from a half and small enough that the product's error cannot reach it.
        if rest < _UNDER:
            return whole / scale or copysign(0.0, value)
        if rest > _OVER:
            return (whole + 1.0) / scale or copysign(0.0, value)
    if not isfinite(value) or not isfinite(digits) or abs(digits) > _MOST_DIGITS:
        return value
    places = int(digits)
    unit = Decimal((0, (1,), -places))
    steps = (Decimal(repr(value)) / unit).to_integral_value(ROUND_HALF_UP)
    return float(steps * unit)


def substring(value: str, start: float, length: float = inf) -> str:
    """Return characters from `start` (from 1), by XPath's rounding rules."""
    first = floor_number(start + 0.5)
    end = first + (length if length == inf else floor_number(length + 0.5))
    if isnan(first) or isnan(end) or first == inf:
        return ""
    begin = max(int(max(first, 0.0)) - 1, 0)
    if end == inf:
        return value[begin:]
    return value[begin : max(int(max(end, 1.0)) - 1, 0)]


def substring_before(value: str, mark: str) -> str:
    """Return what stands before the first `mark`, '' when there is none."""
    return value[: max(value.find(mark), 0)]


def substring_after(value: str, mark: str) -> str:
    """Return what stands after the first `mark`, '' when there is none."""
    return value.partition(mark)[2] if mark else value


def normalize_space(value: str) -> str:
    """Return a text without outer spaces and with inner runs as one space.

    Only the four spaces of XML count: a no-break space is a letter that somebody typed.
    """
    return _SPACES.sub(" ", value).strip(" ")


def translate(value: str, letters: str, others: str) -> str:
    """Replace each of `letters` by its partner in `others`, or drop it when there is none."""
    table: dict[int, str] = {}
    for place, letter in enumerate(letters):
        table.setdefault(ord(letter), others[place : place + 1])
    return value.translate(table)


def string_length(value: str) -> float:
    """Return how many characters a text has."""
    return float(len(value))


def _converter(kind: ResultType) -> Spec:
    """Describe `string()`, `number()` or `boolean()`."""

    def convert(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
        turn = {"string": generation.text, "number": generation.number}
        code = turn.get(call.name, generation.boolean)(values[0])
        return generation.build(kind, code, values[0])

    names = {ResultType.TEXT: "string", ResultType.NUMBER: "number"}
    return special(names.get(kind, "boolean"), 1, 1, convert)


CORE: tuple[Spec, ...] = (
    boolean("true", "", lambda: True, "True"),
    boolean("false", "", lambda: False, "False"),
    boolean("not", "b", not_, "(not {0})"),
    _converter(ResultType.BOOLEAN),
    replace(_converter(ResultType.NUMBER), own_default=True),
    replace(_converter(ResultType.TEXT), own_default=True),
    replace(number("string-length", "t", string_length, "float(len({0}))"), own_default=True),
    replace(text("normalize-space", "t", normalize_space), own_default=True),
    text("substring", "tnn", substring, minimum=2),
    text("substring-before", "tt", substring_before),
    text("substring-after", "tt", substring_after),
    boolean("contains", "tt", contains, "({1} in {0})"),
    boolean("starts-with", "tt", str.startswith, "{0}.startswith({1})"),
    text("translate", "ttt", translate),
    number("floor", "n", floor_number),
    number("ceiling", "n", ceiling_number),
    number("round", "nn", round_number, minimum=1),
)

CORE_NAMES: dict[str, object] = {
    **callables(CORE),
    "truth": truth,
    "divide": divide,
    "modulo": modulo,
    "float": float,
    "len": len,
    "next": next,
    "NAN": nan,
}
