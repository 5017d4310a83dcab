"""Expressions that look like one the same form has had before, without taking them apart again.

Two expressions look alike when nothing but their plain paths differs, and these lead to nodes of
the same sort. The first of a look is compiled the long way (xpath/compiler.py); where that filled
a stencil, the others are filled into it here. What is learnt is kept for one form only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, NamedTuple, cast

from bina_desktop.formengine.definition.skeleton import Draft, Skeleton
from bina_desktop.formengine.xpath.host import Compiled, NodeTarget, Read, Step
from bina_desktop.formengine.xpath.stencils import PATHS_AND_LITERALS, Filled, Pattern


class _Way(NamedTuple):
    """How a path leads to a node."""

    target: NodeTarget
    sort: tuple[object, ...]
    """All that generated code can tell of it but for the numbers."""
    numbers: tuple[int, ...]
    """Ids, and slots as their complements, in the order in which a stencil counts them."""


class Look(NamedTuple):
    """What an expression has in common with others, and what it has for itself."""

    key: Hashable
    targets: list[NodeTarget]
    """Where the paths lead, each once."""
    numbers: list[int]
    """The id of the context, then the ids and slots on the ways, each once."""


_TO_ONE: dict[bool, tuple[object, ...]] = {
    numeric: (0, numeric, True) for numeric in (True, False)
}
"""The sorts of ways from the root to one node, which most paths are."""
# What the classes do, without their checks: they are called once for each read of a form.
_compiled: Callable[[tuple[Any, ...]], Compiled[Any]] = partial(
    cast("Any", tuple).__new__, Compiled
)
_look: Callable[[tuple[Any, ...]], Look] = partial(cast("Any", tuple).__new__, Look)
_read: Callable[[tuple[Any, ...]], Read] = partial(cast("Any", tuple).__new__, Read)


class Repetition:
    """The looks of one form's expressions."""

    def __init__(self, skeleton: Skeleton) -> None:
        """Resolve paths in `skeleton`, whose binds are read."""
        self._skeleton = skeleton
        self._patterns: dict[Hashable, Pattern] = {}
        self._ready: dict[Hashable, Compiled[Any]] = {}
        """Expressions that say the same wherever they stand: `true()`."""
        self._pathless: set[str] = set()
        self._ways: dict[tuple[int, str], _Way | None] = {}
        """By parent, for absolute paths -1: all siblings see the same."""
        self._steps: dict[int, tuple[Step, ...]] = {}

    def look(self, compiler: Callable[..., Any], text: str, draft: Draft) -> Look | None:
        """Return how an expression looks; None where a path leads nowhere."""
        here = (draft.numeric, draft.in_repeat)
        if text in self._pathless:
            return Look((compiler, text, here), [], [draft.id])
        parts: list[str | None] = PATHS_AND_LITERALS.split(text)
        ways: dict[str, _Way] = {}
        order: list[str] = []
        for at in range(1, len(parts), 2):
            path = parts[at]
            if path is None or path[0] in "\"'":
                continue
            if path not in ways:
                way = self._way(path, draft)
                if way is None:
                    return None
                ways[path] = way
            order.append(path)
            parts[at] = None
        if not order:
            self._pathless.add(text)
            return Look((compiler, text, here), [], [draft.id])
        turns: tuple[int, ...] = ()
        if len(order) > len(ways):  # a path stands twice
            place_of = {path: place for place, path in enumerate(ways)}
            turns = tuple([place_of[path] for path in order])
        return _looking((compiler, here, tuple(parts), turns), [*ways.values()], draft.id)

    def repeated(self, text: str, look: Look, draft: Draft) -> Compiled[Any] | None:
        """Return the expression, where one of its look is known."""
        key, targets, numbers = look
        ready = self._ready.get(key)
        if ready is not None:
            return ready
        pattern = self._patterns.get(key)
        if pattern is None:
            return None
        stencil = pattern.stencil
        reads = [
            _read((targets[hole - 1] if hole else _context(draft), *how))
            for hole, how in stencil.reads
        ]
        filled = Filled(pattern, numbers)
        return _compiled((text, stencil.result_type, tuple(reads), filled, *stencil.flags))

    def learn(self, look: Look, compiled: Compiled[Any]) -> None:
        """Keep what an expression of this look was filled into, if it was."""
        factory = compiled.factory
        if not isinstance(factory, Filled) or factory.numbers != look.numbers:
            return
        self._patterns[look.key] = factory.pattern
        if not factory.pattern.stencil.marks and not compiled.reads:
            self._ready[look.key] = compiled

    def _way(self, path: str, draft: Draft) -> _Way | None:
        absolute = path[0] == "/"
        parent = -1 if absolute or draft.parent is None else draft.parent.id
        key = (parent, path)
        if key not in self._ways:
            self._ways[key] = self._absolute(path) if absolute else self._relative(path, draft)
        return self._ways[key]

    def _absolute(self, path: str) -> _Way | None:
        end = self._skeleton.by_path.get(path)
        if end is None or end.parent is None:
            return None  # The root may be the context as well: not for stencils.
        numeric = end.numeric
        target = NodeTarget(end.id, self._skeleton.root.id, 0, self._down(end), numeric)
        if end.in_repeat:
            return _way(target, absolute=True)
        return _Way(target, _TO_ONE[numeric], (end.id,))

    def _down(self, draft: Draft) -> tuple[Step, ...]:
        """Return the steps from the root."""
        if draft.parent is None:
            return ()
        above = self._steps.get(draft.parent.id)
        if above is None:
            above = self._steps[draft.parent.id] = self._down(draft.parent)
        return (*above, draft.step)

    def _relative(self, path: str, draft: Draft) -> _Way | None:
        names = path.split("/")
        ups = names.count("..")
        at: Draft | None = draft
        for _ in range(ups):
            at = at.parent if at is not None else None
        if at is None:
            return None
        start = None if at.in_repeat else at.id
        steps: list[Step] = []
        for name in names[ups:]:
            child = at.by_name.get(name)
            if child is None:
                return None
            steps.append(child.step)
            at = child
        return _way(NodeTarget(at.id, start, ups, tuple(steps), at.numeric), absolute=False)


def _context(draft: Draft) -> NodeTarget:
    start = None if draft.in_repeat else draft.id
    return NodeTarget(draft.id, start, 0, (), draft.numeric)


def _way(target: NodeTarget, *, absolute: bool) -> _Way:
    if target.start is not None and not target.many:
        return _Way(target, (target.ups, target.numeric, absolute), (target.def_id,))
    repeats = [step.repeat for step in target.steps]
    sort = (target.ups, target.numeric, absolute, target.start is None, *repeats)
    numbers = [target.def_id, *([] if target.start is None else [target.start])]
    return _Way(target, sort, (*numbers, *[~step.slot for step in target.steps]))


def _looking(common: Hashable, ways: list[_Way], context: int) -> Look:
    if len(ways) == 1:
        (way,) = ways
        if len(way.numbers) == 1 and way.numbers[0] != context:  # as most expressions are
            return _look(((common, (), way.sort), [way.target], [context, *way.numbers]))
    numbers = [context]
    for way in ways:
        numbers.extend(way.numbers)
    places: tuple[int, ...] = ()
    if len(set(numbers)) < len(numbers):  # some are the same: which, all alike have in common
        place_of: dict[int, int] = {}
        places = tuple([place_of.setdefault(number, len(place_of)) for number in numbers])
        numbers = [*place_of]
    if min(numbers) < 0:
        numbers = [number if number >= 0 else ~number for number in numbers]
    key = (common, places, *[way.sort for way in ways])
    return _look((key, [way.target for way in ways], numbers))
