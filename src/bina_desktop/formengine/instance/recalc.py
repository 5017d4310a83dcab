"""Dirty propagation: run exactly the expressions that an answer reaches, each once, in rank order.

Work waits in a heap of integers `rank << 32 | serial number of the node`; a vertex never reads
one of a higher rank, so nothing runs twice. A result that stays the same stops the wave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from heapq import heappop, heappush
from itertools import repeat
from math import nan
from typing import Any, cast

from bina_desktop.formengine.client import DataType, Ref
from bina_desktop.formengine.definition.graph import LIST_STEP, NODE_STEP
from bina_desktop.formengine.definition.model import Edge, Vertex, VertexKind
from bina_desktop.formengine.instance.casts import CASTS, cast_value
from bina_desktop.formengine.instance.environment import Evaluate, SessionEnvironment
from bina_desktop.formengine.instance.node import Fault, LiveNode, Place
from bina_desktop.formengine.instance.selects import Selects
from bina_desktop.formengine.instance.tree import Tree, face_children
from bina_desktop.formengine.xpath.host import Compiled
from bina_desktop.formengine.xpath.values import MAX_TEXT

_SERIAL = 0xFFFFFFFF
MAX_RUNS = 2_000
"""Runs of a looping expression for one node within one flush: twice the instances of a count."""
_TOO_LONG = (
    "Hasil hitungan ini lebih panjang dari 1.000.000 huruf, maka dikosongkan; "
    "beri tahu pembuat formulir."
)
Action = Callable[[LiveNode], None]
_NO_FAULT, _NOT_OF_ITS_TYPE = Fault.NONE, Fault.TYPE
"""Looking a member up at its class costs ten times as much as a name of the module."""


class Recalculation:
    """Keeps every computed thing of one session true to its answers."""

    def __init__(self, tree: Tree, environment: SessionEnvironment, selects: Selects) -> None:
        """Bind the expressions of the form to this session, each when it first runs."""
        self.changed: set[Ref] = set()
        """Refs that changed since the last `flush`."""
        self.resize: Callable[[Place, float], None] = _no_resize
        """Set by `Repeats`: give a place the computed number of instances."""
        self.overwriting: Callable[[LiveNode], None] = _nothing
        """Set by `History`: told before a calculation overwrites what cannot be computed again."""
        self._tree = tree
        self._environment = environment
        self._number = environment.calendar.number
        self._selects = selects
        self._heap: list[int] = []
        self._waiting: set[int] = set()
        self._runs: dict[tuple[int, int], int] = {}
        """Of looping vertices since the flush began, by definition and node."""
        form = tree.form
        self._keys = [self._single_keys(readers.value) for readers in form.readers]
        self._routes = [_routes(readers.value) for readers in form.readers]
        # Bound when they first run: in few sessions does most of a large form.
        self._actions: list[Action] = [
            *map(partial, repeat(self._first), range(len(form.vertices)))
        ]

    def flush(self) -> frozenset[Ref]:
        """Run what waits and return the refs that changed since the last flush."""
        self._environment.new_moment()
        if self._runs:
            self._runs.clear()
        heap, waiting, actions = self._heap, self._waiting, self._actions
        nodes = self._tree.by_sid
        while heap:
            key = heappop(heap)
            waiting.discard(key)
            node = nodes[key & _SERIAL]
            if node is not None:  # else removed while it waited
                actions[key >> 32](node)
        changed = frozenset(self.changed)
        self.changed.clear()
        return changed

    def queue_all(self) -> None:
        """Let every vertex of every node wait: the naive full recalculation."""
        self.queue_nodes(self._tree.walk(self._tree.root))

    def queue_nodes(self, nodes: Iterable[LiveNode]) -> None:
        """Let all vertices of these nodes wait."""
        for node in nodes:
            for rank in self._ranks(node):
                self._push(rank << 32 | node.sid)

    def queue_vertices(self, wanted: Callable[[Vertex], bool]) -> None:
        """Let the vertices that answer `wanted` wait, on all their nodes."""
        vertices = self._tree.form.vertices
        ranks = [rank for rank, vertex in enumerate(vertices) if wanted(vertex)]
        self.queue_ranks(frozenset(ranks))

    def queue_ranks(self, ranks: frozenset[int]) -> None:
        """Let the vertices of these ranks wait, on all their nodes."""
        for node in self._tree.walk(self._tree.root) if ranks else ():
            for rank in ranks.intersection(self._ranks(node)):
                self._push(rank << 32 | node.sid)

    def leave_out(self, ranks: Iterable[int]) -> None:
        """Never run the vertices of these ranks."""
        for rank in ranks:
            self._actions[rank] = _nothing

    def _ranks(self, node: LiveNode) -> Iterable[int]:
        """Return the ranks of a node's vertices; a repeat shares them with its place."""
        if not node.d.is_repeat:
            return node.d.vertices
        vertices, on_place = self._tree.form.vertices, isinstance(node, Place)
        return [rank for rank in node.d.vertices if vertices[rank].on_place == on_place]

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
        if text == node.x:
            return
        node.x = text
        node.f = self._number(text) if text else nan
        definition = node.d.id
        heap, waiting = self._heap, self._waiting
        for key in self._keys[definition]:
            if key not in waiting:
                waiting.add(key)
                heappush(heap, key)
        routes = self._routes[definition]
        if routes:
            self._push_routes(node, routes)

    def _push(self, key: int) -> None:
        if key not in self._waiting:
            self._waiting.add(key)
            heappush(self._heap, key)

    def _push_routes(self, node: LiveNode, edges: Iterable[Edge]) -> None:
        for edge in edges:
            if edge.single >= 0:
                target = self._tree.targets[edge.single]
                assert target is not None, "a definition outside repeats has its live node"
                self._push(edge.rank << 32 | target.sid)
            else:
                rank = edge.rank << 32
                for reader in self._readers(node, edge):
                    self._push(rank | reader.sid)

    def _readers(self, node: LiveNode, edge: Edge) -> list[LiveNode]:
        """Return the live nodes at the end of an edge."""
        if edge.pivot >= 0:
            pivot = self._tree.singletons[edge.pivot]
            assert pivot is not None, "a pivot outside repeats has its live node"
        else:
            pivot = node
            for _ in range(edge.climbs):
                assert pivot.parent is not None, "an edge never climbs above the root"
                pivot = pivot.parent
        level: list[LiveNode] = [pivot]
        for slot, kind in edge.downs:
            if kind == LIST_STEP:
                level = [found for at in level for found in at.places[slot].instances]
            elif kind == NODE_STEP:
                level = [cast("LiveNode", at.children[slot]) for at in level]
            else:
                level = [at.places[slot] for at in level]
        return level

    def _single_keys(self, edges: Iterable[Edge]) -> tuple[int, ...]:
        keys: list[int] = []
        for edge in edges:
            if edge.single >= 0:
                target = self._tree.targets[edge.single]
                assert target is not None, "a definition outside repeats has its live node"
                keys.append(edge.rank << 32 | target.sid)
        return tuple(keys)

    def _first(self, rank: int, node: LiveNode) -> None:
        action = self._actions[rank] = self._action(self._tree.form.vertices[rank])
        action(node)

    def _action(self, vertex: Vertex) -> Action:
        if vertex.kind is VertexKind.CHOICES:
            return self._run_choices
        if vertex.expression is None:
            return self._mark_shown
        action = _MAKERS[vertex.kind](self, vertex)
        return self._limited(action, vertex) if vertex.looping else action

    def _limited(self, action: Action, vertex: Vertex) -> Action:
        """Stop a loop that does not come to rest: its last value stays."""
        runs = self._runs

        def run(node: LiveNode) -> None:
            key = vertex.node, node.sid
            runs[key] = runs.get(key, 0) + 1
            if runs[key] <= MAX_RUNS:
                action(node)

        return run

    def _run_choices(self, node: LiveNode) -> None:
        node.offered = None
        self.changed.add(node.ref)
        if node.v:
            self._selects.admit(node)
            self._settle(node)

    def _mark_shown(self, node: LiveNode) -> None:
        node.offered = None
        self.changed.add(node.ref)
        if node.home is not None:
            self.changed.add(node.home.ref)  # the place shows the label of its first instance

    def calculate(self, vertex: Vertex) -> Action:
        """Return the action of a calculation."""
        evaluate: Evaluate[str] = self._environment.bind(_expression(vertex))
        data_type = self._tree.form.nodes[vertex.node].data_type
        if vertex.remembered:
            return self._remembered(evaluate, data_type)
        plain, stored = data_type not in CASTS, self.stored

        def run(node: LiveNode) -> None:
            text = evaluate(node) if plain else cast_value(evaluate(node), data_type)
            if text != node.v or node.fault is _NOT_OF_ITS_TYPE:
                _hold(node, text)
                stored(node)

        return run

    def _remembered(self, evaluate: Evaluate[str], data_type: DataType) -> Action:
        """As `calculate`, for a value that cannot be computed again from what others hold."""
        plain, stored = data_type not in CASTS, self.stored

        def run(node: LiveNode) -> None:
            text = evaluate(node) if plain else cast_value(evaluate(node), data_type)
            if text != node.v:
                self.overwriting(node)
                _hold(node, text)
                stored(node)

        return run

    def relevant(self, vertex: Vertex) -> Action:
        """Return the action of a relevance."""
        evaluate = self._environment.bind(_expression(vertex))

        def run(node: LiveNode) -> None:
            own: bool = evaluate(node)
            if own is not node.rself:
                node.rself = own
                above = node.home if node.home is not None else node.parent
                effective = own and (above is None or above.rel)
                if effective is not node.rel:
                    self._flip(node, effective=effective)

        return run

    def required(self, vertex: Vertex) -> Action:
        """Return the action of a required condition."""
        evaluate = self._environment.bind(_expression(vertex))

        def run(node: LiveNode) -> None:
            value: bool = evaluate(node)
            if value is not node.req:
                node.req = value
                self.changed.add(node.ref)

        return run

    def readonly(self, vertex: Vertex) -> Action:
        """Return the action of a readonly condition."""
        evaluate = self._environment.bind(_expression(vertex))

        def run(node: LiveNode) -> None:
            value: bool = evaluate(node)
            if value is not node.ro:
                node.ro = value
                self.changed.update(inner.ref for inner in self._tree.walk(node))

        return run

    def constraint(self, vertex: Vertex) -> Action:
        """Return the action of a constraint."""
        evaluate = self._environment.bind(_expression(vertex))

        def run(node: LiveNode) -> None:
            value: bool = evaluate(node)
            if value is not node.ok:
                node.ok = value
                self.changed.add(node.ref)

        return run

    def warning(self, vertex: Vertex) -> Action:
        """Return the action of a soft rule."""
        evaluate = self._environment.bind(_expression(vertex))

        def run(node: LiveNode) -> None:
            value: bool = evaluate(node)
            if value is not node.fits:
                node.fits = value
                self.changed.add(node.ref)

        return run

    def count(self, vertex: Vertex) -> Action:
        """Return the action of a computed number of instances."""
        evaluate = self._environment.bind(_expression(vertex))

        def run(node: LiveNode) -> None:
            assert isinstance(node, Place), "a count belongs to the place of a repeat"
            self.resize(node, evaluate(node))

        return run

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


