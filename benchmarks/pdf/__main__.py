"""Documents beside typst, WeasyPrint and LibreOffice: `make bench-pdf`.

`python -m benchmarks.pdf [--write] [--pages N]`: a Laporan of ten pages, the thirty sheets of a
visit and a recap of N (1,000) pages, each side in a fresh process. Both sides are looked through
for the same words first. Nothing is asserted about time.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.merge.measure import Stopwatch
from benchmarks.pdf import table

OURS: Final = "bina"
SIDES: Final = {
    "laporan": ("typst", "weasyprint", "libreoffice"),
    "lembar": ("typst", "weasyprint", "libreoffice"),
    "rekap": ("typst", "weasyprint", "libreoffice", "platypus"),
}
LEAST: Final = {"weasyprint": 20, "libreoffice": 100}
"""Pages of the recap that are given to peers for which a thousand would take many minutes."""
FEWER: Final = {"weasyprint": 6}
"""Sheets that are given to one for which thirty would."""
TIMES: Final = 5
"""Times the pages of the recap that show whether it stays linear."""
SHEETS: Final = 30
"""Filled sheets of a visit."""
ROUNDS: Final = 3
LONG: Final = 6.0
"""Seconds; what takes longer is measured once."""
_PATIENCE: Final = 900


def measure(side: str, task: str, pages: int) -> dict[str, Any]:
    """Draw in this process; imports are not counted, a peer's own start is."""
    draw = _ours(task, pages) if side == OURS else _theirs(side, task, pages)
    watch = Stopwatch()
    made = draw()
    taken = watch.taken()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    taken["memory"] = ended if side == "libreoffice" else _peak()
    return {**taken, "asked": pages, **_looked_through(made, task)}


def _peak() -> float:
    """Return the most MiB this process has held since it began; not what its parent had."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(s.split()[1]) for s in status.splitlines() if s.startswith("VmHWM")) / 1024


def _ours(task: str, pages: int) -> Callable[[], list[bytes]]:
    from benchmarks.pdf import ours

    ours.warm_up()
    return ours.drawing(task, pages)


def _theirs(side: str, task: str, pages: int) -> Callable[[], list[bytes]]:
    from benchmarks.pdf import content
    from benchmarks.pdf.peers import PEERS

    make, blocks = PEERS[side], _blocks(task, pages)
    make([content.Block("Contoh")], lying=False)  # reads what is read once
    return lambda: [make(blocks, lying=task == "rekap")]


def _blocks(task: str, pages: int) -> Any:
    from benchmarks.pdf import content

    if task == "laporan":
        return content.laporan_blocks()
    return content.lembar_blocks(pages) if task == "lembar" else content.rekap_blocks(pages)


def _looked_through(made: list[bytes], task: str) -> dict[str, Any]:
    """Return the number of pages, and words that are not in the documents."""
    from benchmarks.pdf import content
    from pypdf import PdfReader

    readers = [PdfReader(io.BytesIO(pdf)) for pdf in made]
    pages = [page for reader in readers for page in reader.pages]
    count = len(pages)
    chosen = pages if count < 200 else [pages[0], pages[count // 2], pages[-1]]
    text = " ".join(page.extract_text() for page in chosen)
    wanted = content.marks(_blocks(task, 1)) if count < 200 else ["Aparatur", "Contoh"]
    return {"pages": count, "missing": sorted({word for word in wanted if word not in text})}


def fresh(*arguments: str) -> dict[str, Any]:
    """Return what a process of its own tells."""
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.pdf", *arguments],
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    if made.returncode:
        return {"fault": made.stderr.strip().splitlines()[-1:] or ["stopped"]}
    return json.loads(made.stdout.splitlines()[-1])


def best(*arguments: str) -> dict[str, Any]:
    """Return the quickest of several rounds."""
    first = fresh(*arguments)
    if "fault" in first or first["seconds"] > LONG:
        return first
    return min((first, *(fresh(*arguments) for _ in range(ROUNDS - 1))), key=_seconds)


def _seconds(one: dict[str, Any]) -> float:
    return one.get("seconds", float("inf"))


def run(pages: int) -> dict[str, Any]:
    """Measure every side, each in a fresh process, one after the other."""
    began = time.monotonic()
    missing = fresh("--absent")
    found: dict[str, Any] = {"absent": missing, "tasks": {}, "pages": pages}
    for task, peers in SIDES.items():
        sides: dict[str, Any] = {}
        for side in (OURS, *(name for name in peers if name not in missing)):
            size = _size(task, side, pages)
            sides[side] = best("--one", side, task, str(size))
            print(f"{task:8} {side:12} {sides[side]}", flush=True)
        found["tasks"][task] = sides
    found["larger"] = fresh("--one", OURS, "rekap", str(pages * TIMES))
    found["signing"] = fresh("--signing")
    print(f"{time.monotonic() - began:.0f} s in all", flush=True)
    return found


def _size(task: str, side: str, pages: int) -> int:
    """Return how much of a task a side is given: pages of the recap, sheets, one Laporan."""
    if task == "rekap":
        return min(pages, LEAST.get(side, pages))
    return FEWER.get(side, SHEETS) if task == "lembar" else 1


def main(arguments: list[str]) -> int:
    """Run, print the table, keep it where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--write", action="store_true", help="keep docs/benchmarks-pdf.md")
    parser.add_argument("--one", nargs=3, metavar=("SIDE", "TASK", "PAGES"))
    parser.add_argument("--signing", action="store_true")
    parser.add_argument("--absent", action="store_true")
    options = parser.parse_args(arguments)
    part = _part(options)
    if part is not None:
        print(json.dumps(part))
        return 0
    text = table.document(run(options.pages))
    print(text)
    if options.write:
        Path("docs/benchmarks-pdf.md").write_text(text, encoding="utf-8")
    return 0


def _part(options: argparse.Namespace) -> dict[str, Any] | None:
    """Return what this process was started to measure; None for the whole."""
    if options.one:
        side, task, pages = options.one
        return measure(side, task, int(pages))
    if options.signing:
        from benchmarks.pdf import ours

        return dict(ours.signing(5))
    if options.absent:
        from benchmarks.pdf.peers import absent

        return dict(absent())
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
