"""In which order the expressions of a form must run: none before what it reads.

Two circles are allowed, because forms use them and they come to rest: a repeat whose number of
instances follows from an answer in its last instance ("add another?"), and a calculation that
looks back at another instance by its position (a running total). One of their vertices is
`looping`: it has a rank below what it reads and runs again when that changes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush

from bina_desktop.formengine.definition.authoring import COLUMNS, Report
from bina_desktop.formengine.definition.model import VertexKind
from bina_desktop.formengine.definition.skeleton import Draft
from bina_desktop.formengine.definition.wishes import WITHOUT_EDGE, Wish
from bina_desktop.formengine.xpath.host import Read, ReadKind
from bina_desktop.formengine.xpath.sentences import Sentence, Template

_OFFERS, _VALUE = VertexKind.CHOICES, ReadKind.VALUE
"""Looking a member up at its class costs ten times as much as a name of the module."""


def ranked(
    drafts: Sequence[Draft], wishes: Sequence[Wish], report: Report, loose: set[int]
) -> list[int]:
    """Return the indexes of the wishes by rank; `loose` receives those that loop."""
    before = _dependencies(drafts, wishes)
    ranking = _Ranking(before)
    while ranking.run() < len(wishes):
        circle = _circle(before, ranking.done)
        freed = next((index for index in circle if _may_loop(wishes[index])), None)
        if freed is None:
            freed = circle[0]
            _report_circle(drafts, wishes, circle, report)
        else:
            loose.add(freed)
        ranking.free(freed)
    return ranking.order


class _Ranking:
    """Takes what waits for nothing, always the one that stands first in the form."""

    def __init__(self, before: Sequence[Collection[int]]) -> None:
        """Begin; `before` tells what each waits for."""
        self.order: list[int] = []
        self.done = [False] * len(before)
        self._before = before
        self._waiting: dict[int, int] = {}
        """How many each of those that were looked at still waits for."""
        self._after: dict[int, list[int]] = {}
        """Who of them waits for it."""
        self._next = 0
        """All before it have been looked at: they are done, ready, or wait."""
        self._ready: list[int] = []
        """A heap of those that were looked at before they could be taken."""

    def run(self) -> int:
        """Take all that can be taken and return how many have been."""
        ready, done, after, order = self._ready, self.done, self._after, self.order
        while ready or self._next < len(done):
            if ready:
                self._take(heappop(ready))
                continue
            index = self._next
            self._next += 1
            before = self._before[index]
            missing = [producer for producer in before if not done[producer]] if before else ()
            if not missing:
                if index in after:
                    self._take(index)
                else:
                    done[index] = True
                    order.append(index)
                continue
            self._waiting[index] = len(missing)
            for producer in missing:
                after.setdefault(producer, []).append(index)
        return len(self.order)

    def free(self, index: int) -> None:
        """Take one next that still waits."""
        self._waiting[index] = 0
        heappush(self._ready, index)

    def _take(self, index: int) -> None:
        self.done[index] = True
        self.order.append(index)
        waiting = self._waiting
        for reader in self._after.get(index, ()):
            waiting[reader] -= 1
            if not waiting[reader] and not self.done[reader]:
                heappush(self._ready, reader)


def _circle(before: Sequence[Collection[int]], done: Sequence[bool]) -> list[int]:
    """Return one circle among the vertices left, in the order in which they follow."""
    at = next(index for index, finished in enumerate(done) if not finished)
    trail: list[int] = []
    while at not in trail:
        trail.append(at)
        at = min(producer for producer in before[at] if not done[producer])
    circle = trail[trail.index(at) :]
    circle.reverse()
    return circle


def _may_loop(wish: Wish) -> bool:
    if wish.kind is VertexKind.COUNT:
        return True
    text = wish.expression.text if wish.expression is not None else ""
    return wish.kind is VertexKind.CALCULATE and _LOOKS_BACK.search(text) is not None


_LOOKS_BACK = re.compile(
    r"(?s)(?:\[|\bindexed-repeat\s*\().*\bposition\s*\(|\bpreceding-sibling\s*::"
)
"""Another instance, picked by position."""


def _report_circle(
    drafts: Sequence[Draft], wishes: Sequence[Wish], circle: Sequence[int], report: Report
) -> None:
    names = [_described(drafts, wishes[index], report) for index in circle]
    report.error(
        _CIRCLE(
            circle=" → ".join(name.indonesian for name in [*names, names[0]]),
            circle_en=" → ".join(name.english for name in [*names, names[0]]),
        ),
        question=drafts[wishes[circle[0]].node].path,
        column=wishes[circle[0]].kind.value,
    )


def _described(drafts: Sequence[Draft], wish: Wish, report: Report) -> Sentence:
    name = drafts[wish.node].name
    column = _COLUMN_OF.get(wish.kind, wish.kind.value)
    row = report.row_of(drafts[wish.node].path, wish.kind.value)
    if row is None:
        return Sentence(f"{name} ({column})", f"{name} ({column})")
    return Sentence(f"{name} ({column}) baris {row}", f"{name} ({column}) row {row}")


_CIRCLE = Template(
    "Rumus saling bergantung melingkar: {circle}; putuskan salah satunya.",
    "Formulas wait for each other in a circle: {circle_en}; break one of them.",
)


_COLUMN_OF = {
    VertexKind.CALCULATE: COLUMNS["calculate"],
    VertexKind.CHOICES: COLUMNS["itemset"],
    VertexKind.COUNT: COLUMNS["count"],
}


def _dependencies(drafts: Sequence[Draft], wishes: Sequence[Wish]) -> list[Collection[int]]:
    """Return for each wish what must run before it, each once."""
    producers = _Producers(drafts, wishes)
    counted, of_value = bool(producers.count), producers.of_value
    before: list[Collection[int]] = []
    for wish in wishes:
        reads = wish.reads
        if counted or wish.kind is _OFFERS:
            before.append(_needed_besides(drafts, wish, producers))
        elif not reads:
            before.append(())
        elif len(reads) == 1 and reads[0][1] is _VALUE:
            before.append(of_value(reads[0][0].def_id))
        else:
            before.append(_needed(reads, producers))
    return before


class _Producers:
    """Which wish decides what of which node."""

    def __init__(self, drafts: Sequence[Draft], wishes: Sequence[Wish]) -> None:
        by_kind: dict[VertexKind, dict[int, int]] = {kind: {} for kind in VertexKind}
        for index, wish in enumerate(wishes):
            by_kind[wish.kind][wish.node] = index
        self.calculate = by_kind[VertexKind.CALCULATE]
        self.choices = by_kind[VertexKind.CHOICES]
        self.count = by_kind[VertexKind.COUNT]
        self.relevant: list[tuple[int, ...]] = []
        """By definition id: those that decide whether it is there, its own and its ancestors'."""
        own = by_kind[VertexKind.RELEVANT]
        for at, draft in enumerate(drafts):  # a parent stands before its children
            above = self.relevant[draft.parent.id] if draft.parent is not None else ()
            self.relevant.append((*above, own[at]) if at in own else above)
        self._of_value: dict[int, tuple[int, ...]] = {}

    def of(self, target: int, kind: ReadKind) -> tuple[int, ...]:
        """Return what must run before this of the target can be read."""
        if kind is ReadKind.POSITION:
            return (self.count[target],) if target in self.count else ()
        return self.of_value(target) if kind is _VALUE else self.relevant[target]

    def of_value(self, target: int) -> tuple[int, ...]:
        """Return what must run before the text or number of the target can be read."""
        known = self._of_value.get(target)
        if known is None:
            known = self.relevant[target]
            if target in self.choices:
                known = (self.choices[target], *known)
            if target in self.calculate:
                known = (self.calculate[target], *known)
            self._of_value[target] = known
        return known


