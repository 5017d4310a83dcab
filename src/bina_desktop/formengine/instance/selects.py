"""Choices of selects: what is offered now, and which part of a stored answer may stand.

A choice taken away by `choice_filter` is cleared at once and returns with its choice; a value
that no list of the form knows (an older version's) stays visible with a CHOICE violation.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import Any, cast

from bina_desktop.formengine.client import Choice, DataType
from bina_desktop.formengine.definition.model import (
    ChoicesDefinition,
    NodeDefinition,
    VertexKind,
)
from bina_desktop.formengine.instance.environment import Evaluate, SessionEnvironment
from bina_desktop.formengine.instance.node import Fault, LiveNode
from bina_desktop.formengine.instance.tree import Tree
from bina_desktop.formengine.presentation import NO_MEDIA
from bina_desktop.formengine.xpath.items import Item

_NO_FAULT, _SELECT_ONE, _RANK = Fault.NONE, DataType.SELECT_ONE, DataType.RANK

_SELECTS = frozenset({DataType.SELECT_ONE, DataType.SELECT_MULTIPLE})
_NOTHING: frozenset[str] = frozenset()
_FEW = 32
"""Rows that are quicker looked through once than remembered."""
_MOVING = frozenset({VertexKind.CHOICES, VertexKind.SHOWN})


class Selects:
    """Answers questions about choices for one session."""

    def __init__(self, tree: Tree, environment: SessionEnvironment) -> None:
        """Read lists of the form and nodes of the tree."""
        self._tree = tree
        self._environment = environment
        self._evaluators: dict[int, Evaluate[Any]] = {}
        self._offers: dict[tuple[int, int, int], tuple[object, tuple[Choice, ...]]] = {}
        """Choices without a translation, by rows and columns: of rows that a table keeps (the
        rows stand beside them, so that no other object ever has their id)."""
        self._cells: dict[tuple[int, int], tuple[object, frozenset[str]]] = {}
        """As `_offers`, the values of one column."""
        self._whole: dict[tuple[int, int], frozenset[str]] = {}
        self._always: dict[int, frozenset[str]] = {}
        """By definition: what a select without a filter offers; nothing where that may change."""
        self._admitting: dict[int, Callable[[LiveNode], None]] = {}
        """By definition: see `_admitter`."""
        environment.choice_label = self.label_of

    def offered(self, node: LiveNode) -> tuple[Choice, ...]:
        """Return the choices of a select now, in the session's language."""
        if node.offered is None:
            node.offered = self._read(node)
        return node.offered

    def label_of(self, node: LiveNode, value: str) -> str:
        """Return the label of a value among the choices offered; '' when it is not there."""
        vertices = self._tree.form.vertices
        if any(vertices[rank].kind in _MOVING for rank in node.d.vertices):
            node.offered = None  # The select itself may hear of the change after its reader.
        for choice in self.offered(node):
            if choice.value == value:
                return choice.label
        return ""

    def admit(self, node: LiveNode) -> None:
        """Decide which part of the stored answer is offered; the rest reads as blank."""
        admit = self._admitting.get(node.d.id)
        if admit is None:
            admit = self._admitting[node.d.id] = self._admitter(node.d)
        admit(node)

    def _admitter(self, definition: NodeDefinition) -> Callable[[LiveNode], None]:
        """Return who admits answers to a select: the most frequent sorts have a quick one."""
        choices, always = definition.choices, self.always(definition)
        assert choices is not None, "only a select has something to admit"
        one = definition.data_type is _SELECT_ONE
        if always:
            return self._of_fixed(always, one=one)
        if one and choices.filtered and choices.list_id is not None and not choices.open:
            return self._of_filtered(choices)
        return self._admit

    def _of_fixed(self, always: frozenset[str], *, one: bool) -> Callable[[LiveNode], None]:
        def admit(node: LiveNode) -> None:
            value = node.v
            if value in always if one else always.issuperset(value.split()):
                node.fault, node.admitted = _NO_FAULT, value
            else:
                self._admit(node)

        return admit

    def _of_filtered(self, choices: ChoicesDefinition) -> Callable[[LiveNode], None]:
        column = choices.value_column

        def admit(node: LiveNode) -> None:
            value = node.v
            if value:
                rows = self._evaluate(node, choices)
                if len(rows) > _FEW:
                    self._admit(node)
                    return
                for row in rows:
                    if row[column] == value:
                        node.fault, node.admitted = _NO_FAULT, value
                        return
            self._not_offered(node, choices)

        return admit

    def always(self, definition: NodeDefinition) -> frozenset[str]:
        """Return all that a select ever offers; nothing where that depends on anything."""
        found = self._always.get(definition.id)
        if found is None:
            found = self._always[definition.id] = self._fixed(definition)
        return found

    def _fixed(self, definition: NodeDefinition) -> frozenset[str]:
        choices = definition.choices
        assert choices is not None, "only a select has something to admit"
        if choices.filtered or choices.open or definition.data_type not in _SELECTS:
            return _NOTHING
        return self._known(choices) or _NOTHING

    def _admit(self, node: LiveNode) -> None:
        choices = node.d.choices
        assert choices is not None, "only a select has something to admit"
        value = node.v
        if choices.open or not value:
            node.fault = node.fault if choices.open else _NO_FAULT
            node.admitted = value
            return
        node.fault = _NO_FAULT
        offered = self._values(node, choices)
        if node.d.data_type is _SELECT_ONE:
            if value in offered:
                node.admitted = value
            else:
                self._not_offered(node, choices)
            return
        words = value.split()
        taken_away = [word for word in words if word not in offered]
        if taken_away:
            words = [word for word in words if word in offered]
            # What was admitted before stands in the list: most often there is no need to look.
            unsure = set(taken_away).difference(node.admitted.split())
            known = self._known(choices) if unsure else None
            if known is not None and not known.issuperset(unsure):
                node.fault = Fault.CHOICE
        if node.d.data_type is _RANK:
            # What came later is added at the end: a ranking always holds all choices.
            words = list(dict.fromkeys((*words, *(c.value for c in self.offered(node)))))
        node.admitted = " ".join(words)

    def _not_offered(self, node: LiveNode, choices: ChoicesDefinition) -> None:
        """Let the answer of a select of one read as blank, which it may be."""
        value = node.v
        node.fault = _NO_FAULT
        if value and value != node.admitted:  # else it was offered before: no need to look
            known = self._known(choices)
            if known is not None and value not in known:
                node.fault = Fault.CHOICE
        node.admitted = ""

    def _values(self, node: LiveNode, choices: ChoicesDefinition) -> Collection[str]:
        if choices.items is None or (choices.list_id is not None and not choices.filtered):
            known = self._known(choices)
            assert known is not None, "a fixed list is known whole"
            return known
        rows = self._evaluate(node, choices)
        if choices.list_id is not None:
            column = choices.value_column
            if not isinstance(rows, tuple):
                return [row[column] for row in rows]
            # Rows of a table or of its index: the same object each time.
            key = (id(rows), column)
            known = self._cells.get(key)
            if known is None:
                known = self._cells[key] = rows, frozenset([row[column] for row in rows])
            return known[1]
        ways = choices.ways
        return [_descend(item, ways[item.d.id][0]).x for item in rows if item.d.id in ways]

    def _known(self, choices: ChoicesDefinition) -> frozenset[str] | None:
        """Return all values of the unfiltered list; None where nodes are the choices."""
        if choices.items is None:
            return frozenset(item.value for item in choices.fixed)
        if choices.list_id is None:
            return None
        key = (choices.list_id, choices.value_column)
        known = self._whole.get(key)
        if known is None:
            rows = self._tree.form.tables[choices.list_id].rows
            known = self._whole[key] = frozenset(row[choices.value_column] for row in rows)
        return known

    def _evaluate(self, node: LiveNode, choices: ChoicesDefinition) -> Sequence[Any]:
        evaluate = self._evaluators.get(node.d.id)
        if evaluate is None:
            assert choices.items is not None, "fixed choices are not evaluated"
            evaluate = self._evaluators[node.d.id] = self._environment.bind(choices.items)
        return evaluate(node)

    def _read(self, node: LiveNode) -> tuple[Choice, ...]:
        choices = node.d.choices
        if choices is None:
            return ()
        render = self._environment.render
        if choices.items is None:
            medium = self._environment.medium
            return tuple(
                Choice(item.value, render(item.label, node), medium(item.media))
                for item in choices.fixed
            )
        rows = self._evaluate(node, choices)
        if choices.list_id is None:
            return _from_nodes(rows, choices)
        value, label = choices.value_column, choices.label_column
        place = choices.geometry_column
        if choices.label_is_itext and label >= 0:
            itext, media = self._environment.itext, self._environment.choice_media
            return tuple(
                Choice(row[value], itext(row[label]) or row[value], media(row[label]), row[place])
                for row in rows
            )
        shown = label if label >= 0 else value
        if place >= 0:
            return tuple([Choice(r[value], r[shown], NO_MEDIA, r[place]) for r in rows])
        if not isinstance(rows, tuple):
            return _from_rows(rows, value, shown)
        key = (id(rows), value, shown)
        known = self._offers.get(key)
        if known is None:
            known = self._offers[key] = rows, _from_rows(rows, value, shown)
        return known[1]


# What the class does, without its checks: a list may be read after every answer.
_choice: Callable[[tuple[Any, ...]], Choice] = partial(cast("Any", tuple).__new__, Choice)


def _from_rows(rows: Sequence[Item], value: int, label: int) -> tuple[Choice, ...]:
    values, labels = map(itemgetter(value), rows), map(itemgetter(label), rows)
    return tuple(map(_choice, zip(values, labels, repeat(NO_MEDIA), repeat(""), strict=False)))


def _from_nodes(items: Sequence[LiveNode], choices: ChoicesDefinition) -> tuple[Choice, ...]:
    """Return a choice for every node; a workbook's `select from repeat` filters blank ones."""
    ways = [(item, choices.ways.get(item.d.id)) for item in items]
    return tuple(
        Choice(_descend(item, way[0]).x, _descend(item, way[1]).x) for item, way in ways if way
    )


def _descend(node: LiveNode, slots: tuple[int, ...]) -> LiveNode:
    for slot in slots:
        child = node.children[slot]
        assert not isinstance(child, list), "the way to a choice crosses no repeat"
        node = child
    return node
