"""The table of one run: what was measured, the ratios, the goals and whether they are met."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from benchmarks.engine.measure import LEFT_OUT, ONCE, SHORTER, Run

OURS, JAVAROSA, WEB_FORMS = "BINA", "JavaRosa", "Web Forms"
Figure = Literal["median", "high", "total"]
_TOLD: dict[Figure, str] = {"median": "median", "high": "p99", "total": "altogether"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; times in microseconds."""

    form: str
    what: str
    """A phase of the script, `load`, `load_cpu`, `again`, `cached`, `serialise` or `naive`."""
    figure: Figure
    goal: float | None = None
    javarosa: float | None = None
    """How many times faster than JavaRosa it has to be."""
    web_forms: float | None = None


_DONE = {
    "load": "load, first time in a process",
    "load_cpu": "of that, time on a core",
    "again": "load, second time",
    "cached": "load from the snapshot on disk, first time in a process",
    "fill": "fill in",
    "edit": "answer",
    "hot": "answer that reaches the total",
    "add": "add an instance",
    "remove": "remove an instance",
    "first": "first answers, which make the indexes",
    "serialise": "serialise",
    "naive": "answer, recalculating everything",
    "pauses": "prepare for the next answers in the pauses after all these",
}
_MS = 1000.0
ROWS = (
    Row("mixed50", "load", "median"),
    Row("mixed50", "edit", "median"),
    Row("mixed50", "edit", "high"),
    Row("mixed500", "load", "median"),
    Row("mixed500", "edit", "median"),
    Row("mixed500", "edit", "high"),
    Row("mixed500", "hot", "median"),
    Row("mixed2000", "load", "median", 100 * _MS, 8, 10),
    Row("mixed2000", "load_cpu", "median"),
    Row("mixed2000", "again", "median"),
    Row("mixed2000", "cached", "median", 25 * _MS),
    Row("mixed2000", "fill", "total"),
    Row("mixed2000", "edit", "median", 10, 30, 15),
    Row("mixed2000", "edit", "high", 100),
    Row("mixed2000", "hot", "median", 20),
    Row("mixed2000", "hot", "high"),
    Row("mixed2000", "pauses", "total"),
    Row("mixed2000", "naive", "median"),
    Row("mixed2000", "serialise", "median"),
    Row("lembar", "load", "median"),
    Row("lembar", "again", "median"),
    Row("lembar", "cached", "median"),
    Row("lembar", "edit", "median", 20),
    Row("lembar", "edit", "high"),
    Row("lembar", "hot", "median", 20),
    Row("lembar", "pauses", "total"),
    Row("repeat100", "add", "median"),
    Row("repeat100", "edit", "median"),
    Row("repeat100", "edit", "high"),
    Row("repeat100", "remove", "median"),
    Row("repeat1000", "add", "median"),
    Row("repeat1000", "add", "total"),
    Row("repeat1000", "edit", "median"),
    Row("repeat1000", "remove", "median"),
    Row("repeat1000", "serialise", "median"),
    Row("cascade", "load", "median"),
    Row("cascade", "cached", "median"),
    Row("cascade", "first", "total"),
    Row("cascade", "edit", "median", 15),
    Row("cascade", "edit", "high"),
)
FORMS = {
    "mixed50": "50 questions",
    "mixed500": "500 questions",
    "mixed2000": "2,000 questions",
    "lembar": "Lembar Penilaian",
    "repeat100": "repeat × 100",
    "repeat1000": "repeat × 1,000",
    "cascade": "cascade over 10,000 choices",
}
NAIVE = 100
"""How many times slower recalculating everything has to be at 2,000 questions."""


def markdown(run: Run, engines: Sequence[str]) -> str:
    """Return the table with what it needs to be read."""
    peers = [name for name in engines if name != OURS]
    head = ["form", "what", OURS, *peers, *(f"{name} ÷ {OURS}" for name in peers), "goal", "met"]
    lines = [_line(head), _line(["---"] * len(head))]
    lines += [_line(cells) for row in ROWS if (cells := _cells(run, row, peers))]
    return "\n".join(lines) + "\n"


