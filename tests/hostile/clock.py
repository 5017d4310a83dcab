"""Time of the processor, so that other work on the machine does not count."""

from __future__ import annotations

from contextlib import suppress

import psutil


class ProcessorClock:
    """Measures what this process and its children take."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._last = self._now()

    def lap(self) -> float:
        """Return the seconds since the last lap; a child that died takes its own with it."""
        now = self._now()
        took, self._last = now - self._last, now
        return max(took, 0.0)

    def _now(self) -> float:
        total = sum(self._process.cpu_times()[:2])
        for child in self._process.children():
            with suppress(psutil.Error):
                total += sum(child.cpu_times()[:2])
        return total
