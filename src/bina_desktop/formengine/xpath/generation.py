"""State of one compilation: values with their kinds, how each turns into another, and reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isnan
from typing import Never

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.errors import ArgumentError, UnsupportedXPathError
from bina_desktop.formengine.xpath.host import (
    Missing,
    NodeTarget,
    Read,
    ReadKind,
    ResultType,
    Span,
)
from bina_desktop.formengine.xpath.sentences import Sentence
from bina_desktop.formengine.xpath.shape import Shape
from bina_desktop.formengine.xpath.values import is_date_text, to_number


@dataclass(frozen=True, slots=True)
class Views:
    """Code for each kind of result where branches differ (`if`, `coalesce`)."""

    text: str
    blank: str
    number: str
    boolean: str
    plain: bool = False
    """Always a number or blank: the number says it all."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A nodeset as the clauses of a comprehension and what to take of each element."""

    clauses: str
    element: str
    text: str = ""
    """'' for whole items, which have no text of their own."""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """Generated code of one part of an expression; `code` is closed (needs no brackets)."""

    kind: ResultType
    code: str
    depth: int = 1
    literal: str | float | None = None
    target: NodeTarget | None = None
    numeric: bool = False
    views: Views | None = None
    loop: Loop | None = None
    missing: bool = False


NUMERIC_KINDS = frozenset({ResultType.NUMBER, ResultType.DATE, ResultType.DATETIME})


