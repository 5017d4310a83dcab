from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import (
    ADMIN,
    EKO,
    KABID,
    KADIS,
    KOTA_BENGKULU,
    RAHMAT,
    SELUMA,
    SITI,
    TW4,
)
from tests.installations import TEAM, Installation, assess, form, order, prepare, review, send

from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    NotFoundError,
    WrongStateError,
)
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.pegawai import PegawaiId, StatusKepegawaian
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan
from bina_desktop.domain.sop import JenisPeristiwa
from bina_desktop.domain.wilayah import KodeWilayah


@pytest.fixture
def peopled(office: Installation) -> Installation:
    office.populate()
    return office


@pytest.fixture
def teamed(peopled: Installation) -> Installation:
    order(peopled)
    form(peopled)
    return peopled


def give_order(place, who=KADIS, **more):
    kinds = {"kepada": KABID.id, "isi": "Bentuk tim.", "batas": None} | more
    return place.seat(who).penugasan.issue_perintah(TW4, **kinds)


def form_team(place, who=KABID, *, anggota=TEAM, nomor="800/1"):
    return place.seat(who).penugasan.form_team(
        TW4, tanggal=date(2026, 11, 20), nomor=nomor, anggaran="", anggota=anggota
    )


def spt(place, who=KABID, **more):
    kinds = {
        "kode_wilayah": KOTA_BENGKULU,
        "tanggal": date(2026, 11, 20),
        "mulai": date(2026, 11, 26),
        "selesai": date(2026, 11, 27),
        "petugas": [RAHMAT.id],
        "nomor": "",
        "anggaran": "",
    } | more
    return place.seat(who).penugasan.issue_spt(TW4, **kinds)


def events(place):
    with place.database.begin(actor="") as uow:
        return [(e.langkah, e.jenis) for e in uow.queries.peristiwa(TW4)]


def test_ten_regions_wait_for_a_team(peopled):
    service = peopled.seat(KADIS).penugasan
    assert len(service.wilayah()) == 10
    state = service.state(TW4)
    assert state.may_order
    assert not state.may_form
    assert not state.may_issue_spt


def test_a_stranger_may_do_nothing(peopled):
    state = peopled.seat("Siapa").penugasan.state(TW4)
    assert not any((state.may_order, state.may_form, state.may_issue_spt))


def test_the_order_is_given_once_and_may_be_reworded(peopled):
    give_order(peopled)
    peopled.clock.forward(hours=1)
    give_order(peopled, isi=" Bentuk tim segera. ", batas=date(2026, 11, 30))
    state = peopled.seat(KABID).penugasan.state(TW4)
    assert state.perintah.isi == "Bentuk tim segera."
    assert state.perintah.diterbitkan_pada < peopled.clock.now()
    assert state.may_form
    assert events(peopled) == [(1, JenisPeristiwa.SELESAI)]


@pytest.mark.parametrize(
    ("who", "more", "error"),
    [
        (KABID, {}, NotAllowedError),
        (ADMIN, {}, NotAllowedError),
        (KADIS, {"isi": " "}, InvalidValueError),
        (KADIS, {"kepada": RAHMAT.id}, InvalidValueError),
        (KADIS, {"kepada": PegawaiId("-")}, NotFoundError),
        (KADIS, {"batas": date(2026, 11, 1)}, InvalidValueError),
    ],
)
def test_orders_that_are_refused(peopled, who, more, error):
    with pytest.raises(error):
        give_order(peopled, who, **more)


def test_an_order_to_someone_who_left_is_refused(peopled):
    peopled.store(replace(KABID, aktif=False))
    with pytest.raises(InvalidValueError, match="aktif"):
        give_order(peopled)


def test_after_the_team_the_order_stands(teamed):
    assert not teamed.seat(KADIS).penugasan.state(TW4).may_order
    with pytest.raises(WrongStateError):
        give_order(teamed)


def test_the_team_stands_in_the_order_of_the_sk(peopled):
    order(peopled)
    form_team(peopled, anggota=tuple(reversed(TEAM)))
    sk = peopled.seat(KABID).penugasan.state(TW4).sk_tim
    assert [a.kedudukan for a in sk.anggota] == [
        Kedudukan.KETUA,
        Kedudukan.SEKRETARIS,
        Kedudukan.ANGGOTA,
    ]
    assert sk.ditetapkan_oleh == KADIS.id
    assert peopled.seat(KABID).penugasan.state(TW4).may_issue_spt


def test_the_sk_is_numbered_later(teamed):
    form_team(teamed, nomor=" 188/5 ")
    assert teamed.seat(KABID).penugasan.state(TW4).sk_tim.nomor == "188/5"
    assert events(teamed) == [(1, JenisPeristiwa.SELESAI), (2, JenisPeristiwa.SELESAI)]


def test_a_team_needs_the_order(peopled):
    with pytest.raises(MissingRequirementError, match="langkah 1"):
        form_team(peopled)


def test_a_team_is_formed_by_the_kabid(peopled):
    order(peopled)
    with pytest.raises(NotAllowedError):
        form_team(peopled, ADMIN)


