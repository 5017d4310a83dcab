"""What the records say otherwise than a ratified Laporan, in words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.builders import MONDAY
from tests.fakes import FakeClock, FakeDatabase
from tests.unit.pdf import laporan_samples

from bina_desktop.application.cuplikan import freeze
from bina_desktop.application.perubahan import changes_after
from bina_desktop.domain.laporan import Laporan, LaporanId
from bina_desktop.domain.penugasan import SptId

BEFORE = laporan_samples.a_laporan(people=2, findings=2, disahkan=True)


def told(now, before=BEFORE):
    """Return what is told when `before` was ratified and the records say `now`."""
    with FakeDatabase(FakeClock(MONDAY)).begin(actor="") as uow:
        frozen = before if isinstance(before, bytes) else freeze(before)
        sha256 = uow.berkas.put(frozen, nama="c.json", jenis="application/json")
        laporan = Laporan(LaporanId("l"), SptId("s"), cuplikan_sha256=sha256)
        return {c.tempat: (c.semula, c.menjadi) for c in changes_after(uow, laporan, now)}


def test_nothing_is_told_of_the_same():
    assert told(BEFORE) == {}


def test_letterhead_and_number_are_not_the_matter():
    assert told(replace(BEFORE, provinsi="Provinsi Lain", nomor="9")) == {}


def test_a_figure_of_an_officer_is_told_by_name():
    first = replace(BEFORE.aparatur[0], nilai_akhir=Decimal("61.25"))
    found = told(replace(BEFORE, aparatur=(first, *BEFORE.aparatur[1:])))
    assert found[f"aparatur {first.orang.nama}, nilai akhir"][1] == "61,25"


def test_a_day_is_told_as_people_write_it():
    found = told(replace(BEFORE, mulai=date(2026, 11, 2), kesimpulan="2026-13-45"))
    assert found["tanggal mulai kunjungan"][1] == "2 November 2026"
    assert found["kesimpulan"][1] == "2026-13-45"


def test_officers_who_came_or_went_are_told():
    gone = told(replace(BEFORE, aparatur=BEFORE.aparatur[:1]))
    (place,) = gone
    assert BEFORE.aparatur[1].orang.nama in place
    assert gone[place][1] == ""
    more = replace(BEFORE.aparatur[0], orang=replace(BEFORE.aparatur[0].orang, nama="Baru"))
    assert told(replace(BEFORE, aparatur=(*BEFORE.aparatur, more)))["aparatur Baru"][0] == ""


def test_a_finding_is_called_by_its_first_words_and_long_texts_are_cut():
    long = replace(BEFORE.temuan[0], kode="", kondisi="kondisi " * 30)
    before = replace(BEFORE, temuan=(long, *BEFORE.temuan[1:]))
    (place,) = told(replace(before, temuan=(replace(long, sebab="x"), *before.temuan[1:])), before)
    assert place.startswith("temuan kondisi")
    assert place.endswith("…, sebab")
    assert told(replace(BEFORE, kesimpulan="kata " * 60))["kesimpulan"][1].endswith("…")


def test_what_is_missing_altogether_is_told():
    assert told(replace(BEFORE, rata_rata=None))["rata-rata nilai akhir"][1] == ""
    without = told(replace(BEFORE, skm=None, kuesioner=None))
    assert all(now == "" for _, now in without.values())


def test_things_of_one_name_are_told_apart_by_their_place():
    twice = (*BEFORE.aparatur, BEFORE.aparatur[0])
    (place,) = told(replace(BEFORE, aparatur=twice))
    assert place.endswith("ke-3")


def test_a_line_of_the_survey_is_told_by_its_name():
    (first, _), *rest = BEFORE.skm.unsur
    skm = replace(BEFORE.skm, unsur=((first, Decimal("1.11")), *rest, ("Unsur baru", Decimal(2))))
    found = told(replace(BEFORE, skm=skm))
    assert found[f"survei kepuasan, unsur {first} ke-2"][1] == "1,11"
    assert found["survei kepuasan, unsur Unsur baru"] == ("", "Unsur baru, 2")


def test_a_finding_without_any_name_is_counted():
    bare = replace(BEFORE.temuan[0], kode="", kondisi="", rekomendasi="")
    before = replace(BEFORE, temuan=(bare,))
    assert list(told(replace(before, temuan=(replace(bare, sebab="x"),)), before)) == [
        "temuan ke-1, sebab"
    ]


def test_what_an_older_program_froze_and_this_one_does_not_know_is_left():
    frozen = json.loads(freeze(BEFORE))
    frozen["aparatur"][0]["dahulu"] = "ada"
    del frozen["skm"]
    assert told(BEFORE, json.dumps(frozen).encode()) == {}


def test_without_the_frozen_facts_nothing_is_told():
    with FakeDatabase(FakeClock(MONDAY)).begin(actor="") as uow:
        laporan = Laporan(LaporanId("l"), SptId("s"), cuplikan_sha256="tiada")
        assert changes_after(uow, laporan, BEFORE) == ()
