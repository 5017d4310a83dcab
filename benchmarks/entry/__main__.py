"""Measure form entry: `make bench-entry`, `make bench-entry WRITE=yes`.

Ours and the plain form take turns, each in a fresh process for each form and round.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.entry import forms, table
from benchmarks.entry.table import Taken
from tests.e2e.soak import prepare

RECORD = Path(__file__).parents[2] / "docs" / "benchmarks-entry.md"


NOTES = """
- Medians of {rounds} rounds (of their medians, of their 99th percentiles).
- The sides take turns, with a fresh process for each form and round, which shows a small form
  before it is measured, so that no libraries count.
- The plain form has the same fields of Qt's own widgets, made by hand one page at a time, without
  rules, progress, help or themes; it stores by one plain commit on the UI thread.
- Painted means that the window has laid out, styled and drawn the page with the question of the
  cursor, by its own UpdateRequest. Keys go through Qt's event handling.
- Answers go to a real encrypted folder (SQLCipher, WAL, synchronous=FULL) with journal; the
  benchmark stops if that happens on the UI thread.
- Garbage collection counts, as a person feels it.
"""


class FailedError(RuntimeError):
    """A side did not measure."""


def main() -> int:
    """Measure, print the table, write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--forms", nargs="*", choices=tuple(table.FORMS), default=[])
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RECORD.name}")
    options = parser.parse_args()
    names = options.forms or list(table.FORMS)
    with tempfile.TemporaryDirectory(prefix="bina-bench-") as root:
        taken = measure(Path(root), names, options.rounds)
    text = document(taken, names, options.rounds)
    print(f"\n\n{text}")
    if options.write:
        RECORD.write_text(text, encoding="utf-8")
    return 0


def measure(root: Path, names: Sequence[str], rounds: int) -> Taken:
    """Let the sides take turns on every form."""
    files = forms.write(root)
    office = root / "office"
    lembar = prepare(office / "data", office / "cache")
    taken = Taken()
    for number in range(rounds):
        for name in names:
            print(f"round {number + 1}: {table.FORMS[name]}", file=sys.stderr, flush=True)
            sides = table.SIDES if number % 2 else table.SIDES[::-1]
            for side in sides:
                folder = root / f"{side}-{name}-{number}"
                if side == "ours":
                    shutil.copytree(office, folder)
                    words = [name, str(files[name]), str(folder), lembar]
                else:
                    folder.mkdir()
                    words = [name, str(folder)]
                taken.add(side, name, _run(side, words))
                shutil.rmtree(folder)
    return taken


def _run(side: str, words: Sequence[str]) -> Mapping[str, Sequence[float]]:
    """Run one side. Raises FailedError."""
    run = subprocess.run(
        [sys.executable, "-m", f"benchmarks.entry.{side}", *words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_ACCESSIBILITY": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0 or not run.stdout.startswith("{"):
        raise FailedError(f"{side} {' '.join(words[:1])}: {run.stderr[-3000:]}")
    return json.loads(run.stdout)


def document(taken: Taken, names: Sequence[str], rounds: int) -> str:
    """Return the table with what it needs to be read."""
    return (
        "# Form entry beside a plain form\n\n"
        "Written by `make bench-entry WRITE=yes`. Same fields in both; only ratios can be carried "
        "to another machine.\n\n"
        f"{table.machine()}.\n\n{table.markdown(taken, names)}"
        + NOTES.format(rounds=rounds)
        + "".join(f"- Missed: {line}.\n" for line in table.missed(taken))
    )


if __name__ == "__main__":
    sys.exit(main())