@pytest.mark.parametrize(
    ("anggota", "error"),
    [
        ((), MissingRequirementError),
        ((AnggotaTim(EKO.id, Kedudukan.ANGGOTA),), MissingRequirementError),
        ((*TEAM, AnggotaTim(EKO.id, Kedudukan.ANGGOTA)), InvalidValueError),
        ((*TEAM, AnggotaTim(PegawaiId("-"), Kedudukan.ANGGOTA)), NotFoundError),
    ],
)
def test_teams_that_are_refused(peopled, anggota, error):
    order(peopled)
    with pytest.raises(error):
        form_team(peopled, anggota=anggota)


def test_members_are_active_and_have_a_checked_nip(peopled):
    order(peopled)
    peopled.store(replace(EKO, aktif=False))
    with pytest.raises(InvalidValueError, match="tidak aktif"):
        form_team(peopled)
    peopled.store(replace(EKO, nip=""))
    with pytest.raises(InvalidValueError, match="18 angka"):
        form_team(peopled)
    peopled.store(replace(EKO, nip="", status=StatusKepegawaian.NON_ASN))
    form_team(peopled)


def test_an_spt_sends_members_in_the_order_of_the_sk(teamed):
    spt(teamed, petugas=[SITI.id, RAHMAT.id, SITI.id])
    (found,) = teamed.seat(KABID).penugasan.state(TW4).spt
    assert found.petugas == (RAHMAT.id, SITI.id)
    assert (3, JenisPeristiwa.MULAI) in events(teamed)


def test_an_spt_is_edited_in_place(teamed):
    (key,) = spt(teamed).records
    spt(teamed, spt_id=key, nomor="800/9")
    (found,) = teamed.seat(KABID).penugasan.state(TW4).spt
    assert (found.id, found.nomor) == (key, "800/9")
    with pytest.raises(InvalidValueError, match="SPT baru"):
        spt(teamed, spt_id=key, kode_wilayah=SELUMA)


@pytest.mark.parametrize(
    ("who", "more", "error"),
    [
        (KADIS, {}, NotAllowedError),
        (KABID, {"kode_wilayah": KodeWilayah("17")}, InvalidValueError),
        (KABID, {"selesai": date(2026, 11, 25)}, InvalidValueError),
        (KABID, {"tanggal": date(2026, 11, 27)}, InvalidValueError),
        (KABID, {"petugas": []}, MissingRequirementError),
        (KABID, {"petugas": [KADIS.id]}, NotAllowedError),
    ],
)
def test_spts_that_are_refused(teamed, who, more, error):
    with pytest.raises(error):
        spt(teamed, who, **more)


def test_an_spt_needs_the_team(peopled):
    order(peopled)
    with pytest.raises(MissingRequirementError, match="langkah 2"):
        spt(peopled)


def test_one_region_has_one_spt(teamed):
    spt(teamed)
    with pytest.raises(WrongStateError, match="sudah memiliki SPT"):
        spt(teamed)


def test_nobody_is_in_two_places_on_one_day(teamed):
    spt(teamed, petugas=[RAHMAT.id, SITI.id])
    with pytest.raises(InvalidValueError, match="Rahmat Hidayat sudah bertugas"):
        spt(teamed, kode_wilayah=SELUMA, mulai=date(2026, 11, 27), selesai=date(2026, 11, 28))
    spt(teamed, kode_wilayah=SELUMA, mulai=date(2026, 11, 28), selesai=date(2026, 11, 28))
    spt(teamed, kode_wilayah=KodeWilayah("17.01"), petugas=[EKO.id])


def test_who_travels_cannot_leave_the_team(teamed):
    spt(teamed, petugas=[EKO.id])
    with pytest.raises(WrongStateError, match="Eko Prasetyo"):
        form_team(teamed, anggota=TEAM[:2])
    form_team(teamed, anggota=(TEAM[0], TEAM[2]))


def test_a_ratified_visit_keeps_its_spt(office, ratna):
    key = prepare(office, ratna)
    assess(office.seat(RAHMAT), key, ratna)
    office.seat(RAHMAT).laporan.compose(key)
    send_again = {"kode_wilayah": SELUMA, "spt_id": key, "mulai": date(2026, 11, 23)}
    spt(office, **send_again)
    review(office, laporan_id_for(key), until=6)
    with pytest.raises(WrongStateError, match="disahkan"):
        spt(office, **send_again)
    assert send(office, KOTA_BENGKULU, petugas=(EKO,)) != key


# --- lateness ----------------------------------------------------------------------------------


def test_a_team_formed_late_says_why(peopled):
    give_order(peopled)
    assert peopled.seat(KABID).penugasan.state(TW4).terlambat == ""
    peopled.clock.forward(hours=3)
    late = peopled.seat(KABID).penugasan.state(TW4).terlambat
    assert late.startswith("Langkah 2 (")
    assert late.endswith("melewati mutu baku 2 jam.")
    with pytest.raises(MissingRequirementError, match="alasan keterlambatannya"):
        form_team(peopled)
    peopled.seat(KABID).penugasan.form_team(
        TW4,
        tanggal=date(2026, 11, 20),
        nomor="",
        anggaran="",
        anggota=TEAM,
        keterlambatan="Kabid sedang dinas luar.",
    )
    with peopled.database.begin(actor="") as uow:
        told = [one.keterlambatan for one in uow.queries.peristiwa(TW4) if one.langkah == 2]
    assert told == ["Kabid sedang dinas luar."]
    assert peopled.seat(KABID).penugasan.state(TW4).terlambat == ""
    form_team(peopled, nomor="800/2")
