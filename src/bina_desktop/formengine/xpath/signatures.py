"""How a function is described: one `Spec` says all that the compiler needs to know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bina_desktop.formengine.xpath.generation import Generation, Value
from bina_desktop.formengine.xpath.host import ResultType
from bina_desktop.formengine.xpath.syntax import Call

Builder = Callable[[Generation, Call, Sequence[Value]], Value]


@dataclass(frozen=True, slots=True)
class Spec:
    """One function: its name, how many arguments, their kinds, its result and its code.

    `parameters` has one letter per argument: `t` text, `n` number, `d` number of days (a truth
    is none), `b` boolean, `k` text with NaN as blank; the last letter holds for all that follow.
    `template` is Python with `{0}`, `{1}` … for the arguments and `{all}` for a comma-separated
    list of them; a function that needs to see more than that has a `builder` instead.
    """

    name: str
    minimum: int
    maximum: int | None
    result: ResultType = ResultType.TEXT
    parameters: str = ""
    template: str = ""
    builder: Builder | None = None
    volatile: bool = False
    language: bool = False
    own_default: bool = False
    """Without an argument it means the context node: `string-length()`."""
    plain: Callable[..., Any] | None = None
    """The function itself, for the second backend: called with the arguments converted by
    `parameters`, the Environment first where the template names it (`E`)."""


Plain = Callable[..., Any]


def text(
    name: str, parameters: str, plain: Plain, template: str = "", minimum: int | None = None
) -> Spec:
    """Describe a function with a text result."""
    return described(name, ResultType.TEXT, parameters, plain, template, minimum)


def number(
    name: str, parameters: str, plain: Plain, template: str = "", minimum: int | None = None
) -> Spec:
    """Describe a function with a number result."""
    return described(name, ResultType.NUMBER, parameters, plain, template, minimum)


def boolean(
    name: str, parameters: str, plain: Plain, template: str = "", minimum: int | None = None
) -> Spec:
    """Describe a function with a boolean result."""
    return described(name, ResultType.BOOLEAN, parameters, plain, template, minimum)


def described(  # noqa: PLR0917 -- what the three above have in common
    name: str,
    result: ResultType,
    parameters: str,
    plain: Plain,
    template: str = "",
    minimum: int | None = None,
) -> Spec:
    """Describe a function with a fixed number of parameters.

    Without a template, generated code calls `plain` by its own name.
    """
    least = len(parameters) if minimum is None else minimum
    code = template or f"{plain.__name__}({{all}})"
    return Spec(name, least, len(parameters), result, parameters, code, plain=plain)


def session(spec: Spec) -> Spec:
    """Return a function that asks the session first: its clock, chance, texts or language."""
    assert spec.plain is not None, "the session is asked by a function of Python"
    return replace(spec, template=f"{spec.plain.__name__}(E, {{all}})")


def callables(specs: Iterable[Spec]) -> dict[str, object]:
    """Return the functions that generated code calls by their own names."""
    return {
        spec.plain.__name__: spec.plain
        for spec in specs
        if spec.plain is not None and f"{spec.plain.__name__}(" in spec.template
    }


def special(
    name: str, minimum: int, maximum: int | None, builder: Builder, plain: Plain | None = None
) -> Spec:
    """Describe a function that builds its own code."""
    return Spec(name, minimum, maximum, builder=builder, plain=plain)
