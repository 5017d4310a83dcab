"""`jr:choice-name()` follows what decides which choices there are and what they are called."""

from __future__ import annotations

import pytest
from tests.scenario.dsl import refused, scenario

from bina_desktop.formengine.client import Ref

FORM = """
| survey |
| | type | name | label | choice_filter | calculation |
| | text | kode | Kode | | |
| | text | wilayah | Wilayah | | |
| | text | sebutan | Sebutan | | |
| | select_one l | pilih | Pilih | w = ${wilayah} | |
| | select_one n | nama | Nama | | |
| | calculate | dari_saringan | | | jr:choice-name(${kode}, '${pilih}') |
| | calculate | dari_label | | | jr:choice-name(${kode}, '${nama}') |
| | begin repeat | baris | Baris | | |
| | calculate | di_baris | | | concat(position(..), jr:choice-name(${kode}, '${nama}')) |
| | end repeat | | | | |
| choices |
| | list_name | name | label | w |
| | l | 1 | Satu | p |
| | l | 2 | Dua | q |
| | n | 1 | Satu ${sebutan} | |
| | n | 2 | Dua | |
"""


def test_a_name_comes_and_goes_with_its_choice() -> None:
    told = scenario(FORM).answer("/data/kode", "1").expect("/data/dari_saringan", "")
    told.answer("/data/wilayah", "p").expect("/data/dari_saringan", "Satu")
    told.expect_changed("/data/dari_saringan")
    told.answer("/data/wilayah", "q").expect("/data/dari_saringan", "")
    assert Ref("/data/dari_saringan") not in told.session.recalculate()


def test_a_name_follows_what_its_label_shows() -> None:
    told = scenario(FORM).answer("/data/kode", "1").answer("/data/sebutan", "besar")
    told.expect("/data/dari_label", "Satu besar")
    told.answer("/data/sebutan", "kecil").expect("/data/dari_label", "Satu kecil")
    assert Ref("/data/dari_label") not in told.session.recalculate()


def test_rows_of_a_repeat_follow_too() -> None:
    told = scenario(FORM).answer("/data/kode", "1").add("/data/baris", "2")
    told.answer("/data/sebutan", "besar")
    told.expect("/data/baris[1]/di_baris", "1Satu besar")
    told.expect("/data/baris[2]/di_baris", "2Satu besar")


def test_a_name_may_filter_another_list() -> None:
    form = """
| survey |
| | type | name | label | choice_filter | calculation |
| | text | w | W | | |
| | select_one l | a | A | w = ${w} | |
| | select_one m | b | B | w = jr:choice-name('1', '${a}') | |
| | calculate | c | | | jr:choice-name('x', '${b}') |
| choices |
| | list_name | name | label | w |
| | l | 1 | Satu | p |
| | m | x | Iks | Satu |
"""
    told = scenario(form).expect("/data/c", "").answer("/data/w", "p").expect("/data/c", "Iks")
    told.answer("/data/w", "q").expect("/data/c", "")


@pytest.mark.parametrize("shown", ["${c}", "${c} lagi"])
def test_a_name_that_shows_itself_is_a_circle(shown: str) -> None:
    form = f"""
| survey |
| | type | name | label | calculation |
| | select_one l | a | A | |
| | calculate | c | | jr:choice-name('1', '${{a}}') |
| choices |
| | list_name | name | label |
| | l | 1 | {shown} |
"""
    assert any("melingkar" in message for message in refused(form))
