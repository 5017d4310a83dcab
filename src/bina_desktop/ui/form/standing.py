"""How far each section is, counted once and then kept true by what changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bina_desktop.formengine.client import Node, NodeKind, Ref, Session
from bina_desktop.ui.form.navigation import Section, is_wrong, questions, top_ref

_Mark = tuple[int, int, int, int, int]
"""What one question adds to its section's Standing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a section is; honest, because only what is relevant counts."""

    answered: int = 0
    total: int = 0
    required_done: int = 0
    required: int = 0
    problems: int = 0
    """Answered, but not as it must be."""

    @property
    def complete(self) -> bool:
        """True if nothing required is open; where nothing is required, if all is answered."""
        if self.required:
            return self.required_done == self.required
        return self.answered == self.total


class Tally:
    """Counts of every section; an answer costs what it changed, not the size of the form."""

    def __init__(
        self, session: Session, sections: Sequence[Section], *, counted: bool = True
    ) -> None:
        """`counted=False` leaves the counting of each section to `count`."""
        self._session = session
        self._sections = sections
        self._places = {node.ref: i for i, one in enumerate(sections) for node in one.nodes}
        self._marks: dict[int, dict[Ref, _Mark]] = {}
        self._sums: dict[int, list[int]] = {}
        self._whole = [0] * 5
        self._open = set(range(len(sections)))
        if counted:
            for index in range(len(sections)):
                self.count(index)

    def count(self, index: int) -> int:
        """Count a section; return how many questions it has."""
        self._open.discard(index)
        self._recount(index)
        return len(self._marks[index])

    def standing(self, index: int) -> Standing | None:
        """Return how a section stands; None before it is counted."""
        return None if index in self._open else Standing(*self._sums[index])

    @property
    def whole(self) -> Standing | None:
        """How the whole form stands; None before all of it is counted."""
        return None if self._open else Standing(*self._whole)

    def update(self, refs: Iterable[Ref]) -> frozenset[int]:
        """Take in what changed; returns the sections that may stand differently."""
        touched: set[int] = set()
        anew: set[int] = set()
        for ref in refs:
            index = self._places.get(top_ref(ref))
            if index is None or index in self._open:
                continue
            touched.add(index)
            node = self._find(ref)
            if node is None or node.kind is NodeKind.REPEAT:
                anew.add(index)
            else:
                self._put(index, node)
        for index in anew:
            self._recount(index)
        return frozenset(touched)

    def _find(self, ref: Ref) -> Node | None:
        try:
            return self._session.node(ref)
        except KeyError:
            return None

    def _put(self, index: int, node: Node) -> None:
        marks, sums = self._marks[index], self._sums[index]
        before = marks.pop(node.ref, None)
        after = _mark_of(node) if node.answerable else None
        for mark, sign in ((before, -1), (after, 1)):
            if mark is not None:
                for place, count in enumerate(mark):
                    sums[place] += sign * count
                    self._whole[place] += sign * count
        if after is not None:
            marks[node.ref] = after

    def _recount(self, index: int) -> None:
        marks = {n.ref: _mark_of(n) for n in questions(self._session, self._sections[index])}
        self._marks[index] = marks
        nothing = (0, 0, 0, 0, 0)
        before = self._sums.get(index, nothing)
        after = self._sums[index] = [sum(c) for c in zip(nothing, *marks.values(), strict=True)]
        self._whole = [w + a - b for w, a, b in zip(self._whole, after, before, strict=True)]


def _mark_of(node: Node) -> _Mark:
    answered = bool(node.value)
    required = node.required
    return (answered, 1, answered and required, required, is_wrong(node))
