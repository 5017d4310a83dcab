"""The child of `make soak`: the real window on a real encrypted folder, until it is killed.

It prints one line for each thing that happens: `OPENED` the answers and the question
with which the sheet opened; `STORING` what goes to the disk, told before it is stored; `SAVED`
each time the window says "Tersimpan".
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.e2e import acts
from tests.e2e.robot import Robot

from bina_desktop.application.contoh import TIM
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.ui.form.controller import SaveKind, SaveState

OFFICER = "Marlina Sari, S.Sos"


def main(folder: Path, cache: Path, *, own_keys: int | None) -> None:
    """Open the sheet; wait for keys, or type them (`own_keys` seeds them) where none come."""
    robot = Robot(folder, cache=cache)
    robot.enter(TIM[0])
    tell_before_storing(robot.services)
    visit = robot.services.penugasan.state(robot.workspace.triwulan).spt[0].id
    entry = acts.start_sheet(robot, visit, OFFICER).entry
    assert entry is not None
    session, view = entry.controller.session, entry.view

    def tell_saved(state: SaveState) -> None:
        if state.kind is SaveKind.SAVED and "Tersimpan" in entry.save_line.text:
            say("SAVED", None)

    entry.controller.save_changed.connect(tell_saved)
    say("OPENED", [dict(session.answers()), view.current.ref if view.current else ""])
    if own_keys is None:
        robot.window.activateWindow()
        QApplication.exec()
    else:
        type_for_ever(random.Random(own_keys))


def tell_before_storing(services: Services) -> None:
    """Say what goes to the disk before it is stored: nothing stored was not told."""
    lembar = services.lembar
    store = lembar.record_answers

    def told(key: LembarId, answers: Mapping[str, str], *, position: str = "") -> Changes:
        say("STORING", [dict(answers), position])
        return store(key, answers, position=position)

    lembar.record_answers = told  # type: ignore[method-assign]


def type_for_ever(chance: random.Random) -> None:
    """Type as `display.type_at_random` does, by events in the process itself."""
    control = Qt.KeyboardModifier.ControlModifier
    keys = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Z, Qt.Key.Key_Y)
    while True:
        if chance.random() < 0.7:
            QTest.keyClick(focus(), Qt.Key.Key_A, control)
            QTest.keyClicks(focus(), str(chance.choice((1, 2, 3, 4, 5, 27, 140))))
            QTest.keyClick(focus(), Qt.Key.Key_Return)
        QTest.keyClick(focus(), chance.choice(keys), control)
        for _ in range(chance.randrange(6)):
            QApplication.processEvents()


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def say(kind: str, what: object) -> None:
    """Print one line at once, whole."""
    sys.stdout.write(f"{kind} {json.dumps(what)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    seed = sys.argv[3] if len(sys.argv) > 3 else ""
    main(Path(sys.argv[1]), Path(sys.argv[2]), own_keys=int(seed) if seed else None)
