"""A screen in memory and a keyboard for it: Xvfb and xdotool, where the system has them."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_TOOLS = ("Xvfb", "xdotool")
_KEYS = ("ctrl+Down", "Return", "ctrl+Page_Down", "ctrl+Page_Up", "ctrl+z", "ctrl+y", "Down")


def missing_tools() -> list[str]:
    """Return what a display of our own would need and is not here."""
    return [tool for tool in _TOOLS if shutil.which(tool) is None]


@contextmanager
def screen() -> Iterator[str]:
    """Run Xvfb on a free number; yields the DISPLAY."""
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(theirs,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    try:
        with os.fdopen(ours) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def type_at_random(display: str, chance: random.Random, steps: int) -> subprocess.Popen[bytes]:
    """Let xdotool type: digits over what stands there, then on, back, undo. Runs until ended."""
    words: list[str] = []
    for _ in range(steps):
        if chance.random() < 0.7:
            words += ["key", "ctrl+a", "type", str(chance.choice((1, 2, 3, 4, 5, 27, 140)))]
            words += ["key", "Return"]
        words += ["key", chance.choice(_KEYS)]
    script = "\n".join(" ".join(words[at : at + 2]) for at in range(0, len(words), 2))
    typist = subprocess.Popen(
        ["xdotool", "-"],
        env={**os.environ, "DISPLAY": display},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert typist.stdin is not None
    typist.stdin.write(f"{script}\n".encode())
    typist.stdin.close()
    return typist
