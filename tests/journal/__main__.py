"""`make soak`: the properties of the journal, on ten thousand examples and three databases.

An example is a story of three laptops (see machine.py). Shares of them run in processes of their
own, two at a time; each tells what it played as one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import libreoffice
from tests.journal.machine import Exchange
from tests.journal.stations import KINDS, a_station
from tests.journal.travel import Shelf
from tests.servers import NoServerError, a_server

SHARE = 500
"""Most examples of one process."""
OF_SERVER = 0.08
"""Part of all examples that a server plays: there each takes four times as long."""
STEPS = 10
BOOKS = 50
"""One in so many exports is a real workbook."""
SHELF = 5
"""Workbooks of a share that LibreOffice opens and saves, twice."""


def play(kind: str, examples: int, number: int) -> dict[str, int]:
    """Play one share; raises what a machine found."""
    asked = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    with a_station(kind) as station, tempfile.TemporaryDirectory() as folder:
        Exchange.station = station
        Exchange.books = BOOKS
        Exchange.shelf = shelf = Shelf(Path(folder), SHELF if libreoffice.is_here() else 0)
        run_state_machine_as_test(seed(number)(Exchange), settings=asked)
        return {
            "examples": Exchange.examples,
            "comparisons": Exchange.comparisons,
            "power cuts": Exchange.cuts,
            "workbooks": Exchange.examples // BOOKS,
            "saved by LibreOffice": shelf.resave_twice(),
        }


def shares(examples: int, *, with_server: bool) -> Iterator[tuple[str, int]]:
    """Divide examples among databases, the slowest first."""
    of_server = round(examples * OF_SERVER) if with_server else 0
    of_files = examples - of_server
    parts = {
        "postgresql": of_server,
        "sqlcipher": of_files // 2,
        "sqlite": of_files - of_files // 2,
    }
    for kind, count in parts.items():
        for done in range(0, count, SHARE):
            yield kind, min(SHARE, count - done)


def can_serve() -> bool:
    """Tell whether PostgreSQL can be started here; say so where it cannot."""
    try:
        with a_server():
            return True
    except NoServerError as error:
        sys.stdout.write(f"postgresql: skipped, {error}\n")
        return False


def play_all(examples: int, *, workers: int, number: int) -> int:
    """Play all shares; returns the exit status."""
    began = time.monotonic()
    told: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    faults = 0

    def run(share: tuple[int, tuple[str, int]]) -> tuple[str, subprocess.CompletedProcess[str]]:
        index, (kind, count) = share
        command = [sys.executable, "-m", "tests.journal", "--share", kind]
        command += ["--examples", str(count), "--seed", str(number + index)]
        return kind, subprocess.run(command, capture_output=True, text=True, check=False)

    parts = list(shares(examples, with_server=can_serve()))
    with ThreadPoolExecutor(workers) as pool:
        for kind, ended in pool.map(run, enumerate(parts)):
            if ended.returncode == 0:
                told[kind].update(json.loads(ended.stdout.splitlines()[-1]))
                continue
            faults += 1
            sys.stdout.write(f"{kind}:\n{ended.stdout[-2_000:]}{ended.stderr[-8_000:]}\n")
    for kind, counts in told.items():
        if counts:
            words = ", ".join(f"{count:,} {what}" for what, count in counts.items())
            sys.stdout.write(f"{kind}: {words}\n")
    total = sum(counts["examples"] for counts in told.values())
    minutes = (time.monotonic() - began) / 60
    sys.stdout.write(f"{total:,} examples in {minutes:.1f} minutes: {faults} shares with faults\n")
    return 1 if faults else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Play one share, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    parser.add_argument("--share", choices=KINDS)
    args = parser.parse_args(arguments)
    if args.share is None:
        sys.stdout.write(f"seed {args.seed}\n")
        return play_all(args.examples, workers=args.workers, number=args.seed)
    sys.stdout.write(f"{json.dumps(play(args.share, args.examples, args.seed))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
