"""Who reads whom: rank the expressions of a form and find the way from a change to its readers.

Everything here is at the level of definitions: the instances of a repeat share one graph.
An edge tells how to walk from a changed live node to the live nodes that read it.

Two circles are allowed, because forms use them and they come to rest: a repeat whose number of
instances follows from an answer in its last instance ("add another?"), and a calculation that
looks back at another instance by its position (a running total). One of their vertices is
`looping`: it has a rank below what it reads and runs again when that changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from typing import cast

from bina_desktop.formengine.definition.authoring import COLUMNS, Report
from bina_desktop.formengine.definition.model import Edge, Readers, Vertex, VertexKind
from bina_desktop.formengine.definition.skeleton import Draft
from bina_desktop.formengine.xpath.host import NodeTarget, Read, ReadKind
from bina_desktop.formengine.xpath.sentences import Sentence, Template

NODE_STEP = 0
LIST_STEP = 1
PLACE_STEP = 2
"""Kinds of a step down an edge: one node, all instances, the place of a repeat itself."""


@dataclass(slots=True)
class Wish:
    """A vertex before it has a rank, and all that it reads."""

    vertex: Vertex
    reads: tuple[Read, ...]


@dataclass(slots=True)
class Graph:
    """Vertices in the order in which they must run, and their readers by definition id."""

    vertices: list[Vertex] = field(default_factory=list[Vertex])
    readers: list[Readers] = field(default_factory=list[Readers])


def reads_only_outside(reads: Iterable[Read]) -> bool:
    """Tell whether no read starts at or below the context node itself."""
    return all(
        read.target.start is not None or read.target.ups > 0
        for read in reads
        if read.kind is not ReadKind.OWN
    )


_WITHOUT_EDGE = frozenset({ReadKind.OWN, ReadKind.CHOICES})
"""What `jr:choice-name` reads stands beside it already (choice_reads.py)."""


def build_graph(drafts: Sequence[Draft], wishes: Sequence[Wish], report: Report) -> Graph:
    """Rank all vertices; a circle of expressions is reported with the nodes on it."""
    loose: set[int] = set()
    order = _ranked(drafts, wishes, report, loose)
    for index in loose:
        wishes[index].vertex = replace(wishes[index].vertex, looping=True)
    graph = Graph([wishes[index].vertex for index in order])
    collected = [_Collected() for _ in drafts]
    for rank, index in enumerate(order):
        _collect_edges(drafts, wishes[index], rank, collected)
    graph.readers = [entry.readers() for entry in collected]
    return graph


class _Collected:
    """Edges of one definition, each once, in order of discovery."""

    __slots__ = ("existence", "position", "structure", "value")

    def __init__(self) -> None:
        self.value: dict[Edge, None] = {}
        self.existence: dict[Edge, None] = {}
        self.structure: dict[Edge, None] = {}
        self.position: dict[Edge, None] = {}

    def readers(self) -> Readers:
        return Readers(
            tuple(self.value), tuple(self.existence), tuple(self.structure), tuple(self.position)
        )


def _collect_edges(
    drafts: Sequence[Draft], wish: Wish, rank: int, collected: list[_Collected]
) -> None:
    for read in wish.reads:
        if read.kind in _WITHOUT_EDGE:
            continue
        target = read.target
        if drafts[target.def_id].last_saved:
            continue  # What was saved before the form was opened does not change.
        edge = _edge(drafts, wish.vertex, target, target.def_id, rank)
        entry = collected[target.def_id]
        if read.kind is ReadKind.POSITION:
            entry.position[edge] = None
            continue
        if read.kind is ReadKind.VALUE:
            entry.value[edge] = None
        if read.kind is ReadKind.NODES or target.many:
            entry.existence[edge] = None
        for repeat in target.repeats:
            edge = _edge(drafts, wish.vertex, target, repeat, rank)
            collected[repeat].structure[edge] = None


def _edge(
    drafts: Sequence[Draft], vertex: Vertex, target: NodeTarget, changed: int, rank: int
) -> Edge:
    reader = drafts[vertex.node]
    lone = reader.parent if vertex.on_place and reader.parent is not None else reader
    if not lone.in_repeat:
        return Edge(rank, single=reader.id)
    if target.start is not None:
        pivot = drafts[target.start]
    else:
        pivot = reader
        for _ in range(target.ups):
            assert pivot.parent is not None, "a resolved path never climbs above the root"
            pivot = pivot.parent
    downs = _downs(pivot, reader, on_place=vertex.on_place)
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


def _ranked(
    drafts: Sequence[Draft], wishes: Sequence[Wish], report: Report, loose: set[int]
) -> list[int]:
    """Return the indexes of the wishes by rank; `loose` receives those that loop."""
    before = _dependencies(drafts, wishes)
    after: list[list[int]] = [[] for _ in wishes]
    waiting = [len(needed) for needed in before]
    for index, needed in enumerate(before):
        for producer in needed:
            after[producer].append(index)
    ready = [index for index, count in enumerate(waiting) if count == 0]
    heapify(ready)
    order: list[int] = []
    done = [False] * len(wishes)
    while len(order) < len(wishes):
        if not ready:
            circle = _circle(before, done)
            freed = next((index for index in circle if _may_loop(wishes[index])), None)
            if freed is None:
                freed = circle[0]
                _report_circle(drafts, wishes, circle, report)
            else:
                loose.add(freed)
            waiting[freed] = 0
            ready.append(freed)
        index = heappop(ready)
        done[index] = True
        order.append(index)
        for reader in after[index]:
            waiting[reader] -= 1
            if waiting[reader] == 0 and not done[reader]:
                heappush(ready, reader)
    return order


def _circle(before: Sequence[set[int]], done: Sequence[bool]) -> list[int]:
    """Return one circle among the vertices left, in the order in which they follow."""
    at = next(index for index, finished in enumerate(done) if not finished)
    trail: list[int] = []
    while at not in trail:
        trail.append(at)
        at = min(producer for producer in before[at] if not done[producer])
    circle = trail[trail.index(at) :]
    circle.reverse()
    return circle


def _may_loop(wish: Wish) -> bool:
    vertex = wish.vertex
    if vertex.kind is VertexKind.COUNT:
        return True
    text = vertex.expression.text if vertex.expression is not None else ""
    return vertex.kind is VertexKind.CALCULATE and _LOOKS_BACK.search(text) is not None


_LOOKS_BACK = re.compile(
    r"(?s)(?:\[|\bindexed-repeat\s*\().*\bposition\s*\(|\bpreceding-sibling\s*::"
)
"""Another instance, picked by position."""


def _report_circle(
    drafts: Sequence[Draft], wishes: Sequence[Wish], circle: Sequence[int], report: Report
) -> None:
    names = [_described(drafts, wishes[index].vertex, report) for index in circle]
    report.error(
        _CIRCLE(
            circle=" → ".join(name.indonesian for name in [*names, names[0]]),
            circle_en=" → ".join(name.english for name in [*names, names[0]]),
        ),
        question=drafts[wishes[circle[0]].vertex.node].path,
        column=wishes[circle[0]].vertex.kind.value,
    )


def _described(drafts: Sequence[Draft], vertex: Vertex, report: Report) -> Sentence:
    name = drafts[vertex.node].name
    column = _COLUMN_OF.get(vertex.kind, vertex.kind.value)
    row = report.row_of(drafts[vertex.node].path, vertex.kind.value)
    if row is None:
        return Sentence(f"{name} ({column})", f"{name} ({column})")
    return Sentence(f"{name} ({column}) baris {row}", f"{name} ({column}) row {row}")


_CIRCLE = Template(
    "Rumus saling bergantung melingkar: {circle}; putuskan salah satunya.",
    "Formulas wait for each other in a circle: {circle_en}; break one of them.",
)


_COLUMN_OF = {
    VertexKind.CALCULATE: COLUMNS["calculate"],
    VertexKind.CHOICES: COLUMNS["itemset"],
    VertexKind.COUNT: COLUMNS["count"],
}


def _dependencies(drafts: Sequence[Draft], wishes: Sequence[Wish]) -> list[set[int]]:
    producers = _Producers(drafts, wishes)
    return [_needed(drafts, wish, producers) for wish in wishes]


class _Producers:
    """Which wish decides what of which node."""

    def __init__(self, drafts: Sequence[Draft], wishes: Sequence[Wish]) -> None:
        by_kind: dict[VertexKind, dict[int, int]] = {kind: {} for kind in VertexKind}
        for index, wish in enumerate(wishes):
            by_kind[wish.vertex.kind][wish.vertex.node] = index
        self.calculate = by_kind[VertexKind.CALCULATE]
        self.choices = by_kind[VertexKind.CHOICES]
        self.count = by_kind[VertexKind.COUNT]
        self.relevant: list[tuple[int, ...]] = []
        """By definition id: those that decide whether it is there, its own and its ancestors'."""
        own = by_kind[VertexKind.RELEVANT]
        for draft in drafts:  # a parent stands before its children
            above = self.relevant[draft.parent.id] if draft.parent is not None else ()
            self.relevant.append((*above, own[draft.id]) if draft.id in own else above)

    def of(self, target: int, kind: ReadKind) -> Iterable[int | None]:
        """Return what must run before this of the target can be read."""
        if kind is ReadKind.POSITION:
            return (self.count.get(target),)
        if kind is ReadKind.VALUE:
            return (self.calculate.get(target), self.choices.get(target), *self.relevant[target])
        return self.relevant[target]


def _needed(drafts: Sequence[Draft], wish: Wish, producers: _Producers) -> set[int]:
    needed: set[int | None] = set()
    vertex = wish.vertex
    if vertex.kind is VertexKind.CHOICES:
        needed.add(producers.calculate.get(vertex.node))
    if producers.count:
        own = drafts[vertex.node]
        counted = [*own.ancestors()] if vertex.on_place else [own, *own.ancestors()]
        needed.update([producers.count.get(draft.id) for draft in counted])
    for read in wish.reads:
        if read.kind in _WITHOUT_EDGE:
            continue
        if producers.count:
            needed.update([producers.count.get(repeat) for repeat in read.target.repeats])
        needed.update(producers.of(read.target.def_id, read.kind))
    needed.discard(None)
    return cast("set[int]", needed)
