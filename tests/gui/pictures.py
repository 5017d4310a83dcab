"""Grab every screen to PNG: `python -m tests.gui.pictures FOLDER [--size 1366x768] [--scale 1.5]`.

One run is one size and scale, because Qt reads the scale once; without options all four are run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SIZES = ("1366x768", "1920x1080")
SCALES = ("1", "1.5")


def main() -> int:
    """Run one combination, or all of them in children."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size")
    parser.add_argument("--scale")
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    if args.size and args.scale:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["QT_SCALE_FACTOR"] = args.scale
        width, height = (int(part) for part in args.size.split("x"))
        for name in draw(args.folder, width, height, float(args.scale), args.only):
            sys.stdout.write(f"{name}\n")
        return 0
    for size in SIZES if not args.size else (args.size,):
        for scale in SCALES if not args.scale else (args.scale,):
            command = [sys.executable, "-m", "tests.gui.pictures", str(args.folder)]
            command += ["--size", size, "--scale", scale, "--only", args.only]
            subprocess.run(command, check=True)
    return 0


def draw(folder: Path, width: int, height: int, scale: float, only: str) -> Iterator[str]:
    """Show each screen, wait until its data is there, and save it."""
    from tests.gui.screens import Stage

    stage = Stage(round(width / scale), round(height / scale))
    suffix = f"{width}x{height}@{round(scale * 100)}"
    for name, show in stage.screens():
        if only and only not in name:
            continue
        path = folder / f"{name}_{suffix}.png"
        show().grab().save(str(path))
        stage.tidy()
        yield path.name
    stage.close()


if __name__ == "__main__":
    sys.exit(main())
