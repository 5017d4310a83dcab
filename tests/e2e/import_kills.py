"""`make soak`: the process is killed (-9) while it takes in 50 files, again and again.

Each file brings something the one before did not. After a kill the office must stand exactly
after some number of files, whole; its list of imports and the mark of the import under way must
say the same number, and name the file that was under way. Then the import goes on.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.installation import Installation

from bina_desktop.application.contoh import ADMIN, SAMPLE_PASSWORD
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.errors import DatabaseBusyError

CHILD = """
import sys
from pathlib import Path
from tests.e2e.import_kills import office_at, taking_in
taking_in(office_at(Path(sys.argv[1]), Path(sys.argv[2])), [Path(one) for one in sys.argv[3:]])
"""
LONGEST = 2.5
"""Most seconds of importing before a kill; less where a whole import takes less."""


def office_at(folder: Path, cache: Path) -> Installation:
    """Return the office of a folder."""
    return Installation(folder, cache=cache)


def taking_in(office: Installation, files: Sequence[Path]) -> None:
    """Take in the files in the administrator's name; tell when it begins and ends."""
    services = office.gate.unlock(ADMIN.nama, SAMPLE_PASSWORD)
    sys.stdout.write("BEGIN\n")
    sys.stdout.flush()
    services.unattended.run(files, accept=True, progress=Progress())
    sys.stdout.write("END\n")
    sys.stdout.flush()
    office.leave()


@dataclass(frozen=True, slots=True)
class Stage:
    """An office that knows nothing of some files, and what it is after each of them."""

    office: Path
    cache: Path
    files: tuple[Path, ...]
    digests: tuple[str, ...]
    """After no file, after the first, after the second …"""


def make_stage(root: Path, cache: Path, *, files: int) -> Stage:
    """Make an office, a copy that changes the telephone again and again, and its exports."""
    office = office_at(root / "kantor", cache)
    services = office.sample()
    digests = [services.pertukaran.digest()]
    office.leave()
    shutil.copytree(root / "kantor", root / "pengirim")
    sender = office_at(root / "pengirim", cache)
    services = sender.enter(ADMIN)
    made: list[Path] = []
    for number in range(files):
        kantor = services.kantor.kantor()
        assert kantor is not None
        changed = type(kantor)(
            **{f: getattr(kantor, f) for f in kantor.__slots__} | {"telepon": f"0736 {number}"}
        )
        services.kantor.save(changed)
        path = root / f"kiriman-{number:02}.xlsx"
        jenis = JenisPaket.HASIL_LAPANGAN
        services.pertukaran.export(path, jenis, [], progress=Progress(), whole=True)
        made.append(path)
        digests.append(services.pertukaran.digest())
    sender.leave()
    return Stage(root / "kantor", cache, tuple(made), tuple(digests))


def kills(stage: Stage, root: Path, *, rounds: int, seed: int) -> tuple[list[str], int]:
    """Kill an import so many times; return faults, and how many kills met one under way."""
    chance = random.Random(seed)
    faults: list[str] = []
    under_way = 0
    folder = root / "putaran"
    longest = min(LONGEST, _whole_time(stage, folder))
    for number in range(rounds):
        if not folder.exists():
            shutil.copytree(stage.office, folder)
        ended = _kill_once(stage, folder, chance.uniform(0, longest))
        found, interrupted = _look(stage, folder, ended=ended)
        faults += [f"round {number}: {fault}" for fault in found]
        under_way += interrupted
        if ended:
            shutil.rmtree(folder)
    return faults, under_way


def _whole_time(stage: Stage, folder: Path) -> float:
    """Return the seconds of an import that nothing disturbs: machines differ."""
    shutil.copytree(stage.office, folder)
    with _importing(stage, folder) as child:
        begun = time.monotonic()
        child.wait()
        taken = time.monotonic() - begun
    shutil.rmtree(folder)
    return taken


def _kill_once(stage: Stage, folder: Path, after: float) -> bool:
    """Import until the kill; returns True where everything was done before it."""
    with _importing(stage, folder) as child:
        time.sleep(after)
        os.kill(child.pid, signal.SIGKILL)
        assert child.stdout is not None
        return "END" in child.stdout.read()


def _importing(stage: Stage, folder: Path) -> subprocess.Popen[str]:
    """Start a process; returns when it begins to import."""
    command = [sys.executable, "-c", CHILD, str(folder), str(stage.cache), *map(str, stage.files)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "BEGIN\n"
    return child


def _look(stage: Stage, folder: Path, *, ended: bool) -> tuple[list[str], bool]:
    """Open the folder as the next start does; return what is wrong, and whether one was told."""
    office = office_at(folder, stage.cache)
    services = _unlock(office)
    taken = [batch.nama_berkas for batch in reversed(services.batches.list())]
    interrupted = services.unattended.interrupted()
    faults: list[str] = []
    if taken != [path.name for path in stage.files[: len(taken)]]:
        faults.append(f"imports are {taken}")
    if services.pertukaran.digest() != stage.digests[len(taken)]:
        faults.append(f"the state is not the one after {len(taken)} files")
    faults += office.gate.check(rebuild=True)
    if interrupted is not None:
        faults += _wrong_mark(stage, taken, interrupted.done, interrupted.current)
    elif not ended and 0 < len(taken) < len(stage.files):
        faults.append("nothing is said of the import that was under way")
    office.leave()
    return faults, interrupted is not None


def _wrong_mark(
    stage: Stage, taken: Sequence[str], done: Sequence[str], current: str
) -> list[str]:
    expected = stage.files[len(taken)].name if len(taken) < len(stage.files) else ""
    # Files taken in by the rounds before are looked at again, and known by their hash.
    if current == expected and list(done) == list(taken):
        return []
    if list(done) == list(taken)[: len(done)] and current in taken:
        return []
    return [f"told were {list(done)} and “{current}” where {len(taken)} files are in"]


def _unlock(office: Installation):
    for _ in range(50):
        try:
            return office.gate.unlock(ADMIN.nama, SAMPLE_PASSWORD)
        except DatabaseBusyError:  # the kill is not quite over
            time.sleep(0.1)
    return office.gate.unlock(ADMIN.nama, SAMPLE_PASSWORD)


def main() -> int:
    """Say how many kills met an import under way, and every fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bina-kills-") as name:
        root = Path(name)
        stage = make_stage(root, root / "cache", files=args.files)
        faults, under_way = kills(stage, root, rounds=args.rounds, seed=args.seed)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(
        f"{args.rounds} kills of an import of {args.files} files, {under_way} while it was under "
        f"way: {len(faults)} faults\n"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
