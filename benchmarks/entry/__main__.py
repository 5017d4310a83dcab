"""Measure form entry: `make bench-entry`, `make bench-entry WRITE=yes`.

Ours and the plain form take turns, each in a fresh process for each form and round. Every process
and the whole run are bounded: what was measured until then counts, and the table says so. The exit
status is 1 where something did not come to its end.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from benchmarks.entry import forms, table
from benchmarks.entry.table import Taken
from tests.e2e.soak import prepare

RECORD = Path(__file__).parents[2] / "docs" / "benchmarks-entry.md"
BOUND = 100.0
"""Seconds that one process may take."""
BUDGET = 240.0
"""Seconds after which no further round of a form is begun."""

NOTES = """
- Median and 99th percentile of all rounds together ({rounds}); of less than a hundred times, p99 is the greatest.
- The sides take turns, with a fresh process for each form and round, which shows a small form before it is measured, so that no libraries count.
- The plain form has the same fields of Qt's own widgets, made by hand one page at a time, without rules, progress, help, notes or themes.
- Painted means that the window has laid out, styled and drawn the page with the question of the cursor, by its own UpdateRequest; of an answer, everything that it alters in sight. Keys go through Qt's event handling.
- Durable means that the commit has returned: BINA's to a real encrypted folder with its journal (SQLCipher, WAL, synchronous=FULL), in a thread of its own; the plain form's one row to such a database, on the UI thread. The run fails where an answer is stored on the UI thread, or is missing when the folder is opened again.
- The plain form's pictures are taken with answers in memory only, so that no disk is in them.
- The list of 80,000 choices is searched by Qt's own completer in the plain form.
- Garbage collection counts, as a person feels it, and takes place as in the program.
- Not measured: the conversion of a workbook (forms are read as XForms), a screen's own delay, a slow disk, pictures and sound in forms.
"""  # noqa: E501 - lines of a document


def main() -> int:
    """Measure, print the table, write it where asked."""
    parser = argparse.ArgumentParser(description="Measure form entry beside a plain form.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--forms", nargs="*", choices=tuple(table.FORMS), default=[])
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RECORD.name}")
    options = parser.parse_args()
    names = options.forms or list(table.FORMS)
    with tempfile.TemporaryDirectory(prefix="bina-bench-") as root:
        taken = measure(Path(root), names, options.rounds)
    text = document(taken, names)
    print(f"\n\n{text}")
    if options.write:
        RECORD.write_text(text, encoding="utf-8")
    return 1 if taken.faults else 0


def measure(root: Path, names: Sequence[str], rounds: int) -> Taken:
    """Let the sides take turns on every form; each once, then again while there is time."""
    began = monotonic()
    files = forms.write(root)
    office = root / "office"
    lembar = prepare(office / "data", office / "cache")
    taken, longest = Taken(), dict.fromkeys(names, 0.0)
    for number in range(rounds):
        for name in names:
            if number and monotonic() - began + longest[name] > BUDGET:
                continue
            print(f"round {number + 1}: {table.FORMS[name]}", file=sys.stderr, flush=True)
            started = monotonic()
            for side in table.SIDES if number % 2 else table.SIDES[::-1]:
                folder = root / f"{side}-{name}-{number}"
                if side == "ours":
                    shutil.copytree(office, folder)
                    words = [name, str(files[name]), str(folder), lembar]
                else:
                    folder.mkdir()
                    words = [name, str(folder)]
                _run(side, words, taken)
                shutil.rmtree(folder)
            longest[name] = max(longest[name], monotonic() - started)
            taken.rounds[name] = number + 1
    return taken


def _run(side: str, words: Sequence[str], taken: Taken) -> None:
    """Let one side measure one form, and keep every line that it tells."""
    run = subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.entry.{side}", *words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_ACCESSIBILITY": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    name = words[0]
    try:
        told, complaint = run.communicate(timeout=BOUND)
    except subprocess.TimeoutExpired:
        run.kill()
        told, complaint = run.communicate()
        taken.faults.append(f"{side}, {table.FORMS[name]}: stopped after {BOUND:.0f} s")
    else:
        if run.returncode:
            print(complaint[-3000:], file=sys.stderr)
            taken.faults.append(f"{side}, {table.FORMS[name]}: failed ({run.returncode})")
    for line in told.splitlines():
        if line.startswith("{") and line.endswith("}"):
            taken.add(side, name, json.loads(line))


def document(taken: Taken, names: Sequence[str]) -> str:
    """Return the table with what it needs to be read."""
    rounds = ", ".join(f"{table.FORMS[name]}: {taken.rounds[name]}" for name in names)
    return (
        "# Form entry beside a plain form\n\n"
        "Written by `make bench-entry WRITE=yes`. Same fields in both; only ratios can be carried "
        "to another machine.\n\n"
        f"{table.machine()}.\n\n{table.markdown(taken, names)}"
        + NOTES.format(rounds=rounds)
        + "".join(f"- Not come to its end: {fault}.\n" for fault in taken.faults)
    )


if __name__ == "__main__":
    sys.exit(main())
