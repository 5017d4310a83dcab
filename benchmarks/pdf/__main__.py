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

from benchmarks.pdf import content, table
from benchmarks.pdf.peers import PEERS, absent
from pypdf import PdfReader

OURS: Final = "bina"
TASKS: Final = ("laporan", "lembar", "rekap")
LEAST: Final = {"weasyprint": 20, "libreoffice": 100}
"""Pages of the recap that are given to peers for which a thousand would take many minutes."""
_MIB: Final = 1024
_PATIENCE: Final = 900


def measure(side: str, task: str, pages: int) -> dict[str, Any]:
    """Draw in this process; imports are not counted, a peer's own start is."""
    draw = _drawer(side, task, pages)
    began, cpu = time.perf_counter(), _cpu()
    pdf = draw()
    seconds, cpu = time.perf_counter() - began, _cpu() - cpu
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "seconds": seconds,
        "cpu": cpu,
        "memory": peak / _MIB,
        "asked": pages,
        **_looked_through(pdf, task),
    }


def _drawer(side: str, task: str, pages: int) -> Callable[[], bytes]:
    if side == OURS:
        from benchmarks.pdf import ours

        ours.laporan()  # fonts are read and modules imported once in the life of the window
        return {
            "laporan": ours.laporan,
            "lembar": ours.lembar,
            "rekap": lambda: ours.rekap(pages),
        }[task]
    blocks = _blocks(task, pages)
    make = PEERS[side]
    return lambda: make(blocks, lying=task == "rekap")


def _blocks(task: str, pages: int) -> list[content.Block]:
    if task == "laporan":
        return content.laporan_blocks(content.laporan())
    if task == "lembar":
        return content.lembar_blocks(content.lembar())
    return content.rekap_blocks(content.rekap(pages))


def _looked_through(pdf: bytes, task: str) -> dict[str, Any]:
    """Return the number of pages, and words that are not in the document."""
    reader = PdfReader(io.BytesIO(pdf))
    count = len(reader.pages)
    chosen = range(count) if count < 200 else (0, count // 2, count - 1)
    text = " ".join(reader.pages[number].extract_text() for number in chosen)
    wanted = content.marks(_blocks(task, 1)) if count < 200 else ["Aparatur", "Contoh"]
    return {"pages": count, "missing": sorted({word for word in wanted if word not in text})}


def _cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


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


def run(pages: int) -> dict[str, Any]:
    """Measure every side, each in a fresh process, one after the other."""
    missing = absent()
    found: dict[str, Any] = {"absent": missing, "tasks": {}, "pages": pages}
    for task in TASKS:
        sides: dict[str, Any] = {}
        for side in (OURS, *(name for name in PEERS if name not in missing)):
            size = min(pages, LEAST.get(side, pages)) if task == "rekap" else pages
            sides[side] = fresh("--one", side, task, str(size))
            print(f"{task:8} {side:12} {sides[side]}", flush=True)
        found["tasks"][task] = sides
    found["signing"] = fresh("--signing")["seconds"]
    return found


def main(arguments: list[str]) -> int:
    """Run, print the table, keep it where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--write", action="store_true", help="keep docs/benchmarks-pdf.md")
    parser.add_argument("--one", nargs=3, metavar=("SIDE", "TASK", "PAGES"))
    parser.add_argument("--signing", action="store_true")
    options = parser.parse_args(arguments)
    if options.one:
        side, task, pages = options.one
        print(json.dumps(measure(side, task, int(pages))))
        return 0
    if options.signing:
        from benchmarks.pdf import ours

        print(json.dumps({"seconds": ours.signing(5)}))
        return 0
    text = table.document(run(options.pages))
    print(text)
    if options.write:
        Path("docs/benchmarks-pdf.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
