"""What a form looks like when it has just been opened: computed once, then copied.

Nearly all of it follows from the form alone. What does not (the clock, chance, the language, what
a calculation remembers) is left out when the rest is computed, and runs in every session that is
opened; what changes by it spreads as after an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from bina_desktop.formengine.definition.model import FormDefinition, Opened, VertexKind
from bina_desktop.formengine.instance.blanks import Blanks, is_rule
from bina_desktop.formengine.instance.environment import Clock, SessionEnvironment, system_clock
from bina_desktop.formengine.instance.node import Fault, LiveNode
from bina_desktop.formengine.instance.outside import moves
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.selects import Selects
from bina_desktop.formengine.instance.tree import Tree

_APART = frozenset(
    {"d", "parent", "ref", "children", "places", "home", "key", "pos", "sid", "default", "fault"}
    | {"explanation", "offered", "f", "after", "aside", "take", "terms"}
)
"""What growing gives a node, or nobody but a person; `f` follows from `x`."""
_SLOTS = [name for part in LiveNode.__mro__ for name in getattr(part, "__slots__", ())]
_STATE = [name for name in _SLOTS if name not in _APART]
_PUT: Mapping[str, Callable[[LiveNode, Any], None]] = {
    **{name: getattr(LiveNode, name).__set__ for name in _STATE},
    "fault": lambda node, number: setattr(node, "fault", Fault(number)),
}
"""All that opening may change in a node."""
_NO_CHANCE = Random(0)  # noqa: S311 - never asked: what reads it is left out


def opened(form: FormDefinition, *, clock: Clock = system_clock) -> Opened | None:
    """Return what opening the form makes of its nodes; None where that cannot be told before."""
    nodes_come = any(vertex.kind is VertexKind.COUNT or vertex.looping for vertex in form.vertices)
    if nodes_come or any(node.last_saved for node in form.nodes):
        return None
    tree = Tree(form)
    before = [_state(node) for node in tree.nodes()]
    environment = SessionEnvironment(
        tree, clock=clock, chance=_NO_CHANCE, language=form.info.default_language
    )
    recalculation = Recalculation(tree, environment, Selects(tree, environment))
    moving = [rank for rank, vertex in enumerate(form.vertices) if moves(vertex)]
    recalculation.leave_out(moving)
    alone = recalculation.waiting.alone
    judging = [rank for rank in moving if is_rule(form.vertices[rank], alone[rank], rank)]
    moving = [rank for rank in moving if rank not in set(judging)]
    settle(tree, environment, recalculation)
    recalculation.flush()
    changes: dict[tuple[str, object], list[int]] = {}
    for old, node in zip(before, tree.nodes(), strict=True):
        for name, value in _state(node).items():
            if value != old[name]:
                changes.setdefault((name, value), []).append(node.sid)
    found = tuple([(name, value, tuple(sids)) for (name, value), sids in changes.items()])
    return Opened(repr(environment.timezone), len(before), tuple(moving), tuple(judging), found)


def settle(tree: Tree, environment: SessionEnvironment, recalculation: Recalculation) -> None:
    """Bring every node of a fresh tree in line with what stands above it.

    Every vertex waits but for those that blank answers have settled already.
    """
    recalculation.begin(tree.nodes())
    recalculation.waiting.everything(Blanks(tree, environment, recalculation).run())


def copied(
    known: Opened, tree: Tree, environment: SessionEnvironment, recalculation: Recalculation
) -> bool:
    """Give the nodes of a fresh tree the state of an opened form; let the rest wait.

    Return False where the state is that of another time zone, which reads dates otherwise.
    """
    if known.zone != repr(environment.timezone) or known.count != len(tree.by_sid):
        return False
    nodes, number = tree.nodes(), environment.calendar.number
    for name, value, sids in known.changes:
        put = _PUT[name]
        for sid in sids:
            put(nodes[sid], value)
        if name == "x":
            for sid in sids:
                nodes[sid].f = number(value)
    alone = recalculation.waiting.alone
    judging = [rank for rank in known.judging if (node := alone[rank]) is not None and node.x]
    recalculation.waiting.ranks(frozenset([*known.moving, *judging]))
    return True


def _state(node: LiveNode) -> dict[str, Any]:
    return {name: getattr(node, name) for name in _STATE} | {"fault": int(node.fault)}
