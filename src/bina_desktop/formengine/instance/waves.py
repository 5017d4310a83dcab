"""Waves: what one answer reaches, as one function instead of many vertices in a heap.

The same answer always reaches the same vertices in the same order; only which of them change
something differs. A wave has them one after the other, each under a flag that is set when
something it reads has changed. Vertices and their nodes need not be looked up, and expressions
run in place. What a wave cannot do (repeats, loops, relevance of groups that changes) it hands to
the heap and ends.

Making a wave takes as long as some answers and compiling a new shape of one as long as hundreds,
so they are made when nobody waits (`FormSession.prepare`), for questions that were answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import count
from math import isfinite
from types import CodeType, FunctionType
from typing import Any, NamedTuple, cast

from bina_desktop.formengine.client import DataType
from bina_desktop.formengine.definition.model import Readers, Vertex, VertexKind
from bina_desktop.formengine.instance.casts import CASTS
from bina_desktop.formengine.instance.codecs import CHECKS, is_canonical
from bina_desktop.formengine.instance.environment import SessionEnvironment
from bina_desktop.formengine.instance.history import Overwritten
from bina_desktop.formengine.instance.moments import day_number
from bina_desktop.formengine.instance.node import Fault, LiveNode, Place, Take
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.selects import Selects
from bina_desktop.formengine.instance.surge import (
    ANSWER,
    EVALUATED,
    OFFERING,
    Head,
    Member,
    Role,
    Shape,
    compiled,
)
from bina_desktop.formengine.instance.tree import Tree
from bina_desktop.formengine.xpath.chains import Chain
from bina_desktop.formengine.xpath.registry import COMPILER
from bina_desktop.formengine.xpath.shape import OF_CALENDAR, Inline
from bina_desktop.formengine.xpath.stencils import Filled
from bina_desktop.formengine.xpath.values import MAX_TEXT, WRITTEN

MOST = 40
"""Vertices of a wave; an answer that reaches more takes its time anyway."""
MOST_BELOW = 16
"""Questions of a group that a wave runs through."""
_KEPT = 4_096
"""Shapes kept; then all are forgotten, so that hostile forms cannot fill the memory."""

_Sort = tuple[Role, Inline | None, bool, int]
"""Fields of a `Member` without its sources."""


class Shapes:
    """The code of all waves of the program; they know no form."""

    def __init__(self) -> None:
        """Know none yet."""
        self._sorts: dict[_Sort, int] = {}
        self._known: dict[tuple[object, ...], CodeType] = {}
        self._numbers = count()

    def sort(self, key: _Sort) -> int:
        """Return a number for all that the source of a wave depends on of one vertex."""
        number = self._sorts.get(key)
        if number is None:
            number = self._sorts[key] = next(self._numbers)
        return number

    def code(self, key: tuple[object, ...], shape: Callable[[], Shape]) -> CodeType:
        """Return the code of a shape."""
        code = self._known.get(key)
        if code is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
                self._sorts.clear()  # a number is never given twice
            code = self._known[key] = compiled(shape())
        return code


SHAPES = Shapes()


class _Part(NamedTuple):
    """What the waves of one session that have a vertex share."""

    role: Role
    inline: Inline | None
    watched: bool
    below: int
    sort: int
    """See `Shapes.sort`."""
    given: tuple[Any, ...]
    """Its variables, in the order of `surge.source`."""
    followers: Sequence[Sequence[int]]
    """Ranks of those that read its node, or each of the nodes below a group."""


_Reached = tuple[int, _Part, tuple[tuple[int, int], ...]]
"""Rank, what there is to know of the vertex, and its sources (see `Member`)."""


class Waves:
    """Makes the waves of one session."""

    def __init__(
        self,
        tree: Tree,
        environment: SessionEnvironment,
        recalculation: Recalculation,
        selects: Selects,
        *,
        put: Callable[[Overwritten], None],
    ) -> None:
        """Serve one session.

        `put` remembers what stands in a question that is about to be answered.
        """
        self._tree = tree
        self._evaluator = recalculation.evaluator
        self._alone = recalculation.waiting.alone
        self._selects = selects
        self._parts: dict[tuple[int, bool], _Part] = {}
        self._number = environment.calendar.number
        self._numbers: dict[frozenset[str], Mapping[str, float]] = {}
        effects, waiting = recalculation.effects, recalculation.waiting
        self._names: dict[str, Any] = {
            **COMPILER.names,
            **{
                name: getattr(environment.calendar, source) for name, source in OF_CALENDAR.items()
            },
            **CHECKS,
            "day": day_number,
            "E": environment,
            "MOST": MAX_TEXT,
            "TYPE": Fault.TYPE,
            "SOUND": Fault.NONE,
            "isfinite": isfinite,
            "put": put,
            "add": effects.changed.add,
            "reads": effects.reads_otherwise,
            "holds": effects.holds,
            "computes": effects.computes,
            "turns": effects.turns,
            "opens": effects.opens,
            "settles": effects.settles,
            "offers": effects.offers,
            "late": waiting.late,
            "written": WRITTEN.get,
        }

    def of(self, node: LiveNode) -> Take | None:
        """Return the wave of a question that `Taking` takes answers of.

        None where they reach more than a wave can run.
        """
        head = self._head(node)
        definition = node.d.id
        if self._tree.singletons[definition] is not node:
            return None
        found = self._reached(definition)
        if found is None:
            return None
        watched = self._is_watched(definition)

        def shape() -> Shape:
            members = [
                Member(part.role, part.inline, sources, part.watched, part.below)
                for _, part, sources in found
            ]
            return Shape(head, watched, tuple(members))

        sorts = [(part.sort, sources) for _, part, sources in found]
        code = SHAPES.code((head, watched, *sorts), shape)
        given: list[Any] = [tuple([rank for rank, _, _ in found])]
        if head in OFFERING:
            always = self._selects.always(node.d)
            given.append(self._numbers_of(always) if head is Head.ONE else always)
        for _, part, _ in found:
            given += part.given
        return cast("Take", FunctionType(code, self._names, "wave", tuple(given)))

    def _head(self, node: LiveNode) -> Head:
        """Return how an answer is taken."""
        definition = node.d
        if definition.choices is None:
            return _HEADS[definition.data_type]
        head = _CHOOSING[definition.data_type]
        always = self._selects.always(definition)
        sure = always and all(is_canonical(value, definition) for value in always)
        return head if sure else _UNSURE[head]

    def _numbers_of(self, choices: frozenset[str]) -> Mapping[str, float]:
        """Return the number of each choice: questions of a form share few lists."""
        found = self._numbers.get(choices)
        if found is None:
            found = self._numbers[choices] = {text: self._number(text) for text in choices}
        return found

    def _reached(self, definition: int) -> list[_Reached] | None:
        """Return all that an answer reaches, in order; None for more than a wave can run."""
        readers = self._tree.form.readers[definition]
        if readers.value:
            return None
        sources: dict[int, list[tuple[int, int]]] = {rank: [ANSWER] for rank in readers.lone}
        heap = [*sources]
        heapify(heap)
        found: list[_Reached] = []
        narrow = False
        while heap:
            rank = heappop(heap)
            place = len(found)
            if place == MOST:
                return None
            part = self._part(rank, narrow=narrow)
            narrow = narrow or part.role is Role.GROUP
            found.append((rank, part, tuple(sources[rank])))
            for which, followers in enumerate(part.followers):
                for reader in followers:
                    if reader in sources:
                        sources[reader].append((place, which))
                    else:
                        sources[reader] = [(place, which)]
                        heappush(heap, reader)
        return found

    def _part(self, rank: int, *, narrow: bool) -> _Part:
        """Return what there is to know of a vertex; where it is `narrow`, groups are gates.

        (Groups may follow from questions of groups before them, through the whole form.)
        """
        part = self._parts.get((rank, narrow))
        if part is None:
            part = self._parts[rank, narrow] = self._made(rank, narrow=narrow)
        return part

    def _made(self, rank: int, *, narrow: bool) -> _Part:
        form = self._tree.form
        vertex = form.vertices[rank]
        readers = form.readers[vertex.node]
        node = self._alone[rank]
        assert node is not None, "a wave is made of vertices outside repeats"
        role = _role(vertex, node, readers, rank)
        inline, values = self._inlined(vertex) if role in EVALUATED else (None, ())
        if role is Role.VALUE and _is_kept_as_it_is(node):
            if _gives_number(vertex, inline):
                role = Role.NUMBER
            elif inline is not None:
                role = Role.TEXT
        below: Sequence[LiveNode] = ()
        if role is Role.GATE and not narrow:
            below = self._below(node, rank)
            role = Role.GROUP if below else role
        given: list[Any] = [node]
        watched = role in {Role.NUMBER, Role.TEXT} and self._is_watched(vertex.node)
        given += below
        if inline is not None:
            given += values
        elif role in EVALUATED:
            given.append(self._evaluator(rank))
        followers = [form.readers[one.d.id].lone for one in below]
        if role in _FOLLOWED:
            followers = [readers.lone]
        sort = SHAPES.sort((role, inline, watched, len(below)))
        return _Part(role, inline, watched, len(below), sort, tuple(given), followers)

    def _below(self, node: LiveNode, rank: int) -> Sequence[LiveNode]:
        """Return all that follows the relevance of a small group; nothing for any other."""
        found: list[LiveNode] = []
        for one in self._tree.walk(node):
            readers = self._tree.form.readers[one.d.id]
            aside = readers.existence or readers.value or isinstance(one, Place)
            if aside or min(readers.lone, default=rank + 1) <= rank or len(found) > MOST_BELOW:
                return ()
            if not one.d.children:
                found.append(one)
        return found

    def _inlined(self, vertex: Vertex) -> tuple[Inline | None, Sequence[Any]]:
        """Return the code of an expression that can run in place, and its variables."""
        assert vertex.expression is not None, "what is evaluated has an expression"
        filled = vertex.expression.factory
        inline = filled.pattern.stencil.inline if isinstance(filled, Filled) else None
        if inline is None:
            return None, ()
        singletons = self._tree.singletons
        pairs = zip(inline.sorts, cast("Filled", filled).values, strict=True)
        return inline, [
            singletons[cast("int", value)] if sort == "a" else value
            for sort, value in pairs
            if sort != "-"
        ]

    def _is_watched(self, definition: int) -> bool:
        """Tell whether a long sum is among the readers of a node."""
        vertices = self._tree.form.vertices
        for rank in self._tree.form.readers[definition].lone:
            expression = vertices[rank].expression
            if expression is not None and isinstance(expression.factory, Chain):
                return True
        return False


def _role(vertex: Vertex, node: LiveNode, readers: Readers, rank: int) -> Role:
    """Return what a vertex does in a wave; VALUE for every calculation."""
    role = _ROLES.get(vertex.kind, Role.BARRIER)
    if vertex.looping or vertex.remembered:
        return Role.BARRIER
    if role is Role.TURN and (node.d.children or readers.existence):
        return Role.GATE
    if role in _FOLLOWED and (readers.value or min(readers.lone, default=rank + 1) <= rank):
        return Role.BARRIER  # Its readers stand in repeats, or their turn is over.
    return role


def _is_kept_as_it_is(node: LiveNode) -> bool:
    return node.d.choices is None and node.d.data_type not in CASTS


def _gives_number(vertex: Vertex, inline: Inline | None) -> bool:
    if inline is not None:
        return inline.number
    assert vertex.expression is not None, "a calculation has an expression"
    return isinstance(vertex.expression.factory, Chain)


_ROLES = {
    VertexKind.CALCULATE: Role.VALUE,
    VertexKind.RELEVANT: Role.TURN,
    VertexKind.REQUIRED: Role.REQUIRED,
    VertexKind.CONSTRAINT: Role.CONSTRAINT,
    VertexKind.WARNING: Role.WARNING,
    VertexKind.SHOWN: Role.SHOWN,
    VertexKind.CHOICES: Role.CHOICES,
}
_HEADS = {
    DataType.TEXT: Head.TEXT,
    DataType.INTEGER: Head.WHOLE,
    DataType.DECIMAL: Head.DECIMAL,
    DataType.DATE: Head.DATE,
}
_CHOOSING = {
    DataType.SELECT_ONE: Head.ONE,
    DataType.SELECT_MULTIPLE: Head.MANY,
}
_UNSURE = {Head.ONE: Head.WORD, Head.MANY: Head.WORDS}
_FOLLOWED = frozenset({Role.NUMBER, Role.TEXT, Role.VALUE, Role.TURN, Role.CHOICES})
"""After them their node may read otherwise."""
