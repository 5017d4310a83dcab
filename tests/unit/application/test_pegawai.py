from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import (
    ADMIN,
    EKO,
    KADIS,
    KOTA_BENGKULU,
    RAHMAT,
    SELUMA,
    a_kantor,
    a_pegawai,
    an_aparatur,
)
from tests.installations import Installation, form, order, prepare

from bina_desktop.application.pegawai import first_administrator
from bina_desktop.application.work import Topic
from bina_desktop.domain.errors import (
    InvalidValueError,
    NotAllowedError,
    NotFoundError,
    WrongStateError,
)
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.pegawai import AparaturId, PegawaiId, Peran, StatusKepegawaian
from bina_desktop.domain.wilayah import KodeWilayah

PNS, NON_ASN = StatusKepegawaian.PNS, StatusKepegawaian.NON_ASN


@pytest.fixture
def peopled(office: Installation) -> Installation:
    office.populate()
    return office


def test_the_user_is_found_by_nip_or_by_name(peopled):
    assert peopled.seat(RAHMAT).pegawai.me() == RAHMAT
    assert peopled.seat("Siapa").pegawai.me() is None
    honorer = a_pegawai("Feri Irawan", "")
    peopled.store(honorer)
    assert peopled.seat("Feri Irawan").pegawai.me() == honorer


def test_who_left_is_nobody_any_more(peopled):
    peopled.store(replace(RAHMAT, aktif=False))
    assert peopled.seat(RAHMAT).pegawai.me() is None


def test_people_are_listed_by_name(peopled):
    names = [p.nama for p in peopled.seat(ADMIN).pegawai.pegawai()]
    assert names == sorted(names)


def test_officers_are_listed_by_region(peopled):
    here, there = an_aparatur(), an_aparatur("Andi", nip="", kode=KOTA_BENGKULU)
    peopled.store(here, there)
    service = peopled.seat(ADMIN).pegawai
    assert list(service.aparatur()) == [there, here]
    assert list(service.aparatur(SELUMA)) == [here]


@pytest.mark.parametrize(
    ("text", "status", "error"),
    [
        ("", PNS, "wajib diisi"),
        ("123", PNS, "18 angka"),
        ("", NON_ASN, ""),
        ("196909051994031011", PNS, ""),
    ],
)
def test_a_nip_is_checked_while_typing(peopled, text, status, error):
    check = peopled.seat(ADMIN).pegawai.check_nip(text, status)
    assert error in check.error
    assert bool(check.error) == bool(error)


def test_doubts_about_a_nip_do_not_block(peopled):
    check = peopled.seat(ADMIN).pegawai.check_nip("195009051975031011", PNS)
    assert check.display == "19500905 197503 1 011"
    assert "65 tahun" in check.warnings[0]


def test_an_administrator_adds_a_person_once_for_every_laptop(peopled):
    new = replace(a_pegawai(" Sari ", "19850223 201001 2 003"), id=PegawaiId(""))
    changes = peopled.seat(ADMIN).pegawai.save_pegawai(new)
    assert changes.topics == {Topic.PEGAWAI}
    (key,) = changes.records
    saved = next(p for p in peopled.seat(ADMIN).pegawai.pegawai() if p.id == key)
    assert (saved.nama, saved.nip) == ("Sari", "198502232010012003")

    peopled.seat(ADMIN).pegawai.delete_pegawai(key)
    again = peopled.seat(ADMIN).pegawai.save_pegawai(new)
    assert again.records != changes.records


def test_only_administrators_keep_people(peopled):
    with pytest.raises(NotAllowedError, match="administrator"):
        peopled.seat(KADIS).pegawai.save_pegawai(RAHMAT)
    with pytest.raises(NotAllowedError, match="belum tercatat"):
        peopled.seat("Siapa").pegawai.save_pegawai(RAHMAT)


def test_a_person_needs_a_name_and_an_own_nip(peopled):
    service = peopled.seat(ADMIN).pegawai
    with pytest.raises(InvalidValueError, match="Nama"):
        service.save_pegawai(replace(RAHMAT, nama=" "))
    with pytest.raises(InvalidValueError, match="Rahmat Hidayat"):
        service.save_pegawai(replace(EKO, nip=RAHMAT.nip))
    service.save_pegawai(replace(RAHMAT, jabatan="Analis"))


