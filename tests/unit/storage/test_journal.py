from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.laptops import Laptop, a_lembar, a_pegawai

from bina_desktop.domain.errors import InvalidValueError, WrongStateError
from bina_desktop.domain.journal import REOPENED, digest
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import PegawaiId

P1 = PegawaiId("p1")


@pytest.fixture
def quarrel(laptop: Laptop, office: Laptop) -> tuple[Laptop, Laptop]:
    """Two laptops that answered one question differently, both knowing both answers."""
    with laptop.write() as uow:
        uow.lembar.save(a_lembar())
        uow.lembar.save_answers(LembarId("l1"), {"/data/a": "dasar"})
    office.receive(laptop.changes())
    for one, answer in ((laptop, "satu"), (office, "dua")):
        one.clock.advance(minutes=1)
        with one.write(actor=f"di {answer}") as uow:
            uow.lembar.save_answers(LembarId("l1"), {"/data/a": answer})
        laptop.clock.advance(minutes=-2)
    office.receive(laptop.changes())
    laptop.receive(office.changes())
    return laptop, office


def test_a_conflict_shows_every_head_and_the_common_base(
    quarrel: tuple[Laptop, Laptop],
) -> None:
    for one in quarrel:
        with one.read() as uow:
            (conflict,) = uow.journal.conflicts()
        assert (conflict.entity, conflict.record, conflict.field) == (
            "lembar_penilaian",
            "l1",
            "/data/a",
        )
        assert {head.value for head in conflict.heads} == {'"satu"', '"dua"'}
        assert {head.actor for head in conflict.heads} == {"di satu", "di dua"}
        assert {head.device for head in conflict.heads} == {one.device for one in quarrel}
        assert conflict.base is not None
        assert conflict.base.value == '"dasar"'


def test_the_first_head_is_the_one_shown(quarrel: tuple[Laptop, Laptop]) -> None:
    shown = set[str]()
    for one in quarrel:
        with one.read() as uow:
            (conflict,) = uow.journal.conflicts()
            shown.add(conflict.heads[0].value)
            assert conflict.heads[0].value == f'"{uow.lembar.answers(LembarId("l1"))["/data/a"]}"'
    assert len(shown) == 1


@pytest.mark.parametrize("value", ['"satu"', '"dua"', '"tiga"', "null"])
def test_a_decision_travels_and_nobody_is_asked_again(
    quarrel: tuple[Laptop, Laptop], value: str
) -> None:
    laptop, office = quarrel
    with office.write(reason="sesuai berkas") as uow:
        uow.journal.settle(entity="lembar_penilaian", record="l1", field="/data/a", value=value)
    laptop.receive(office.changes())
    for one in quarrel:
        with one.read() as uow:
            assert uow.journal.conflicts() == []
            answers = uow.lembar.answers(LembarId("l1"))
            assert answers.get("/data/a") == (None if value == "null" else value.strip('"'))
            (decision,) = (c for c in uow.journal.changes() if c.reason == "sesuai berkas")
            assert len(decision.bases) == 2
    assert laptop.digest() == office.digest()


def test_a_decision_is_listed_and_can_be_taken_back_anywhere(
    quarrel: tuple[Laptop, Laptop],
) -> None:
    laptop, office = quarrel
    place = {"entity": "lembar_penilaian", "record": "l1", "field": "/data/a"}
    with office.read() as uow:
        (before,) = uow.journal.conflicts()
        assert uow.journal.decided(most=9) == []
    (came,) = (head for head in before.heads if head.device == laptop.device)
    assert came.berkas == "hasil.xlsx"
    with office.write() as uow:
        uow.journal.settle(**place, value='"tiga"')
    laptop.receive(office.changes())
    with laptop.read() as uow:
        (settled,) = uow.journal.decided(most=9)
        assert settled.chosen.value == '"tiga"'
        assert {head.value for head in settled.choices} == {'"satu"', '"dua"'}
    with laptop.write(reason=REOPENED) as uow:
        uow.journal.reopen(**place)
    office.receive(laptop.changes())
    for one in quarrel:
        with one.read() as uow:
            (after,) = uow.journal.conflicts()
            assert [h.value for h in after.heads] == [h.value for h in before.heads]
            assert {h.actor for h in after.heads} == {"di satu", "di dua"}
            assert after.base is not None
            assert uow.lembar.answers(LembarId("l1")) == {
                "/data/a": after.heads[0].value.strip('"')
            }
            assert uow.journal.decided(most=9) == []
    assert laptop.digest() == office.digest() == digest(office.changes())
    with office.write() as uow, pytest.raises(WrongStateError, match="tidak berlaku lagi"):
        uow.journal.reopen(**place)


