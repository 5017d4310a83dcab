"""What the parsing child found, as bytes for its parent.

Pickled, because a file brings thousands of values; but read back with nothing but the plain
records named here, so that bytes can make no other object and call nothing.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from typing import Any, Final

from bina_desktop.application.workbook import WorkbookReading

ANSWER: Final = "jawaban"
"""Name of the file that holds it."""
_MODULES: Final = frozenset(
    {
        "bina_desktop.application.workbook",
        "bina_desktop.domain.bundle",
        "bina_desktop.domain.journal",
        "bina_desktop.exchange.wire",
    }
)
_NAMES: Final = frozenset(
    {("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta")}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file says, or why it is refused."""

    reading: WorkbookReading | None = None
    """Without the attached files: their bytes stay beside it."""
    attached: tuple[tuple[str, str], ...] = ()
    """SHA-256 of an attached file, and the name of the file that holds its bytes."""
    refused: str = ""
    """A sentence."""
    code: str = ""
    """Code of the error that says it."""


class _Reader(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:
        """Return a plain record. Raises UnpicklingError for everything else."""
        found = super().find_class(module_name, global_name)
        plain = module_name in _MODULES and isinstance(found, type)
        if (plain and found.__module__ == module_name) or (module_name, global_name) in _NAMES:
            return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name}")


def to_bytes(answer: Answer) -> bytes:
    """Write it."""
    return pickle.dumps(answer, protocol=5)


def from_bytes(data: bytes) -> Answer:
    """Read it. Raises ValueError for bytes that hold anything else."""
    try:
        found = _Reader(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError) as error:
        raise ValueError("not an answer") from error
    if not isinstance(found, Answer):
        raise ValueError("not an answer")  # noqa: TRY004 - of the bytes, not of the caller
    return found
