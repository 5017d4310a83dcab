"""`_jurnal` read back: packed records, or a change a row as older programs wrote it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bina_desktop.application.workbook import Rejection
from bina_desktop.domain.bundle import Bundle, bundled
from bina_desktop.domain.journal import Change
from bina_desktop.exchange.cells import CellValue
from bina_desktop.exchange.machine import joined, loads
from bina_desktop.exchange.packing import texts_hash, unpacked

JOURNAL: Final = "_jurnal"
CHANGE_COLUMNS: Final = (
    "device",
    "seq",
    "at",
    "actor",
    "entity",
    "record",
    "field",
    "bases",
    "reason",
    "hash",
    "value",
)
"""Of a change that has a row of its own; a long value runs over several cells."""


@dataclass(slots=True)
class JournalSheet:
    """What the sheet holds."""

    bundles: list[Bundle] = field(default_factory=list[Bundle])
    sha256: str = ""
    """Over its content: the same in whatever order, or how often, the rows stand there."""
    rejections: list[Rejection] = field(default_factory=list[Rejection])


def read_journal(rows: Sequence[Sequence[CellValue]], *, packed: bool = True) -> JournalSheet:
    """Read `_jurnal` back, row by row; a bad row never stops the others."""
    found = JournalSheet()
    texts: dict[str, list[Bundle]] = {}
    changes: list[Change] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = ["" if cell is None else cell for cell in row]
        if not any(cells):
            continue
        try:
            if packed:
                text, bundles = unpacked(_texts(cells))
                texts[text] = bundles
            else:
                changes.append(_row_change(_fields(_texts(cells))))
        except (ValueError, TypeError, RecursionError):
            found.rejections.append(
                Rejection(
                    JOURNAL,
                    f"A{number}",
                    "Baris jurnal ini rusak atau diubah orang sehingga tidak dipakai.",
                )
            )
    if packed:
        found.bundles = [one for bundles in texts.values() for one in bundles]
        found.sha256 = texts_hash(texts)
    else:
        found.bundles = bundled(dict.fromkeys(changes))
        found.sha256 = _changes_hash(changes)
    return found


def _texts(cells: Sequence[CellValue]) -> list[str]:
    texts = [cell for cell in cells if isinstance(cell, str)]
    if len(texts) != len(cells):
        raise TypeError("machine cells are text")
    return texts


def _fields(cells: list[str]) -> list[str]:
    if not cells[0]:
        return _texts(loads(joined(cells[1:])))
    fixed = len(CHANGE_COLUMNS) - 1
    head = (cells + [""] * fixed)[:fixed]
    return [*(joined([text]) for text in head), joined(cells[fixed:])]


def _row_change(row: list[str]) -> Change:
    """Read one row. Raises ValueError for a row that is no change."""
    device, seq, at, actor, entity, record, name, bases, reason, digest, value = row
    if not (device and entity and record and name):
        raise ValueError("blank identity")
    loads(value)
    return Change(
        device=device,
        seq=int(seq),
        at=int(at),
        actor=actor,
        entity=entity,
        record=record,
        field=name,
        value=value,
        bases=tuple(bases.split()),
        reason=reason,
        hash=digest,
    )


def _changes_hash(changes: Iterable[Change]) -> str:
    digest = hashlib.sha256()
    for row in sorted({json.dumps(change_row(change)) for change in changes}):
        digest.update(row.encode("ascii"))
        digest.update(b"\n")
    return digest.hexdigest()


def change_row(change: Change) -> list[str]:
    """Return a change as the texts of a row of its own."""
    return [
        change.device,
        str(change.seq),
        str(change.at),
        change.actor,
        change.entity,
        change.record,
        change.field,
        " ".join(change.bases),
        change.reason,
        change.hash,
        change.value,
    ]
