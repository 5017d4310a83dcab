"""Delegations: recorded, withdrawn, and named on what is made and signed while they last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.builders import ADMIN, EKO, KABID, KADIS, KASI, RAHMAT, SITI, TW4
from tests.fake_adapters import P12
from tests.installations import assess, form, order, prepare, review, send

from bina_desktop.application.naskah import JenisNaskah
from bina_desktop.domain.arsip import CaraTandaTangan
from bina_desktop.domain.errors import InvalidValueError, NotAllowedError, WrongStateError
from bina_desktop.domain.laporan import StatusLaporan, laporan_id_for
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.pelimpahan import JenisPelimpahan, Pelimpahan, PelimpahanId

BERSAMA, LAYANAN = CaraTandaTangan.BERSAMA, CaraTandaTangan.LAYANAN
DAY = date(2026, 11, 25)
LETTER = Pelimpahan(
    PelimpahanId(""),
    EKO.id,
    Peran.KADIS,
    JenisPelimpahan.PLH,
    "SP Nomor 800/1 tanggal 20 November 2026",
    date(2026, 11, 16),
    date(2026, 11, 27),
)


def delegate(office, **change):
    """Record the letter; returns it as stored."""
    known = {view.pelimpahan.id for view in office.seat(ADMIN).pelimpahan.all()}
    office.seat(ADMIN).pelimpahan.save(replace(LETTER, **change))
    found = office.seat(ADMIN).pelimpahan.all()
    return next(v.pelimpahan for v in found if v.pelimpahan.id not in known)


def act(office, who):
    return office.seat(who).tanda_tangan


@pytest.fixture
def key(office, ratna):
    """A validated draft on the desk of the Kepala Dinas."""
    spt_id = prepare(office, ratna)
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=5)
    return laporan_id_for(spt_id)


# --- the record --------------------------------------------------------------------------------


def test_what_is_in_force_is_not_altered_and_what_is_ahead_is_taken_back(office):
    office.populate()
    now = delegate(office)
    ahead = delegate(office, mulai=date(2026, 12, 1), sampai=date(2026, 12, 4))
    seat = office.seat(KADIS).pelimpahan
    with pytest.raises(WrongStateError, match="sudah berlaku sejak 16 November 2026"):
        seat.save(replace(now, dasar="lain"))
    with pytest.raises(WrongStateError, match="Akhiri yang ini"):
        seat.withdraw(now.id)
    seat.save(replace(ahead, sampai=date(2026, 12, 5)))
    assert [v.pelimpahan.sampai for v in seat.all()] == [date(2026, 11, 27), date(2026, 12, 5)]
    seat.withdraw(ahead.id)
    (view,) = seat.all()
    assert (view.jabatan, view.berlaku, view.lewat) == (EKO.jabatan, True, False)
    office.clock.forward(days=10)
    (view,) = seat.all()
    assert view.lewat


def test_who_acts_does_not_lengthen_his_own_time(office):
    office.populate()
    made = delegate(office)
    seat = office.seat(EKO).pelimpahan
    with pytest.raises(InvalidValueError, match="tidak dapat diperpanjang"):
        seat.end(made.id, sampai=made.sampai + timedelta(days=1))
    seat.end(made.id, sampai=made.sampai)
    office.clock.forward(days=5)
    for day in (made.sampai, date(2026, 11, 28), date(2026, 12, 4)):
        with pytest.raises(WrongStateError, match="sudah berakhir pada 27 November 2026"):
            office.seat(ADMIN).pelimpahan.end(made.id, sampai=day)
    (view,) = office.seat(ADMIN).pelimpahan.all()
    assert view.pelimpahan == made


def test_one_ends_no_earlier_than_yesterday(office):
    office.populate()
    made = delegate(office, jenis=JenisPelimpahan.PLT, sampai=None)
    seat = office.seat(KADIS).pelimpahan
    with pytest.raises(InvalidValueError, match="paling awal 22 November 2026"):
        seat.end(made.id, sampai=date(2026, 11, 21))
    seat.end(made.id, sampai=date(2026, 11, 30))
    seat.end(made.id, sampai=date(2026, 11, 22))
    (view,) = seat.all()
    assert (view.pelimpahan.sampai, view.lewat) == (date(2026, 11, 22), True)


def test_the_preview_is_what_papers_print(office):
    office.populate()
    lines = office.seat(ADMIN).pelimpahan.preview(LETTER)
    assert lines[0].startswith("Plh. Kepala Dinas Kependudukan")
    assert lines[1:] == (EKO.jabatan, EKO.nama)


def test_its_history_tells_who_and_what(office):
    office.populate()
    made = delegate(office)
    office.clock.forward(hours=1)
    office.seat(KADIS).pelimpahan.end(made.id, sampai=date(2026, 11, 24))
    last, first = office.seat(KADIS).riwayat.record("pelimpahan", made.id)
    assert (last.siapa, last.isi) == (KADIS.nama, ("sampai dengan: 24 November 2026",))
    assert f"pegawai: {EKO.nama}" in first.isi
    assert "jenis: Plh." in first.isi
    assert first.perangkat == "komputer ini"
    assert not any("melalui" in line or "dihapus" in line for line in first.isi)


def test_one_whose_person_is_gone_is_still_listed(office):
    office.populate()
    delegate(office)
    with office.database.begin(actor="uji") as uow:
        uow.pegawai.delete(EKO.id)
        uow.commit()
    (view,) = office.seat(ADMIN).pelimpahan.all()
    assert (view.nama, view.jabatan) == ("–", "")


# --- papers ------------------------------------------------------------------------------------


def test_new_papers_name_who_acts_on_their_day(office):
    office.populate()
    delegate(office)
    order(office)
    form(office)
    spt_id = send(office)
    cetak = office.seat(KABID).cetak
    for draw in (lambda: cetak.sk_tim(send_triwulan(office, spt_id)), lambda: cetak.spt(spt_id)):
        draw()
        signer = office.documents.drawn[-1].penetap
        assert (signer.nama, signer.atas_nama) == (EKO.nama, ("Plh.",))
        assert signer.own_jabatan == EKO.jabatan
    office.seat(KABID).naskah.draw(spt_id, JenisNaskah.PEMBERITAHUAN)
    assert office.documents.drawn[-1].pengirim.nama == EKO.nama


def send_triwulan(office, spt_id):
    with office.database.begin(actor="") as uow:
        return uow.spt.get(spt_id).triwulan


def test_papers_of_before_keep_who_signed_them(office, ratna):
    spt_id = prepare(office, ratna)
    delegate(office)
    office.seat(KABID).penugasan.issue_spt(
        send_triwulan(office, spt_id),
        kode_wilayah=ratna.kode_wilayah,
        tanggal=date(2026, 11, 20),
        mulai=date(2026, 11, 23),
        selesai=date(2026, 11, 24),
        petugas=[RAHMAT.id, SITI.id],
        nomor="800.1.11.1/8",
        anggaran="",
        spt_id=spt_id,
    )
    office.seat(KABID).cetak.spt(spt_id)
    assert office.documents.drawn[-1].penetap.nama == KADIS.nama


def redate(office, spt_id, day):
    """Give the SPT and the SK another day; returns who signs them."""
    triwulan = send_triwulan(office, spt_id)
    penugasan = office.seat(KABID).penugasan
    known = penugasan.state(triwulan)
    penugasan.form_team(triwulan, tanggal=day, nomor="", anggaran="", anggota=known.sk_tim.anggota)
    penugasan.issue_spt(
        triwulan,
        kode_wilayah=known.spt[0].kode_wilayah,
        tanggal=day,
        mulai=date(2026, 12, 7),
        selesai=date(2026, 12, 8),
        petugas=known.spt[0].petugas,
        nomor="",
        anggaran="",
        spt_id=spt_id,
    )
    now = penugasan.state(triwulan)
    return now.sk_tim.ditetapkan_oleh, now.spt[0].ditetapkan_oleh


def test_a_paper_of_another_day_is_signed_by_one_who_may_sign_then(office):
    office.populate()
    delegate(office)
    order(office)
    form(office)
    spt_id = send(office)
    assert redate(office, spt_id, date(2026, 11, 27)) == (EKO.id, EKO.id)
    assert redate(office, spt_id, date(2026, 12, 1)) == (KADIS.id, KADIS.id)
    assert redate(office, spt_id, date(2026, 11, 27)) == (KADIS.id, KADIS.id)
    office.seat(KABID).cetak.spt(spt_id)
    assert office.documents.drawn[-1].penetap.atas_nama == ()


def test_a_paper_of_the_same_day_keeps_its_signer_and_another_falls_back(office):
    office.populate()
    order(office)
    form(office)
    spt_id = send(office)
    with office.database.begin(actor="uji") as uow:
        uow.pegawai.save(replace(KADIS, aktif=False))
        uow.commit()
    assert redate(office, spt_id, date(2026, 11, 20)) == (KADIS.id, KADIS.id)
    assert redate(office, spt_id, date(2026, 12, 1)) == (KADIS.id, KADIS.id)
    delegate(office, jenis=JenisPelimpahan.PLT, sampai=None)
    assert redate(office, spt_id, date(2026, 12, 1)) == (KADIS.id, KADIS.id)
    assert redate(office, spt_id, date(2026, 12, 2)) == (EKO.id, EKO.id)


@pytest.mark.usefixtures("key")
def test_papers_of_the_kabid_name_who_acts_for_him(office):
    spt_id = office.seat(KABID).laporan.list(TW4)[0].spt.id
    delegate(office, peran=Peran.KABID, jenis=JenisPelimpahan.UB, melalui="Sekretaris")
    delegate(office, pegawai_id=KASI.id)
    naskah = office.seat(KABID).naskah
    naskah.draw(spt_id, JenisNaskah.NOTA_PENYAMPAIAN)
    letter = office.documents.drawn[-1]
    assert letter.pengirim.nama == EKO.nama
    assert letter.pengirim.lines == (
        f"a.n. {KABID.jabatan}",
        "Sekretaris",
        "u.b.",
        EKO.jabatan,
    )
    assert letter.kepada.startswith("Plh. Kepala Dinas Kependudukan")
    naskah.draw(spt_id, JenisNaskah.VALIDASI)
    assert office.documents.drawn[-1].pemeriksa.nama == KABID.nama
    office.clock.forward(days=7)
    naskah.draw(spt_id, JenisNaskah.NOTA_PENYAMPAIAN)
    assert office.documents.drawn[-1].kepada.startswith("Kepala Dinas Kependudukan")
    assert office.documents.drawn[-1].pengirim.nama == KABID.nama


@pytest.mark.usefixtures("key")
def test_a_letter_in_the_name_of_the_head_is_addressed_to_the_head(office):
    spt_id = office.seat(KABID).laporan.list(TW4)[0].spt.id
    delegate(office, jenis=JenisPelimpahan.AN)
    office.seat(KABID).naskah.draw(spt_id, JenisNaskah.NOTA_PENYAMPAIAN)
    assert office.documents.drawn[-1].kepada.startswith("Kepala Dinas Kependudukan")


# --- the roads of signing ----------------------------------------------------------------------


def test_a_plh_is_the_last_of_three(office, key):
    delegate(office)
    act(office, KABID).prepare(key, cara=BERSAMA, nomor="400/1", tanggal=DAY)
    signer = office.documents.drawn[-1].pengesahan.pengesah
    assert (signer.nama, signer.atas_nama) == (EKO.nama, ("Plh.",))
    act(office, KASI).sign(key, credential=P12)
    act(office, KABID).sign(key, credential=P12)
    assert not act(office, KADIS).read(key).may_ratify
    with pytest.raises(WrongStateError, match=f"atas nama {EKO.nama}"):
        act(office, KADIS).ratify(key, credential=P12)
    assert act(office, EKO).read(key).may_ratify
    act(office, EKO).ratify(key, credential=P12)
    assert office.seat(KADIS).laporan.detail(stored(office, key).spt_id).laporan.nomor == "400/1"
    assert stored(office, key).status is StatusLaporan.DISAHKAN


def stored(office, key):
    with office.database.begin(actor="") as uow:
        return uow.laporan.get(key)


def test_a_plt_takes_in_what_came_back_from_a_service(office, key):
    delegate(office, jenis=JenisPelimpahan.PLT, sampai=None)
    act(office, KABID).prepare(key, cara=LAYANAN, nomor="400/1", tanggal=DAY)
    back = act(office, EKO).ready_pdf(key) + f" signed elsewhere {EKO.nama}".encode()
    act(office, EKO).take_returned(key, back)
    assert stored(office, key).status is StatusLaporan.DISAHKAN


def test_the_head_may_still_be_chosen_and_nobody_else(office, key):
    delegate(office, jenis=JenisPelimpahan.AN)
    found = act(office, KABID).read(key)
    assert [name for name, _ in found.pengesah] == [EKO.id, KADIS.id]
    assert found.pengesah[0][1].startswith(f"{EKO.nama}, a.n. Kepala Dinas")
    with pytest.raises(NotAllowedError, match="tidak bertindak sebagai Kepala Dinas"):
        act(office, KABID).prepare(key, cara=LAYANAN, nomor="400/1", tanggal=DAY, pengesah=KASI.id)
    act(office, KABID).prepare(key, cara=LAYANAN, nomor="400/1", tanggal=DAY, pengesah=KADIS.id)
    back = act(office, KADIS).ready_pdf(key) + f" signed elsewhere {KADIS.nama}".encode()
    act(office, KADIS).take_returned(key, back)
    assert stored(office, key).status is StatusLaporan.DISAHKAN


def test_a_document_in_the_name_of_a_plh_is_worth_nothing_once_the_days_are_over(office, key):
    delegate(office)
    act(office, KABID).prepare(key, cara=LAYANAN, nomor="400/1", tanggal=DAY)
    assert act(office, EKO).read(key).ready is not None
    office.clock.forward(days=7)
    assert act(office, KADIS).read(key).ready is None