def _needed(reads: Iterable[Read], producers: _Producers) -> set[int]:
    needed: set[int] = set()
    for target, kind in reads:
        if kind not in WITHOUT_EDGE:
            needed.update(producers.of(target.def_id, kind))
    return needed


def _needed_besides(drafts: Sequence[Draft], wish: Wish, producers: _Producers) -> Collection[int]:
    """Return what must run before it, where more than what it reads must."""
    if not wish.reads and not producers.count and wish.node not in producers.calculate:
        return ()
    needed = _needed(wish.reads, producers)
    if wish.kind is VertexKind.CHOICES and wish.node in producers.calculate:
        needed.add(producers.calculate[wish.node])
    if producers.count:
        needed.update(_counted(drafts, wish, producers.count))
    return needed


def _counted(drafts: Sequence[Draft], wish: Wish, count: Mapping[int, int]) -> Iterable[int]:
    """Yield what decides how many nodes have this wish, and how many it reads."""
    own = drafts[wish.node]
    above = [draft.id for draft in own.ancestors()]
    crossed = [
        repeat
        for target, kind in wish.reads
        if kind not in WITHOUT_EDGE
        for repeat in target.repeats
    ]
    for number in (*above, *crossed) if wish.on_place else (own.id, *above, *crossed):
        if number in count:
            yield count[number]
