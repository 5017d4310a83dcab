"""From drafts to the fields of node definitions, and to what they wish of the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bina_desktop.formengine.client import DataType, NodeKind
from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import Body, Control
from bina_desktop.formengine.definition.choice_reads import reads_of
from bina_desktop.formengine.definition.choices import ChoicesReader
from bina_desktop.formengine.definition.expressions import Expressions
from bina_desktop.formengine.definition.graph import Wish, reads_only_outside
from bina_desktop.formengine.definition.model import Text, VertexKind
from bina_desktop.formengine.definition.questions import preload_of
from bina_desktop.formengine.definition.skeleton import Draft
from bina_desktop.formengine.definition.sorts import MESSAGE_FIELDS, Row, Sort, Sorts
from bina_desktop.formengine.definition.texts import Texts
from bina_desktop.formengine.xpath.host import Compiled, ReadKind

_ON_PLACE = frozenset({VertexKind.RELEVANT, VertexKind.READONLY})
_TEXTS = ("label", "hint", "guidance", *MESSAGE_FIELDS)


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
        self._sorts = Sorts(expressions, report)
        self.wishes: list[Wish] = []

    def row(self, draft: Draft) -> Row:
        """Return the fields of the node's definition but for `vertices`."""
        control = self._controls.get(draft.path)
        sort = self._sorts.of(draft, control)
        row = _placed(draft, sort.shared)
        spoken = self._texts.spoken
        choices = None
        if control is not None:
            if sort.offers:
                choices = row["choices"] = self._choices.read(control, draft)
                spoken = self._texts.spoken
            self._label(row, control, draft)
        for field, name, column in sort.messages:
            row[field] = self._texts.message(draft.attributes[name], draft, column)
        if sort.foreign:
            given = draft.attributes
            row["attributes"] = {name.rpartition("}")[2]: given[name] for name in sort.foreign}
        if draft.id in self._targeted:
            row["targeted"] = True
        self._rule(row, draft, sort)
        if draft.repeat and control is not None and control.count is not None:
            self._count(row, draft, control.count)
        if self._texts.spoken > spoken:
            self._add_shown(draft, row)
        if choices is not None and choices.items is not None:
            self._wish(draft, VertexKind.CHOICES, choices.items)
        if sort.preloads:
            row["preload"] = preload_of(draft)
        return row

    def _label(self, row: Row, control: Control, draft: Draft) -> None:
        texts = self._texts
        label, hint = control.label, control.hint
        if label is not None:
            row["label"], row["media"] = texts.labelled(label, draft)
        if hint is not None:
            row["hint"] = texts.of(hint, draft, "hint")
            row["guidance"] = texts.of(hint, draft, "guidance_hint", "guidance")

    def _rule(self, row: Row, draft: Draft, sort: Sort) -> None:
        attributes = draft.attributes
        for kind, name, column, compiled_of in sort.rules:
            text = attributes[name]
            if not text:
                continue
            compiled = compiled_of(text, draft, column)
            if compiled is None:
                continue
            if kind is VertexKind.CALCULATE:
                self._wish_calculation(row, draft, sort.kind, compiled)
            else:
                self._wish(draft, kind, compiled)

    def _count(self, row: Row, draft: Draft, count: str) -> None:
        row["controlled"] = True
        if count:
            self._wish_count(draft, self._expressions.number(count, draft, "count"))

    def _wish_count(self, draft: Draft, compiled: Compiled[float] | None) -> None:
        if compiled is None:
            return
        if not reads_only_outside(compiled.reads):
            self._report.error(
                messages.COUNT_FROM_INSIDE(name=draft.name),
                question=draft.path,
                column="count",
            )
            return
        self._wish(draft, VertexKind.COUNT, compiled).on_place = True

    def _wish_calculation(
        self, row: Row, draft: Draft, kind: NodeKind, compiled: Compiled[str | float]
    ) -> None:
        once = any(read.kind is ReadKind.OWN for read in compiled.reads)
        if once:
            row["once"] = True
        editable = kind not in (NodeKind.HIDDEN, NodeKind.NOTE) or draft.id in self._targeted
        wish = self._wish(draft, VertexKind.CALCULATE, compiled)
        wish.remembered = editable or compiled.volatile or once

    def _wish(self, draft: Draft, kind: VertexKind, compiled: Compiled[Any]) -> Wish:
        wish = Wish(draft.id, kind, compiled, compiled.reads)
        if draft.repeat and kind in _ON_PLACE:
            wish.on_place = reads_only_outside(compiled.reads)
        if compiled.volatile:
            wish.clock = "today" in compiled.text or "now" in compiled.text
        wish.language = compiled.language
        self.wishes.append(wish)
        return wish

    def _add_shown(self, draft: Draft, row: Row) -> None:
        outputs = [
            output
            for field in _TEXTS
            if isinstance(text := row.get(field), Text)
            for output in text.outputs
        ]
        if outputs:
            self.wishes.append(Wish(draft.id, VertexKind.SHOWN, None, reads_of(outputs)))


def _placed(draft: Draft, shared: Row) -> Row:
    parent, owner = draft.parent, draft.owner
    row: Row = {
        **shared,
        "id": draft.id,
        "name": draft.name,
        "path": draft.path,
        "parent": parent.id if parent is not None else -1,
        "slot": draft.slot,
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


def choices_by_node(rows: Sequence[Row]) -> Mapping[int, Any]:
    """Return the choices of the nodes that have any."""
    return {row["id"]: found for row in rows if (found := row.get("choices")) is not None}
