"""The expressions of a form in its snapshot: as text, compiled when they are first needed.

What a session runs is little of what a form holds, so reading a snapshot compiles nothing. Each
expression is kept with what it needs to be compiled again: a filled stencil as the pieces of text
between its paths and its own ids and slots, a long sum as its addends, all others as written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

from bina_desktop.formengine.definition.columns import named
from bina_desktop.formengine.definition.expressions import Recipe
from bina_desktop.formengine.definition.model import NodeDefinition
from bina_desktop.formengine.definition.packing import Packed, UnfitError
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
_FINISH_NAMES = {finish: name for name, finish in compiler.FINISHES.items()}


def packed_expressions(expressions: Sequence[Compiled[Any]]) -> Packed:
    """Pack expressions by columns. Raises UnfitError for one that cannot be compiled again."""
    patterns: dict[Pattern, int] = {}
    kinds: dict[tuple[Any, ...], int] = {}
    others: list[Packed] = []
    places: list[int] = []
    numbers: list[list[int]] = []
    for one in expressions:
        factory = one.factory
        if isinstance(factory, Filled):
            at = patterns.setdefault(factory.pattern, len(patterns))
            kind = (at, one.result_type.value, one.volatile, one.language, one.constant)
            places.append(kinds.setdefault(kind, len(kinds)))
            numbers.append(factory.numbers)
            continue
        places.append(-1 - len(others))
        numbers.append([])
        others.append([*_packed_factory(one, patterns), *_packed_rest(one)])
    keys = [_packed_key(pattern.key) for pattern in patterns]
    texts = [one.text for one in expressions]
    return [keys, [[*kind] for kind in kinds], others, texts, places, numbers]


def _packed_factory(one: Compiled[Any], patterns: dict[Pattern, int]) -> Packed:
    factory = one.factory
    if isinstance(factory, Recipe):
        return [factory.compiler.__name__, factory.node]
    if isinstance(factory, Chain):
        found = [
            (patterns.setdefault(pattern, len(patterns)), given)
            for pattern, given in factory.terms
        ]
        return [_FINISH_NAMES[factory.finish], found]
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


class Recall:
    """Makes the expressions of one form from its snapshot."""

    def __init__(self, lists: Any, numeric: frozenset[int]) -> None:
        """Know what the form's expressions may name."""
        self.nodes: Sequence[NodeDefinition] = ()
        """To be set before the first expression is compiled."""
        self._tables = Tables(lists)
        self._numeric = numeric
        self._known: Skeleton | None = None

    def expressions(self, packed: Packed) -> list[Compiled[Any]]:
        """Return all expressions; nothing is compiled yet."""
        keys, kinds, others, texts, places, numbers = packed
        patterns = [compiler.STENCILS.of(_key(key)) for key in keys]
        rests: Sequence[tuple[Any, ...]] = [self._rest(patterns, *kind) for kind in kinds]
        wanted: Sequence[int] = places
        plain = [at for at, place in enumerate(wanted) if place >= 0]
        chosen = [rests[wanted[at]] for at in plain]
        columns: list[Sequence[Any]] = [*zip(*chosen, strict=True)]
        made, results, volatile, language, constant = columns or [()] * 5
        given = [numbers[at] for at in plain]
        factories = [*named(Filled, [made, given])]
        none = [()] * len(plain)
        words = [texts[at] for at in plain]
        columns = [words, results, none, factories, volatile, language, none, none, constant]
        filled = named(cast("type[Compiled[Any]]", Compiled), columns)
        return [
            next(filled) if place >= 0 else self._other(text, others[-1 - place], patterns)
            for text, place in zip(texts, places, strict=True)
        ]

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
            terms: Sequence[tuple[int, list[int]]] = given
            filled = [(patterns[at], numbers) for at, numbers in terms]
            factory = Chain(compiler.FINISHES[name], filled)
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
