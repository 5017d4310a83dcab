"""One run: every form, engines turn about, each in a fresh process each time."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.engine import forms
from benchmarks.engine.peers import Driver, Engine, ours
from benchmarks.engine.scripts import Script, script

NAIVE_STEPS = 60
WRITES = 5
"""How often a filled form is serialised each time."""
_RANDOM = frozenset({"/data/meta/instanceID"})
"""What every engine makes up for itself."""
LEFT_OUT: Mapping[str, frozenset[str]] = {"Web Forms": frozenset({"repeat1000"})}
"""Forms that take a peer minutes."""
SHORTER: Mapping[str, Mapping[str, int]] = {
    "Web Forms": {"mixed500": 100, "mixed2000": 50, "repeat100": 10, "cascade": 40}
}
"""Steps of the last phase where a peer does not take them all."""
ONCE: Mapping[str, frozenset[str]] = {"Web Forms": frozenset({"mixed2000"})}
"""Forms that a peer does not load a second time."""


@dataclass(slots=True)
class Measured:
    """Times of one engine with one form, in microseconds, one list for each round."""

    times: dict[str, list[list[float]]] = field(default_factory=dict[str, list[list[float]]])
    """By what was done: `load`, `again`, `serialise` and the phases of the script."""

    def add(self, what: str, round_times: Sequence[float]) -> None:
        """Keep what a round took."""
        self.times.setdefault(what, []).append(list(round_times))

    def median(self, what: str) -> float | None:
        """Return the median of the rounds' medians; None for what was not done."""
        return _middle(self.times.get(what), statistics.median)

    def high(self, what: str) -> float | None:
        """Return the median of the rounds' 99th percentiles."""
        return _middle(self.times.get(what), percentile99)

    def total(self, what: str) -> float | None:
        """Return the median of what the rounds took altogether."""
        return _middle(self.times.get(what), sum)


def _middle(
    rounds: Sequence[Sequence[float]] | None, of: Callable[[Sequence[float]], float]
) -> float | None:
    return statistics.median(of(one) for one in rounds) if rounds else None


def percentile99(times: Sequence[float]) -> float:
    """Return what 99 of 100 answers stay below."""
    return sorted(times)[min(len(times) - 1, len(times) * 99 // 100)]


@dataclass(slots=True)
class Run:
    """All that was measured, and where two engines hold different values."""

    measured: dict[tuple[str, str], Measured] = field(
        default_factory=dict[tuple[str, str], Measured]
    )
    """By engine and form."""
    compared: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    """Nodes with a value, by engine and form; each was compared with ours."""
    differences: list[str] = field(default_factory=list[str])

    def of(self, engine: str, form: str) -> Measured:
        """Return what was measured with this form; nothing yet at first."""
        return self.measured.setdefault((engine, form), Measured())


def run(
    engines: Sequence[Engine],
    names: Sequence[str],
    rounds: int,
    folder: Path,
    *,
    told: Callable[[str], None],
) -> Run:
    """Measure every form; `told` hears which one is on, `folder` takes the files."""
    files = forms.write(folder)
    known = Run()
    for name in names:
        told(name)
        steps = script(name, files[name].read_text(encoding="utf-8"))
        values: dict[str, dict[str, str]] = {}
        for number in range(rounds):
            for engine in _turn(engines, name, number):
                taken = _shortened(steps, engine.name, name)
                values[engine.name] = _fill(engine, name, files, taken, known)
        _compare(known, name, values, steps, files)
        if name == "mixed2000":
            _naively(known, name, steps, files)
        _from_snapshot(known, name, files, rounds, folder)
    return known


def _turn(engines: Sequence[Engine], form: str, number: int) -> list[Engine]:
    taking = [one for one in engines if form not in LEFT_OUT.get(one.name, ())]
    return taking if number % 2 else taking[::-1]


def _shortened(steps: Script, engine: str, form: str) -> Script:
    limit = SHORTER.get(engine, {}).get(form)
    return steps if limit is None else steps.shortened(limit)


def _fill(
    engine: Engine, name: str, files: Mapping[str, Path], steps: Script, known: Run
) -> dict[str, str]:
    """Fill the form in a fresh process; the smallest form is loaded before, for the libraries."""
    measured = known.of(engine.name, name)
    with Driver(engine) as driver:
        driver.load(files[forms.WARM_UP])
        loaded = driver.ask({"do": "load", "form": str(files[name])})
        measured.add("load", [loaded["us"]])
        if "cpu_us" in loaded:
            measured.add("load_cpu", [loaded["cpu_us"]])
        for phase in steps.as_json():
            measured.add(phase["name"], driver.run(phase["steps"]))
        values = driver.values()
        if engine.name == ours().name:
            measured.add("pauses", driver.ask({"do": "pauses"})["us"])
        measured.add("serialise", [driver.serialise() for _ in range(WRITES)])
        if name not in ONCE.get(engine.name, ()):
            measured.add("again", [driver.load(files[name])])
    return values


def _compare(
    known: Run,
    name: str,
    values: Mapping[str, Mapping[str, str]],
    steps: Script,
    files: Mapping[str, Path],
) -> None:
    own = ours().name
    for engine, held in values.items():
        if engine == own:
            continue
        expected = values[own]
        if name in SHORTER.get(engine, {}):
            expected = _fill(ours(), name, files, _shortened(steps, engine, name), Run())
        paths = (expected.keys() | held.keys()) - _RANDOM
        known.compared[engine, name] = len(paths)
        for path in sorted(paths):
            mine, theirs = expected.get(path, ""), held.get(path, "")
            if not same(mine, theirs):
                known.differences.append(
                    f"{name} {path}: {mine!r} in ours, {theirs!r} in {engine}"
                )


def same(one: str, other: str) -> bool:
    """Tell whether two texts are equal, as numbers where they are numbers (`5` and `5.0`)."""
    if one == other:
        return True
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def _naively(known: Run, name: str, steps: Script, files: Mapping[str, Path]) -> None:
    """Measure a few answers that are each followed by the recalculation of the whole form."""
    fill, edit = steps.as_json()[:2]
    with Driver(ours()) as driver:
        driver.load(files[name])
        driver.run(fill["steps"])
        times = driver.run(edit["steps"][:NAIVE_STEPS], naive=True)
    known.of(ours().name, name).add("naive", times)


def _from_snapshot(
    known: Run, name: str, files: Mapping[str, Path], rounds: int, folder: Path
) -> None:
    """Measure loading in a fresh process where another has left a snapshot."""
    snapshots = folder / f"snapshots-{name}"
    snapshots.mkdir()
    with Driver(ours(snapshots)) as driver:
        driver.load(files[name])
    if not any(snapshots.iterdir()):
        return
    for _ in range(rounds):
        with Driver(ours(snapshots)) as driver:
            driver.load(files[forms.WARM_UP])
            known.of(ours().name, name).add("cached", [driver.load(files[name])])
