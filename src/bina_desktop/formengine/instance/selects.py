"""Choices of selects: what is offered now, and which part of a stored answer may stand.

A choice taken away by `choice_filter` is cleared at once and returns with its choice; a value
that no list of the form knows (an older version's) stays visible with a CHOICE violation.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from bina_desktop.formengine.client import Choice, DataType
from bina_desktop.formengine.definition.model import ChoicesDefinition, VertexKind
from bina_desktop.formengine.instance.environment import Evaluate, SessionEnvironment
from bina_desktop.formengine.instance.node import Fault, LiveNode
from bina_desktop.formengine.instance.tree import Tree
from bina_desktop.formengine.xpath.items import Item

_NO_FAULT, _SELECT_ONE, _RANK = Fault.NONE, DataType.SELECT_ONE, DataType.RANK

_MOVING = frozenset({VertexKind.CHOICES, VertexKind.SHOWN})


class Selects:
    """Answers questions about choices for one session."""

    def __init__(self, tree: Tree, environment: SessionEnvironment) -> None:
        """Read lists of the form and nodes of the tree."""
        self._tree = tree
        self._environment = environment
        self._evaluators: dict[int, Evaluate[Any]] = {}
        self._made: dict[tuple[int, int, int], dict[Item, Choice]] = {}
        """Choices without a translation, by list, columns and row: they never change."""
        self._whole: dict[tuple[int, int], frozenset[str]] = {}
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
        choices = node.d.choices
        assert choices is not None, "only a select has something to admit"
        if choices.open:
            node.admitted = node.v
            return
        node.fault = _NO_FAULT
        value = node.v
        if not value:
            node.admitted = ""
            return
        offered = self._values(node, choices)
        words = [value] if node.d.data_type is _SELECT_ONE else value.split()
        taken_away = [word for word in words if word not in offered]
        if taken_away:
            words = [word for word in words if word in offered]
            known = self._known(choices)
            if known is not None and not known.issuperset(taken_away):
                node.fault = Fault.CHOICE
        if node.d.data_type is _RANK:
            # What came later is added at the end: a ranking always holds all choices.
            words = list(dict.fromkeys((*words, *(c.value for c in self.offered(node)))))
        node.admitted = " ".join(words)

    def _values(self, node: LiveNode, choices: ChoicesDefinition) -> Collection[str]:
        if choices.items is None or (choices.list_id is not None and not choices.filtered):
            known = self._known(choices)
            assert known is not None, "a fixed list is known whole"
            return known
        rows = self._evaluate(node, choices)
        if choices.list_id is not None:
            column = choices.value_column
            return [row[column] for row in rows]
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
        if choices.label_is_itext and label >= 0:
            itext, media = self._environment.itext, self._environment.choice_media
            return tuple(
                Choice(row[value], itext(row[label]) or row[value], media(row[label]))
                for row in rows
            )
        return self._from_rows(rows, choices.list_id, value, label if label >= 0 else value)

    def _from_rows(
        self, rows: Sequence[Item], list_id: int, value: int, label: int
    ) -> tuple[Choice, ...]:
        made = self._made.setdefault((list_id, value, label), {})
        found: list[Choice] = []
        for row in rows:
            choice = made.get(row)
            if choice is None:
                choice = made[row] = Choice(row[value], row[label])
            found.append(choice)
        return tuple(found)


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
