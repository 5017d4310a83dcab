"""From a changed node to the vertices that read it, and to the live nodes they stand on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from bina_desktop.formengine.definition.graph import LIST_STEP, NODE_STEP
from bina_desktop.formengine.definition.model import Edge
from bina_desktop.formengine.instance.node import LiveNode, Place
from bina_desktop.formengine.instance.tree import Tree


def alone(tree: Tree) -> list[LiveNode | None]:
    """Return the one node of each vertex outside repeats."""
    targets, singletons = tree.targets, tree.singletons
    return [singletons[one] if one >= 0 else targets[~one] for one in tree.form.stands]


def ranks_of(tree: Tree, node: LiveNode) -> Iterable[int]:
    """Return the ranks of a node's vertices; a repeat shares them with its place."""
    if not node.d.is_repeat:
        return node.d.vertices
    vertices, on_place = tree.form.vertices, isinstance(node, Place)
    return [rank for rank in node.d.vertices if vertices[rank].on_place == on_place]


def readers_along(tree: Tree, node: LiveNode, edge: Edge) -> list[LiveNode]:
    """Return the live nodes at the end of an edge."""
    if edge.pivot >= 0:
        pivot = tree.singletons[edge.pivot]
        assert pivot is not None, "a pivot outside repeats has its live node"
    else:
        pivot = node
        for _ in range(edge.climbs):
            assert pivot.parent is not None, "an edge never climbs above the root"
            pivot = pivot.parent
    level: list[LiveNode] = [pivot]
    for slot, kind in edge.downs:
        if kind == LIST_STEP:
            level = [found for at in level for found in at.places[slot].instances]
        elif kind == NODE_STEP:
            level = [cast("LiveNode", at.children[slot]) for at in level]
        else:
            level = [at.places[slot] for at in level]
    return level
