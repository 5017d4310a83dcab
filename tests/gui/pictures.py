"""Grab every screen to PNG: `python -m tests.gui.pictures FOLDER [--theme dark] [--text 150]`.

Without options all themes are drawn in both sizes; `--only WORD` draws the screens whose name has
it, `--roles` the tabs of the officials as each of them sees them, `--scale 1.5` does so on a
screen with more dots. One process draws one scale, because Qt reads it once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget
from tests.gui.role_screens import role_screens
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
    parser.add_argument("--only", action="append", help="may be given more than once")
    parser.add_argument("--roles", action="store_true")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(args.scale)
    for size in args.size or SIZES:
        width, height = (round(int(part) / args.scale) for part in size.split("x"))
        for theme in args.theme or THEMES:
            suffix = f"{theme}_{size}_{args.text}"
            stage = Stage(width, height)
            look().choose(theme=Theme(theme), text_size=args.text)
            screens = role_screens(stage) if args.roles else stage.screens()
            for name, picture in draw(stage, screens, args.only or [""]):
                path = args.folder / f"{name}_{suffix}.png"
                picture.save(str(path))
                sys.stdout.write(f"{path.name}\n")
                sys.stdout.flush()
            stage.close()
    return 0


def draw(
    stage: Stage, screens: Iterator[tuple[str, Callable[[], QWidget]]], only: list[str]
) -> Iterator[tuple[str, QPixmap]]:
    """Show each screen, wait until its data is there, and yield its name and picture."""
    for name, show in screens:
        if any(word in name for word in only):
            yield name, show().grab()
            stage.tidy()


if __name__ == "__main__":
    sys.exit(main())
