"""What a runner returns: one outcome per case, gathered in groups that are judged or only told."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DEFAULT_CASES = Path("..") / "shared" / "conformance"
"""Relative to the root of the repository."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case went."""

    case: str
    ok: bool
    detail: str = ""
    """What was wanted and what came; '' where it went well."""
    decision: str = ""
    """The documented decision that makes this case fail, where that can be told."""


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """One group of the cases of one file."""

    file: str
    group: str
    outcomes: list[Outcome] = field(repr=False)
    threshold: float = 0.0
    """Least share of passed cases, 0 to 1; 0 for a group that is told but not judged."""

    @property
    def passed(self) -> int:
        """Return how many cases went well."""
        return sum(outcome.ok for outcome in self.outcomes)

    @property
    def failed(self) -> int:
        """Return how many cases did not."""
        return len(self.outcomes) - self.passed

    @property
    def reached(self) -> bool:
        """Tell whether the threshold is met."""
        return self.passed >= self.threshold * len(self.outcomes)


def load_cases(folder: Path, file: str) -> dict[str, Any]:
    """Return the content of a file of cases. Raises OSError or ValueError."""
    with gzip.open(folder / file, "rt", encoding="utf-8") as stream:
        content: dict[str, Any] = json.load(stream)
    return content
