"""What becomes of files that come in without anybody looking at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bina_desktop.application.batch import ArrivedFile
from bina_desktop.application.work import Changes
from bina_desktop.application.workbook import Refusal


class FileFate(StrEnum):
    """What became of one file."""

    TAKEN = "diterima"
    KNOWN = "sudah_diimpor"
    """These very bytes were taken in before; nothing was done."""
    WAITING = "menunggu"
    """A person must say yes."""
    REFUSED = "ditolak"
    STOPPED = "dihentikan"
    """The person stopped before it came to its turn; nothing of it was taken in."""
    PREVIEWED = "dipratinjau"
    """Only looked at."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, and why."""

    path: Path
    fate: FileFate
    sha256: str = ""
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    """Number of records by their fate."""
    warnings: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    """Rows and cells that were not taken."""
    reason: str = ""
    """Sentence for REFUSED."""
    changes: Changes | None = None
    needs_yes: bool = False
    """Looked at only: a person must agree before it is taken in."""
    needs_password: bool = False
    """WAITING because it is locked."""


def as_before(path: Path, arrived: ArrivedFile) -> FileOutcome:
    """Return what became of the same bytes before: that still holds."""
    fate = FileFate(arrived.state.value)
    reason = " ".join(arrived.notes) if fate is FileFate.REFUSED else ""
    return FileOutcome(path, fate, arrived.sha256, warnings=arrived.notes, reason=reason)
