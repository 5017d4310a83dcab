"""What nodes of one sort have in common, found out once for all of them.

A form asks for the same sort of thing again and again: of the 2,000 questions of a large form a
few dozen are left once names, texts and the paths in their rules are taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple

from bina_desktop.formengine.client import DataType, NodeKind
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import Control
from bina_desktop.formengine.definition.document import BINA, JAVAROSA, ODK, OPENROSA, XFORMS
from bina_desktop.formengine.definition.model import VertexKind
from bina_desktop.formengine.definition.presenting import Presenter
from bina_desktop.formengine.definition.questions import (
    is_always_readonly,
    kind_of,
    may_preload,
)
from bina_desktop.formengine.definition.skeleton import Draft
from bina_desktop.formengine.presentation import Presentation
from bina_desktop.formengine.xpath.compiler import compile_boolean, compile_value
from bina_desktop.formengine.xpath.host import Compiled

_HOLDERS = frozenset({NodeKind.ROOT, NodeKind.GROUP, NodeKind.REPEAT})
_WITH_CHOICES = frozenset(
    {NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE, NodeKind.RANK, NodeKind.RANGE}
)
_OWN_NAMESPACES = (JAVAROSA, ODK, OPENROSA, XFORMS)
_WARNING = f"{BINA}warning"
_OURS = frozenset({_WARNING, f"{BINA}warningMsg"})
"""Columns of ours that the engine itself obeys; the others are for the host."""
_MESSAGES = (
    ("required_message", f"{JAVAROSA}requiredMsg", "requiredMsg"),
    ("constraint_message", f"{JAVAROSA}constraintMsg", "constraintMsg"),
    ("warning_message", f"{BINA}warningMsg", "warningMsg"),
)
"""Field, attribute of the bind, and the column it comes from."""
MESSAGE_FIELDS = tuple(field for field, _, _ in _MESSAGES)


class Rule(NamedTuple):
    """An expression that a bind may have: what it decides, where it stands, how to compile it."""

    kind: VertexKind
    attribute: str
    column: str
    compiler: Callable[..., Compiled[Any]]


class Sort(NamedTuple):
    """What nodes of one sort have in common."""

    kind: NodeKind
    data_type: DataType
    presentation: Presentation = Presentation()
    appearance: frozenset[str] = frozenset()
    calculated: bool = False
    warned: bool = False
    """These as in `NodeDefinition`."""
    messages: tuple[tuple[str, str, str], ...] = ()
    """As in `_MESSAGES`, those that the bind has."""
    rules: tuple[Rule, ...] = ()
    """In the order of evaluation, those that the bind has."""
    foreign: tuple[str, ...] = ()
    """Attributes of the bind that are for the host."""
    preloads: bool = False
    """Whether there may be metadata to fill in."""
    offers: bool = False
    """Whether it has choices."""


_OF_HOLDERS = (
    Rule(VertexKind.RELEVANT, "relevant", "relevant", compile_boolean),
    Rule(VertexKind.READONLY, "readonly", "readonly", compile_boolean),
)
_OF_QUESTIONS = (
    *_OF_HOLDERS,
    Rule(VertexKind.CALCULATE, "calculate", "calculate", compile_value),
    Rule(VertexKind.REQUIRED, "required", "required", compile_boolean),
    Rule(VertexKind.CONSTRAINT, "constraint", "constraint", compile_boolean),
    Rule(VertexKind.WARNING, _WARNING, "warning", compile_boolean),
)
STAND_IN = Sort(NodeKind.HIDDEN, DataType.NONE)
"""Of the stand-ins for questions of the last saved submission."""


class Sorts:
    """The sorts of one form."""

    def __init__(self, report: Report) -> None:
        """Note in `report` what is not supported."""
        self._report = report
        self._presenter = Presenter(report)
        self._known: dict[Hashable, Sort] = {}

    def of(self, draft: Draft, control: Control | None) -> Sort:
        """Return the sort of a node. What is to be said of it is said of each of its sort."""
        if control is not None and (control.look is None or control.tag == "upload"):
            return self._found_out(draft, control)
        attributes, above = draft.attributes, draft.parent
        key = (
            control and control.look,
            tuple(attributes),
            attributes.get("type"),
            "readonly" in attributes and is_always_readonly(draft),
            above and above.name[-4:] == "meta",  # see `may_preload`
            draft.repeat,
            draft.in_repeat,
            not draft.children,
            _WARNING in attributes and not attributes[_WARNING],
        )
        sort = self._known.get(key)
        if sort is None:
            said = self._report.said
            sort = self._found_out(draft, control)
            if said == self._report.said:
                self._known[key] = sort
        return sort

    def _found_out(self, draft: Draft, control: Control | None) -> Sort:
        attributes = draft.attributes
        kind, data_type = kind_of(draft, control, self._report)
        rules = _OF_HOLDERS if kind in _HOLDERS else _OF_QUESTIONS
        return Sort(
            kind,
            data_type,
            self._presenter.of(control, data_type, attributes),
            control.appearance if control is not None else frozenset(),
            "calculate" in attributes,
            bool(attributes.get(_WARNING)),
            tuple([one for one in _MESSAGES if one[1] in attributes]),
            tuple([rule for rule in rules if rule.attribute in attributes]),
            _foreign(attributes),
            may_preload(draft),
            control is not None and kind in _WITH_CHOICES,
        )


def _foreign(attributes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        [
            name
            for name in attributes
            if name[0] == "{" and not name.startswith(_OWN_NAMESPACES) and name not in _OURS
        ]
    )
