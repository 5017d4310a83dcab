"""The expressions of a form in its snapshot: as text, compiled when they are first needed.

What a session runs is little of what a form holds, so reading a snapshot compiles nothing. Each
expression is kept with what it needs to be compiled again: a filled stencil as the pieces of text
between its paths and its own ids and slots, a long sum as its addends, all others as written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence, Sized
from functools import partial
from itertools import accumulate, chain
from operator import sub
from typing import Any

from bina_desktop.formengine.definition.expressions import Recipe
from bina_desktop.formengine.definition.figures import (
    are_turns,
    are_within,
    figures,
    kept_figures,
    packed_figures,
    packed_runs,
    runs,
)
from bina_desktop.formengine.definition.late import Late
from bina_desktop.formengine.definition.model import NodeDefinition
from bina_desktop.formengine.definition.packing import Packed, Packer, UnfitError
from bina_desktop.formengine.definition.scope import DraftScope
from bina_desktop.formengine.definition.skeleton import Place, Skeleton
from bina_desktop.formengine.definition.tables import Tables
from bina_desktop.formengine.xpath import compiler
from bina_desktop.formengine.xpath.chains import Chain
from bina_desktop.formengine.xpath.host import (
    Compiled,
    Environment,
    HostNode,
    Missing,
    ResultType,
    Span,
)
from bina_desktop.formengine.xpath.stencils import Filled, Hole, Key, Pattern

_COMPILERS = {
    function.__name__: function
    for function in (
        compiler.compile_text,
        compiler.compile_value,
        compiler.compile_number,
        compiler.compile_boolean,
        compiler.compile_items,
        compiler.compile_nodes,
    )
}
_OTHER = -1
"""In place of the kind of an expression that is no filled stencil."""
_FINISH_NAMES = {finish: name for name, finish in compiler.FINISHES.items()}


def packed_expressions(packer: Packer) -> Packed:
    """Pack expressions by columns. Raises UnfitError for one that cannot be compiled again."""
    patterns: dict[Pattern, int] = {}
    kinds: dict[tuple[Any, ...], int] = {}
    others: list[Packed] = []
    places: list[int] = []
    numbers: list[Sequence[int]] = []
    for number, one in enumerate(packer.expressions):
        factory = one.factory
        if isinstance(factory, Filled):
            at = patterns.setdefault(factory.pattern, len(patterns))
            kind = (at, one.result_type.value, one.volatile, one.language, one.constant)
            places.append(kinds.setdefault(kind, len(kinds)))
            numbers.append(factory.numbers)
        else:
            places.append(_OTHER)
            numbers.append(())
            others.append([number, *_packed_factory(one, patterns), *_packed_rest(one)])
    keys = [_packed_key(pattern.key) for pattern in patterns]
    texts = [one.text for one in packer.expressions]
    return [
        keys,
        [[*kind] for kind in kinds],
        others,
        ["".join(texts), _begins(texts)],
        packed_figures(places),
        [packed_figures([*chain.from_iterable(numbers)]), _begins(numbers)],
    ]


def _begins(parts: Sequence[Sized]) -> str:
    """Return where each part begins and where the last one ends, when they stand side by side."""
    return packed_figures([0, *accumulate(map(len, parts))])


def _packed_factory(one: Compiled[Any], patterns: dict[Pattern, int]) -> Packed:
    factory = one.factory
    if isinstance(factory, Recipe):
        return [factory.compiler.__name__, factory.node]
    if isinstance(factory, Chain):
        of_terms = [patterns.setdefault(pattern, len(patterns)) for pattern, _ in factory.terms]
        given = packed_runs([numbers for _, numbers in factory.terms])
        return [_FINISH_NAMES[factory.finish], [packed_figures(of_terms), given]]
    raise UnfitError(one.text)


def _packed_rest(one: Compiled[Any]) -> Packed:
    missing = [[each.text, *each.span, each.message, each.english] for each in one.missing]
    flags = one.volatile, one.language, one.constant
    return [one.result_type.value, flags, one.lists, missing]


def _packed_key(key: Key) -> Packed:
    return [_FINISH_NAMES[key.finish], key.pieces, key.order, key.holes]


def _key(packed: Packed) -> Key:
    finish, pieces, order, holes = packed
    found: list[Hole] = []
    for number, start, ups, steps, numeric, absolute in holes:
        ways = tuple((slot, is_repeat) for slot, is_repeat in steps)
        found.append(Hole(number, start, ups, ways, numeric, absolute))
    return Key(compiler.FINISHES[finish], tuple(pieces), tuple(order), tuple(found))


def _is_filled(pattern: Pattern, many: int) -> bool:
    """Tell whether so many numbers are enough for the holes of a stencil."""
    of_holes = [
        [hole.number, -1 if hole.start is None else hole.start, *[slot for slot, _ in hole.steps]]
        for hole in pattern.key.holes
    ]
    return are_within([*chain.from_iterable(of_holes)], -1, many)


class Recall:
    """Makes the expressions of one form from its snapshot."""

    def __init__(self, lists: Any, numeric: frozenset[int]) -> None:
        """Know what the form's expressions may name."""
        self.nodes: Sequence[NodeDefinition] = ()
        """To be set before the first expression is compiled."""
        self._tables = Tables(lists)
        self._numeric = numeric
        self._known: Skeleton | None = None
        self._patterns: Sequence[Pattern] = ()
        self._numbers: Sequence[int] = ()
        """Ids and slots that stencils are filled with."""
        self._others: Collection[Packed] = ()
        """The expressions that are no stencils."""

    def expressions(self, packed: Packed) -> Sequence[Compiled[Any]]:
        """Return all expressions; nothing is compiled yet, each is made when it is asked for."""
        keys, kinds, others, (texts, packed_turns), packed_places, given = packed
        patterns = [compiler.STENCILS.of(_key(key)) for key in keys]
        rests = [self._rest(patterns, *kind) for kind in kinds]
        unlike: dict[int, Packed] = {number: other for number, *other in others}
        places, turns = kept_figures(packed_places), kept_figures(packed_turns)
        numbers, begins = kept_figures(given[0]), kept_figures(given[1])
        if not len(turns) == len(begins) == len(places) + 1:
            raise UnfitError("expressions")
        self._patterns, self._numbers, self._others = patterns, numbers, unlike.values()
        if not (
            are_turns(turns, len(texts))
            and are_turns(begins, len(numbers))
            and are_within(places, _OTHER, len(rests))
            and {at for at, place in enumerate(places) if place == _OTHER} == unlike.keys()
        ):
            raise UnfitError("expressions that are not there")
        given_to = set(zip(places, map(sub, begins[1:], begins), strict=True))
        if not all(_is_filled(rests[at][0], many) for at, many in given_to if at != _OTHER):
            raise UnfitError("too few numbers")

        def make(at: int) -> Compiled[Any]:
            text = texts[turns[at] : turns[at + 1]]
            place = places[at]
            if place == _OTHER:
                return self._other(text, unlike[at], patterns)
            pattern, result, volatile, language, constant = rests[place]
            filled = Filled(pattern, numbers[begins[at] : begins[at + 1]].tolist())
            return Compiled(text, result, (), filled, volatile, language, (), (), constant)

        return Late(len(places), make)

    def check(self, nodes: int) -> None:
        """Raise UnfitError where an expression is about a node that is not there."""
        recipes: list[int] = []
        named = [self._numbers]
        for name, given, *_ in self._others:
            if name in _COMPILERS:
                recipes.append(given)
                continue
            of_terms, numbers = figures(given[0]), runs(given[1])
            pairs = zip(of_terms, numbers, strict=True)
            if name not in compiler.FINISHES or not (
                are_within(of_terms, 0, len(self._patterns))
                and all(_is_filled(self._patterns[at], len(one)) for at, one in set(pairs))
            ):
                raise UnfitError("a sum of what is not there")
            named += numbers
        if not all(are_within(numbers, 0, nodes) for numbers in (*named, recipes)):
            raise UnfitError("nodes that are not there")

    def _rest(
        self, patterns: Sequence[Pattern], at: int, result: str, *flags: bool
    ) -> tuple[Any, ...]:
        return (patterns[at], ResultType(result), *flags)

    def _other(self, text: str, packed: Packed, patterns: Sequence[Pattern]) -> Compiled[Any]:
        name, given, result, (volatile, language, constant), lists, missing = packed
        factory: Recipe | Chain
        if name in _COMPILERS:
            again = partial(self._compiled, text, _COMPILERS[name], given)
            factory = Recipe(_COMPILERS[name], given, None, again)
        else:
            of_terms = map(patterns.__getitem__, figures(given[0]))
            terms = [*zip(of_terms, runs(given[1]), strict=True)]
            factory = Chain(compiler.FINISHES[name], terms)
        return Compiled(
            text,
            ResultType(result),
            (),
            factory,
            volatile,
            language,
            tuple(lists),
            tuple([Missing(what, Span(start, end), *said) for what, start, end, *said in missing]),
            constant,
        )

    def _compiled(
        self, text: str, compile_again: Callable[..., Compiled[Any]], node: int
    ) -> Callable[[Environment], Callable[[HostNode], Any]]:
        skeleton = self._skeleton()
        scope = DraftScope(skeleton, self._tables, skeleton.drafts[node])
        return compile_again(text, scope).factory

    def _skeleton(self) -> Skeleton:
        if self._known is None:
            places = [
                Place(node.id, node.name, node.parent, node.is_repeat, node.owner, node.last_saved)
                for node in self.nodes
            ]
            self._known = Skeleton.recalled(places, self._numeric)
        return self._known
