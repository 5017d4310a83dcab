"""What a calculation says for the answers at hand: one story a function or rule of the language.

The form asks for two texts, two whole numbers, a decimal, two dates, a select_multiple and three
rows of a repeat; each case is one calculation over them (ODK XForms specification, XPath
expressions and functions).
"""

from __future__ import annotations

import pytest
from tests.scenario.dsl import NOON, Scenario, compiled

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.engine import new_session

FORM = """
| survey |
| | type | name | label | calculation |
| | text | a | A | |
| | text | b | B | |
| | integer | n | N | |
| | integer | m | M | |
| | decimal | d | D | |
| | date | t | T | |
| | date | u | U | |
| | select_multiple warna | s | S | |
| | begin repeat | baris | Baris | |
| | text | nama | Nama | |
| | integer | nilai | Nilai | |
| | calculate | urut | | position(..) |
| | calculate | sisa | | sum(/data/baris/nilai) - ${nilai} |
| | end repeat | | | |
| | calculate | hasil | | CALCULATION |
| choices |
| | list_name | name | label |
| | warna | m | Merah |
| | warna | h | Hijau |
| | warna | b | Biru |
"""

ANSWERED: dict[str, object] = {
    "a": "Bengkulu", "b": "Selatan", "n": 7, "m": 2, "d": "2,5", "t": "2026-11-23",
    "u": "2024-02-29", "s": "m b",
}  # fmt: skip
ROWS = (("Ani", 10), ("Budi", 30), ("Cici", 20))

