"""Read the body of an XForm: which node is shown by which control."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.document import (
    JAVAROSA,
    Element,
    elements,
    local_name,
)

_QUESTIONS = frozenset(
    {"input", "secret", "select1", "select", "trigger", "upload", "range", "rank"}
)
_PARTS = frozenset({"label", "hint", "item", "itemset", "value"})
_DEVICE_ACTIONS = {
    "setgeopoint": "Posisi untuk “{name}” tidak diambil otomatis; pertanyaan ini tetap kosong.",
    "recordaudio": "Suara untuk “{name}” tidak direkam otomatis; pertanyaan ini tetap kosong.",
}
"""Actions that need a telephone: accepted, and their target stays empty."""
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
    count: str | None = None
    """Expression of `jr:count` (repeat only)."""


@dataclass(slots=True)
class Body:
    """The controls by path; a repeat and the group around it share one entry."""

    controls: dict[str, Control] = field(default_factory=dict[str, Control])
    repeats: set[str] = field(default_factory=set[str])


def read_body(body: Element | None, report: Report, *, root_path: str) -> Body:
    """Return the controls under `<h:body>`; refuse by name what cannot be shown yet."""
    found = Body()
    if body is not None:
        _read_children(body, root_path, found, report)
    return found


def _read_children(parent: Element, context: str, found: Body, report: Report) -> None:
    for element in elements(parent):
        tag = local_name(element)
        if tag in _PARTS or tag in _DEVICE_ACTIONS:
            continue
        path = _path(element, context)
        name = path.rpartition("/")[2]
        if tag == "group":
            _read_group(element, path, found, report)
        elif tag == "repeat":
            _read_repeat(element, path, found, report)
        elif tag in _QUESTIONS:
            found.controls[path] = _control(tag, path, element)
            _refuse_actions(element, name, report)
        elif tag == "setvalue":
            _refuse_action(element, name, report)
        else:
            _read_unknown(element, path, found, report)


def _read_unknown(element: Element, path: str, found: Body, report: Report) -> None:
    """Take a control that nobody knows for a question, anything else for a frame."""
    if element.get("ref") is None:
        _read_children(element, path, found, report)
        return
    name = path.rpartition("/")[2]
    report.notice(
        f"Jenis pertanyaan “{local_name(element)}” pada “{name}” tidak dikenal; ditampilkan "
        "sebagai isian biasa.",
        question=name,
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
            inner_path = _path(inner[0], path)
            found.controls[inner_path] = _control("group", inner_path, element)
    _read_children(element, path, found, report)


def _read_repeat(element: Element, path: str, found: Body, report: Report) -> None:
    control = _control("repeat", path, element)
    outer = found.controls.get(path)
    if outer is not None:
        control.label = control.label if control.label is not None else outer.label
        control.hint = outer.hint
        control.appearance |= outer.appearance
    control.count = element.get(f"{JAVAROSA}count")
    found.controls[path] = control
    found.repeats.add(path)
    _read_children(element, path, found, report)


def _control(tag: str, path: str, element: Element) -> Control:
    control = Control(tag, path, element)
    for child in elements(element):
        if local_name(child) == "label":
            control.label = child
        elif local_name(child) == "hint":
            control.hint = child
    control.appearance = frozenset(_WORDS.findall(element.get("appearance") or ""))
    return control


def note_device_actions(root: Element, report: Report) -> None:
    """Tell of every action that only a telephone can do, in the model or in a question."""
    for tag, sentence in _DEVICE_ACTIONS.items():
        for element in root.iter(f"{{*}}{tag}"):
            name = (element.get("ref") or "").strip().rpartition("/")[2]
            report.notice(sentence.format(name=name), question=name, column="type")


def _refuse_actions(element: Element, name: str, report: Report) -> None:
    for child in elements(element):
        if local_name(child) == "setvalue":
            _refuse_action(child, name, report)


def _refuse_action(element: Element, name: str, report: Report) -> None:
    if is_load_action(element):
        return
    target = (element.get("ref") or name).rpartition("/")[2]
    report.error(
        f"Tindakan “{local_name(element)}” pada “{target}” (kolom trigger) belum didukung; "
        "pakai kolom calculation.",
        question=target,
        column="trigger",
    )


def is_load_action(element: Element) -> bool:
    """Tell whether a setvalue is a dynamic default (first load, new repeat)."""
    events = (element.get("event") or "").split()
    return bool(events) and all(
        event in ("odk-instance-first-load", "odk-new-repeat", "xforms-ready") for event in events
    )


def load_actions(root: Element) -> Iterator[Element]:
    """Yield the setvalue elements of dynamic defaults, in document order."""
    for element in root.iter("{*}setvalue"):
        if is_load_action(element):
            yield element


def _path(element: Element, context: str) -> str:
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
