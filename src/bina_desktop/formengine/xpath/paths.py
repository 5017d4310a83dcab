"""Paths to code: where a path leads, nodesets across repeats, predicates, secondary instances."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.generation import Generation, Loop, Value
from bina_desktop.formengine.xpath.host import (
    ItemsTarget,
    NodeTarget,
    PathRef,
    ResultType,
    Scope,
    Span,
    Step,
)
from bina_desktop.formengine.xpath.syntax import Path, PathStep


@dataclass(frozen=True, slots=True)
class ItemContext:
    """A row of a secondary instance, inside a predicate on it."""

    row: str
    table: str
    target: ItemsTarget


@dataclass(frozen=True, slots=True)
class Context:
    """From where a part of an expression is seen."""

    scope: Scope
    node: str = "n"
    base: NodeTarget | None = None
    """How the node is reached from the node of the whole expression; None for that node."""
    item: ItemContext | None = None
    position: str = ""
    size: str = ""
    """Variables of `position()` and `last()`; '' outside a predicate that asks for them."""


def keep(elements: Sequence[object], test: Callable[[object, float, float], bool]) -> list[object]:
    """Return the elements that pass a predicate on their place (from 1) and their number."""
    size = float(len(elements))
    return [e for place, e in enumerate(elements, 1) if test(e, float(place), size)]


def pick(elements: Sequence[object], place: float) -> Sequence[object]:
    """Return the element at a place (from 1) as a sequence of one, or none."""
    if place != place or not 1 <= place <= len(elements) or place % 1:  # noqa: PLR0124 -- NaN
        return ()
    return (elements[int(place) - 1],)


PATH_NAMES: dict[str, object] = {"keep": keep, "pick": pick, "True": True}


@dataclass(frozen=True, slots=True)
class Steps:
    """A path with its `.` and `..` worked out."""

    ups: int
    names: tuple[PathStep, ...]


def normalise(generation: Generation, path: Path) -> Steps:
    """Cancel `name/..` and drop `.`; refuse other axes, and predicates that would be lost.

    What is refused here is left to the closures (see compiler.py).
    """
    ups = 0
    names: list[PathStep] = []
    for step in path.steps:
        if not step.plain:
            generation.refuse(messages.UNKNOWN_STEP(), step.span)
        upward = step.upward
        if not upward:
            names.append(step)
            continue
        if step.predicates or (upward == ".." and names and names[-1].predicates):
            generation.refuse(
                messages.FILTER_BEFORE_PARENT(),
                step.span,
            )
        if upward == ".":
            continue
        if path.absolute and len(names) <= 1:
            generation.fail(messages.ABOVE_ROOT(), step.span)
        if names:
            names.pop()
        else:
            ups += 1
    if path.absolute and not names:
        generation.refuse(messages.ONLY_ROOT(), path.span)
    return Steps(ups, tuple(names))


def resolve(
    generation: Generation, context: Context, path: Path
) -> tuple[NodeTarget | None, Steps]:
    """Ask the scope where a path leads."""
    steps = normalise(generation, path)
    names = tuple(step.name for step in steps.names)
    target = context.scope.resolve(PathRef(path.absolute, steps.ups, names))
    if target is None and _leaves_root(context.scope, steps.ups):
        generation.refuse(messages.ABOVE_ROOT(), path.span)
    return target, steps


def _leaves_root(scope: Scope, ups: int) -> bool:
    """Tell whether so many `..` lead above the root, from where `/data` leads down again."""
    at = scope.def_id
    for _ in range(ups):
        at = scope.outlines[at].parent
        if at < 0:
            return True
    return False


def missing_node(generation: Generation, path: Path) -> Value:
    """Note a dangling path; it reads as blank."""
    text = generation.source_text[path.span.start : path.span.end]
    return generation.note_missing(
        text,
        path.span,
        messages.MISSING_PATH(path=text),
    )


def seen_from_top(context: Context, target: NodeTarget) -> NodeTarget:
    """Return a target as seen from the node of the whole expression (for `Read`)."""
    base = context.base
    if base is None or target.start is not None:
        return target
    above = target.ups - len(base.steps)
    if above <= 0:
        steps = (*base.steps[: len(base.steps) - target.ups], *target.steps)
        return target._replace(start=base.start, ups=base.ups, steps=steps)
    return target._replace(ups=base.ups + above)


def start_code(generation: Generation, context: Context, target: NodeTarget) -> str:
    """Return code for the node where the steps of a target begin."""
    if target.start is not None:
        return generation.shape.singleton(target.start)
    return context.node + ".parent" * target.ups


def down(generation: Generation, code: str, step: Step) -> str:
    """Return code for the child (or the list of instances) of a node."""
    return f"{code}.children[{generation.shape.parameter(step.slot)}]"


def single(generation: Generation, context: Context, target: NodeTarget) -> Value:
    """Return the value of a path to exactly one node."""
    if target.start is not None:
        code = generation.shape.singleton(target.def_id)
    else:
        code = start_code(generation, context, target)
        for step in target.steps:
            code = down(generation, code, step)
    return Value(
        ResultType.NODE,
        code,
        target=seen_from_top(context, target),
        numeric=target.numeric,
    )


class LoopBuilder:
    """Builds the clauses of a comprehension, step by step."""

    def __init__(self, generation: Generation, code: str) -> None:
        """Start at the node that `code` reads."""
        self._generation = generation
        self.current = code
        """Code of the node reached so far."""
        self._clauses: list[str] = []
        self._sequence = ""
        self._variable = ""
        self._conditions: list[str] = []
        self.depth = 1

    def step(self, step: Step) -> None:
        """Go down to a single child."""
        self._finish()
        self.current = down(self._generation, self.current, step)

    def over(self, sequence: str, variable: str) -> None:
        """Loop over the elements of a sequence."""
        self._finish()
        self._sequence, self._variable = sequence, variable
        self.current = variable

    def only(self, condition: str) -> None:
        """Keep elements for which a condition on the loop's variable holds."""
        self._conditions.append(condition)

    def filtered(self, template: str) -> None:
        """Replace the sequence by `template` of it (a predicate on places)."""
        if self._conditions:
            name = self._variable
            self._sequence = f"[{name} for {name} in {self._sequence}{self._conditioned()}]"
        self._sequence = template.format(self._sequence)

    def clauses(self, condition: str) -> str:
        """Return the clauses, ending with a condition on the element."""
        if self.current != self._variable:
            self.over(f"({self.current},)", self._generation.shape.fresh("r"))
        if condition:
            self.only(condition.format(self.current))
        self._finish()
        return "".join(self._clauses)

    def _conditioned(self) -> str:
        text = "".join(f" if {condition}" for condition in self._conditions)
        self._conditions.clear()
        return text

    def _finish(self) -> None:
        if self._sequence:
            clause = f" for {self._variable} in {self._sequence}{self._conditioned()}"
            self._clauses.append(clause)
            self._sequence = ""


