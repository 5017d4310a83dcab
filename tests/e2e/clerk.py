"""A clerk's process that imports files into the office's server: words in, lines of JSON out.

It says `READY`, waits for a line, names what it is doing while it imports, and tells the fate of
each file.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE, Popen

from bina_desktop.application.work import Progress
from bina_desktop.bootstrap import make_gate
from bina_desktop.settings import load_settings


class Telling(Progress):
    """Says aloud what is being done."""

    def report(self, done: int, total: int = 0, label: str = "") -> None:
        super().report(done, total, label)
        tell(label)


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def start(url: str, password: str, cache: Path, files: Sequence[Path]) -> Popen[str]:
    """Start a clerk's process, ready to import these files in this order."""
    words = [sys.executable, "-m", "tests.e2e.clerk", url, str(cache), *map(str, files)]
    return Popen(
        words, stdin=PIPE, stdout=PIPE, text=True, env={**os.environ, "BINA_PASSWORD": password}
    )


def main(url: str, cache: str, *files: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=Path(folder), database=url)
        gate = make_gate(replace(settings, cache_dir=Path(cache)))
        services = gate.unlock("", os.environ["BINA_PASSWORD"])
        tell("READY")
        sys.stdin.readline()
        outcomes = services.unattended.run(
            [Path(one) for one in files], accept=True, progress=Telling()
        )
        tell(json.dumps({one.path.name: one.fate.value for one in outcomes}))
        gate.lock()


if __name__ == "__main__":
    main(*sys.argv[1:])
