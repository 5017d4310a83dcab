"""Read the body of an XForm: which node is shown by which control."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.document import (
    JAVAROSA,
    XFORMS,
    Element,
    elements,
    local_name,
    without_namespace,
)

_QUESTIONS = frozenset(
    {"input", "secret", "select1", "select", "trigger", "upload", "range", "rank"}
)
NO_CONTROLS = frozenset(
    {"label", "hint", "item", "itemset", "value", "setvalue", "setgeopoint", "recordaudio"}
)
_NO_WORDS = frozenset[str]()
_REFERENCES = ("ref", "nodeset")
_ITEMS = f"{XFORMS}itemset"
_WORDS = re.compile(r"[^\s(]+(?:\([^)]*\))?")


@dataclass(slots=True)
class Control:
    """One control: its tag, the path of its node, and its elements."""

    tag: str
    path: str
    element: Element
    label: Element | None = None
    hint: Element | None = None
    appearance: frozenset[str] = frozenset()
    look: Hashable = None
    """All that is written at the control itself but for which node it shows; None where more
    than one element speaks."""
    choices: Element | None = None
    count: str | None = None
    """Expression of `jr:count` (repeat only)."""


@dataclass(frozen=True, slots=True)
class _Frame:
    element: Element
    context: str
    inside: Sequence[str]
    """Paths of the controls that it holds."""


@dataclass(slots=True)
class Body:
    """The controls by path; a repeat and the group around it share one entry."""

    controls: dict[str, Control] = field(default_factory=dict[str, Control])
    repeats: set[str] = field(default_factory=set[str])
    frames: list[_Frame] = field(default_factory=list[_Frame])
    """Groups that name no node, inner ones first."""


def read_body(body: Element | None, report: Report, *, root_path: str) -> Body:
    """Return the controls under `<h:body>`; refuse by name what cannot be shown yet."""
    found = Body()
    if body is not None:
        _read_children(body, root_path, found, report)
        _seat_frames(found, report)
    return found


def _read_children(parent: Element, context: str, found: Body, report: Report) -> None:
    for element in elements(parent):
        tag = without_namespace(element.tag)
        if tag in _QUESTIONS:
            control = _question(tag, context, element)
            found.controls[control.path] = control
        elif tag not in NO_CONTROLS:
            path = path_of(element, context)
            if tag == "group":
                _read_group(element, path, found, report)
            elif tag == "repeat":
                _read_repeat(element, path, found, report)
            else:
                _read_unknown(element, path, found, report)


def _read_unknown(element: Element, path: str, found: Body, report: Report) -> None:
    """Take a control that nobody knows for a question, anything else for a frame."""
    if element.get("ref") is None:
        _read_children(element, path, found, report)
        return
    name = path.rpartition("/")[2]
    report.notice(
        messages.UNKNOWN_CONTROL(kind=local_name(element), name=name),
        question=path,
        column="type",
    )
    found.controls[path] = _control("input", path, element)


def _read_group(element: Element, path: str, found: Body, report: Report) -> None:
    if element.get("ref") is not None or element.get("nodeset") is not None:
        found.controls[path] = _control("group", path, element)
    else:
        inner = [child for child in elements(element) if local_name(child) == "repeat"]
        if len(inner) == 1:
            # Hand-written forms label a repeat by a group without ref around it.
            inner_path = path_of(inner[0], path)
            found.controls[inner_path] = _control("group", inner_path, element)
            _read_children(element, path, found, report)
            return
        known = len(found.controls)
        _read_children(element, path, found, report)
        inside = [*islice(found.controls, known, None)]
        if inside:
            found.frames.append(_Frame(element, path, inside))
        return
    _read_children(element, path, found, report)


def _seat_frames(found: Body, report: Report) -> None:
    """Give the label of a group without `ref` to the node that holds what the group holds.

    The specification lets such groups only draw: ODK Collect shows their label above what is
    inside. Nodes are what we draw, so the label stands at the node whose children these are, where
    nothing else is among them and no other group speaks for it; else the author is told.
    """
    paths = sorted(found.controls)
    for frame in found.frames:
        drawn = _control("group", _common(frame.inside), frame.element)
        if drawn.label is None and not drawn.appearance:
            continue
        seated = found.controls.get(drawn.path)
        free = seated is None or (seated.label is None and seated.tag in ("group", "repeat"))
        others = _below(paths, drawn.path) - sum(path != drawn.path for path in frame.inside)
        if not free or others or not drawn.path.startswith(f"{frame.context}/"):
            _note_lost(frame, drawn, report)
        elif seated is None:
            found.controls[drawn.path] = drawn
        else:
            seated.label, seated.hint = drawn.label, seated.hint or drawn.hint
            seated.appearance |= drawn.appearance
            seated.look = None


def _common(inside: Sequence[str]) -> str:
    """Return the path of the node that is, or holds, all of these."""
    first, last = min(inside).split("/"), max(inside).split("/")
    if all(path == inside[0] or path.startswith(f"{inside[0]}/") for path in inside):
        # One group or repeat with all below it; a single question stands below its parent.
        first = inside[0].split("/")[: None if len(inside) > 1 else -1]
        return "/".join(first)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "/".join(step for step, _ in same)


def _below(paths: Sequence[str], path: str) -> int:
    """Return how many of the sorted paths lie below one."""
    return bisect_left(paths, f"{path}0") - bisect_left(
        paths, f"{path}/"
    )  # 0 follows / in Unicode


def _note_lost(frame: _Frame, drawn: Control, report: Report) -> None:
    if drawn.label is not None:
        words = " ".join("".join(drawn.label.itertext()).split()) or drawn.label.get("ref") or ""
        report.notice(
            messages.LABEL_WITHOUT_NODE(label=words[:60]), question=frame.inside[0], column="label"
        )


def _read_repeat(element: Element, path: str, found: Body, report: Report) -> None:
    control = _control("repeat", path, element)
    control.look = None
    outer = found.controls.get(path)
    if outer is not None:
        control.label = control.label if control.label is not None else outer.label
        control.hint = outer.hint
        control.appearance |= outer.appearance
    control.count = element.get(f"{JAVAROSA}count")
    found.controls[path] = control
    found.repeats.add(path)
    _read_children(element, path, found, report)


def _question(tag: str, context: str, element: Element) -> Control:
    written = element.items()
    if len(written) != 1 or written[0][0] != "ref":
        return _control(tag, path_of(element, context), element)
    path = written[0][1]  # nothing else is written at most questions
    if path[:1] != "/" or path[-1].isspace():
        path = path_of(element, context)
    label, hint, choices = _parts(element)
    return Control(tag, path, element, label, hint, _NO_WORDS, tag, choices)


def _control(tag: str, path: str, element: Element) -> Control:
    look = (tag, *[one for one in element.items() if one[0] not in _REFERENCES])
    words = element.get("appearance")
    appearance = frozenset(_WORDS.findall(words)) if words else _NO_WORDS
    label, hint, choices = _parts(element)
    return Control(tag, path, element, label, hint, appearance, look, choices)


def _parts(element: Element) -> tuple[Element | None, Element | None, Element | None]:
    """Return its label, its hint and where its choices come from."""
    label = hint = choices = None
    for child in element:
        name = without_namespace(child.tag)
        if name == "label":
            label = child
        elif name == "hint":
            hint = child
        elif choices is None and child.tag == _ITEMS:
            choices = child
    return label, hint, choices


def bound_path(nodeset: str, root_path: str) -> str:
    """Return the path of the node to which a bind belongs; '' when it names none."""
    path = "".join(nodeset.split())
    return path if not path or path.startswith("/") else f"{root_path}/{path}"


def path_of(element: Element, context: str) -> str:
    """Return the path of the node that a control shows."""
    ref = (element.get("ref") or element.get("nodeset") or "").strip()
    if not ref:
        return context
    return ref if ref.startswith("/") else _joined(context, ref)


def _joined(context: str, ref: str) -> str:
    """Return the path that a relative reference (`./a`, `../a`, `current()/a`) means."""
    steps = context.split("/")
    for step in ref.removeprefix("current()/").split("/"):
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)
