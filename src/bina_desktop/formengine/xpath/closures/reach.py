"""Where a path can lead by the definition of the form, without any answers.

A `Spot` is a definition as seen from the context of the whole expression: so many levels up, then
down. Walking the axes over spots tells which dependencies a general path has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from bina_desktop.formengine.xpath.closures.axes import axis_of
from bina_desktop.formengine.xpath.host import ItemsTarget, NodeTarget, Outline, Step
from bina_desktop.formengine.xpath.syntax import Axis, NodeTest, PathStep

DOCUMENT = -1
TREE = 5
"""Level of all nodes of a list that is more than rows: what stands where is not known before."""


class Spot(NamedTuple):
    """A definition of the form, or the document above its root."""

    def_id: int
    ups: int
    """Levels from the context up to the node from which the way leads down again."""
    is_text: bool = False
    """Its answer as a text node."""


class ListSpot(NamedTuple):
    """A part of a secondary instance."""

    target: ItemsTarget
    level: int
    """0 the document, 1 its root, 2 an item, 3 a cell, 4 the text of a cell, or TREE."""
    column: str = ""


AnySpot = Spot | ListSpot
Spots = frozenset[AnySpot]


class Reach:
    """Walks over the definitions of one form, seen from one of them."""

    def __init__(self, outlines: Sequence[Outline], here: int) -> None:
        """Stand on the definition `here`."""
        self.outlines = outlines
        self._chain = [here]
        while self._chain[-1] != DOCUMENT:
            self._chain.append(outlines[self._chain[-1]].parent)
        self.start = Spot(here, 0)
        self.document = Spot(DOCUMENT, len(self._chain) - 1)

    @property
    def question(self) -> Spots:
        """Return the context node and its text, none when it is a group."""
        if self.outlines[self.start.def_id].children:
            return frozenset()
        return frozenset((self.start, self.start._replace(is_text=True)))

    def target(self, spot: Spot) -> NodeTarget:
        """Return a spot as the dependency graph wants it. Not for the document."""
        pivot = self._chain[spot.ups]
        steps: list[Step] = []
        at = spot.def_id
        while at not in {pivot, 0}:
            outline = self.outlines[at]
            steps.append(Step(outline.slot, at, outline.repeat))
            at = outline.parent
        steps.reverse()
        numeric = self.outlines[spot.def_id].numeric
        start = None if self.outlines[pivot].in_repeat else pivot
        return NodeTarget(spot.def_id, start, spot.ups, tuple(steps), numeric)

    def walk(self, spots: Iterable[AnySpot], step: PathStep) -> Spots:
        """Return where one step leads from any of `spots`, predicates aside."""
        axis = _AXES[axis_of(step)]
        found = {reached for spot in spots for reached in axis(self, spot)}
        return frozenset(spot for spot in found if self._passes(spot, step))

    def children(self, spot: AnySpot) -> list[AnySpot]:
        """Return the spots below; of a question its text."""
        if isinstance(spot, ListSpot):
            return _list_children(spot)
        if spot.is_text:
            return []
        if spot.def_id == DOCUMENT:
            return [self._down(spot, 0)]
        outline = self.outlines[spot.def_id]
        if outline.owner >= 0:
            return []
        if not outline.children:
            return [spot._replace(is_text=True)]
        outlines = self.outlines
        return [self._down(spot, child) for child in outline.children if outlines[child].owner < 0]

    def attributes(self, spot: AnySpot) -> list[AnySpot]:
        """Return the XML attributes of an element of the form."""
        if isinstance(spot, ListSpot):
            return [spot] if _is_tree(spot) else []
        if spot.is_text or spot.def_id == DOCUMENT:
            return []
        found: list[AnySpot] = []
        for owned in self.outlines[spot.def_id].owned:
            beside = self.outlines[owned].parent != spot.def_id
            holder = self._above(spot) if beside else spot
            found.append(Spot(owned, holder.ups))
        return found

    def parent(self, spot: AnySpot) -> list[AnySpot]:
        """Return the spot above, if any."""
        if isinstance(spot, ListSpot):
            if spot.level in (0, TREE):
                return [spot] if spot.level else []
            column = spot.column if spot.level == 4 else ""
            return [spot._replace(level=spot.level - 1, column=column)]
        if spot.is_text:
            return [spot._replace(is_text=False)]
        if spot.def_id == DOCUMENT:
            return []
        outline = self.outlines[spot.def_id]
        above = self._above(spot)
        if outline.owner not in {-1, outline.parent}:
            return [self._down(above, outline.owner)]
        return [above]

    def _above(self, spot: Spot) -> Spot:
        """Return the node that holds a spot."""
        if spot.def_id == self._chain[spot.ups]:
            return Spot(self._chain[spot.ups + 1], spot.ups + 1)
        return spot._replace(def_id=self.outlines[spot.def_id].parent)

    def _down(self, spot: Spot, child: int) -> Spot:
        """Go down; a single node on the way to the context is seen from nearer."""
        at_pivot = spot.ups > 0 and spot.def_id == self._chain[spot.ups]
        if at_pivot and child == self._chain[spot.ups - 1] and not self.outlines[child].repeat:
            return Spot(child, spot.ups - 1)
        return Spot(child, spot.ups)

    def _passes(self, spot: AnySpot, step: PathStep) -> bool:
        match step.test:
            case NodeTest.NODE:
                return True
            case NodeTest.TEXT:
                return spot.level >= 4 if isinstance(spot, ListSpot) else spot.is_text
            case NodeTest.NAME:
                return step.name in {".", ".."} or self._is_named(spot, step.name)
            case _:
                return False

    def _is_named(self, spot: AnySpot, name: str) -> bool:
        if isinstance(spot, ListSpot):
            own = ("", *(spot.target.names or "**"), spot.column, "", "*")[spot.level]
            # Columns of an attached file may be unknown until it is there: `*`.
            return own != "" and (name == own or name.endswith("*") or own == "*")
        if spot.is_text or spot.def_id == DOCUMENT:
            return False
        own = self.outlines[spot.def_id].name.rpartition("@")[2]
        return name in {"*", own} or (name.endswith(":*") and own.startswith(name[:-1]))


def _list_children(spot: ListSpot) -> list[AnySpot]:
    if spot.level == 2:
        columns = ("*",) if spot.target.columns is None else spot.target.columns
        return [ListSpot(spot.target, 3, column) for column in columns]
    if spot.level == TREE:
        return [spot]
    return [spot._replace(level=spot.level + 1)] if spot.level < 4 else []


_Walk = Callable[[Reach, AnySpot], Iterable[AnySpot]]


def _ancestors(reach: Reach, spot: AnySpot) -> Iterator[AnySpot]:
    above = reach.parent(spot)
    while above:
        yield above[0]
        above = [] if _is_tree(above[0]) else reach.parent(above[0])


def _descendants(reach: Reach, spot: AnySpot) -> Iterator[AnySpot]:
    waiting = reach.children(spot)
    while waiting:
        at = waiting.pop()
        yield at
        if not _is_tree(at):
            waiting.extend(reach.children(at))


def _siblings(reach: Reach, spot: AnySpot) -> Iterator[AnySpot]:
    """Yield all that may stand beside: more than one side of it, on the safe side."""
    for above in reach.parent(spot):
        for beside in reach.children(above):
            many = isinstance(beside, ListSpot) or (
                beside.def_id != DOCUMENT and reach.outlines[beside.def_id].repeat
            )
            if beside != spot or many:
                yield beside


def _around(reach: Reach, spot: AnySpot) -> Iterator[AnySpot]:
    """Yield all of `following` and `preceding`, on the safe side."""
    for at in (spot, *_ancestors(reach, spot)):
        for sibling in _siblings(reach, at):
            yield sibling
            yield from _descendants(reach, sibling)


def _is_tree(spot: AnySpot) -> bool:
    """Tell whether a spot stands for all nodes of a list: it is above and below itself."""
    return isinstance(spot, ListSpot) and spot.level == TREE


def _none(_reach: Reach, _spot: AnySpot) -> Iterable[AnySpot]:
    """Return nothing: answers have no namespaces."""
    return ()


_AXES: dict[Axis, _Walk] = {
    Axis.ANCESTOR: _ancestors,
    Axis.ANCESTOR_OR_SELF: lambda reach, spot: (spot, *_ancestors(reach, spot)),
    Axis.ATTRIBUTE: Reach.attributes,
    Axis.CHILD: Reach.children,
    Axis.DESCENDANT: _descendants,
    Axis.DESCENDANT_OR_SELF: lambda reach, spot: (spot, *_descendants(reach, spot)),
    Axis.FOLLOWING: _around,
    Axis.FOLLOWING_SIBLING: _siblings,
    Axis.NAMESPACE: _none,
    Axis.PARENT: Reach.parent,
    Axis.PRECEDING: _around,
    Axis.PRECEDING_SIBLING: _siblings,
    Axis.SELF: lambda _reach, spot: (spot,),
}
