"""Tells what a form asks (`asked.py`), from its definition alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bina_desktop.formengine.asked import Asked, AskedRepeat, Pairs, Section
from bina_desktop.formengine.client import DataType, NodeKind
from bina_desktop.formengine.definition.model import (
    ChoicesDefinition,
    FormDefinition,
    NodeDefinition,
    Text,
    VertexKind,
)

_NUMBERS: Final = (DataType.INTEGER, DataType.DECIMAL)
_NEVER: Final = frozenset({"false()", "0", "''"})
_NOT_BLANK: Final = re.compile(r"!=\s*''")
_ALTERNATIVE: Final = re.compile(r"\bor\b|\bnot\b|\bif\b|'|\"")
_BOUND: Final = re.compile(r"\.\s*(<=?|>=?)\s*(-?\d+(?:\.\d+)?)")


class Asking:
    """Reads the questions of one form; choice lists that several share are read once."""

    def __init__(self, form: FormDefinition) -> None:
        self._form = form
        self._language = form.info.default_language
        self._lists: dict[tuple[object, ...], Pairs] = {}

    def questions(self) -> Iterator[Asked]:
        """Yield every question, in form order."""
        for node in self._form.nodes:
            if node.asks and node.parent >= 0 and node.owner < 0:
                yield self._asked(node)

    def repeats(self) -> Iterator[AskedRepeat]:
        """Yield every repeat, in form order."""
        for node in self._form.nodes:
            if node.is_repeat:
                given = node.controlled or node.presentation.group.rows_given
                label = self._read(node.label) or self._label_of_parent(node) or node.name
                yield AskedRepeat(node.path, label, given)

    def _label_of_parent(self, node: NodeDefinition) -> str:
        """Return the label of the group that pyxform writes around a repeat."""
        parent = self._form.nodes[node.parent]
        return self._read(parent.label) if parent.path == node.path else ""

    def _asked(self, node: NodeDefinition) -> Asked:
        around = tuple(self._around(node))
        choices, others = self._choices(node)
        least, greatest = self._bounds(node)
        return Asked(
            path=node.path,
            name=node.name,
            repeat=next((one.path for one in around if one.is_repeat), ""),
            sections=tuple(
                Section(one.path, self._read(one.label))
                for one in reversed(around)
                if one.kind is NodeKind.GROUP and one.label is not None
            ),
            kind=node.kind,
            data_type=node.data_type,
            label=self._read(node.label) or node.name,
            hint=self._read(node.hint),
            choices=choices,
            other_choices=others,
            required=self._always(node, VertexKind.REQUIRED),
            readonly=self._always(node, VertexKind.READONLY),
            conditional=any(self._has(one, VertexKind.RELEVANT) for one in (node, *around)),
            multiline=node.presentation.text.multiline,
            least=least,
            greatest=greatest,
        )

    def _around(self, node: NodeDefinition) -> Iterator[NodeDefinition]:
        """Yield what a node stands in, innermost first, without the root."""
        while node.parent > 0:
            node = self._form.nodes[node.parent]
            yield node

    def _has(self, node: NodeDefinition, kind: VertexKind) -> bool:
        return any(self._form.vertices[rank].kind is kind for rank in node.vertices)

    def _always(self, node: NodeDefinition, kind: VertexKind) -> bool:
        """Tell whether an expression of this kind holds and reads no answer."""
        vertices = (self._form.vertices[rank] for rank in node.vertices)
        return any(
            one.kind is kind
            and one.expression is not None
            and one.expression.constant
            and one.expression.text.strip() not in _NEVER
            for one in vertices
        )

    def _choices(self, node: NodeDefinition) -> tuple[Pairs, Pairs]:
        """Return what may be chosen; the texts of a range are only marks on its scale."""
        chosen = node.choices
        if chosen is None or chosen.open or node.kind is NodeKind.RANGE:
            return (), ()
        own = self._listed(chosen, self._language)
        known = set(own)
        others: dict[tuple[str, str], None] = {}
        for language in self._form.info.languages:
            pairs = self._listed(chosen, language) if language != self._language else ()
            others |= dict.fromkeys(pair for pair in pairs if pair not in known)
        return own, tuple(others)

    def _listed(self, chosen: ChoicesDefinition, language: str) -> Pairs:
        if chosen.list_id is None:
            return tuple((one.value, self._read(one.label, language)) for one in chosen.fixed)
        key = (chosen.list_id, chosen.value_column, chosen.label_column, language)
        if key not in self._lists:
            found: dict[str, str] = {}
            for row in self._form.tables[chosen.list_id].rows:
                label = row[chosen.label_column]
                if chosen.label_is_itext:
                    label = self._read(self._form.texts.get(label), language)
                found.setdefault(row[chosen.value_column], label)
            self._lists[key] = tuple(found.items())
        return self._lists[key]

    def _bounds(self, node: NodeDefinition) -> tuple[str, str]:
        """Return the least and greatest number, where the form says so plainly.

        What is more involved is left to the form itself, which judges every answer.
        """
        if node.kind is NodeKind.RANGE:
            ends = sorted((node.presentation.range.start, node.presentation.range.end))
            return f"{ends[0]:g}", f"{ends[1]:g}"
        if node.data_type not in _NUMBERS:
            return "", ""
        for rank in node.vertices:
            vertex = self._form.vertices[rank]
            if vertex.kind is VertexKind.CONSTRAINT and vertex.expression is not None:
                return bounds_of(vertex.expression.text, whole=node.data_type is DataType.INTEGER)
        return "", ""

    def _read(self, text: Text | None, language: str = "") -> str:
        if text is None:
            return ""
        parts = text.parts(language or self._language)
        return "".join(part if isinstance(part, str) else "…" for part in parts).strip()


def bounds_of(rule: str, *, whole: bool) -> tuple[str, str]:
    """Return the least and greatest number in a rule such as `. >= 0 and . <= 50`; '' for none."""
    if _ALTERNATIVE.search(_NOT_BLANK.sub("", rule)):
        return "", ""
    lows: list[Decimal] = []
    highs: list[Decimal] = []
    for part in rule.split(" and "):
        found = _BOUND.fullmatch(part.strip(" ()"))
        if found is None:
            continue
        beyond = 1 if whole and len(found[1]) == 1 else 0
        if found[1][0] == ">":
            lows.append(Decimal(found[2]) + beyond)
        else:
            highs.append(Decimal(found[2]) - beyond)
    return str(max(lows)) if lows else "", str(min(highs)) if highs else ""
