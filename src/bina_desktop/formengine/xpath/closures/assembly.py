"""State of one compilation to closures: parts with their kinds, and what they depend on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any, Never

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.closures.conversion import (
    blank_of,
    number_of,
    numbers_of,
    text_of,
    texts_of,
    truth_of,
    truths_of,
)
from bina_desktop.formengine.xpath.closures.frames import Frame, Run, apart
from bina_desktop.formengine.xpath.closures.reach import DOCUMENT, ListSpot, Reach, Spot, Spots
from bina_desktop.formengine.xpath.errors import ArgumentError, UnsupportedXPathError
from bina_desktop.formengine.xpath.host import Missing, Read, ReadKind, ResultType, Scope, Span
from bina_desktop.formengine.xpath.sentences import Sentence

MAX_DEPTH = 60
"""Parts within each other that run as nested calls; deeper ones are evaluated apart."""

NODE_KINDS = frozenset({ResultType.NODE, ResultType.NODES, ResultType.ITEMS})


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A compiled part of an expression."""

    kind: ResultType
    run: Run
    depth: int = 1
    literal: str | float | None = None
    spots: Spots = frozenset()
    """Of nodes: where they can stand in the form; empty in other documents."""
    sweeping: bool = False
    """Of nodes: reached by more than names."""
    mixed: bool = False
    """Branches of different kinds: see `nodes.Mixed`."""
    missing: bool = False
    raw: Run | None = None
    """Of a path: its nodes whether they are relevant or not."""


