"""Expressions that look like one the same form has had before, without taking them apart again.

Two expressions look alike when nothing but their plain paths differs, and these lead to nodes of
the same sort. The first of a look is compiled the long way (xpath/compiler.py); where that filled
a stencil, the others are filled into it here. What is learnt is kept for one form only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

from bina_desktop.formengine.definition.moulds import Known, Moulds, place_of
from bina_desktop.formengine.definition.skeleton import Draft, Skeleton
from bina_desktop.formengine.definition.ways import Way, Ways
from bina_desktop.formengine.xpath.compiler import compile_number
from bina_desktop.formengine.xpath.errors import XPathError
from bina_desktop.formengine.xpath.host import Compiled, ReadKind, Scope
from bina_desktop.formengine.xpath.stencils import PATHS_AND_LITERALS, Filled

_MOST_LOOKS = 64
"""Of the addends of one sum: each is compiled, which is in vain where there are too many."""


class Look(NamedTuple):
    """What an expression has in common with others, and what it has for itself."""

    key: Hashable
    ways: Sequence[Way]
    """Where the paths lead, each once."""
    numbers: list[int]
    """The id of the context, then the ids and slots on the ways, each once."""


# What the class does, without its checks.
_look: Callable[[tuple[Any, ...]], Look] = partial(cast("Any", tuple).__new__, Look)


class Repetition:
    """The looks of one form's expressions."""

    def __init__(self, skeleton: Skeleton) -> None:
        """Resolve paths in `skeleton`, whose binds are read."""
        self._ways = Ways(skeleton)
        self._moulds = Moulds(skeleton, self._ways)
        self._known: dict[Hashable, Known] = {}
        self._pathless: set[str] = set()
        self.cast = self._moulds.cast
        """Returns an expression without looking at its parts, where that can be done."""

    def look(self, compiler: Callable[..., Any], text: str, draft: Draft) -> Look | None:
        """Return how an expression looks; None where a path leads nowhere."""
        here = place_of(draft)
        if text in self._pathless:
            return _look(((compiler, text, here), (), [draft.id]))
        return self._taken_apart(compiler, text, draft, here)

    def _taken_apart(
        self, compiler: Callable[..., Any], text: str, draft: Draft, here: int
    ) -> Look | None:
        parts: list[str | None] = PATHS_AND_LITERALS.split(text)
        absolute = self._ways.absolute
        ways: list[Way] = []
        for at in range(1, len(parts), 2):
            path = cast("str", parts[at])
            way = absolute.get(path)
            if way is None:
                if path[0] in "\"'":
                    continue
                way = self._ways.to(path, draft)
                if way is None:
                    return None
            ways.append(way)
            parts[at] = None
        if not ways:
            self._pathless.add(text)
            return _look(((compiler, text, here), (), [draft.id]))
        return _looking(compiler, here, tuple(parts), ways, draft.id)

    def repeated(
        self, compiler: Callable[..., Any], text: str, look: Look, draft: Draft
    ) -> Compiled[Any] | None:
        """Return the expression, where one of its look is known."""
        known = self._known.get(look.key)
        if known is None:
            return None
        self._moulds.learn(compiler, text, draft, known, look.ways)
        return known.filled(text, draft, look.ways, look.numbers)

    def addends(
        self, draft: Draft, scope: Scope, texts: Sequence[str], most: int
    ) -> Sequence[Compiled[Any]]:
        """Return the addends of a long sum (see `chains.Fill`)."""
        found: list[Compiled[Any]] = []
        looks = set[Hashable]()
        for text in texts:
            one = self.cast(compile_number, text, draft)
            if one is None:
                look = self.look(compile_number, text, draft)
                if look is None:
                    return ()
                looks.add(look.key)
                if len(looks) > min(most, _MOST_LOOKS):
                    return ()
                one = self._addend(text, look, draft, scope)
            if one is None or not _loops(one):
                return ()
            found.append(one)
        return found

    def _addend(self, text: str, look: Look, draft: Draft, scope: Scope) -> Compiled[Any] | None:
        one = self.repeated(compile_number, text, look, draft)
        if one is None:
            try:
                one = compile_number(text, scope)
            except XPathError:
                return None  # It is told of the whole.
            self.learn(look, one)
        return one

    def learn(self, look: Look, compiled: Compiled[Any]) -> None:
        """Keep what an expression of this look was filled into, if it was."""
        factory = compiled.factory
        if not isinstance(factory, Filled) or factory.numbers != look.numbers:
            return
        stencil = factory.pattern.stencil
        everywhere = not stencil.marks and not compiled.reads
        plain = [(hole, (ReadKind.VALUE,)) for hole in range(1, len(look.ways) + 1)]
        self._known[look.key] = Known(
            factory.pattern,
            stencil.result_type,
            stencil.reads,
            [*stencil.reads] == plain,
            stencil.flags,
            compiled if everywhere else None,
        )


def _loops(one: Compiled[Any]) -> bool:
    factory = one.factory
    return isinstance(factory, Filled) and factory.pattern.stencil.loop is not None


def _looking(
    compiler: Callable[..., Any],
    here: int,
    parts: tuple[str | None, ...],
    found: list[Way],
    context: int,
) -> Look:
    ways, turns = found, ()
    if len(found) > 1 and len(set(found)) < len(found):  # a path stands twice
        ways = [*dict.fromkeys(found)]
        turns = tuple([ways.index(way) for way in found])
    numbers = [context]
    for way in ways:
        numbers += way.numbers
    places: tuple[int, ...] = ()
    if len(set(numbers)) < len(numbers):  # some are the same: which, all alike have in common
        place_of: dict[int, int] = {}
        places = tuple([place_of.setdefault(number, len(place_of)) for number in numbers])
        numbers = [*place_of]
    if min(numbers) < 0:
        numbers = [number if number >= 0 else ~number for number in numbers]
    key = (compiler, here, parts, turns, places, *[way.sort for way in ways])
    return _look((key, ways, numbers))
