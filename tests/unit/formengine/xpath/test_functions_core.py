"""Functions and operators of XPath 1.0."""

from __future__ import annotations

from math import inf, isnan, nan

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm

T, F = "true", "false"


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("true()", T),
        ("false()", F),
        ("not(0)", T),
        ("not('a')", F),
        ("boolean(0.1)", T),
        ("boolean('')", F),
        ("boolean('0')", T),
        ("boolean(1 div 0)", T),
        ("boolean(0 div 0)", F),
        ("boolean(true())", T),
        ("number('12,5')", "12.5"),
        ("number(true())", "1"),
        ("number(false())", "0"),
        ("number('x')", ""),
        ("string(1.50)", "1.5"),
        ("string('a')", "a"),
        ("string(true())", T),
        ("string(0 div 0)", "NaN"),
        ("concat()", ""),
        ("concat('a', 1, true(), '')", "a1true"),
        ("concat(1 div '', '!')", "NaN!"),
        ("string-length('jambi')", "5"),
        ("normalize-space('  a \n\t b\u00a0 ')", "a b\u00a0"),
        ("contains('abc', 'b')", T),
        ("contains('abc', 'd')", F),
        ("starts-with('abc', 'ab')", T),
        ("substring-before('a/b/c', '/')", "a"),
        ("substring-before('abc', '/')", ""),
        ("substring-after('a/b/c', '/')", "b/c"),
        ("substring-after('abc', '')", "abc"),
        ("substring-after('abc', '/')", ""),
        ("translate('bar', 'abcr', 'ABC')", "BA"),
        ("translate('aa', 'aa', 'xy')", "xx"),
        ("floor(-1.5)", "-2"),
        ("ceiling(1.2)", "2"),
        ("floor('x')", ""),
        ("ceiling(1 div 0)", "Infinity"),
    ],
)
def test_function(empty: ToyForm, expression: str, text: str) -> None:
    assert empty.text(expression) == text


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("'12345', 2", "2345"),
        ("'12345', 2, 3", "234"),
        ("'12345', 1.5, 2.6", "234"),
        ("'12345', 0, 3", "12"),
        ("'12345', -42, 1 div 0", "12345"),
        ("'12345', 0 div 0, 3", ""),
        ("'12345', 1, 0 div 0", ""),
        ("'12345', -1 div 0, 1 div 0", ""),
        ("'12345', 1 div 0", ""),
        ("'12345', 9", ""),
        ("'12345', 2, -5", ""),
    ],
)
def test_substring_rounds_as_the_recommendation_says(
    empty: ToyForm, arguments: str, text: str
) -> None:
    assert empty.text(f"substring({arguments})") == text


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        ("1.5", 2),
        ("-1.5", -2),
        ("2.5", 3),
        ("-1.55", -2),
        ("0.49999999999999994", 0),
        ("2.675, 2", 2.68),
        ("1.005, 2", 1.01),
        ("12345.12345, -1", 12350),
        ("12345.12345, -3", 12000),
        ("14.29123456789, 1.5", 14.3),
        ("123456789012.345, 2", 123456789012.35),
        ("1 div 0", inf),
        ("5.5, 0 div 0", 5.5),
        ("5.5, 400", 5.5),
        ("-2.7", -3),
        ("-0.66, 1", -0.7),
        ("0.66, 1", 0.7),
        ("-0.5", -1),
        ("4503599627370497.5", 4503599627370498),
    ],
)
def test_round_goes_by_the_decimal_as_written(
    empty: ToyForm, arguments: str, number: float
) -> None:
    assert empty.number(f"round({arguments})") == number


def test_round_of_blank_is_blank(empty: ToyForm) -> None:
    assert empty.text("round('')") == ""


@pytest.mark.parametrize(
    ("expression", "number"),
    [
        ("1 + 2 * 3 - 4", 3),
        ("-(2 + 3)", -5),
        ("--3", 3),
        ("7 mod 4", 3),
        ("-5 mod 3", -2),
        ("5 mod 0", nan),
        ("1 div 0 mod 2", nan),
        ("8 div 2 div 2", 2),
        ("2 * 3 div 4 * 6 mod 5", 4),
        ("1 div 0", inf),
        ("-1 div 0", -inf),
        ("1 div -0", -inf),
        ("0 div 0", nan),
        ("'x' div 0", nan),
        ("'' + 1", nan),
        ("true() + 1", 2),
        ("'1970-01-03' + 1", 3),
    ],
)
def test_arithmetic(empty: ToyForm, expression: str, number: float) -> None:
    result = empty.number(expression)
    assert result == number or (isnan(result) and isnan(number))


@pytest.mark.parametrize(
    ("expression", "truth"),
    [
        ("1 = 1.0", True),
        ("'1' = '1.0'", False),
        ("1 = '1.0'", True),
        ("6.1 - 7.8 = -1.7", True),
        ("6.1 - 7.8 != -1.7", False),
        ("1 div 0 = 1 div 0", True),
        ("0 div 0 = 0 div 0", False),
        ("0 div 0 != 0 div 0", True),
        ("'a' != 'b'", True),
        ("true() = 'x'", True),
        ("true() != false()", True),
        ("'b' < 'c'", False),
        ("'2' < '10'", True),
        ("2 <= 2", True),
        ("3 >= 4", False),
        ("3 > 2 > 0", True),
        ("1 and 'a'", True),
        ("1 and 0 or 1", True),
        ("'' or 0", False),
        ("date('2026-01-01') < '2026-01-02'", True),
        ("if(1, 5, 'a') = 5", True),
        ("if(0, 5, 'a') = 'a'", True),
    ],
)
def test_comparison_and_logic(empty: ToyForm, expression: str, truth: bool) -> None:
    assert empty.boolean(expression) is truth


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("string()", "yes"),
        ("string-length()", "3"),
        ("normalize-space()", "yes"),
        ("number()", ""),
        ("string(.)", "yes"),
    ],
)
def test_without_argument_the_own_answer_is_meant(
    household: ToyForm, expression: str, text: str
) -> None:
    assert household.text(expression, "/data/g/q") == text
