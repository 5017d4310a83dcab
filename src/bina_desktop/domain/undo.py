"""Undo of an import, as pure rules: what must be written so that its changes no longer count.

Nothing leaves the journal. Changes of undone imports, and every change that an undo wrote, are
*ghosts*: the state that is wanted is the one that all other changes give. Where a ghost stands as
a head, a compensating change takes its place; it travels like any other. What a person changed
since then is no ghost, so it stays and is named.

An undo taken back at once, or done again at once, returns to what stood before it, whatever came
late or stood in conflict: only then may a person try what an undo would do.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bina_desktop.domain.journal import (
    NULL,
    Change,
    FieldKey,
    by_field,
    heads,
    is_written_once,
    winner,
)

DELETED: Final = "dihapus"
_TRUE: Final = "true"
_RATIFIED: Final = frozenset({'"disahkan"', '"disampaikan"'})


@dataclass(frozen=True, slots=True)
class Compensation:
    """A change to be written."""

    key: FieldKey
    before: str
    """Canonical JSON text that is shown now."""
    value: str
    """Canonical JSON text that shall be shown."""
    bases: tuple[str, ...]
    """Identities of the heads whose place it takes, sorted."""


class WhyKept(StrEnum):
    """Why something of an import stays."""

    CHANGED_SINCE = "diubah_sesudahnya"
    """Somebody has built on it."""
    WRITTEN_ONCE = "ditulis_sekali"
    """What was said in a review is never taken back."""
    RATIFIED = "disahkan"
    """A ratified Laporan stands; a correction is a new one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of one record."""

    entity: str
    record: str
    fields: tuple[str, ...]
    why: WhyKept
    actors: tuple[str, ...] = ()
    """Who changed it since."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What is known of the imports, and of their undos, with which changes came."""

    brought_by: Mapping[str, Hashable]
    """By identity of a change the import or undo that wrote it here; others were entered here."""
    batch: Collection[Hashable]
    """The import in question with its undos until now."""
    undone: Collection[Hashable]
    """All imports that shall not count; the one in question is none where its undo is taken
    back."""
    undos: Collection[Hashable]
    """All undos and takings back."""
    since: Collection[str] | None = None
    """Identities of what came since the last undo of this import, its own changes too; None where
    another import was undone, or taken back, since."""

    def ghosts(self, changes: Iterable[Change]) -> set[str]:
        """Return the identities of those changes that shall not count."""
        return {
            change.id
            for change in changes
            if self.brought_by.get(change.id) in self.undone or self.is_of_undo(change)
        }

    def is_of_undo(self, change: Change) -> bool:
        """Tell whether an undo, or the taking back of one, wrote a change."""
        return self.brought_by.get(change.id) in self.undos

    def is_of_batch(self, change: Change) -> bool:
        """Tell whether a change came with the import in question, or one of its undos wrote it."""
        return self.brought_by.get(change.id) in self.batch

    def is_at_once(self, changes: Iterable[Change]) -> bool:
        """Tell whether nothing came to a record since the last undo but what that undo wrote."""
        since = self.since
        return since is not None and all(
            self.is_of_batch(change) for change in changes if change.id in since
        )


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What an undo writes, and what it leaves."""

    compensations: tuple[Compensation, ...]
    kept: tuple[Kept, ...]


def plan_undo(changes: Iterable[Change], arrivals: Arrivals) -> UndoPlan:
    """Return what to write so that undone imports no longer count in the records of one.

    `changes` are all changes of those records, in the order in which they arrived here. Used for
    undoing (the import is among those undone) as for taking an undo back (it is not).
    """
    records: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        records.setdefault((change.entity, change.record), []).append(change)
    compensations: list[Compensation] = []
    kept: list[Kept] = []
    for group in records.values():
        brought = {change.id for change in group if arrivals.is_of_batch(change)}
        if not brought:
            continue
        ghosts = arrivals.ghosts(group)
        why = _why_untouchable(group, ghosts)
        if why is not None:
            kept.append(_kept(group, {c.field for c in group if c.id in brought}, why))
            continue
        worked_on = _was_worked_on(group, ghosts, arrivals)
        if arrivals.is_at_once(group):
            compensations += _as_it_stood(group, arrivals.since or ())
        elif worked_on:
            compensations += _returns(group, ghosts, arrivals)
        else:
            compensations += _deletion(group)
        if worked_on:
            kept += _changed_since(group, brought, ghosts)
    return UndoPlan(tuple(compensations), tuple(kept))


def _why_untouchable(group: Sequence[Change], ghosts: Collection[str]) -> WhyKept | None:
    first = group[0]
    if is_written_once(first.entity, DELETED):
        return WhyKept.WRITTEN_ONCE
    if first.entity == "laporan":
        status = winner(heads([change for change in group if change.field == "status"]))
        if status is None or status.value not in _RATIFIED:
            return None
        if first.id in ghosts or status.id in ghosts:  # the ratification may have come alone
            return WhyKept.RATIFIED
    return None


def _was_worked_on(group: Sequence[Change], ghosts: Collection[str], arrivals: Arrivals) -> bool:
    """Tell whether anything but ghosts made the record what it is.

    What came while an undo had the record deleted was no work on it, and does not bring it back:
    or an undo, taken back and done again, would leave what it had removed.
    """
    gone = False
    for change in group:
        if change.field == DELETED:
            gone = arrivals.is_of_undo(change) and change.value == _TRUE
        if change.id not in ghosts and not gone:
            return True
    return False


def _as_it_stood(group: Sequence[Change], since: Collection[str]) -> Iterator[Compensation]:
    """Give each field that the last undo wrote the value that was shown before it."""
    for key, found in by_field(group).items():
        shown = winner(heads([change for change in found if change.id not in since]))
        value = NULL if shown is None else shown.value
        for written in found:
            if written.id in since:
                yield Compensation(key, written.value, value, (written.id,))


def _deletion(group: Sequence[Change]) -> Iterator[Compensation]:
    """Mark a record deleted of which only ghosts tell; its other fields stay as they are."""
    tops = heads([change for change in group if change.field == DELETED])
    shown = winner(tops)
    if shown is None or shown.value != _TRUE:
        key = FieldKey(group[0].entity, group[0].record, DELETED)
        before = NULL if shown is None else shown.value
        yield Compensation(key, before, _TRUE, tuple(sorted(top.id for top in tops)))


def _returns(
    group: Sequence[Change], ghosts: Collection[str], arrivals: Arrivals
) -> Iterator[Compensation]:
    """Give fields back the value that all but ghosts give them.

    A record that came with an import and was worked on since keeps what it came with, or it would
    lose what makes it a record; only its deletion is taken back.
    """
    came_with = arrivals.brought_by.get(group[0].id)
    stays = {c.id for c in group if c.id in ghosts and arrivals.brought_by[c.id] == came_with}
    for key, found in by_field(group).items():
        away = ghosts if key.field == DELETED else set(ghosts) - stays
        tops = heads(found)
        haunted = [top for top in tops if top.id in away]
        former = winner(heads([change for change in found if change.id not in away]))
        value = NULL if former is None else former.value
        shown = winner(tops)
        if shown is not None and haunted and any(top.value != value for top in haunted):
            bases = tuple(sorted(top.id for top in haunted))
            yield Compensation(key, shown.value, value, bases)


def _changed_since(
    group: Sequence[Change], batch: Collection[str], ghosts: Collection[str]
) -> Iterator[Kept]:
    if group[0].id in ghosts and group[0].id in batch:
        fields = {change.field for change in group if change.id not in ghosts}
        yield _kept(group, fields, WhyKept.CHANGED_SINCE, ghosts)
        return
    fields: set[str] = set()
    for key, found in by_field(group).items():
        tops = [top for top in heads(found) if top.id not in ghosts]
        gone = {change.id for change in found if change.id in batch and change.id in ghosts}
        if any(_descends(top, gone, found) for top in tops):
            fields.add(key.field)
    if fields:
        yield _kept(group, fields, WhyKept.CHANGED_SINCE, ghosts)


def _descends(change: Change, from_any: Collection[str], changes: Sequence[Change]) -> bool:
    known = {one.id: one for one in changes}
    waiting, seen = list(change.bases), set[str]()
    while waiting:
        identity = waiting.pop()
        if identity in from_any:
            return True
        if identity in known and identity not in seen:
            seen.add(identity)
            waiting.extend(known[identity].bases)
    return False


def _kept(
    group: Sequence[Change],
    fields: Collection[str],
    why: WhyKept,
    ghosts: Collection[str] | None = None,
) -> Kept:
    actors: set[str] = set()
    if ghosts is not None:
        tops = (top for found in by_field(group).values() for top in heads(found))
        actors = {top.actor for top in tops if top.field in fields and top.id not in ghosts}
    first = group[0]
    return Kept(first.entity, first.record, tuple(sorted(fields)), why, tuple(sorted(actors)))
