"""Uniting on a real database: two laptops that unite one pair agree, and it can be undone."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import an_aparatur
from tests.laptops import Laptop, a_lembar, an_spt

from bina_desktop.application.unite import part_again, reason_of, unite_records
from bina_desktop.domain.duplikat import Duplikat, Putusan, Sebab, Suspect
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import AparaturId

PAIR = Suspect("aparatur", "a", "b", Sebab.NIP)


def unite(laptop: Laptop, *taken: str) -> None:
    with laptop.write(reason=reason_of(PAIR)) as uow:
        unite_records(uow, PAIR, taken)
        uow.duplikat.save(Duplikat(PAIR.id, "aparatur", "a", "b", Putusan.UNITED))


def test_two_laptops_that_unite_one_pair_agree_and_one_can_take_it_back(
    laptop: Laptop, office: Laptop
) -> None:
    one = replace(an_aparatur(), id=AparaturId("a"), jabatan="Operator")
    other = replace(one, id=AparaturId("b"), jabatan="Kasubbag", pendidikan="S1")
    with laptop.write() as uow:
        uow.spt.save(an_spt())
        uow.aparatur.save(one)
        uow.aparatur.save(other)
        uow.lembar.save(a_lembar(aparatur_id=AparaturId("b")))
    office.receive(laptop.changes())
    unite(laptop, "jabatan", "pendidikan")
    office.clock.advance(minutes=1)
    unite(office, "jabatan", "pendidikan")
    office.receive(laptop.changes())
    laptop.receive(office.changes())
    assert laptop.digest() == office.digest()
    for place in (laptop, office):
        with place.read() as uow:
            assert uow.journal.conflicts() == []
            assert uow.aparatur.all() == [replace(other, id=AparaturId("a"))]
            assert uow.lembar.get(LembarId("l1")).aparatur_id == "a"
    office.clock.advance(minutes=1)
    with office.write(reason="dicabut") as uow:
        part_again(uow, PAIR)
    laptop.receive(office.changes())
    assert laptop.digest() == office.digest()
    with laptop.read() as uow:
        assert uow.aparatur.all() == [one, other]
        assert uow.lembar.get(LembarId("l1")).aparatur_id == "b"
