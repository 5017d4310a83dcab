"""The state of a form in the words of the recorded scenarios.

All that is difference of representation, and none of behaviour, is made equal here and nowhere
else:

- a recorded `note` is an `input` that takes no answer; we tell notes from inputs otherwise;
- spaces and line ends in labels, hints and choices are told apart by no reader;
- what a select_multiple holds is a set, written in any order (a rank is not);
- a whole number may end in `.0`;
- a time without a zone is of the zone of the form, and `Z` is `+00:00`;
- ids and moments are made anew in each run: only their form is compared;
- an answer that is not of the question's type reads as blank there and here; here the text also
  stays on the screen with a TYPE violation, likewise an answer that no list knows;
- an XML attribute is a node here, of which the recorded state says nothing;
- metadata that a form does not declare is added there on opening and here on submission;
- the label of a repeat is that of the group around it there, with its own one ignored; here its
  own comes first, and place and instances share it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bina_desktop.formengine.client import Choice, Node, NodeKind, ViolationKind

State = dict[str, Any]
"""Of one node: k kind, v value, relevant, readonly, required, violation, label, hint, choices,
count."""

_KINDS = {
    "root": "root",
    "group": "group",
    "repeat_instance": "repeat-instance",
    "input": "input",
    "select_one": "select",
    "select_multiple": "select",
    "acknowledge": "trigger",
    "note": "input",
    "hidden": "model-value",
    "upload": "upload",
    "range": "range",
    "rank": "rank",
}
_RANGE_KIND = re.compile(r"^repeat-range:.*")
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")
_POINT_ZERO = re.compile(r"(?<=\d)\.0+(?![\d.])")
_TIME = re.compile(r"^(\d\d:\d\d:\d\d(?:\.\d+)?)(|Z|[+-]\d\d:\d\d)$")
_ZONES = {"": "-07:00", "Z": "+00:00"}
"""The cases were recorded in America/Phoenix."""
_METADATA = re.compile(r"/(?:orx:)?meta(?:/(?:orx:)?(?:instanceID|instanceName|deprecatedID))?$")
_FLAGS = (("relevant", True), ("readonly", False), ("required", False))


def mirror(root: Node, *, attributes: bool = False) -> dict[str, Node]:
    """Return every node by its path by position, in the order in which a face shows them.

    XML attributes are left out unless asked for. A place of a repeat ends in `#range` and comes
    after its instances: there the next is added.
    """
    nodes = dict(_paths(root, f"/{root.name}"))
    return {path: node for path, node in nodes.items() if attributes or "@" not in node.name}


def _paths(node: Node, path: str) -> Iterator[tuple[str, Node]]:
    if node.kind is NodeKind.REPEAT:
        for number, instance in enumerate(node.children, start=1):
            yield from _paths(instance, f"{path}[{number}]")
        yield f"{path}#range", node
        return
    yield path, node
    for child in node.children:
        yield from _paths(child, f"{path}/{child.name}")


def state_of(node: Node) -> State:
    """Return the state of one of our nodes."""
    if node.kind is NodeKind.REPEAT:
        return _normalised(
            {
                "k": "repeat-range",
                "relevant": node.relevant,
                "readonly": node.readonly,
                "count": len(node.children),
            }
        )
    state: State = {
        "k": _KINDS[node.kind.value],
        "relevant": node.relevant,
        "readonly": node.readonly,
        "required": node.required,
        "label": node.label,
        "hint": node.hint,
    }
    if not node.children and node.kind is not NodeKind.REPEAT_INSTANCE:
        state["v"] = _read_value(node)
        state["violation"] = _violation(node, state["v"])
    if node.kind.value in ("select_one", "select_multiple", "rank"):
        state["choices"] = [[choice.value, choice.label] for choice in node.choices]
    return _normalised(state)


def recorded_state(state: Mapping[str, Any]) -> State:
    """Return a recorded state, made comparable with ours."""
    return _normalised(state)


def is_metadata(path: str) -> bool:
    """Tell whether a node may stand on one side only: where the form does not declare it."""
    return _METADATA.search(path) is not None


def plain_text(text: str, known: Collection[str] = ()) -> str:
    """Return a text without what each run makes anew (but `known` ids), and with single spaces."""
    for number, name in enumerate(known):
        text = text.replace(name, f"<id {number}>")
    text = _TIME.sub(lambda found: f"{found[1]}{_ZONES.get(found[2], found[2])}", text)
    text = _POINT_ZERO.sub("", _MOMENT.sub("<moment>", _UUID.sub("<uuid>", text)))
    return " ".join(text.split())


def _read_value(node: Node) -> str:
    """Return what an expression reads."""
    if not node.relevant:
        return ""
    violation = node.violation
    kind = violation.kind if violation is not None else None
    if kind is ViolationKind.TYPE:
        return ""
    if kind is ViolationKind.CHOICE:
        offered = {choice.value for choice in _choices(node)}
        return " ".join(word for word in node.value.split() if word in offered)
    return node.value


def _choices(node: Node) -> tuple[Choice, ...]:
    return tuple(node.choices)


def _violation(node: Node, read: str) -> str | None:
    violation = node.violation
    if violation is None:
        return None
    if violation.kind in (ViolationKind.TYPE, ViolationKind.CHOICE):
        return "required" if node.required and not read else None
    return violation.kind.value


def _normalised(state: Mapping[str, Any]) -> State:
    kind = _RANGE_KIND.sub("repeat-range", state["k"])
    made: State = {"k": "input" if kind == "note" else kind}
    made.update({flag: state.get(flag, usual) for flag, usual in _FLAGS})
    value = state.get("v")
    if isinstance(value, list):
        value = " ".join(value)
    if value:
        value = plain_text(value) if kind != "select" else " ".join(sorted(value.split()))
    made["v"] = value or ""
    made["violation"] = state.get("violation")
    repeat = kind in ("repeat-range", "repeat-instance")
    made["label"] = "" if repeat else plain_text(state.get("label") or "")
    made["hint"] = plain_text(state.get("hint") or "")
    made["choices"] = [[value, plain_text(label)] for value, label in state.get("choices") or ()]
    made["count"] = state.get("count")
    return made
