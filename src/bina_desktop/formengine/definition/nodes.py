"""From drafts to the fields of node definitions, and to what they wish of the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from bina_desktop.formengine.client import DataType, NodeKind
from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import Body, Control
from bina_desktop.formengine.definition.choice_reads import reads_of
from bina_desktop.formengine.definition.choices import ChoicesReader
from bina_desktop.formengine.definition.document import BINA, JAVAROSA, ODK, OPENROSA, XFORMS
from bina_desktop.formengine.definition.expressions import Expressions
from bina_desktop.formengine.definition.graph import Wish, reads_only_outside
from bina_desktop.formengine.definition.model import Text, VertexKind
from bina_desktop.formengine.definition.presenting import Presenter
from bina_desktop.formengine.definition.questions import kind_of, preload_of
from bina_desktop.formengine.definition.skeleton import Draft
from bina_desktop.formengine.definition.texts import Texts
from bina_desktop.formengine.xpath.host import Compiled, ReadKind

_WITH_CHOICES = frozenset(
    {NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE, NodeKind.RANK, NodeKind.RANGE}
)
_HOLDERS = frozenset({NodeKind.ROOT, NodeKind.GROUP, NodeKind.REPEAT})
_OWN_NAMESPACES = (JAVAROSA, ODK, OPENROSA, XFORMS)
_WARNING = f"{BINA}warning"
_RULES = frozenset({_WARNING, f"{BINA}warningMsg"})
"""Columns of ours that the engine itself obeys; the others are for the host."""
_MESSAGES = (
    ("required_message", f"{JAVAROSA}requiredMsg", "requiredMsg"),
    ("constraint_message", f"{JAVAROSA}constraintMsg", "constraintMsg"),
    ("warning_message", f"{BINA}warningMsg", "warningMsg"),
)
"""Field, attribute of the bind, and the column it comes from."""
_ON_PLACE = frozenset({VertexKind.RELEVANT, VertexKind.READONLY})

Row = dict[str, Any]
"""Fields of a `NodeDefinition`; those left out have their defaults."""


class NodesReader:
    """Reads node after node; nothing here looks at more than one."""

    def __init__(
        self,
        *,
        body: Body,
        expressions: Expressions,
        texts: Texts,
        choices: ChoicesReader,
        targeted: frozenset[int],
        report: Report,
    ) -> None:
        """Read on behalf of one form; `targeted` are the ids of nodes that actions set."""
        self._controls = body.controls
        self._expressions = expressions
        self._texts = texts
        self._choices = choices
        self._targeted = targeted
        self._report = report
        self._presenter = Presenter(report)
        self.wishes: list[Wish] = []

    def row(self, draft: Draft) -> Row:
        """Return the fields of the node's definition but for `vertices`."""
        control = self._controls.get(draft.path)
        kind, data_type = kind_of(draft, control, self._report)
        row = _placed(draft, kind, data_type)
        spoken = self._texts.spoken
        choices = None
        if control is not None:
            if kind in _WITH_CHOICES:
                choices = row["choices"] = self._choices.read(control, draft)
                spoken = self._texts.spoken
            self._label(row, control, draft)
        attributes = draft.attributes
        if attributes:
            self._tell(row, draft)
        count = control.count if control is not None and draft.repeat else None
        if count is not None:
            row["controlled"] = True
        if attributes or count:
            self._rules(row, draft, kind, count)
        if self._texts.spoken > spoken:
            self._add_shown(draft, row)
        if choices is not None and choices.items is not None:
            self._wish(draft, VertexKind.CHOICES, choices.items)
        row["preload"] = preload_of(draft)
        if draft.id in self._targeted:
            row["targeted"] = True
        self._draw(row, control, data_type, attributes)
        return row

    def _tell(self, row: Row, draft: Draft) -> None:
        attributes = draft.attributes
        for field, name, column in _MESSAGES:
            if name in attributes:
                row[field] = self._texts.message(attributes[name], draft, column)

    def _label(self, row: Row, control: Control, draft: Draft) -> None:
        texts = self._texts
        label, hint = control.label, control.hint
        if label is not None:
            row["label"] = texts.of(label, draft, "label")
        if hint is not None:
            row["hint"] = texts.of(hint, draft, "hint")
            row["guidance"] = texts.of(hint, draft, "guidance_hint", "guidance")

    def _draw(
        self, row: Row, control: Control | None, data_type: DataType, bind: Mapping[str, str]
    ) -> None:
        row["presentation"] = self._presenter.of(control, data_type, bind)
        if control is None:
            return
        if control.label is not None:
            row["media"] = self._texts.media(control.label)
        if control.appearance:
            row["appearance"] = control.appearance

    def _rules(self, row: Row, draft: Draft, kind: NodeKind, count: str | None) -> None:
        attributes = draft.attributes
        expressions = self._expressions
        if foreign := _foreign(attributes):
            row["attributes"] = foreign
        if text := attributes.get("relevant"):
            self._wish(draft, VertexKind.RELEVANT, expressions.boolean(text, draft, "relevant"))
        if text := attributes.get("readonly"):
            self._wish(draft, VertexKind.READONLY, expressions.boolean(text, draft, "readonly"))
        if count:
            self._wish_count(draft, expressions.number(count, draft, "count"))
        if "calculate" in attributes:
            row["calculated"] = True
        if attributes.get(_WARNING):
            row["warned"] = True
        if kind not in _HOLDERS:
            self._rules_of_question(row, draft, kind)

    def _rules_of_question(self, row: Row, draft: Draft, kind: NodeKind) -> None:
        attributes = draft.attributes
        expressions = self._expressions
        if text := attributes.get("calculate"):
            self._wish_calculation(row, draft, kind, expressions.value(text, draft, "calculate"))
        if text := attributes.get("required"):
            self._wish(draft, VertexKind.REQUIRED, expressions.boolean(text, draft, "required"))
        if text := attributes.get("constraint"):
            compiled = expressions.boolean(text, draft, "constraint")
            self._wish(draft, VertexKind.CONSTRAINT, compiled)
        if text := attributes.get(_WARNING):
            self._wish(draft, VertexKind.WARNING, expressions.boolean(text, draft, "warning"))

    def _wish_count(self, draft: Draft, compiled: Compiled[float] | None) -> None:
        if compiled is not None and not reads_only_outside(compiled.reads):
            self._report.error(
                messages.COUNT_FROM_INSIDE(name=draft.name),
                question=draft.path,
                column="count",
            )
            return
        self._wish(draft, VertexKind.COUNT, compiled)

    def _wish_calculation(
        self, row: Row, draft: Draft, kind: NodeKind, compiled: Compiled[str | float] | None
    ) -> None:
        if compiled is None:
            return
        once = any(read.kind is ReadKind.OWN for read in compiled.reads)
        if once:
            row["once"] = True
        editable = kind not in (NodeKind.HIDDEN, NodeKind.NOTE) or draft.id in self._targeted
        remembered = editable or compiled.volatile or once
        self._wish(draft, VertexKind.CALCULATE, compiled, remembered=remembered)

    def _wish(
        self,
        draft: Draft,
        kind: VertexKind,
        compiled: Compiled[Any] | None,
        *,
        remembered: bool = False,
    ) -> None:
        if compiled is None:
            return
        wish = Wish(draft.id, kind, compiled, compiled.reads)
        wish.on_place = kind is VertexKind.COUNT or (
            draft.repeat and kind in _ON_PLACE and reads_only_outside(compiled.reads)
        )
        wish.clock = compiled.volatile and ("today" in compiled.text or "now" in compiled.text)
        wish.language = compiled.language
        wish.remembered = remembered
        self.wishes.append(wish)

    def _add_shown(self, draft: Draft, row: Row) -> None:
        outputs = [
            output
            for field in _TEXTS
            if isinstance(text := row.get(field), Text)
            for output in text.outputs
        ]
        if outputs:
            self.wishes.append(Wish(draft.id, VertexKind.SHOWN, None, reads_of(outputs)))


