"""How much a child that parses may take: a file of 10 kB can ask for all memory there is."""

from __future__ import annotations

import sys
from typing import Final

import psutil

MEMORY_LIMIT: Final = 496 * 2**20
"""Bytes of a child, interpreter included; the largest workbook that we write takes 430 MiB."""
OUTPUT_LIMIT: Final = 128 * 2**20
"""Longest answer of a child: the window reads it, so its memory is what this guards."""


def limit_memory() -> None:
    """Let the operating system stop this process past the limit, where it can.

    Windows has no such limit and macOS keeps none: there `is_too_large` is what counts.
    """
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_LIMIT, OUTPUT_LIMIT))


def is_too_large(pid: int) -> bool:
    """Tell whether a child has grown past the limit, so that its parent must stop it."""
    try:
        return psutil.Process(pid).memory_info().rss > MEMORY_LIMIT
    except psutil.Error:  # it has just ended
        return False
