"""Undo of an import, as pure rules: what must be written so that its changes no longer count.

Nothing leaves the journal. Changes of undone imports, and every change that an undo wrote, are
*ghosts*: the state that is wanted is the one that all other changes give. Where a ghost stands as
a head, a compensating change takes its place; it travels like any other. What a person changed
since then is no ghost, so it stays and is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
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
class UndoPlan:
    """What an undo writes, and what it leaves."""

    compensations: tuple[Compensation, ...]
    kept: tuple[Kept, ...]


def plan_undo(
    changes: Iterable[Change], *, batch: Collection[str], ghosts: Collection[str]
) -> UndoPlan:
    """Return what to write so that ghosts no longer count in the records of a batch.

    `changes` are all changes of those records, in the order in which they arrived here. `batch`
    are the identities of the changes of the import and of its undos until now; `ghosts` those that
    shall not count, also of other imports that are undone. Used for undoing (the batch is among
    the ghosts) as for taking an undo back (only its undos are).
    """
    records: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        records.setdefault((change.entity, change.record), []).append(change)
    compensations: list[Compensation] = []
    kept: list[Kept] = []
    for group in records.values():
        if not any(change.id in batch for change in group):
            continue
        why = _why_untouchable(group, ghosts)
        if why is not None:
            kept.append(_kept(group, {c.field for c in group if c.id in batch}, why))
        elif all(change.id in ghosts for change in group):
            compensations += _deletion(group)
        else:
            compensations += _returns(group, ghosts)
            kept += _changed_since(group, batch, ghosts)
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


def _deletion(group: Sequence[Change]) -> Iterator[Compensation]:
    """Mark a record deleted of which only ghosts tell; its other fields stay as they are."""
    tops = heads([change for change in group if change.field == DELETED])
    shown = winner(tops)
    if shown is None or shown.value != _TRUE:
        key = FieldKey(group[0].entity, group[0].record, DELETED)
        before = NULL if shown is None else shown.value
        yield Compensation(key, before, _TRUE, tuple(sorted(top.id for top in tops)))


def _returns(group: Sequence[Change], ghosts: Collection[str]) -> Iterator[Compensation]:
    """Give fields back the value that all but ghosts give them.

    A record that came with an import and was worked on since stays whole, or it would lose what
    makes it a record; only its deletion is taken back.
    """
    stays_whole = group[0].id in ghosts
    for key, found in by_field(group).items():
        if stays_whole and key.field != DELETED:
            continue
        tops = heads(found)
        haunted = [top for top in tops if top.id in ghosts]
        former = winner(heads([change for change in found if change.id not in ghosts]))
        value = NULL if former is None else former.value
        shown = winner(tops)
        if shown is not None and haunted and any(top.value != value for top in haunted):
            bases = tuple(sorted(top.id for top in haunted))
            yield Compensation(key, shown.value, value, bases)


def _changed_since(
    group: Sequence[Change], batch: Collection[str], ghosts: Collection[str]
) -> Iterator[Kept]:
    if group[0].id in ghosts:
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
