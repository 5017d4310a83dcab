from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from tests.builders import (
    ADMIN,
    EKO,
    KABID,
    KADIS,
    KASI,
    RAHMAT,
    SELUMA,
    SITI,
    TW4,
    an_aparatur,
    the_kalender,
    the_sop,
)
from tests.installations import Installation, assess, fill, form, order, prepare, review, send

from bina_desktop.application.beranda import BerandaService
from bina_desktop.application.services import Services
from bina_desktop.domain.jam_langkah import KeadaanLangkah
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.triwulan import Triwulan

ALASAN = "Angka pada BAB III tidak cocok."


def overview(place: Installation, who=KABID):
    return place.seat(who).beranda.overview(TW4)


def tasks(place: Installation, who) -> list[str]:
    return [task.teks for task in overview(place, who).tugas]


def region(place: Installation, kode=SELUMA):
    return next(w for w in overview(place).wilayah if w.kode == kode)


def test_the_quarter_is_that_of_the_local_day(office):
    assert office.seat(KABID).beranda.triwulan_now() == TW4
    office.clock.forward(days=38, hours=16)
    assert office.seat(KABID).beranda.triwulan_now() == Triwulan(2027, 1)


def test_an_empty_laptop_asks_for_its_first_paket(office):
    found = overview(office, "Siapa")
    assert (found.kantor, found.saya, found.perbedaan) == (None, None, 0)
    assert len(found.wilayah) == 10
    assert found.tugas[0].halaman == "pertukaran"
    assert all(w.langkah == 1 for w in found.wilayah)


def test_without_regions_there_is_nothing_to_show(office):
    service = BerandaService(office.seat(KABID).acting, the_sop(), (), the_kalender())
    found = service.overview(TW4)
    assert (found.wilayah, found.langkah_awal) == ((), ())


def test_the_first_steps_run_once_for_all(office):
    office.populate()
    assert tasks(office, KADIS) == [
        "Perintahkan pembentukan tim pembinaan Triwulan IV Tahun 2026."
    ]
    assert tasks(office, KABID) == []
    order(office)
    office.clock.forward(hours=1)
    first, second = overview(office).langkah_awal
    assert (first.keadaan, first.pelaku) == (KeadaanLangkah.SELESAI, KADIS.nama)
    assert (second.keadaan, second.terpakai) == (KeadaanLangkah.BERJALAN, timedelta(hours=1))
    assert tasks(office, KABID) == ["Bentuk tim pembinaan Triwulan IV Tahun 2026 (SK Tim)."]
    office.clock.forward(hours=3)
    assert overview(office).langkah_awal[1].keadaan is KeadaanLangkah.TERLAMBAT
    form(office, "Kabid sedang dinas luar.")
    assert overview(office).langkah_awal[1].keadaan is KeadaanLangkah.SELESAI_TERLAMBAT
    assert tasks(office, KABID) == ["10 kabupaten/kota belum memiliki SPT."]
    assert tasks(office, ADMIN) == []


def test_every_region_with_an_spt_is_on_its_way(office):
    office.populate()
    order(office)
    form(office)
    for place in overview(office).wilayah:
        if place.kode == SELUMA:
            send(office, place.kode, petugas=(EKO,))
    assert region(office).jadwal == "23–24 November 2026"
    assert region(office).langkah == 3
    assert region(office).langkah_state[0].keadaan is KeadaanLangkah.BERJALAN


def test_a_kabid_whose_regions_are_all_sent_has_nothing_open(office):
    office.populate()
    order(office)
    form(office)
    for day, place in enumerate(overview(office).wilayah):
        start = office.clock.now().date() + timedelta(days=day)
        send(office, place.kode, petugas=(EKO,), mulai=start, selesai=start)
    assert tasks(office, KABID) == []


def test_the_team_is_led_from_sheet_to_report(office, ratna):
    other = an_aparatur("Andi", nip="")
    spt_id = prepare(office, ratna, other)
    assert tasks(office, RAHMAT) == ["Isi lembar penilaian Kabupaten Seluma."]
    assert tasks(office, EKO) == []
    seat = office.seat(RAHMAT)
    key = assess(seat, spt_id, ratna)
    seat.lembar.start(spt_id, "lembar_penilaian", other.id)
    assert tasks(office, SITI) == ["1 lembar Kabupaten Seluma belum final."]
    assert (region(office).lembar, region(office).lembar_final) == (2, 1)
    assess(seat, spt_id, other)
    assert tasks(office, SITI) == ["Susun dan ajukan laporan Kabupaten Seluma ke Kasi."]
    seat.lembar.return_lembar(key, alasan=ALASAN)
    assert tasks(office, SITI) == ["1 lembar Kabupaten Seluma dikembalikan untuk diperbaiki."]
    fill(seat, key)
    seat.lembar.finalise(key)
    seat.laporan.compose(spt_id)
    assert tasks(office, SITI) == ["Susun dan ajukan laporan Kabupaten Seluma ke Kasi."]


@pytest.mark.parametrize(
    ("until", "who", "words"),
    [
        (3, KASI, "Koreksi draf laporan Kabupaten Seluma."),
        (4, KABID, "Validasi draf laporan Kabupaten Seluma."),
        (5, KADIS, "Sahkan laporan Kabupaten Seluma."),
        (6, KABID, "Sampaikan laporan Kabupaten Seluma ke Ditjen Dukcapil."),
    ],
)
def test_each_desk_is_told_what_waits(office, ratna, until, who, words):
    spt_id = prepare(office, ratna)
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=until)
    assert words in tasks(office, who)
    assert tasks(office, RAHMAT) == []
    assert region(office).langkah == until + 1
    other = KADIS if who is not KADIS else KASI
    assert words not in tasks(office, other)


def test_a_returned_report_tells_why(office, ratna):
    spt_id = prepare(office, ratna)
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=3)
    office.seat(KASI).laporan.return_laporan(laporan_id_for(spt_id), alasan=ALASAN)
    assert tasks(office, RAHMAT) == [f"Laporan Kabupaten Seluma dikembalikan: {ALASAN}"]
    step = region(office).langkah_state[0]
    assert (step.dikembalikan, step.pelaku) == (1, RAHMAT.nama)


def test_values_in_dispute_are_everyones_business(office, ratna):
    prepare(office, ratna)
    with office.database.begin(actor="lain") as uow:
        uow.change("aparatur", ratna.id, "jabatan", '"Kasi"', [])
        uow.commit()
    assert overview(office).perbedaan == 1
    assert "1 perbedaan" in tasks(office, KABID)[-1]


def test_a_face_is_handed_all_services_at_once(office, tmp_path):
    seat = office.seat(KABID)
    own = {"folder": tmp_path, "user": "yuliana", "formulir": office.formulir}
    shared = {one.name: getattr(seat, one.name) for one in fields(Services) if one.name not in own}
    services = Services(**own, **shared)
    assert services.beranda.triwulan_now() == TW4
