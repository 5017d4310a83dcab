"""`make soak`: the process is killed (-9) while a sheet is being filled, again and again.

A child opens the real window on a real encrypted folder and types; it says what it typed and,
each time the window says "Tersimpan", what had been typed by then. The parent kills it at a
random moment, opens the folder, and asks for every answer that was shown as saved. Nothing may be
missing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.installation import Installation

from bina_desktop.application.contoh import KABID, KADIS, TIM
from bina_desktop.application.services import Services
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan
from bina_desktop.domain.wilayah import KodeWilayah

KOTA = KodeWilayah("17.71")
OFFICER = "Marlina Sari, S.Sos"
SHORTEST, LONGEST = 0.05, 3.0
"""Seconds of typing before the kill."""


@dataclass(slots=True)
class Told:
    """What the child said before it died."""

    saved: dict[str, str] = field(default_factory=dict)
    """Answers that stood when the window said that everything was saved."""
    since: dict[str, set[str]] = field(default_factory=dict)
    """Typed after that: durable or not, both are right."""
    count: int = 0

    def hear(self, line: str) -> None:
        """Take one line of the child."""
        kind, _, rest = line.partition(" ")
        if kind == "TYPED":
            ref, value = json.loads(rest)
            self.since.setdefault(ref, set()).add(value)
        elif kind == "SAVED":
            self.saved.update(json.loads(rest))
            self.since.clear()
            self.count += 1

    def lost(self, stored: dict[str, str]) -> dict[str, tuple[str, str]]:
        """Return answers that were shown as saved and are not there: (shown, stored)."""
        return {
            ref: (shown, stored.get(ref, ""))
            for ref, shown in self.saved.items()
            if stored.get(ref, "") != shown and stored.get(ref, "") not in self.since.get(ref, ())
        }


def prepare(folder: Path, cache: Path) -> str:
    """Make an office with one visit and one started sheet; returns its id."""
    office = Installation(folder, cache=cache)
    office.sample()
    services = office.enter(KADIS)
    triwulan = services.beranda.triwulan_now()
    services.penugasan.issue_perintah(triwulan, kepada=KABID.id, isi="Bentuk Tim.", batas=None)
    services = office.enter(KABID)
    services.penugasan.form_team(
        triwulan,
        tanggal=triwulan.mulai,
        nomor="",
        anggaran="",
        anggota=[AnggotaTim(TIM[0].id, Kedudukan.KETUA)],
    )
    services.penugasan.issue_spt(
        triwulan,
        kode_wilayah=KOTA,
        tanggal=triwulan.mulai,
        mulai=triwulan.mulai,
        selesai=triwulan.mulai,
        petugas=[TIM[0].id],
        nomor="",
        anggaran="",
    )
    services = office.enter(TIM[0])
    visit = services.penugasan.state(triwulan).spt[0].id
    officer = next(a for a in services.lembar.aparatur_without(visit) if a.nama == OFFICER)
    lembar, _ = services.lembar.start(visit, FORM_LEMBAR_PENILAIAN, officer.id)
    office.leave()
    return lembar


def type_for_ever(folder: Path, cache: Path, seed: int) -> None:
    """The child: open the sheet in the window and type until killed."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from tests.e2e import acts
    from tests.e2e.robot import Robot

    from bina_desktop.formengine.client import NodeKind
    from bina_desktop.ui.form.controller import SaveKind, SaveState

    robot = Robot(folder, cache=cache)
    robot.enter(TIM[0])
    visit = robot.services.penugasan.state(robot.workspace.triwulan).spt[0].id
    entry = acts.start_sheet(robot, visit, OFFICER).entry
    assert entry is not None
    session = entry.controller.session

    def tell_saved(state: SaveState) -> None:
        if state.kind is SaveKind.SAVED and "Tersimpan" in entry.save_line.text:
            say("SAVED", dict(session.answers()))

    entry.controller.save_changed.connect(tell_saved)
    say("READY", seed)
    chance = random.Random(seed)
    number = 0
    while True:
        kinds = {NodeKind.INPUT, NodeKind.SELECT_ONE}
        nodes = [n for n in session.walk() if n.kind in kinds and n.relevant]
        node = chance.choice([n for n in nodes if n.name != "kelompok"])
        if not entry.view.go_to(node.ref):
            continue
        widget = QApplication.focusWidget()
        number += 1
        if widget is None:
            continue
        if node.kind is NodeKind.SELECT_ONE:
            QTest.keyClicks(widget, chance.choice("12345"))
        else:
            widget.selectAll() if hasattr(widget, "selectAll") else None
            QTest.keyClicks(widget, f"{number}")
            QTest.keyClick(widget, Qt.Key.Key_Tab)
        say("TYPED", [node.ref, session.node(node.ref).value])
        for _ in range(chance.randrange(6)):
            QApplication.processEvents()


