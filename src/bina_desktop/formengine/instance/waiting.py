"""What waits to be run: ranks of vertices in a heap.

A vertex never reads one of a higher rank, so nothing runs twice. A vertex inside a repeat has
many nodes: their serial numbers wait beside its rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from heapq import heappush

from bina_desktop.formengine.definition.model import Edge
from bina_desktop.formengine.instance import routes
from bina_desktop.formengine.instance.node import LiveNode
from bina_desktop.formengine.instance.tree import Tree

_NONE: frozenset[int] = frozenset()


class Waiting:
    """The vertices of one session that must run again."""

    def __init__(self, tree: Tree) -> None:
        """Let nothing wait yet."""
        self.heap: list[int] = []
        """Ranks; those of a lone node may wait more than once."""
        self.alone = routes.alone(tree)
        """By rank: the one node of a vertex outside repeats."""
        self.in_repeats: dict[int, set[int]] = {}
        """Serial numbers of nodes in repeats, by rank."""
        self._tree = tree

    def push(self, rank: int, sid: int) -> None:
        """Let a vertex of a node wait."""
        if self.alone[rank] is not None:
            heappush(self.heap, rank)
            return
        waiting = self.in_repeats.get(rank)
        if waiting is None:
            self.in_repeats[rank] = {sid}
            heappush(self.heap, rank)
        else:
            waiting.add(sid)

    def readers_of(self, node: LiveNode) -> None:
        """Let all wait that read the text or number of a node."""
        heap = self.heap
        for rank in node.after:
            heappush(heap, rank)
        if node.aside:
            self.along(node, node.aside)

    def along(self, node: LiveNode, edges: Iterable[Edge]) -> None:
        """Let all wait at the end of some edges of a node."""
        for edge in edges:
            if edge.single >= 0:
                heappush(self.heap, edge.rank)
            else:
                for reader in routes.readers_along(self._tree, node, edge):
                    self.push(edge.rank, reader.sid)

    def late(self, ranks: Iterable[int], wanted: Iterable[bool]) -> bool:
        """Let those of these vertices outside repeats wait that are wanted; return True."""
        for rank, due in zip(ranks, wanted, strict=True):
            if due:
                heappush(self.heap, rank)
        return True

    def everything(self, but: Set[int] = _NONE) -> None:
        """Let every vertex of every node wait, `but` for those of some ranks."""
        lone = [rank for rank, node in enumerate(self.alone) if node is not None]
        self.heap[:] = sorted({*self.heap, *(rank for rank in lone if rank not in but)})
        if len(lone) < len(self.alone):
            self.nodes(node for node in self._tree.walk(self._tree.root) if node.d.in_repeat)

    def nodes(self, nodes: Iterable[LiveNode]) -> None:
        """Let all vertices of these nodes wait."""
        for node in nodes:
            for rank in routes.ranks_of(self._tree, node):
                self.push(rank, node.sid)

    def ranks(self, ranks: Set[int]) -> None:
        """Let the vertices of these ranks wait, on all their nodes."""
        many = frozenset(rank for rank in ranks if self.alone[rank] is None)
        for rank in ranks - many:
            heappush(self.heap, rank)
        for node in self._tree.walk(self._tree.root) if many else ():
            for rank in many.intersection(routes.ranks_of(self._tree, node)):
                self.push(rank, node.sid)
