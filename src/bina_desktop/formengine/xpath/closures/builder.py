"""Tree to closures: operators, calls and paths; the same decisions as codegen.py, made anew."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.closures.assembly import (
    NODE_KINDS,
    Assembly,
    Part,
    constant,
)
from bina_desktop.formengine.xpath.closures.conversion import COMPARISONS
from bina_desktop.formengine.xpath.closures.frames import Frame
from bina_desktop.formengine.xpath.closures.nodes import Day, Moment, Nodes, in_order
from bina_desktop.formengine.xpath.closures.reach import ListSpot, Spots
from bina_desktop.formengine.xpath.contextual import decided
from bina_desktop.formengine.xpath.functions_core import divide, modulo
from bina_desktop.formengine.xpath.host import ResultType
from bina_desktop.formengine.xpath.signatures import Spec
from bina_desktop.formengine.xpath.syntax import (
    Binary,
    Call,
    Expr,
    Filter,
    Literal,
    Negate,
    Number,
    Path,
)
from bina_desktop.formengine.xpath.tasks import Task

_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divide,
    "mod": modulo,
}
_FAMILIES = ({"+", "-"}, {"*", "div", "mod"}, {"and"}, {"or"}, {"|"})
_DATES: dict[ResultType, Callable[[float], float]] = {
    ResultType.DATE: Day,
    ResultType.DATETIME: Moment,
}


@dataclass(frozen=True, slots=True)
class Context:
    """From where a part of an expression is seen."""

    spots: Spots
    """Where the context node can stand; empty in other documents than forms."""
    placed: bool = False
    """Inside a predicate: `position()` and `last()` mean something."""


class Builder:
    """Builds one expression; methods that nest are tasks."""

    def __init__(self, assembly: Assembly, calls: Calls, paths: Paths) -> None:
        """Build calls and paths with the given."""
        self.assembly = assembly
        self._calls = calls
        self._paths = paths
        reach = assembly.reach
        self.top = Context(
            frozenset() if reach is None else frozenset((reach.start,)), placed=reach is None
        )

    def expression(self, tree: Expr, context: Context) -> Task[Part]:
        """Build any expression."""
        match tree:
            case Number(value):
                return Part(ResultType.NUMBER, constant(value), literal=value)
            case Literal(value):
                return Part(ResultType.TEXT, constant(value), literal=value)
            case Negate():
                operand: Part = yield self.expression(tree.operand, context)
                number = self.assembly.number(operand)
                return self.assembly.build(
                    ResultType.NUMBER, lambda frame: -number(frame), operand
                )
            case Binary():
                combined: Part = yield self._binary(tree, context)
                return combined
            case Call():
                called: Part = yield self._calls(self, tree, context)
                return called
            case _:
                reached: Part = yield self._paths(self, tree, context)
                return reached

    def _binary(self, tree: Binary, context: Context) -> Task[Part]:
        family = next((some for some in _FAMILIES if tree.operator in some), None)
        if family is None:
            left: Part = yield self.expression(tree.left, context)
            right: Part = yield self.expression(tree.right, context)
            return self._comparison(tree.operator, left, right)
        first, rest = operands(tree, family)
        part: Part = yield self.expression(first, context)
        parts = [part]
        before = first
        for _, expression in rest:
            if decided(before, tree.operator):
                break
            before = expression
            part = yield self.expression(expression, context)
            parts.append(part)
        signs = [sign for sign, _ in rest]
        if tree.operator in _ARITHMETIC:
            return self._chain(signs, parts)
        if tree.operator == "|":
            return self._union(tree, parts)
        return self._condition(tree.operator, parts)

    def _comparison(self, sign: str, left: Part, right: Part) -> Part:
        for part in (left, right):
            # Against a boolean a node-set is only asked whether it has a node.
            self.assembly.read_cells(part)
        one, other, compare = left.run, right.run, COMPARISONS[sign]

        def run(frame: Frame) -> bool:
            return compare(one(frame), other(frame), frame.environment.calendar)

        return self.assembly.build(ResultType.BOOLEAN, run, left, right)

    def _chain(self, signs: list[str], parts: list[Part]) -> Part:
        first, *numbers = [self.assembly.number(part) for part in parts]
        steps = [(_ARITHMETIC[sign], number) for sign, number in zip(signs, numbers, strict=True)]

        def run(frame: Frame) -> float:
            result = first(frame)
            for combine, number in steps:
                result = combine(result, number(frame))
            return result

        return self.assembly.build(ResultType.NUMBER, run, *parts)

    def _condition(self, word: str, parts: list[Part]) -> Part:
        truths = [self.assembly.boolean(part) for part in parts]
        decisive = word == "or"

        def run(frame: Frame) -> bool:
            for truth in truths:
                if truth(frame) is decisive:
                    return decisive
            return not decisive

        return self.assembly.build(ResultType.BOOLEAN, run, *parts)

    def _union(self, tree: Binary, parts: list[Part]) -> Part:
        self.check_nodes(parts, tree)
        runs = [part.run for part in parts if not part.missing]

        def run(frame: Frame) -> Nodes:
            return Nodes(in_order(node for one in runs for node in one(frame).nodes))

        return self.nodes(run, frozenset[Any]().union(*(part.spots for part in parts)), *parts)

    def check_nodes(self, parts: list[Part], tree: Expr) -> None:
        """Raise ArgumentError unless all parts are nodes."""
        if any(part.kind not in NODE_KINDS and not part.missing for part in parts):
            self.assembly.fail(
                messages.PATH_WANTED(),
                tree.span,
            )

    def nodes(self, run: Callable[[Frame], Nodes], spots: Spots, *parts: Part) -> Part:
        """Return a part that gives nodes from anywhere."""
        depth = 1 + max((part.depth for part in parts), default=0)
        settled, depth = self.assembly.settle(run, depth)
        lists = bool(spots) and all(isinstance(spot, ListSpot) for spot in spots)
        kind = ResultType.ITEMS if lists else ResultType.NODES
        return Part(kind, settled, depth, spots=spots, sweeping=True)

    def plain_call(self, spec: Spec, parts: list[Part]) -> Part:
        """Return a call of an ordinary function: its arguments are all evaluated."""
        assembly = self.assembly
        plain = spec.plain
        assert plain is not None, "the caller has looked"
        turn = {
            "t": assembly.text,
            "n": assembly.number,
            "d": assembly.days,
            "b": assembly.boolean,
            "k": assembly.blank,
        }
        letters = spec.parameters.ljust(len(parts), spec.parameters[-1:] or "t")
        runs = [turn[letter](part) for letter, part in zip(letters, parts, strict=False)]
        kind = _DATES.get(spec.result)

        def run(frame: Frame) -> Any:
            result = plain(*[one(frame) for one in runs])
            return result if kind is None else kind(result)

        def run_in_session(frame: Frame) -> Any:
            result = plain(frame.environment, *[one(frame) for one in runs])
            return result if kind is None else kind(result)

        in_session = re.search(r"\bE\b", spec.template) is not None
        return assembly.build(spec.result, run_in_session if in_session else run, *parts)


Calls = Callable[[Builder, Call, Context], Task[Part]]
Paths = Callable[[Builder, Filter | Path, Context], Task[Part]]


def operands(tree: Binary, family: set[str]) -> tuple[Expr, list[tuple[str, Expr]]]:
    """Return a left-leaning chain (`a + b - c`) as its first term and signed others."""
    others: list[tuple[str, Expr]] = []
    node: Expr = tree
    while isinstance(node, Binary) and node.operator in family:
        others.append((node.operator, node.right))
        node = node.left
    others.reverse()
    return node, others
