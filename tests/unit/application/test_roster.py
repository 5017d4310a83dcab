"""What a pasted table does with people: each row's fate, then all of it at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import (
    ADMIN,
    EKO,
    KADIS,
    KASI,
    KOTA_BENGKULU,
    RAHMAT,
    SELUMA,
    an_aparatur,
)
from tests.installations import Installation

from bina_desktop.application.journal import Fate
from bina_desktop.application.roster import PastedRow, PastedTable
from bina_desktop.application.work import Topic
from bina_desktop.domain.errors import NotAllowedError
from bina_desktop.domain.pasted import PersonField
from bina_desktop.domain.pegawai import Aparatur, Kelompok, StatusKepegawaian
from bina_desktop.domain.wilayah import KodeWilayah

NAMA, NIP, JABATAN = PersonField.NAMA, PersonField.NIP, PersonField.JABATAN
NEW_NIP = "199105052015032004"
PPPK_NIP = "199105052023212004"
RATNA = an_aparatur()
FERI = an_aparatur("Feri Irawan", nip="", status=StatusKepegawaian.NON_ASN)


@pytest.fixture
def peopled(office: Installation) -> Installation:
    office.populate(RATNA, FERI)
    return office


def dinas(*rows: tuple[str, ...], fields=(NIP, NAMA, JABATAN)) -> PastedTable:
    return PastedTable(rows, fields, aparatur=False)


def officers(
    *rows: tuple[str, ...], fields=(NIP, NAMA, PersonField.WILAYAH), kode=SELUMA
) -> PastedTable:
    return PastedTable(rows, fields, aparatur=True, kode=kode, kelompok=Kelompok.FUNGSIONAL)


def plan(place: Installation, table: PastedTable) -> list[PastedRow]:
    seat = place.seat(ADMIN)
    people = seat.pegawai.aparatur() if table.aparatur else seat.pegawai.pegawai()
    return list(seat.roster.plan(table, people))


def only(place: Installation, table: PastedTable) -> PastedRow:
    (row,) = plan(place, table)
    return row


def test_each_row_is_told_its_fate(peopled):
    table = dinas(
        (NEW_NIP, "Lina Marlina", "Analis"),
        (EKO.nip, EKO.nama.upper(), EKO.jabatan),
        (RAHMAT.nip, RAHMAT.nama, "Analis Muda"),
        ("", "", "Kasi"),
    )
    found = plan(peopled, replace(table, first=2))
    assert [(row.number, row.fate) for row in found] == [
        (2, Fate.NEW),
        (3, Fate.SAME),
        (4, Fate.CHANGED),
        (5, Fate.REFUSED),
    ]
    assert found[2].sentence == "Semula jabatan tim."
    assert found[3].sentence == "Nama kosong."
    assert found[3].cells == ("", "", "Kasi")


@pytest.mark.parametrize(
    ("nip", "sentence"),
    [
        ("1,96909E+17", "sudah menjadi angka di Excel"),
        ("1.96909E+17", "sudah menjadi angka di Excel"),
        ("199105052015032000", "sudah menjadi angka di Excel"),
        ("199113052015032004", "bukan tanggal lahir"),
        ("1991", "harus terdiri atas 18 angka"),
    ],
)
def test_a_wrong_nip_is_refused_with_its_reason(peopled, nip, sentence):
    row = only(peopled, dinas((nip, "Lina", "Analis")))
    assert row.fate is Fate.REFUSED
    assert sentence in row.sentence


@pytest.mark.parametrize(
    ("nip", "status"),
    [
        (f"'{NEW_NIP}", StatusKepegawaian.PNS),
        ("NIP. 19910505 201503 2 004", StatusKepegawaian.PNS),
        (f"NI PPPK {PPPK_NIP}", StatusKepegawaian.PPPK),
    ],
)
def test_a_nip_is_read_as_people_write_it(peopled, nip, status):
    row = only(peopled, dinas((nip, "Lina", "Analis")))
    assert (row.fate, row.person.status, len(row.person.nip)) == (Fate.NEW, status, 18)


def test_oddities_of_a_nip_are_told_but_do_not_refuse(peopled):
    row = only(peopled, dinas(("199105052005032004", "Lina", "Analis")))
    assert (row.fate, row.sentence) == (
        Fate.NEW,
        "TMT kurang dari 18 tahun sesudah tanggal lahir.",
    )


def test_who_has_no_nip_is_non_asn(peopled):
    row = only(peopled, dinas(("-", "Yudi", "Supir")))
    assert row.person.status is StatusKepegawaian.NON_ASN
    assert row.sentence == "Tanpa NIP: dicatat sebagai Non-ASN."


@pytest.mark.parametrize(
    "rows",
    [
        ((NEW_NIP, "Lina", ""), (NEW_NIP, "Lina M.", "")),
        (("", "Lina, S.Kom.", ""), ("", "Lina", "")),
        ((NEW_NIP, "Lina", ""), ("", "Lina", "")),
        (("", "Lina", ""), (NEW_NIP, "Lina", "")),
    ],
)
def test_a_person_stands_in_a_table_once(peopled, rows):
    first, second = plan(peopled, dinas(*rows))
    assert first.fate is Fate.NEW
    assert second.sentence.startswith("Orang ini sudah ada pada baris 1 tabel ini.")


def test_two_of_one_name_are_told_apart_by_their_nip(peopled):
    rows = plan(peopled, dinas((NEW_NIP, "Lina", ""), (PPPK_NIP, "Lina", "")))
    assert [row.fate for row in rows] == [Fate.NEW, Fate.NEW]


def test_a_name_without_letters_is_a_wrong_column(peopled):
    row = only(peopled, dinas(("", "2", "")))
    assert row.sentence == "“2” bukan nama orang. Periksa apakah kolomnya tepat."


def test_a_row_without_nip_finds_its_person_by_name_and_keeps_the_nip(peopled):
    row = only(peopled, dinas(("", "H. " + EKO.nama + ", S.T.", "")))
    assert row.fate is Fate.CHANGED
    assert (row.person.id, row.person.nip) == (EKO.id, EKO.nip)
    assert row.sentence == "Semula nama Eko Prasetyo."


def test_a_row_with_a_nip_gives_it_to_the_one_of_that_name_who_has_none(peopled):
    row = only(peopled, officers((NEW_NIP, "Feri Irawan", "")))
    assert (row.person.id, row.person.nip) == (FERI.id, NEW_NIP)
    assert row.person.status is StatusKepegawaian.PNS
    assert row.sentence == "Semula NIP kosong."


def test_one_name_of_two_people_needs_a_nip(peopled):
    peopled.store(an_aparatur(RATNA.nama, nip=NEW_NIP))
    row = only(peopled, officers(("", RATNA.nama, "")))
    assert row.sentence.startswith("Ada 2 orang bernama Ratna Dewi dalam daftar.")


@pytest.mark.parametrize(
    ("unit", "kode"),
    [
        ("", SELUMA),
        ("Kota Bengkulu", KOTA_BENGKULU),
        ("bengkulu", KOTA_BENGKULU),
        ("Kab. Kaur", "17.04"),
        ("kaur", "17.04"),
        ("Dinas Dukcapil Kabupaten Bengkulu Utara", "17.03"),
    ],
)
def test_a_unit_tells_the_kab_kota(peopled, unit, kode):
    row = only(peopled, officers((NEW_NIP, "Lina", unit)))
    assert row.person.kode_wilayah == kode
    assert row.person.kelompok is Kelompok.FUNGSIONAL


@pytest.mark.parametrize("unit", ["Bidang PIAK", "Provinsi Bengkulu", "Kabupaten Selima"])
def test_an_unknown_kab_kota_is_refused(peopled, unit):
    row = only(peopled, officers((NEW_NIP, "Lina", unit)))
    assert row.sentence.startswith(f"“{unit}” bukan kab/kota yang dikenal.")


def test_without_any_kab_kota_nobody_is_placed(peopled):
    row = only(peopled, officers((NEW_NIP, "Lina", ""), kode=None))
    assert row.sentence.startswith("Kab/kota belum diketahui.")


def test_who_moved_is_moved_only_where_the_table_says_so(peopled):
    said = only(peopled, officers((RATNA.nip, RATNA.nama, "Kota Bengkulu")))
    assert (said.fate, said.person.kode_wilayah) == (Fate.CHANGED, KOTA_BENGKULU)
    assert said.sentence == "Semula kab/kota Kabupaten Seluma."
    unsaid = only(peopled, officers((RATNA.nip, RATNA.nama, ""), kode=KodeWilayah("17.04")))
    assert unsaid.fate is Fate.REFUSED
    assert "tercatat atas nama Ratna Dewi di Kabupaten Seluma" in unsaid.sentence


@pytest.mark.parametrize(
    ("pangkat", "golongan", "wanted"),
    [
        ("Penata (III/d)", "", ("Penata", "III/d")),
        ("Pembina", "iv/a", ("Pembina", "IV/a")),
        ("", "Pembina - IV/a", ("Pembina", "IV/a")),
        ("", "golongan lain", ("", "golongan lain")),
        ("", "", ("", "")),
    ],
)
def test_rank_and_grade_come_from_one_cell_or_two(peopled, pangkat, golongan, wanted):
    fields = (NAMA, NIP, PersonField.PANGKAT, PersonField.GOLONGAN)
    person = only(peopled, dinas(("Lina", NEW_NIP, pangkat, golongan), fields=fields)).person
    assert (person.pangkat, person.golongan) == wanted


def test_taking_stores_who_is_new_or_changed_and_leaves_out_the_rest(peopled):
    table = officers(
        (NEW_NIP, "Lina Marlina", ""),
        (RATNA.nip, RATNA.nama + ", S.Kom.", ""),
        ("", "Feri Irawan", ""),
        ("123", "Salah", ""),
    )
    seat = peopled.seat(RAHMAT)
    rows, changes = seat.roster.take(table)
    assert [row.fate for row in rows] == [Fate.NEW, Fate.CHANGED, Fate.SAME, Fate.REFUSED]
    assert changes.topics == {Topic.APARATUR}
    assert len(changes.records) == 2
    known = {one.nama: one for one in seat.pegawai.aparatur()}
    assert set(known) == {"Lina Marlina", "Ratna Dewi, S.Kom.", "Feri Irawan"}
    assert isinstance(known["Lina Marlina"], Aparatur)
    assert known["Ratna Dewi, S.Kom."].id == RATNA.id
    again, none = seat.roster.take(table)
    assert [row.fate for row in again[:3]] == [Fate.SAME] * 3
    assert none.records == frozenset()


def test_a_table_gives_nobody_a_role(peopled):
    seat = peopled.seat(ADMIN)
    _, changes = seat.roster.take(dinas((NEW_NIP, "Lina", "Analis"), (KASI.nip, "Bambang", "")))
    assert changes.topics == {Topic.PEGAWAI}
    known = {one.nip: one for one in seat.pegawai.pegawai()}
    assert known[NEW_NIP].peran == frozenset()
    assert (known[KASI.nip].nama, known[KASI.nip].peran) == ("Bambang", KASI.peran)


@pytest.mark.parametrize(
    ("who", "table"),
    [
        (RAHMAT, dinas((NEW_NIP, "Lina", ""))),
        (KADIS, officers((NEW_NIP, "Lina", ""))),
    ],
)
def test_who_may_not_edit_a_list_may_not_paste_into_it(peopled, who, table):
    with pytest.raises(NotAllowedError):
        peopled.seat(who).roster.take(table)