def say(kind: str, what: object) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{kind} {json.dumps(what)}\n")
    sys.stdout.flush()


def report(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)  # noqa: T201 a program of the terminal


def one_round(folder: Path, cache: Path, number: int, chance: random.Random) -> Told:
    """Let the child type for a random while and kill it."""
    command = [sys.executable, "-m", "tests.e2e.soak", "--child", str(number)]
    command += ["--folder", str(folder), "--cache", str(cache)]
    told = Told()
    ready = threading.Event()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:

        def listen() -> None:
            assert child.stdout is not None
            for line in child.stdout:
                if line.startswith("READY"):
                    ready.set()
                elif line.endswith("\n"):
                    told.hear(line.rstrip("\n"))

        ear = threading.Thread(target=listen)
        ear.start()
        if not ready.wait(120):
            child.kill()
            raise RuntimeError("the child did not open the sheet")
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        if child.poll() is not None:
            raise RuntimeError(f"the child ended by itself with {child.returncode}")
        os.kill(child.pid, signal.SIGKILL)
        ear.join()
    return told


def stored_answers(services: Services, lembar: str) -> tuple[dict[str, str], str]:
    """Return the answers and the position as the next start sees them."""
    from bina_desktop.domain.lembar_penilaian import LembarId

    opened = services.lembar.open(LembarId(lembar))
    return dict(opened.session.answers()), opened.position


def main(arguments: list[str]) -> int:
    """Run the rounds; exit status 1 if an answer was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--child", type=int)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args(arguments)
    if options.child is not None:
        type_for_ever(options.folder, options.cache, options.child)
    with tempfile.TemporaryDirectory(prefix="bina-soak-") as root:
        return soak(Path(root), rounds=options.rounds, seed=options.seed)


def soak(root: Path, *, rounds: int, seed: int) -> int:
    """Kill, look, repeat."""
    folder, cache = root / "data", root / "cache"
    lembar = prepare(folder, cache)
    office = Installation(folder, cache=cache)
    chance = random.Random(seed)
    shown = lost = 0
    for number in range(1, rounds + 1):
        told = one_round(folder, cache, seed + number, chance)
        stored, position = stored_answers(office.enter(TIM[0]), lembar)
        missing = told.lost(stored)
        office.leave()
        shown += len(told.saved)
        lost += len(missing)
        report(
            f"{number:>3}/{rounds}: {told.count} × “Tersimpan”, {len(told.saved)} answers shown "
            f"as saved, {len(missing)} lost; reopens at {position or 'the start'}"
        )
        for ref, (was, now) in missing.items():
            report(f"      LOST {ref}: shown {was!r}, stored {now!r}")
    office.enter(TIM[0])
    faults = office.gate.check(rebuild=True)
    office.leave()
    report(
        f"{rounds} kills, {shown} answers shown as saved, {lost} lost; "
        f"database: {faults or 'sound'}"
    )
    return 1 if lost or faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
