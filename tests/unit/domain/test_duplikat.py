"""Who or what may be in the database twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import KASI, KOTA_BENGKULU, SELUMA, an_aparatur
from tests.laptops import a_lembar, an_spt

from bina_desktop.domain.duplikat import (
    Sebab,
    copy_id,
    is_same_person,
    pair_id,
    plain_name,
    suspect_people,
    suspect_sheets,
    suspect_visits,
)
from bina_desktop.domain.lembar_penilaian import FORM_SKM
from bina_desktop.domain.pegawai import AparaturId
from bina_desktop.domain.triwulan import Triwulan


def person(key: str, nama: str, nip: str = "", *, kode=SELUMA):
    return replace(an_aparatur(kode=kode), id=AparaturId(key), nama=nama, nip=nip)


@pytest.mark.parametrize(
    "nama",
    [
        "Siti Aminah",
        "SITI  AMINAH, S.H.",
        "Hj. Siti Aminah",
        "dr. siti aminah",
        "Siti-Aminah",
    ],
)
def test_names_are_compared_without_titles_signs_and_size(nama):
    assert plain_name(nama) == "siti aminah"


def test_a_name_of_titles_only_is_no_name():
    assert plain_name(", S.H.") == ""
    assert list(suspect_people("aparatur", [person("a", ","), person("b", ".,")])) == []


def test_one_nip_is_one_person_wherever_he_serves():
    one = person("b", "Siti", "1")
    other = person("a", "Aminah", "1", kode=KOTA_BENGKULU)
    (found,) = suspect_people("aparatur", [one, other])
    assert (found.utama, found.lain, found.sebab) == ("a", "b", Sebab.NIP)


def test_two_nips_are_two_people_of_one_name():
    people = [person("a", "Siti", "1"), person("b", "Siti", "2")]
    assert list(suspect_people("aparatur", people)) == []


def test_a_name_counts_within_one_office_where_a_nip_is_missing():
    people = [person("a", "Siti", "1"), person("b", "Siti, S.H.")]
    (found,) = suspect_people("aparatur", people)
    assert found.sebab is Sebab.NAME
    people[1] = replace(people[1], kode_wilayah=KOTA_BENGKULU)
    assert list(suspect_people("aparatur", people)) == []


def test_a_pair_of_one_nip_and_one_name_is_told_once():
    people = [person("a", "Siti", "1"), person("b", "Siti", "1")]
    assert len(list(suspect_people("aparatur", people))) == 1


def test_people_of_the_dinas_are_of_one_office():
    people = [KASI, replace(KASI, id="lain", nip="")]
    (found,) = suspect_people("pegawai", people)
    assert found.jenis == "pegawai"


def test_visits_to_one_place_in_one_triwulan():
    visits = [an_spt(key="s2"), an_spt(key="s1"), an_spt(key="s3", triwulan=Triwulan(2026, 1))]
    (found,) = suspect_visits(visits)
    assert (found.utama, found.lain) == ("s1", "s2")


def test_sheets_of_one_person_or_of_a_pair_of_people():
    people = list(suspect_people("aparatur", [person("a", "Siti", "1"), person("b", "S", "1")]))
    sheets = [
        a_lembar("l1", aparatur_id=AparaturId("a")),
        a_lembar("l2", aparatur_id=AparaturId("b")),
        a_lembar("l3", aparatur_id=AparaturId("c")),
        a_lembar("l4"),
        a_lembar("l5", formulir=FORM_SKM, aparatur_id=AparaturId("a")),
    ]
    (found,) = suspect_sheets(sheets, people)
    assert (found.utama, found.lain, found.sebab) == ("l1", "l2", Sebab.SHEET)
    assert list(suspect_sheets(sheets, [])) == []


def test_a_pair_and_a_copy_have_one_id_on_every_laptop():
    assert pair_id("spt", "a", "b") == pair_id("spt", "b", "a") != pair_id("pegawai", "a", "b")
    assert copy_id("k1", "a") == copy_id("k1", "a") != copy_id("k1", "b")


def test_one_name_in_two_offices_is_two_people():
    here, there = person("a", "Siti"), person("b", "Siti", kode=KOTA_BENGKULU)
    assert is_same_person(here, there) is None
    assert is_same_person(here, person("c", "SITI")) is Sebab.NAME
