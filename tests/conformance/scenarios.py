"""Runner of `scenario_cases.json.gz`: whole forms filled in, state compared after each step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bina_desktop.formengine.client import FormError
from tests.conformance.outcome import Outcome, SuiteResult, load_cases
from tests.conformance.scenario_compare import DifferenceError
from tests.conformance.scenario_decisions import Difference, bind_of, decision_behind
from tests.conformance.scenario_replay import Replay

FILE = "scenario_cases.json.gz"
AGREED = "two engines agree, nothing else needed"
OTHER = "other that pass upstream"
TOLD = "fail upstream (told, not judged)"
_THRESHOLDS = {AGREED: 1.0, OTHER: 0.95, TOLD: 0.0}


def run(folder: Path) -> list[SuiteResult]:
    """Play every scenario of the file in `folder`."""
    content = load_cases(folder, FILE)
    groups: dict[str, list[Outcome]] = {group: [] for group in _THRESHOLDS}
    for case in content["cases"]:
        groups[_group(case)].append(play(case, content["forms"][case["form"]]))
    return [
        SuiteResult(FILE, group, outcomes, _THRESHOLDS[group])
        for group, outcomes in groups.items()
        if outcomes
    ]


def play(case: Mapping[str, Any], xform: str) -> Outcome:
    """Play one scenario; tell the first difference and the decision that causes it."""
    with TemporaryDirectory() as folder:
        try:
            Replay(case, xform, Path(folder)).play()
        except DifferenceError as error:
            difference = _difference(error, xform)
        except FormError as error:
            difference = Difference(str(error))
        except Exception as error:  # one broken case must not hide the others
            difference = Difference(f"{type(error).__name__}: {error}")
        else:
            return Outcome(case["id"], ok=True)
    return Outcome(
        case["id"],
        ok=False,
        detail=difference.message,
        decision=decision_behind(difference),
    )


def _difference(error: DifferenceError, xform: str) -> Difference:
    node, _, aspect = error.where.rpartition(" ")
    path = re.sub(r"\[\d+\]|#range$", "", node.rpartition(" ")[2])
    return Difference(str(error), path, aspect, error.want, error.got, bind_of(xform, path))


def _group(case: Mapping[str, Any]) -> str:
    if case["status"] != "pass":
        return TOLD
    return AGREED if case["javarosa_5_1_agrees"] and not case["needs"] else OTHER
