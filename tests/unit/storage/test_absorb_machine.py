"""The set-based SQL against the pure rules: any order, any repetition, any split."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from tests.laptops import NOW, Laptop, SettableClock, a_laptop, a_lembar, a_pegawai, make_template

from bina_desktop.domain.journal import Change, conflicts, digest, sealed
from bina_desktop.domain.lembar_penilaian import LembarId
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


class Exchange(RuleBasedStateMachine):
    """Laptops with wrong clocks edit, settle and exchange; in the end all say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        template = Exchange.template
        self.laptops = [
            a_laptop(template, self.folder / f"{name}.db", SettableClock()) for name in range(3)
        ]
        self.entered: set[str] = set()

    template: Path

    @rule(which=st.integers(0, 2), days=st.integers(-4000, 4000))
    def set_clock(self, which: int, days: int) -> None:
        self.laptops[which].clock.moment = NOW + timedelta(days=days)

    @rule(which=st.integers(0, 2), nama=st.sampled_from(["Budi", "Badu", "Siti"]))
    def edit_pegawai(self, which: int, nama: str) -> None:
        with self.laptops[which].write() as uow:
            uow.pegawai.save(a_pegawai(nama=nama))
        self.entered.add(f'"{nama}"')

    @rule(which=st.integers(0, 2), answer=st.sampled_from(["", "1", "2"]))
    def answer(self, which: int, answer: str) -> None:
        with self.laptops[which].write() as uow:
            if uow.lembar.find(LembarId("l1")) is None:
                uow.lembar.save(a_lembar())
            uow.lembar.save_answers(LembarId("l1"), {"/data/a": answer, "/data/b": "x"})

    @rule(sender=st.integers(0, 2), receiver=st.integers(0, 2), percent=st.integers(0, 100))
    def send(self, sender: int, receiver: int, percent: int) -> None:
        changes = self.laptops[sender].changes()
        self.laptops[receiver].receive(changes[len(changes) * percent // 100 :])

    @rule(which=st.integers(0, 2))
    def settle(self, which: int) -> None:
        with self.laptops[which].write() as uow:
            for conflict in uow.journal.conflicts():
                uow.journal.settle(
                    entity=conflict.entity,
                    record=conflict.record,
                    field=conflict.field,
                    value=conflict.heads[-1].value,
                )
            assert uow.journal.conflicts() == []

    def teardown(self) -> None:
        everything = [change for laptop in self.laptops for change in laptop.changes()]
        for laptop in self.laptops:
            laptop.receive(everything)
            assert check_tables(laptop.engine) == []
        states = [state(laptop) for laptop in self.laptops]
        assert states[0] == states[1] == states[2]
        assert states[0][:2] == expected(everything)
        assert self.entered <= {change.value for change in everything}
        for laptop in self.laptops:
            laptop.close()
        shutil.rmtree(self.folder)


@pytest.fixture(scope="module", autouse=True)
def _template(tmp_path_factory: pytest.TempPathFactory) -> None:
    Exchange.template = make_template(tmp_path_factory.mktemp("machine"))


Exchange.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestExchange = Exchange.TestCase
