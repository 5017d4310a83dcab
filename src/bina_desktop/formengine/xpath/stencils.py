"""Expressions that differ only in their paths are compiled once, then filled in.

A form repeats its rules for question after question: of the 3,000 expressions of a form of 2,000
questions some twenty are left once their paths are cut out. What is left is a *stencil*. It is
made by compiling the expression with stand-ins in place of its paths; ids and slots of the
stand-ins are `Mark`s, so the result tells by itself which parameters are to be filled in, and an
expression that asks the scope for anything but its cut-out paths shows itself unfit.

Filling in gives what compiling the expression alone would give (same source, parameters and
reads); whatever is unusual (predicates, lists, dangling paths, mistakes) is compiled alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, cast

from bina_desktop.formengine.xpath.errors import XPathError
from bina_desktop.formengine.xpath.generation import Generation, Value
from bina_desktop.formengine.xpath.host import (
    Compiled,
    Environment,
    HostNode,
    ItemsTarget,
    NodeTarget,
    Outline,
    PathRef,
    Read,
    ResultType,
    Scope,
    Step,
)
from bina_desktop.formengine.xpath.lexer import PLAIN_PATH
from bina_desktop.formengine.xpath.shape import Factory, Inline, LoopFactory, Looping

LONGEST = 20_000
"""Characters of an expression that may have a stencil."""
MOST = 4_096
"""Stencils kept; then all are forgotten, so that hostile forms cannot fill the memory."""

PATHS_AND_LITERALS = re.compile(rf"(\"[^\"]*\"|'[^']*'|{PLAIN_PATH})")
_HERE = PathRef(absolute=False, ups=0, names=())
_STAND_IN = "_hole_"

Finish = Callable[[Generation, Value], str]
Loop = Callable[[], LoopFactory]
"""Compiles, when called, the loop that adds up many fillings of one expression."""


class Assembly(NamedTuple):
    """A compiled expression and what its factory is made of."""

    compiled: Compiled[Any]
    make: Factory
    values: tuple[object, ...]
    loop: Loop | None
    """None where the generated code cannot run in a loop."""
    inline: Inline | None


Assemble = Callable[[str, Scope, Finish], Assembly]


class Mark(int):
    """Stands for the id or slot at this place among the numbers of an expression."""

    __slots__ = ()


class Hole(NamedTuple):
    """What generated code can tell of a target; ids and slots are places among the numbers."""

    number: int
    start: int | None
    ups: int
    steps: tuple[tuple[int, bool], ...]
    """Slot and whether it is a repeat; none on the way to a singleton."""
    numeric: bool
    absolute: bool


class Cut(NamedTuple):
    """An expression cut up: the stencil it needs, and what to fill into it."""

    pieces: tuple[str | None, ...]
    """Fixed text, then in turns: a literal (or None in place of a path), fixed text."""
    order: tuple[int, ...]
    """Which hole each path is; the same path twice is the same hole."""
    holes: tuple[Hole, ...]
    """The first is the context node, whether the text names it or not."""
    targets: list[NodeTarget]
    numbers: list[int]


class Key(NamedTuple):
    """What expressions of one stencil share: enough to make it anew."""

    finish: Finish
    pieces: tuple[str | None, ...]
    order: tuple[int, ...]
    holes: tuple[Hole, ...]
    """As in `Cut`."""


class Filled(NamedTuple):
    """The factory of an expression that was filled into its stencil."""

    pattern: Pattern
    numbers: Sequence[int]

    def __call__(self, environment: Environment) -> Callable[[HostNode], Any]:
        """Return the evaluator for one session."""
        stencil = self.pattern.stencil
        return stencil.make(environment, stencil.parameters(self.numbers))

    @property
    def values(self) -> tuple[object, ...]:
        """Return the parameters of the generated code."""
        return self.pattern.stencil.parameters(self.numbers)


@dataclass(frozen=True, slots=True, eq=False)
class Stencil:
    """An expression compiled with stand-ins."""

    result_type: ResultType
    flags: tuple[Any, ...]
    """The other fields of `Compiled`, which its paths do not change."""
    make: Factory
    values: tuple[object, ...]
    marks: tuple[tuple[int, int], ...]
    """Place among the parameters, and among the numbers that are filled in there."""
    reads: tuple[tuple[int, tuple[Any, ...]], ...]
    """Which hole is read, and how: the other fields of `Read`."""
    loop: Loop | None
    inline: Inline | None
    """None where its code cannot stand inside other code."""

    def parameters(self, numbers: Sequence[int]) -> tuple[object, ...]:
        """Return the parameters with ids and slots filled in."""
        values: list[object] = list(self.values)
        for place, number in self.marks:
            values[place] = numbers[number]
        return tuple(values)

    def looping(self, environment: Environment, all_numbers: Sequence[Sequence[int]]) -> Looping:
        """Return what adds up the numbers of many fillings, for one session."""
        assert self.loop is not None, "asked before a long sum is put together"
        return self.loop()(environment, [self.parameters(numbers) for numbers in all_numbers])


class Pattern:
    """What the expressions of one stencil share; the stencil is made when it is first needed.

    A form from a snapshot names dozens of them and a session needs few at once.
    """

    __slots__ = ("_make", "_stencil", "key")

    def __init__(self, key: Key, make: Callable[[Key], Stencil | None]) -> None:
        """Make the stencil with `make`."""
        self.key = key
        self._make = make
        self._stencil: Stencil | None = None

    @property
    def fits(self) -> bool:
        """Tell whether there is such a stencil."""
        if self._stencil is None:
            self._stencil = self._make(self.key)
        return self._stencil is not None

    @property
    def stencil(self) -> Stencil:
        """Return the stencil. Raises ValueError where there is none."""
        if self._stencil is None and not self.fits:
            msg = f"no stencil can be made of {self.key.pieces!r:.200}"
            raise ValueError(msg)
        return cast("Stencil", self._stencil)

    def filled(self, text: str, cut: Cut) -> Compiled[Any]:
        """Return an expression with its own ids, slots and targets."""
        stencil, targets = self.stencil, cut.targets
        reads = tuple([Read(targets[hole], *how) for hole, how in stencil.reads])
        factory = Filled(self, cut.numbers)
        return Compiled(text, stencil.result_type, reads, factory, *stencil.flags)


class Stencils:
    """All stencils of the program; they know no form."""

    def __init__(self, assemble: Assemble) -> None:
        """Compile with `assemble`."""
        self._assemble = assemble
        self._known: dict[Key, Pattern] = {}

    def compiled(self, text: str, scope: Scope, finish: Finish) -> Compiled[Any] | None:
        """Return an expression filled into its stencil; None when it must be compiled alone."""
        cut = cut_up(text, scope)
        if cut is None:
            return None
        pattern = self.of(Key(finish, cut.pieces, cut.order, cut.holes))
        return pattern.filled(text, cut) if pattern.fits else None

    def addends(
        self, texts: Sequence[str], scope: Scope, finish: Finish, *, most: int
    ) -> list[Compiled[Any]]:
        """Return the addends of a sum, all filled into at most `most` stencils that can loop.

        None of them where one cannot be had so.
        """
        cuts = [cut_up(text, scope) for text in texts]
        whole = [cut for cut in cuts if cut is not None]
        patterns = [self.of(Key(finish, cut.pieces, cut.order, cut.holes)) for cut in whole]
        distinct = set(patterns)
        if len(whole) < len(cuts) or len(distinct) > most:
            return []
        if not all(one.fits and one.stencil.loop is not None for one in distinct):
            return []
        pairs = zip(texts, patterns, whole, strict=True)
        return [pattern.filled(text, cut) for text, pattern, cut in pairs]

    def of(self, key: Key) -> Pattern:
        """Return what the expressions of a stencil share."""
        try:
            return self._known[key]
        except KeyError:
            if len(self._known) >= MOST:
                self._known.clear()
            pattern = self._known[key] = Pattern(key, self._make)
            return pattern

    def forget(self) -> None:
        """Start anew, as a program that has just been started."""
        self._known.clear()

    def _make(self, key: Key) -> Stencil | None:
        stand_ins = _StandIns(key.holes)
        try:
            made = self._assemble(_rejoined(key), stand_ins, key.finish)
        except (_UnfitError, XPathError):
            return None
        compiled, values = made.compiled, made.values
        marks = [(at, int(value)) for at, value in enumerate(values) if isinstance(value, Mark)]
        reads = [(stand_ins.hole_of(read.target), read[1:]) for read in compiled.reads]
        return Stencil(
            compiled.result_type,
            compiled[4:],
            made.make,
            values,
            tuple(marks),
            tuple(reads),
            made.loop,
            made.inline,
        )


def cut_up(text: str, scope: Scope) -> Cut | None:
    """Cut the plain paths out of an expression; None when it cannot have a stencil."""
    if len(text) > LONGEST or _STAND_IN in text:
        return None
    here = scope.resolve(_HERE)
    if here is None:
        return None
    parts: list[str | None] = PATHS_AND_LITERALS.split(text)
    places: dict[int, int] = {}
    targets, holes = [here], [_hole(_HERE, here, places)]
    known: dict[str, int] = {}
    order: list[int] = []
    for at in range(1, len(parts), 2):
        path = parts[at]
        if path is None or path[0] in "\"'":
            continue  # A literal: it stays in the text.
        hole = known.get(path)
        if hole is None:
            reference = _reference(path)
            target = scope.resolve(reference)
            # The root's own path could be the context node as well, by another name.
            if target is None or len(reference.names) + reference.ups < 2:
                return None
            hole = known[path] = len(targets)
            targets.append(target)
            holes.append(_hole(reference, target, places))
        order.append(hole)
        parts[at] = None
    numbers = [number if number >= 0 else ~number for number in places]
    return Cut(tuple(parts), tuple(order), tuple(holes), targets, numbers)


def _reference(path: str) -> PathRef:
    if path[0] == "/":
        return PathRef(True, 0, tuple(path[1:].split("/")))
    names = path.split("/")
    ups = names.count("..")
    return PathRef(False, ups, tuple(names[ups:]))


def _hole(path: PathRef, target: NodeTarget, places: dict[int, int]) -> Hole:
    """Describe a target; its numbers get places, a slot as its complement to keep it apart."""
    number = places.setdefault(target.def_id, len(places))
    if target.start is not None and not target.many:
        return _single(number, path.ups, target.numeric, path.absolute)
    start = None if target.start is None else places.setdefault(target.start, len(places))
    steps = [(places.setdefault(~step.slot, len(places)), step.repeat) for step in target.steps]
    return Hole(number, start, path.ups, tuple(steps), target.numeric, path.absolute)


@lru_cache(maxsize=1_024)
def _single(number: int, ups: int, numeric: bool, absolute: bool) -> Hole:
    return Hole(number, number, ups, (), numeric, absolute)


def _rejoined(key: Key) -> str:
    """Return the text with stand-ins: paths of the same form that no real form has."""
    order = iter(key.order)
    return "".join(
        [_written(next(order), key.holes) if piece is None else piece for piece in key.pieces]
    )


def _written(number: int, holes: Sequence[Hole]) -> str:
    reference = _stand_in(number, holes[number])
    return "/" * reference.absolute + "../" * reference.ups + "/".join(reference.names)


def _stand_in(number: int, hole: Hole) -> PathRef:
    if number == 0:
        return _HERE
    names = (f"{_STAND_IN}{number}",) * max(len(hole.steps) + hole.absolute, 1)
    return PathRef(hole.absolute, hole.ups, names)


class _UnfitError(Exception):
    """The expression asks for more than its cut-out paths."""


class _StandIns:
    """The scope of a stencil: knows the stand-ins and nothing else."""

    aside = False

    def __init__(self, holes: Sequence[Hole]) -> None:
        self._targets = {
            _stand_in(number, hole): _target(number, hole) for number, hole in enumerate(holes)
        }
        self._holes = {id(target): at for at, target in enumerate(self._targets.values())}

    @property
    def def_id(self) -> int:
        raise _UnfitError

    @property
    def outlines(self) -> Sequence[Outline]:
        raise _UnfitError

    def hole_of(self, target: NodeTarget) -> int:
        return self._holes[id(target)]

    def resolve(self, path: PathRef) -> NodeTarget:
        target = self._targets.get(path)
        if target is None:
            raise _UnfitError(path)
        return target

    def at(self, def_id: int) -> Scope:  # noqa: ARG002 - a protocol's method
        return _StandIns(())  # Inside a predicate nothing is known.

    def items(self, name: str) -> ItemsTarget:
        raise _UnfitError(name)


def _target(number: int, hole: Hole) -> NodeTarget:
    steps = tuple(Step(Mark(slot), -number, repeat) for slot, repeat in hole.steps)
    if number and not steps:
        steps = (Step(0, -number),)  # Never walked; keeps two ways to one node apart.
    start = None if hole.start is None else Mark(hole.start)
    return NodeTarget(Mark(hole.number), start, hole.ups, steps, hole.numeric)