def test_an_administrator_does_not_lock_himself_out(peopled):
    service = peopled.seat(ADMIN).pegawai
    for without in (replace(ADMIN, peran=frozenset()), replace(ADMIN, aktif=False)):
        with pytest.raises(NotAllowedError, match="sendiri"):
            service.save_pegawai(without)
    with pytest.raises(NotAllowedError, match="diri sendiri"):
        service.delete_pegawai(ADMIN.id)
    service.save_pegawai(replace(ADMIN, jabatan="Pranata Komputer"))


def test_the_team_may_add_officers_it_meets(peopled):
    someone = replace(an_aparatur("Feri", nip="", status=NON_ASN), id=AparaturId(""))
    changes = peopled.seat(RAHMAT).pegawai.save_aparatur(someone)
    (saved,) = peopled.seat(RAHMAT).pegawai.aparatur()
    assert changes.records == {saved.id}
    with pytest.raises(InvalidValueError, match="kode wilayah"):
        peopled.seat(RAHMAT).pegawai.save_aparatur(
            replace(someone, kode_wilayah=KodeWilayah("Seluma"))
        )


def test_who_is_in_a_running_team_stays(peopled):
    order(peopled)
    form(peopled)
    service = peopled.seat(ADMIN).pegawai
    with pytest.raises(WrongStateError, match="SK Tim"):
        service.delete_pegawai(RAHMAT.id)
    service.delete_pegawai(KADIS.id)
    peopled.clock.forward(days=60)
    service.delete_pegawai(RAHMAT.id)
    with pytest.raises(NotFoundError):
        service.delete_pegawai(RAHMAT.id)


def test_an_officer_with_a_sheet_stays(office, ratna):
    spt_id = prepare(office, ratna, an_aparatur("Andi", nip=""))
    office.seat(RAHMAT).lembar.start(spt_id, "lembar_penilaian", ratna.id)
    service = office.seat(RAHMAT).pegawai
    with pytest.raises(WrongStateError, match="Ratna"):
        service.delete_aparatur(ratna.id)
    other = next(a for a in service.aparatur() if a.nama == "Andi")
    assert service.delete_aparatur(other.id).topics == {Topic.APARATUR}
    assert list(service.aparatur()) == [ratna]


def test_the_kop_is_kept_by_administrators(office):
    office.store(ADMIN, KADIS)
    assert office.seat(ADMIN).kantor.kantor() is None
    assert office.seat(ADMIN).kantor.save(a_kantor()).topics == {Topic.KANTOR}
    assert office.seat(KADIS).kantor.kantor() == a_kantor()
    with pytest.raises(NotAllowedError):
        office.seat(KADIS).kantor.save(a_kantor())


@pytest.mark.parametrize("field", ["pemda", "nama", "kota"])
def test_the_kop_needs_its_lines(office, field):
    office.store(ADMIN)
    kantor: Kantor = replace(a_kantor(), **{field: " "})
    with pytest.raises(InvalidValueError, match="wajib"):
        office.seat(ADMIN).kantor.save(kantor)


def test_changes_carry_who_made_them(peopled):
    peopled.seat(ADMIN).pegawai.save_pegawai(replace(RAHMAT, jabatan="Analis"))
    last = max(peopled.database.state.changes.values(), key=lambda c: c.seq)
    assert last.actor == ADMIN.id
    with peopled.seat("Siapa").acting.unit(reason="coba") as uow:
        uow.kantor.save(a_kantor())
        uow.kantor.save(replace(a_kantor(), kota="Curup"))
        uow.commit()
    last = max(peopled.database.state.changes.values(), key=lambda c: c.seq)
    assert (last.actor, last.reason) == ("pengguna:Siapa", "coba")


@pytest.mark.parametrize(
    ("nip", "status"),
    [
        ("", NON_ASN),
        ("198508172010012003", PNS),
        ("198508172023212003", StatusKepegawaian.PPPK),
    ],
)
def test_the_first_administrator_is_what_the_nip_says(nip: str, status: StatusKepegawaian) -> None:
    made = first_administrator("Siti Aminah", nip)
    assert (made.nama, made.nip, made.status, made.peran) == (
        "Siti Aminah",
        nip,
        status,
        frozenset({Peran.ADMIN}),
    )
