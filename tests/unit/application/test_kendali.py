"""What each step took against its mutu baku, with its rounds and reasons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.builders import (
    EKO,
    KABID,
    KASI,
    KOTA_BENGKULU,
    RAHMAT,
    SELUMA,
    TW4,
    the_kalender,
    the_sop,
)
from tests.installations import assess, form, order, prepare, review, send

from bina_desktop.application.kendali import Kendali
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.jam_langkah import KeadaanLangkah
from bina_desktop.domain.laporan import laporan_id_for

ALASAN = "Angka pada BAB III tidak cocok."


@pytest.fixture
def spt_id(office, ratna):
    """A visit whose draft was returned once and is corrected."""
    spt_id = prepare(office, ratna)
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    office.clock.forward(hours=1)
    review(office, laporan_id_for(spt_id), until=3)
    office.clock.forward(minutes=20)
    office.seat(KASI).laporan.return_laporan(laporan_id_for(spt_id), alasan=ALASAN)
    office.clock.forward(hours=1)
    review(office, laporan_id_for(spt_id), until=4)
    office.clock.forward(minutes=31)
    return spt_id


def test_each_step_tells_who_when_and_how_long(office, spt_id):
    found = office.seat(KABID).kendali.lembar_kendali(spt_id)
    first, _, third, fourth, fifth, sixth, _ = found.baris
    assert (found.nomor_sop, found.wilayah.nama) == ("10.07.03.021", "Kabupaten Seluma")
    assert (found.langkah, found.selesai) == (5, False)
    assert (first.pelaksana, first.output) == ("Kepala Dinas", "Lembar Disposisi")
    assert (third.keadaan, third.pelaku) == (KeadaanLangkah.SELESAI, RAHMAT.nama)
    assert third.terpakai == timedelta(hours=2)
    assert (third.dikembalikan, fourth.dikembalikan) == (1, 0)
    assert (fifth.keadaan, fifth.selisih) == (KeadaanLangkah.TERLAMBAT, timedelta(minutes=1))
    assert (sixth.keadaan, sixth.mulai, sixth.pelaku) == (KeadaanLangkah.BELUM, None, "")
    assert found.terpakai == timedelta(hours=2, minutes=51)
    assert found.mutu_baku == 3 * found.hari_kerja + timedelta(hours=4)


def test_every_round_keeps_its_end_and_its_reason(office, spt_id):
    found = office.seat(KABID).kendali.lembar_kendali(spt_id)
    returned, passed = found.baris[3].putaran
    assert (returned.pelaku, returned.ke_langkah, returned.alasan) == (KASI.nama, 3, ALASAN)
    assert returned.terpakai == timedelta(minutes=20)
    assert (passed.ke_langkah, passed.alasan) == (None, "")
    (running,) = found.baris[4].putaran
    assert (running.selesai, running.pelaku) == (None, "")
    assert running.terpakai == timedelta(minutes=31)


@pytest.mark.usefixtures("spt_id")
def test_figures_of_the_quarter_count_every_visit(office):
    send(office, KOTA_BENGKULU, petugas=(EKO,))
    office.clock.forward(days=7)
    found = {one.langkah: one for one in office.seat(KABID).kendali.statistics(TW4)}
    assert (found[1].dimulai, found[1].selesai) == (1, 1)
    assert (found[3].dimulai, found[3].selesai, found[3].terlambat) == (2, 1, 1)
    assert found[3].rata_rata == found[3].median == found[3].terlama == timedelta(hours=2)
    assert (found[3].dikembalikan, found[6].dimulai) == (1, 0)
    assert (found[6].rata_rata, found[6].median, found[6].terlama) == (None, None, None)


def test_before_anybody_is_sent_out_only_the_first_steps_have_figures(office):
    office.populate()
    order(office)
    form(office)
    found = office.seat(KABID).kendali.statistics(TW4)
    assert [one.dimulai for one in found] == [1, 1, 0, 0, 0, 0, 0]


def test_a_region_that_no_list_names_is_told_by_its_code(office, spt_id):
    blank = Kendali(the_sop(), the_kalender(), ())
    with office.database.begin(actor="") as uow:
        found = blank.compose(uow, uow.spt.get(spt_id), office.clock.now())
    assert found.wilayah.nama == f"Wilayah {SELUMA}"


def test_a_visit_that_is_not_there_is_refused(office):
    with pytest.raises(NotFoundError):
        office.seat(KABID).kendali.lembar_kendali("tiada")
