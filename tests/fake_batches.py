"""Imports, their undo and the files that came in, of the in-memory database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bina_desktop.application.batch import ArrivedFile, Batch, BatchState, UndoReport
from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import DatabaseUnfitError, NotFoundError
from bina_desktop.domain.journal import heads, winner
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.undo import Arrivals, plan_undo


@dataclass(frozen=True)
class Undo:
    """One undo, or the taking back of one."""

    code: str
    of: str
    actor: str
    at: datetime
    after: int
    """How many changes were here before."""


class FakeBatches:
    """The batches within one fake unit of work: the pure rule on a dictionary."""

    def __init__(self, uow: Any) -> None:
        self.uow = uow

    def all(self) -> Sequence[Batch]:
        return [self._with_state(batch) for batch in reversed(self.uow.state.batches)]

    def get(self, batch_id: str) -> Batch:
        for batch in self.all():
            if batch.id == batch_id:
                return batch
        raise NotFoundError("Impor itu tidak tercatat.")

    def plan_undo(self, batch_id: str, *, progress: Progress) -> UndoReport:
        progress.report(0, 1, "Memeriksa catatan")
        state = self.uow.state
        batch = self.get(batch_id)
        undone = {b.id for b in self.all() if b.state is BatchState.UNDONE} ^ {batch_id}
        since: list[str] | None = None
        if state.undos and state.undos[-1].of == batch_id:
            since = list(state.changes)[state.undos[-1].after :]
        arrivals = Arrivals(
            state.brought_by,
            batch={batch_id} | {undo.code for undo in state.undos if undo.of == batch_id},
            undone=undone,
            undos={undo.code for undo in state.undos},
            since=since,
        )
        plan = plan_undo(state.changes.values(), arrivals)
        records = {(one.key.entity, one.key.record) for one in plan.compensations}
        return UndoReport(batch, plan, self._visits(records))

    def _visits(self, records: set[tuple[str, str]]) -> frozenset[SptId]:
        named = (self.uow.state.by_record.get(record, {}) for record in records)
        tops = (winner(heads(fields["spt_id"])) for fields in named if "spt_id" in fields)
        return frozenset(SptId(json.loads(top.value)) for top in tops if top is not None)

    def undo(self, batch_id: str, *, progress: Progress) -> UndoReport:
        report = self.plan_undo(batch_id, progress=progress)
        state = self.uow.state
        code = f"undo{len(state.undos)}"
        now = self.uow.database.clock.now()
        state.undos.append(Undo(code, batch_id, self.uow.actor, now, len(state.changes)))
        for one in report.plan.compensations:
            known = set(state.changes)
            self.uow.change(*one.key, one.value, list(one.bases))
            (made,) = set(state.changes) - known
            state.brought_by[made] = code
            state.hasil.pop(one.key.record, None)
        return report

    def _with_state(self, batch: Batch) -> Batch:
        undos = [undo for undo in self.uow.state.undos if undo.of == batch.id]
        kept = self.uow.state.arrived.get(batch.sha256)
        batch = replace(batch, kept_bytes=kept[0].ukuran if kept and kept[0].is_kept else 0)
        if not undos:
            return batch
        state = BatchState.UNDONE if len(undos) % 2 else BatchState.ACTIVE
        return replace(batch, state=state, state_by=undos[-1].actor, state_at=undos[-1].at)


class FakeArrivedFiles:
    """Files that came in."""

    def __init__(self, uow: Any) -> None:
        self.uow = uow

    def note(self, arrived: ArrivedFile, data: bytes | None, *, limit: int) -> None:
        kept = data if data is not None and len(data) <= limit else None
        facts = replace(arrived, is_kept=kept is not None)
        self.uow.state.arrived[arrived.sha256] = (facts, kept)

    def make_room(self, limit: int) -> None:
        """A fake has room."""

    def find(self, sha256: str) -> ArrivedFile | None:
        found = self.uow.state.arrived.get(sha256)
        return found[0] if found else None

    def all(self) -> Sequence[ArrivedFile]:
        return [facts for facts, _ in reversed(self.uow.state.arrived.values())]

    def data(self, sha256: str) -> bytes:
        _, data = self.uow.state.arrived.get(sha256, (None, None))
        if data is None:
            raise NotFoundError("Salinan berkas ini tidak disimpan lagi.")
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DatabaseUnfitError("Salinan berkas ini rusak.")
        return data

    def kept_bytes(self) -> int:
        return sum(len(data) for _, data in self.uow.state.arrived.values() if data)
