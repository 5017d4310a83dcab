"""The tree of an expression: frozen nodes, each with its span in the text.

A tree may be thousands of levels deep (a total of 3,000 terms leans to the left), so nothing
walks it by plain recursion: see `tasks.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    """An operator between two operands; `operator` as written: `+`, `div`, `and`, `!=`."""

    operator: str
    left: Expr
    right: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Negate:
    """Unary minus."""

    operand: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class PathStep:
    """One step: `.`, `..` or a name (child axis), with its predicates."""

    name: str
    predicates: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A location path; `head` is the call it starts from: `current()` or `instance('x')`."""

    absolute: bool
    steps: tuple[PathStep, ...]
    head: Call | None
    span: Span


Expr = Number | Literal | Call | Binary | Negate | Path
