"""Generated source, and the cache that compiles each shape of it once.

Every id, slot, name and literal of an expression is a parameter; what remains is its *shape*,
and the 2,600 expressions of a large form have a few dozen of them. Only fixed words, numbered
variables and operators ever stand in the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from types import CodeType
from typing import Any, NamedTuple, cast

Factory = Callable[[Any, tuple[object, ...]], Callable[[Any], Any]]
Adding = Callable[[Any, float], float]
"""Adds, for a node, the numbers of many fillings of one shape to a number, one by one."""
Single = Callable[..., float]
"""Returns, for a node and one row of parameters, one of these numbers."""
Looping = tuple[Adding, Single, Sequence[Sequence[Any]], tuple[int, ...] | None]
"""Both, the rows, and which places in a row are nodes: None where more is read than these."""
LoopFactory = Callable[[Any, Sequence[tuple[object, ...]]], Looping]


class Inline(NamedTuple):
    """Generated code that can stand inside other code, in a function that has its variables."""

    code: str
    """For the session `E` and the variables of the parameters."""
    sorts: str
    """By parameter, whose number follows the letter in its variable's name: `p` for the value
    itself, `a` for the singleton of that id, `-` for one that the code does not need."""
    number: bool
    """Whether it gives a number that the host is to write."""


DEPTH_LIMIT = 90
"""CPython refuses 200 nested brackets; deeper code moves to a function of its own."""
OF_CALENDAR = {
    "to_number": "number",
    "date_text": "date_text",
    "datetime_text": "datetime_text",
}
"""Functions that depend on how the session counts days: read when an expression is bound."""
_WORD = re.compile(r"[a-z]+[0-9]+(?:[a-z0-9]*)")
_TOKEN = re.compile(r"\.?[A-Za-z_]\w*")
_PLAINLY_READ = frozenset({".x", ".f"})
_ELSEWHERE = re.compile(r"[a-z]+[0-9]+|[nE]|for|lambda")
"""The context node, the session, loops: what changes without one of the parameters changing."""
_INNER = re.compile(r"\b(?:for|lambda)\b|\bf[0-9]")
"""What has a scope of its own, or calls a function that has."""
_ROOTED = re.compile(rf"{_INNER.pattern}|\bn\b")
"""As `_INNER`, and the context node."""
_STEP = 3
"""Brackets that one construction may add around its parts."""


class Shape:
    """Collects parameters and outlined functions of one expression, then its source."""

    def __init__(self) -> None:
        """Start an empty shape."""
        self._names: dict[tuple[str, Hashable, Hashable], str] = {}
        self._values: list[object] = []
        self._prelude: list[str] = []
        self._functions: list[str] = []
        self._numbers = 0

    @property
    def values(self) -> tuple[object, ...]:
        """Parameters in order, as the factory wants them."""
        return tuple(self._values)

    def parameter(self, value: Hashable) -> str:
        """Return the variable that holds a literal, a slot or an id."""
        return self._bound("p", value, "P[{0}]")

    def singleton(self, def_id: int) -> str:
        """Return the variable that holds the live node of a singleton definition."""
        return self._bound("a", def_id, "E.singletons[P[{0}]]")

    def table(self, list_id: int) -> str:
        """Return the variable that holds a secondary instance."""
        return self._bound("t", list_id, "E.tables[P[{0}]]")

    def column(self, table: str, name: str) -> str:
        """Return the variable that holds the place of a column in a table."""
        return self._bound("c" + table, name, table + ".column(P[{0}])")

    def _bound(self, kind: str, value: Hashable, template: str) -> str:
        # The sort tells 1.0 from True and 0.0 from -0.0, which are equal as keys.
        sort = repr(value) if isinstance(value, float) else type(value)
        key = (kind, sort, value)
        name = self._names.get(key)
        if name is None:
            place = len(self._values)
            name = self._names[key] = f"{kind}{place}"
            self._values.append(value)
            self._prelude.append(f"    {name} = {template.format(place)}\n")
        return name

    def fresh(self, kind: str) -> str:
        """Return a new variable name for a loop."""
        self._numbers += 1
        return f"{kind}{self._numbers}"

    def settle(self, code: str, depth: int, variables: str) -> tuple[str, int]:
        """Return code and its depth, moved to a function of `variables` when too deep."""
        depth += _STEP
        if depth <= DEPTH_LIMIT:
            return code, depth
        return self.outline(code, variables), 1

    def outline(self, code: str, variables: str) -> str:
        """Move code to a function of its own (run only when called) and return the call."""
        name = self.fresh("f")
        self._functions.append(f"    def {name}({variables}):\n        return {code}\n")
        return f"{name}({variables})"

    def source(self, code: str) -> str:
        """Return the text of the factory whose evaluator returns `code` for node `n`."""
        body = "".join(self._prelude + self._functions)
        body = f"{_of_calendar(body, code)}{body}"
        run = f"    def run(n{self._held(code)}):\n        return {code}\n    return run\n"
        return f"def make(E, P):\n{body}{run}"

    def _held(self, code: str) -> str:
        """Return what the evaluator reads as parameters with defaults.

        They stand side by side in one tuple, where a closure has an object for each of them:
        a sum of 200 questions reads 200 objects less, and local variables are the quickest.
        """
        if _INNER.search(code):
            return ""  # An inner scope would make an object of each for every run.
        words = set(_WORD.findall(code))
        return "".join(f", {name}={name}" for name in self._names.values() if name in words)

    def inline(self, code: str, *, number: bool) -> Inline | None:
        """Return code that can stand elsewhere; None where it needs more than values and nodes."""
        names = tuple(self._names.values())
        if _ROOTED.search(code) or not all(name[0] in "ap" for name in names):
            return None
        words = set(_WORD.findall(code))
        return Inline(code, "".join(name[0] if name in words else "-" for name in names), number)

    def loop_source(self, code: str) -> str:
        """Return the text of a factory whose evaluator adds up `code` for many parameters.

        '' where code has moved to functions of its own, which see one set of parameters only.
        """
        if self._functions:
            return ""
        prelude = "".join(f"    {line}" for line in self._prelude)
        names = "".join(f"{name}, " for name in self._names.values())
        return (
            f"def make(E, Q):\n{_of_calendar(prelude, code)}    rows = []\n"
            f"    for P in Q:\n{prelude}        rows.append(({names}))\n"
            f"    def run(n, total):\n        for ({names}) in rows:\n"
            f"            total += {code}\n        return total\n"
            f"    def one(n, {names}):\n        return {code}\n"
            f"    return run, one, rows, {self._nodes_read(code)}\n"
        )

    def _nodes_read(self, code: str) -> tuple[int, ...] | None:
        """Return which parameters are nodes; None where more is read than `x` and `f` of them."""
        names = tuple(self._names.values())
        for token in _TOKEN.findall(code):
            if token[0] == "." and token not in _PLAINLY_READ:
                return None
            if token not in names and _ELSEWHERE.fullmatch(token):
                return None
        if not all(name[0] in "ap" for name in names):
            return None
        return tuple(place for place, name in enumerate(names) if name[0] == "a")


def _of_calendar(body: str, code: str) -> str:
    return "".join(
        f"    {name} = E.calendar.{source}\n"
        for name, source in OF_CALENDAR.items()
        if f"{name}(" in body or f"{name}(" in code
    )


class Compiler:
    """Compiles shapes with one fixed set of names; equal source is compiled once."""

    def __init__(self, names: Mapping[str, object]) -> None:
        """Offer only `names` to generated code: it has no other built-ins."""
        self.names: Mapping[str, object] = {"__builtins__": {}, **names}
        self.factory: Callable[[str], Factory] = lru_cache(maxsize=4096)(self._factory)
        self.loop: Callable[[str], LoopFactory] = cast("Any", self.factory)
        """As `factory`, for `Shape.loop_source`."""

    def _factory(self, source: str) -> Any:
        namespace: dict[str, Any] = {**self.names}
        # The text holds fixed words and numbered variables only (see the module's docstring).
        exec(compile(source, "<xpath>", "exec"), namespace)
        return namespace["make"]


def function_code(source: str, name: str) -> CodeType:
    """Return the code of a function that generated Python defines.

    As all generated text, it holds fixed words, numbered variables and operators only.
    """
    namespace: dict[str, Any] = {"__builtins__": {}}
    exec(compile(source, f"<{name}>", "exec"), namespace)
    return namespace[name].__code__
