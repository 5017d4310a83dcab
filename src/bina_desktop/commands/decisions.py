"""Differences and their decisions; imports and their undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bina_desktop.application.batch import Batch, BatchState
from bina_desktop.application.batches import UndoFate, UndoPreview, UndoRow, ratified_words
from bina_desktop.application.perbedaan import ConflictView
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.commands.status import FAULTS, OK, tell_json
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.domain.errors import InvalidValueError, NeedsYesError, NotFoundError


def tell_conflicts(services: Services, *, as_json: bool) -> int:
    """List open differences with their values; status 1 while any is open."""
    found = services.perbedaan.conflicts()
    if as_json:
        tell_json([_conflict_as_json(conflict) for conflict in found])
    for conflict in () if as_json else found:
        print(f"{conflict.id}  {conflict.judul}: {conflict.pertanyaan}")
        for number, head in enumerate(conflict.heads, start=1):
            print(f"  {number}. {head.teks} ({head.siapa}, {head.kapan}, {head.perangkat})")
    if not found and not as_json:
        print("Tidak ada perbedaan.")
    return FAULTS if found else OK


def resolve(services: Services, identity: str, number: int, *, as_json: bool) -> int:
    """Decide a difference for the value of this number."""
    found = next((one for one in services.perbedaan.conflicts() if one.id == identity), None)
    if found is None:
        raise NotFoundError(
            f"Perbedaan {identity} tidak ada: sudah diputuskan, atau nilainya bertambah. "
            "Jalankan conflicts untuk daftar terbaru."
        )
    if not 1 <= number <= len(found.heads):
        raise InvalidValueError(f"Pilih nomor nilai 1 sampai {len(found.heads)}.")
    head = found.heads[number - 1]
    services.perbedaan.settle(found, head.value)
    if as_json:
        tell_json({"id": identity, "value": head.value})
    else:
        print(f"{found.judul}: {found.pertanyaan} = {head.teks}. Keputusan tersimpan.")
    return OK


def _conflict_as_json(conflict: ConflictView) -> dict[str, Any]:
    return {
        "id": conflict.id,
        "entity": conflict.entity,
        "record": conflict.record,
        "field": conflict.field,
        "title": conflict.judul,
        "question": conflict.pertanyaan,
        "values": [
            {
                "number": number,
                "value": head.value,
                "text": head.teks,
                "who": head.siapa,
                "when": head.kapan,
                "device": head.perangkat,
            }
            for number, head in enumerate(conflict.heads, start=1)
        ],
    }


def tell_batches(services: Services, *, as_json: bool) -> int:
    """List imports, newest first."""
    batches = services.batches.list()
    if as_json:
        tell_json([_batch_as_json(batch) for batch in batches])
        return OK
    for batch in batches:
        print(f"{batch.id}  {format_waktu(batch.waktu)}  {batch.nama_berkas}")
        print(
            f"  {batch.pelaku}; {batch.new_changes} baru, {batch.known_changes} sudah ada, "
            f"{batch.conflicts} catatan berbeda; SHA-256 {batch.sha256[:16]}{_state(batch)}"
        )
    if not batches:
        print("Belum ada berkas yang diimpor.")
    return OK


def _state(batch: Batch) -> str:
    if batch.state_at is None:
        return ""
    what = "DIBATALKAN" if batch.state is BatchState.UNDONE else "dikembalikan"
    return f"; {what} {format_waktu(batch.state_at)} oleh {batch.state_by}"


def _batch_as_json(batch: Batch) -> dict[str, Any]:
    return {
        "id": batch.id,
        "file": batch.nama_berkas,
        "sha256": batch.sha256,
        "at": batch.waktu.isoformat(),
        "by": batch.pelaku,
        "new": batch.new_changes,
        "known": batch.known_changes,
        "conflicts": batch.conflicts,
        "state": batch.state.value,
        "state_by": batch.state_by,
        "state_at": batch.state_at.isoformat() if batch.state_at else None,
        "kept_bytes": batch.kept_bytes,
    }


def undo_batch(
    services: Services,
    identity: str,
    *,
    restore: bool,
    agreed: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Undo an import, or with `restore` bring an undone one back; a second time does nothing.

    With `dry_run` only says what would change; `agreed` to what a ratified Laporan tells of.
    """
    batch = services.batches.get(identity)
    if (batch.state is BatchState.UNDONE) is not restore:
        return _as_wished(batch, restores=restore, as_json=as_json)
    preview = services.batches.preview_undo(identity, progress=Progress())
    if not dry_run:
        _undo(services, preview, agreed=agreed)
    if as_json:
        told = preview.batch if dry_run else services.batches.get(identity)
        tell_json(_undo_as_json(told, restore, preview.rows, preview.ratified, done=not dry_run))
    else:
        for row in preview.rows:
            print(f"  {row.fate.value}: {row.jenis} {row.nama} {row.rincian}".rstrip())
        if preview.ratified:
            print(f"  Perhatian: {ratified_words(preview.ratified)}")
        what = "dikembalikan" if restore else "dibatalkan"
        print(
            f"{preview.batch.nama_berkas}: {'akan ' if dry_run else ''}{what}, "
            f"{sum(row.fate is not UndoFate.KEPT for row in preview.rows)} catatan berubah."
        )
    return FAULTS if any(row.fate is UndoFate.KEPT for row in preview.rows) else OK


def _undo(services: Services, preview: UndoPreview, *, agreed: bool) -> None:
    try:
        services.batches.undo(
            preview.batch.id,
            restore=preview.restores,
            despite_ratified=agreed,
            progress=Progress(),
        )
    except NeedsYesError as error:
        raise NeedsYesError(f"{error.sentence} Untuk melanjutkan, tambahkan --yes.") from error


def _as_wished(batch: Batch, *, restores: bool, as_json: bool) -> int:
    """Tell that an import stands already as it was asked for."""
    if as_json:
        tell_json(_undo_as_json(batch, restores, (), (), done=False))
    elif batch.state_at is None:
        print(f"{batch.nama_berkas}: tidak pernah dibatalkan; tidak ada yang dilakukan.")
    else:
        print(
            f"{batch.nama_berkas}: sudah {'dikembalikan' if restores else 'dibatalkan'} "
            f"{format_waktu(batch.state_at)} oleh {batch.state_by}; tidak ada yang dilakukan."
        )
    return OK


def _undo_as_json(
    batch: Batch,
    restores: bool,
    rows: Sequence[UndoRow],
    ratified: Sequence[str],
    *,
    done: bool,
) -> dict[str, Any]:
    return {
        "batch": _batch_as_json(batch),
        "restores": restores,
        "done": done,
        "ratified": list(ratified),
        "records": [_row_as_json(row) for row in rows],
    }


def _row_as_json(row: UndoRow) -> dict[str, str]:
    return {
        "fate": row.fate.value,
        "kind": row.jenis,
        "name": row.nama,
        "details": row.rincian,
        "entity": row.entity,
        "record": row.record,
    }
