"""Comparison operators (XPath 1.0 section 3.4) over the kinds a form knows."""

from __future__ import annotations

from collections.abc import Sequence

from bina_desktop.formengine.xpath.generation import (
    NUMERIC_KINDS,
    Generation,
    Value,
    is_number_text,
)
from bina_desktop.formengine.xpath.host import ResultType

NOISE = 1e-12


def any_equal(left: Sequence[object], right: Sequence[object]) -> bool:
    """Tell whether some element of one equals some element of the other."""
    return any(one == other for one in left for other in right)


def any_differ(left: Sequence[object], right: Sequence[object]) -> bool:
    """Tell whether some element of one differs from some element of the other."""
    return any(one != other for one in left for other in right)


def any_less(left: Sequence[float], right: Sequence[float]) -> bool:
    """Tell whether some number of one is less than some number of the other."""
    return any(one < other for one in left for other in right)


def any_at_most(left: Sequence[float], right: Sequence[float]) -> bool:
    """Tell whether some number of one is at most some number of the other."""
    return any(one <= other for one in left for other in right)


def same(left: float, right: float) -> bool:
    """Tell whether two numbers are equal but for the noise of binary fractions.

    As JavaRosa: `6.1 - 7.8 = -1.7` is true, though the float is -1.7000000000000002.
    """
    return left == right or abs(left - right) < NOISE


COMPARISON_NAMES: dict[str, object] = {
    "same": same,
    "NOISE": NOISE,
    "any_equal": any_equal,
    "any_differ": any_differ,
    "any_less": any_less,
    "any_at_most": any_at_most,
}

_ORDER = {"<": "any_less", "<=": "any_at_most", ">": "any_less", ">=": "any_at_most"}


def compare(generation: Generation, operator: str, left: Value, right: Value) -> Value:
    """Return the code of a comparison."""
    if operator in _ORDER:
        code = _order(generation, operator, left, right)
    else:
        code = _equality(generation, operator, left, right)
    return generation.build(ResultType.BOOLEAN, code, left, right)


def _order(generation: Generation, operator: str, left: Value, right: Value) -> str:
    if left.loop is None and right.loop is None:
        return f"({generation.number(left)} {operator} {generation.number(right)})"
    if operator.startswith(">"):
        left, right = right, left
    both = f"{generation.numbers([left])}, {generation.numbers([right])}"
    return f"{_ORDER[operator]}({both})"


def _equality(generation: Generation, operator: str, left: Value, right: Value) -> str:
    sign = "==" if operator == "=" else "!="
    kinds = {left.kind, right.kind}
    if ResultType.BOOLEAN in kinds:
        return f"({generation.boolean(left)} {sign} {generation.boolean(right)})"
    numeric = bool(kinds & NUMERIC_KINDS)
    if left.loop is not None or right.loop is not None:
        spread = generation.numbers if numeric or _both_numeric(left, right) else generation.texts
        name = "any_equal" if operator == "=" else "any_differ"
        return f"{name}({spread([left])}, {spread([right])})"
    if numeric:
        return _same(generation, sign, left, right)
    texts = f"{generation.text(left)} {sign} {generation.text(right)}"
    if not _numbers_too(left, right):
        return f"({texts})"
    # Both ways, so that '1.0' equals '1' and blank equals blank (NaN never equals NaN).
    word = "or" if operator == "=" else "and"
    return f"({texts} {word} {_same(generation, sign, left, right)})"


def _same(generation: Generation, sign: str, left: Value, right: Value) -> str:
    one, other = generation.number(left), generation.number(right)
    code = f"same({one}, {other})"
    if _is_simple(left) and _is_simple(right):
        code = f"({one} == {other} or abs({one} - {other}) < NOISE)"
    return code if sign == "==" else f"(not {code})"


def _is_simple(value: Value) -> bool:
    return value.literal is not None or value.kind is ResultType.NODE


def _both_numeric(left: Value, right: Value) -> bool:
    return left.numeric and right.numeric


def _numbers_too(left: Value, right: Value) -> bool:
    """Tell whether equality of texts is to be widened: one side holds a number by its bind."""
    if not (left.numeric or right.numeric):
        return False
    literals = [side.literal for side in (left, right) if isinstance(side.literal, str)]
    return all(is_number_text(literal) for literal in literals)
