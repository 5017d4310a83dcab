"""What the expressions of a fresh form make of blank answers: found out once for all alike.

Nearly every question of a form that has just been opened is blank, and expressions of one look
make the same of the same blanks. So one of them is evaluated, and what follows is done for each;
the others are not even bound to the session before an answer reaches them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bina_desktop.formengine.definition.model import Vertex, VertexKind
from bina_desktop.formengine.instance.environment import SessionEnvironment
from bina_desktop.formengine.instance.node import LiveNode
from bina_desktop.formengine.instance.outside import moves
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.tree import Tree
from bina_desktop.formengine.xpath.host import ReadKind
from bina_desktop.formengine.xpath.stencils import Filled, Pattern

_READ_WHEN_ASKED = frozenset({VertexKind.CHOICES, VertexKind.SHOWN})
_PLAINLY = (ReadKind.VALUE,)
_IDLE = {
    VertexKind.RELEVANT: True,
    VertexKind.READONLY: False,
    VertexKind.REQUIRED: False,
    VertexKind.CONSTRAINT: True,
    VertexKind.WARNING: True,
}
"""Results that leave a node as it has just grown."""
_RULES = (VertexKind.CONSTRAINT, VertexKind.WARNING)
Places = tuple[int, ...]
"""Where the ids of the definitions that an expression reads stand among its numbers."""

_UNKNOWN: Places = (-1,)


class Blanks:
    """Runs expressions that read blanks only, in a session that is being opened."""

    def __init__(
        self, tree: Tree, environment: SessionEnvironment, recalculation: Recalculation
    ) -> None:
        """Run them on the nodes of `tree`."""
        self._tree = tree
        self._environment = environment
        self._recalculation = recalculation
        self._read: dict[Pattern, Places | None] = {}
        self._outcomes: dict[Pattern, Any] = {}

    def run(self) -> frozenset[int]:
        """Return the ranks of the vertices that need not run any more."""
        alone = self._recalculation.waiting.alone
        vertices = self._tree.form.vertices
        is_settled = self._is_settled
        # The first condition is `is_rule`, in place: it is asked once for each expression.
        return frozenset(
            [
                rank
                for rank, (vertex, node) in enumerate(zip(vertices, alone, strict=True))
                if node is not None
                and (
                    (vertex.kind in _RULES and not node.x and rank in node.after)
                    or is_settled(vertex, node)
                )
            ]
        )

    def _is_settled(self, vertex: Vertex, node: LiveNode) -> bool:
        """Tell whether a vertex has been run, or would do nothing."""
        kind, expression = vertex.kind, vertex.expression
        if kind in _READ_WHEN_ASKED:
            return not node.v
        filled = expression.factory if expression is not None else None
        if not isinstance(filled, Filled) or vertex.on_place or vertex.looping or moves(vertex):
            return False
        pattern, numbers = filled
        places = self._read.get(pattern, _UNKNOWN)
        if places is _UNKNOWN:
            places = self._read[pattern] = _places(pattern)
        if places is None or not self._are_blank(places, numbers):
            return False
        if pattern not in self._outcomes:
            self._outcomes[pattern] = filled(self._environment)(node)
        value = self._outcomes[pattern]
        if _IDLE.get(kind) is not value:
            self._recalculation.effects.action(vertex)(lambda _: value, node)
        return True

    def _are_blank(self, places: Places, numbers: Sequence[int]) -> bool:
        singletons = self._tree.singletons
        for place in places:
            node = singletons[numbers[place]]
            if node is None or node.x:
                return False
        return True


def is_rule(vertex: Vertex, node: LiveNode | None, rank: int) -> bool:
    """Tell whether a vertex is a rule that reads the answer of its own node, outside repeats.

    Nobody asks whether a blank answer keeps the rules, and such a rule runs when there is another:
    so it need not run before.
    """
    return vertex.kind in _RULES and node is not None and rank in node.after


def _places(pattern: Pattern) -> Places | None:
    """Return what expressions of a stencil read; None where it is more than single values."""
    holes = pattern.key.holes
    places: list[int] = []
    for number, how in pattern.stencil.reads:
        if how != _PLAINLY or holes[number].steps:
            return None
        places.append(holes[number].number)
    return tuple(places)
