"""Read the body of an XForm: which node is shown by which control."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.document import (
    JAVAROSA,
    Element,
    elements,
    local_name,
)

_TYPES = {
    "upload": "image/audio/video/file",
    "range": "range",
    "rank": "rank",
    "secret": "secret",
}
"""Controls that are not supported yet, by the XLSForm types that make them."""
_QUESTIONS = frozenset({"input", "select1", "select", "trigger"})
_KNOWN_APPEARANCES = frozenset(
    """
    multiline numbers thousands-sep masked url minimal autocomplete search quick quickcompact
    compact horizontal horizontal-compact no-buttons likert list-nolabel label table-list
    columns columns-1 columns-2 columns-3 columns-4 columns-5 columns-pack field-list summary
    w1 w2 w3 w4 w5 w6 w7 w8 w9 w10
    """.split()  # noqa: SIM905 - forty quoted words would be forty lines
)


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
        if tag in ("label", "hint", "item", "itemset", "value"):
            continue
        path = _path(element, context)
        name = path.rpartition("/")[2]
        if tag == "group":
            _read_group(element, path, found, report)
        elif tag == "repeat":
            _read_repeat(element, path, found, report)
        elif tag in _QUESTIONS:
            found.controls[path] = _control(tag, path, element, report)
            _refuse_actions(element, name, report)
        elif tag in ("setvalue", "setgeopoint", "recordaudio"):
            _refuse_action(element, name, report)
        else:
            kind = _TYPES.get(tag, tag)
            report.error(
                f"Jenis pertanyaan “{kind}” pada “{name}” belum didukung; "
                "ganti jenisnya atau hapus pertanyaannya.",
                question=name,
                column="type",
            )


def _read_group(element: Element, path: str, found: Body, report: Report) -> None:
    if element.get("ref") is not None or element.get("nodeset") is not None:
        found.controls[path] = _control("group", path, element, report)
    else:
        inner = [child for child in elements(element) if local_name(child) == "repeat"]
        if len(inner) == 1:
            # Hand-written forms label a repeat by a group without ref around it.
            inner_path = _path(inner[0], path)
            found.controls[inner_path] = _control("group", inner_path, element, report)
    _read_children(element, path, found, report)


def _read_repeat(element: Element, path: str, found: Body, report: Report) -> None:
    control = _control("repeat", path, element, report)
    outer = found.controls.get(path)
    if outer is not None:
        control.label = control.label if control.label is not None else outer.label
        control.hint = outer.hint
        control.appearance |= outer.appearance
    control.count = element.get(f"{JAVAROSA}count")
    found.controls[path] = control
    found.repeats.add(path)
    _read_children(element, path, found, report)


def _control(tag: str, path: str, element: Element, report: Report) -> Control:
    control = Control(tag, path, element)
    for child in elements(element):
        if local_name(child) == "label":
            control.label = child
        elif local_name(child) == "hint":
            control.hint = child
    control.appearance = frozenset((element.get("appearance") or "").split())
    name = path.rpartition("/")[2]
    for word in sorted(control.appearance - _KNOWN_APPEARANCES):
        report.notice(
            f"Tampilan “{word}” pada “{name}” belum didukung; dipakai tampilan biasa.",
            question=name,
            column="appearance",
        )
    return control


def _refuse_actions(element: Element, name: str, report: Report) -> None:
    for child in elements(element):
        if local_name(child) in ("setvalue", "setgeopoint"):
            _refuse_action(child, name, report)


def _refuse_action(element: Element, name: str, report: Report) -> None:
    if local_name(element) == "setvalue" and is_load_action(element):
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
    return ref if ref.startswith("/") else f"{context}/{ref.removeprefix('./')}"
