"""Findings with several recommendations, in tables and between laptops."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import a_temuan
from tests.laptops import Laptop

from bina_desktop.domain.temuan import (
    Alamat,
    Rekomendasi,
    RekomendasiId,
    Temuan,
    TemuanId,
)

KEY = TemuanId("t")
SECOND = Rekomendasi(
    RekomendasiId("r2"), "Latih petugas", Alamat.PROVINSI, "Sekretaris", date(2027, 1, 31)
)
THIRD = Rekomendasi(RekomendasiId("r3"), "Rawat perangkat")


def both() -> Temuan:
    one = a_temuan(KEY, "spt", tenggat=date(2026, 12, 24))
    return replace(one, rekomendasi=(*one.rekomendasi, SECOND))


@pytest.fixture
def pair(laptop: Laptop, office: Laptop) -> tuple[Laptop, Laptop]:
    """Two laptops that hold the same finding."""
    with laptop.write() as uow:
        uow.temuan.save(both())
    office.receive(laptop.changes())
    return laptop, office


def alter(place: Laptop, **other: object) -> None:
    with place.write() as uow:
        uow.temuan.save(replace(uow.temuan.get(KEY), **other))


def entries(place: Laptop) -> list[Rekomendasi]:
    with place.read() as uow:
        return list(uow.temuan.get(KEY).rekomendasi)


def unite(*places: Laptop) -> None:
    told = [change for place in places for change in place.changes()]
    for place in places:
        place.receive(told)


def test_two_laptops_edit_different_parts_of_one_finding(pair: tuple[Laptop, Laptop]) -> None:
    laptop, office = pair
    first, second = both().rekomendasi
    alter(laptop, sebab="Satu petugas", rekomendasi=(first, replace(second, isi="Latih semua")))
    alter(
        office,
        akibat="Antrean",
        rekomendasi=(
            replace(first, tenggat=None),
            replace(second, tenggat=date(2027, 3, 1)),
            THIRD,
        ),
    )
    unite(laptop, office)
    for place in pair:
        with place.read() as uow:
            found = uow.temuan.get(KEY)
            assert uow.journal.conflicts() == []
        assert (found.sebab, found.akibat) == ("Satu petugas", "Antrean")
        assert found.rekomendasi == (
            replace(first, tenggat=None),
            replace(second, isi="Latih semua", tenggat=date(2027, 3, 1)),
            THIRD,
        )
    assert laptop.digest() == office.digest()


def test_the_same_part_edited_twice_is_a_difference(pair: tuple[Laptop, Laptop]) -> None:
    laptop, office = pair
    first, second = both().rekomendasi
    alter(laptop, rekomendasi=(first, replace(second, penanggung_jawab="Kabid")))
    alter(office, rekomendasi=(first, replace(second, penanggung_jawab="Kasubbag")))
    unite(laptop, office)
    with laptop.read() as uow:
        (conflict,) = uow.journal.conflicts()
    assert conflict.field == "penanggung_jawab/r2"


def test_a_rekomendasi_taken_back_here_and_rewritten_there_is_a_difference(
    pair: tuple[Laptop, Laptop],
) -> None:
    laptop, office = pair
    first, second = both().rekomendasi
    alter(laptop, rekomendasi=(first,))
    alter(office, rekomendasi=(first, replace(second, isi="Latih semua petugas")))
    unite(laptop, office)
    with laptop.read() as uow:
        (conflict,) = uow.journal.conflicts()
    assert conflict.field == "rekomendasi/r2"


def test_any_rekomendasi_can_be_taken_back_and_comes_again(pair: tuple[Laptop, Laptop]) -> None:
    laptop, office = pair
    first, second = both().rekomendasi
    for wanted in ([second], [], [second, first], [first, second]):
        alter(laptop, rekomendasi=tuple(wanted))
        office.receive(laptop.changes())
        assert entries(laptop) == entries(office) == wanted
    assert laptop.digest() == office.digest()


def test_what_an_older_program_wrote_is_the_first_rekomendasi(
    office: Laptop, laptop: Laptop
) -> None:
    """It knows one recommendation, in the fields of the finding."""
    with laptop.write() as uow:
        uow.temuan.save(both())
    older = {"spt_id", "kondisi", "tingkat", "rekomendasi", "ditujukan", "tenggat"}
    office.receive([one for one in laptop.changes() if one.field in older])
    assert entries(office) == [replace(both().rekomendasi[0], penanggung_jawab="")]
    with office.read() as uow:
        assert uow.temuan.get(KEY).kriteria == ""


def test_an_addressee_of_a_newer_program_is_not_guessed(laptop: Laptop, office: Laptop) -> None:
    with laptop.write() as uow:
        uow.temuan.save(both())
    office.receive(
        [
            replace(one, value='"kementerian"') if one.field == "ditujukan/r2" else one
            for one in laptop.changes()
        ]
    )
    assert [one.ditujukan for one in entries(office)] == [Alamat.KADIS_KAB_KOTA, None]
