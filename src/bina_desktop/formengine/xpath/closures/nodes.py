"""What the closures see: nodes of any tree behind one interface, and the values of expressions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from typing import Protocol


class Sort(StrEnum):
    """What a node is (XPath 1.0 section 5)."""

    DOCUMENT = "document"
    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    COMMENT = "comment"
    INSTRUCTION = "processing-instruction"


class AnyNode(Protocol):
    """A node of a form's answers, of a list of choices, or of an XML document."""

    @property
    def sort(self) -> Sort: ...
    @property
    def name(self) -> str:
        """As `name()` gives it, with its prefix; of an instruction its target; else ''."""
        ...

    @property
    def local(self) -> str:
        """As `local-name()` gives it."""
        ...

    @property
    def namespace(self) -> str:
        """As `namespace-uri()` gives it."""
        ...

    @property
    def text(self) -> str:
        """The string-value; of a node of a form its effective text."""
        ...

    @property
    def numeric(self) -> bool:
        """Its bind says that it holds a number: equality compares numbers as well as text."""
        ...

    @property
    def relevant(self) -> bool:
        """Only relevant nodes come out of a path."""
        ...

    @property
    def parent(self) -> AnyNode | None: ...
    @property
    def key(self) -> Hashable:
        """Equal for two objects that stand for the same node."""
        ...

    @property
    def order(self) -> tuple[int, ...]:
        """Place in document order; nodes of other trees come before or after as a whole."""
        ...

    def children(self) -> Sequence[AnyNode]: ...
    def attributes(self) -> Sequence[AnyNode]: ...
    def matches(self, name: str) -> bool:
        """Tell whether a name test with this name (`a`, `p:a`, `p:*`) takes the node."""
        ...

    def attribute(self, name: str, namespace: str = "") -> str | None:
        """Return the text of an attribute, None when there is none."""
        ...


class Day(float):
    """A date: whole days since 1970-01-01; its text is an ISO date."""


class Moment(float):
    """A dateTime: days since 1970-01-01; its text is an ISO dateTime."""


class Nodes:
    """A node-set in document order (or in the order that randomize() gave it)."""

    __slots__ = ("nodes", "single")

    def __init__(self, nodes: Sequence[AnyNode], *, single: bool = False) -> None:
        """Keep the nodes; `single` for a path that leads to one node by the form's definition.

        A single node is true when it is not blank and compares as its value; a node-set is true
        when it has a node and compares by any of its nodes.
        """
        self.nodes = nodes
        self.single = single

    @property
    def numeric(self) -> bool:
        """Tell whether every node holds a number by its bind."""
        return bool(self.nodes) and all(node.numeric for node in self.nodes)


class Mixed:
    """What an `if()` gave whose branches are of different kinds: compares as text."""

    __slots__ = ("value",)

    def __init__(self, value: str | float | Nodes) -> None:
        """Keep the value of the branch taken."""
        self.value = value


Value = str | float | Nodes | Mixed
"""bool is a float to the type checker; every function asks for it first."""


def in_order(nodes: Iterable[AnyNode]) -> list[AnyNode]:
    """Return each node once, in document order."""
    once = {node.key: node for node in nodes}
    return sorted(once.values(), key=_order)


def _order(node: AnyNode) -> tuple[int, ...]:
    return node.order


def tree_of(node: AnyNode) -> AnyNode:
    """Return the topmost node above (or the node itself)."""
    above = node.parent
    while above is not None:
        node, above = above, above.parent
    return node
