"""The table of one run: ours, the plain form, the ratio, the goal and whether it is met."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from PySide6.QtCore import qVersion

SIDES = ("ours", "plain")
Figure = Literal["median", "p99"]


@dataclass(slots=True)
class Taken:
    """All times of one run: milliseconds (memory: MiB)."""

    times: dict[tuple[str, str, str], list[float]] = field(
        default_factory=dict[tuple[str, str, str], list[float]]
    )
    """By side, form and what was done; all rounds together."""
    rounds: dict[str, int] = field(default_factory=dict[str, int])
    """How often each form was measured."""
    faults: list[str] = field(default_factory=list[str])
    """What did not come to its end."""

    def add(self, side: str, form: str, taken: Mapping[str, Sequence[float]]) -> None:
        """Keep what one process measured."""
        for what, times in taken.items():
            self.times.setdefault((side, form, what), []).extend(times)

    def of(self, side: str, form: str, what: str, figure: Figure) -> float | None:
        """Return a figure over all rounds; None where nothing was measured."""
        times = self.times.get((side, form, what))
        if not times:
            return None
        return statistics.median(times) if figure == "median" else percentile99(times)


def percentile99(times: Sequence[float]) -> float:
    """Return what 99 of 100 stay below; of less than a hundred, the greatest."""
    return sorted(times)[min(len(times) - 1, len(times) * 99 // 100)]


FORMS = {
    "40": "40 questions",
    "500": "500 questions",
    "2000": "2,000 questions",
    "20000": "20,000 questions",
    "repeat": "repeat × 300",
    "choices": "80,000 choices",
}
_MEMORY = frozenset({"memory", "held", "peak"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of every form that has it."""

    what: str
    told: str
    figures: tuple[Figure, ...] = ("median",)
    goals: Mapping[Figure, float] = field(default_factory=dict[Figure, float])
    """Greatest allowed, in milliseconds."""
    times_plain: float | None = None
    """Greatest allowed median, in times that of the plain form."""
    only: str = ""
    """The form of which the goal speaks; '' = all."""


_BOTH: tuple[Figure, ...] = ("median", "p99")
ROWS = (
    Row("cold", "file to painted page, first time", goals={"median": 200}, only="2000"),
    Row("kept", "file to painted page, read again"),
    Row("open", "loaded form to painted page", goals={"median": 50}),
    Row("page", "page switch", _BOTH, {"median": 40}),
    Row("key", "key press", _BOTH, {"median": 1}),
    Row("repaint", "commit to repaint", _BOTH, {"p99": 16}),
    Row("durable", "commit to durable", _BOTH, {"p99": 20}),
    Row("stored", "… of it in the thread that stores", _BOTH, times_plain=10),
    Row("told", "commit to “Tersimpan”", _BOTH),
    Row("row", "add a row", _BOTH, {"median": 100}),
    Row("at once", "first letter of a search, before the list is ready"),
    Row("filter", "one letter of a search to the list", _BOTH, {"median": 100}),
    Row("memory", "memory of the open form (MiB)"),
    Row("held", "memory of the process at the end (MiB)"),
    Row("peak", "greatest memory of the process (MiB)"),
)
SAME = 1.2
"""How much longer the first page of the largest form may take than that of the smallest."""


def markdown(taken: Taken, names: Sequence[str]) -> str:
    """Return the table."""
    head = ["form", "what", "BINA", "plain form", "BINA ÷ plain", "goal", "met"]
    lines = [_line(head), _line(["---"] * len(head))]
    for form in names:
        for row in ROWS:
            lines += [
                _line(cells)
                for figure in row.figures
                if (cells := _cells(taken, form, row, figure)) is not None
            ]
    small, large = (taken.of("ours", size, "open", "median") for size in ("40", "20000"))
    if small and large:
        met = "yes" if large <= small * SAME else "no"
        told = "loaded form to painted page, beside that of 40 questions"
        times = [f"{large / small:.1f} ×", "", "", f"the same (≤ {SAME:g} ×)", met]
        lines.append(_line([FORMS["20000"], told, *times]))
    return "\n".join(lines) + "\n"


def _cells(taken: Taken, form: str, row: Row, figure: Figure) -> list[str] | None:
    own = taken.of("ours", form, row.what, figure)
    if own is None:
        return None
    floor = taken.of("plain", form, row.what, figure)
    goals = list(_goals(form, row, figure, own, floor))
    unit = "" if row.what in _MEMORY else " ms"
    return [
        FORMS[form],
        row.told if row.what in _MEMORY or len(row.figures) == 1 else f"{row.told}, {figure}",
        _shown(own, unit),
        "" if floor is None else _shown(floor, unit),
        f"{own / floor:.1f} ×" if floor else "",
        ", ".join(goal for goal, _ in goals),
        ", ".join("yes" if met else "no" for _, met in goals),
    ]


def _goals(
    form: str, row: Row, figure: Figure, own: float, floor: float | None
) -> Sequence[tuple[str, bool]]:
    goals: list[tuple[str, bool]] = []
    limit = row.goals.get(figure)
    if limit is not None and row.only in {"", form}:
        goals.append((f"≤ {limit:g} ms", own <= limit))
    if row.times_plain is not None and figure == "median" and floor:
        goals.append((f"≤ {row.times_plain:g} × plain", own <= row.times_plain * floor))
    return goals


def machine() -> str:
    """Return what the figures were taken on."""
    return (
        f"{date.today().isoformat()}: "  # noqa: DTZ011 - as people date it
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"CPython {platform.python_version()}, Qt {qVersion()}, drawn offscreen, 1366 × 768"
    )


def _shown(figure: float, unit: str) -> str:
    if not unit:
        return f"{figure:,.0f}"
    return f"{figure:.2f}{unit}" if figure < 10 else f"{figure:,.1f}{unit}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