def naive_ratio(run: Run) -> float | None:
    """Return how many times slower recalculating everything is, where it was measured."""
    measured = run.of(OURS, "mixed2000")
    naive, dirty = measured.median("naive"), measured.median("edit")
    return naive / dirty if naive and dirty else None


def notes(run: Run, engines: Sequence[str], rounds: int) -> list[str]:
    """Return what a reader has to know, one sentence each."""
    told = [
        f"Medians of {rounds} rounds (of their medians, of their 99th percentiles).",
        "The engines turn about, with a fresh process for each form and round.",
        "A process loads a small form before it is measured, so that no libraries count.",
        "Garbage collection and just-in-time compilation count, as a person feels them.",
        "All times are a clock's; what a load took beyond its time on a core, others had.",
        "What BINA does in the pause after an answer, while nobody waits, has a line of its own.",
    ]
    for engine in engines:
        told += _shorter(engine)
    for engine in engines[1:]:
        nodes = sum(count for (name, _), count in run.compared.items() if name == engine)
        other = sum(line.endswith(f" in {engine}") for line in run.differences)
        told.append(f"Final values beside {engine}: {nodes} nodes compared, {other} differ.")
    return told + [f"Different: {line}." for line in run.differences]


def machine(programs: Sequence[str]) -> str:
    """Return what the figures were taken on."""
    parts = [
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        f"CPython {platform.python_version()}",
        *programs,
    ]
    return f"{date.today().isoformat()}: {', '.join(parts)}"  # noqa: DTZ011 - as people date it


def _shorter(engine: str) -> list[str]:
    forms = SHORTER.get(engine, {})
    told: list[str] = []
    if forms:
        limits = ", ".join(f"{FORMS[name]}: {limit}" for name, limit in forms.items())
        told.append(f"{engine} takes fewer steps of the last phase ({limits}).")
    left_out = ", ".join(FORMS[name] for name in LEFT_OUT.get(engine, ()))
    if left_out:
        told.append(f"{engine} is left out of {left_out}, which takes it minutes.")
    once = ", ".join(FORMS[name] for name in ONCE.get(engine, ()))
    if once:
        told.append(f"{engine} loads {once} once a process.")
    return told


def _cells(run: Run, row: Row, peers: Sequence[str]) -> list[str]:
    """Return the cells of a row, none where we did not do it."""
    own = _time(run, OURS, row)
    if own is None:
        return []
    times = [_time(run, name, row) for name in peers]
    ratios = [time / own if time is not None else None for time in times]
    needed = {JAVAROSA: row.javarosa, WEB_FORMS: row.web_forms}
    goals: list[tuple[str, bool]] = []
    if row.goal is not None:
        goals.append((f"≤ {_shown(row.goal)}", own <= row.goal))
    for name, ratio in zip(peers, ratios, strict=True):
        least = needed.get(name)
        if least is not None and ratio is not None:
            goals.append((f"≥ {least:g} × {name}", ratio >= least))
    if row.what == "naive":
        ratio = naive_ratio(run)
        goals.append((f"≥ {NAIVE} × answer", ratio is not None and ratio >= NAIVE))
    return [
        FORMS[row.form],
        f"{_DONE[row.what]}, {_TOLD[row.figure]}",
        _shown(own),
        *(_shown(time) for time in times),
        *(f"{ratio:,.0f} ×" if ratio is not None else "" for ratio in ratios),
        ", ".join(goal for goal, _ in goals),
        ", ".join("yes" if met else "no" for _, met in goals),
    ]


def _time(run: Run, engine: str, row: Row) -> float | None:
    measured = run.of(engine, row.form)
    return getattr(measured, row.figure)(row.what)


def _shown(time: float | None) -> str:
    if time is None:
        return ""
    if time >= 1000:
        return f"{time / 1000:,.1f} ms" if time < 1e5 else f"{time / 1000:,.0f} ms"
    return f"{time:.1f} µs" if time < 100 else f"{time:.0f} µs"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
