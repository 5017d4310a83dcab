"""The tree of an expression: frozen nodes, each with its span in the text.

A tree may be thousands of levels deep (a total of 3,000 terms leans to the left), so nothing
walks it by plain recursion: see `tasks.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bina_desktop.formengine.xpath.host import Span


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A numeric literal."""

    value: float
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A text literal, without its quotes."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A function call."""

    name: str
    arguments: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Binary:
    """An operator between two operands; `operator` as written: `+`, `div`, `and`, `!=`, `|`."""

    operator: str
    left: Expr
    right: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Negate:
    """Unary minus."""

    operand: Expr
    span: Span


class Axis(StrEnum):
    """Where a step looks (XPath 1.0 section 2.2)."""

    ANCESTOR = "ancestor"
    ANCESTOR_OR_SELF = "ancestor-or-self"
    ATTRIBUTE = "attribute"
    CHILD = "child"
    DESCENDANT = "descendant"
    DESCENDANT_OR_SELF = "descendant-or-self"
    FOLLOWING = "following"
    FOLLOWING_SIBLING = "following-sibling"
    NAMESPACE = "namespace"
    PARENT = "parent"
    PRECEDING = "preceding"
    PRECEDING_SIBLING = "preceding-sibling"
    SELF = "self"


class NodeTest(StrEnum):
    """Which nodes of its axis a step takes (XPath 1.0 section 2.3)."""

    NAME = "name"
    """By name, or all of the axis's own kind: `a`, `*`, `prefix:*`."""
    NODE = "node"
    TEXT = "text"
    COMMENT = "comment"
    INSTRUCTION = "processing-instruction"


@dataclass(frozen=True, slots=True, eq=False)
class PathStep:
    """One step with its predicates."""

    name: str
    """A name, `*`, `prefix:*`; `.` and `..` for `self::node()` and `parent::node()`; of a
    processing instruction its target; '' where the test asks for none."""
    predicates: tuple[Expr, ...]
    span: Span
    axis: Axis = Axis.CHILD
    test: NodeTest = NodeTest.NAME

    @property
    def plain(self) -> bool:
        """Tell whether it is `.`, `..`, `self::*`, `parent::*` or one name downwards."""
        if self.test is not NodeTest.NAME:
            return False
        if self.axis is Axis.CHILD:
            return not self.name.endswith("*")
        return self.name == "*" and self.axis in {Axis.SELF, Axis.PARENT}

    @property
    def upward(self) -> str:
        """Return `.` or `..` for a plain step that does not go down, else ''."""
        if self.axis is Axis.CHILD:
            return self.name if self.name in {".", ".."} else ""
        return ".." if self.axis is Axis.PARENT else "."


@dataclass(frozen=True, slots=True, eq=False)
class Filter:
    """Predicates on any nodes: `(/data/a | /data/b)[1]`."""

    operand: Expr
    predicates: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A location path.

    `head` is the expression it starts from, if any: `current()`, `instance('x')`, `id('a')`,
    `(…)[1]`. An absolute path without steps is `/`, the document.
    """

    absolute: bool
    steps: tuple[PathStep, ...]
    head: Expr | None
    span: Span


Expr = Number | Literal | Call | Binary | Negate | Filter | Path
