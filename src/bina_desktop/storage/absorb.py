"""Unites a set of changes with the journal, by set-based SQL, in the transaction of the caller.

Any order, any repetition, any split of the same changes gives the same state; the pure rules in
`domain/journal.py` are the oracle it is tested against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from bina_desktop.application.journal import AbsorbReport, Arriving, Fate, RecordFate
from bina_desktop.application.work import Progress
from bina_desktop.domain.journal import (
    FAR_AHEAD,
    NULL,
    Change,
    adopt,
    clock_at,
    moment_of,
)
from bina_desktop.storage import tables
from bina_desktop.storage.changes import CHANGE, write_changes
from bina_desktop.storage.database import is_postgresql
from bina_desktop.storage.entities import table_of
from bina_desktop.storage.fresh import Fresh, fresh_of, parted, write_fresh
from bina_desktop.storage.heads import Candidate, demote_named, heads_of_new, resplit
from bina_desktop.storage.identity import lock_clock, set_clock
from bina_desktop.storage.inspection import Inspection, inspect_changes
from bina_desktop.storage.interning import Interning, chunks
from bina_desktop.storage.journal_rows import BatchRow

_BATCH: Final = table_of(BatchRow)
_LOCK: Final = 0xB17A
"""Number of the advisory lock: one import at a time on an office server."""
_STEP: Final = 20_000
"""Changes written between two reports of progress."""
_FLOOR: Final = select(func.max(CHANGE.c.id))
_COUNTED: Final = (
    update(_BATCH)
    .where(_BATCH.c.id == bindparam("batch"))
    .values(
        new_changes=bindparam("new"),
        known_changes=bindparam("known"),
        conflicts=bindparam("torn"),
    )
)


@dataclass(slots=True)
class _Outcome:
    """What happened to one record."""

    had_past: bool
    changed: set[str] = field(default_factory=set[str])
    conflicts: set[str] = field(default_factory=set[str])
    arrived: bool = False


def absorb(
    interning: Interning,
    files: Sequence[Arriving],
    *,
    actor: str,
    now: datetime,
    progress: Progress,
) -> list[AbsorbReport]:
    """Take in what files bring, as if one after another, and bring the tables to the winners.

    What nothing is known of goes in together: a file alone would ask for everything again.
    """
    connection = interning.connection
    take_turn(connection)
    clock = lock_clock(connection)
    reports: list[AbsorbReport] = []
    for together in parted(interning, files):
        batches = _open_batches(connection, together, actor=actor, now=now)
        found = fresh_of(interning, [one.changes for one in together])
        taken = _take_fresh(interning, found, batches=batches, progress=progress)
        for batch, fresh, outcomes in zip(batches, found, taken, strict=True):
            absorbing = _Absorbing(interning, batch, fresh, outcomes, now)
            reports.append(absorbing.report(progress))
            clock = adopt(clock, absorbing.clocks(), now)
    set_clock(connection, clock)
    return reports


class _Batch(NamedTuple):
    """The note of an import."""

    id: int
    code: str


@dataclass(slots=True)
class _Absorbing:
    """What one file brings; of it what is fresh is taken in already."""

    interning: Interning
    batch: _Batch
    fresh: Fresh
    outcomes: dict[tuple[str, str], _Outcome]
    now: datetime
    found: Inspection = field(default_factory=Inspection)

    def report(self, progress: Progress) -> AbsorbReport:
        """Take in the rest, and tell what became of everything."""
        if self.fresh.rest:
            self._take_rest(progress)
        found = self.found
        conflicts = sum(1 for outcome in self.outcomes.values() if outcome.conflicts)
        new = len(self.fresh) + len(found.new)
        self.interning.connection.execute(
            _COUNTED,
            {"batch": self.batch.id, "new": new, "known": len(found.known), "torn": conflicts},
        )
        progress.report(new, new, "Selesai")
        return AbsorbReport(
            batch_id=self.batch.code,
            records=(*_fates(self.outcomes), *_refused(found.refused)),
            new_changes=new,
            known_changes=len(found.known),
            warnings=(
                *_clock_warnings(self._by_device(), self.now),
                *_refusal_warnings(found.refused),
            ),
        )

    def _take_rest(self, progress: Progress) -> None:
        """Look at each change, and bring to the tables what is new."""
        connection, rest = self.interning.connection, self.fresh.rest
        progress.report(0, len(rest), "Memeriksa perubahan")
        self.found = found = inspect_changes(connection, self.interning, rest)
        past = _records_with_past(self.interning, found.new)
        floor = connection.scalar(_FLOOR) or 0
        done = 0
        for chunk in chunks(found.new, _STEP):
            progress.report(done, len(found.new), "Menyimpan perubahan")
            write_changes(connection, self.interning, chunk, batch_id=self.batch.id)
            done += len(chunk)
        if found.new:
            progress.report(done, done, "Menyatukan nilai")
            self.outcomes |= _bring_to_tables(
                connection, self.interning, floor, past, found.new, progress=progress
            )
        for change in found.known:
            self.outcomes.setdefault((change.entity, change.record), _Outcome(had_past=True))

    def clocks(self) -> Iterator[int]:
        """Yield what the clock must pass: of a laptop the last, where it is not far ahead."""
        limit = clock_at(self.now + FAR_AHEAD)
        for group in self._by_device().values():
            newest = max(group)
            yield from (newest,) if newest <= limit else group

    def _by_device(self) -> Mapping[str, Sequence[int]]:
        """Return the clock values that arrived, by device."""
        found: dict[str, list[int]] = {}
        for one in self.fresh.bundles:
            found.setdefault(one.device, []).extend(one.ats)
        for change in self.found.new:
            found.setdefault(change.device, []).append(change.at)
        return found


def _take_fresh(
    interning: Interning,
    found: Sequence[Fresh],
    *,
    batches: Sequence[_Batch],
    progress: Progress,
) -> list[dict[tuple[str, str], _Outcome]]:
    """Take in the records of which nothing is known; return what happened to them, by file."""
    total = sum(map(len, found))
    progress.report(0, total, "Menyimpan perubahan")
    write_fresh(interning, dict(zip((one.id for one in batches), found, strict=True)))
    shown: dict[str, dict[str, dict[str, tables.Shown]]] = {}
    for fresh in found:
        for (entity, record), one in fresh.records.items():
            shown.setdefault(entity, {})[record] = one.values
    for done, (entity, records) in enumerate(shown.items()):
        progress.report(done, len(shown), "Memperbarui daftar")
        tables.apply(interning.connection, entity, records)
    return [
        {
            key: _Outcome(had_past=False, changed=set(one.values), arrived=True)
            for key, one in fresh.records.items()
        }
        for fresh in found
    ]


def take_turn(connection: Connection) -> None:
    """Let imports and their undos on an office server come one after another."""
    if is_postgresql(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _records_with_past(interning: Interning, changes: Iterable[Change]) -> set[tuple[str, str]]:
    numbers = interning.find_records({(change.entity, change.record) for change in changes})
    with_past: set[int] = set()
    for chunk in chunks(numbers.values()):
        with_past.update(
            interning.connection.scalars(
                select(CHANGE.c.record_id).where(CHANGE.c.record_id.in_(chunk)).distinct()
            )
        )
    return {pair for pair, number in numbers.items() if number in with_past}


def _open_batches(
    connection: Connection, files: Sequence[Arriving], *, actor: str, now: datetime
) -> list[_Batch]:
    rows = [
        {
            "code": str(uuid4()),
            "nama_berkas": one.nama_berkas,
            "sha256": one.sha256,
            "waktu": now,
            "pelaku": actor,
            "new_changes": 0,
            "known_changes": 0,
            "conflicts": 0,
        }
        for one in files
    ]
    connection.execute(insert(_BATCH), rows)
    codes = [row["code"] for row in rows]
    stored = connection.execute(select(_BATCH.c.code, _BATCH.c.id).where(_BATCH.c.code.in_(codes)))
    numbers = {row.code: row.id for row in stored}
    return [_Batch(numbers[code], code) for code in map(str, codes)]


def _bring_to_tables(
    connection: Connection,
    interning: Interning,
    floor: int,
    past: set[tuple[str, str]],
    new: Sequence[Change],
    *,
    progress: Progress,
) -> dict[tuple[str, str], _Outcome]:
    demoted = demote_named(connection, floor)
    heads = heads_of_new(connection, floor)
    before: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in [*demoted, *(c for group in heads.values() for c in group)]:
        if candidate.id <= floor:
            before.setdefault(candidate.place, []).append(candidate)
    resplit(connection, heads)
    outcomes: dict[tuple[str, str], _Outcome] = {}
    shown: dict[str, dict[str, dict[str, tables.Shown]]] = {}
    for record, place, name, newest in _touched(interning, new):
        outcome = outcomes.get(record)
        if outcome is None:
            outcome = outcomes[record] = _Outcome(had_past=record in past)
        outcome.arrived = True
        group = heads.get(place, [])
        value, old = _shown(group), _shown(before.get(place, []))
        if len(group) > 1 and len({candidate.value for candidate in group}) > 1:
            outcome.conflicts.add(name)
        if value != old:
            outcome.changed.add(name)
        if value != old or name.startswith("/"):
            shown.setdefault(record[0], {}).setdefault(record[1], {})[name] = tables.Shown(
                value or NULL, newest, changed=value != old
            )
    for done, (entity, records) in enumerate(shown.items()):
        progress.report(done, len(shown), "Memperbarui daftar")
        tables.apply(connection, entity, records)
    return outcomes


def _touched(
    interning: Interning, changes: Iterable[Change]
) -> Iterator[tuple[tuple[str, str], tuple[int, int], str, int]]:
    """Yield record, place, field and newest clock of each field that the changes touch."""
    newest: dict[tuple[str, str, str], int] = {}
    for change in changes:
        key = (change.entity, change.record, change.field)
        if newest.get(key, -1) < change.at:
            newest[key] = change.at
    records = interning.records({(entity, record) for entity, record, _ in newest})
    fields = interning.fields({(entity, name) for entity, _, name in newest})
    for (entity, record, name), at in newest.items():
        place = (records[entity, record], fields[entity, name])
        yield (entity, record), place, name, at


def _shown(candidates: Sequence[Candidate]) -> str | None:
    if not candidates:
        return None
    if len(candidates) == 1:
        return candidates[0].value
    return max(candidates, key=lambda c: (c.at, c.device, c.seq)).value


def _fates(outcomes: Mapping[tuple[str, str], _Outcome]) -> list[RecordFate]:
    fates: list[RecordFate] = []
    for (entity, record), outcome in sorted(outcomes.items()):
        if outcome.conflicts:
            fate, fields = Fate.CONFLICT, outcome.conflicts | outcome.changed
        elif outcome.arrived and not outcome.had_past:
            fate, fields = Fate.NEW, outcome.changed
        elif outcome.changed:
            fate, fields = Fate.CHANGED, outcome.changed
        else:
            fate, fields = Fate.SAME, set[str]()
        fates.append(RecordFate(entity, record, fate, tuple(sorted(fields))))
    return fates


def _refused(refused: Iterable[tuple[Change, str]]) -> list[RecordFate]:
    grouped: dict[tuple[str, str, str], set[str]] = {}
    for change, reason in refused:
        grouped.setdefault((change.entity, change.record, reason), set()).add(change.field)
    return [
        RecordFate(entity, record, Fate.REFUSED, tuple(sorted(fields)), reason)
        for (entity, record, reason), fields in sorted(grouped.items())
    ]


def _clock_warnings(clocks: Mapping[str, Sequence[int]], now: datetime) -> list[str]:
    limit = clock_at(now + FAR_AHEAD)
    ahead = {
        device: [at for at in group if at > limit]
        for device, group in clocks.items()
        if max(group) > limit
    }
    return [
        f"Jam laptop {device} maju terlalu jauh: {len(group)} perubahan bertanggal sampai "
        f"{moment_of(max(group)):%d-%m-%Y}. Perubahannya tetap diterima; minta jam laptop itu "
        "dibetulkan."
        for device, group in sorted(ahead.items())
    ]


def _refusal_warnings(refused: Sequence[tuple[Change, str]]) -> list[str]:
    counts: dict[tuple[str, str], int] = {}
    for change, reason in refused:
        counts[change.device, reason] = counts.get((change.device, reason), 0) + 1
    return [
        f"{count} perubahan dari laptop {device} ditolak. {reason}"
        for (device, reason), count in sorted(counts.items())
    ]
