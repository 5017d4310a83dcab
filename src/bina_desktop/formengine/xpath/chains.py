"""Long sums: compiled addend by addend, so that 200 addends of one shape are compiled once.

A total over a whole form (`/data/a1 + /data/a2 + …`) in one piece is as much source as the rest
of the form together, and it fits no other form. Here each addend is filled into its own stencil,
and a run of addends that share one becomes a loop over what they read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, cast

from bina_desktop.formengine.xpath.functions_core import truth
from bina_desktop.formengine.xpath.generation import Generation
from bina_desktop.formengine.xpath.host import Compiled, Environment, HostNode, ResultType, Scope
from bina_desktop.formengine.xpath.lexer import MAX_TEXT
from bina_desktop.formengine.xpath.running import running
from bina_desktop.formengine.xpath.stencils import Filled, Finish, Pattern, Stencils
from bina_desktop.formengine.xpath.values import number_blank

LEAST = 24
"""Addends of a long sum; a shorter one is quick enough to compile in one piece."""
_LONG = 2 * LEAST - 2
"""Characters that a long sum has more of: addends and signs."""
ALIKE = 4
"""Addends that must on average share a stencil for the pieces to be less work than the whole."""
_NOTHING = -0.0
"""What may be added to any number, -0.0 too, without changing it."""
_MARKS = re.compile("\"[^\"]*\"|'[^']*'" + r"|\(|\)|\[|\]|\+|<|>|=|!|\||,|-|and|or")
"""Alternatives that start with a letter of their own: `re` then skips quickly to the next."""
_DEEPER = {"(": 1, "[": 1, ")": -1, "]": -1}
_IN_NAMES = frozenset({"-", "and", "or"})
"""What is no operator where a letter stands before it."""
_ENDINGS: Mapping[Finish, Callable[[float], Any]] = {
    Generation.blank: number_blank,
    Generation.value: float,
    Generation.number: float,
    Generation.boolean: truth,
}


Fill = Callable[[Sequence[str], int], Sequence[Compiled[Any]]]
"""Compiles addends for their numbers, all filled into at most so many stencils that can loop;
returns none of them where one cannot be had so."""


class Chain:
    """The factory of a long sum."""

    __slots__ = ("finish", "terms")

    def __init__(self, finish: Finish, terms: Sequence[tuple[Pattern, Sequence[int]]]) -> None:
        """Keep the addends: the stencil of each, and what is filled into it."""
        self.finish = finish
        self.terms = terms

    def __call__(self, environment: Environment) -> Callable[[HostNode], Any]:
        """Return the evaluator for one session."""
        parts = [
            pattern.stencil.looping(environment, [numbers for _, numbers in run])
            for pattern, run in groupby(self.terms, key=lambda term: term[0])
        ]
        ending = _ENDINGS[self.finish]
        kept = running(parts, environment)
        if kept is not None:
            return kept if ending is float else lambda node: ending(kept(node))

        def evaluate(node: HostNode) -> Any:
            total = _NOTHING
            for add, *_ in parts:
                total = add(node, total)
            return ending(total)

        return evaluate


def chained(text: str, scope: Scope, finish: Finish, stencils: Stencils) -> Compiled[Any] | None:
    """Return a long sum put together from its addends; None for all other expressions."""

    def fill(addends: Sequence[str], most: int) -> Sequence[Compiled[Any]]:
        return stencils.addends(addends, scope, Generation.number, most=most)

    return joined(text, finish, fill)


def joined(text: str, finish: Finish, fill: Fill) -> Compiled[Any] | None:
    """Return a long sum put together from what `fill` makes of its addends."""
    addends = split(text)
    if len(addends) < LEAST:
        return None
    found = fill(addends, len(addends) // ALIKE)
    if not found:
        return None
    made = [cast("Filled", one.factory) for one in found]
    return Compiled(
        text=text,
        result_type=ResultType.NUMBER,
        reads=tuple(dict.fromkeys(read for one in found for read in one.reads)),
        factory=Chain(finish, [(one.pattern, one.numbers) for one in made]),
        volatile=any(one.volatile for one in found),
        language=any(one.language for one in found),
        constant=all(one.constant for one in found),
    )


def may_be_long(text: str) -> bool:
    """Tell whether a text may be a long sum; of most it is known at once that they are none."""
    return len(text) > _LONG and text.count("+") >= LEAST - 1


def split(text: str) -> list[str]:
    """Return the addends of a sum; none for a text that may be anything else."""
    if not may_be_long(text) or len(text) > MAX_TEXT:
        return []
    addends: list[str] = []
    start = depth = 0
    for match in _MARKS.finditer(text):
        mark = match[0]
        if mark in _DEEPER:
            depth += _DEEPER[mark]
        elif depth:
            continue
        elif mark == "+":
            addends.append(text[start : match.start()].strip())
            start = match.end()
        elif mark[0] not in "\"'" and not _is_in_name(text, match):
            return []  # An operator that would tear a sum apart, or what looks like one.
    return [*addends, text[start:].strip()]


def _is_in_name(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    return match[0] in _IN_NAMES and before.isascii() and (before.isalpha() or before == "_")
