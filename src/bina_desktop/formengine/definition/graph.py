"""Who reads whom: the way from a change to the expressions that must run again.

Everything here is at the level of definitions: the instances of a repeat share one graph.
An edge tells how to walk from a changed live node to the live nodes that read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.model import UNREAD, Edge, Readers, Vertex
from bina_desktop.formengine.definition.ranking import ranked
from bina_desktop.formengine.definition.skeleton import Draft
from bina_desktop.formengine.definition.wishes import WITHOUT_EDGE, Wish
from bina_desktop.formengine.xpath.host import NodeTarget, Read, ReadKind

NODE_STEP = 0
LIST_STEP = 1
PLACE_STEP = 2
"""Kinds of a step down an edge: one node, all instances, the place of a repeat itself."""
_VALUE = ReadKind.VALUE
"""Looking a member up at its class costs ten times as much as a name of the module."""


class Graph(NamedTuple):
    """Vertices in the order in which they must run, and their readers by definition id."""

    vertices: Sequence[Vertex]
    readers: Sequence[Readers]


def build_graph(drafts: Sequence[Draft], wishes: Sequence[Wish], report: Report) -> Graph:
    """Rank all vertices; a circle of expressions is reported with the nodes on it."""
    loose: set[int] = set()
    order = ranked(drafts, wishes, report, loose)
    for index in loose:
        wishes[index].looping = True
    in_order = [wishes[index] for index in order]
    collected = _Collected()
    lone = [not (draft.in_repeat or draft.last_saved) for draft in drafts]
    for rank, wish in enumerate(in_order):
        reads = wish.reads
        if reads and lone[wish.node] and not wish.on_place:
            reads = _collect_lone(lone, reads, rank, collected)
        if reads:
            _collect_edges(drafts, wish, rank, reads, collected)
    return Graph(in_order, collected.readers(len(drafts)))


_Edges = dict[int, list[Edge]]


class _Collected:
    """Edges by the definition that is read, each once, in order of discovery."""

    __slots__ = ("existence", "lone", "position", "structure", "value")

    def __init__(self) -> None:
        self.lone: dict[int, list[int]] = {}
        """By definition: ranks of the readers of a value that have one node."""
        self.value: _Edges = {}
        self.existence: _Edges = {}
        self.structure: _Edges = {}
        self.position: _Edges = {}

    def readers(self, count: int) -> list[Readers]:
        """Return the readers of all definitions."""
        four = (self.value, self.existence, self.structure, self.position)
        readers = [UNREAD] * count
        for at, ranks in self.lone.items():
            readers[at] = Readers(tuple(ranks))
        for at in set[int]().union(*four):
            readers[at] = Readers(readers[at].lone, *[tuple(edges.get(at, ())) for edges in four])
        return readers

    def add_lone(self, rank: int, changed: int) -> None:
        """Add a reader of a value that has one node; its rank is the highest so far."""
        known = self.lone.get(changed)
        if known is None:
            self.lone[changed] = [rank]
        elif known[-1] != rank:
            known.append(rank)


def _collect_lone(
    lone: Sequence[bool], reads: Sequence[Read], rank: int, collected: _Collected
) -> Sequence[Read]:
    """Collect the edges between single nodes, nearly all of a form; return the other reads."""
    others: list[Read] = []
    for read in reads:
        target, kind = read
        if kind is _VALUE and lone[target.def_id]:
            collected.add_lone(rank, target.def_id)
        else:
            others.append(read)
    return others


def _add(edge: Edge, changed: int, edges: _Edges) -> None:
    """Add an edge of the highest rank so far, unless it is among those of its rank already."""
    known = edges.get(changed)
    if known is None:
        edges[changed] = [edge]
        return
    for other in reversed(known):
        if other.rank != edge.rank:
            break
        if other == edge:
            return
    known.append(edge)


def _collect_edges(
    drafts: Sequence[Draft],
    wish: Wish,
    rank: int,
    reads: Iterable[Read],
    collected: _Collected,
) -> None:
    alone = not _is_many(drafts, wish)
    for target, kind in reads:
        changed = target.def_id
        draft = drafts[changed]
        # What was saved before the form was opened does not change.
        if kind in WITHOUT_EDGE or draft.last_saved:
            continue
        many = draft.in_repeat and target.many
        if alone and kind is _VALUE:
            collected.add_lone(rank, changed)
            if not many:
                continue
        lone = Edge(rank, wish.node) if alone else None
        edge = lone or _edge(drafts, wish, target, changed, rank)
        if kind is ReadKind.POSITION:
            _add(edge, changed, collected.position)
            continue
        if kind is _VALUE and lone is None:
            _add(edge, changed, collected.value)
        if many or kind is ReadKind.NODES:
            _add(edge, changed, collected.existence)
        for repeat in target.repeats if many else ():
            edge = lone or _edge(drafts, wish, target, repeat, rank)
            _add(edge, repeat, collected.structure)


def _is_many(drafts: Sequence[Draft], wish: Wish) -> bool:
    """Tell whether there may be any number of nodes with this wish."""
    reader = drafts[wish.node]
    lone = reader.parent if wish.on_place and reader.parent is not None else reader
    return lone.in_repeat


def _edge(
    drafts: Sequence[Draft], wish: Wish, target: NodeTarget, changed: int, rank: int
) -> Edge:
    reader = drafts[wish.node]
    if target.start is not None:
        pivot = drafts[target.start]
    else:
        pivot = reader
        for _ in range(target.ups):
            assert pivot.parent is not None, "a resolved path never climbs above the root"
            pivot = pivot.parent
    downs = _downs(pivot, reader, on_place=wish.on_place)
    if not pivot.in_repeat:
        return Edge(rank, pivot=pivot.id, downs=downs)
    return Edge(rank, climbs=drafts[changed].depth - pivot.depth, downs=downs)


def _downs(pivot: Draft, reader: Draft, *, on_place: bool) -> tuple[tuple[int, int], ...]:
    steps: list[tuple[int, int]] = []
    at = reader
    while at is not pivot:
        kind = LIST_STEP if at.repeat else NODE_STEP
        steps.append((at.slot, PLACE_STEP if at is reader and on_place else kind))
        assert at.parent is not None, "the pivot is an ancestor of the reader"
        at = at.parent
    return tuple(reversed(steps))
