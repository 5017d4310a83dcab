"""The plain functions that ODK XForms adds to XPath: numbers, selects, dates, the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import floor, inf, isfinite, isnan, nan, sqrt

from bina_desktop.formengine.xpath.date_format import format_date
from bina_desktop.formengine.xpath.host import Environment, ResultType
from bina_desktop.formengine.xpath.signatures import Spec, boolean, number, text
from bina_desktop.formengine.xpath.values import (
    date_days,
    datetime_days,
    day_fraction,
    to_number,
)


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


def whole_days(days: float) -> float:
    """Return the date of a day count: the fraction of the day is cut off."""
    return float(floor(days)) if isfinite(days) else nan


def today(environment: Environment) -> float:
    """Return today as whole days since 1970-01-01."""
    return date_days(environment.today())


def now(environment: Environment) -> float:
    """Return now as days since 1970-01-01 with the fraction of the day."""
    return datetime_days(environment.now())


def decimal_time(value: str) -> float:
    """Return the time of day of a text as a fraction of the day."""
    fraction = day_fraction(value)
    if isnan(fraction):
        days = to_number(value)
        return days - floor(days) if isfinite(days) else nan
    return fraction


ODK: tuple[Spec, ...] = (
    boolean("ends-with", "tt", "{0}.endswith({1})"),
    text("substr", "tnn", "substr({all})", 2),
    number("int", "n", "integer({0})"),
    number("abs", "n", "abs({0})"),
    number("pow", "nn", "power({0}, {1})"),
    number("sqrt", "n", "square_root({0})"),
    boolean("selected", "tt", "({1}.strip() in ({0}.split() or ('',)))"),
    text("selected-at", "tn", "selected_at({0}, {1})"),
    number("count-selected", "t", "float(len({0}.split()))"),
    boolean("boolean-from-string", "t", "({0} in ('1', 'true'))"),
    Spec("date", 1, 1, ResultType.DATE, "n", "whole_days({0})"),
    Spec("date-time", 1, 1, ResultType.DATETIME, "n", "{0}"),
    number("decimal-date-time", "n", "{0}"),
    number("decimal-time", "t", "decimal_time({0})"),
    text("format-date", "nt", "format_date({0}, {1})"),
    text("format-date-time", "nt", "format_date({0}, {1})"),
    Spec("today", 0, 0, ResultType.DATE, template="today(E)", volatile=True),
    Spec("now", 0, 0, ResultType.DATETIME, template="now(E)", volatile=True),
    replace(number("random", "", "E.random()"), volatile=True),
    replace(text("uuid", "", "E.uuid()"), volatile=True),
    replace(text("jr:itext", "t", "E.itext({0})"), language=True),
)

ODK_NAMES: dict[str, object] = {
    "integer": integer,
    "abs": abs,
    "power": power,
    "square_root": square_root,
    "selected_at": selected_at,
    "substr": substr,
    "checklist": checklist,
    "weighted_checklist": weighted_checklist,
    "whole_days": whole_days,
    "today": today,
    "now": now,
    "decimal_time": decimal_time,
    "format_date": format_date,
}