def nodeset(builder: LoopBuilder, target: NodeTarget) -> Value:
    """Return the value of a finished walk over many nodes; non-relevant ones are left out."""
    clauses = builder.clauses("{0}.rel")
    element = builder.current
    loop = Loop(clauses, element, f"{element}.x", f"{element}.f")
    return Value(
        ResultType.NODES,
        f"[{element}{clauses}]",
        builder.depth + 4,
        target=target,
        numeric=target.numeric,
        loop=loop,
    )


def column(generation: Generation, item: ItemContext, step: PathStep) -> str:
    """Return code for a cell of the row; an unknown column is noted and reads as blank."""
    if step.predicates:
        generation.refuse(messages.FILTER_ON_COLUMN(), step.span)
    columns = item.target.columns
    if columns is not None and step.name not in columns:
        if item.target.deep:
            generation.refuse(messages.DEEP_LIST(), step.span)
        note_missing_column(generation, step.name, step.span)
    return f"{item.row}[{generation.shape.column(item.table, step.name)}]"


def cell(generation: Generation, path: Path, item: ItemContext) -> Value:
    """Return the value of a relative path inside a predicate on a list: one of its columns."""
    steps = normalise(generation, path)
    if steps.ups:
        generation.refuse(
            messages.PARENT_IN_LIST(),
            path.span,
        )
    if len(steps.names) != 1 and item.target.deep:
        generation.refuse(messages.DEEP_LIST(), path.span)
    if len(steps.names) != 1:
        generation.fail(
            messages.ONE_COLUMN(),
            path.span,
        )
    return Value(ResultType.TEXT, column(generation, item, steps.names[0]))


def note_missing_column(generation: Generation, name: str, span: Span) -> None:
    """Note a column that a list does not have."""
    generation.note_missing(name, span, messages.MISSING_COLUMN(name=name))


def mentions(code: str, variable: str) -> bool:
    """Tell whether generated code uses a variable."""
    return re.search(rf"\b{variable}\b", code) is not None
