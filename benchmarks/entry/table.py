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
    """All times of one run: milliseconds (memory: MiB), one list for each round."""

    rounds: dict[tuple[str, str, str], list[list[float]]] = field(
        default_factory=dict[tuple[str, str, str], list[list[float]]]
    )
    """By side, form and what was done."""

    def add(self, side: str, form: str, taken: Mapping[str, Sequence[float]]) -> None:
        """Keep what one process measured."""
        for what, times in taken.items():
            self.rounds.setdefault((side, form, what), []).append(list(times))

    def of(self, side: str, form: str, what: str, figure: Figure) -> float | None:
        """Return the median of the rounds' medians or 99th percentiles."""
        rounds = self.rounds.get((side, form, what))
        if not rounds:
            return None
        pick = statistics.median if figure == "median" else percentile99
        return statistics.median(pick(one) for one in rounds)


def percentile99(times: Sequence[float]) -> float:
    """Return what 99 of 100 stay below."""
    return sorted(times)[min(len(times) - 1, len(times) * 99 // 100)]


SIZES = ("40", "500", "2000", "20000")
FORMS = {
    "40": "40 questions",
    "500": "500 questions",
    "2000": "2,000 questions",
    "20000": "20,000 questions",
    "repeat": "repeat × 300",
    "choices": "80,000 choices",
}
_DONE = {
    "cold": "file to painted page, read for the first time",
    "kept": "file to painted page, kept snapshot",
    "open": "loaded form to painted page",
    "page": "page switch",
    "key": "key press",
    "repaint": "commit to repaint",
    "durable": "commit to durable, as the window learns it",
    "stored": "commit to durable, in the worker",
    "memory": "memory of the open form (MiB)",
    "row": "add a row",
    "filter": "one letter of a search to the list",
}
_GOALS: dict[tuple[str, Figure], float] = {
    ("open", "median"): 50,
    ("page", "median"): 40,
    ("key", "median"): 1,
    ("repaint", "p99"): 16,
    ("durable", "p99"): 20,
    ("row", "median"): 100,
    ("filter", "median"): 100,
}
_COLD_GOAL = {"2000": 200.0}
"""File to painted page, read for the first time."""
_BOTH: tuple[Figure, ...] = ("median", "p99")
_ROWS: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    ("cold", ("median",)),
    ("kept", ("median",)),
    ("open", ("median",)),
    ("page", _BOTH),
    ("key", _BOTH),
    ("repaint", _BOTH),
    ("durable", _BOTH),
    ("stored", _BOTH),
    ("row", _BOTH),
    ("filter", _BOTH),
    ("memory", ("median",)),
)


def missed(taken: Taken) -> list[str]:
    """Return the goals that were missed, in words."""
    return [
        f"{FORMS[form]}: {_DONE[what]}, {figure} {_shown(own)}, goal {goal:g} ms"
        for form in FORMS
        for what, figures in _ROWS
        for figure in figures
        if (own := taken.of("ours", form, what, figure)) is not None
        and (goal := _goal(form, what, figure)) is not None
        and own > goal
    ]


def markdown(taken: Taken, names: Sequence[str]) -> str:
    """Return the table."""
    head = ["form", "what", "BINA", "plain form", "BINA ÷ plain", "goal", "met"]
    lines = [_line(head), _line(["---"] * len(head))]
    for form in names:
        for what, figures in _ROWS:
            lines += [
                _line(cells)
                for figure in figures
                if (cells := _cells(taken, form, what, figure)) is not None
            ]
    return "\n".join(lines) + "\n"


def _cells(taken: Taken, form: str, what: str, figure: Figure) -> list[str] | None:
    own = taken.of("ours", form, what, figure)
    if own is None:
        return None
    floor = taken.of("plain", form, what, figure)
    goal = _goal(form, what, figure)
    told = _DONE[what] if what == "memory" else f"{_DONE[what]}, {figure}"
    return [
        FORMS[form],
        told,
        f"{own:.0f}" if what == "memory" else _shown(own),
        "" if floor is None else (f"{floor:.0f}" if what == "memory" else _shown(floor)),
        f"{own / floor:.1f} ×" if floor else "",
        f"≤ {goal:g} ms" if goal is not None else "",
        "" if goal is None else ("yes" if own <= goal else "no"),
    ]


def _goal(form: str, what: str, figure: Figure) -> float | None:
    return _COLD_GOAL.get(form) if what == "cold" else _GOALS.get((what, figure))


def machine() -> str:
    """Return what the figures were taken on."""
    return (
        f"{date.today().isoformat()}: "  # noqa: DTZ011 - as people date it
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"CPython {platform.python_version()}, Qt {qVersion()}, drawn offscreen, 1366 × 768"
    )


def _shown(milliseconds: float) -> str:
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:.1f} ms"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
