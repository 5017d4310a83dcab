"""Random fillings of every form of the recorded cases: two backends, restore and undo agree.

A walk is told by the form and its seed and can be played again:
`python -m tests.conformance.differential DIR FORM SEED`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conformance.outcome import Outcome, SuiteResult, load_cases
from tests.conformance.pyxform_forms import attach_empty_files
from tests.differential.forms import read_twice
from tests.differential.walk import Walk

GROUP = "walks of every form that loads"
SEEDS = (1, 2)
MOST_STEPS = 16
_WORK = 3_000
"""Nodes that a walk looks at: large forms are walked for a shorter time."""


def run(folder: Path) -> list[SuiteResult]:
    """Walk through every form of the files in `folder`, once for each seed."""
    outcomes = [outcome for name, xform in _forms(folder) for outcome in walk(name, xform, SEEDS)]
    return [SuiteResult("differential", GROUP, outcomes, 1.0)]


def walk(name: str, xform: str, seeds: tuple[int, ...]) -> Iterator[Outcome]:
    """Fill in one form at random, once for each seed; nothing where the form is refused."""
    with TemporaryDirectory() as folder:
        attach_empty_files(xform, Path(folder))
        try:
            twins = read_twice(xform, Path(folder))
        except Exception as error:  # one broken form must not hide the others
            yield Outcome(name, ok=False, detail=f"{type(error).__name__}: {error}")
            return
    if twins is None:
        return
    for seed in seeds:
        case = f"{name} seed {seed}"
        try:
            Walk(*twins, seed).play(MOST_STEPS, work=_WORK)
        except Exception as error:  # as above
            yield Outcome(case, ok=False, detail=f"{type(error).__name__}: {error}")
        else:
            yield Outcome(case, ok=True)


def _forms(folder: Path) -> Iterator[tuple[str, str]]:
    if (folder / "scenario_cases.json.gz").is_file():
        yield from load_cases(folder, "scenario_cases.json.gz")["forms"].items()
    if (folder / "pyxform_forms.json.gz").is_file():
        for form in load_cases(folder, "pyxform_forms.json.gz")["forms"]:
            yield form["test"], form["xml"]


if __name__ == "__main__":
    _, place, wanted, number = sys.argv
    for name, xform in _forms(Path(place)):
        if name == wanted:
            for outcome in walk(name, xform, (int(number),)):
                sys.stdout.write(f"{outcome.detail or 'agrees'}\n")