class Generation:
    """Turns values into other kinds and notes what the expression depends on."""

    def __init__(self, text: str) -> None:
        """Start the compilation of `text`."""
        self.source_text = text
        self.shape = Shape()
        self.variables = "n"
        """Variables in reach, as the arguments of an outlined function."""
        self.volatile = False
        self.language = False
        self.plain = False
        """Whether `value` has returned code for a number."""
        self._reads: dict[Read, None] = {}
        self._noted: dict[tuple[int, ReadKind], Value] = {}
        self._lists: dict[int, None] = {}
        self._missing: list[Missing] = []

    @property
    def reads(self) -> tuple[Read, ...]:
        """Dependencies met so far, each once."""
        return tuple(self._reads)

    @property
    def lists(self) -> tuple[int, ...]:
        """Secondary instances met so far."""
        return tuple(self._lists)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Paths, instances and columns the host does not have."""
        return tuple(self._missing)

    def fail(self, message: Sentence, span: Span) -> Never:
        """Raise ArgumentError."""
        raise ArgumentError(message, text=self.source_text, span=span)

    def refuse(self, message: Sentence, span: Span) -> Never:
        """Raise UnsupportedXPathError."""
        raise UnsupportedXPathError(message, text=self.source_text, span=span)

    def note_missing(self, text: str, span: Span, message: Sentence) -> Value:
        """Note what the host lacks and return the always-blank value."""
        self._missing.append(Missing(text, span, *message))
        return replace(self.text_literal(""), missing=True)

    def note_list(self, list_id: int) -> None:
        """Note that a secondary instance is read."""
        self._lists[list_id] = None

    def read(self, value: Value, kind: ReadKind = ReadKind.VALUE) -> None:
        """Note that a node or nodeset is read."""
        # Hashing a target is slow, and a value is read once for each of its views.
        if value.target is not None and (id(value), kind) not in self._noted:
            self._noted[id(value), kind] = value
            self._reads[Read(value.target, kind)] = None

    def text_literal(self, text: str) -> Value:
        """Return a text constant."""
        return Value(ResultType.TEXT, self.shape.parameter(text), literal=text)

    def number_literal(self, number: float) -> Value:
        """Return a number constant."""
        return Value(ResultType.NUMBER, self.shape.parameter(number), literal=number)

    def build(self, kind: ResultType, code: str, *parts: Value) -> Value:
        """Return a value made of parts; code that grows too deep moves to its own function."""
        depth = max((part.depth for part in parts), default=1)
        code, depth = self.shape.settle(code, depth, self.variables)
        return Value(kind, code, depth)

    def choice(self, condition: str, first: Value, second: Value, *parts: Value) -> Value:
        """Return `first if condition else second`, of a kind that keeps both apart."""
        scalar = first.kind is second.kind and first.kind not in {
            ResultType.NODE,
            ResultType.NODES,
            ResultType.ITEMS,
        }
        if scalar and first.views is second.views is None:
            code = f"({first.code} if {condition} else {second.code})"
            return self.build(first.kind, code, first, second, *parts)
        depth = max(part.depth for part in (first, second, *parts))
        settled = [
            self.shape.settle(f"({one} if {condition} else {other})", depth, self.variables)
            for one, other in (
                (self.text(first), self.text(second)),
                (self.blank(first), self.blank(second)),
                (self.number(first), self.number(second)),
                (self.boolean(first), self.boolean(second)),
            )
        ]
        text, blank, number, boolean = (code for code, _ in settled)
        plain = _is_plain(first) and _is_plain(second)
        views = Views(text, blank, number, boolean, plain)
        return Value(ResultType.TEXT, views.text, settled[0][1], views=views)

    def text(self, value: Value) -> str:
        """Return code for the text of a value (XPath `string()`)."""
        self.read(value)
        match value.kind:
            case ResultType.NODE:
                return f"{value.code}.x"
            case ResultType.NUMBER:
                return f"number_text({value.code})"
            case ResultType.BOOLEAN:
                return f"('true' if {value.code} else 'false')"
            case ResultType.DATE:
                return f"date_text({value.code})"
            case ResultType.DATETIME:
                return f"datetime_text({value.code})"
            case ResultType.TEXT:
                return value.code
            case _:
                loop = self.cells(value)
                return f"next(({loop.text}{loop.clauses}), '')"

    def blank(self, value: Value) -> str:
        """Return code for the text to store: as `text`, but NaN is ''."""
        if value.views is not None:
            return value.views.blank
        if value.kind is ResultType.NUMBER:
            return f"number_blank({value.code})"
        return self.text(value)

    def value(self, value: Value) -> str:
        """Return code for the text to store, or for a number that the host writes itself."""
        self.plain = value.literal != "" and _is_plain(value)
        return self.number(value) if self.plain else self.blank(value)

    def number(self, value: Value) -> str:
        """Return code for the number of a value (XPath `number()` with ODK's dates)."""
        self.read(value)
        if value.views is not None:
            return value.views.number
        if value.kind in NUMERIC_KINDS:
            return value.code
        match value.kind:
            case ResultType.NODE:
                return f"{value.code}.f"
            case ResultType.BOOLEAN:
                return f"(1.0 if {value.code} else 0.0)"
            case ResultType.TEXT:
                if isinstance(value.literal, str) and not is_date_text(value.literal):
                    return self.shape.parameter(to_number(value.literal))
                return f"to_number({value.code})"
            case _:
                loop = self.cells(value)
                return f"next(({loop.number}{loop.clauses}), NAN)"

    def days(self, value: Value) -> str:
        """Return code for the number of a value as days: a truth is no date."""
        return "NAN" if value.kind is ResultType.BOOLEAN else self.number(value)

    def boolean(self, value: Value) -> str:
        """Return code for the truth of a value; a node is true when it is not blank.

        XPath 1.0 asks whether the node exists, but form authors who write a bare path as
        `relevant` mean "has been answered" (JavaRosa and Web Forms agree).
        """
        if value.views is not None:
            return value.views.boolean
        match value.kind:
            case ResultType.BOOLEAN:
                return value.code
            case ResultType.NODE | ResultType.TEXT:
                return f"({self.text(value)} != '')"
            case ResultType.NODES | ResultType.ITEMS:
                self.read(value, ReadKind.NODES)
                clauses = self.loop(value).clauses
                return f"next((True{clauses}), False)"
            case _:
                return f"truth({value.code})"

    def loop(self, value: Value) -> Loop:
        """Return the loop of a nodeset."""
        assert value.loop is not None, "nodesets carry a loop"
        return value.loop

    def cells(self, value: Value) -> Loop:
        """Return the loop of a nodeset whose elements have a text. Raises ArgumentError."""
        loop = self.loop(value)
        if not loop.text:
            self.fail(
                messages.ITEM_HAS_NO_VALUE(),
                Span(0, len(self.source_text)),
            )
        return loop

    def texts(self, values: Iterable[Value]) -> str:
        """Return code for a list of the texts of all values, nodesets spread out."""
        return self._spread(values, numbers=False)

    def numbers(self, values: Iterable[Value]) -> str:
        """Return code for a list of the numbers of all values, nodesets spread out."""
        return self._spread(values, numbers=True)

    def _spread(self, values: Iterable[Value], *, numbers: bool) -> str:
        parts: list[str] = []
        for value in values:
            if value.loop is None:
                parts.append(self.number(value) if numbers else self.text(value))
                continue
            self.read(value)
            loop = self.cells(value)
            parts.append(f"*[{loop.number if numbers else loop.text}{loop.clauses}]")
        if len(parts) == 1 and parts[0].startswith("*"):
            return parts[0][1:]
        return f"[{', '.join(parts)}]"


def _is_plain(value: Value) -> bool:
    if value.views is not None:
        return value.views.plain
    return value.kind is ResultType.NUMBER or value.literal == ""


def is_number_text(text: str) -> bool:
    """Tell whether a literal stands for a number or a date."""
    return not isnan(to_number(text))
