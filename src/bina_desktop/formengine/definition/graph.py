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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from heapq import heapify, heappop, heappush
from operator import attrgetter
from typing import Any, NamedTuple

from bina_desktop.formengine.definition.authoring import COLUMNS, Report
from bina_desktop.formengine.definition.columns import built
from bina_desktop.formengine.definition.model import Edge, Readers, Vertex, VertexKind
from bina_desktop.formengine.definition.skeleton import Draft
from bina_desktop.formengine.xpath.host import Compiled, NodeTarget, Read, ReadKind
from bina_desktop.formengine.xpath.sentences import Sentence, Template

NODE_STEP = 0
LIST_STEP = 1
PLACE_STEP = 2
"""Kinds of a step down an edge: one node, all instances, the place of a repeat itself."""


class Wish:
    """A vertex before it has a rank (see `Vertex` for its fields), and all that it reads."""

    __slots__ = (
        *("clock", "expression", "kind", "language", "looping", "node", "on_place", "reads"),
        "remembered",
    )

    def __init__(
        self,
        node: int,
        kind: VertexKind,
        expression: Compiled[Any] | None,
        reads: tuple[Read, ...],
        *,
        on_place: bool = False,
    ) -> None:
        """Wish for an expression of a definition."""
        self.node = node
        self.kind = kind
        self.expression = expression
        self.reads = reads
        self.on_place = on_place
        self.clock = self.language = self.remembered = self.looping = False


class Graph(NamedTuple):
    """Vertices in the order in which they must run, and their readers by definition id."""

    vertices: Sequence[Vertex]
    readers: Sequence[Readers]


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
        wishes[index].looping = True
    ranked = [wishes[index] for index in order]
    columns = {field.name: map(attrgetter(field.name), ranked) for field in fields(Vertex)}
    collected = _Collected()
    for rank, wish in enumerate(ranked):
        _collect_edges(drafts, wish, rank, collected)
    return Graph(
        built(Vertex, columns, len(ranked)),
        collected.readers(len(drafts)),
    )


_UNREAD = Readers()
_Edges = dict[int, list[Edge]]


class _Collected:
    """Edges by the definition that is read, each once, in order of discovery."""

    __slots__ = ("existence", "lone", "position", "structure", "value")

    def __init__(self) -> None:
        self.lone: dict[int, list[int]] = {}
        self.value: _Edges = {}
        self.existence: _Edges = {}
        self.structure: _Edges = {}
        self.position: _Edges = {}

    def readers(self, count: int) -> list[Readers]:
        """Return the readers of all definitions."""
        four = (self.value, self.existence, self.structure, self.position)
        readers = [_UNREAD] * count
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


def _collect_edges(drafts: Sequence[Draft], wish: Wish, rank: int, collected: _Collected) -> None:
    lone = None if _is_many(drafts, wish) else Edge(rank, wish.node)
    for target, kind in wish.reads:
        changed = target.def_id
        # What was saved before the form was opened does not change.
        if kind in _WITHOUT_EDGE or drafts[changed].last_saved:
            continue
        many = drafts[changed].in_repeat and target.many
        if lone is not None and kind is ReadKind.VALUE:
            collected.add_lone(rank, changed)
            if not many:
                continue
        edge = lone or _edge(drafts, wish, target, changed, rank)
        if kind is ReadKind.POSITION:
            _add(edge, changed, collected.position)
            continue
        if kind is ReadKind.VALUE and lone is None:
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


def _ranked(
    drafts: Sequence[Draft], wishes: Sequence[Wish], report: Report, loose: set[int]
) -> list[int]:
    """Return the indexes of the wishes by rank; `loose` receives those that loop."""
    before = _dependencies(drafts, wishes)
    after: dict[int, list[int]] = {}
    waiting = [*map(len, before)]
    for index, needed in enumerate(before):
        for producer in needed:
            after.setdefault(producer, []).append(index)
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
        for reader in after.get(index, ()):
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
    if wish.kind is VertexKind.COUNT:
        return True
    text = wish.expression.text if wish.expression is not None else ""
    return wish.kind is VertexKind.CALCULATE and _LOOKS_BACK.search(text) is not None


_LOOKS_BACK = re.compile(
    r"(?s)(?:\[|\bindexed-repeat\s*\().*\bposition\s*\(|\bpreceding-sibling\s*::"
)
"""Another instance, picked by position."""


def _report_circle(
    drafts: Sequence[Draft], wishes: Sequence[Wish], circle: Sequence[int], report: Report
) -> None:
    names = [_described(drafts, wishes[index], report) for index in circle]
    report.error(
        _CIRCLE(
            circle=" → ".join(name.indonesian for name in [*names, names[0]]),
            circle_en=" → ".join(name.english for name in [*names, names[0]]),
        ),
        question=drafts[wishes[circle[0]].node].path,
        column=wishes[circle[0]].kind.value,
    )


def _described(drafts: Sequence[Draft], wish: Wish, report: Report) -> Sentence:
    name = drafts[wish.node].name
    column = _COLUMN_OF.get(wish.kind, wish.kind.value)
    row = report.row_of(drafts[wish.node].path, wish.kind.value)
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
            by_kind[wish.kind][wish.node] = index
        self.calculate = by_kind[VertexKind.CALCULATE]
        self.choices = by_kind[VertexKind.CHOICES]
        self.count = by_kind[VertexKind.COUNT]
        self.relevant: list[tuple[int, ...]] = []
        """By definition id: those that decide whether it is there, its own and its ancestors'."""
        own = by_kind[VertexKind.RELEVANT]
        for draft in drafts:  # a parent stands before its children
            above = self.relevant[draft.parent.id] if draft.parent is not None else ()
            self.relevant.append((*above, own[draft.id]) if draft.id in own else above)

        self._of_value: dict[int, tuple[int, ...]] = {}

    def of(self, target: int, kind: ReadKind) -> tuple[int, ...]:
        """Return what must run before this of the target can be read."""
        if kind is ReadKind.POSITION:
            return (self.count[target],) if target in self.count else ()
        if kind is not ReadKind.VALUE:
            return self.relevant[target]
        known = self._of_value.get(target)
        if known is None:
            made = [own[target] for own in (self.calculate, self.choices) if target in own]
            known = self._of_value[target] = (*made, *self.relevant[target])
        return known


def _needed(drafts: Sequence[Draft], wish: Wish, producers: _Producers) -> set[int]:
    needed: set[int] = set()
    if wish.kind is VertexKind.CHOICES and wish.node in producers.calculate:
        needed.add(producers.calculate[wish.node])
    if producers.count:
        needed.update(_counted(drafts, wish, producers.count))
    for target, kind in wish.reads:
        if kind not in _WITHOUT_EDGE:
            needed.update(producers.of(target.def_id, kind))
    return needed


def _counted(drafts: Sequence[Draft], wish: Wish, count: Mapping[int, int]) -> Iterable[int]:
    """Yield what decides how many nodes have this wish, and how many it reads."""
    own = drafts[wish.node]
    above = [draft.id for draft in own.ancestors()]
    crossed = [
        repeat
        for target, kind in wish.reads
        if kind not in _WITHOUT_EDGE
        for repeat in target.repeats
    ]
    for number in (*above, *crossed) if wish.on_place else (own.id, *above, *crossed):
        if number in count:
            yield count[number]
