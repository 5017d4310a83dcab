"""The set-based SQL against the pure rules: any order, any repetition, any split."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.laptops import Laptop, a_laptop

from bina_desktop.domain.journal import Change, conflicts, digest, sealed
from bina_desktop.storage.maintenance import check_tables

pytestmark = pytest.mark.long

SETTINGS = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

PLACES = st.sampled_from(
    [
        ("pegawai", "p1", "nama"),
        ("pegawai", "p1", "peran"),
        ("sk_tim", "s1", "anggota/p1"),
        ("lembar_penilaian", "l1", "/data/a"),
        ("lembar_penilaian", "l1", "status"),
        ("rapat", "r1", "judul"),
    ]
)
VALUES = st.sampled_from(['"final"', '"ketua"', "null", '["tim"]', "true"])


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of three devices, each naming any earlier changes of its field as bases."""
    changes: list[Change] = []
    last = dict.fromkeys("ABC", ("", 0))
    for _ in range(draw(st.integers(0, 14))):
        device = draw(st.sampled_from("ABC"))
        entity, record, field = draw(PLACES)
        earlier = [
            c.id for c in changes if (c.entity, c.record, c.field) == (entity, record, field)
        ]
        bases = draw(st.sets(st.sampled_from(earlier), max_size=3)) if earlier else set[str]()
        previous, seq = last[device]
        change = Change(
            device=device,
            seq=seq + 1,
            at=draw(st.integers(1, 5)) << 40,
            actor="x",
            entity=entity,
            record=record,
            field=field,
            value=draw(VALUES),
            bases=tuple(sorted(bases)),
        )
        changes.append(sealed(change, previous=previous))
        last[device] = (changes[-1].hash, seq + 1)
    return changes


def state(laptop: Laptop) -> tuple[str, list[tuple[str, ...]], list[tuple[str, ...]]]:
    with laptop.read() as uow:
        found = [
            (c.entity, c.record, c.field, *(head.change_id for head in c.heads))
            for c in uow.journal.conflicts()
        ]
        return uow.journal.digest(), found, [(c.id, c.hash) for c in uow.journal.changes()]


def expected(changes: Sequence[Change]) -> tuple[str, list[tuple[str, ...]]]:
    found = [(*key, *(head.id for head in tops)) for key, tops in conflicts(changes).items()]
    return digest(changes), sorted(found)


@SETTINGS
@given(histories(), st.randoms(use_true_random=False))
def test_any_order_repetition_and_split_give_what_the_rules_say(
    template: Path, changes: list[Change], random: object
) -> None:
    shuffled = [*changes, *changes[::2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    cut = len(shuffled) // 3
    with tempfile.TemporaryDirectory() as folder:
        straight = a_laptop(template, Path(folder) / "a.db")
        mixed = a_laptop(template, Path(folder) / "b.db")
        straight.receive(changes)
        for part in (shuffled[cut:], shuffled[:cut], shuffled):
            mixed.receive(part)
        try:
            assert state(mixed) == state(straight)
            assert state(straight)[:2] == expected(changes)
            assert check_tables(mixed.engine) == []
        finally:
            straight.close()
            mixed.close()


@SETTINGS
@given(histories(), st.data())
def test_files_together_do_what_they_do_one_after_another(
    template: Path, changes: list[Change], data: st.DataObject
) -> None:
    """Also where some were altered on the way, so that a chain breaks."""
    forged = data.draw(st.sets(st.sampled_from(changes), max_size=1)) if changes else set()
    changes = [replace(one, value='"palsu"') if one in forged else one for one in changes]
    files: list[list[Change]] = [[], [], []]
    for one in changes:
        for number in data.draw(st.sets(st.integers(0, 2), min_size=1)):
            files[number].append(one)
    with tempfile.TemporaryDirectory() as folder:
        straight = a_laptop(template, Path(folder) / "a.db")
        together = a_laptop(template, Path(folder) / "b.db")
        try:
            told = [straight.receive(one) for one in files]
            found = together.receive_all(files)
            assert [replace(one, batch_id="") for one in found] == [
                replace(one, batch_id="") for one in told
            ]
            assert state(together) == state(straight)
            assert check_tables(together.engine) == []
        finally:
            straight.close()
            together.close()
