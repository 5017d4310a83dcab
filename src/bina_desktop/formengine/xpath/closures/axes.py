"""The thirteen axes over live nodes, each in its own order (XPath 1.0 section 2.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bina_desktop.formengine.xpath.closures.nodes import AnyNode, Sort
from bina_desktop.formengine.xpath.syntax import Axis, NodeTest, PathStep

Walk = Callable[[AnyNode], Iterable[AnyNode]]
Test = Callable[[AnyNode], bool]


def _self(node: AnyNode) -> Iterator[AnyNode]:
    yield node


def _parent(node: AnyNode) -> Iterator[AnyNode]:
    if node.parent is not None:
        yield node.parent


def _ancestor(node: AnyNode) -> Iterator[AnyNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _ancestor_or_self(node: AnyNode) -> Iterator[AnyNode]:
    yield node
    yield from _ancestor(node)


def _descendant(node: AnyNode) -> Iterator[AnyNode]:
    waiting = list(reversed(node.children()))
    while waiting:
        at = waiting.pop()
        yield at
        waiting.extend(reversed(at.children()))


def _descendant_or_self(node: AnyNode) -> Iterator[AnyNode]:
    yield node
    yield from _descendant(node)


def _siblings(node: AnyNode) -> tuple[Sequence[AnyNode], int]:
    """Return the children of the parent and the node's place among them."""
    if node.parent is None or node.sort is Sort.ATTRIBUTE:
        return (), 0
    siblings = node.parent.children()
    place = next(n for n, sibling in enumerate(siblings) if sibling.key == node.key)
    return siblings, place


def _following_sibling(node: AnyNode) -> Iterable[AnyNode]:
    siblings, place = _siblings(node)
    return siblings[place + 1 :]


def _preceding_sibling(node: AnyNode) -> Iterable[AnyNode]:
    siblings, place = _siblings(node)
    return reversed(siblings[:place])


def _following(node: AnyNode) -> Iterator[AnyNode]:
    if node.sort is Sort.ATTRIBUTE and node.parent is not None:
        # What comes after an attribute begins with the children of its element.
        yield from _descendant(node.parent)
        node = node.parent
    for at in _ancestor_or_self(node):
        for sibling in _following_sibling(at):
            yield from _descendant_or_self(sibling)


def _preceding(node: AnyNode) -> Iterator[AnyNode]:
    if node.sort is Sort.ATTRIBUTE and node.parent is not None:
        node = node.parent
    for at in _ancestor_or_self(node):
        for sibling in _preceding_sibling(at):
            yield from reversed(list(_descendant_or_self(sibling)))


AXES: dict[Axis, Walk] = {
    Axis.ANCESTOR: _ancestor,
    Axis.ANCESTOR_OR_SELF: _ancestor_or_self,
    Axis.ATTRIBUTE: lambda node: node.attributes(),
    Axis.CHILD: lambda node: node.children(),
    Axis.DESCENDANT: _descendant,
    Axis.DESCENDANT_OR_SELF: _descendant_or_self,
    Axis.FOLLOWING: _following,
    Axis.FOLLOWING_SIBLING: _following_sibling,
    Axis.NAMESPACE: lambda _node: (),  # as in XPath 2.0 and browsers: offered, but empty
    Axis.PARENT: _parent,
    Axis.PRECEDING: _preceding,
    Axis.PRECEDING_SIBLING: _preceding_sibling,
    Axis.SELF: _self,
}

_SORTS = {
    NodeTest.TEXT: Sort.TEXT,
    NodeTest.COMMENT: Sort.COMMENT,
    NodeTest.INSTRUCTION: Sort.INSTRUCTION,
}


def axis_of(step: PathStep) -> Axis:
    """Return the axis of a step; `.` and `..` are told by their name."""
    if step.test is NodeTest.NAME and step.axis is Axis.CHILD:
        return {".": Axis.SELF, "..": Axis.PARENT}.get(step.name, Axis.CHILD)
    return step.axis


def test_of(step: PathStep) -> Test | None:
    """Return the node test of a step; None when it takes every node."""
    name = step.name
    if step.test is NodeTest.NODE or (step.test is NodeTest.NAME and name in {".", ".."}):
        return None
    sort = _SORTS.get(step.test)
    if sort is None:
        sort = Sort.ATTRIBUTE if step.axis is Axis.ATTRIBUTE else Sort.ELEMENT
    if name == "" or (name == "*" and step.test is NodeTest.NAME):
        return lambda node: node.sort is sort
    if step.test is NodeTest.INSTRUCTION:
        return lambda node: node.sort is sort and node.name == name
    return lambda node: node.sort is sort and node.matches(name)
