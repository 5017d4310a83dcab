"""Functions that ODK XForms adds."""

from __future__ import annotations

from math import inf, isnan, nan

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm

T, F = "true", "false"


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("ends-with('abc', 'bc')", T),
        ("ends-with('', 'a')", F),
        ("substr('hello', 1)", "ello"),
        ("substr('hello', 1, 4)", "ell"),
        ("substr('hello', -3, 5)", "llo"),
        ("substr('hello', -30, 99)", "hello"),
        ("substr('hello', 'x')", ""),
        ("selected('a b c', 'b')", T),
        ("selected('a b c', ' b ')", T),
        ("selected('abc', 'b')", F),
        ("selected('', '')", T),
        ("selected('', 'a')", F),
        ("selected('a', '')", F),
        ("selected-at('a b c', 2)", "c"),
        ("selected-at('a b c', 3)", ""),
        ("selected-at('a b c', -1)", ""),
        ("selected-at('a b c', '')", ""),
        ("count-selected(' a  b ')", "2"),
        ("count-selected('')", "0"),
        ("boolean-from-string('true')", T),
        ("boolean-from-string(1.0)", T),
        ("boolean-from-string('TRUE')", F),
        ("date('2026-11-23')", "2026-11-23"),
        ("date('2026-11-23T23:59:00')", "2026-11-23"),
        ("date(20780.9)", "2026-11-23"),
        ("date('x')", ""),
        ("date(1 div 0)", ""),
        ("date('2026-01-31') + 1", "20485"),
        ("date(date('2026-01-31') + 1)", "2026-02-01"),
        ("date-time('2026-11-23T10:00:00')", "2026-11-23T10:00:00.000+07:00"),
        ("date-time('')", ""),
        ("boolean(date(''))", F),
        ("boolean(date('2026-01-01'))", T),
        ("decimal-date-time('1970-01-02T12:00:00')", "1.5"),
        ("decimal-time('18:00')", "0.75"),
        ("decimal-time('1970-01-02T18:00:00')", "0.75"),
        ("decimal-time('2.25')", "0.25"),
        ("decimal-time('x')", ""),
        ("today()", "2026-11-23"),
        ("string(today())", "2026-11-23"),
        ("now()", "2026-11-23T18:30:00.000+07:00"),
        ("date(now())", "2026-11-23"),
        ("now() > today()", T),
        ("today() = '2026-11-23'", T),
        ("random()", "0.25"),
        ("uuid()", "6f2b0c1e-0000-4000-8000-000000000001"),
        ("jr:itext('judul')", "teks judul"),
        ("if('', 1, 2)", "2"),
        ("if(1, '', 2)", ""),
        ("if(1, 0 div 0, 'a')", ""),
        ("concat(if(1, 2, 'a'), 'x')", "2x"),
        ("if(1, 'a', 0) and 1", T),
        ("not(if(1, '', 7))", T),
        ("coalesce('', 'b')", "b"),
        ("coalesce('a', 'b')", "a"),
        ("coalesce('', '', 3)", "3"),
        ("coalesce(0 div 0, 0)", "0"),
        ("coalesce('', '')", ""),
        ("coalesce('', 2) + 1", "3"),
        ("join(', ', 'a', 1, true())", "a, 1, true"),
        ("join('-')", ""),
        ("sum(1, 'x', 2.5)", "3.5"),
        ("min(3, 1, 2)", "1"),
        ("max(3, '', 2)", ""),
        ("max(1, 5)", "5"),
        ("checklist(1, 2, 1, 0, 'a')", T),
        ("checklist(-1, 1, 1, 1)", F),
        ("checklist(3, -1, 1, 1)", F),
        ("weighted-checklist(-1, 3, 1, 2, 0, 9, 1, 1)", T),
        ("weighted-checklist(4, -1, 1, 2, 1, 1)", F),
    ],
)
def test_function(empty: ToyForm, expression: str, text: str) -> None:
    assert empty.text(expression) == text


@pytest.mark.parametrize(
    ("expression", "number"),
    [
        ("int(-1.9)", -1),
        ("int('2,9')", 2),
        ("int('x')", nan),
        ("int(1 div 0)", nan),
        ("abs(-10.5)", 10.5),
        ("pow(2, 10)", 1024),
        ("pow(4, 0.5)", 2),
        ("pow(-8, 0.5)", nan),
        ("pow(0, -1)", inf),
        ("pow(10, 400)", inf),
        ("sqrt(9)", 3),
        ("sqrt(-1)", nan),
        ("sqrt('')", nan),
    ],
)
def test_number_function(empty: ToyForm, expression: str, number: float) -> None:
    result = empty.number(expression)
    assert result == number or (isnan(result) and isnan(number))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("%Y-%m-%d", "2026-03-05"),
        ("%e/%n/%y", "5/3/26"),
        ("%a, %e %b %Y", "Kam, 5 Mar 2026"),
        ("%H:%M:%S.%3", "07:08:09.250"),
        ("%h jam", "7 jam"),
        ("100%%", "100%"),
        ("%q %", "%q %"),
    ],
)
def test_format_date(empty: ToyForm, pattern: str, text: str) -> None:
    moment = "'2026-03-05T07:08:09.250'"
    assert empty.text(f"format-date-time({moment}, '{pattern}')") == text
    assert empty.text(f"format-date({moment}, '{pattern}')") == text


def test_format_date_of_no_date_is_blank(empty: ToyForm) -> None:
    assert empty.text("format-date('', '%Y')") == ""
    assert empty.text("format-date-time('bukan tanggal', '%Y')") == ""


def test_once_keeps_what_is_there_and_fills_what_is_blank(household: ToyForm) -> None:
    assert household.text("once(uuid())", "/data/kosong").startswith("6f2b")
    assert household.text("once(uuid())", "/data/g/q") == "yes"
    assert household.text("once(. * 10)", "/data/kosong") == ""


def test_choice_name_asks_the_host(household: ToyForm) -> None:
    path = "/data/g/kab"
    assert household.text(f"jr:choice-name({path}, ' {path} ')", "/data/a") == "kab:1571@a"
    assert household.text("jr:choice-name('x', '../g/pilih')", "/data/a") == "pilih:x@a"
    assert household.text(f"jr:choice-name({path}, {path})", "/data/a") == "kab:1571@a"
