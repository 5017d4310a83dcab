"""The door of the closures: compile an expression for a form, or for any XML document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.closures.assembly import NODE_KINDS, Assembly, Part
from bina_desktop.formengine.xpath.closures.builder import Builder
from bina_desktop.formengine.xpath.closures.calls import build_call
from bina_desktop.formengine.xpath.closures.form_nodes import FormDocument, FormNode, TableNode
from bina_desktop.formengine.xpath.closures.frames import Frame, Run, evaluate
from bina_desktop.formengine.xpath.closures.nodes import AnyNode, Mixed, Nodes, tree_of
from bina_desktop.formengine.xpath.closures.paths import build_path, raw_nodes
from bina_desktop.formengine.xpath.closures.reach import DOCUMENT, ListSpot, Spot
from bina_desktop.formengine.xpath.closures.tree_nodes import TreeNode
from bina_desktop.formengine.xpath.host import (
    Compiled,
    Environment,
    HostNode,
    NodeTarget,
    ReadKind,
    ResultType,
    Scope,
    Span,
)
from bina_desktop.formengine.xpath.items import Item
from bina_desktop.formengine.xpath.parser import parse
from bina_desktop.formengine.xpath.syntax import Expr
from bina_desktop.formengine.xpath.tasks import run


def compile_for_form(tree: Expr, text: str, scope: Scope, wanted: ResultType) -> Compiled[Any]:
    """Compile the tree of `text` for live nodes of a form. Raises XPathError.

    `wanted`: TEXT (to store, NaN is ''), NUMBER, BOOLEAN, ITEMS (rows) or NODES (live nodes).
    """
    assembly = Assembly(text, scope, of_others=wanted is ResultType.TEXT)
    part = _build(tree, assembly)
    finish = _FINISH[wanted](assembly, part)
    outlines, def_id = scope.outlines, scope.def_id
    deep = assembly.is_deep

    def factory(environment: Environment) -> Callable[[HostNode], Any]:
        def run_on(host: HostNode) -> Any:
            node = FormNode(outlines, def_id, host)
            root = host
            while root.parent is not None:
                root = root.parent
            frame = Frame(environment, node, root=FormDocument(outlines, root), host=host)
            return evaluate(finish, frame) if deep else finish(frame)

        return run_on

    depends = assembly.reads or assembly.lists or assembly.volatile or assembly.language
    return Compiled(
        text=text,
        result_type=part.kind,
        reads=assembly.reads,
        factory=factory,
        volatile=assembly.volatile,
        language=assembly.language,
        lists=assembly.lists,
        missing=tuple(assembly.missing),
        constant=not depends,
    )


def nodes_reached(tree: Expr, text: str, scope: Scope) -> tuple[NodeTarget, ...]:
    """Return where the nodes of a path can stand in the form, seen from `scope`."""
    part = _build(tree, assembly := Assembly(text, scope))
    assert assembly.reach is not None, "a form has definitions"
    found = (spot for spot in part.spots if isinstance(spot, Spot) and not spot.is_text)
    return tuple(assembly.reach.target(spot) for spot in sorted(found) if spot.def_id != DOCUMENT)


def _build(tree: Expr, assembly: Assembly) -> Part:
    builder = Builder(assembly, build_call, build_path)
    return run(builder.expression(tree, builder.top))


def _items(assembly: Assembly, part: Part) -> Run:
    if part.missing:
        return lambda _frame: []
    spots = [spot for spot in part.spots if isinstance(spot, ListSpot)]
    if part.kind is not ResultType.ITEMS or any(spot.level < 2 for spot in spots):
        assembly.fail(
            messages.ITEMS_WANTED(),
            Span(0, len(assembly.source_text)),
        )
    assembly.read(part, ReadKind.NODES)
    nodes = raw_nodes(part)

    def run(frame: Frame) -> list[Item]:
        rows = (node.row for node in nodes(frame) if isinstance(node, TableNode | TreeNode))
        return [row for row in rows if row is not None]

    return run


def _nodes(assembly: Assembly, part: Part) -> Run:
    if part.missing:
        return lambda _frame: []
    assembly.read(part, ReadKind.NODES)
    if part.kind not in {ResultType.NODE, ResultType.NODES}:
        assembly.fail(messages.NODES_WANTED(), Span(0, len(assembly.source_text)))
    nodes = raw_nodes(part)
    return lambda frame: [node.host for node in nodes(frame) if isinstance(node, FormNode)]


_FINISH: dict[ResultType, Callable[[Assembly, Part], Run]] = {
    ResultType.TEXT: Assembly.blank,
    ResultType.NUMBER: Assembly.number,
    ResultType.BOOLEAN: Assembly.boolean,
    ResultType.ITEMS: _items,
    ResultType.NODES: _nodes,
}

DocumentValue = str | float | list[AnyNode]
"""bool is a float to the type checker."""


class DocumentExpression:
    """An expression over any XML document, with the truth of node-sets as XPath 1.0 has it."""

    def __init__(self, text: str) -> None:
        """Compile `text`. Raises XPathError."""
        self._assembly = Assembly(text, None)
        self._part = _build(parse(text), self._assembly)
        self.result_type = self._part.kind

    def evaluate(
        self, node: AnyNode, environment: Environment, *, root: AnyNode | None = None
    ) -> DocumentValue:
        """Return text, number, truth, or the nodes in document order.

        A date is a `nodes.Day`, a dateTime a `nodes.Moment`: both are numbers. Absolute paths
        begin at `root`, or at the document of `node`.
        """
        value = self._evaluate(self._part.run, node, environment, root)
        if isinstance(value, Mixed):
            value = value.value
        return [*value.nodes] if isinstance(value, Nodes) else value

    def text(self, node: AnyNode, environment: Environment, *, root: AnyNode | None = None) -> str:
        """Return the value as text."""
        return self._evaluate(self._assembly.text(self._part), node, environment, root)

    def number(
        self, node: AnyNode, environment: Environment, *, root: AnyNode | None = None
    ) -> float:
        """Return the value as a number."""
        return self._evaluate(self._assembly.number(self._part), node, environment, root)

    def boolean(
        self, node: AnyNode, environment: Environment, *, root: AnyNode | None = None
    ) -> bool:
        """Return the value as a truth."""
        return self._evaluate(self._assembly.boolean(self._part), node, environment, root)

    @property
    def gives_nodes(self) -> bool:
        """Tell whether the value is a node-set."""
        return self._part.kind in NODE_KINDS

    def _evaluate(
        self, part: Run, node: AnyNode, environment: Environment, root: AnyNode | None
    ) -> Any:
        return evaluate(part, Frame(environment, node, root=root or tree_of(node)))
