"""Imports, undos and people's work in any order, beside the rule that plans an undo."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bina_desktop.domain.journal import Change, FieldKey, by_field, heads, winner
from bina_desktop.domain.undo import Arrivals, UndoPlan, plan_undo

FIELDS = ("nama", "nip", "dihapus")
DELETED = FieldKey("aparatur", "r", "dihapus")


@dataclass(frozen=True)
class Edit:
    """A change that a file brings, or that somebody enters here."""

    field: str
    value: str
    bases: tuple[int, ...] | None
    """Changes it was made upon, counted back; None: what stands here now."""
    is_late: bool


@dataclass
class Office:
    """A database of one record: changes in their order of arrival, and what brought them."""

    changes: list[Change] = field(default_factory=list[Change])
    brought_by: dict[str, str] = field(default_factory=dict[str, str])
    imports: list[str] = field(default_factory=list[str])
    undos: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    """Own name, import, and how many changes were here before; in their order."""

    def take_in(self, edits: Sequence[Edit]) -> str:
        name = f"impor {len(self.imports)}"
        self.imports.append(name)
        for edit in edits:
            self.enter(edit, by=name)
        return name

    def enter(self, edit: Edit, *, by: str = "") -> None:
        of_field = [change for change in self.changes if change.field == edit.field]
        if edit.bases is None:
            bases = heads(of_field)
        else:
            bases = [of_field[-back] for back in edit.bases if back <= len(of_field)]
        newest = max((c.at for c in (bases if edit.is_late else self.changes)), default=0)
        self.write(edit.field, edit.value, [base.id for base in bases], newest + 1, by)

    def write(self, name: str, value: str, bases: Sequence[str], at: int, by: str) -> None:
        seq = len(self.changes) + 1
        named = tuple(sorted(set(bases)))
        self.changes.append(Change("d", seq, at, "siti", "aparatur", "r", name, value, named))
        if by:
            self.brought_by[self.changes[-1].id] = by

    def undo(self, name: str) -> UndoPlan:
        """Undo an import, or take its undo back."""
        made = [of for _, of, _ in self.undos]
        undone = {one for one in self.imports if made.count(one) % 2} ^ {name}
        since = None
        if made and made[-1] == name:
            since = {change.id for change in self.changes[self.undos[-1][2] :]}
        batch = {name} | {own for own, of, _ in self.undos if of == name}
        undos = {own for own, _, _ in self.undos}
        plan = plan_undo(self.changes, Arrivals(self.brought_by, batch, undone, undos, since))
        own = f"pembatalan {len(made)}"
        self.undos.append((own, name, len(self.changes)))
        for one in plan.compensations:
            newest = max(change.at for change in self.changes)
            self.write(one.key.field, one.value, one.bases, newest + 1, own)
        return plan

    def shown(self) -> dict[FieldKey, str]:
        """Return the values that stand, without those that say nothing."""
        tops = {key: winner(heads(found)) for key, found in by_field(self.changes).items()}
        return {
            key: top.value
            for key, top in tops.items()
            if top is not None and top.value not in {"null", "false"}
        }

    def seen(self) -> dict[FieldKey, str]:
        """Return what people see of the record."""
        shown = self.shown()
        return {} if shown.get(DELETED) == "true" else shown


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    name = draw(st.sampled_from(FIELDS))
    values = ("true", "false", "null") if name == "dihapus" else ('"A"', '"B"', '"C"')
    bases = draw(st.none() | st.lists(st.integers(1, 3), max_size=2, unique=True).map(tuple))
    return Edit(name, draw(st.sampled_from(values)), bases, draw(st.booleans()))


files = st.lists(edits(), min_size=1, max_size=3)


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """An office that has taken in at least one file, with anything else before and after."""
    office = Office()
    for _ in range(draw(st.integers(0, 6))):
        what = draw(st.sampled_from(["file", "file", "person", "undo"]))
        if what == "file":
            office.take_in(draw(files))
        elif what == "person":
            office.enter(draw(edits()))
        elif office.imports:
            office.undo(draw(st.sampled_from(office.imports)))
    if not office.imports:
        office.take_in(draw(files))
    return office


@given(offices(), st.data())
def test_an_undo_taken_back_at_once_is_nothing(office: Office, data: st.DataObject):
    name = data.draw(st.sampled_from(office.imports))
    before = office.shown()
    office.undo(name)
    after = office.shown()
    for stands in (before, after, before):
        office.undo(name)
        assert office.shown() == stands


@given(offices(), st.data())
def test_what_an_undo_keeps_is_told_again_when_it_is_made_again(
    office: Office, data: st.DataObject
):
    name = data.draw(st.sampled_from(office.imports))
    first = office.undo(name)
    office.undo(name)
    again = office.undo(name)
    assert again.kept == first.kept


@given(st.lists(edits(), max_size=2), files, files)
def test_the_order_of_two_undos_does_not_matter(
    before: list[Edit], first: list[Edit], second: list[Edit]
):
    office = Office()
    for edit in before:
        office.enter(edit)
    names = office.take_in(first), office.take_in(second)
    other = copy.deepcopy(office)
    for name in names:
        office.undo(name)
    for name in reversed(names):
        other.undo(name)
    assert office.seen() == other.seen()


@given(st.lists(files, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_when_all_imports_are_undone_nothing_of_them_is_seen(came: list[list[Edit]], pick: Random):
    office = Office()
    names = [office.take_in(file) for file in came]
    for name in pick.sample(names, len(names)):
        office.undo(name)
    assert office.seen() == {}
