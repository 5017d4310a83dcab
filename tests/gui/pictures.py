"""Grab every screen to PNG: `python -m tests.gui.pictures FOLDER [--theme dark] [--text 150]`.

Without options all themes are drawn in both sizes; `--only WORD` draws the screens whose name has
it, `--scale 1.5` does so on a screen with more dots. One process draws one scale, because Qt reads
it once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QPixmap
from tests.gui.screens import Stage

from bina_desktop.settings import Theme
from bina_desktop.ui.look import look

THEMES = ("light", "dark", "contrast")
SIZES = ("1366x768", "1920x1080")


def main() -> int:
    """Draw what is wished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--size", action="append")
    parser.add_argument("--text", type=int, default=100, help="percent, 90 to 200")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(args.scale)
    for size in args.size or SIZES:
        width, height = (round(int(part) / args.scale) for part in size.split("x"))
        for theme in args.theme or THEMES:
            suffix = f"{theme}_{size}_{args.text}"
            for name, picture in draw(width, height, theme, args.text, args.only):
                path = args.folder / f"{name}_{suffix}.png"
                picture.save(str(path))
                sys.stdout.write(f"{path.name}\n")
                sys.stdout.flush()
    return 0


def draw(
    width: int, height: int, theme: str, text: int, only: str
) -> Iterator[tuple[str, QPixmap]]:
    """Show each screen, wait until its data is there, and yield its name and picture."""
    stage = Stage(width, height)
    look().choose(theme=Theme(theme), text_size=text)
    for name, show in stage.screens():
        if only in name:
            yield name, show().grab()
            stage.tidy()
    stage.close()


if __name__ == "__main__":
    sys.exit(main())
