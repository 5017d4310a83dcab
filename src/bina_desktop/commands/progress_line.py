"""One line on the terminal that says how far a long command is; never in what it prints."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, TextIO

from bina_desktop.application.work import Progress, Snapshot

_LOOK: Final = 0.2
"""Seconds between two looks at the progress."""
_WIDE: Final = 79
_CLEAR: Final = "\r" + " " * _WIDE + "\r"


@contextmanager
def told(noun: str, *, stream: TextIO | None = None) -> Iterator[Progress]:
    """Give a progress; while it runs, a terminal shows it in one line, which goes at the end.

    Ctrl+C is a wish to stop at the next safe point; a second one ends the program as ever.
    """
    progress = Progress()
    stream = sys.stderr if stream is None else stream
    with _stopped_by_keys(progress):
        if stream is None or not stream.isatty():  # a windowed program has none
            yield progress
            return
        ended = threading.Event()
        teller = threading.Thread(target=_tell, args=(progress, noun, stream, ended), daemon=True)
        teller.start()
        try:
            yield progress
        finally:
            ended.set()
            teller.join()


def line_of(found: Snapshot, noun: str) -> str:
    """Return `120 dari 514 berkas · 28 berkas/detik · sisa ± 14 detik`; '' before there is any."""
    if not found.total:
        return ""
    parts = (f"{found.done} dari {found.total} {noun}", found.label)
    return " · ".join(filter(None, parts))[:_WIDE]


def _tell(progress: Progress, noun: str, stream: TextIO, ended: threading.Event) -> None:
    said = ""
    while not ended.wait(_LOOK):
        line = line_of(progress.snapshot(), noun)
        if line != said:
            stream.write(f"\r{line.ljust(len(said))}")
            stream.flush()
            said = line
    if said:
        stream.write(_CLEAR)
        stream.flush()


@contextmanager
def _stopped_by_keys(progress: Progress) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # signals are not ours there
        yield
        return

    def wish(_number: int, _frame: FrameType | None) -> None:
        progress.cancel()
        signal.signal(signal.SIGINT, before)

    before: Callable[[int, FrameType | None], object] | int | None = signal.signal(
        signal.SIGINT, wish
    )
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
