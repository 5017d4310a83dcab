"""Expressions that look like one the same form has had before, without taking them apart again.

Two expressions look alike when nothing but their plain paths differs, and these lead to nodes of
the same sort. The first of a look is compiled the long way (xpath/compiler.py); where that filled
a stencil, the others are filled into it here. What is learnt is kept for one form only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

from bina_desktop.formengine.definition.skeleton import Draft, Skeleton
from bina_desktop.formengine.xpath.compiler import compile_number
from bina_desktop.formengine.xpath.errors import XPathError
from bina_desktop.formengine.xpath.host import (
    Compiled,
    NodeTarget,
    Read,
    ReadKind,
    ResultType,
    Scope,
    Step,
)
from bina_desktop.formengine.xpath.stencils import PATHS_AND_LITERALS, Filled, Pattern

_GAP = "\0"
"""Stands for the folder in a mould; no XML holds it."""


class _Way:
    """How a path leads to a node; equal paths seen from siblings share one."""

    __slots__ = ("numbers", "read", "sort", "target")

    def __init__(self, target: NodeTarget, sort: int, numbers: tuple[int, ...]) -> None:
        """Lead to `target`."""
        self.target = target
        self.sort = sort
        """Number of all that generated code can tell of it but for the numbers."""
        self.numbers = numbers
        """Ids, and slots as their complements, in the order in which a stencil counts them."""
        self.read = _read((target, ReadKind.VALUE))
        """What most expressions read at its end."""


class Look(NamedTuple):
    """What an expression has in common with others, and what it has for itself."""

    key: Hashable
    ways: Sequence[_Way]
    """Where the paths lead, each once."""
    numbers: list[int]
    """The id of the context, then the ids and slots on the ways, each once."""


class _Known(NamedTuple):
    """What all expressions of a look have in common."""

    pattern: Pattern
    result_type: ResultType
    reads: tuple[tuple[int, tuple[Any, ...]], ...]
    """As in `Stencil`."""
    plainly: bool
    """Whether it reads the value at the end of each way, in order, and nothing else."""
    flags: tuple[Any, ...]
    ready: Compiled[Any] | None
    """The expression itself, where it says the same wherever it stands: `true()`."""


class _Mould(NamedTuple):
    """What expressions have in common that differ in one folder, in which all their paths lie."""

    key: Hashable
    """That of their look."""
    ends: tuple[tuple[str, int], ...]
    """Name in the folder and sort of each path, each once."""


# What the classes do, without their checks: they are called once for each read of a form.
_compiled: Callable[[tuple[Any, ...]], Compiled[Any]] = partial(
    cast("Any", tuple).__new__, Compiled
)
_look: Callable[[tuple[Any, ...]], Look] = partial(cast("Any", tuple).__new__, Look)
_read: Callable[[tuple[Any, ...]], Read] = partial(cast("Any", tuple).__new__, Read)
_target: Callable[[tuple[Any, ...]], NodeTarget] = partial(cast("Any", tuple).__new__, NodeTarget)
_FOLDER = re.compile(r"/[\w.\-/]*/")
"""All of the first path but its last name; whether it is a path is seen later."""
_HERE = {(True, True): 3, (True, False): 2, (False, True): 1, (False, False): 0}
"""Sorts of nodes that an expression may stand on: numeric, in a repeat."""


class Repetition:
    """The looks of one form's expressions."""

    def __init__(self, skeleton: Skeleton) -> None:
        """Resolve paths in `skeleton`, whose binds are read."""
        self._by_path = skeleton.by_path
        self._root = skeleton.root.id
        self._known: dict[Hashable, _Known] = {}
        self._pathless: set[str] = set()
        self._moulds: dict[tuple[object, int, str], _Mould | None] = {}
        """None for what was seen once."""
        self._absolute: dict[str, _Way] = {}
        self._relative: dict[tuple[int, str], _Way | None] = {}
        """By parent: all siblings see the same."""
        self._steps: dict[int, tuple[Step, ...]] = {}
        self._sorts: dict[tuple[object, ...], int] = {(0, False, True): 0, (0, True, True): 1}
        """What absolute paths to a lone node have stands first: they are the most."""

    def look(self, compiler: Callable[..., Any], text: str, draft: Draft) -> Look | None:
        """Return how an expression looks; None where a path leads nowhere."""
        here = _HERE[draft.numeric, draft.in_repeat]
        if text in self._pathless:
            return _look(((compiler, text, here), (), [draft.id]))
        folder = _FOLDER.search(text)
        if folder is None:
            return self._taken_apart(compiler, text, draft, here)
        mould = compiler, here, text.replace(folder[0], _GAP)
        known = self._moulds.get(mould)
        if known is not None:
            look = self._cast(known, folder[0], draft)
            if look is not None:
                return look
        look = self._taken_apart(compiler, text, draft, here)
        if known is None and look is not None:
            seen = mould in self._moulds
            self._moulds[mould] = _mould_of(look, folder[0], text) if seen else None
        return look

    def _cast(self, mould: _Mould, folder: str, draft: Draft) -> Look | None:
        """Return the look of an expression out of a mould; None where its nodes are others."""
        absolute = self._absolute
        numbers, ways = [draft.id], list[_Way]()
        for name, sort in mould.ends:
            path = folder + name
            way = absolute.get(path) or self._from_root(path)
            if way is None or way.sort != sort:
                return None
            ways.append(way)
            numbers += way.numbers
        return _look((mould.key, ways, numbers)) if len({*numbers}) == len(numbers) else None

    def _taken_apart(
        self, compiler: Callable[..., Any], text: str, draft: Draft, here: int
    ) -> Look | None:
        parts: list[str | None] = PATHS_AND_LITERALS.split(text)
        absolute = self._absolute
        ways: list[_Way] = []
        for at in range(1, len(parts), 2):
            path = cast("str", parts[at])
            way = absolute.get(path)
            if way is None:
                if path[0] in "\"'":
                    continue
                way = self._way(path, draft)
                if way is None:
                    return None
            ways.append(way)
            parts[at] = None
        if not ways:
            self._pathless.add(text)
            return _look(((compiler, text, here), (), [draft.id]))
        return _looking(compiler, here, tuple(parts), ways, draft.id)

    def repeated(self, text: str, look: Look, draft: Draft) -> Compiled[Any] | None:
        """Return the expression, where one of its look is known."""
        known = self._known.get(look.key)
        if known is None:
            return None
        pattern, result_type, reads, plainly, flags, ready = known
        if ready is not None:
            return ready
        ways = look.ways
        if plainly:
            found = tuple([way.read for way in ways])
        else:
            targets = [_context(draft), *[way.target for way in ways]]
            found = tuple([_read((targets[hole], *how)) for hole, how in reads])
        return _compiled((text, result_type, found, Filled(pattern, look.numbers), *flags))

    def addends(
        self, draft: Draft, scope: Scope, texts: Sequence[str], most: int
    ) -> Sequence[Compiled[Any]]:
        """Return the addends of a long sum (see `chains.Fill`)."""
        looks = [self.look(compile_number, text, draft) for text in texts]
        if len({look.key if look is not None else None for look in looks}) > most:
            return ()
        found: list[Compiled[Any]] = []
        for text, look in zip(texts, looks, strict=True):
            one = self._addend(text, look, draft, scope) if look is not None else None
            if one is None:
                return ()
            found.append(one)
        return found

    def _addend(self, text: str, look: Look, draft: Draft, scope: Scope) -> Compiled[Any] | None:
        one = self.repeated(text, look, draft)
        if one is None:
            try:
                one = compile_number(text, scope)
            except XPathError:
                return None  # It is told of the whole.
            self.learn(look, one)
        factory = one.factory
        loops = isinstance(factory, Filled) and factory.pattern.stencil.loop is not None
        return one if loops else None

    def learn(self, look: Look, compiled: Compiled[Any]) -> None:
        """Keep what an expression of this look was filled into, if it was."""
        factory = compiled.factory
        if not isinstance(factory, Filled) or factory.numbers != look.numbers:
            return
        stencil = factory.pattern.stencil
        everywhere = not stencil.marks and not compiled.reads
        plain = [(hole, (ReadKind.VALUE,)) for hole in range(1, len(look.ways) + 1)]
        self._known[look.key] = _Known(
            factory.pattern,
            stencil.result_type,
            stencil.reads,
            [*stencil.reads] == plain,
            stencil.flags,
            compiled if everywhere else None,
        )

    def _way(self, path: str, draft: Draft) -> _Way | None:
        if path[0] == "/":
            return self._from_root(path)
        key = (draft.parent.id if draft.parent is not None else -1, path)
        if key not in self._relative:
            self._relative[key] = self._from_parent(path, draft)
        return self._relative[key]

    def _from_root(self, path: str) -> _Way | None:
        end = self._by_path.get(path)
        if end is None or end.parent is None:
            return None  # The root may be the context as well: not for stencils.
        above = self._steps.get(end.parent.id) or self._down(end.parent)
        target = _target((end.id, self._root, 0, (*above, end.step), end.numeric))
        if end.in_repeat:
            way = self._made(target, absolute=True, lone=False)
        else:
            way = _Way(target, end.numeric, (end.id,))  # see `_made`
        self._absolute[path] = way
        return way

    def _down(self, draft: Draft) -> tuple[Step, ...]:
        """Return the steps from the root."""
        if draft.parent is None:
            return ()
        above = self._steps.get(draft.parent.id)
        if above is None:
            above = self._steps[draft.parent.id] = self._down(draft.parent)
        return (*above, draft.step)

    def _from_parent(self, path: str, draft: Draft) -> _Way | None:
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
        target = NodeTarget(at.id, start, ups, tuple(steps), at.numeric)
        return self._made(target, absolute=False, lone=start is not None and not target.many)

    def _made(self, target: NodeTarget, *, absolute: bool, lone: bool) -> _Way:
        sort: tuple[object, ...] = (target.ups, target.numeric, absolute)
        numbers = [target.def_id]
        if not lone:
            sort = (*sort, target.start is None, *[step.repeat for step in target.steps])
            numbers += [] if target.start is None else [target.start]
            numbers += [~step.slot for step in target.steps]
        return _Way(target, self._sorts.setdefault(sort, len(self._sorts)), tuple(numbers))


def _mould_of(look: Look, folder: str, text: str) -> _Mould | None:
    """Return what an expression is cast of; None where its paths do not all lie in the folder,
    or more than the names in it must be alike.
    """
    found = [part for part in PATHS_AND_LITERALS.split(text)[1::2] if part[0] not in "\"'"]
    paths = dict.fromkeys(found)
    ends = [path[len(folder) :] for path in paths]
    lone = len(look.numbers) == len(look.ways) + 1 == len(paths) + 1
    within = all(path.startswith(folder) for path in paths) and not any("/" in one for one in ends)
    if not (lone and within and len(found) == text.count(folder)):
        return None
    return _Mould(
        look.key, tuple([(end, way.sort) for end, way in zip(ends, look.ways, strict=True)])
    )


def _context(draft: Draft) -> NodeTarget:
    start = None if draft.in_repeat else draft.id
    return NodeTarget(draft.id, start, 0, (), draft.numeric)


def _looking(
    compiler: Callable[..., Any],
    here: int,
    parts: tuple[str | None, ...],
    found: list[_Way],
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
