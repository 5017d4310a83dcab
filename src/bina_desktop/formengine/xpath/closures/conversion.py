"""How a value of the closures becomes another kind, and how two compare.

The decisions are those of generated code (generation.py, comparisons.py): blanks, dates, and the
noise of binary fractions.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from math import nan

from bina_desktop.formengine.xpath.calendar import Calendar
from bina_desktop.formengine.xpath.closures.nodes import Day, Mixed, Moment, Nodes, Value
from bina_desktop.formengine.xpath.comparisons import (
    any_at_most,
    any_differ,
    any_equal,
    any_less,
    same,
)
from bina_desktop.formengine.xpath.functions_core import truth
from bina_desktop.formengine.xpath.values import number_blank, number_text


def text_of(value: Value, calendar: Calendar) -> str:
    """Return the text of a value (XPath `string()`)."""
    if isinstance(value, str):
        return value
    if isinstance(value, Nodes):
        return value.nodes[0].text if value.nodes else ""
    if isinstance(value, Mixed):
        return text_of(value.value, calendar)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Day):
        return calendar.date_text(value)
    if isinstance(value, Moment):
        return calendar.datetime_text(value)
    return number_text(value)


def blank_of(value: Value, calendar: Calendar) -> str:
    """Return the text to store: as `text_of`, but NaN is ''."""
    if isinstance(value, Mixed):
        return blank_of(value.value, calendar)
    if type(value) is float:
        return number_blank(value)
    return text_of(value, calendar)


def number_of(value: Value, calendar: Calendar) -> float:
    """Return the number of a value (XPath `number()` with ODK's dates)."""
    if isinstance(value, str):
        return calendar.number(value)
    if isinstance(value, Nodes):
        return calendar.number(value.nodes[0].text) if value.nodes else nan
    if isinstance(value, Mixed):
        return number_of(value.value, calendar)
    return float(value)


def truth_of(value: Value) -> bool:
    """Return the truth of a value; a single node is true when it is not blank."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    if isinstance(value, Nodes):
        if value.single:
            return any(node.text for node in value.nodes)
        return bool(value.nodes)
    if isinstance(value, Mixed):
        return truth_of(value.value)
    return truth(value)


def is_place(value: Value) -> bool:
    """Tell whether a predicate's value is a place: a number, or a question that holds one."""
    if isinstance(value, Nodes):
        return value.single and value.numeric
    return type(value) is float


def texts_of(values: Iterable[Value], calendar: Calendar) -> list[str]:
    """Return the texts of all values, node-sets spread out."""
    texts: list[str] = []
    for value in values:
        if isinstance(value, Nodes) and not value.single:
            texts += [node.text for node in value.nodes]
        else:
            texts.append(text_of(value, calendar))
    return texts


def numbers_of(values: Iterable[Value], calendar: Calendar) -> list[float]:
    """Return the numbers of all values, node-sets spread out."""
    numbers: list[float] = []
    for value in values:
        if isinstance(value, Nodes) and not value.single:
            numbers += [calendar.number(node.text) for node in value.nodes]
        else:
            numbers.append(number_of(value, calendar))
    return numbers


def truths_of(values: Iterable[Value]) -> list[bool]:
    """Return one truth a value; a node-set gives one a node: whether it is not blank."""
    truths: list[bool] = []
    for value in values:
        if isinstance(value, Nodes) and not value.single:
            truths += [node.text != "" for node in value.nodes]
        else:
            truths.append(truth_of(value))
    return truths


Comparison = Callable[[Value, Value, Calendar], bool]


def equals(left: Value, right: Value, calendar: Calendar) -> bool:
    """Return `left = right`."""
    return _equality(left, right, calendar, negated=False)


def differs(left: Value, right: Value, calendar: Calendar) -> bool:
    """Return `left != right`."""
    return _equality(left, right, calendar, negated=True)


def _equality(left: Value, right: Value, calendar: Calendar, *, negated: bool) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return (truth_of(left) == truth_of(right)) is not negated
    numeric = isinstance(left, float) or isinstance(right, float)
    both_numeric = _is_numeric(left) and _is_numeric(right)
    if _is_set(left) or _is_set(right):
        some: Callable[[Sequence[object], Sequence[object]], bool]
        some = any_differ if negated else any_equal
        if numeric or both_numeric:
            return some(numbers_of([left], calendar), numbers_of([right], calendar))
        return some(texts_of([left], calendar), texts_of([right], calendar))
    equal = not numeric and text_of(left, calendar) == text_of(right, calendar)
    if not equal and (numeric or _is_numeric(left) or _is_numeric(right)):
        # Both ways, so that '1.0' equals '1' and blank equals blank (NaN never equals NaN).
        equal = same(number_of(left, calendar), number_of(right, calendar))
    return equal is not negated


def _is_set(value: Value) -> bool:
    return isinstance(value, Nodes) and not value.single


def _is_numeric(value: Value) -> bool:
    return isinstance(value, Nodes) and value.numeric


def _ordering(
    plain: Callable[[float, float], bool],
    some: Callable[[Sequence[float], Sequence[float]], bool],
    *,
    turned: bool = False,
) -> Comparison:
    """Return an order of numbers; `turned` when `some` wants its operands the other way."""

    def compare(left: Value, right: Value, calendar: Calendar) -> bool:
        if not _is_set(left) and not _is_set(right):
            return plain(number_of(left, calendar), number_of(right, calendar))
        if turned:
            left, right = right, left
        return some(numbers_of([left], calendar), numbers_of([right], calendar))

    return compare


COMPARISONS: dict[str, Comparison] = {
    "=": equals,
    "!=": differs,
    "<": _ordering(operator.lt, any_less),
    "<=": _ordering(operator.le, any_at_most),
    ">": _ordering(operator.gt, any_less, turned=True),
    ">=": _ordering(operator.ge, any_at_most, turned=True),
}
