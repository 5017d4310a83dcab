"""What is stored of a session: the answers of a person, and the values that a form computed.

A save gathers them again and again, so what a definition can ever hold is looked at once: the
rest of a form, and every blank question, costs no more than one look. (See `serialise.py` for
how answers are told.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from weakref import WeakKeyDictionary

from bina_desktop.formengine.client import NodeKind, Ref
from bina_desktop.formengine.definition.model import FormDefinition, NodeDefinition
from bina_desktop.formengine.instance.environment import SessionEnvironment
from bina_desktop.formengine.instance.metadata import moment
from bina_desktop.formengine.instance.node import Fault, LiveNode, Place
from bina_desktop.formengine.instance.tree import Tree, value_of
from bina_desktop.formengine.instance.view import is_readonly

EXPLANATION = "/@penjelasan"
PRESENT = "1"
NONE_LEFT = "0"
_NO_FAULT = Fault.NONE
_TYPED, _CHOSEN, _LEAF, _GROUP, _REPEAT = range(5)
"""Sorts of children: a question that only a person answers (without or with choices), another
node with a value, and two kinds with nodes below them."""
_Told = dict[Ref, str]


class _Plan(NamedTuple):
    """Which children of a definition can hold what is told: slot and sort of each."""

    answers: tuple[tuple[int, int], ...]
    results: tuple[tuple[int, int], ...]


_PLANS: WeakKeyDictionary[FormDefinition, dict[int, _Plan]] = WeakKeyDictionary()
"""Of all forms that are open, by definition id: every session of a form has the same ones."""


class Teller:
    """Gathers what is stored of one session."""

    def __init__(self, tree: Tree, environment: SessionEnvironment) -> None:
        """Look at each of the form's definitions once, whatever session asks first."""
        self._tree = tree
        self._environment = environment
        self._plans = _PLANS.setdefault(tree.form, {})

    def answers(self, start: LiveNode | None = None) -> dict[Ref, str]:
        """Return what a person gave, in form order; below `start`, or in the whole form."""
        told: _Told = {}
        node = start or self._tree.root
        if isinstance(node, Place):
            self._gather_place(node, told)
        elif node.d.children:
            self._gather(node, told)
        else:
            _tell(node, told)
        return told

    def results(self) -> dict[Ref, str]:
        """Return relevant computed values and metadata in form order."""
        told: _Told = {}
        self._compute(self._tree.root, told)
        return told

    def _gather(self, node: LiveNode, told: _Told) -> None:
        children = node.children
        for slot, sort in self._plan(node.d).answers:
            child = children[slot]
            if isinstance(child, list):
                self._gather_place(node.places[slot], told)
            elif sort <= _CHOSEN:
                value = child.v
                if value and sort == _CHOSEN and child.fault is _NO_FAULT:
                    value = child.admitted
                if value or child.default:
                    told[child.ref] = value
            elif sort == _GROUP:
                self._gather(child, told)
            else:
                _tell(child, told)

    def _gather_place(self, place: Place, told: _Told) -> None:
        found: list[tuple[Ref, _Told]] = []
        for instance in place.instances:
            inside: _Told = {}
            self._gather(instance, inside)
            found.append((instance.ref, inside))
        keys = [instance.key for instance in place.instances]
        as_given = keys == [str(number) for number in range(1, len(place.seeds) + 1)]
        by_name = not place.d.controlled and (not as_given or any(inside for _, inside in found))
        if by_name and not found:
            told[place.ref] = NONE_LEFT
        for ref, inside in found:
            if by_name and not inside:
                told[ref] = PRESENT
            told.update(inside)

    def _compute(self, node: LiveNode, told: _Told) -> None:
        children = node.children
        for slot, sort in self._plan(node.d).results:
            child = children[slot]
            if isinstance(child, list):
                for instance in child:
                    self._compute(instance, told)
            elif not child.rel:
                continue
            elif sort == _GROUP:
                self._compute(child, told)
            elif not child.locked:
                continue  # The value is a person's.
            elif child.x:
                told[child.ref] = child.x
            elif child.d.preload == "end":
                told[child.ref] = moment(self._environment)

    def _plan(self, definition: NodeDefinition) -> _Plan:
        plan = self._plans.get(definition.id)
        if plan is None:
            nodes = [self._tree.form.nodes[child] for child in definition.children]
            plan = self._plans[definition.id] = _Plan(
                self._sorted(nodes, _may_be_told, lambda plan: plan.answers),
                self._sorted(nodes, _may_result, lambda plan: plan.results),
            )
        return plan

    def _sorted(
        self,
        nodes: list[NodeDefinition],
        matters: Callable[[NodeDefinition], bool],
        part: Callable[[_Plan], tuple[tuple[int, int], ...]],
    ) -> tuple[tuple[int, int], ...]:
        """Return slot and sort of the children that matter, or have one below that does."""
        found: list[tuple[int, int]] = []
        for slot, node in enumerate(nodes):
            if node.is_repeat:
                found.append((slot, _REPEAT))
            elif node.children:
                if part(self._plan(node)):
                    found.append((slot, _GROUP))
            elif matters(node):
                found.append((slot, _sort(node)))
        return tuple(found)


def _tell(node: LiveNode, told: _Told) -> None:
    """Tell the answer of one question of any sort, and why it stands."""
    if not is_told(node):
        return
    value = value_of(node)
    if value or _fills_itself(node):
        told[node.ref] = value
    if node.explanation:
        told[Ref(f"{node.ref}{EXPLANATION}")] = node.explanation


def _sort(node: NodeDefinition) -> int:
    special = node.calculated or node.preload or node.targeted or node.once or node.warned
    if special or not node.answerable:
        return _LEAF
    return _TYPED if node.choices is None else _CHOSEN


def _may_be_told(node: NodeDefinition) -> bool:
    return node.answerable or node.targeted or node.once


def _may_result(node: NodeDefinition) -> bool:
    hidden = node.kind is NodeKind.HIDDEN and node.owner < 0
    return node.calculated or (not node.answerable and (node.preload == "end" or hidden))


def takes_answers(node: LiveNode) -> bool:
    """Tell whether the value is a person's: computed values nobody can edit are not."""
    return node.d.answerable and not (node.d.calculated and is_readonly(node))


def is_told(node: LiveNode) -> bool:
    """Tell whether the value must be stored to come back."""
    return takes_answers(node) or node.d.targeted or node.d.once


def _fills_itself(node: LiveNode) -> bool:
    """Tell whether the form may give the node a value: that a person cleared it is told then."""
    given = node.d.calculated or node.d.preload != ""
    return node.default != "" or node.d.targeted or (given and takes_answers(node))
