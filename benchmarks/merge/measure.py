"""What a process took, told to the one that started it."""

from __future__ import annotations

import json
import resource
import threading
import time
from contextlib import suppress
from typing import Final

import psutil

_MIB: Final = 1024
"""ru_maxrss counts KiB on Linux."""


_LOOK: Final = 0.05
"""Seconds between two looks at the memory."""
_SEARCHES: Final = 10
"""Looks between two searches for new children."""


class Stopwatch:
    """Runs from its making."""

    def __init__(self) -> None:
        self._memory = _Memory()
        self._began = time.perf_counter()
        self._cpu = _cpu()

    def taken(self) -> dict[str, float]:
        """Return seconds, seconds of processor of this process and its children, and MiB."""
        seconds, cpu = time.perf_counter() - self._began, _cpu() - self._cpu
        own, together = self._memory.taken()
        return {"seconds": seconds, "cpu": cpu, "memory": own, "together": together}


class _Memory:
    """Looks now and then at what this process and its children hold at the same moment.

    What the system counts for children that ended would not do: it begins with what their parent
    held when it started them.
    """

    def __init__(self) -> None:
        self._most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def taken(self) -> tuple[float, float]:
        """Return the greatest MiB of this process, and of all together."""
        self._ended.set()
        self._thread.join()
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB
        return own, max(own, self._most / _MIB / _MIB)

    def _look(self) -> None:
        me = psutil.Process()
        group, looks = [me], 0
        while not self._ended.wait(_LOOK):
            if looks % _SEARCHES == 0:
                group = [me, *me.children()]
            looks += 1
            held = 0
            for one in group:
                with suppress(psutil.Error):  # it has just ended
                    held += one.memory_info().rss
            self._most = max(self._most, held)


def _cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def tell(taken: dict[str, float], **found: object) -> None:
    """Print both as one line."""
    print(json.dumps({**taken, **found}))