def test_nothing_to_settle_is_said(laptop: Laptop) -> None:
    with laptop.write() as uow, pytest.raises(WrongStateError, match="tidak ada lagi"):
        uow.journal.settle(entity="pegawai", record="p1", field="nama", value='"x"')


def test_equal_values_given_apart_are_agreed(laptop: Laptop, office: Laptop) -> None:
    for one in (laptop, office):
        with one.write() as uow:
            uow.pegawai.save(a_pegawai())
    office.receive(laptop.changes())
    with office.write() as uow:
        assert uow.journal.conflicts() == []
        uow.pegawai.save(a_pegawai(nama="Badu"))
        assert uow.journal.conflicts() == []


def test_history_of_a_record_and_of_a_field(laptop: Laptop) -> None:
    for nama in ("satu", "dua"):
        laptop.clock.advance(minutes=1)
        with laptop.write() as uow:
            uow.pegawai.save(a_pegawai(nama=nama))
            uow.pegawai.save(a_pegawai("p2", nama=nama))
    with laptop.read() as uow:
        of_field = uow.journal.history(entity="pegawai", record="p1", field="nama")
        assert [change.value for change in of_field] == ['"satu"', '"dua"']
        of_record = uow.journal.history(entity="pegawai", record="p1")
        assert len(of_record) == 5
        assert uow.journal.history(entity="pegawai", record="tiada") == []


def test_changes_of_chosen_records(laptop: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
        uow.pegawai.save(a_pegawai("p2"))
        chosen = uow.journal.changes([("pegawai", "p2"), ("pegawai", "tiada")])
        assert {change.record for change in chosen} == {"p2"}
        assert len(chosen) == 4


def test_digest_is_that_of_the_rules(laptop: Laptop, office: Laptop) -> None:
    for one, nama in ((laptop, "É"), (office, "z")):
        with one.write() as uow:
            uow.pegawai.save(a_pegawai(nama=nama))
            uow.pegawai.save(a_pegawai("ñ"))
            uow.lembar.save(a_lembar())
            uow.lembar.save_answers(LembarId("l1"), {"/data/Z": "1", "/data/a": "2"})
    office.receive(laptop.changes())
    assert office.digest() == digest(office.changes())


def test_device_signs_and_its_fingerprint_is_of_its_key(laptop: Laptop) -> None:
    with laptop.read() as uow:
        public_key, signature = uow.journal.public_key(), uow.journal.sign(b"isi")
        assert uow.journal.device() == laptop.device
        assert uow.journal.trusted(laptop.device) == public_key
    Ed25519PublicKey.from_public_bytes(public_key).verify(signature, b"isi")
    assert len(laptop.device) == 16
    assert len(hashlib.sha256(public_key).digest()) == 32


def test_a_device_is_known_after_its_fingerprint_was_compared(
    laptop: Laptop, office: Laptop
) -> None:
    with laptop.read() as uow:
        key = uow.journal.public_key()
    with office.write() as uow:
        assert uow.journal.trusted(laptop.device) is None
        uow.journal.trust(laptop.device, nama="Laptop Seluma", public_key=key)
    with office.read() as uow:
        assert uow.journal.trusted(laptop.device) == key


def test_a_key_under_another_fingerprint_is_refused(laptop: Laptop, office: Laptop) -> None:
    with office.write() as uow, pytest.raises(InvalidValueError, match=laptop.device):
        uow.journal.trust(laptop.device, nama="Palsu", public_key=uow.journal.public_key())