SAYINGS: dict[str, tuple[str, str]] = {
    # texts
    "concat joins texts and numbers": ("concat(${a}, ' ', ${n})", "Bengkulu 7"),
    "concat takes a nodeset": ("concat(/data/baris/nama)", "AniBudiCici"),
    "join puts a text between": ("join(', ', /data/baris/nama)", "Ani, Budi, Cici"),
    "join of nothing is blank": ("join(', ', /data/baris[nilai > 99]/nama)", ""),
    "string length counts characters": ("string-length(${a})", "8"),
    "substr counts from zero": ("substr(${a}, 0, 3)", "Ben"),
    "substr counts backwards": ("substr(${a}, -3)", "ulu"),
    "substring counts from one": ("substring(${a}, 1, 3)", "Ben"),
    "substring before a text": ("substring-before('10.07', '.')", "10"),
    "substring after a text": ("substring-after('10.07', '.')", "07"),
    "contains finds inside": ("string(contains(${a}, 'kulu'))", "true"),
    "starts-with looks at the start": ("string(starts-with(${a}, 'kulu'))", "false"),
    "ends-with looks at the end": ("string(ends-with(${a}, 'kulu'))", "true"),
    "translate changes letters": ("translate('a-b-c', '-', '.')", "a.b.c"),
    "translate drops letters": ("translate('a-b-c', '-', '')", "abc"),
    "normalize-space trims and folds": ("normalize-space('  dua   kata ')", "dua kata"),
    "regex wants the whole text": ("string(regex('abc', 'b'))", "false"),
    "regex knows classes and counts": ("string(regex('170805', '[0-9]{6}'))", "true"),
    # numbers
    "whole numbers have no fraction": ("${n} + ${m}", "9"),
    "div gives fractions": ("${n} div ${m}", "3.5"),
    "mod keeps the rest": ("${n} mod ${m}", "1"),
    "mod takes the sign of the first": ("-7 mod 2", "-1"),
    "times binds before plus": ("1 + 2 * 3", "7"),
    "brackets bind first": ("(1 + 2) * 3", "9"),
    "minus twice is plus": ("5 - -2", "7"),
    "division by zero is Infinity": ("string(1 div 0)", "Infinity"),
    "a text is no number": ("${a} + 1", ""),
    "int cuts off": ("int(-2.9)", "-2"),
    "round goes to the nearest": ("round(2.5)", "3"),
    "round keeps digits": ("round(2.345, 1)", "2.3"),
    "round to tens": ("round(1234, -2)", "1200"),
    "floor goes down": ("floor(-2.1)", "-3"),
    "ceiling goes up": ("ceiling(2.1)", "3"),
    "abs drops the sign": ("abs(-${d})", "2.5"),
    "pow raises": ("pow(${m}, 10)", "1024"),
    "sqrt is the root": ("sqrt(49)", "7"),
    "no exponent is written": ("100000 * 1000000", "100000000000"),
    "small fractions are written out": ("1 div 1000000", "0.000001"),
    # truth
    "and wants both": ("string(${n} > 1 and ${m} > 5)", "false"),
    "or wants one": ("string(${n} > 1 or ${m} > 5)", "true"),
    "not turns around": ("string(not(${n} > 1))", "false"),
    "if chooses": ("if(${n} > 5, 'banyak', 'sedikit')", "banyak"),
    "if in an if": ("if(${n} > 9, 'a', if(${n} > 5, 'b', 'c'))", "b"),
    "the other branch may divide by zero": ("if(${m} > 0, ${n} div ${m}, 0)", "3.5"),
    "boolean-from-string knows 1": ("string(boolean-from-string('1'))", "true"),
    "boolean-from-string knows no yes": ("string(boolean-from-string('ya'))", "false"),
    "numbers compare as numbers": ("string(${n} < 10)", "true"),
    "texts compare as texts": ("string('7' = '7.0')", "false"),
    "a number question equals a written number": ("string(${n} = 7.0)", "true"),
    "unequal is the other way": ("string(${a} != ${b})", "true"),
    # blanks
    "coalesce takes the first that is there": ("coalesce('', ${b})", "Selatan"),
    "checklist counts what is true": ("string(checklist(1, 1, ${n} = 7, ${m} = 9))", "true"),
    "checklist has an upper bound": ("string(checklist(0, 1, true(), true()))", "false"),
    "weights add up": ("string(weighted-checklist(3, 5, true(), 2, true(), 2))", "true"),
    # choices
    "selected looks for a word": ("string(selected(${s}, 'b'))", "true"),
    "selected knows no half words": ("string(selected('merah', 'm'))", "false"),
    "count-selected counts words": ("count-selected(${s})", "2"),
    "selected-at counts from zero": ("selected-at(${s}, 1)", "b"),
    "selected-at beyond the end is blank": ("selected-at(${s}, 5)", ""),
    "choice-name tells the label": ("jr:choice-name(selected-at(${s}, 0), '${s}')", "Merah"),
    "a list can be read": ("instance('warna')/root/item[name = 'h']/label", "Hijau"),
    "items can be counted": ("count(instance('warna')/root/item)", "3"),
    # repeats
    "sum adds the rows": ("sum(/data/baris/nilai)", "60"),
    "sum of no rows is zero": ("sum(/data/baris[nilai > 99]/nilai)", "0"),
    "count counts rows": ("count(/data/baris)", "3"),
    "count takes a condition": ("count(/data/baris[nilai >= 20])", "2"),
    "min finds the least": ("min(/data/baris/nilai)", "10"),
    "max finds the greatest": ("max(/data/baris/nilai)", "30"),
    "max takes single numbers": ("max(${n}, ${m}, 5)", "7"),
    "indexed-repeat picks a row": ("indexed-repeat(/data/baris/nama, /data/baris, 2)", "Budi"),
    "a place in brackets picks a row": ("/data/baris[3]/nama", "Cici"),
    "position in brackets picks a row": ("/data/baris[position() = 2]/nama", "Budi"),
    "a condition picks a row": ("/data/baris[nama = 'Cici']/nilai", "20"),
    "count-non-empty leaves blanks out": ("count-non-empty(/data/baris/nama)", "3"),
    "rows know their place": ("join('-', /data/baris/urut)", "1-2-3"),
    "rows see the total": ("join('-', /data/baris/sisa)", "50-30-40"),
    # dates
    "dates subtract to days": ("${t} - date('2026-11-20')", "3"),
    "a date and days give a day": ("string(date(${t} + 8))", "2026-12-01"),
    "dates compare": ("string(${u} < ${t})", "true"),
    "a leap day is a day": ("format-date(date(${u} + 1), '%Y-%m-%d')", "2024-03-01"),
    "format-date writes day and month": ("format-date(${t}, '%d/%m/%Y')", "23/11/2026"),
    "format-date names the month": ("format-date(${t}, '%e %b %Y')", "23 Nov 2026"),
    "today is the day of the clock": ("string(today())", "2026-11-23"),
    "age in whole years": ("int((${t} - ${u}) div 365.25)", "2"),
    "decimal time is a part of the day": ("decimal-time('06:00:00.000Z')", "0.25"),
    "what is no date is blank": ("format-date('kemarin', '%d')", ""),
}  # fmt: skip


def answered(calculation: str) -> Scenario:
    """Open the form with this calculation and answer everything."""
    form = compiled(FORM.replace("CALCULATION", calculation))
    told = Scenario(form, new_session(form, clock=lambda: NOON), [NOON])
    told.session.set_values({Ref(f"/data/{name}"): str(value) for name, value in ANSWERED.items()})
    for number, (name, amount) in enumerate(ROWS, start=1):
        if number > 1:
            told.add("/data/baris", str(number))
        told.answer(f"/data/baris[{number}]/nama", name)
        told.answer(f"/data/baris[{number}]/nilai", amount)
    return told


@pytest.mark.parametrize("saying", SAYINGS)
def test_a_calculation(saying: str) -> None:
    calculation, expected = SAYINGS[saying]
    told = answered(calculation)
    assert told.node("/data/hasil").value == expected
    assert not told.session.recalculate() & {Ref("/data/hasil")}


@pytest.mark.parametrize("saying", SAYINGS)
def test_a_calculation_of_blanks_does_not_fail(saying: str) -> None:
    calculation, _ = SAYINGS[saying]
    form = compiled(FORM.replace("CALCULATION", calculation))
    told = Scenario(form, new_session(form, clock=lambda: NOON), [NOON])
    assert "NaN" not in told.node("/data/hasil").value
