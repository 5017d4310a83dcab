"""Imports carried out, and their undo: compensating changes, written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bina_desktop.application.batch import Batch, BatchState, UndoReport
from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.journal import Change
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.undo import Arrivals, Compensation, Kept, UndoPlan, plan_undo
from bina_desktop.storage import tables
from bina_desktop.storage.absorb import take_turn
from bina_desktop.storage.changes import CHANGE, RECORD, read_changes
from bina_desktop.storage.entities import entities, table_of
from bina_desktop.storage.heads import demote_named, heads_of_new, resplit
from bina_desktop.storage.interning import Interning, chunks
from bina_desktop.storage.journal_rows import ArrivedFileRow, BatchRow
from bina_desktop.storage.pen import Pen

_FILE: Final = table_of(ArrivedFileRow)
_RECORDS: Final = 500
"""Records planned between two reports of progress."""


@dataclass(frozen=True)
class _Arrivals:
    """Numbers of imports and undos, as the rule wants them for all records."""

    batch: Collection[int]
    undone: Collection[int]
    undos: Collection[int]
    since: int | None
    """Last change before the last undo of this import; None where another was undone since."""


class SqlBatches:
    """Implements the Batches port on the session's transaction."""

    def __init__(
        self,
        session: Session,
        interning: Interning,
        pen: Pen,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._session = session
        self._interning = interning
        self._pen = pen
        self._now = now

    def all(self) -> Sequence[Batch]:
        """Return imports, newest first."""
        rows = self._rows()
        kept = dict(
            self._session.execute(
                select(_FILE.c.sha256, _FILE.c.ukuran).where(_FILE.c.data.is_not(None))
            ).all()
        )
        undos = _undos(rows)
        return [
            _batch(row, undos.get(row.code, []), kept.get(row.sha256, 0))
            for row in reversed(rows)
            if row.undoes is None
        ]

    def get(self, batch_id: str) -> Batch:
        """Return one import. Raises NotFoundError."""
        found = next((batch for batch in self.all() if batch.id == batch_id), None)
        if found is None:
            raise NotFoundError(
                "Impor itu tidak tercatat di basis data ini. Lihat daftar impor untuk nomornya."
            )
        return found

    def plan_undo(self, batch_id: str, *, progress: Progress) -> UndoReport:
        """Return what `undo` would do now."""
        batch = self.get(batch_id)
        rows = self._rows()
        undos = _undos(rows)
        undone = {code for code, made in undos.items() if len(made) % 2}
        undone ^= {batch_id}
        arrivals = _Arrivals(
            batch={r.id for r in rows if batch_id in (r.code, r.undoes)},
            undone={r.id for r in rows if r.code in undone},
            undos={r.id for r in rows if r.undoes is not None},
            since=_last_change_before(rows, batch_id),
        )
        compensations: list[Compensation] = []
        kept: list[Kept] = []
        connection = self._interning.connection
        records = connection.scalars(
            select(CHANGE.c.record_id).where(CHANGE.c.batch_id.in_(arrivals.batch)).distinct()
        ).all()
        done = 0
        for chunk in chunks(sorted(records), _RECORDS):
            progress.report(done, len(records), "Memeriksa catatan")
            part = self._plan_of(chunk, arrivals)
            compensations += part.compensations
            kept += part.kept
            done += len(chunk)
        visits = self._visits({(one.key.entity, one.key.record) for one in compensations})
        return UndoReport(batch, UndoPlan(tuple(compensations), tuple(kept)), visits)

    def undo(self, batch_id: str, *, progress: Progress) -> UndoReport:
        """Write the compensating changes; for a batch that is undone, take the undo back."""
        take_turn(self._interning.connection)
        report = self.plan_undo(batch_id, progress=progress)
        floor = self._interning.connection.scalar(select(func.max(CHANGE.c.id))) or 0
        made = BatchRow(
            code=str(uuid4()),
            nama_berkas=report.batch.nama_berkas,
            sha256="",
            waktu=self._now(),
            pelaku=self._pen.actor,
            new_changes=len(report.plan.compensations),
            known_changes=0,
            conflicts=0,
            undoes=batch_id,
            after_change=floor,
        )
        self._session.add(made)
        self._session.flush()
        self._write(report.plan.compensations, made, progress)
        self._session.expire_all()
        return report

    def _write(
        self, compensations: Sequence[Compensation], made: BatchRow, progress: Progress
    ) -> None:
        connection = self._interning.connection
        floor = made.after_change or 0
        progress.report(0, len(compensations), "Menulis pembatalan")
        written = self._pen.write_based(
            [(one.key, one.value, one.bases) for one in compensations], batch_id=made.id
        )
        demote_named(connection, floor)
        resplit(connection, heads_of_new(connection, floor))
        shown: dict[str, dict[str, dict[str, tables.Shown]]] = {}
        for change in written:
            # Newer than all it stands beside, so it is the one shown.
            values = shown.setdefault(change.entity, {}).setdefault(change.record, {})
            values[change.field] = tables.Shown(change.value, change.at)
        for done, (entity, records) in enumerate(shown.items()):
            progress.report(done, len(shown), "Memperbarui daftar")
            tables.apply(connection, entity, records)

    def _plan_of(self, records: Sequence[int], known: _Arrivals) -> UndoPlan:
        connection = self._interning.connection
        marked = connection.execute(
            select(CHANGE.c.id, CHANGE.c.batch_id).where(
                CHANGE.c.record_id.in_(records), CHANGE.c.batch_id.is_not(None)
            )
        ).all()
        batch_of = {row.id: row.batch_id for row in marked}
        changes: list[Change] = []
        brought_by: dict[str, int] = {}
        since: set[str] | None = None if known.since is None else set()
        for stored in read_changes(connection, RECORD.c.id.in_(records)):
            changes.append(stored.change)
            if stored.id in batch_of:
                brought_by[stored.change.id] = batch_of[stored.id]
            if since is not None and stored.id > (known.since or 0):
                since.add(stored.change.id)
        arrivals = Arrivals(brought_by, known.batch, known.undone, known.undos, since)
        return plan_undo(changes, arrivals)

    def _visits(self, records: Collection[tuple[str, str]]) -> frozenset[SptId]:
        """Return the visits to which records belong, deleted ones as well."""
        found: set[str | None] = set()
        for entity in entities().values():
            visit = entity.columns.get("spt_id")
            if visit is None:
                continue
            ids = sorted(record for name, record in records if name == entity.name)
            for chunk in chunks(ids, _RECORDS):
                asked = select(visit).where(entity.table.c.id.in_(chunk)).distinct()
                found.update(self._interning.connection.scalars(asked))
        return frozenset(SptId(one) for one in found if one is not None)

    def _rows(self) -> Sequence[BatchRow]:
        self._session.flush()
        return self._session.scalars(select(BatchRow).order_by(BatchRow.id)).all()


def _last_change_before(rows: Sequence[BatchRow], batch_id: str) -> int | None:
    """Return the last change before the last undo of an import; None where it was not the last."""
    undos = [row for row in rows if row.undoes is not None]
    return undos[-1].after_change if undos and undos[-1].undoes == batch_id else None


def _undos(rows: Iterable[BatchRow]) -> dict[str, list[BatchRow]]:
    """Return by import its undo, the taking back of it, the next undo and so on."""
    found: dict[str, list[BatchRow]] = {}
    for row in rows:
        if row.undoes is not None:
            found.setdefault(row.undoes, []).append(row)
    return found


def _batch(row: BatchRow, undos: Sequence[BatchRow], kept_bytes: int) -> Batch:
    last = undos[-1] if undos else None
    return Batch(
        id=row.code,
        nama_berkas=row.nama_berkas,
        sha256=row.sha256,
        waktu=row.waktu,
        pelaku=row.pelaku,
        new_changes=row.new_changes,
        known_changes=row.known_changes,
        conflicts=row.conflicts,
        state=BatchState.UNDONE if len(undos) % 2 else BatchState.ACTIVE,
        state_by=last.pelaku if last else "",
        state_at=last.waktu if last else None,
        kept_bytes=kept_bytes,
    )
