"""The desk of the play: where files are left, the visits, and the machines beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.e2e import acts
from tests.e2e.robot import Desktop, Robot, RobotError

from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.wilayah import KodeWilayah

KOTA: Final = KodeWilayah("17.71")
SELUMA: Final = KodeWilayah("17.05")


class Desk:
    """What all acts of the play share."""

    def __init__(self, out: Path, root: Path) -> None:
        """`out` is what is left for people, `root` the machines and what nobody keeps."""
        self.out, self.root = out, root
        self.desktop = Desktop()
        self.spt: dict[KodeWilayah, SptId] = {}

    def machine(self, name: str) -> Robot:
        """Switch a machine on; its folder is made at the first time."""
        return Robot(self.root / name, cache=self.root / "cache")

    def picture(self, name: str) -> Path:
        """Return where a picture is kept."""
        return self.out / "gambar" / f"{name}.png"

    def print_as(self, robot: Robot, words: str, name: str) -> Path:
        """Press a button that shows a paper, and keep the paper."""
        self.desktop.viewed = self.out / name
        robot.press(words)
        self.desktop.viewed = None
        return self._kept(name)

    def save_report(self, office: Robot, spt: SptId, name: str) -> Path:
        """Save the report of a visit as it is now."""
        acts.laporan(office, spt)
        self.desktop.save_as = self.out / name
        office.press("Simpan PDF")
        return self._kept(name)

    def _kept(self, name: str) -> Path:
        path = self.out / name
        if not path.exists():
            raise RobotError(f"{name} was not made")
        return path


def leave(robot: Robot) -> None:
    """Lock the window and switch the machine off."""
    robot.leave()
    robot.close()


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)  # noqa: T201 this is a program of the terminal