class Assembly:
    """Turns parts into other kinds and notes what the expression reads."""

    def __init__(self, text: str, scope: Scope | None, *, of_others: bool = False) -> None:
        """Compile `text` for the node of `scope`, or for any XML document.

        `of_others` for what may decide the value of that node, a calculation: wildcards and axes
        then leave the node out. `sum(../*)` means the sum of the others; with its own value in
        it, it would be a circle by itself. A path by plain names to oneself stays a circle.
        """
        self.source_text = text
        self.scope = scope
        self.reach = Reach(scope.outlines, scope.def_id) if scope is not None else None
        self.left_out: Spots = frozenset()
        """What wildcards and axes do not reach: the context node, if it is a question."""
        if self.reach is not None and of_others:
            self.left_out = self.reach.question
        self.volatile = False
        self.language = False
        self.is_deep = False
        """Parts are evaluated apart."""
        self.missing: list[Missing] = []
        self._reads: dict[Read, None] = {}
        self._lists: dict[int, None] = {}

    @property
    def reads(self) -> tuple[Read, ...]:
        """Dependencies met so far, each once."""
        return tuple(self._reads)

    @property
    def lists(self) -> tuple[int, ...]:
        """Secondary instances met so far."""
        return tuple(self._lists)

    def fail(self, message: Sentence, span: Span) -> Never:
        """Raise ArgumentError."""
        raise ArgumentError(message, text=self.source_text, span=span)

    def refuse(self, message: Sentence, span: Span) -> Never:
        """Raise UnsupportedXPathError."""
        raise UnsupportedXPathError(message, text=self.source_text, span=span)

    def note_missing(self, text: str, span: Span, message: Sentence) -> Part:
        """Note what the host lacks and return the always-blank part."""
        self.missing.append(Missing(text, span, *message))
        return Part(ResultType.TEXT, constant(""), literal="", missing=True)

    def note_list(self, list_id: int) -> None:
        """Note that a secondary instance is read."""
        self._lists[list_id] = None

    def read(self, part: Part, kind: ReadKind = ReadKind.VALUE) -> None:
        """Note that nodes are read; of a node-set also which nodes there are."""
        kinds = [kind]
        if kind is ReadKind.VALUE and part.kind is not ResultType.NODE:
            kinds.append(ReadKind.NODES)
        for spot in sorted(spot for spot in part.spots if isinstance(spot, Spot)):
            self._read_spot(spot, kinds)

    def read_crossed(self, crossed: set[Spot], reached: Spots) -> None:
        """Note the repeats and answers a path goes through without ending in or below them."""
        if self.reach is None:
            return
        covered = {
            repeat
            for spot in reached
            if isinstance(spot, Spot) and spot.def_id != DOCUMENT
            for repeat in self.reach.target(spot).repeats
        }
        for spot in sorted(crossed):
            if spot.def_id not in covered:
                self._read_spot(spot, [ReadKind.NODES])

    def _read_spot(self, spot: Spot, kinds: Sequence[ReadKind]) -> None:
        assert self.reach is not None, "only a form has spots"
        if spot.def_id == DOCUMENT:
            return
        target = self.reach.target(spot)
        for kind in [ReadKind.VALUE] if spot.is_text else kinds:
            self._reads[Read(target, kind)] = None

    def build(self, kind: ResultType, run: Run, *parts: Part, mixed: bool = False) -> Part:
        """Return a part made of others; one that grows too deep is evaluated apart."""
        depth = 1 + max((part.depth for part in parts), default=0)
        run, depth = self.settle(run, depth)
        return Part(kind, run, depth, mixed=mixed)

    def settle(self, run: Run, depth: int) -> tuple[Run, int]:
        """Return a run and its depth, apart from what calls it when too deep."""
        if depth <= MAX_DEPTH:
            return run, depth
        self.is_deep = True
        return apart(run), 1

    def text(self, part: Part) -> Callable[[Frame], str]:
        """Return the run of a part's text."""
        self.read_cells(part)
        run = part.run
        return lambda frame: text_of(run(frame), frame.environment.calendar)

    def blank(self, part: Part) -> Callable[[Frame], str]:
        """Return the run of a part's text to store: NaN is ''."""
        self.read_cells(part)
        run = part.run
        return lambda frame: blank_of(run(frame), frame.environment.calendar)

    def number(self, part: Part) -> Callable[[Frame], float]:
        """Return the run of a part's number."""
        self.read_cells(part)
        run = part.run
        return lambda frame: number_of(run(frame), frame.environment.calendar)

    def days(self, part: Part) -> Callable[[Frame], float]:
        """Return the run of a part's number as days: a truth is no date."""
        return constant(nan) if part.kind is ResultType.BOOLEAN else self.number(part)

    def boolean(self, part: Part) -> Callable[[Frame], bool]:
        """Return the run of a part's truth."""
        self.read(part, ReadKind.VALUE if part.kind is ResultType.NODE else ReadKind.NODES)
        run = part.run
        return lambda frame: truth_of(run(frame))

    def texts(self, parts: Sequence[Part]) -> Callable[[Frame], list[str]]:
        """Return the run of the texts of all parts, node-sets spread out."""
        runs = self._spread(parts)
        return lambda frame: texts_of([run(frame) for run in runs], frame.environment.calendar)

    def numbers(self, parts: Sequence[Part]) -> Callable[[Frame], list[float]]:
        """Return the run of the numbers of all parts, node-sets spread out."""
        runs = self._spread(parts)
        return lambda frame: numbers_of([run(frame) for run in runs], frame.environment.calendar)

    def truths(self, parts: Sequence[Part]) -> Callable[[Frame], list[bool]]:
        """Return the run of the truths of all parts, node-sets spread out."""
        runs = self._spread(parts)
        return lambda frame: truths_of([run(frame) for run in runs])

    def _spread(self, parts: Sequence[Part]) -> list[Run]:
        for part in parts:
            self.read_cells(part)
        return [part.run for part in parts]

    def read_cells(self, part: Part) -> None:
        """Note a read of values. Raises ArgumentError for whole items of a list."""
        if any(isinstance(spot, ListSpot) and spot.level < 3 for spot in part.spots):
            self.fail(
                messages.ITEM_HAS_NO_VALUE(),
                Span(0, len(self.source_text)),
            )
        self.read(part)


def constant(value: Hashable) -> Run:
    """Return a run that always gives `value`."""

    def run(_frame: Frame) -> Any:
        return value

    return run
