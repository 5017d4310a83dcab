"""`make soak`: the process is killed (-9) while a sheet is being filled, again and again.

A child opens the real window on a real encrypted folder, on a screen of its own (Xvfb); xdotool
types. The child tells what goes to the disk, and each time the window says “Tersimpan”. The parent
kills it at a random moment; the next child opens the sheet in the window and tells what it found:
every answer that was shown as saved must be there, and the cursor in the question of the draft.
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
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.display import missing_tools, screen, type_at_random
from tests.e2e.installation import Installation
from tests.e2e.soak_window import OFFICER

from bina_desktop.application.contoh import KABID, KADIS, TIM
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan
from bina_desktop.domain.wilayah import KodeWilayah

KOTA = KodeWilayah("17.71")
SHORTEST, LONGEST = 0.05, 1.5
"""Seconds of typing before the kill."""
PATIENCE = 120
"""Seconds that a child may take to open the sheet."""
STEPS = 1_000
"""Keys at hand, more than can be typed before the kill."""


@dataclass(slots=True)
class Told:
    """What the children told of the sheet, over all rounds."""

    saved: dict[str, str] = field(default_factory=dict)
    """Answers that stood when the window last said that everything was saved."""
    since: dict[str, set[str]] = field(default_factory=dict)
    """On their way to the disk after that: durable or not, both are right."""
    places: set[str] = field(default_factory=set)
    """Questions at which the sheet may reopen; empty before any was stored."""
    opened: tuple[dict[str, str], str] | None = None
    """Answers and question with which the last child opened the sheet."""
    count: int = 0
    """How often “Tersimpan” was shown."""
    _newest: dict[str, str] = field(default_factory=dict)
    _place: str = ""

    def hear(self, line: str) -> None:
        """Take one line of a child."""
        kind, _, rest = line.partition(" ")
        what = json.loads(rest)
        if kind == "OPENED":
            self.opened = (what[0], what[1])
        elif kind == "STORING":
            answers, self._place = what
            self._newest.update(answers)
            for ref, value in answers.items():
                self.since.setdefault(ref, set()).add(value)
            self.places.add(self._place)
        elif kind == "SAVED":
            self.saved.update(self._newest)
            self.since.clear()
            self.places = {self._place}
            self.count += 1

    def lost(self) -> dict[str, tuple[str, str]]:
        """Return answers shown as saved that the last child did not find: (shown, found).

        What it found is what stands from now on.
        """
        assert self.opened is not None
        found = self.opened[0]
        missing = {
            ref: (shown, found.get(ref, ""))
            for ref, shown in self.saved.items()
            if found.get(ref, "") not in {shown, *self.since.get(ref, ())}
        }
        for ref in self.saved.keys() | self.since.keys():
            self.saved[ref] = self._newest[ref] = found.get(ref, "")
        self.since.clear()
        return missing

    def astray(self) -> str:
        """Return the question at which the sheet reopened if it is not the draft's; else ''."""
        assert self.opened is not None
        here, allowed = self.opened[1], self.places
        self.places = {here}
        return here if allowed and here not in allowed else ""


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


def report(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)  # noqa: T201 a program of the terminal


class Child:
    """One run of the window, until it is killed."""

    def __init__(self, folder: Path, cache: Path, told: Told, *, display: str, seed: int) -> None:
        """Open the sheet; without a display the child types into itself."""
        self._display, self._chance = display, random.Random(seed)
        command = [sys.executable, "-m", "tests.e2e.soak_window", str(folder), str(cache)]
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        if display:
            surroundings |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        else:
            command.append(str(seed))
        self._told = told
        self._ready = threading.Event()
        self._process = subprocess.Popen(
            command, env=surroundings, stdout=subprocess.PIPE, text=True
        )
        self._ear = threading.Thread(target=self._listen)
        self._ear.start()

    def wait(self) -> None:
        """Wait until the sheet is open. Raises RuntimeError."""
        if not self._ready.wait(PATIENCE):
            self.kill()
            raise RuntimeError("the child did not open the sheet")

    def fill(self, seconds: float) -> None:
        """Let keys be typed for so long. Raises RuntimeError where the child ends by itself."""
        typist = type_at_random(self._display, self._chance, STEPS) if self._display else None
        try:
            time.sleep(seconds)
            if self._process.poll() is not None:
                raise RuntimeError(f"the child ended by itself: {self._process.returncode}")
            self.kill()
        finally:
            if typist is not None:
                typist.kill()
                typist.wait()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process.poll() is None:
            os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._ear.join()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                if line.endswith("\n"):  # the last one may be cut off by the kill
                    self._told.hear(line)
                if line.startswith("OPENED"):
                    self._ready.set()
        self._ready.set()


@dataclass(slots=True)
class Outcome:
    """What came of all rounds."""

    shown: int = 0
    saves: int = 0
    lost: int = 0
    astray: int = 0


def soak(root: Path, *, rounds: int, seed: int, display: str) -> int:
    """Kill, look, repeat; returns 1 if anything was lost."""
    folder, cache = root / "data", root / "cache"
    prepare(folder, cache)
    chance = random.Random(seed)
    told, outcome = Told(), Outcome()
    began = time.monotonic()
    for number in range(rounds + 1):  # the last one only looks
        child = Child(folder, cache, told, display=display, seed=seed + number)
        try:
            child.wait()
            _look(number, rounds, told, outcome)
            if number < rounds:
                child.fill(chance.uniform(SHORTEST, LONGEST))
        finally:
            child.kill()
    office = Installation(folder, cache=cache)
    office.enter(TIM[0])
    faults = office.gate.check(rebuild=True)
    office.leave()
    minutes = (time.monotonic() - began) / 60
    report(
        f"{rounds} kills in {minutes:.1f} min: “Tersimpan” {told.count} times, {outcome.shown} "
        f"answers shown as saved, {outcome.lost} lost; reopened elsewhere {outcome.astray} times; "
        f"database: {faults or 'sound'}"
    )
    return 1 if outcome.lost or outcome.astray or faults or not outcome.shown else 0


def _look(number: int, rounds: int, told: Told, outcome: Outcome) -> None:
    """Compare what was shown before the kill with what the window shows now."""
    if told.opened is None:
        raise RuntimeError("the child ended before the sheet was open")
    if number == 0:
        return
    shown, saves = len(told.saved), told.count - outcome.saves
    missing, astray = told.lost(), told.astray()
    outcome.shown += shown
    outcome.saves = told.count
    outcome.lost += len(missing)
    outcome.astray += bool(astray)
    report(
        f"{number:>3}/{rounds}: {saves:>2} × “Tersimpan”, {shown:>2} answers shown as saved, "
        f"{len(missing)} lost; reopens at {told.opened[1] or 'the start'}"
        + (" (not where it was left)" if astray else "")
    )
    for ref, (was, now) in missing.items():
        report(f"      LOST {ref}: shown {was!r}, found {now!r}")


def main(arguments: list[str]) -> int:
    """Run the rounds; exit status 1 if an answer was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--offscreen", action="store_true", help="key events instead of a screen")
    options = parser.parse_args(arguments)
    missing = missing_tools()
    place: AbstractContextManager[str] = nullcontext("")
    if missing:
        report(f"without {' and '.join(missing)}: the process types by key events, offscreen")
    elif not options.offscreen:
        place = screen()
    report(f"seed {options.seed}")
    with place as display, tempfile.TemporaryDirectory(prefix="bina-soak-") as root:
        return soak(Path(root), rounds=options.rounds, seed=options.seed, display=display)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
