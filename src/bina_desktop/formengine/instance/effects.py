"""What the result of an expression does to its node: a new text, relevance, a broken rule.

Each kind of vertex has an action: it runs the evaluator for a node and does what follows. A
result that stays the same does nothing, and so stops the wave.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from bina_desktop.formengine.xpath.values import MAX_TEXT, number_blank

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
        self._watched = environment.watched
        self._selects = selects
        self._waiting = waiting
        self._made: dict[VertexKind, Action] = {}

    def action(self, vertex: Vertex) -> Action:
        """Return the action of a vertex, which it shares with most of its kind."""
        kind = vertex.kind
        if kind is VertexKind.CALCULATE:
            if vertex.remembered:
                return self.remembered
            if self._tree.form.nodes[vertex.node].data_type in CASTS:
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
        # Most texts are words: no number begins with what stands behind the digits.
        self._reads_as(node, text, nan if not text or text[0] > "9" else self._number(text))
        return True

    def _reads_as(self, node: LiveNode, text: str, number: float) -> None:
        """Give a node another effective value; long sums hear of it."""
        node.x = text
        node.f = number
        watching = self._watched.get(node.d.id)
        if watching is not None:
            for changed, term in watching:
                changed.add(term)

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
        holds, hold_number = self.holds, self._hold_number
        wait = self._waiting.readers_of

        def run(evaluate: Evaluate[str | float], node: LiveNode) -> None:
            value = evaluate(node)
            if isinstance(value, str):
                if (value != node.v or node.fault is _NOT_OF_ITS_TYPE) and holds(node, value):
                    wait(node)
                return
            text = number_blank(value)
            if text != node.v or node.fault is _NOT_OF_ITS_TYPE:
                if node.d.choices is None and isfinite(value):
                    hold_number(node, text, value)
                elif holds(node, text):
                    wait(node)

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

    def _hold_number(self, node: LiveNode, text: str, number: float) -> None:
        """Store a computed number as its text and as it is: reading the text gives the same."""
        node.v, node.fault = text, _NO_FAULT
        self.changed.add(node.ref)
        if node.rel:
            # Written as 0, minus zero reads as zero.
            self._reads_as(node, text, number + 0.0)
            self._waiting.readers_of(node)

    def relevant(self) -> Action:
        """Return the action of a relevance."""
        flip = self._flip

        def run(evaluate: Evaluate[bool], node: LiveNode) -> None:
            own = evaluate(node)
            if own is not node.rself:
                node.rself = own
                above = node.home if node.home is not None else node.parent
                effective = own and (above is None or above.rel)
                if effective is not node.rel:
                    flip(node, effective=effective)

        return run

    def opens(self, node: LiveNode, *, own: bool) -> bool:
        """Change the own relevance of a group outside repeats, into whose existence nobody
        looks; tell whether what is below may read otherwise.
        """
        node.rself = own
        assert node.parent is not None, "there is no relevance of the root"
        relevant = own and node.parent.rel
        if relevant is node.rel:
            return False
        self._flip(node, effective=relevant, tell=False)
        return True

    def turns(self, node: LiveNode, *, own: bool) -> bool:
        """Change the own relevance of a question outside repeats, into whose existence nobody
        looks; tell whether it now reads otherwise.
        """
        node.rself = own
        assert node.parent is not None, "a question stands in something"
        relevant = own and node.parent.rel
        if relevant is node.rel:
            return False
        node.rel = relevant
        self.changed.add(node.ref)
        return node.v != "" and self.settles(node)

    def _flip(self, node: LiveNode, *, effective: bool, tell: bool = True) -> None:
        """Change the effective relevance of a node and of all below that follow it.

        With `tell=False` nobody hears of it and nothing is read anew yet.
        """
        readers = self._tree.form.readers
        stack = [(node, effective)]
        while stack:
            at, relevant = stack.pop()
            at.rel = relevant
            self.changed.add(at.ref)
            existence = readers[at.d.id].existence
            if existence:
                self._waiting.along(at, existence)
            if tell and at.v and self.settles(at):
                self._waiting.readers_of(at)
            for child in face_children(at) if at.d.children else ():
                inner = relevant and child.rself
                if inner is not child.rel:
                    stack.append((child, inner))

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
                changed.add(node.ref)

        return run

    def warning(self, evaluate: Evaluate[bool], node: LiveNode) -> None:
        """Run a soft rule."""
        value = evaluate(node)
        if value is not node.fits:
            node.fits = value
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
