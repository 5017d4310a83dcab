from __future__ import annotations

from datetime import date

import pytest
from tests.builders import resource, the_frasa

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.temuan import (
    SkorLembar,
    Tingkat,
    parse_frasa,
    propose_temuan,
    sort_temuan,
    temuan_id_for,
)

SPT = SptId("spt-1")


def propose(*scores: dict[str, int | None]):
    sheets = [SkorLembar(LembarId(f"lembar-{i}"), skor) for i, skor in enumerate(scores)]
    return propose_temuan(the_frasa(), sheets, spt_id=SPT, dari=date(2026, 11, 24))


def test_the_bank_holds_seventeen_phrases():
    assert [f.kode for f in the_frasa()] == [f"T{n:02}" for n in range(1, 18)]


def test_good_scores_propose_nothing():
    assert propose({"a1": 4, "c1": 3, "d1": None}) == ()


def test_a_low_score_proposes_its_phrase_with_a_deadline():
    (found,) = propose({"c1": 2})
    assert found.kode == "T03"
    assert found.id == temuan_id_for(SPT, "T03")
    assert found.indikator == "c1"
    assert found.lembar_id == "lembar-0"
    assert found.tenggat == date(2026, 12, 24)


def test_unlawful_fees_are_found_at_one_only():
    assert propose({"a1": 2}) == ()
    (found,) = propose({"a1": 1})
    assert (found.kode, found.tingkat) == ("T01", Tingkat.KRITIS)


def test_one_finding_stands_for_all_sheets_that_show_it():
    (found,) = propose({"e3": 2, "e4": 1}, {"e4": 2})
    assert found.indikator == "e4"
    assert found.lembar_id is None


def test_findings_print_heaviest_first():
    found = sort_temuan(propose({"b2": 1, "a1": 1, "c1": 1}))
    assert [t.kode for t in found] == ["T01", "T03", "T05"]


@pytest.mark.parametrize(
    ("old", "new"),
    [('tingkat = "kritis"', 'tingkat = "gawat"'), ('kondisi = "Terdapat', 'keadaan = "Terdapat')],
)
def test_a_broken_entry_is_named(old, new):
    with pytest.raises(InvalidValueError, match="T01"):
        parse_frasa(resource("temuan.toml").replace(old, new))
