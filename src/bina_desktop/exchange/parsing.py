"""Starts the parsing child and reads what it found."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import time as clock
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from bina_desktop.application.work import CancelledError, Progress
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.exchange.cells import CellValue
from bina_desktop.exchange.limits import is_too_large
from bina_desktop.exchange.temporary import PREFIX, sweep_temporary

_log = logging.getLogger(__name__)

TIME_LIMIT = 120.0
"""Seconds after which the child is stopped."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as cells; row and column 0 are A1."""

    name: str
    rows: list[list[CellValue]]
    formulas: frozenset[str] = frozenset()
    """Addresses of cells that hold a formula."""
    errors: frozenset[str] = frozenset()
    """Addresses of cells that show an error such as `#N/A`: calamine gives a blank."""
    epoch_1904: bool = False
    """The workbook counts days from 1904: its dates may have been shifted."""


@dataclass(frozen=True, slots=True)
class ParsedBook:
    """All sheets, and the attached files that their `_lampiran` names."""

    sheets: list[RawSheet]
    files: dict[str, bytes]


def parse_workbook(path: Path, *, progress: Progress) -> ParsedBook:
    """Parse in a child process with memory and time limits.

    Raises ImportRefusedError with a sentence when the file is refused or the child dies, and
    CancelledError when the user wished to stop.
    """
    sweep_temporary()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        target = Path(folder) / "cells.json"
        _run_child(path, target, progress)
        if not target.exists():
            raise ImportRefusedError(
                f"Berkas “{path.name}” tidak dapat diurai dengan aman (memori atau waktu yang "
                "diperlukan melampaui batas). Berkas ini tidak dibaca."
            )
        found = json.loads(target.read_text(encoding="utf-8"))
        files = {one.name: one.read_bytes() for one in target.parent.glob("lampiran-*")}
    if "refused" in found:
        raise ImportRefusedError(found["refused"])
    sheets = [
        RawSheet(
            name,
            [[_decode(cell) for cell in row] for row in rows],
            frozenset(found["formulas"].get(name, ())),
            frozenset(found["errors"].get(name, ())),
            found["epoch_1904"],
        )
        for name, rows in found["sheets"]
    ]
    return ParsedBook(sheets, files)


def _run_child(path: Path, target: Path, progress: Progress) -> None:
    command = [sys.executable, "-m", "bina_desktop.exchange.parse_worker", path, target]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with subprocess.Popen(  # noqa: S603 our own module, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        creationflags=flags,
    ) as child:
        started = clock.monotonic()
        try:
            while not _ended(child):
                progress.report(0, 0, path.name)
                if clock.monotonic() - started > TIME_LIMIT or is_too_large(child.pid):
                    child.kill()
        except CancelledError:
            child.kill()
            raise
        if child.returncode:
            stderr = child.stderr.read().decode(errors="replace") if child.stderr else ""
            _log.warning(
                "parser for %s ended with %s: %s", path.name, child.returncode, stderr[-2000:]
            )
            target.unlink(missing_ok=True)


def _ended(child: subprocess.Popen[bytes]) -> bool:
    try:
        child.wait(0.05)
    except subprocess.TimeoutExpired:
        return False
    return True


def _decode(cell: Any) -> CellValue:
    if cell is None or isinstance(cell, str):
        return cell
    kind, text = cell
    if kind == "b":
        return bool(text)
    if kind == "d":
        return _decode_date(text)
    return Decimal(text)


def _decode_date(text: str) -> date | datetime | time:
    if "T" in text:
        return datetime.fromisoformat(text)
    return time.fromisoformat(text) if ":" in text else date.fromisoformat(text)