_TEXTS = ("label", "hint", "guidance", *(field for field, _, _ in _MESSAGES))


def _placed(draft: Draft, kind: NodeKind, data_type: DataType) -> Row:
    parent, owner = draft.parent, draft.owner
    row: Row = {
        "id": draft.id,
        "name": draft.name,
        "path": draft.path,
        "parent": parent.id if parent is not None else -1,
        "slot": draft.slot,
        "kind": kind,
        "data_type": data_type,
        "in_repeat": draft.in_repeat,
        "seed": draft.template,
    }
    if draft.children:
        row["children"] = tuple([child.id for child in draft.children])
    if owner is not None:
        row["owner"] = owner.id
    if draft.xml_attributes:
        row["xml_attributes"] = draft.xml_attributes
    return row


def saved_row(draft: Draft) -> Row:
    """Return the definition of a stand-in for a question of the last saved submission."""
    return {
        "id": draft.id,
        "name": draft.name,
        "path": draft.path,
        "parent": -1,
        "slot": 0,
        "kind": NodeKind.HIDDEN,
        "data_type": DataType.NONE,
        "last_saved": draft.last_saved,
    }


def _foreign(attributes: Mapping[str, str]) -> dict[str, str]:
    names = _foreign_names(tuple(attributes))
    return {name.rpartition("}")[2]: attributes[name] for name in names} if names else {}


@lru_cache(maxsize=256)
def _foreign_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of a bind's attributes that are for the host; most binds look like others."""
    return tuple(
        [
            name
            for name in names
            if name[0] == "{" and not name.startswith(_OWN_NAMESPACES) and name not in _RULES
        ]
    )


def choices_by_node(rows: Sequence[Row]) -> Mapping[int, Any]:
    """Return the choices of the nodes that have any."""
    return {row["id"]: found for row in rows if (found := row.get("choices")) is not None}
