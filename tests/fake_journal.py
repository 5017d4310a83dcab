"""The journal of the in-memory database: the pure rules of the domain, applied to a dictionary."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from bina_desktop.application.batch import Batch
from bina_desktop.application.journal import (
    AbsorbReport,
    Arriving,
    Conflict,
    Fate,
    RecordFate,
    Settled,
    conflict_of,
    settled_of,
)
from bina_desktop.application.work import Progress
from bina_desktop.domain import journal as rules
from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.journal import Change, FieldKey


class FakeJournal:
    """The journal within one fake unit of work."""

    def __init__(self, uow: Any) -> None:
        self.uow = uow

    def changes(self, records: Sequence[tuple[str, str]] | None = None) -> Sequence[Change]:
        found = sorted(self.uow.state.changes.values(), key=rules.rank)
        wanted = None if records is None else set(records)
        return [c for c in found if wanted is None or (c.entity, c.record) in wanted]

    def absorb(
        self, changes: Sequence[Change], *, nama_berkas: str, sha256: str, progress: Progress
    ) -> AbsorbReport:
        progress.report(0, len(changes), "Menyatukan")
        state = self.uow.state
        new = [c for c in changes if c.id not in state.changes]
        before = {(c.entity, c.record) for c in state.changes.values()}
        for change in new:
            state.add(change)
            if change.entity == "lembar_penilaian":
                state.hasil.pop(change.record, None)
        torn = {(c.entity, c.record) for c in self.conflicts()}
        fates: list[RecordFate] = []
        for key in sorted({(c.entity, c.record) for c in changes}):
            fields = sorted({c.field for c in new if (c.entity, c.record) == key})
            fate = Fate.NEW if key not in before else Fate.CHANGED if fields else Fate.SAME
            fates.append(RecordFate(*key, Fate.CONFLICT if key in torn else fate, tuple(fields)))
        state.files.add(sha256)
        now = self.uow.database.clock.now()
        counts = (len(new), len(changes) - len(new), len(torn))
        code = f"batch{len(state.batches)}"
        batch = Batch(code, nama_berkas, sha256, now, self.uow.actor, *counts)
        state.batches.append(batch)
        state.brought_by.update(dict.fromkeys([change.id for change in new], code))
        return AbsorbReport(batch.id, tuple(fates), *counts[:2])

    def absorb_all(
        self, files: Sequence[Arriving], *, progress: Progress
    ) -> Sequence[AbsorbReport]:
        return [
            self.absorb(
                one.changes, nama_berkas=one.nama_berkas, sha256=one.sha256, progress=progress
            )
            for one in files
        ]

    def take_turn(self) -> None:
        """One process, one writer."""

    def revision(self) -> int | None:
        mine = self.uow.state.revision
        return mine if mine == self.uow.database.state.revision else None

    def numbers_of(self, device: str, first: int, last: int) -> Collection[int]:
        known = {c.seq for c in self.uow.state.changes.values() if c.device == device}
        return {seq for seq in known if first <= seq <= last}

    def knows_file(self, sha256: str) -> bool:
        return sha256 in self.uow.state.files

    def conflicts(self) -> Sequence[Conflict]:
        found = (conflict_of(key, group, self._files()) for key, group in self._fields())
        return [one for one in found if one is not None]

    def decided(self, *, most: int) -> Sequence[Settled]:
        found = (settled_of(key, group, self._files()) for key, group in self._fields())
        told = [one for one in found if one is not None]
        return sorted(told, key=lambda one: one.chosen.at, reverse=True)[:most]

    def _fields(self) -> Iterator[tuple[FieldKey, list[Change]]]:
        for (entity, record), named in sorted(self.uow.state.by_record.items()):
            for name, changes in sorted(named.items()):
                yield FieldKey(entity, record, name), changes

    def _files(self) -> dict[str, str]:
        names = {batch.id: batch.nama_berkas for batch in self.uow.state.batches}
        brought = self.uow.state.brought_by
        return {key: names[code] for key, code in brought.items() if code in names}

    def settle(self, *, entity: str, record: str, field: str, value: str) -> None:
        self.settle_all({FieldKey(entity, record, field): value})

    def settle_all(self, values: Mapping[FieldKey, str]) -> None:
        for key, value in values.items():
            self.uow.change(*key, value, [head.id for head in self.uow.heads(*key)])
            self.uow.state.hasil.pop(key.record, None)

    def reopen(self, *, entity: str, record: str, field: str) -> None:
        key = FieldKey(entity, record, field)
        found = settled_of(key, self.history(entity=entity, record=record, field=field), {})
        if found is None:
            raise WrongStateError("Keputusan ini tidak berlaku lagi.")
        for value in dict.fromkeys(choice.value for choice in reversed(found.choices)):
            self.uow.change(*key, value, [found.chosen.change_id])

    def history(self, *, entity: str, record: str, field: str | None = None) -> Sequence[Change]:
        named = self.uow.state.by_record.get((entity, record), {})
        found = [c for name, cs in named.items() if field in (None, name) for c in cs]
        return sorted(found, key=rules.rank)

    def digest(self) -> str:
        return rules.digest(self.uow.state.changes.values())

    def device(self) -> str:
        return self.uow.database.device

    def public_key(self) -> bytes:
        return self.device().encode()

    def sign(self, message: bytes) -> bytes:
        return b"sealed by " + self.public_key()

    def trust(self, device: str, *, nama: str, public_key: bytes) -> None:
        self.uow.state.trusted[device] = public_key

    def trusted(self, device: str) -> bytes | None:
        return self.uow.state.trusted.get(device)
