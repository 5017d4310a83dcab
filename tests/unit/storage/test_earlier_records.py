"""What stands travels without its history: the databases agree, whatever comes back."""

from __future__ import annotations

from dataclasses import replace

from tests.laptops import Laptop, a_lembar, an_spt

from bina_desktop.application.earlier_records import standing_of

A1 = "/data/a1"


def write_twice(office: Laptop) -> None:
    with office.write() as uow:
        uow.spt.save(an_spt("p1"))
        uow.lembar.save(a_lembar())
        uow.lembar.save_answers(a_lembar().id, {A1: "2"})
    with office.write() as uow:
        uow.lembar.save_answers(a_lembar().id, {A1: "4"})


def sent(office: Laptop):
    return standing_of(
        office.changes(), {("lembar_penilaian", a_lembar().id), ("spt", an_spt().id)}
    )


def test_heads_alone_give_the_same_state(laptop: Laptop, office: Laptop) -> None:
    write_twice(office)
    changes = sent(office)
    assert len(changes) == len(office.changes()) - 1
    laptop.receive(changes)
    assert laptop.digest() == office.digest()
    with laptop.read() as uow:
        assert uow.lembar.answers(a_lembar().id) == {A1: "4"}
    laptop.receive(changes)
    office.receive(laptop.changes())
    assert laptop.digest() == office.digest()


def test_an_answer_to_what_stands_needs_no_history(laptop: Laptop, office: Laptop) -> None:
    write_twice(office)
    laptop.receive(sent(office))
    with laptop.write() as uow:
        uow.lembar.save(replace(a_lembar(), versi="2"))
        uow.lembar.save_answers(a_lembar().id, {A1: "5"})
    office.receive(laptop.changes())
    laptop.receive(office.changes())
    assert laptop.digest() == office.digest()
    with office.read() as uow:
        assert uow.lembar.answers(a_lembar().id) == {A1: "5"}
        assert uow.journal.conflicts() == []
