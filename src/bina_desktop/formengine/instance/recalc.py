"""Dirty propagation: run exactly the expressions that an answer reaches, each once, in rank order.

What waits stands in `waiting.py`, what a result does in `effects.py`. An answer touches few
things once each, so what counts is how many objects it has to fetch from memory: a vertex has its
evaluator in one list and shares its action with all of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import heappop
from typing import Any, cast

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.definition.model import Vertex, VertexKind
from bina_desktop.formengine.instance.effects import Action, Effects
from bina_desktop.formengine.instance.environment import Evaluate, SessionEnvironment
from bina_desktop.formengine.instance.node import LiveNode
from bina_desktop.formengine.instance.selects import Selects
from bina_desktop.formengine.instance.tree import Tree
from bina_desktop.formengine.instance.waiting import Waiting

MAX_RUNS = 2_000
"""Runs of a looping expression for one node within one flush: twice the instances of a count."""


class Recalculation:
    """Keeps every computed thing of one session true to its answers."""

    def __init__(self, tree: Tree, environment: SessionEnvironment, selects: Selects) -> None:
        """Bind the expressions of the form to this session, each when it first runs."""
        self.waiting = Waiting(tree)
        self.effects = Effects(tree, environment, selects, self.waiting)
        self.changed = self.effects.changed
        """Refs that changed since the last `flush`."""
        self._heap = self.waiting.heap
        self._tree = tree
        self._environment = environment
        self._watched = environment.watched
        self._runs: dict[tuple[int, int], int] = {}
        """Of looping vertices since the flush began, by definition and node."""
        # Bound when they first run; until then the rank stands in the place of the evaluator.
        count = len(tree.form.vertices)
        self._evaluators: list[Any] = [*range(count)]
        self._actions: list[Action] = [self._first] * count

    def flush(self) -> frozenset[Ref]:
        """Run what waits and return the refs that changed since the last flush."""
        self._environment.new_moment()
        return self.rest()

    def rest(self) -> frozenset[Ref]:
        """Run what waits at the same moment as what has just been run; as `flush`."""
        if self._heap:
            self._run()
        changed = frozenset(self.changed)
        self.changed.clear()
        return changed

    def _run(self) -> None:
        self._runs.clear()
        heap, alone = self._heap, self.waiting.alone
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

    def _run_many(self, rank: int) -> None:
        """Run a vertex for its nodes in repeats; stop where something must run before the next."""
        heap, nodes = self.waiting.heap, self._tree.by_sid
        waiting = sorted(self.waiting.in_repeats.pop(rank))
        for number, sid in enumerate(waiting, start=1):
            node = nodes[sid]
            if node is not None:  # else removed while it waited
                self._actions[rank](self._evaluators[rank], node)
                if heap and heap[0] <= rank:
                    for left in waiting[number:]:
                        self.waiting.push(rank, left)
                    return

    def queue_all(self) -> None:
        """Let every vertex of every node wait: the naive full recalculation."""
        for changed, number in self._watched:
            changed.add(number)
        self.waiting.everything()

    def queue_vertices(self, wanted: Callable[[Vertex], bool]) -> None:
        """Let the vertices that answer `wanted` wait, on all their nodes."""
        vertices = enumerate(self._tree.form.vertices)
        self.waiting.ranks(frozenset(rank for rank, vertex in vertices if wanted(vertex)))

    def leave_out(self, ranks: Iterable[int]) -> None:
        """Never run the vertices of these ranks."""
        for rank in ranks:
            self._actions[rank] = _left_out

    def stored(self, node: LiveNode) -> None:
        """Follow a new stored text: choices are checked, readers wait."""
        self.effects.stored(node)

    def follow(self, node: LiveNode) -> None:
        """Bring a node that has just come into the tree in line with what stands above it."""
        above = node.home if node.home is not None else node.parent
        node.rel = node.rself and (above is None or above.rel)
        if node.sealed or (above is not None and above.sealed):
            node.lock()
        self.changed.add(node.ref)
        if node.v or node.x:  # what it read as may be older than what it holds: see `undo`
            self.effects.stored(node)

    def begin(self, nodes: Sequence[LiveNode]) -> None:
        """Follow the start values of a tree that has just grown: all in it is relevant so far."""
        self.changed.update([node.ref for node in nodes])
        for node in [node for node in nodes if node.v]:
            self.effects.stored(node)

    def structure_changed(self, instance: LiveNode) -> None:
        """Let those wait who read which instances a repeat has."""
        self.waiting.along(instance, self._tree.form.readers[instance.d.id].structure)

    def position_changed(self, instance: LiveNode) -> None:
        """Let those wait who read the position of an instance."""
        self.changed.add(instance.ref)
        self.waiting.along(instance, self._tree.form.readers[instance.d.id].position)

    def evaluator(self, rank: int) -> Evaluate[Any]:
        """Return the evaluator of a vertex that has one."""
        if isinstance(self._evaluators[rank], int):
            self._bind(rank)
        return self._evaluators[rank]

    def _first(self, waiting: object, node: LiveNode) -> None:
        """Bind a vertex, then run it."""
        rank = cast("int", waiting)
        self._bind(rank)
        self._actions[rank](self._evaluators[rank], node)

    def _bind(self, rank: int) -> None:
        vertex = self._tree.form.vertices[rank]
        if vertex.expression is not None and vertex.kind is not VertexKind.CHOICES:
            self._evaluators[rank] = vertex.expression.factory(self._environment)
        action = self.effects.action(vertex)
        if vertex.looping:
            action = self._limited(action, vertex)
        self._actions[rank] = action

    def _limited(self, action: Action, vertex: Vertex) -> Action:
        """Stop a loop that does not come to rest: its last value stays."""
        runs = self._runs

        def run(evaluate: Evaluate[Any], node: LiveNode) -> None:
            key = vertex.node, node.sid
            runs[key] = runs.get(key, 0) + 1
            if runs[key] <= MAX_RUNS:
                action(evaluate, node)

        return run


def _left_out(*_: object) -> None:
    """Do nothing: the vertex is left out."""
