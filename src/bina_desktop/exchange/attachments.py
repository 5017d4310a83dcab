"""`_lampiran`: attached files as base64 in cells, addressed by the SHA-256 of their bytes."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from bina_desktop.application.workbook import Rejection
from bina_desktop.exchange.machine import CHUNK, chunks

ATTACHMENTS: Final = "_lampiran"
_HEAD: Final = ("sha256", "nama", "ukuran", "isi")
_FACTS: Final = 3
"""Cells before the first piece of the content."""


def attachment_rows(
    names: Mapping[str, str], load: Callable[[str], bytes]
) -> Iterator[Iterable[str]]:
    """Yield the head and one row per file; its base64 runs over as many cells as it needs."""
    yield _HEAD
    for sha256, nama in names.items():
        data = load(sha256)
        text = base64.b64encode(data).decode("ascii")
        pieces = (text[start : start + CHUNK] for start in range(0, len(text), CHUNK))
        yield (sha256, chunks(nama)[0], str(len(data)), *pieces)


def extract(rows: list[list[Any]], folder: Path) -> list[list[Any]]:
    """Write the content of each row to a file of its own; returns rows that name those files.

    Runs in the parsing child, so that the window never holds the base64. A row whose content is
    no base64 names no file.
    """
    named: list[list[Any]] = rows[:1]
    for number, row in enumerate(rows[1:], start=2):
        facts = (row + [None] * _FACTS)[:_FACTS]
        cells = row[_FACTS:]
        name = None
        if cells and all(isinstance(cell, str) for cell in cells):
            try:
                data = base64.b64decode("".join(cells), validate=True)
            except (binascii.Error, ValueError):
                pass
            else:
                name = f"lampiran-{number}"
                (folder / name).write_bytes(data)
        named.append([*facts, name] if row else [])
    return named


def read_attachments(
    listed: Mapping[str, str], rows: list[list[Any]], folder: Path
) -> tuple[dict[str, str], list[Rejection]]:
    """Return which extracted files arrived whole, by SHA-256, and where one is broken or lost.

    `listed` are the names of those that were exported, by SHA-256; `folder` holds what was
    extracted.
    """
    found: dict[str, str] = {}
    rejected: list[Rejection] = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        sha256, _, _, name = (*row, None, None, None, None)[: _FACTS + 1]
        if isinstance(sha256, str) and name and _hash(folder / str(name)) == sha256:
            found[sha256] = str(name)
            continue
        nama = listed.get(str(sha256), "tanpa nama")
        reason = (
            f"Lampiran “{nama}” rusak: isinya tidak sama dengan yang diekspor, jadi tidak "
            "dipakai. Data lainnya tetap dibaca; minta pengirim mengekspor ulang."
        )
        rejected.append(Rejection(ATTACHMENTS, f"A{number}", reason))
    told = {str(row[0]) for row in rows[1:] if row}
    lost = [nama for sha256, nama in listed.items() if sha256 not in found and sha256 not in told]
    for nama in lost:
        reason = (
            f"Lampiran “{nama}” hilang dari berkas ini. Data lainnya tetap dibaca; minta pengirim "
            "mengekspor ulang."
        )
        rejected.append(Rejection(ATTACHMENTS, "A1", reason))
    return found, rejected


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
