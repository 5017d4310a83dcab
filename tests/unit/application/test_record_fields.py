"""What an import does to one record, field by field, and which records come to be read only."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import ADMIN, KABID, KASI, RAHMAT, SITI
from tests.installations import Installation, prepare

from bina_desktop.application.journal import Fate
from bina_desktop.application.pratinjau import Mark, PreviewRow, marked
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket, Refusal
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN

A1 = "/data/aspek_a/indikator_a1/a1"
A2 = "/data/aspek_a/indikator_a2/a2"
HASIL = Path("hasil.xlsx")


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


def previewed(place, who, path):
    return place.seat(who).pertukaran.preview(path, progress=Progress())


def test_fields_tell_what_stands_now_and_what_will(formulir, office, spt_id, ratna):
    laptop = Installation(formulir, "cccc2222dddd3333", office.clock, office.workbooks)
    key, _ = office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    paket = Path("paket.xlsx")
    office.seat(KABID).pertukaran.export(
        paket, JenisPaket.PAKET_TUGAS, [spt_id], progress=Progress()
    )
    there = laptop.seat(RAHMAT)
    preview = previewed(laptop, RAHMAT, paket)
    fields = there.pertukaran.fields(preview, "lembar_penilaian", key)
    assert {one.fate for one in fields} == {Fate.NEW}
    assert {one.sebelum for one in fields} == {""}
    there.pertukaran.carry_out(preview, progress=Progress())
    there.lembar.record_answers(key, {A1: "4", A2: "3"})
    office.seat(SITI).lembar.record_answers(key, {A1: "2"})
    there.pertukaran.export(HASIL, JenisPaket.HASIL_LAPANGAN, [spt_id], progress=Progress())
    preview = previewed(office, ADMIN, HASIL)
    digest = office.seat(KASI).pertukaran.digest()
    fields = office.seat(ADMIN).pertukaran.fields(preview, "lembar_penilaian", key)
    by_fate = {one.fate: one for one in fields}
    assert by_fate[Fate.CONFLICT].nama.startswith("A1. Tidak memerintahkan")
    assert by_fate[Fate.CONFLICT].sebelum.startswith("2 – ")
    assert by_fate[Fate.NEW].sesudah.startswith("3 – ")
    assert Fate.SAME in by_fate
    assert office.seat(KASI).pertukaran.digest() == digest
    aparatur = office.seat(ADMIN).pertukaran.fields(preview, "aparatur", ratna.id)
    assert {one.fate for one in aparatur} == {Fate.SAME}


def test_a_value_that_follows_another_is_changed(formulir, office, spt_id, ratna):
    laptop = Installation(formulir, "cccc2222dddd3333", office.clock, office.workbooks)
    paket = Path("paket.xlsx")
    for jabatan in ("Operator", "Kepala"):
        with office.database.begin(actor="uji") as uow:
            uow.write("aparatur", ratna.id, {"jabatan": f'"{jabatan}"'})
            uow.commit()
        office.seat(KABID).pertukaran.export(
            paket, JenisPaket.PAKET_TUGAS, [spt_id], progress=Progress()
        )
        preview = previewed(laptop, RAHMAT, paket)
        fields = laptop.seat(RAHMAT).pertukaran.fields(preview, "aparatur", ratna.id)
        laptop.seat(RAHMAT).pertukaran.carry_out(preview, progress=Progress())
    (changed,) = (one for one in fields if one.fate is Fate.CHANGED)
    assert (changed.nama, changed.sebelum, changed.sesudah) == ("jabatan", "Operator", "Kepala")


def test_records_of_visits_before_the_newest_are_marked(office, spt_id):
    with office.database.begin(actor="uji") as uow:
        for name, value in (("triwulan", '"2026-T1"'), ("kode_wilayah", '"17.05"')):
            uow.change("spt", "lama", name, value, [])
        rows = [PreviewRow("SPT", "", Fate.SAME, "", "spt", key) for key in (spt_id, "lama")]
        rows.append(PreviewRow("Pegawai", "", Fate.SAME, "", "pegawai", KASI.id))
        found = [one.marks for one in marked(uow, rows)]
        alone = [one.marks for one in marked(uow, rows[1:2])]
    assert alone == [frozenset({Mark.EARLIER})], "though the file holds no other triwulan"
    assert found == [frozenset(), frozenset({Mark.EARLIER}), frozenset()]
    with office.database.begin(actor="uji") as uow:
        assert marked(uow, rows[2:]) == tuple(rows[2:])


def test_the_list_of_refusals_goes_back_to_its_sender(office):
    refusal = Refusal("hasil.xlsx", "Aparatur", "C14", "NIP tersimpan sebagai angka.")
    office.seat(ADMIN).pertukaran.save_refusals(HASIL, [refusal])
    assert office.workbooks.refusals == {HASIL: (refusal,)}
