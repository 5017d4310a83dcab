"""Start of the program beside a bare PySide6 window: process start to first paint, offscreen.

`make bench-start`, or `uv run python benchmarks/start.py --rounds 15`.

Three kinds of process take turns, so that a noisy machine is noisy for all: ours at the password
question, a bare QMainWindow, and a bare one with five tabs. One clock measures them all, here in
the parent: from starting the process to the line it prints when its window has been painted. Each
side must show that it painted: the bare ones wait for a paint event and look at the picture, ours
says `painted` from its own hook (`--smoke`). Only ratios are worth quoting.

Beside the clock stands the processor time of each process, from its start to its end: the clock
also counts what other programs of the machine take, the processor time far less so.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

GOAL = 1.3
"""Ours divided by the bare window."""

HEAVY = (
    "alembic",
    "cryptography",
    "openpyxl",
    "pyhanko",
    "python_calamine",
    "pyxform",
    "reportlab",
    "sqlalchemy",
    "xlsxwriter",
)
"""Modules that must not be imported before the first paint (docs/architecture.md, "Start")."""

BARE = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QTabWidget

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, tell)
        return False

told = False
def tell():
    global told
    if told:
        return
    told = True
    print("painted", flush=True)
    if "look" not in sys.argv:
        app.exit(0)
        return
    picture = window.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, 1280, 8) for y in range(0, 720, 2)}
    app.exit(0 if len(colours) > 1 else 3)

app = QApplication(sys.argv[:1])
window = QMainWindow()
if "tabs" in sys.argv:
    tabs = QTabWidget()
    for name in ("Satu", "Dua", "Tiga", "Empat", "Lima"):
        tabs.addTab(QLabel(name), name)
    window.setCentralWidget(tabs)
else:
    window.setCentralWidget(QLabel("Kosong di sini, tetapi digambar"))
window.resize(1280, 720)
watch = Watch()
window.centralWidget().installEventFilter(watch)
window.show()
sys.exit(app.exec())
"""


class NotPaintedError(RuntimeError):
    """A side ended without showing that it painted; its time means nothing."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one start took, in milliseconds."""

    clock: float
    """From starting the process to its line `painted`."""
    processor: float
    """Of the whole process; with ours, nothing follows the paint but the way out."""


@dataclass(frozen=True, slots=True)
class Side:
    """One kind of process."""

    name: str
    command: Sequence[str]


def environment() -> dict[str, str]:
    """Return the same surroundings for every side."""
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_ACCESSIBILITY": "0",
        "PYTHONUNBUFFERED": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "",  # an installed program has its byte code
    }


def processor_seconds() -> float:
    """Return what all processes that ended here have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def start(side: Side, *words: str) -> Taken:
    """Start one side and wait for its end. Raises NotPaintedError."""
    used = processor_seconds()
    began = time.perf_counter()
    with subprocess.Popen(
        [*side.command, *words],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        painted = None
        for line in process.stdout:
            if line.startswith("painted"):
                painted = time.perf_counter() - began
                break
        _, errors = process.communicate(timeout=60)
    if painted is None or process.returncode != 0:
        raise NotPaintedError(f"{side.name} (status {process.returncode}): {errors[-2000:]}")
    return Taken(painted * 1000, (processor_seconds() - used) * 1000)


def prepare(folder: Path) -> None:
    """Make a data folder with a user, so that start meets the password question."""
    script = (
        "import sys; from pathlib import Path\n"
        "from bina_desktop.bootstrap import SystemClock\n"
        "from bina_desktop.storage.folder import DataFolder\n"
        "opened, _ = DataFolder(Path(sys.argv[1]), SystemClock()).create(\n"
        "    'Siti Aminah', 'kata sandi yang panjang')\n"
        "opened.close()\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder)], env=environment(), check=True)


def imported_before_paint(command: Sequence[str]) -> list[str]:
    """Return the modules that were imported when the window had been painted, in their order."""
    run = subprocess.run(
        [command[0], "-X", "importtime", *command[1:]],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    before, mark, _ = run.stdout.partition("\npainted")
    if not mark:
        raise NotPaintedError(run.stdout[-2000:])
    return re.findall(r"^import time:\s+\d+ \|\s+\d+ \|\s+([\w.]+)$", before, re.MULTILINE)


def rounds(sides: Sequence[Side], count: int) -> Iterator[dict[str, Taken]]:
    """Yield one measurement of every side, turn about."""
    for number in range(count):
        order = sides if number % 2 else tuple(reversed(sides))
        yield {side.name: start(side) for side in order}


def main() -> int:
    """Print medians, ratios and what was imported; 1 where a heavy module came too early."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bina-start-") as folder:
        prepare(Path(folder))
        ours = Side(
            "BINA Desktop, password question",
            [sys.executable, "-m", "bina_desktop", "--data", folder, "--smoke"],
        )
        bare = Side("bare QMainWindow", [sys.executable, "-c", BARE])
        tabs = Side("bare, five tabs", [sys.executable, "-c", BARE, "tabs"])
        sides = (bare, tabs, ours)
        # Warm: byte code and the disk's cache. Only now do the bare ones look at their picture.
        for side in (bare, tabs):
            start(side, "look")
        start(ours)
        measured = list(rounds(sides, options.rounds))
        modules = imported_before_paint(ours.command)
    report(sides, measured)
    early = sorted({name.split(".")[0] for name in modules} & set(HEAVY))
    told = ", ".join(early) or "none"
    print(f"\n{len(modules)} modules before the first paint; heavy ones: {told}")
    return 1 if early else 0


def ratios(measured: Sequence[dict[str, Taken]], name: str, base: str) -> tuple[float, float]:
    """Return the medians of the ratios of each round: by the clock, by the processor."""
    return (
        statistics.median(one[name].clock / one[base].clock for one in measured),
        statistics.median(one[name].processor / one[base].processor for one in measured),
    )


def report(sides: Sequence[Side], measured: Sequence[dict[str, Taken]]) -> None:
    """Print the table; a ratio is the median of the ratios of each round."""
    base, ours = sides[0].name, sides[-1].name
    print(f"Start to first paint, offscreen, medians of {len(measured)} rounds\n")
    print(f"{'':34}{'ms':>8}{'min':>8}{'× bare':>8}{'CPU ms':>10}{'min':>8}{'× bare':>8}")
    for side in sides:
        line = f"{side.name:34}"
        clock = [one[side.name].clock for one in measured]
        processor = [one[side.name].processor for one in measured]
        by_clock, by_processor = ratios(measured, side.name, base)
        line += f"{statistics.median(clock):8.0f}{min(clock):8.0f}{by_clock:8.2f}"
        line += f"{statistics.median(processor):10.0f}{min(processor):8.0f}{by_processor:8.2f}"
        print(line)
    by_clock, _ = ratios(measured, ours, base)
    print(f"\ngoal: at most {GOAL} × bare; {'met' if by_clock <= GOAL else 'missed'}")


if __name__ == "__main__":
    sys.exit(main())
