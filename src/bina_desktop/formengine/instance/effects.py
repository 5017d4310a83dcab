"""What the result of an expression does to its node: a new text, relevance, a broken rule.

Each kind of vertex has an action: it runs the evaluator for a node and does what follows. A
result that stays the same does nothing, and so stops the wave.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from heapq import heappush
from math import isfinite, nan
from typing import Any

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.definition.model import Vertex, VertexKind
from bina_desktop.formengine.instance.casts import CASTS, cast_value, written
from bina_desktop.formengine.instance.environment import Evaluate, SessionEnvironment
from bina_desktop.formengine.instance.node import Fault, LiveNode, Place
from bina_desktop.formengine.instance.selects import Selects
from bina_desktop.formengine.instance.tree import Tree, face_children
from bina_desktop.formengine.instance.waiting import Waiting
from bina_desktop.formengine.xpath.values import MAX_TEXT, WRITTEN, number_blank

_TOO_LONG = (
    "Hasil hitungan ini lebih panjang dari 1.000.000 huruf, maka dikosongkan; "
    "beri tahu pembuat formulir."
)
Action = Callable[[Evaluate[Any], LiveNode], None]
"""Runs an evaluator for a node and does what follows from its result."""
_NO_FAULT, _NOT_OF_ITS_TYPE = Fault.NONE, Fault.TYPE
"""Looking a member up at its class costs ten times as much as a name of the module."""


class Effects:
    """The actions of one session."""

    def __init__(
        self, tree: Tree, environment: SessionEnvironment, selects: Selects, waiting: Waiting
    ) -> None:
        """Serve one session."""
        self.changed: set[Ref] = set()
        """Refs that changed since the last flush."""
        self.resize: Callable[[Place, float], None] = _nothing
        """Set by `Repeats`: give a place the computed number of instances."""
        self.overwriting: Callable[[LiveNode], None] = _nothing
        """Set by `History`: told before a calculation overwrites what cannot be computed again."""
        self._tree = tree
        self._number = environment.calendar.number
        readers = tree.form.readers
        self._existence = {at: one.existence for at, one in enumerate(readers) if one.existence}
        """By definition: the ways to those that look whether its node is there."""
        self._selects = selects
        self._waiting = waiting
        self._made: dict[VertexKind, Action] = {}

    def action(self, vertex: Vertex) -> Action:
        """Return the action of a vertex, which it shares with most of its kind."""
        kind = vertex.kind
        if kind is VertexKind.CALCULATE:
            definition = self._tree.form.nodes[vertex.node]
            if vertex.remembered:
                return self.remembered
            if definition.data_type in CASTS or definition.choices is not None:
                return self.cast
        action = self._made.get(kind)
        if action is None:
            action = self._made[kind] = _MAKERS[kind](self)
        return action

    def stored(self, node: LiveNode) -> None:
        """Follow a new stored text: choices are checked, readers wait."""
        if self.reads_otherwise(node):
            self._waiting.readers_of(node)

    def reads_otherwise(self, node: LiveNode) -> bool:
        """Check the choices of a new stored text; tell whether the node now reads otherwise."""
        if node.d.choices is not None:
            self._selects.admit(node)
        self.changed.add(node.ref)
        return self.settles(node)

    def settles(self, node: LiveNode) -> bool:
        """Set the effective value; tell whether it is another one than before."""
        if not node.rel or node.fault is _NOT_OF_ITS_TYPE:
            text = ""
        elif node.d.choices is not None:
            text = node.admitted
        else:
            text = node.v
        if text == node.x:
            return False
        node.x = text
        # Most texts are words: no number begins with what stands behind the digits.
        node.f = nan if not text or text[0] > "9" else self._number(text)
        for changed, term in node.terms:
            changed.add(term)
        return True

    def offers(self, node: LiveNode) -> bool:
        """Let the choices of a select be read anew; tell whether its answer reads otherwise."""
        node.offered = None
        if node.v:
            return self.reads_otherwise(node)
        self.changed.add(node.ref)
        return False

    def choices(self, _: Evaluate[Any], node: LiveNode) -> None:
        """Let the choices of a select be read anew."""
        if self.offers(node):
            self._waiting.readers_of(node)

    def shown(self, _: Evaluate[Any], node: LiveNode) -> None:
        """Tell that the texts of a node have changed."""
        node.offered = None
        self.changed.add(node.ref)
        if node.home is not None:
            self.changed.add(node.home.ref)  # the place shows the label of its first instance

    def calculate(self) -> Action:
        """Return the action of a calculation whose texts are kept as they are."""
        holds, read, add = self.holds, self._number, self.changed.add
        waiting, push, known = self._waiting, heappush, WRITTEN.get
        heap, along, wait = waiting.heap, waiting.along, waiting.readers_of

        def run(evaluate: Evaluate[str | float], node: LiveNode) -> None:
            value = evaluate(node)
            if isinstance(value, str):
                text = value
                if len(text) > MAX_TEXT:
                    if holds(node, text):
                        wait(node)
                    return
                number = nan if not text or text[0] > "9" else read(text)
            else:
                text = known(value) or number_blank(value)
                # Reading the text would give the same: 0 where it was minus zero.
                number = value + 0.0 if isfinite(value) else nan
            if text == node.v and node.fault is not _NOT_OF_ITS_TYPE:
                return
            node.v = text
            node.fault = _NO_FAULT
            add(node.ref)
            if node.rel:
                node.x = text
                node.f = number
                for changed, term in node.terms:
                    changed.add(term)
                for rank in node.after:
                    push(heap, rank)
                if node.aside:
                    along(node, node.aside)

        return run

    def cast(self, evaluate: Evaluate[str | float], node: LiveNode) -> None:
        """Run a calculation whose node holds another type than text."""
        if self.computes(node, evaluate(node)):
            self._waiting.readers_of(node)

    def remembered(self, evaluate: Evaluate[str | float], node: LiveNode) -> None:
        """Run a calculation whose value cannot be computed again from what others hold."""
        text = cast_value(written(evaluate(node)), node.d.data_type)
        if text != node.v:
            self.overwriting(node)
            if self.holds(node, text):
                self._waiting.readers_of(node)

    def computes(self, node: LiveNode, value: str | float) -> bool:
        """Store a computed value of any kind; tell whether the node now reads otherwise."""
        text = cast_value(written(value), node.d.data_type)
        return (text != node.v or node.fault is _NOT_OF_ITS_TYPE) and self.holds(node, text)

    def holds(self, node: LiveNode, text: str) -> bool:
        """Store a computed text; tell whether the node now reads otherwise.

        One that is too long is dropped, and the node says so.
        """
        if len(text) > MAX_TEXT:
            node.v, node.fault, node.fault_message = "", _NOT_OF_ITS_TYPE, _TOO_LONG
        else:
            node.v, node.fault = text, _NO_FAULT
        return self.reads_otherwise(node)

    def relevant(self) -> Action:
        """Return the action of a relevance."""
        flip, below = self._flip, self._below

        def run(evaluate: Evaluate[bool], node: LiveNode) -> None:
            own = evaluate(node)
            if own is not node.rself:
                node.rself = own
                above = node.home if node.home is not None else node.parent
                effective = own and (above is None or above.rel)
                if effective is not node.rel:
                    flip(node, effective)
                    if node.d.children:
                        below(node, flip)

        return run

    def turns(self, node: LiveNode, *, own: bool) -> bool:
        """Change the own relevance of a question outside repeats, into whose existence nobody
        looks; tell whether it now reads otherwise.
        """
        return self._is_turned(node, own) and node.v != "" and self.settles(node)

    def opens(self, node: LiveNode, *, own: bool) -> bool:
        """Change the own relevance of a group outside repeats, into whose existence nobody
        looks; tell whether what is below may read otherwise, which is left to the caller.
        """
        turned = self._is_turned(node, own)
        if turned:
            self._below(node, self._turn)
        return turned

    def _is_turned(self, node: LiveNode, own: bool) -> bool:
        node.rself = own
        assert node.parent is not None, "there is no relevance of the root"
        relevant = own and node.parent.rel
        if relevant is node.rel:
            return False
        self._turn(node, relevant)
        return True

    def _turn(self, node: LiveNode, effective: bool) -> None:
        """Change the effective relevance of a node; nobody hears of it."""
        node.rel = effective
        self.changed.add(node.ref)

    def _flip(self, node: LiveNode, effective: bool) -> None:
        """Change the effective relevance of a node."""
        node.rel = effective
        self.changed.add(node.ref)
        existence = self._existence
        if existence and node.d.id in existence:
            self._waiting.along(node, existence[node.d.id])
        if node.v and self.settles(node):
            self._waiting.readers_of(node)

    def _below(self, node: LiveNode, change: Callable[[LiveNode, bool], None]) -> None:
        """Change the effective relevance of all below a node that follows it."""
        stack = [node]
        while stack:
            at = stack.pop()
            for child in face_children(at):
                inner = at.rel and child.rself
                if inner is not child.rel:
                    change(child, inner)
                    if child.d.children:
                        stack.append(child)

    def required(self) -> Action:
        """Return the action of a required condition."""
        changed = self.changed

        def run(evaluate: Evaluate[bool], node: LiveNode) -> None:
            value = evaluate(node)
            if value is not node.req:
                node.req = value
                changed.add(node.ref)

        return run

    def constraint(self) -> Action:
        """Return the action of a constraint."""
        changed = self.changed

        def run(evaluate: Evaluate[bool], node: LiveNode) -> None:
            value = evaluate(node)
            if value is not node.ok:
                node.ok = value
                if node.x:  # nobody asks whether a blank answer keeps the rules
                    changed.add(node.ref)

        return run

    def warning(self, evaluate: Evaluate[bool], node: LiveNode) -> None:
        """Run a soft rule."""
        value = evaluate(node)
        if value is not node.fits:
            node.fits = value
            if node.x:
                self.changed.add(node.ref)

    def readonly(self, evaluate: Evaluate[bool], node: LiveNode) -> None:
        """Run a readonly condition; all below is as readonly as what stands above it."""
        value = evaluate(node)
        if value is not node.ro:
            node.ro = value
            for inner in self._tree.walk(node):
                inner.lock()
                self.changed.add(inner.ref)

    def count(self, evaluate: Evaluate[float], node: LiveNode) -> None:
        """Run a computed number of instances."""
        assert isinstance(node, Place), "a count belongs to the place of a repeat"
        self.resize(node, evaluate(node))


_MAKERS: Mapping[VertexKind, Callable[[Effects], Action]] = {
    VertexKind.CALCULATE: Effects.calculate,
    VertexKind.RELEVANT: Effects.relevant,
    VertexKind.REQUIRED: Effects.required,
    VertexKind.READONLY: lambda effects: effects.readonly,
    VertexKind.CONSTRAINT: Effects.constraint,
    VertexKind.WARNING: lambda effects: effects.warning,
    VertexKind.COUNT: lambda effects: effects.count,
    VertexKind.CHOICES: lambda effects: effects.choices,
    VertexKind.SHOWN: lambda effects: effects.shown,
}
"""The most frequent actions are closures: they find what they need without looking it up."""


def _nothing(*_: object) -> None:
    """Do nothing: no step back is remembered, or there are no repeats."""
