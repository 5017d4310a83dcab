"""`regex()` in bounded time: a full match by a lazily built automaton.

Python's `re` may backtrack without end on a hostile pattern, and has no time limit. An automaton
needs one step per character, whatever the pattern; what it cannot express is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.char_sets import CharSet
from bina_desktop.formengine.xpath.pattern_syntax import (
    Edge,
    Either,
    PatternError,
    PatternParser,
    Repeat,
    Sequence,
    Tree,
)

__all__ = ["MAX_SUBJECT", "Pattern", "PatternError"]

MAX_SUBJECT = 10_000
"""Characters of a text; a longer one matches nothing."""
_MAX_PATTERN = 2_000
_MAX_STATES = 5_000
_MAX_MEMORY = 5_000
"""Transitions remembered before memory is cleared."""

_ACCEPT = 0


class Pattern:
    """A compiled pattern."""

    def __init__(self, text: str) -> None:
        """Compile a pattern. Raises PatternError."""
        if len(text) > _MAX_PATTERN:
            raise PatternError(messages.PATTERN_LONG(most=_MAX_PATTERN))
        parser = PatternParser(text)
        tree = parser.parse()
        self._ignore_case = parser.ignore_case
        # A state takes a character or stands at an edge (its test), or forks (None), and leads
        # to its successors. State 0 accepts.
        self._tests: list[CharSet | Edge | None] = [None]
        self._successors: list[tuple[int, ...]] = [()]
        start = self._add(tree, _ACCEPT)
        self._start = self._close((start,), frozenset({Edge.START}))
        self._memory: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    @staticmethod
    @lru_cache(maxsize=512)
    def cached(text: str) -> Pattern:
        """Return the pattern, compiled once. Raises PatternError."""
        return Pattern(text)

    def matches(self, subject: str) -> bool:
        """Tell whether the whole subject fits (as JavaRosa: no partial matches)."""
        if len(subject) > MAX_SUBJECT:
            return False
        memory = self._memory
        states = self._start
        for letter in subject:
            following = memory.get((states, letter))
            if following is None:
                following = self._step(states, letter)
                if len(memory) >= _MAX_MEMORY:
                    memory.clear()
                memory[states, letter] = following
            if not following:
                return False
            states = following
        edges = frozenset(Edge) if not subject else frozenset({Edge.END})
        return _ACCEPT in self._close(states, edges)

    def _step(self, states: frozenset[int], letter: str) -> frozenset[int]:
        reached: list[int] = []
        for number in states:
            test = self._tests[number]
            if isinstance(test, CharSet):
                fits = test.has_any_case if self._ignore_case else test.has
                if fits(letter):
                    reached.extend(self._successors[number])
        return self._close(reached, frozenset())

    def _close(self, states: Iterable[int], edges: frozenset[Edge]) -> frozenset[int]:
        """Follow forks, and the given edges; keep what waits for a character or an edge."""
        waiting = list(states)
        seen: set[int] = set()
        kept: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            test = self._tests[number]
            if test is not None or number == _ACCEPT:
                kept.add(number)
            if test is None or test in edges:
                waiting.extend(self._successors[number])
        return frozenset(kept)

    def _put(self, test: CharSet | Edge | None, *successors: int) -> int:
        if len(self._tests) >= _MAX_STATES:
            raise PatternError(messages.PATTERN_COMPLEX())
        self._tests.append(test)
        self._successors.append(successors)
        return len(self._tests) - 1

    def _add(self, tree: Tree, following: int) -> int:
        """Add the states of a tree in front of `following`; return the first."""
        match tree:
            case CharSet() | Edge():
                return self._put(tree, following)
            case Sequence(parts):
                for part in reversed(parts):
                    following = self._add(part, following)
                return following
            case Either(branches):
                firsts = [self._add(branch, following) for branch in branches]
                return self._put(None, *firsts)
            case _:
                return self._add_repeat(tree, following)

    def _add_repeat(self, tree: Repeat, following: int) -> int:
        start = following
        if tree.most is None:
            start = self._put(None)
            self._successors[start] = (self._add(tree.part, start), following)
        else:
            for _ in range(tree.most - tree.least):
                start = self._put(None, self._add(tree.part, start), following)
        for _ in range(tree.least):
            first = self._add(tree.part, start)
            if first == start:
                break  # an empty part: a thousand of it is still empty
            start = first
        return start
