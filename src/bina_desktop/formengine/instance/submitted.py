"""Read a submission: its elements become the flat answers that a session is restored from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bina_desktop.formengine.client import SubmissionError
from bina_desktop.formengine.definition.document import (
    Element,
    UnsafeXmlError,
    elements,
    read_tree,
    step_name,
)
from bina_desktop.formengine.definition.model import FormDefinition, NodeDefinition
from bina_desktop.formengine.instance.telling import NONE_LEFT, PRESENT

MAX_CHARACTERS = 10_000_000
MAX_ELEMENTS = 500_000
_KEY = re.compile(r"\[[^\[\]/]*\]")


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a submission holds."""

    instance_id: str
    deprecated_id: str
    """InstanceID before the last edit, '' where there was none."""
    answers: Mapping[str, str]
    """By ref; instances have their position as key. Also what the form does not know."""


def read_submission(form: FormDefinition, xml: str) -> Submitted:
    """Return the answers in a submission of this form. Raises SubmissionError."""
    try:
        root = read_tree(xml, max_characters=MAX_CHARACTERS, max_elements=MAX_ELEMENTS)
    except UnsafeXmlError as error:
        raise SubmissionError(_sentence(error)) from error
    definition = form.nodes[0]
    form_id = root.get("id") or ""
    if _local(step_name(root)) != _local(definition.name) or form_id != form.info.form_id:
        msg = f"Isian ini milik formulir “{form_id or step_name(root)}”; buka formulir itu."
        raise SubmissionError(msg)
    reader = _Reader(form)
    reader.read(root, definition)
    return Submitted(reader.instance_id, reader.deprecated_id, reader.answers)


def first_by_path(answers: Mapping[str, str]) -> dict[str, str]:
    """Return answers by path without instance keys; of many instances the first."""
    found: dict[str, str] = {}
    for ref, value in answers.items():
        found.setdefault(_KEY.sub("", ref), value)
    return found


class _Reader:
    def __init__(self, form: FormDefinition) -> None:
        self._form = form
        self._owned = {node.path: node for node in form.nodes if node.owner >= 0}
        self.instance_id = ""
        self.deprecated_id = ""
        self.answers: dict[str, str] = {}

    def read(self, root: Element, definition: NodeDefinition) -> None:
        waiting: list[tuple[Element, NodeDefinition | None, str]] = [
            (root, definition, f"/{definition.name}")
        ]
        while waiting:
            element, known, ref = waiting.pop()
            if known is not None:
                self._attributes(element, known, ref)
            if known is not None and known.children:
                waiting.extend(reversed(self._children(element, known, ref)))
            else:
                waiting.extend(reversed(self._leaf(element, known, ref)))

    def _attributes(self, element: Element, known: NodeDefinition, ref: str) -> None:
        for name, value in element.attrib.items():
            owned = self._owned.get(f"{known.path}/@{name}")
            if owned is not None and not _computed(owned):
                self.answers[f"{ref}/@{name}"] = value

    def _children(
        self, element: Element, known: NodeDefinition, ref: str
    ) -> list[tuple[Element, NodeDefinition | None, str]]:
        below = [self._form.nodes[child] for child in known.children]
        exact = {definition.name: definition for definition in below}
        # A prefix is only a spelling: `meta` and `orx:meta` are the same node.
        alike = {_local(definition.name): definition for definition in below}
        counts: dict[str, int] = {}
        found: list[tuple[Element, NodeDefinition | None, str]] = []
        for child in elements(element):
            name = step_name(child)
            definition = exact.get(name) or alike.get(_local(name))
            name = definition.name if definition is not None else name
            number = counts[name] = counts.get(name, 0) + 1
            inner = f"{ref}/{name}"
            if definition is not None and definition.is_repeat:
                inner = f"{inner}[{number}]"
                self.answers[inner] = PRESENT
            elif number > 1:
                definition, inner = None, f"{inner}[{number}]"
            found.append((child, definition, inner))
        for definition in below:
            gone = definition.is_repeat and definition.name not in counts
            if gone and not definition.controlled:
                self.answers[f"{ref}/{definition.name}"] = NONE_LEFT
        return found

    def _leaf(
        self, element: Element, known: NodeDefinition | None, ref: str
    ) -> list[tuple[Element, NodeDefinition | None, str]]:
        """Keep the text of a question; what stands below or beside one is unknown."""
        text = element.text or ""
        meta, name = (_local(step) for step in ref.rsplit("/", 2)[1:])
        if meta == "meta" and name == "deprecatedID":
            self.deprecated_id = text.strip()
        elif known is None:
            if text.strip():
                self.answers[ref] = text
        elif meta == "meta" and known.preload in ("uid", "instanceID"):
            self.instance_id = text.strip()
        elif not _computed(known):
            self.answers[ref] = text
        return [(child, None, f"{ref}/{step_name(child)}") for child in elements(element)]


def _computed(definition: NodeDefinition) -> bool:
    """Tell whether the value is computed again, so that the submitted one does not count.

    What was written over a calculation does not count either: both reference engines compute it
    anew when a submission is opened.
    """
    return definition.calculated and not (definition.targeted or definition.once)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _sentence(error: UnsafeXmlError) -> str:
    if error.line:
        return f"Isian bukan XML yang benar (baris {error.line}); salin ulang dari sumbernya."
    if error.doctype:
        return "Isian memuat deklarasi DOCTYPE, yang tidak diizinkan."
    return "Isian terlalu besar untuk dibuka."
