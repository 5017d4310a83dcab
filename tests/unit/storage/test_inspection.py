from __future__ import annotations

from dataclasses import replace

import pytest
from tests.laptops import NOW, Laptop, a_pegawai

from bina_desktop.application.journal import Fate
from bina_desktop.domain.journal import LAST_AT, Change, sealed
from bina_desktop.domain.pegawai import PegawaiId, Peran
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.utas import JenisSasaran, Komentar, KomentarId, Tindakan
from bina_desktop.storage.inspection import (
    BAD_FORM,
    BROKEN_CHAIN,
    OTHER_CONTENT,
    WRITTEN_ONCE,
)

KOMENTAR = Komentar(
    KomentarId("k1"),
    SptId("spt1"),
    JenisSasaran.LEMBAR,
    "l1",
    "/data/a1",
    Tindakan.TANYA,
    PegawaiId("kasi"),
    Peran.KASI,
    NOW,
    "Bukti mana?",
)


@pytest.fixture
def line() -> list[Change]:
    """Five changes of one laptop that change one field five times."""
    changes: list[Change] = []
    for seq in range(1, 6):
        bases = (changes[-1].id,) if changes else ()
        change = Change("N", seq, seq, "x", "pegawai", "p1", "nama", f'"{seq}"', bases)
        changes.append(sealed(change, previous=changes[-1].hash if changes else ""))
    return changes


def refusals(office: Laptop, changes: list[Change]) -> list[str]:
    report = office.receive(changes)
    return [one.reason for one in report.records if one.fate is Fate.REFUSED]


@pytest.mark.parametrize(("field", "value"), [("teks", '"Bagus."'), ("dihapus", "true")])
def test_nobody_alters_or_takes_away_what_another_has_said(
    office: Laptop, field: str, value: str
) -> None:
    with office.write(actor="kasi") as uow:
        uow.komentar.add(KOMENTAR)
    bases = tuple(one.id for one in office.changes() if one.field == field)
    forged = Change("N", 1, LAST_AT, "kasi", "komentar", KOMENTAR.id, field, value, bases)
    assert refusals(office, [sealed(forged, previous="")]) == [WRITTEN_ONCE]
    with office.read() as uow:
        assert uow.komentar.find(KOMENTAR.id) == KOMENTAR


@pytest.mark.parametrize("position", range(5))
def test_a_falsified_value_breaks_the_chain_and_the_rest_goes_on(
    office: Laptop, line: list[Change], position: int
) -> None:
    false = replace(line[position], value='"palsu"')
    assert refusals(office, [*line[:position], false, *line[position + 1 :]]) == [BROKEN_CHAIN]
    assert {change.value for change in office.changes()} == {
        change.value for change in line if change is not line[position]
    }


def test_a_falsified_value_is_found_against_what_came_later(
    office: Laptop, line: list[Change]
) -> None:
    office.receive(line[3:])
    false = sealed(replace(line[2], value='"palsu"'), previous=line[1].hash)
    assert refusals(office, [*line[:2], false]) == [BROKEN_CHAIN]
    assert refusals(office, line) == []
    assert office.changes() == line


def test_gaps_in_a_run_are_no_crime(office: Laptop, line: list[Change]) -> None:
    assert refusals(office, [line[0], line[2], line[4]]) == []
    assert refusals(office, [line[1], line[3]]) == []
    assert office.changes() == line


def test_same_number_with_other_content_never_replaces(office: Laptop, line: list[Change]) -> None:
    office.receive(line)
    other = sealed(replace(line[4], value='"lain"'), previous=line[3].hash)
    report = office.receive([other])
    assert [one.reason for one in report.records] == [OTHER_CONTENT]
    assert report.warnings == (f"1 perubahan dari laptop N ditolak. {OTHER_CONTENT}",)
    assert office.changes() == line


def test_one_file_that_says_two_things_under_one_number(
    office: Laptop, line: list[Change]
) -> None:
    other = sealed(replace(line[0], value='"lain"'), previous="")
    assert refusals(office, [line[0], other, line[0]]) == [OTHER_CONTENT]
    assert office.changes() == line[:1]


@pytest.mark.parametrize(
    "flaw",
    [
        {"device": ""},
        {"device": "dua kata"},
        {"device": "x:tidak-heksa"},
        {"seq": -1},
        {"seq": 2**63},
        {"at": -1},
        {"at": 2**63},
        {"actor": ""},
        {"entity": ""},
        {"record": "r" * 501},
        {"record": "a\0b"},
        {"field": "a\ud800"},
        {"value": "{"},
        {"value": "[" * 100_000},
        {"value": '"\0"'},
        {"reason": "\udfff"},
        {"bases": ("bukan identitas",)},
        {"bases": ("x:bukan",)},
        {"bases": (f"A:{2**63}",)},
        {"bases": ("B:1", "A:1")},
        {"bases": ("A:1", "A:1")},
        {"hash": "00"},
        {"hash": ""},
    ],
)
def test_malformed_changes_are_refused_not_stored(
    office: Laptop, line: list[Change], flaw: dict[str, object]
) -> None:
    broken = replace(line[0], **flaw)
    assert refusals(office, [broken]) == [BAD_FORM]
    assert office.changes() == []


def test_non_ascii_text_is_welcome(office: Laptop) -> None:
    change = sealed(Change("N", 1, 1, "x", "pegawai", "p1", "nama", '"Nurʾaini 👩"'), previous="")
    assert refusals(office, [change]) == []
    assert office.changes() == [change]


def test_many_scattered_changes_are_found_again(laptop: Laptop, office: Laptop) -> None:
    for number in range(60):
        with laptop.write() as uow:
            uow.pegawai.save(a_pegawai(nama=f"Budi {number}"))
    changes = laptop.changes()
    office.receive(changes)
    report = office.receive([changes[0], changes[30], changes[-1]])
    assert (report.new_changes, report.known_changes) == (0, 3)
