"""`make fuzz`: thousands of spoilt workbooks through preview and import of real offices.

`python -m tests.hostile.fuzz --files 10000 --seed 1`; one file alone is `--only NUMBER`. Allowed
are a refusal and an import; everything else is a fault: another error, a parser that fell over a
bug of ours, more than five seconds of the processor, a database that a refusal altered.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tests.e2e.installation import Installation
from tests.e2e.world import World, make_world
from tests.hostile.clock import ProcessorClock
from tests.hostile.mutations import mutate, source

from bina_desktop.application.contoh import ADMIN
from bina_desktop.application.journal import Fate
from bina_desktop.application.pratinjau import ImportPreview
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.exchange import workbook
from bina_desktop.exchange.parsers import read_workbooks

SLOWEST = 5.0
"""Seconds of the processor for one file: parsing, preview and import."""
FAILED = "galat"
BATCH = 40
"""Files after which an office is made anew: what was taken in stays in it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    number: int
    kind: str
    fate: str
    seconds: float = 0.0
    """Of the processor, for parsing, preview and import."""
    faults: tuple[str, ...] = ()


class _Complaints(logging.Handler):
    """Hears of parsers that died: of too much memory they may, of a bug of ours never."""

    def __init__(self) -> None:
        super().__init__()
        self._said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if "Traceback" in text and "MemoryError" not in text:
            self._said.append(text)

    def about(self, path: Path) -> list[str]:
        """Return what was said of a file."""
        return [text for text in self._said if f" {path.name} " in text]


def fuzz(world: World, folder: Path, numbers: range, seed: int) -> Iterator[Outcome]:
    """Yield what became of each file."""
    complaints = _Complaints()
    logging.getLogger("bina_desktop").addHandler(complaints)
    sources = [source(path) for path in (world.paket, *world.hasil("AB"))]
    left = list(numbers)
    while left:
        place = folder / str(left[0])
        place.mkdir(parents=True)
        office = world.office(place / "kantor")
        try:
            kinds: dict[Path, tuple[int, str]] = {}
            for number in left[:BATCH]:
                path = place / f"{number}.xlsx"
                kinds[path] = number, mutate(sources, path, seed=seed, number=number)
            for one in _batch(office, kinds, complaints):
                left = [number for number in left if number > one.number]
                yield one
        finally:
            office.leave()
            shutil.rmtree(place)


def _batch(
    office: Installation, kinds: Mapping[Path, tuple[int, str]], complaints: _Complaints
) -> Iterator[Outcome]:
    """Take in files one after another, until one fails."""
    services = office.enter(ADMIN)
    clock = ProcessorClock()
    for path, outcome in read_workbooks(list(kinds), progress=Progress()):
        number, kind = kinds[path]
        faults: list[str] = []
        try:
            with patch.object(
                workbook, "read_workbook", lambda *_, _said=outcome, **__: _given(_said)
            ):
                fate = _one(services, path)
        except Exception:
            fate = FAILED
            faults.append(traceback.format_exc())
        seconds = clock.lap()
        if seconds > SLOWEST:
            faults.append(f"{seconds:.1f} seconds of the processor")
        faults += complaints.about(path)
        yield Outcome(number, kind, fate, seconds, tuple(faults))
        if fate == FAILED:  # it may have left the office unfit for the files that follow
            return
    if office.gate.check(rebuild=True):
        numbers = [number for number, _ in kinds.values()]
        fault = f"the tables are not the journal's after the files {numbers}"
        yield Outcome(numbers[-1], "batch", FAILED, faults=(fault,))


def _one(services: Services, path: Path) -> str:
    """Preview and import one file; returns its fate. Raises AssertionError for a half import."""
    before = services.pertukaran.digest()
    preview = _previewed(services, path)
    if isinstance(preview, str):
        assert path.name in preview, preview
        assert services.pertukaran.digest() == before, "a refused file left something behind"
        return "ditolak"
    assert services.pertukaran.digest() == before, "a preview left something behind"
    try:
        services.pertukaran.carry_out(preview, progress=Progress())
    except Exception:
        assert services.pertukaran.digest() == before, "a failed import left something behind"
        raise
    _look_around(services)
    counts = Counter(row.fate for row in preview.rows)
    if services.pertukaran.digest() == before:
        return "diterima, tanpa perubahan"
    return "diterima, sebagian" if counts[Fate.REFUSED] else "diterima"


def _previewed(services: Services, path: Path) -> ImportPreview | str:
    """Return the preview, or the sentence with which the file is refused."""
    try:
        return services.pertukaran.preview(path, progress=Progress())
    except ImportRefusedError as error:
        return error.sentence


def _given(outcome: object) -> object:
    if isinstance(outcome, ImportRefusedError):
        raise outcome
    return outcome


def _look_around(services: Services) -> None:
    """Read what the pages read: nothing that came in may stop them."""
    services.pegawai.aparatur()
    services.pegawai.pegawai()
    services.batches.list()
    triwulan = services.beranda.triwulan_now()
    for visit in services.lembar.visits(triwulan):
        services.lembar.lembar(visit.spt.id)
    services.beranda.overview(triwulan)


# --- the command ---------------------------------------------------------------------------------


def _chunk(world: World, folder: Path, numbers: range, seed: int) -> list[Outcome]:
    return list(fuzz(world, folder, numbers, seed))


def run(world: World, folder: Path, *, files: int, seed: int, jobs: int) -> list[Outcome]:
    """Return what became of all files, made and read in several processes."""
    chunks = [range(at, min(at + BATCH, files)) for at in range(0, files, BATCH)]
    done: list[Outcome] = []
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting = [pool.submit(_chunk, world, folder, chunk, seed) for chunk in chunks]
        for number, future in enumerate(waiting, start=1):
            done += future.result()
            if number % 10 == 0:
                sys.stdout.write(f"{len(done)} of {files} files\n")
                sys.stdout.flush()
    return done


def report(outcomes: Sequence[Outcome]) -> int:
    """Print the counts and every fault; returns how many faults there are."""
    fates = sorted({one.fate for one in outcomes})
    counts = Counter((one.kind, one.fate) for one in outcomes)
    sys.stdout.write("".join(f"{name:>26}" for name in ("", *fates)) + "\n")
    for kind in sorted({one.kind for one in outcomes}):
        row = "".join(f"{counts[kind, fate]:>26}" for fate in fates)
        sys.stdout.write(f"{kind:>26}{row}\n")
    slowest = max(outcomes, key=lambda one: one.seconds)
    sys.stdout.write(f"slowest: file {slowest.number}, {slowest.seconds:.2f} s of the processor\n")
    faulty = [one for one in outcomes if one.faults]
    for one in faulty:
        sys.stdout.write(f"FAULT in file {one.number} ({one.kind}):\n")
        sys.stdout.write("\n".join(one.faults) + "\n")
    sys.stdout.write(f"{len(outcomes)} files, {len(faulty)} faults\n")
    return len(faulty)


def main(arguments: Sequence[str]) -> int:
    """Run the command; the exit status tells whether there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--only", type=int, help="number of the one file to play again")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bina-fuzz-") as name:
        folder = Path(name)
        world = make_world(folder / "dunia", folder / "formulir")
        if options.only is None:
            done = run(world, folder, files=options.files, seed=options.seed, jobs=options.jobs)
        else:
            numbers = range(options.only, options.only + 1)
            done = _chunk(world, folder, numbers, options.seed)
    return 1 if report(done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
