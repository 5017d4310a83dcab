"""Dirty propagation: run exactly the expressions that an answer reaches, each once, in rank order.

Ranks wait in a heap; a vertex never reads one of a higher rank, so nothing runs twice. A vertex
inside a repeat has many nodes: their serial numbers wait beside its rank. A result that stays the
same stops the wave.

An answer touches few things once each, so what counts is how many objects it has to fetch from
memory: a vertex has its evaluator in one list and shares its action with all of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from math import isfinite, nan
from operator import attrgetter
from typing import Any, cast

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.definition.model import Edge, Vertex, VertexKind
from bina_desktop.formengine.instance import routes
from bina_desktop.formengine.instance.casts import CASTS, cast_value, written
from bina_desktop.formengine.instance.environment import Evaluate, SessionEnvironment
from bina_desktop.formengine.instance.node import Fault, LiveNode, Place
from bina_desktop.formengine.instance.selects import Selects
from bina_desktop.formengine.instance.tree import Tree, face_children
from bina_desktop.formengine.xpath.values import MAX_TEXT, number_blank

MAX_RUNS = 2_000
"""Runs of a looping expression for one node within one flush: twice the instances of a count."""
_TOO_LONG = (
    "Hasil hitungan ini lebih panjang dari 1.000.000 huruf, maka dikosongkan; "
    "beri tahu pembuat formulir."
)
Action = Callable[[Evaluate[Any], LiveNode], None]
"""Runs an evaluator for a node and does what follows from its result."""
_NO_FAULT, _NOT_OF_ITS_TYPE = Fault.NONE, Fault.TYPE
"""Looking a member up at its class costs ten times as much as a name of the module."""


class Recalculation:
    """Keeps every computed thing of one session true to its answers."""

    def __init__(self, tree: Tree, environment: SessionEnvironment, selects: Selects) -> None:
        """Bind the expressions of the form to this session, each when it first runs."""
        self.changed: set[Ref] = set()
        """Refs that changed since the last `flush`."""
        self.resize: Callable[[Place, float], None] = _nothing
        """Set by `Repeats`: give a place the computed number of instances."""
        self.overwriting: Callable[[LiveNode], None] = _nothing
        """Set by `History`: told before a calculation overwrites what cannot be computed again."""
        self._tree = tree
        self._environment = environment
        self._number = environment.calendar.number
        self._watched = environment.watched
        self._selects = selects
        self._heap: list[int] = []
        """Ranks; those of a lone node may wait more than once."""
        self._waiting: dict[int, set[int]] = {}
        """Serial numbers of nodes in repeats, by rank."""
        self._runs: dict[tuple[int, int], int] = {}
        """Of looping vertices since the flush began, by definition and node."""
        form = tree.form
        self._alone = routes.alone(tree, form.vertices)
        """By rank: the one node of a vertex outside repeats."""
        self._ranks = [*map(attrgetter("lone"), form.readers)]
        self._routes = [*map(attrgetter("value"), form.readers)]
        # Bound when they first run; until then the rank stands in the place of the evaluator.
        self._evaluators: list[Any] = [*range(len(form.vertices))]
        self._actions: list[Action] = [self._first] * len(form.vertices)
        self._made: dict[VertexKind, Action] = {}

    def flush(self) -> frozenset[Ref]:
        """Run what waits and return the refs that changed since the last flush."""
        self._environment.new_moment()
        if self._runs:
            self._runs.clear()
        heap, alone = self._heap, self._alone
        actions, evaluators = self._actions, self._evaluators
        while heap:
            rank = heappop(heap)
            node = alone[rank]
            if node is None:
                self._run_many(rank)
                continue
            while heap and heap[0] == rank:
                heappop(heap)
            actions[rank](evaluators[rank], node)
        changed = frozenset(self.changed)
        self.changed.clear()
        return changed

    def _run_many(self, rank: int) -> None:
        """Run a vertex for its nodes in repeats; stop where something must run before the next."""
        heap, nodes = self._heap, self._tree.by_sid
        waiting = sorted(self._waiting.pop(rank))
        for number, sid in enumerate(waiting, start=1):
            node = nodes[sid]
            if node is not None:  # else removed while it waited
                self._actions[rank](self._evaluators[rank], node)
                if heap and heap[0] <= rank:
                    for left in waiting[number:]:
                        self._push(rank, left)
                    return

    def queue_all(self) -> None:
        """Let every vertex of every node wait: the naive full recalculation."""
        for terms in self._watched.values():
            for changed, number in terms:
                changed.add(number)
        lone = [rank for rank, node in enumerate(self._alone) if node is not None]
        self._heap[:] = sorted({*self._heap, *lone})
        if len(lone) < len(self._alone):
            self.queue_nodes(self._tree.walk(self._tree.root))

    def queue_nodes(self, nodes: Iterable[LiveNode]) -> None:
        """Let all vertices of these nodes wait."""
        for node in nodes:
            for rank in routes.ranks_of(self._tree, node):
                self._push(rank, node.sid)

    def queue_vertices(self, wanted: Callable[[Vertex], bool]) -> None:
        """Let the vertices that answer `wanted` wait, on all their nodes."""
        vertices = enumerate(self._tree.form.vertices)
        self.queue_ranks(frozenset(rank for rank, vertex in vertices if wanted(vertex)))

    def queue_ranks(self, ranks: frozenset[int]) -> None:
        """Let the vertices of these ranks wait, on all their nodes."""
        for node in self._tree.walk(self._tree.root) if ranks else ():
            for rank in ranks.intersection(routes.ranks_of(self._tree, node)):
                self._push(rank, node.sid)

    def leave_out(self, ranks: Iterable[int]) -> None:
        """Never run the vertices of these ranks."""
        for rank in ranks:
            self._actions[rank] = _nothing

    def stored(self, node: LiveNode) -> None:
        """Follow a new stored text: choices are checked, readers wait."""
        if node.d.choices is not None:
            self._selects.admit(node)
        self.changed.add(node.ref)
        self._settle(node)

    def follow(self, node: LiveNode) -> None:
        """Bring a node that has just come into the tree in line with what stands above it."""
        above = node.home if node.home is not None else node.parent
        node.rel = node.rself and (above is None or above.rel)
        if node.sealed or (above is not None and above.sealed):
            node.lock()
        self.changed.add(node.ref)
        if node.v or node.x:  # what it read as may be older than what it holds: see `undo`
            self.stored(node)

    def structure_changed(self, instance: LiveNode) -> None:
        """Let those wait who read which instances a repeat has."""
        self._push_routes(instance, self._tree.form.readers[instance.d.id].structure)

    def position_changed(self, instance: LiveNode) -> None:
        """Let those wait who read the position of an instance."""
        self.changed.add(instance.ref)
        self._push_routes(instance, self._tree.form.readers[instance.d.id].position)

    def _settle(self, node: LiveNode) -> None:
        """Set the effective value; readers wait only when it changed."""
        if not node.rel or node.fault is _NOT_OF_ITS_TYPE:
            text = ""
        elif node.d.choices is not None:
            text = node.admitted
        else:
            text = node.v
        if text != node.x:
            # Most texts are words: no number begins with what stands behind the digits.
            number = nan if not text or text[0] > "9" else self._number(text)
            self._reads_as(node, text, number)

    def _reads_as(self, node: LiveNode, text: str, number: float) -> None:
        """Give a node another effective value; its readers wait."""
        node.x = text
        node.f = number
        definition = node.d.id
        heap = self._heap
        for rank in self._ranks[definition]:
            heappush(heap, rank)
        more = self._routes[definition]
        if more:
            self._push_routes(node, more)
        if definition in self._watched:
            for changed, term in self._watched[definition]:
                changed.add(term)

    def _push(self, rank: int, sid: int) -> None:
        if self._alone[rank] is not None:
            heappush(self._heap, rank)
            return
        waiting = self._waiting.get(rank)
        if waiting is None:
            self._waiting[rank] = {sid}
            heappush(self._heap, rank)
        else:
            waiting.add(sid)

    def _push_routes(self, node: LiveNode, edges: Iterable[Edge]) -> None:
        for edge in edges:
            if edge.single >= 0:
                heappush(self._heap, edge.rank)
            else:
                for reader in routes.readers_along(self._tree, node, edge):
                    self._push(edge.rank, reader.sid)

    def _first(self, waiting: object, node: LiveNode) -> None:
        rank = cast("int", waiting)
        vertex = self._tree.form.vertices[rank]
        if vertex.expression is not None and vertex.kind is not VertexKind.CHOICES:
            self._evaluators[rank] = vertex.expression.factory(self._environment)
        action = self._actions[rank] = self._action(vertex)
        action(self._evaluators[rank], node)

    def _action(self, vertex: Vertex) -> Action:
        kind = vertex.kind
        action = self._made.get(kind)
        if action is None:
            action = self._made[kind] = _MAKERS[kind](self)
        if kind is VertexKind.CALCULATE:
            if vertex.remembered:
                action = self.remembered
            elif self._tree.form.nodes[vertex.node].data_type in CASTS:
                action = self.cast
        return self._limited(action, vertex) if vertex.looping else action

    def _limited(self, action: Action, vertex: Vertex) -> Action:
        """Stop a loop that does not come to rest: its last value stays."""
        runs = self._runs

        def run(evaluate: Evaluate[Any], node: LiveNode) -> None:
            key = vertex.node, node.sid
            runs[key] = runs.get(key, 0) + 1
            if runs[key] <= MAX_RUNS:
                action(evaluate, node)

        return run

    def choices(self, _: Evaluate[Any], node: LiveNode) -> None:
        """Let the choices of a select be read anew; check its answer."""
        node.offered = None
        self.changed.add(node.ref)
        if node.v:
            self._selects.admit(node)
            self._settle(node)

    def shown(self, _: Evaluate[Any], node: LiveNode) -> None:
        """Tell that the texts of a node have changed."""
        node.offered = None
        self.changed.add(node.ref)
        if node.home is not None:
            self.changed.add(node.home.ref)  # the place shows the label of its first instance

    def calculate(self) -> Action:
        """Return the action of a calculation whose texts are kept as they are."""
        hold, hold_number = self._hold, self._hold_number

        def run(evaluate: Evaluate[str | float], node: LiveNode) -> None:
            value = evaluate(node)
            if isinstance(value, str):
                if value != node.v or node.fault is _NOT_OF_ITS_TYPE:
                    hold(node, value)
                return
            text = number_blank(value)
            if text != node.v or node.fault is _NOT_OF_ITS_TYPE:
                if node.d.choices is None and isfinite(value):
                    hold_number(node, text, value)
                else:
                    hold(node, text)

        return run

    def cast(self, evaluate: Evaluate[str | float], node: LiveNode) -> None:
        """Run a calculation whose node holds another type than text."""
        text = cast_value(written(evaluate(node)), node.d.data_type)
        if text != node.v or node.fault is _NOT_OF_ITS_TYPE:
            self._hold(node, text)

    def remembered(self, evaluate: Evaluate[str | float], node: LiveNode) -> None:
        """Run a calculation whose value cannot be computed again from what others hold."""
        text = cast_value(written(evaluate(node)), node.d.data_type)
        if text != node.v:
            self.overwriting(node)
            self._hold(node, text)

    def _hold(self, node: LiveNode, text: str) -> None:
        """Store a computed text; one that is too long is dropped, and the node says so."""
        if len(text) > MAX_TEXT:
            node.v, node.fault, node.fault_message = "", _NOT_OF_ITS_TYPE, _TOO_LONG
        else:
            node.v, node.fault = text, _NO_FAULT
        self.stored(node)

    def _hold_number(self, node: LiveNode, text: str, number: float) -> None:
        """Store a computed number as its text and as it is: reading the text gives the same."""
        node.v, node.fault = text, _NO_FAULT
        self.changed.add(node.ref)
        if node.rel:
            self._reads_as(node, text, number + 0.0)  # written as 0, minus zero reads as zero

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

    def required(self) -> Action:
        """Return the action of a required condition."""
        changed = self.changed

        def run(evaluate: Evaluate[bool], node: LiveNode) -> None:
            value = evaluate(node)
            if value is not node.req:
                node.req = value
                changed.add(node.ref)

        return run

    def readonly(self, evaluate: Evaluate[bool], node: LiveNode) -> None:
        """Run a readonly condition; all below is as readonly as what stands above it."""
        value = evaluate(node)
        if value is not node.ro:
            node.ro = value
            for inner in self._tree.walk(node):
                inner.lock()
                self.changed.add(inner.ref)

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

    def count(self, evaluate: Evaluate[float], node: LiveNode) -> None:
        """Run a computed number of instances."""
        assert isinstance(node, Place), "a count belongs to the place of a repeat"
        self.resize(node, evaluate(node))

    def _flip(self, node: LiveNode, *, effective: bool) -> None:
        """Change the effective relevance of a node and of all below that follow it."""
        readers = self._tree.form.readers
        stack = [(node, effective)]
        while stack:
            at, relevant = stack.pop()
            at.rel = relevant
            self.changed.add(at.ref)
            existence = readers[at.d.id].existence
            if existence:
                self._push_routes(at, existence)
            if at.v:
                self._settle(at)
            for child in face_children(at) if at.d.children else ():
                inner = relevant and child.rself
                if inner is not child.rel:
                    stack.append((child, inner))


_MAKERS: dict[VertexKind, Callable[[Recalculation], Action]] = {
    VertexKind.CALCULATE: Recalculation.calculate,
    VertexKind.RELEVANT: Recalculation.relevant,
    VertexKind.REQUIRED: Recalculation.required,
    VertexKind.READONLY: lambda recalculation: recalculation.readonly,
    VertexKind.CONSTRAINT: Recalculation.constraint,
    VertexKind.WARNING: lambda recalculation: recalculation.warning,
    VertexKind.COUNT: lambda recalculation: recalculation.count,
    VertexKind.CHOICES: lambda recalculation: recalculation.choices,
    VertexKind.SHOWN: lambda recalculation: recalculation.shown,
}
"""The most frequent actions are closures: they find what they need without looking it up."""


def _nothing(*_: object) -> None:
    """Do nothing: no step back is remembered, there are no repeats, or a vertex is left out."""
