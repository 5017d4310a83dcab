"""The door of XPath: one function per kind of result.

Each takes the text of an expression and the `Scope` of the node it stands on, and raises
`XPathError` (see errors.py) for a mistake of the author. Bind the result once per session.

There are two backends: generated Python for what forms are made of, and closures, slower, for the
rest of XPath 1.0 (other axes, wildcards, unions). What the first refuses goes to the second.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.chains import Fill, chained, joined
from bina_desktop.formengine.xpath.codegen import CodeGenerator
from bina_desktop.formengine.xpath.errors import UnsupportedXPathError
from bina_desktop.formengine.xpath.generation import Generation, Value
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
from bina_desktop.formengine.xpath.registry import COMPILER
from bina_desktop.formengine.xpath.stencils import Assembly, Finish, Stencils
from bina_desktop.formengine.xpath.syntax import Call, Expr, Path
from bina_desktop.formengine.xpath.tasks import run

_parsed: Callable[[str], Expr] = lru_cache(maxsize=512)(parse)


class Backend(StrEnum):
    """Which backend compiles an expression."""

    GENERATED = "generated"
    """Generated Python; closures where that is not enough."""
    CLOSURES = "closures"
    """Closures for everything: the check that both mean the same."""


def compile_text(text: str, scope: Scope, backend: Backend = Backend.GENERATED) -> Compiled[str]:
    """Compile an expression whose text is wanted: a default, a label, a calculation.

    A number is written as XPath writes it (no `.0`, no exponent), NaN as ''.
    """
    return _compile(text, scope, Generation.blank, ResultType.TEXT, backend)


def compile_value(
    text: str, scope: Scope, backend: Backend = Backend.GENERATED
) -> Compiled[str | float]:
    """Compile an expression whose text is wanted, by a host that keeps its number as well.

    As `compile_text`, but a number may come as it is: the host writes it with
    `values.number_blank`, which is cheaper than text and back.
    """
    return _compile(text, scope, Generation.value, ResultType.TEXT, backend)


def compile_number(
    text: str, scope: Scope, backend: Backend = Backend.GENERATED
) -> Compiled[float]:
    """Compile an expression whose number is wanted; NaN where it is none."""
    return _compile(text, scope, Generation.number, ResultType.NUMBER, backend)


def compile_boolean(
    text: str, scope: Scope, backend: Backend = Backend.GENERATED
) -> Compiled[bool]:
    """Compile a condition: relevant, constraint, required, readonly.

    A bare path is true when it is not blank; the texts 'false' and '0' are true.
    """
    return _compile(text, scope, Generation.boolean, ResultType.BOOLEAN, backend)


def compile_sum(text: str, compiler: Callable[..., Any], fill: Fill) -> Compiled[Any] | None:
    """Compile a long sum as `compiler` would, its addends by `fill`; None for all else."""
    finish = _SUMS.get(compiler)
    return joined(text, finish, fill) if finish is not None else None


def compile_items(
    text: str, scope: Scope, backend: Backend = Backend.GENERATED
) -> Compiled[Sequence[Item]]:
    """Compile the nodeset of an itemset over a secondary instance.

    Rows in a tuple are those of the table or of one of its indexes: the same object each time.

    Raises ArgumentError when the expression is anything else; `result_type` of a nodeset over
    a repeat is NODES: compile that with `compile_nodes`.
    """

    def finish(generation: Generation, value: Value) -> str:
        if value.missing:
            return "[]"
        if value.kind is not ResultType.ITEMS:
            generation.fail(messages.ITEMS_WANTED(), Span(0, len(text)))
        return value.code

    return _compile(text, scope, finish, ResultType.ITEMS, backend)


def compile_nodes(
    text: str, scope: Scope, backend: Backend = Backend.GENERATED
) -> Compiled[list[HostNode]]:
    """Compile a path to live nodes: the nodeset of an itemset over a repeat.

    Raises ArgumentError when the expression is no path into the form.
    """

    def finish(generation: Generation, value: Value) -> str:
        generation.read(value, ReadKind.NODES)
        if value.missing:
            return "[]"
        if value.kind is ResultType.NODE:
            return f"[{value.code}]"
        if value.kind is not ResultType.NODES:
            generation.fail(messages.NODES_WANTED(), Span(0, len(text)))
        return value.code

    return _compile(text, scope, finish, ResultType.NODES, backend)


def nodes_reached(text: str, scope: Scope) -> tuple[NodeTarget, ...]:
    """Return the definitions of which a path to live nodes can give instances.

    One for a path by names; none or several for wildcards and axes. Raises XPathError.
    """
    from bina_desktop.formengine.xpath.closures.program import nodes_reached as reached

    return reached(_parsed(text), text, scope)


def is_items(text: str) -> bool:
    """Tell whether a nodeset is over a secondary instance (else over nodes of the form).

    Raises XPathError when the text is no expression.
    """
    tree = _parsed(text)
    while isinstance(tree, Call) and tree.name == "randomize" and tree.arguments:
        tree = tree.arguments[0]
    head = tree.head if isinstance(tree, Path) else None
    return isinstance(head, Call) and head.name == "instance"


def _compile(
    text: str, scope: Scope, finish: Finish, wanted: ResultType, backend: Backend
) -> Compiled[Any]:
    if backend is Backend.GENERATED and not scope.aside:
        try:
            filled = _filled(text, scope, finish) if wanted in _FILLED else None
            return filled or assemble(text, scope, finish).compiled
        except (UnsupportedXPathError, SyntaxError):
            # CPython refuses 200 nested brackets (a path with hundreds of predicates); closures
            # do not, and say it where even they cannot.
            pass
    # Most forms never need it: its modules are not even loaded for them.
    from bina_desktop.formengine.xpath.closures.program import compile_for_form

    return compile_for_form(_parsed(text), text, scope, wanted)


def _filled(text: str, scope: Scope, finish: Finish) -> Compiled[Any] | None:
    return chained(text, scope, finish, STENCILS) or STENCILS.compiled(text, scope, finish)


def assemble(text: str, scope: Scope, finish: Finish) -> Assembly:
    """Generate Python for one expression by itself. Raises XPathError."""
    tree = _parsed(text)
    generation = Generation(text)
    value = run(CodeGenerator(generation, scope).whole(tree))
    code = finish(generation, value)
    make = COMPILER.factory(generation.shape.source(code))
    loop_source = generation.shape.loop_source(code)
    values = generation.shape.values

    def factory(environment: Environment) -> Callable[[HostNode], Any]:
        return make(environment, values)

    volatile = generation.volatile
    depends = generation.reads or generation.lists or volatile or generation.language
    compiled = Compiled(
        text=text,
        result_type=value.kind,
        reads=generation.reads,
        factory=factory,
        volatile=volatile,
        language=generation.language,
        lists=generation.lists,
        missing=generation.missing,
        constant=not depends,
    )
    loop = (lambda: COMPILER.loop(loop_source)) if loop_source else None
    inline = generation.shape.inline(code, number=finish is Generation.value and generation.plain)
    return Assembly(compiled, make, values, loop, inline)


STENCILS = Stencils(assemble)
"""Shared by all forms of the program."""
FINISHES: Mapping[str, Finish] = {
    "text": Generation.blank,
    "value": Generation.value,
    "number": Generation.number,
    "boolean": Generation.boolean,
}
"""What stencils end in, by name."""
_FILLED = frozenset({ResultType.TEXT, ResultType.NUMBER, ResultType.BOOLEAN})
"""Results that have stencils; itemsets are few and almost all the same."""
_SUMS: Mapping[Callable[..., Any], Finish] = {
    compile_text: Generation.blank,
    compile_value: Generation.value,
    compile_number: Generation.number,
    compile_boolean: Generation.boolean,
}
