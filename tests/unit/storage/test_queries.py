from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.builders import a_temuan
from tests.laptops import NOW, TRIWULAN, Laptop, a_lembar, an_spt

from bina_desktop.domain.lembar_penilaian import HasilLembar, LembarId, StatusLembar
from bina_desktop.domain.pegawai import Aparatur, AparaturId, PegawaiId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.sop import JenisPeristiwa, Peristiwa, PeristiwaId
from bina_desktop.domain.temuan import StatusTindakLanjut, TemuanId
from bina_desktop.domain.tindak_lanjut import TindakLanjut, tindak_lanjut_id_for
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah

AMINAH = Aparatur(
    id=AparaturId("a1"),
    kode_wilayah=KodeWilayah("17.71"),
    nama="Aminah",
    nip="196909051994031011",
    jabatan="Operator SIAK",
)


@pytest.fixture
def filled(laptop: Laptop) -> Laptop:
    with laptop.write() as uow:
        uow.spt.save(an_spt())
        uow.spt.save(an_spt(key="spt2", triwulan=Triwulan(2026, 3)))
        uow.aparatur.save(AMINAH)
        uow.lembar.save(a_lembar(aparatur_id=AMINAH.id, status=StatusLembar.FINAL))
        uow.lembar.save_hasil(
            LembarId("l1"), HasilLembar(Decimal("91.25"), "Sangat Baik", Decimal(100))
        )
        uow.lembar.save(a_lembar("l2", formulir="skm"))
        uow.lembar.save(replace(a_lembar("l3"), spt_id=SptId("spt2")))
        uow.lembar.save(a_lembar("l4"))
        uow.lembar.delete(LembarId("l4"))
    return laptop


def test_sheets_of_a_visit_show_officer_and_figures(filled: Laptop) -> None:
    with filled.read() as uow:
        respondent, officer = uow.queries.lembar(spt_id=SptId("spt1"))
    assert (respondent.id, respondent.nama, respondent.nilai_akhir) == ("l2", "", None)
    assert (officer.nama, officer.nip, officer.jabatan) == (
        "Aminah",
        "196909051994031011",
        "Operator SIAK",
    )
    assert officer.nilai_akhir == Decimal("91.25")
    assert officer.predikat == "Sangat Baik"
    assert officer.status is StatusLembar.FINAL


def test_sheets_of_a_triwulan_are_those_of_its_visits(filled: Laptop) -> None:
    with filled.read() as uow:
        assert {s.id for s in uow.queries.lembar(triwulan=TRIWULAN)} == {"l1", "l2"}
        assert {s.id for s in uow.queries.lembar(triwulan=Triwulan(2026, 3))} == {"l3"}
        assert {s.id for s in uow.queries.lembar()} == {"l1", "l2", "l3"}


def test_events_of_a_triwulan_oldest_first(laptop: Laptop) -> None:
    later = Peristiwa(
        id=PeristiwaId("e1"),
        triwulan=TRIWULAN,
        kode_wilayah=None,
        langkah=1,
        jenis=JenisPeristiwa.SELESAI,
        pelaku=PegawaiId("kadis"),
        waktu=NOW,
    )
    earlier = replace(later, id=PeristiwaId("e2"), waktu=NOW - timedelta(hours=1))
    other = replace(later, id=PeristiwaId("e3"), triwulan=Triwulan(2027, 1))
    with laptop.write() as uow:
        for event in (later, earlier, other):
            uow.peristiwa.save(event)
        assert uow.queries.peristiwa(TRIWULAN) == [earlier, later]


def test_what_visits_found_is_read_by_recommendation(laptop: Laptop) -> None:
    found = [
        TindakLanjut(
            tindak_lanjut_id_for(TemuanId(temuan), SptId(spt)),
            TemuanId(temuan),
            SptId(spt),
            StatusTindakLanjut.SESUAI,
            NOW.date(),
        )
        for temuan, spt in (("t1", "spt1"), ("t1", "spt2"), ("t2", "spt1"), ("t3", "spt1"))
    ]
    with laptop.write() as uow:
        for one in found:
            uow.tindak_lanjut.save(one)
        uow.tindak_lanjut.delete(found[2].id)
        asked = [TemuanId("t1"), TemuanId("t2")]
        assert sorted(uow.queries.tindak_lanjut(asked), key=lambda one: one.spt_id) == found[:2]
        assert uow.queries.tindak_lanjut([]) == []


def test_findings_of_a_visit_skip_what_is_incomplete(laptop: Laptop, office: Laptop) -> None:
    one = a_temuan("t1", "spt1")
    with laptop.write() as uow:
        uow.temuan.save(one)
        uow.temuan.save(replace(one, id=TemuanId("t2")))
        uow.temuan.save(replace(one, id=TemuanId("t3"), spt_id=SptId("spt2")))
    office.receive([c for c in laptop.changes() if (c.record, c.field) != ("t2", "tingkat")])
    with office.read() as uow:
        assert uow.queries.temuan(SptId("spt1")) == [one]
