"""Long sums that are kept: a changed addend is read again, the others are only added up.

A total over 200 questions would read 200 nodes for each answer that changes one of them. Here
every addend has its last value, the host tells which of them changed (`Environment.watch`), and
what is left is adding numbers that stand side by side. They are added from left to right, as the
expression says, so the result is the same to the last bit. Where every addend is a small multiple
of 1/1024, as counts and scores are, no sum is ever rounded: then the difference is enough.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from bina_desktop.formengine.xpath.host import Environment
from bina_desktop.formengine.xpath.shape import Looping, Single

_NOTHING = -0.0
"""What may be added to any number, -0.0 too, without changing it."""
_LEAST, _MOST = -1e6, 1e6
_PARTS = 1_024.0
"""A million such addends stay below what 53 bits can say exactly."""


class Running:
    """A sum in one session."""

    __slots__ = ("_addends", "_rough", "_stale", "_total", "_values")

    def __init__(self, addends: Sequence[tuple[Single, Sequence[Any]]]) -> None:
        """Sum up addends: how to evaluate one, and what that takes after the context node."""
        self._addends = addends
        self._values = [0.0] * len(addends)
        self._stale = set(range(len(addends)))
        self._rough = set(self._stale)
        """Numbers of the addends whose sums may be rounded."""
        self._total = _NOTHING

    def __call__(self, _node: object) -> float:
        """Return the sum; its addends read nothing of the context node."""
        stale = self._stale
        if stale:
            addends, values, rough = self._addends, self._values, self._rough
            total, anew = self._total, bool(rough)
            while stale:
                number = stale.pop()
                evaluate, taken = addends[number]
                value = evaluate(None, *taken)
                total += value - values[number]
                values[number] = value
                if not _LEAST < value < _MOST or value * _PARTS % 1.0:
                    rough.add(number)
                elif rough:
                    rough.discard(number)
            # Zero may be minus zero, which a difference cannot tell.
            self._total = from_left(values) if anew or rough or not total else total
        return self._total

    def follows(self, environment: Environment, number: int, nodes: Sequence[Any]) -> bool:
        """Evaluate an addend again when one of these nodes changes; False where none can tell."""
        return all(environment.watch(node, self._stale, number) for node in nodes)


def one_by_one(values: Sequence[float]) -> float:
    """Add floats from left to right, each sum rounded, as `a + b + c` does."""
    total = _NOTHING
    for value in values:
        total += value
    return total


def _at_once(values: Sequence[float]) -> float:
    return sum(values, _NOTHING)


from_left: Callable[[Sequence[float]], float] = (
    _at_once if sys.version_info < (3, 12) else one_by_one
)
"""As `one_by_one`, as quickly as this Python can: from 3.12 on `sum` makes good what adding
floats loses, which XPath does not."""


def running(parts: Sequence[Looping], environment: Environment) -> Running | None:
    """Return a sum that is kept; None where some addend reads more than texts and numbers of
    nodes outside repeats, which is all that can be followed.
    """
    addends: list[tuple[Single, Sequence[Any]]] = []
    read: list[list[Any]] = []
    for _, evaluate, rows, nodes in parts:
        if nodes is None:
            return None
        addends += [(evaluate, row) for row in rows]
        read += [[row[place] for place in nodes] for row in rows]
    made = Running(addends)
    followed = all(made.follows(environment, number, nodes) for number, nodes in enumerate(read))
    return made if followed else None