_MAKERS: dict[VertexKind, Callable[[Recalculation, Vertex], Action]] = {
    VertexKind.CALCULATE: Recalculation.calculate,
    VertexKind.RELEVANT: Recalculation.relevant,
    VertexKind.REQUIRED: Recalculation.required,
    VertexKind.READONLY: Recalculation.readonly,
    VertexKind.CONSTRAINT: Recalculation.constraint,
    VertexKind.WARNING: Recalculation.warning,
    VertexKind.COUNT: Recalculation.count,
}


def _expression(vertex: Vertex) -> Compiled[Any]:
    assert vertex.expression is not None, "only lazy vertices have none"
    return vertex.expression


def _hold(node: LiveNode, text: str) -> None:
    """Store a computed text; one that is too long is dropped, and the node says so."""
    too_long = len(text) > MAX_TEXT
    node.v = "" if too_long else text
    node.fault = _NOT_OF_ITS_TYPE if too_long else _NO_FAULT
    if too_long:
        node.fault_message = _TOO_LONG


def _routes(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    return tuple(edge for edge in edges if edge.single < 0)


def _nothing(_node: LiveNode) -> None:
    """Do nothing: no step back is remembered, or a vertex is left out."""


def _no_resize(_place: Place, _wanted: float) -> None:
    """Do nothing: a form without repeats."""
