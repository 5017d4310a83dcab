"""Expressions that differ from others of the form in one folder, in which all their paths lie.

`/data/blok7/a > /data/blok7/b` is `/data/blok1/a > /data/blok1/b` but for the folder. With the
folder taken out both are the same text: their *mould*. What is known of the first holds for all
that come out of it, so none of them is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

from bina_desktop.formengine.definition.skeleton import Draft, Skeleton
from bina_desktop.formengine.definition.ways import Way, Ways, plain_read
from bina_desktop.formengine.xpath.host import Compiled, NodeTarget, ResultType
from bina_desktop.formengine.xpath.stencils import PATHS_AND_LITERALS, Filled, Pattern

_GAP = "\0"
"""Stands for the folder in a mould; no XML holds it."""
_FOLDER = re.compile(r"/[\w.\-/]*/")
"""All of the first path but its last name; whether it is a path is seen later."""
_LONE = frozenset({0, 1})
"""Sorts of absolute ways to a node outside repeats (see `Ways`)."""

# What the classes do, without their checks.
_compiled: Callable[[tuple[Any, ...]], Compiled[Any]] = partial(
    cast("Any", tuple).__new__, Compiled
)
_filled: Callable[[tuple[Any, ...]], Filled] = partial(cast("Any", tuple).__new__, Filled)


def place_of(draft: Draft) -> int:
    """Return the sort of node that an expression stands on: numeric, in a repeat."""
    return 2 * draft.numeric + draft.in_repeat


class Known(NamedTuple):
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

    def filled(
        self, text: str, draft: Draft, ways: Sequence[Way], numbers: list[int]
    ) -> Compiled[Any]:
        """Return an expression of this look that stands at `draft`."""
        if self.ready is not None:
            return self.ready
        if self.plainly:
            reads = tuple([way.read for way in ways])
        else:
            targets = [_context(draft), *[way.target for way in ways]]
            reads = tuple([plain_read((targets[hole], *how)) for hole, how in self.reads])
        made = _filled((self.pattern, numbers))
        return _compiled((text, self.result_type, reads, made, *self.flags))


class _Mould(NamedTuple):
    known: Known
    ends: tuple[tuple[str, int], ...]
    """Name in the folder and sort of each path, each once."""


class _Folder:
    """A node below which expressions read."""

    __slots__ = ("text", "ways")

    def __init__(self, path: str) -> None:
        self.text = f"{path}/"
        self.ways: dict[str, Way] = {}
        """To its children, by name."""


class Moulds:
    """The moulds of one form."""

    def __init__(self, skeleton: Skeleton, ways: Ways) -> None:
        """Resolve paths in `skeleton` by `ways`."""
        self._by_path = skeleton.by_path
        self._ways = ways
        self._moulds: dict[object, tuple[dict[str, _Mould], ...]] = {}
        """By compiler, sort of the context, and text without the folder."""
        self._paths: dict[tuple[object, int, int], Known] = {}
        """Of expressions that are nothing but a path, by its sort."""
        self._folders: dict[str, _Folder] = {}

    def cast(self, compiler: Callable[..., Any], text: str, draft: Draft) -> Compiled[Any] | None:
        """Return an expression, where its mould is known and fits."""
        by_place = self._moulds.get(compiler)
        if by_place is None:
            return None
        here = place_of(draft)
        moulds = by_place[here]
        parent = draft.parent
        if parent is not None:
            # Most read what stands beside them.
            folder = self._folders.get(parent.path) or self._opened(parent.path)
            mould = moulds.get(text.replace(folder.text, _GAP))
            if mould is not None:
                return self._poured(mould, text, draft, folder)
        found = _FOLDER.search(text)
        if found is None:
            return None
        mould = moulds.get(text.replace(found[0], _GAP))
        if mould is not None:
            path = found[0][:-1]
            folder = self._folders.get(path) or self._opened(path)
            return self._poured(mould, text, draft, folder)
        return self._path(compiler, here, text, draft) if text in self._by_path else None

    def learn(
        self,
        compiler: Callable[..., Any],
        text: str,
        draft: Draft,
        known: Known,
        ways: Sequence[Way],
    ) -> None:
        """Keep what is known of an expression for others that differ in its folder only."""
        here = place_of(draft)
        moulds = self._moulds.setdefault(compiler, ({}, {}, {}, {}))[here]
        if not ways:
            moulds[text] = _Mould(known, ())
            return
        numbers = {number for way in ways for number in way.numbers}
        folder = _FOLDER.search(text)
        lone = len(numbers) == len(ways) and all(way.sort in _LONE for way in ways)
        if folder is None or not lone or draft.id in numbers:
            return
        if text in self._ways.absolute:
            self._paths[compiler, here, ways[0].sort] = known
            return
        ends = _ends(text, folder[0])
        if len(ends) == len(ways):
            pairs = zip(ends, [way.sort for way in ways], strict=True)
            moulds[text.replace(folder[0], _GAP)] = _Mould(known, tuple(pairs))

    def _opened(self, path: str) -> _Folder:
        folder = self._folders[path] = _Folder(path)
        return folder

    def _path(
        self, compiler: Callable[..., Any], here: int, text: str, draft: Draft
    ) -> Compiled[Any] | None:
        """Return an expression that is nothing but a path."""
        way = self._ways.absolute.get(text) or self._ways.from_root(text)
        if way is None or way.sort not in _LONE or way.target.def_id == draft.id:
            return None
        known = self._paths.get((compiler, here, way.sort))
        if known is None:
            return None
        return known.filled(text, draft, (way,), [draft.id, way.target.def_id])

    def _poured(
        self, mould: _Mould, text: str, draft: Draft, folder: _Folder
    ) -> Compiled[Any] | None:
        """Return the expression; None where its nodes are others than those of the mould."""
        known, ends = mould
        held = folder.ways
        numbers, ways = [draft.id], list[Way]()
        for name, sort in ends:
            way = held.get(name)
            if way is None:
                path = folder.text + name
                way = self._ways.absolute.get(path) or self._ways.from_root(path)
                if way is None:
                    return None
                held[name] = way
            if way.sort != sort:
                return None
            ways.append(way)
            numbers += way.numbers
        if numbers.count(draft.id) > 1:
            return None  # It reads its own node: another look.
        return known.filled(text, draft, ways, numbers)


def _ends(text: str, folder: str) -> Sequence[str]:
    """Return the names in the folder that an expression reads, each once; none where some path
    lies elsewhere or deeper.
    """
    found = [part for part in PATHS_AND_LITERALS.split(text)[1::2] if part[0] not in "\"'"]
    ends = dict.fromkeys(path.removeprefix(folder) for path in found)
    within = len(found) == text.count(folder) and all(path.startswith(folder) for path in found)
    return [*ends] if within and not any("/" in one for one in ends) else ()


def _context(draft: Draft) -> NodeTarget:
    start = None if draft.in_repeat else draft.id
    return NodeTarget(draft.id, start, 0, (), draft.numeric)
