"""What a process took, told to the one that started it."""

from __future__ import annotations

import json
import resource
import time
from typing import Final

_MIB: Final = 1024
"""ru_maxrss counts KiB on Linux."""


class Stopwatch:
    """Runs from its making."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._cpu = _cpu()

    def taken(self) -> dict[str, float]:
        """Return seconds, seconds of processor of this process and its children, and MiB."""
        own, children = (
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        return {
            "seconds": time.perf_counter() - self._began,
            "cpu": _cpu() - self._cpu,
            "memory": own.ru_maxrss / _MIB,
            "child_memory": children.ru_maxrss / _MIB,
        }


def _cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def tell(taken: dict[str, float], **found: object) -> None:
    """Print both as one line."""
    print(json.dumps({**taken, **found}))
