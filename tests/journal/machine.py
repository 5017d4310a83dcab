"""Laptops with wrong clocks that edit, exchange, settle, undo and lose power, beside the rules.

What a laptop should know is kept here as a plain set of changes; what follows from a set is
computed by the pure functions of `domain/journal.py`. After each step the database of whoever took
part must say the same; in the end all laptops must.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bina_desktop.application.work import CancelledError, Progress
from bina_desktop.domain.bundle import beside, bundled
from bina_desktop.domain.errors import DatabaseUnfitError
from bina_desktop.domain.journal import (
    Change,
    FieldKey,
    broken_links,
    by_field,
    conflicts,
    derived_id,
    digest,
    heads,
    json_text,
    sealed,
    winner,
)
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import PegawaiId, Peran
from bina_desktop.domain.soundness import vouched
from bina_desktop.storage.entities import entities
from bina_desktop.storage.maintenance import check_tables, rebuild
from tests.journal.stations import Station
from tests.journal.travel import Shelf, through_rows, travel_by_workbook
from tests.laptops import NOW, Laptop, a_lembar, a_pegawai, an_sk_tim

NAMES = "ABC"
PEOPLE = ("p1", "p2", "p3")
SHEETS = ("l1", "l2")
REFS = ("/data/a", "/data/b", "/data/anggota[k1]/nama", "/data/anggota[k2]/nama")
TEXTS = ("", "1", "2", "Budi", " tepi ", "=1+1", "'0012", "baris\nkedua", "🙂 e\u0301", "null")

which = st.integers(0, len(NAMES) - 1)
seeds = st.integers(0, 2**32)


class Cut(Progress):
    """Cuts the power at the n-th report."""

    def __init__(self, at: int, cut: Any) -> None:
        super().__init__()
        self._left, self._cut = at, cut

    def report(self, done: int, total: int = 0, label: str = "") -> None:
        self._left -= 1
        if self._left == 0:
            self._cut()
            raise CancelledError


class Exchange(RuleBasedStateMachine):
    """Three laptops and all that may happen between them."""

    station: ClassVar[Station]
    books: ClassVar[int] = 50
    """In every so many examples an export goes through a real workbook."""
    shelf: ClassVar[Shelf | None] = None
    """Where such workbooks are kept, so that LibreOffice may open and save them afterwards."""
    examples: ClassVar[int] = 0
    """Counted here, for the figures that are told."""
    comparisons: ClassVar[int] = 0
    cuts: ClassVar[int] = 0
    """Power cuts that met an import under way."""

    def __init__(self) -> None:
        super().__init__()
        Exchange.examples += 1
        self.laptops = [self.station.laptop(name) for name in NAMES]
        self.sets: list[dict[str, Change]] = [{} for _ in NAMES]
        self.ever: dict[str, Change] = {}
        """Each change that was ever written, wherever."""
        self.exports = 0

    # --- what people do ---

    @rule(n=which, days=st.integers(-4000, 4000))
    def set_clock(self, n: int, days: int) -> None:
        self.laptops[n].clock.moment = NOW + timedelta(days=days)

    @rule(
        n=which, key=st.sampled_from(PEOPLE), nama=st.sampled_from(TEXTS[3:]), kasi=st.booleans()
    )
    def save_person(self, n: int, key: str, nama: str, kasi: bool) -> None:
        peran = frozenset({Peran.KASI} if kasi else {Peran.TIM})
        with self.laptops[n].write(actor=key) as uow:
            uow.pegawai.save(a_pegawai(key, nama=nama, peran=peran))
        self._written(n, ("pegawai", key, "nama", json_text(nama)))

    @rule(n=which, members=st.lists(st.sampled_from(PEOPLE), unique=True))
    def save_team(self, n: int, members: list[str]) -> None:
        with self.laptops[n].write() as uow:
            uow.sk_tim.save(an_sk_tim(*members))
        self._written(n)

    @rule(
        n=which,
        key=st.sampled_from(SHEETS),
        ref=st.sampled_from(REFS),
        text=st.sampled_from(TEXTS),
    )
    def answer(self, n: int, key: str, ref: str, text: str) -> None:
        with self.laptops[n].write() as uow:
            if uow.lembar.find(LembarId(key)) is None:
                uow.lembar.save(a_lembar(key))
            known = uow.lembar.answers(LembarId(key)).get(ref, "")
            uow.lembar.save_answers(LembarId(key), {ref: text, "/data/c": "x"})
        entered = [("lembar_penilaian", key, ref, json_text(text or None))]
        self._written(n, *(entered if text != known else []))

    @rule(n=which, key=st.sampled_from(SHEETS), row=st.sampled_from(["[k1]", "[k2]"]))
    def remove_row_of_repeat(self, n: int, key: str, row: str) -> None:
        with self.laptops[n].write() as uow:
            if uow.lembar.find(LembarId(key)) is not None:
                gone = {ref: "" for ref in uow.lembar.answers(LembarId(key)) if row in ref}
                uow.lembar.save_answers(LembarId(key), gone)
        self._written(n)

    @rule(n=which, key=st.sampled_from([*PEOPLE, *SHEETS]))
    def delete(self, n: int, key: str) -> None:
        with self.laptops[n].write(reason="keliru") as uow:
            if key in SHEETS and uow.lembar.find(LembarId(key)) is not None:
                uow.lembar.delete(LembarId(key))
            elif uow.pegawai.find(PegawaiId(key)) is not None:
                uow.pegawai.delete(PegawaiId(key))
        self._written(n)

    @rule(n=which, chance=seeds)
    def settle(self, n: int, chance: int) -> None:
        pick = random.Random(chance)
        with self.laptops[n].write(reason="dipilih") as uow:
            for one in uow.journal.conflicts():
                value = pick.choice(one.heads).value
                uow.journal.settle(
                    entity=one.entity, record=one.record, field=one.field, value=value
                )
            assert uow.journal.conflicts() == []
        self._written(n)

    @rule(n=which, chance=seeds)
    def reopen(self, n: int, chance: int) -> None:
        """Somebody takes a decision back: the values stand side by side again."""
        with self.laptops[n].write(reason="keputusan dibuka") as uow:
            decided = uow.journal.decided(most=50)
            if decided:
                one = random.Random(chance).choice(decided)
                uow.journal.reopen(entity=one.entity, record=one.record, field=one.field)
                assert one.field in {again.field for again in uow.journal.conflicts()}
        self._written(n)

    @rule(n=which, chance=seeds, back=st.booleans())
    def undo(self, n: int, chance: int, back: bool) -> None:
        """Undo an import, or take an undo back; at once taken back, all stands as it stood."""
        with self.laptops[n].read() as uow:
            batches = uow.batches.all()
        if not batches:
            return
        batch = random.Random(chance).choice(batches)
        before = self._shown(n)
        for _ in range(2 if back else 1):
            with self.laptops[n].write(reason="impor dibatalkan") as uow:
                uow.batches.undo(batch.id, progress=Progress())
            self._written(n)
        if back:
            assert self._shown(n) == before

    # --- what travels ---

    @rule(sender=which, receiver=which, chance=seeds, pieces=st.integers(1, 3))
    def send(self, sender: int, receiver: int, chance: int, pieces: int) -> None:
        """Some of what one knows, in any order, some of it twice, in several files."""
        pick = random.Random(chance)
        sent = self._sent(sender, pick)
        sent += pick.sample(sent, len(sent) // pick.choice([2, 3, len(sent) + 1]))
        pick.shuffle(sent)
        self._receive(receiver, *(through_rows(sent[piece::pieces]) for piece in range(pieces)))

    @rule(sender=which, receivers=st.lists(which, min_size=1, max_size=2), chance=seeds)
    def edit_in_excel(self, sender: int, receivers: list[int], chance: int) -> None:
        """Somebody edits a cell of an export, which is then taken in by one or two."""
        pick = random.Random(chance)
        sent = list(self.sets[sender].values())
        fields = [key for key in by_field(sent) if key.field == "nama" or key.field[0] == "/"]
        if not fields:
            return
        key = pick.choice(sorted(fields))
        self.exports += 1
        edit = _edited(key, self.exports, sent, json_text(pick.choice(TEXTS[1:])))
        for receiver in receivers:
            self._receive(receiver, beside(through_rows(sent), [edit]))

    @rule(n=which, known=st.booleans())
    def hear_of_something_new(self, n: int, known: bool) -> None:
        """A newer program sends a kind of record, or a field, that has no table here."""
        own = [c for c in self.ever.values() if c.device == "BARU"]
        last = max(own, key=lambda c: c.seq, default=None)
        entity, record, field = ("pegawai", "p1", "warna") if known else ("rapat", "r1", "judul")
        seq = 1 if last is None else last.seq + 1
        made = Change("BARU", seq, seq << 30, "x", entity, record, field, '{"a":[1]}')
        self._receive(n, [sealed(made, previous="" if last is None else last.hash)])

    @rule(sender=which, receiver=which, chance=seeds, at=st.integers(1, 5))
    def lose_power(self, sender: int, receiver: int, chance: int, at: int) -> None:
        """The power goes during an import, or just after it: before or after, nothing between."""
        laptop = self.laptops[receiver]
        found: list[Laptop] = []
        progress = Cut(at, lambda: found.append(self.station.cut_power(laptop)))
        sent = self._sent(sender, random.Random(chance))
        try:
            self._absorb(receiver, through_rows(sent), progress)
            found.append(self.station.cut_power(laptop))
            self._know(receiver, sent)
        except (CancelledError, OperationalError, DatabaseUnfitError):
            Exchange.cuts += 1
        self._compare(found[0], self.sets[receiver])
        self._compare(laptop, self.sets[receiver])

    # --- what must hold ---

    def teardown(self) -> None:
        """Let everybody hear everything, each in a way of his own."""
        everything = list(self.ever.values())
        pick = random.Random(len(everything))
        self._receive(0, everything)
        shuffled = pick.sample(everything, len(everything))
        cut = len(shuffled) // 3
        self._receive(1, shuffled[cut:], shuffled[:cut], shuffled)
        self._receive(2, [*reversed(everything), *everything[::2]])
        tables = [_tables(laptop) for laptop in self.laptops]
        assert tables[0] == tables[1] == tables[2]
        rebuild(self.laptops[0].engine)
        assert _tables(self.laptops[0]) == tables[0]
        self._export(pick.randrange(len(NAMES)), by_workbook=Exchange.examples % self.books == 0)

    def _export(self, n: int, *, by_workbook: bool) -> None:
        """Export everything; an empty database that takes it in gives the same state."""
        office = self.station.laptop("kantor")
        laptop = self.laptops[n]
        changes = tuple(laptop.changes())
        arrived = (
            travel_by_workbook(laptop, changes, self.shelf)
            if by_workbook
            else through_rows(changes)
        )
        office.receive(arrived)
        assert office.digest() == laptop.digest()
        assert office.changes() == laptop.changes()
        assert check_tables(office.engine) == []

    def _sent(self, sender: int, pick: random.Random) -> list[Change]:
        known = sorted(self.sets[sender].values(), key=lambda c: (c.at, c.device, c.seq))
        if pick.random() < 0.5:
            return known
        return known[pick.randrange(len(known) + 1) :]

    def _receive(self, n: int, *parts: Sequence[Change]) -> None:
        for changes in parts:
            self._absorb(n, changes, Progress())
            self._know(n, changes)
        self._compare(self.laptops[n], self.sets[n])

    def _absorb(self, n: int, changes: Sequence[Change], progress: Progress) -> None:
        with self.laptops[n].write() as uow:
            report = uow.journal.absorb(
                vouched(bundled(changes)),
                nama_berkas="hasil.xlsx",
                sha256="0" * 64,
                progress=progress,
            )
        fresh = {change.id for change in changes} - self.sets[n].keys()
        assert report.new_changes == len(fresh)

    def _know(self, n: int, changes: Sequence[Change]) -> None:
        arrived = {change.id: change for change in changes}
        self.sets[n] = {**arrived, **self.sets[n]}
        self.ever = {**arrived, **self.ever}

    def _written(self, n: int, *entered: tuple[str, str, str, str]) -> None:
        """Learn what a laptop wrote itself: it must continue its line and name what it saw."""
        known, laptop = self.sets[n], self.laptops[n]
        now = {change.id: change for change in laptop.changes()}
        made = sorted((c for key, c in now.items() if key not in known), key=lambda c: c.seq)
        own = [change for change in known.values() if change.device == laptop.device]
        line = sorted([*own, *made], key=lambda c: c.seq)
        assert [change.seq for change in line] == list(range(1, len(line) + 1))
        assert all(one.at < two.at for one, two in pairwise(line))
        assert broken_links(line) == []
        assert all(base in now for change in made for base in change.bases)
        shown = {key: winner(heads(group)) for key, group in by_field(now.values()).items()}
        for entity, record, field, value in entered:
            top = shown[FieldKey(entity, record, field)]
            assert top is not None
            assert top.value == value
        self._know(n, made)
        self._compare(laptop, self.sets[n])

    def _compare(self, laptop: Laptop, known: dict[str, Change]) -> None:
        """Hold a database against the rules: changes, digest, conflicts, tables."""
        Exchange.comparisons += 1
        changes = list(known.values())
        with laptop.read() as uow:
            stored = uow.journal.changes()
            found = {
                FieldKey(c.entity, c.record, c.field): [head.change_id for head in c.heads]
                for c in uow.journal.conflicts()
            }
            assert uow.journal.digest() == digest(changes)
        assert {change.id: change for change in stored} == known
        assert found == {key: [h.id for h in tops] for key, tops in conflicts(changes).items()}
        assert check_tables(laptop.engine) == []

    def _shown(self, n: int) -> dict[FieldKey, str]:
        """Return by field the value that stands, without marks that say what is so anyhow."""
        groups = by_field(self.sets[n].values())
        tops = {key: winner(heads(group)) for key, group in groups.items()}
        shown = {key: top.value for key, top in tops.items() if top is not None}
        return {
            key: value
            for key, value in shown.items()
            if not (key.field == "dihapus" and value in {"null", "false"})
        }


def _edited(key: FieldKey, export: int, sent: Sequence[Change], value: str) -> Change:
    """Return what reading an edited cell gives; its identity is its content."""
    tops = heads(by_field(sent)[key])
    export_id = f"e{export}"
    return Change(
        device=derived_id(export_id=export_id, **key._asdict(), value=value),
        seq=0,
        at=max(top.at for top in tops) + 1,
        actor=f"berkas:{export_id}",
        **key._asdict(),
        value=value,
        bases=tuple(sorted(top.id for top in tops)),
        reason="diubah di Excel",
    )


def _tables(laptop: Laptop) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that the journalled tables show, whatever the order of their rows."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with laptop.engine.connect() as connection:
        for entity in entities().values():
            for table in (entity.table, *(member.table for member in entity.members)):
                rows = connection.execute(select(table)).all()
                found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found
