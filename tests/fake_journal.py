"""The journal of the in-memory database: the pure rules of the domain, applied to a dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bina_desktop.application.batch import Batch
from bina_desktop.application.journal import AbsorbReport, Conflict, Fate, Head, RecordFate
from bina_desktop.application.work import Progress
from bina_desktop.domain import journal as rules
from bina_desktop.domain.journal import Change


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

    def revision(self) -> int | None:
        mine = self.uow.state.revision
        return mine if mine == self.uow.database.state.revision else None

    def knows_file(self, sha256: str) -> bool:
        return sha256 in self.uow.state.files

    def conflicts(self) -> Sequence[Conflict]:
        found: list[Conflict] = []
        for (entity, record), named in sorted(self.uow.state.by_record.items()):
            for name, changes in sorted(named.items()):
                tops = rules.heads(changes)
                if rules.is_conflict(tops):
                    base = rules.common_base(tops, changes)
                    heads = tuple(_head(top) for top in tops)
                    found.append(
                        Conflict(entity, record, name, heads, _head(base) if base else None)
                    )
        return found

    def settle(self, *, entity: str, record: str, field: str, value: str) -> None:
        bases = [head.id for head in self.uow.heads(entity, record, field)]
        self.uow.change(entity, record, field, value, bases)
        self.uow.state.hasil.pop(record, None)

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


def _head(change: Change) -> Head:
    at = datetime.fromtimestamp((change.at >> 16) / 1000, UTC)
    return Head(change.id, change.value, change.actor, change.device, at)
