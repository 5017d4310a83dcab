"""Laptops that edit, settle and exchange in any order: all end with the same state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from bina_desktop.domain.journal import (
    Change,
    adopt,
    conflicts,
    digest,
    heads,
    sealed,
    tick,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LAPTOPS = st.sampled_from("ABC")
FIELDS = st.sampled_from(["nama", "nip"])
VALUES = st.sampled_from(['"x"', '"y"', "null"])


class Exchange(RuleBasedStateMachine):
    """Each laptop is a set of changes and a clock that may be years wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.sets: dict[str, dict[str, Change]] = {name: {} for name in "ABC"}
        self.clocks = dict.fromkeys("ABC", 0)
        self.wall = dict.fromkeys("ABC", NOW)
        self.all: dict[str, Change] = {}

    @rule(laptop=LAPTOPS, days=st.integers(-4000, 4000))
    def set_wall_clock(self, laptop: str, days: int) -> None:
        self.wall[laptop] = NOW + timedelta(days=days)

    @rule(laptop=LAPTOPS, field=FIELDS, value=VALUES)
    def edit(self, laptop: str, field: str, value: str) -> None:
        known = self.sets[laptop]
        tops = heads([change for change in known.values() if change.field == field])
        own = [change for change in known.values() if change.device == laptop]
        last = max(own, key=lambda change: change.seq, default=None)
        clock = tick(self.clocks[laptop], self.wall[laptop])
        assert last is None or clock > last.at
        change = Change(
            device=laptop,
            seq=len(own) + 1,
            at=clock,
            actor=laptop,
            entity="pegawai",
            record="r",
            field=field,
            value=value,
            bases=tuple(sorted(top.id for top in tops)),
        )
        change = sealed(change, previous="" if last is None else last.hash)
        self.clocks[laptop] = clock
        known[change.id] = change
        assert heads([one for one in known.values() if one.field == field]) == [change]
        self.all[change.id] = change

    @rule(sender=LAPTOPS, receiver=LAPTOPS, part=st.integers(0, 100))
    def send(self, sender: str, receiver: str, part: int) -> None:
        sent = list(self.sets[sender].values())[part * len(self.sets[sender]) // 100 :]
        self.sets[receiver].update((change.id, change) for change in sent)
        seen = (change.at for change in sent)
        self.clocks[receiver] = adopt(self.clocks[receiver], seen, self.wall[receiver])

    def teardown(self) -> None:
        everything = list(self.all.values())
        for laptop in "ABC":
            union = {**self.sets[laptop], **self.all}
            backwards = list(reversed(union.values()))
            assert digest(backwards) == digest(everything)
            assert conflicts(backwards) == conflicts(everything)


Exchange.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestExchange = Exchange.TestCase
