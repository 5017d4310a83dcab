"""How a function is described: one `Spec` says all that the compiler needs to know of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bina_desktop.formengine.xpath.generation import Generation, Value
from bina_desktop.formengine.xpath.host import ResultType
from bina_desktop.formengine.xpath.syntax import Call

Builder = Callable[[Generation, Call, Sequence[Value]], Value]


@dataclass(frozen=True, slots=True)
class Spec:
    """One function: its name, how many arguments, their kinds, its result and its code.

    `parameters` has one letter per argument: `t` text, `n` number, `b` boolean, `k` text with
    NaN as blank; the last letter holds for all that follow. `template` is Python with `{0}`,
    `{1}` … for the arguments and `{all}` for a comma-separated list of them; a function that
    needs to see more than that has a `builder` instead.
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


def text(name: str, parameters: str, template: str, minimum: int | None = None) -> Spec:
    """Describe a function with a text result."""
    return _plain(name, ResultType.TEXT, parameters, template, minimum)


def number(name: str, parameters: str, template: str, minimum: int | None = None) -> Spec:
    """Describe a function with a number result."""
    return _plain(name, ResultType.NUMBER, parameters, template, minimum)


def boolean(name: str, parameters: str, template: str, minimum: int | None = None) -> Spec:
    """Describe a function with a boolean result."""
    return _plain(name, ResultType.BOOLEAN, parameters, template, minimum)


def _plain(
    name: str, result: ResultType, parameters: str, template: str, minimum: int | None
) -> Spec:
    least = len(parameters) if minimum is None else minimum
    return Spec(name, least, len(parameters), result, parameters, template)


def special(name: str, minimum: int, maximum: int | None, builder: Builder) -> Spec:
    """Describe a function that builds its own code."""
    return Spec(name, minimum, maximum, builder=builder)
