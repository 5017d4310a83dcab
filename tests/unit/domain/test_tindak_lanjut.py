from __future__ import annotations

from datetime import date

from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.temuan import StatusTindakLanjut, TemuanId
from bina_desktop.domain.tindak_lanjut import TindakLanjut, latest, tindak_lanjut_id_for

TEMUAN, SPT = TemuanId("t1"), SptId("spt-2")


def seen(day: int, spt_id: str) -> TindakLanjut:
    key = tindak_lanjut_id_for(TEMUAN, SptId(spt_id))
    return TindakLanjut(key, TEMUAN, SptId(spt_id), StatusTindakLanjut.SESUAI, date(2026, 11, day))


def test_every_laptop_gives_what_a_visit_found_the_same_id():
    assert tindak_lanjut_id_for(TEMUAN, SPT) == tindak_lanjut_id_for(TEMUAN, SPT)
    others = {
        tindak_lanjut_id_for(TemuanId("t2"), SPT),
        tindak_lanjut_id_for(TEMUAN, SptId("spt-3")),
    }
    assert tindak_lanjut_id_for(TEMUAN, SPT) not in others


def test_what_the_newest_visit_found_counts_whatever_day_was_typed():
    first, last = seen(9, "spt-2"), seen(3, "spt-3")
    newest_first = [SptId("spt-3"), SptId("spt-2")]
    assert latest([last, first], newest_first) is last
    assert latest([first], newest_first) is first
    assert latest([seen(4, "spt-3"), last], newest_first) == seen(4, "spt-3")
    assert latest([seen(9, "spt-lain")], newest_first) is None
    assert latest([], newest_first) is None
