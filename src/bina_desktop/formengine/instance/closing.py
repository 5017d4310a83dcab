"""The end of a session: all that it is made of is freed at once.

The parts of a session know one another and nodes know their parents, so nothing would be freed
before Python's collector of cycles comes by. Where many sessions are opened one after the other,
each for a moment, that may be never: the desktop program lets only one thread collect. Taken
apart, a session is freed as soon as nobody holds it.
"""

from __future__ import annotations

from collections.abc import Iterable

from bina_desktop.formengine.instance.node import LiveNode, Place
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.tree import Tree


def take_apart(tree: Tree, recalculation: Recalculation, *others: object) -> None:
    """Let the nodes of a tree, and the parts that work on it, know nothing of each other.

    What a person has removed, and could bring back by undo, is left to the collector.
    """
    nodes = [node for node in tree.by_sid if node is not None]
    for node in nodes:
        if isinstance(node, Place):
            for instance in node.parked:
                _let_go(tree.walk(instance))
    _let_go(nodes)
    for part in (recalculation.effects, recalculation, *others):
        vars(part).clear()
    tree.by_sid.clear()


def _let_go(nodes: Iterable[LiveNode]) -> None:
    for node in nodes:
        node.parent = node.home = node.take = None
        node.terms = ()
