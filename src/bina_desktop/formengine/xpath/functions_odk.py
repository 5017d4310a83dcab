"""The plain functions that ODK XForms adds to XPath: numbers, selects, chance."""

from __future__ import annotations

import math
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import inf, isfinite, isnan, nan, sqrt
from string import ascii_uppercase, digits

from bina_desktop.formengine.xpath.host import Environment
from bina_desktop.formengine.xpath.signatures import (
    Spec,
    boolean,
    callables,
    number,
    session,
    text,
)

_SIGNS = digits + ascii_uppercase
_LONGEST = 1_000.0
_MATHS = ("sin", "cos", "tan", "asin", "acos", "atan", "exp")


def integer(value: float) -> float:
    """Cut the fraction off."""
    return float(int(value)) if isfinite(value) else nan


def power(base: float, exponent: float) -> float:
    """Return base to the exponent, NaN where it is not real, Infinity where it overflows."""
    try:
        result = base**exponent
    except (ZeroDivisionError, OverflowError):
        return inf
    return result if isinstance(result, float) else nan


def square_root(value: float) -> float:
    """Return the square root, NaN for negative numbers."""
    return sqrt(value) if value >= 0 else nan


def selected_at(value: str, place: float) -> str:
    """Return the choice at a place (from 0) of a select_multiple answer, or ''."""
    choices = value.split()
    if isnan(place) or not 0 <= place < len(choices):
        return ""
    return choices[int(place)]


def substr(value: str, start: float, end: float = inf) -> str:
    """Return characters from `start` (from 0) up to before `end`; negative counts from the end."""
    if isnan(start) or isnan(end):
        return ""
    size = len(value)
    return value[int(max(min(start, size), -size)) : int(max(min(end, size), -size))]


def checklist(least: float, most: float, answers: Sequence[object]) -> bool:
    """Tell whether the number of true answers lies within both bounds (-1 = no bound)."""
    return _within(float(sum(map(bool, answers))), least, most)


def weighted_checklist(
    least: float, most: float, answers: Sequence[object], weights: Sequence[float]
) -> bool:
    """Tell whether the weights of the true answers add up to within both bounds."""
    total = sum(weight for answer, weight in zip(answers, weights, strict=True) if answer)
    return _within(float(total), least, most)


def _within(total: float, least: float, most: float) -> bool:
    return (least == -1.0 or total >= least) and (most == -1.0 or total <= most)


def selected(value: str, choice: str) -> bool:
    """Tell whether a choice is among those of a select answer; a blank answer holds the blank."""
    return choice.strip() in (value.split() or ("",))


def count_selected(value: str) -> float:
    """Return how many choices a select answer holds."""
    return float(len(value.split()))


def boolean_from_string(value: str) -> bool:
    """Return true for '1' and 'true' only."""
    return value in {"1", "true"}


def random(environment: Environment) -> float:
    """Return a number in [0, 1)."""
    return environment.random()


def uuid(environment: Environment, length: float | None = None) -> str:
    """Return a UUID of version 4, or so many random letters and digits (at most 1,000)."""
    if length is None:
        return environment.uuid()
    wanted = int(min(length, _LONGEST)) if length > 0 else 0
    return "".join(_SIGNS[int(environment.random() * len(_SIGNS))] for _ in range(wanted))


def itext(environment: Environment, text_id: str) -> str:
    """Return a translated text in the session's language."""
    return environment.itext(text_id)


def version(environment: Environment) -> str:
    """Return the version of the form."""
    return environment.version


def base64_decode(value: str) -> str:
    """Return the text that Base64 (RFC 4648) stands for; '' for what is none."""
    try:
        return b64decode(value, validate=True).decode("utf-8", errors="replace")
    except ValueError:
        return ""


def real(compute: Callable[..., float]) -> Callable[..., float]:
    """Return a function of `math` that gives NaN outside its domain instead of an error."""

    def result(*values: float) -> float:
        try:
            return compute(*values)
        except ValueError:
            return nan
        except OverflowError:
            return inf

    result.__name__ = compute.__name__
    return result


def log(value: float) -> float:
    """Return the natural logarithm; -Infinity for 0, NaN for negative numbers."""
    return -inf if value == 0.0 else _log(value)


def log10(value: float) -> float:
    """Return the decimal logarithm; -Infinity for 0, NaN for negative numbers."""
    return -inf if value == 0.0 else _log10(value)


_log, _log10 = real(math.log), real(math.log10)


def exp10(value: float) -> float:
    """Return 10 to a power."""
    return power(10.0, value)


def pi() -> float:
    """Return the ratio of a circle's circumference to its diameter."""
    return math.pi


ODK: tuple[Spec, ...] = (
    boolean("ends-with", "tt", str.endswith, "{0}.endswith({1})"),
    text("substr", "tnn", substr, minimum=2),
    text("base64-decode", "t", base64_decode),
    number("int", "n", integer),
    number("abs", "n", abs),
    number("pow", "nn", power),
    number("sqrt", "n", square_root),
    number("pi", "", pi),
    number("log", "n", log),
    number("log10", "n", log10),
    number("exp10", "n", exp10),
    *(number(name, "n", real(getattr(math, name))) for name in _MATHS),
    number("atan2", "nn", real(math.atan2)),
    boolean("selected", "tt", selected, "({1}.strip() in ({0}.split() or ('',)))"),
    text("selected-at", "tn", selected_at),
    number("count-selected", "t", count_selected, "float(len({0}.split()))"),
    boolean("boolean-from-string", "t", boolean_from_string, "({0} in ('1', 'true'))"),
    replace(session(number("random", "", random)), volatile=True),
    replace(session(text("uuid", "n", uuid, minimum=0)), volatile=True),
    replace(session(text("jr:itext", "t", itext)), language=True),
    session(text("version", "", version)),
)

ODK_NAMES: dict[str, object] = {
    **callables(ODK),
    "checklist": checklist,
    "weighted_checklist": weighted_checklist,
}
