"""From drafts to node definitions, and to what they wish of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from bina_desktop.formengine.client import NodeKind
from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import Body, Control
from bina_desktop.formengine.definition.choice_reads import reads_of
from bina_desktop.formengine.definition.choices import ChoicesReader
from bina_desktop.formengine.definition.columns import Sparse, made
from bina_desktop.formengine.definition.expressions import Expressions
from bina_desktop.formengine.definition.model import (
    ChoicesDefinition,
    NodeDefinition,
    Text,
    VertexKind,
)
from bina_desktop.formengine.definition.questions import preload_of
from bina_desktop.formengine.definition.skeleton import Draft
from bina_desktop.formengine.definition.sorts import MESSAGE_FIELDS, STAND_IN, Sort, Sorts
from bina_desktop.formengine.definition.texts import Texts
from bina_desktop.formengine.definition.wishes import Wish, reads_only_outside
from bina_desktop.formengine.xpath.host import Compiled, ReadKind

_ON_PLACE = frozenset({VertexKind.RELEVANT, VertexKind.READONLY})
_CALCULATE, _OFFERS, _OWN = VertexKind.CALCULATE, VertexKind.CHOICES, ReadKind.OWN
"""Looking a member up at its class costs ten times as much as a name of the module."""
_COMPUTED = (NodeKind.HIDDEN, NodeKind.NOTE)
"""Nobody answers these: only their calculation gives them a value."""
_TEXTS = ("label", "hint", "guidance", *MESSAGE_FIELDS)
_OF_DRAFTS = ("id", "name", "path", "slot", "in_repeat", "last_saved", "xml_attributes")
_OF_SORTS = ("kind", "data_type", "presentation", "appearance", "calculated", "warned")
"""Fields of a definition that drafts and sorts have under the same name."""


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
        self._sorts = Sorts(report)
        self._columns = Sparse(NodeDefinition)
        self._given = self._columns.given
        self._sort_of: list[Sort] = []
        self.wishes: list[Wish] = []

    def read(self, drafts: Iterable[Draft]) -> None:
        """Read nodes, in the order of their ids."""
        for draft in drafts:
            control = self._controls.get(draft.path)
            sort = self._sorts.of(draft, control)
            self._sort_of.append(sort)
            self._read(draft, control, sort)

    @property
    def choices(self) -> Mapping[int, ChoicesDefinition]:
        """Return the choices of the nodes that have any."""
        given: Mapping[int, ChoicesDefinition | None] = self._given["choices"]
        return {number: one for number, one in given.items() if one is not None}

    def definitions(
        self, drafts: Sequence[Draft], ranks: dict[int, tuple[int, ...]]
    ) -> tuple[NodeDefinition, ...]:
        """Return the definitions of the nodes read and of the stand-ins among `drafts`.

        `ranks` are those of their vertices.
        """
        self._given["targeted"] = dict.fromkeys(self._targeted, True)
        self._given["vertices"] = ranks
        count = len(drafts)
        sorts = [*self._sort_of, *[STAND_IN] * (count - len(self._sort_of))]
        columns: dict[str, Iterable[Any]] = {
            field.name: self._columns.column(field.name, count) for field in fields(NodeDefinition)
        }
        columns |= {name: map(attrgetter(name), drafts) for name in _OF_DRAFTS}
        columns |= {name: map(attrgetter(name), sorts) for name in _OF_SORTS}
        columns["seed"] = map(attrgetter("template"), drafts)
        columns["parent"] = [-1 if (up := one.parent) is None else up.id for one in drafts]
        columns["owner"] = [-1 if (by := one.owner) is None else by.id for one in drafts]
        columns["children"] = [
            tuple([child.id for child in one.children]) if one.children else () for one in drafts
        ]
        return tuple(made(NodeDefinition, columns.values()))

    def _read(self, draft: Draft, control: Control | None, sort: Sort) -> None:
        number, given = draft.id, self._given
        spoken = self._texts.spoken
        choices = None
        if control is not None:
            if sort.offers:
                choices = given["choices"][number] = self._choices.read(control, draft)
                spoken = self._texts.spoken
            self._label(control, draft)
        for field, name, column in sort.messages:
            given[field][number] = self._texts.message(draft.attributes[name], draft, column)
        if sort.foreign:
            held = draft.attributes
            given["attributes"][number] = {
                name.rpartition("}")[2]: held[name] for name in sort.foreign
            }
        if sort.preloads:
            given["preload"][number] = preload_of(draft)
        if sort.rules:
            self._rule(draft, sort)
        if draft.repeat and control is not None and control.count is not None:
            self._count(draft, control.count)
        if self._texts.spoken > spoken:
            self._add_shown(draft)
        if choices is not None and choices.items is not None:
            self._wish(draft, _OFFERS, choices.items)

    def _label(self, control: Control, draft: Draft) -> None:
        texts, given, number = self._texts, self._given, draft.id
        label, hint = control.label, control.hint
        if label is not None:
            ref = label.get("ref")
            if ref is None:
                given["label"][number] = texts.written(label, draft, "label")
            else:
                given["label"][number] = texts.referred(ref, draft, "label")
                given["media"][number] = texts.media(label)
        if hint is not None:
            ref = hint.get("ref")
            if ref is None:
                given["hint"][number] = texts.written(hint, draft, "hint")
            else:
                given["hint"][number] = texts.referred(ref, draft, "hint")
                guidance = texts.referred(ref, draft, "guidance_hint", "guidance")
                given["guidance"][number] = guidance

    def _rule(self, draft: Draft, sort: Sort) -> None:
        attributes = draft.attributes
        for kind, name, column, compiler in sort.rules:
            text = attributes[name]
            if not text:
                continue
            compiled = self._expressions.compiled(compiler, text, draft, column)
            if compiled is None:
                continue
            if kind is _CALCULATE:
                self._wish_calculation(draft, sort.kind, compiled)
            else:
                self._wish(draft, kind, compiled)

    def _count(self, draft: Draft, count: str) -> None:
        self._given["controlled"][draft.id] = True
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
        self, draft: Draft, kind: NodeKind, compiled: Compiled[str | float]
    ) -> None:
        once = any(kind is _OWN for _, kind in compiled.reads)
        if once:
            self._given["once"][draft.id] = True
        editable = kind not in _COMPUTED or draft.id in self._targeted
        wish = self._wish(draft, _CALCULATE, compiled)
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

    def _add_shown(self, draft: Draft) -> None:
        outputs = [
            output
            for field in _TEXTS
            if isinstance(text := self._given[field].get(draft.id), Text)
            for output in text.outputs
        ]
        if outputs:
            self.wishes.append(Wish(draft.id, VertexKind.SHOWN, None, reads_of(outputs)))
