"""What a recorded scenario reads between its steps, read from our engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bina_desktop.formengine.client import Node
from tests.conformance.scenario_compare import same
from tests.conformance.scenario_door import Door
from tests.conformance.scenario_mirror import mirror, plain_text, state_of

Step = Mapping[str, Any]


def node_at(door: Door, path: str) -> Node:
    """Return the node at a path by position. Raises KeyError when there is none."""
    return mirror(door.session.root)[path]


def _answer(door: Door, step: Step) -> None:
    state = state_of(node_at(door, step["args"][0]))
    want = plain_text(step["observed"])
    if state["k"] == "select":
        want = " ".join(sorted(want.split()))
    same(step["args"][0], want, state["v"])


def _choices(door: Door, step: Step) -> None:
    node = node_at(door, step["args"][0])
    same(f"{node.ref} choices", step["observed"], [choice.value for choice in node.choices])


def _count(door: Door, step: Step) -> None:
    place = node_at(door, f"{step['args'][0]}#range")
    same(f"{place.ref} count", step["observed"], len(place.children))


def _attribute(door: Door, step: Step) -> None:
    path, name = step["args"]
    got = door.attribute(path, name)
    same(f"{path}/@{name}", plain_text(step["observed"]), plain_text(got))


def _validation(door: Door, step: Step) -> None:
    """Read the first problem of the whole form."""
    problems = door.session.validate()
    paths = {node.ref: path for path, node in mirror(door.session.root).items()}
    got = [(problem.violation.kind.value, paths[problem.ref]) for problem in problems[:1]]
    observed = step["observed"]
    kind = "required" if observed["outcome"] == "ANSWER_REQUIRED_BUT_EMPTY" else "constraint"
    same("validation", [(kind, observed["ref"])], got)


def _selected_labels(door: Door, step: Step) -> None:
    node = node_at(door, step["at"])
    got = [choice.label for choice in node.choices if choice.value in node.value.split()]
    same(node.ref, step["observed"], got)


def _labels(door: Door, step: Step) -> None:
    node = node_at(door, step["at"])
    same(node.ref, step["observed"], [choice.label for choice in node.choices])


def _label(door: Door, step: Step) -> None:
    same(step["at"], plain_text(step["observed"]), plain_text(node_at(door, step["at"]).label))


READS: dict[str, Callable[[Door, Step], None]] = {
    "read.answerOf": _answer,
    "read.choicesOf": _choices,
    "read.countRepeatInstancesOf": _count,
    "read.attributeOf": _attribute,
    "read.getValidationOutcome": _validation,
    "read.proposed_getSelectedOptionLabelsAsText": _selected_labels,
    "read.proposed_getAvailableOptionLabels": _labels,
    "read.getQuestionLabelText": _label,
}
"""By operation: raises DifferenceError where something else comes than was observed."""
