"""Expressions that look like one the same form has had before, without taking them apart again.

Two expressions look alike when nothing but their plain paths differs, and these lead to nodes of
the same sort. The first of a look is compiled the long way (xpath/compiler.py); where that filled
a stencil, the others are filled into it here. What is learnt is kept for one form only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

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
    """The context, then where the paths lead, each once."""
    numbers: list[int]
    """The ids and slots on the ways there, each once."""


class Repetition:
    """The looks of one form's expressions."""

    def __init__(self, skeleton: Skeleton) -> None:
        """Resolve paths in `skeleton`, whose binds are read."""
        self._skeleton = skeleton
        self._patterns: dict[Hashable, Pattern] = {}
        self._ready: dict[Hashable, Compiled[Any]] = {}
        """Expressions that say the same wherever they stand: `true()`."""
        self._pathless: set[str] = set()
        self._contexts: dict[int, _Way] = {}
        self._ways: dict[tuple[int, str], _Way | None] = {}
        """By parent, for absolute paths -1: all siblings see the same."""

    def look(self, compiler: Callable[..., Any], text: str, draft: Draft) -> Look | None:
        """Return how an expression looks; None where a path leads nowhere."""
        here = self._contexts.get(draft.id)
        if here is None:
            target = NodeTarget(
                draft.id, None if draft.in_repeat else draft.id, 0, (), draft.numeric
            )
            here = self._contexts[draft.id] = _way(target, absolute=False)
        parts: list[str | None] = [text]
        ways: dict[str, _Way] = {}
        order: list[str] = []
        if text not in self._pathless:
            parts = PATHS_AND_LITERALS.split(text)
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
            return Look((compiler, text, here.sort), [here.target], [draft.id])
        return _looking(compiler, parts, order, here, ways)

    def repeated(self, text: str, look: Look) -> Compiled[Any] | None:
        """Return the expression, where one of its look is known."""
        ready = self._ready.get(look.key)
        if ready is not None:
            return ready
        pattern = self._patterns.get(look.key)
        if pattern is None:
            return None
        stencil, targets = pattern.stencil, look.targets
        reads = tuple([Read(targets[hole], *how) for hole, how in stencil.reads])
        filled = Filled(pattern, look.numbers)
        return Compiled(text, stencil.result_type, reads, filled, *stencil.flags)

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
        at = self._skeleton.by_path.get(path)
        if at is None or at.parent is None:
            return None  # The root may be the context as well: not for stencils.
        steps: list[Step] = []
        end = at
        while at.parent is not None:
            steps.append(at.step)
            at = at.parent
        target = NodeTarget(end.id, at.id, 0, tuple(reversed(steps)), end.numeric)
        return _way(target, absolute=True)

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


def _way(target: NodeTarget, *, absolute: bool) -> _Way:
    many = target.many
    if target.start is not None and not many:
        return _Way(target, (target.ups, target.numeric, absolute), (target.def_id,))
    repeats = [step.repeat for step in target.steps]
    sort = (target.ups, target.numeric, absolute, target.start is None, *repeats)
    numbers = [target.def_id, *([] if target.start is None else [target.start])]
    return _Way(target, sort, (*numbers, *[~step.slot for step in target.steps]))


def _looking(
    compiler: Callable[..., Any],
    parts: list[str | None],
    order: list[str],
    here: _Way,
    ways: dict[str, _Way],
) -> Look:
    found = [*ways.values()]
    places = {here.numbers[0]: 0}
    spots = [places.setdefault(number, len(places)) for way in found for number in way.numbers]
    numbers = [number if number >= 0 else ~number for number in places]
    turns: tuple[int, ...] = ()
    if len(order) > len(found):  # a path stands twice
        place_of = {path: place for place, path in enumerate(ways)}
        turns = tuple([place_of[path] for path in order])
    sorts = tuple([way.sort for way in found])
    key = (compiler, tuple(parts), turns, tuple(spots), here.sort, sorts)
    return Look(key, [here.target, *[way.target for way in found]], numbers)
