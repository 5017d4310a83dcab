"""Play a recorded scenario on our engine, one step after the other.

What a person typed is typed as an Indonesian would (decimal comma). Three things are not
recorded and are built from what is: the text given to `restoreWebFormsInstanceState` (the answers
that stand in the form after it), the content of an attached list (the choices it led to), and the
clock (the first moment that the form wrote down). Where a form is edited, the recorded steps go
back and forth between the instances: they are told apart by their instanceID.
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
from bina_desktop.formengine.instance.session import FormSession
from tests.conformance.scenario_compare import DifferenceError, compare_states, same
from tests.conformance.scenario_door import Door
from tests.conformance.scenario_mirror import (
    State,
    is_metadata,
    mirror,
    plain_text,
    recorded_state,
    state_of,
)
from tests.conformance.scenario_reads import READS, node_at

ZONE = ZoneInfo("America/Phoenix")
_INSTANCE_ID = re.compile(r"instanceID>([^<]+)<")
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


class Replay:
    """One scenario on one form."""

    def __init__(self, case: Mapping[str, Any], xform: str, folder: Path) -> None:
        """Prepare; files that the form reads are written into `folder`."""
        self._case = case
        self._expected: dict[str, State] = {}
        self._instances: dict[str, FormSession] = {}
        """By recorded instanceID."""
        self._ids: dict[str, str] = {}
        """Recorded instanceID by ours."""
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
        self._play(step)
        if "changed" in step or "removed" in step:
            self._expect(step)
            self._compare()
        if operation in _WHOLE:
            self._remember(step["changed"])

    def _play(self, step: Mapping[str, Any]) -> None:
        action, read = _ACTIONS.get(step["op"]), READS.get(step["op"])
        if action is not None:
            action(self, step)
        elif read is not None:
            read(self._door, step)
        else:
            raise DifferenceError("", "the operation", "no such operation here")

    def _refused(self, step: Mapping[str, Any]) -> None:
        """Play a step that must not succeed."""
        try:
            self._play(step)
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
                compare_states(path, expected[path], state_of(node))
            elif not is_metadata(path):
                raise DifferenceError(path, None, "the node")

    def _remember(self, states: Mapping[str, Any]) -> None:
        """Keep the session that is now open under its recorded instanceID."""
        recorded = _metadata_value(states, "instanceID")
        ours = _INSTANCE_ID.search(self._door.submission())
        if recorded and ours is not None:
            self._instances[recorded] = self._door.session
            self._ids[ours.group(1)] = recorded

    def _compare_xml(self, expected: str, got: str) -> None:
        want, have = (
            etree.tostring(etree.fromstring(text.encode()), method="c14n").decode()
            for text in (expected, got)
        )
        for ours, recorded in self._ids.items():
            have = have.replace(ours, recorded)
        known = self._ids.values()
        same("submission", plain_text(want, known), plain_text(have, known))

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
        node = node_at(self._door, ref)
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
        place = node_at(self._door, f"{_PLACE.sub('', step['ref'])}#range")
        self._door.session.add_repeat(place.ref)

    def remove(self, step: Mapping[str, Any]) -> None:
        """Remove an instance of a repeat."""
        self._door.session.remove_repeat(node_at(self._door, step["args"][0]).ref)

    def speak(self, step: Mapping[str, Any]) -> None:
        """Change the language."""
        self._door.session.set_language(step["args"][0])

    def renew(self, step: Mapping[str, Any]) -> None:
        """Begin a new instance of the same form."""
        self._door.open()

    def edit(self, step: Mapping[str, Any]) -> None:
        """Open what was filled in as a submission that is edited."""
        source = self._instances.get(_metadata_value(step["changed"], "deprecatedID"))
        self._door.session = source or self._door.session
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
        self._compare_xml(step["xml"], self._door.submission())

    # -- reads -----------------------------------------------------------------------------

    def read_node(self, step: Mapping[str, Any]) -> None:
        """Read the state of one node; None where there is none."""
        nodes = mirror(self._door.session.root)
        path = step["args"][0]
        if path not in nodes and step["observed"] and is_metadata(path):
            self._read_metadata(path, step["observed"]["v"])
            return
        path = path if path in nodes else f"{path}#range"
        if step["observed"] is None:
            same(path, expected=False, got=path in nodes)
            return
        compare_states(path, recorded_state(step["observed"]), state_of(nodes[path]))

    def _read_metadata(self, path: str, expected: str) -> None:
        """Read what the form does not declare: only the submission has it."""
        name = path.rpartition(":")[2].rpartition("/")[2]
        found = re.search(rf"{name}>([^<]*)<", self._door.submission())
        got = found.group(1) if found else ""
        same(path, expected, self._ids.get(got, got))

    def read_xml(self, step: Mapping[str, Any]) -> None:
        """Read the submission of the instance that was read then."""
        found = _INSTANCE_ID.search(step["observed"])
        read = self._instances.get(found.group(1)) if found else None
        shown = self._door.session
        self._door.session = read or shown
        self._compare_xml(step["observed"], self._door.submission())
        self._door.session = shown


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
    "read.getInstanceNode": Replay.read_node,
    "read.proposed_serializeInstance": Replay.read_xml,
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


def _metadata_value(states: Mapping[str, Any], name: str) -> str:
    found = [state["v"] for path, state in states.items() if path.endswith(name)]
    return found[0] if found else ""


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
