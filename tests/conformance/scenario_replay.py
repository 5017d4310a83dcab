"""Play a recorded scenario on our engine, one step after the other.

What a person typed is typed as an Indonesian would (decimal comma). Three things are not
recorded and are built from what is: the text given to `restoreWebFormsInstanceState` (the answers
that stand in the form after it), the content of an attached list (the choices it led to), and the
clock (the first moment that the form wrote down).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from bina_desktop.formengine.client import DataType, FormError, Node, NodeKind
from tests.conformance.scenario_door import Door
from tests.conformance.scenario_mirror import (
    State,
    is_metadata,
    mirror,
    plain_text,
    recorded_state,
    state_of,
)

ZONE = ZoneInfo("America/Phoenix")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-07:00")
_DEFAULT_MOMENT = datetime(2026, 11, 21, 23, 10, tzinfo=ZONE)
_PLACE = re.compile(r"\[\d+\]$")
_NAVIGATION = frozenset(
    {"jumpToBeginningOfForm", "prev", "read.refAtIndex", "read.atTheEndOfForm"}
)
_ENDS = ("at", "ref")
_STEPPED_OVER = frozenset(
    {
        NodeKind.ROOT,
        NodeKind.GROUP,
        NodeKind.REPEAT,
        NodeKind.REPEAT_INSTANCE,
        NodeKind.HIDDEN,
    }
)


class DifferenceError(Exception):
    """Our engine came to another state than the one recorded."""

    def __init__(self, where: str, want: object, got: object) -> None:
        """Tell the place (step, node and what about it), what was wanted and what came."""
        self.where = where
        self.want = want
        self.got = got
        super().__init__(f"{where}: wanted {want!r}, got {got!r}")


class Replay:
    """One scenario on one form."""

    def __init__(self, case: Mapping[str, Any], xform: str, folder: Path) -> None:
        """Prepare; files that the form reads are written into `folder`."""
        self._case = case
        self._expected: dict[str, State] = {}
        moment = _moment(case)
        _attach_lists(case, xform, folder)
        self._door = Door(xform, folder, clock=lambda: moment, chance=Random(0))

    def play(self) -> None:
        """Raise DifferenceError, or FormError, where the scenario goes another way."""
        for number, step in enumerate(self._case["steps"]):
            try:
                self._step(step)
            except DifferenceError as difference:
                where = f"step {number} {step['op']} {difference.where}"
                raise DifferenceError(where, difference.want, difference.got) from None

    def _step(self, step: Mapping[str, Any]) -> None:
        operation = step["op"]
        if "error" in step:
            self._refused(step)
            return
        if operation in _NAVIGATION:
            return
        action = _ACTIONS.get(operation)
        if action is None:
            raise DifferenceError("", "the operation", "no such operation here")
        action(self, step)
        if "changed" in step or "removed" in step:
            self._expect(step)
            self._compare()

    def _refused(self, step: Mapping[str, Any]) -> None:
        """Play a step that must not succeed."""
        try:
            _ACTIONS[step["op"]](self, step)
        except (FormError, KeyError, ValueError):
            return
        raise DifferenceError("", f"an error: {step['error']}", "none")

    def _expect(self, step: Mapping[str, Any]) -> None:
        if step["op"] in _WHOLE:
            self._expected.clear()
        for path in step.get("removed") or ():
            self._expected.pop(path, None)
        for path, state in (step.get("changed") or {}).items():
            self._expected[path] = recorded_state(state)

    def _compare(self) -> None:
        ours = mirror(self._door.session.root)
        expected = self._expected
        for path in [path for path in expected if path not in ours]:
            if not is_metadata(path):
                raise DifferenceError(path, "the node", None)
        for path, node in ours.items():
            if path in expected and expected[path]["k"] == "group" and is_metadata(path):
                continue  # an empty `meta` is a leaf here, a group there
            if path in expected:
                _compare_states(path, expected[path], state_of(node))
            elif not is_metadata(path):
                raise DifferenceError(path, None, "the node")

    def _node(self, path: str) -> Node:
        return mirror(self._door.session.root)[path]

    # -- actions ---------------------------------------------------------------------------

    def init(self, step: Mapping[str, Any]) -> None:
        """Open the form; for editing where the case begins so."""
        self._door.open(self._case.get("editInstance"), self._case.get("preload"))

    def answer(self, step: Mapping[str, Any]) -> None:
        """Type an answer."""
        arguments = list(step["args"])
        if len(arguments) > 1 and str(arguments[0]).startswith("/"):
            ref = step.get("ref") or arguments[0]
            arguments = arguments[1:]
        else:
            ref = step["ref"]
        node = self._node(ref)
        self._door.session.set_value(node.ref, _typed(arguments, node))

    def next(self, step: Mapping[str, Any]) -> None:
        """Go one step on: no question may lie between, and the place must be relevant."""
        nodes = mirror(self._door.session.root)
        positions = list(nodes)
        at, ref = (step[key] if step[key] in nodes else f"{step[key]}#range" for key in _ENDS)
        end = len(positions) if step["ref"] == "END_OF_FORM" else positions.index(ref)
        passed = [
            path
            for path in positions[positions.index(at) + 1 : end]
            if nodes[path].relevant and nodes[path].kind not in _STEPPED_OVER
        ]
        if passed:
            raise DifferenceError(step["ref"], "the next place", passed[0])
        if end < len(positions) and not nodes[ref].relevant:
            raise DifferenceError(step["ref"], "relevant", "not relevant")

    def add(self, step: Mapping[str, Any]) -> None:
        """Add an instance of a repeat."""
        place = self._node(f"{_PLACE.sub('', step['ref'])}#range")
        self._door.session.add_repeat(place.ref)

    def remove(self, step: Mapping[str, Any]) -> None:
        """Remove an instance of a repeat."""
        self._door.session.remove_repeat(self._node(step["args"][0]).ref)

    def speak(self, step: Mapping[str, Any]) -> None:
        """Change the language."""
        self._door.session.set_language(step["args"][0])

    def renew(self, step: Mapping[str, Any]) -> None:
        """Begin a new instance of the same form."""
        self._door.open()

    def edit(self, step: Mapping[str, Any]) -> None:
        """Open what was filled in as a submission that is edited."""
        self._door.edit(self._door.submission())

    def close_and_open(self, step: Mapping[str, Any]) -> None:
        """Write the submission and restore it."""
        self._door.restore(self._door.submission())

    def restore(self, step: Mapping[str, Any]) -> None:
        """Restore a text that is not recorded, but the answers in it are."""
        if "error" in step:
            found = re.search(r'got: "(.*)"$', step["error"])
            form_id = found.group(1) if found else ""
            attribute = "" if form_id == "null" else f' id="{form_id}"'
            self._door.restore(f"<data{attribute}/>")
            return
        answers = {
            path: state["v"]
            for path, state in step["changed"].items()
            if "v" in state and state["k"] != "model-value"
        }
        self._door.restore(self._door.filled(answers))

    def payload(self, step: Mapping[str, Any]) -> None:
        """Write the submission."""
        _compare_xml(step["xml"], self._door.submission())

    # -- reads -----------------------------------------------------------------------------

    def read_answer(self, step: Mapping[str, Any]) -> None:
        """Read a value."""
        state = state_of(self._node(step["args"][0]))
        want = plain_text(step["observed"])
        if state["k"] == "select":
            want = " ".join(sorted(want.split()))
        _same(step["args"][0], want, state["v"])

    def read_node(self, step: Mapping[str, Any]) -> None:
        """Read the state of one node; None where there is none."""
        nodes = mirror(self._door.session.root)
        path = step["args"][0]
        path = path if path in nodes else f"{path}#range"
        if step["observed"] is None:
            _same(path, expected=False, got=path in nodes)
            return
        _compare_states(path, recorded_state(step["observed"]), state_of(nodes[path]))

    def read_choices(self, step: Mapping[str, Any]) -> None:
        """Read the values of the choices offered."""
        node = self._node(step["args"][0])
        _same(f"{node.ref} choices", step["observed"], [choice.value for choice in node.choices])

    def read_count(self, step: Mapping[str, Any]) -> None:
        """Count the instances of a repeat."""
        place = self._node(f"{step['args'][0]}#range")
        _same(f"{place.ref} count", step["observed"], len(place.children))

    def read_xml(self, step: Mapping[str, Any]) -> None:
        """Read the submission."""
        _compare_xml(step["observed"], self._door.submission())

    def read_attribute(self, step: Mapping[str, Any]) -> None:
        """Read an attribute of an element of the submission."""
        path, name = step["args"]
        got = self._door.attribute(path, name)
        _same(f"{path}/@{name}", plain_text(step["observed"]), plain_text(got))

    def read_validation(self, step: Mapping[str, Any]) -> None:
        """Read the first problem of the whole form."""
        problems = self._door.session.validate()
        paths = {node.ref: path for path, node in mirror(self._door.session.root).items()}
        got = [(problem.violation.kind.value, paths[problem.ref]) for problem in problems[:1]]
        observed = step["observed"]
        kind = "required" if observed["outcome"] == "ANSWER_REQUIRED_BUT_EMPTY" else "constraint"
        _same("validation", [(kind, observed["ref"])], got)

    def read_selected_labels(self, step: Mapping[str, Any]) -> None:
        """Read the labels of the chosen."""
        node = self._node(step["at"])
        got = [choice.label for choice in node.choices if choice.value in node.value.split()]
        _same(node.ref, step["observed"], got)

    def read_labels(self, step: Mapping[str, Any]) -> None:
        """Read the labels of the choices."""
        node = self._node(step["at"])
        _same(node.ref, step["observed"], [choice.label for choice in node.choices])

    def read_label(self, step: Mapping[str, Any]) -> None:
        """Read the label of a question."""
        _same(step["at"], plain_text(step["observed"]), plain_text(self._node(step["at"]).label))


_ACTIONS: dict[str, Callable[[Replay, Mapping[str, Any]], None]] = {
    "init": Replay.init,
    "answer": Replay.answer,
    "next": Replay.next,
    "createNewRepeat": Replay.add,
    "removeRepeat": Replay.remove,
    "setLanguage": Replay.speak,
    "newInstance": Replay.renew,
    "editCurrentInstance": Replay.edit,
    "proposed_serializeAndRestoreInstanceState": Replay.close_and_open,
    "restoreWebFormsInstanceState": Replay.restore,
    "prepareWebFormsInstancePayload": Replay.payload,
    "read.answerOf": Replay.read_answer,
    "read.getInstanceNode": Replay.read_node,
    "read.choicesOf": Replay.read_choices,
    "read.countRepeatInstancesOf": Replay.read_count,
    "read.proposed_serializeInstance": Replay.read_xml,
    "read.attributeOf": Replay.read_attribute,
    "read.getValidationOutcome": Replay.read_validation,
    "read.proposed_getSelectedOptionLabelsAsText": Replay.read_selected_labels,
    "read.proposed_getAvailableOptionLabels": Replay.read_labels,
    "read.getQuestionLabelText": Replay.read_label,
}
_WHOLE = frozenset(
    {
        "init",
        "newInstance",
        "editCurrentInstance",
        "proposed_serializeAndRestoreInstanceState",
        "restoreWebFormsInstanceState",
    }
)
"""Steps after which the whole state is recorded, not what changed."""


def _typed(arguments: list[Any], node: Node) -> str:
    words = [_word(argument) for argument in arguments]
    text = " ".join(words)
    return text.replace(".", ",") if node.data_type is DataType.DECIMAL else text


def _word(argument: Any) -> str:
    if isinstance(argument, bool):
        return "1" if argument else "0"
    if isinstance(argument, dict):
        return str(argument["file"])
    return str(argument)


def _compare_states(path: str, expected: State, ours: State) -> None:
    for key in ("k", "relevant", "readonly", "required", "v", "violation", *_TOLD):
        if expected[key] != ours[key]:
            raise DifferenceError(f"{path} {key}", expected[key], ours[key])


_TOLD = ("count", "label", "hint", "choices")


def _same(where: str, expected: object, got: object) -> None:
    if expected != got:
        raise DifferenceError(where, expected, got)


def _compare_xml(expected: str, got: str) -> None:
    want, have = (
        plain_text(etree.tostring(etree.fromstring(text.encode()), method="c14n").decode())
        for text in (expected, got)
    )
    _same("submission", want, have)


def _moment(case: Mapping[str, Any]) -> datetime:
    for step in case["steps"]:
        for state in (step.get("changed") or {}).values():
            found = _STAMP.search(str(state.get("v") or ""))
            if found:
                return datetime.fromisoformat(found.group()).astimezone(ZONE)
    return _DEFAULT_MOMENT


def _attach_lists(case: Mapping[str, Any], xform: str, folder: Path) -> None:
    """Write the lists of the form that the choices after opening show."""
    sources = re.findall(r'<instance[^>]* src="jr://file(?:-csv)?/([^"/]+\.csv)"', xform)
    columns = re.findall(r'<value ref="([\w-]+)"/><label ref="([\w-]+)"/>', xform)
    offered = [
        state["choices"]
        for state in (case["steps"][0].get("changed") or {}).values()
        if state.get("choices") is not None
    ]
    for name, header, choices in zip(sources, columns, offered, strict=False):
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([header, *choices])
