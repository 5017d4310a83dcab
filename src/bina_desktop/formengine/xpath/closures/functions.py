"""Functions that see node-sets, branches or the context, over closures.

What is called with its arguments evaluated is described once for both backends (`Spec.plain`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.closures.assembly import NODE_KINDS, Assembly, Part, constant
from bina_desktop.formengine.xpath.closures.builder import Builder, Context
from bina_desktop.formengine.xpath.closures.frames import Frame, Run
from bina_desktop.formengine.xpath.closures.nodes import Mixed, Nodes
from bina_desktop.formengine.xpath.closures.paths import raw_nodes
from bina_desktop.formengine.xpath.errors import ArityError
from bina_desktop.formengine.xpath.functions_digest import wrong_kind
from bina_desktop.formengine.xpath.functions_geo import area, distance
from bina_desktop.formengine.xpath.functions_nodes import (
    largest,
    matches,
    smallest,
    sum_known,
)
from bina_desktop.formengine.xpath.functions_odk import checklist, weighted_checklist
from bina_desktop.formengine.xpath.host import ReadKind, ResultType
from bina_desktop.formengine.xpath.patterns import Pattern, PatternError
from bina_desktop.formengine.xpath.registry import FUNCTIONS
from bina_desktop.formengine.xpath.shuffling import seeded, shuffled
from bina_desktop.formengine.xpath.syntax import Call
from bina_desktop.formengine.xpath.values import joined

Native = Callable[[Builder, Call, list[Part], Context], Part]


def _if(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del call, context
    return _choice(builder.assembly, builder.assembly.boolean(parts[0]), *parts[1:], parts[0])


def _choice(
    assembly: Assembly, test: Callable[[Frame], bool], first: Part, second: Part, *others: Part
) -> Part:
    """Return `first if test else second`; branches of different kinds compare as text."""
    scalar = first.kind is second.kind and first.kind not in NODE_KINDS
    kind = first.kind if scalar and not first.mixed and not second.mixed else ResultType.TEXT
    mixed = kind is not first.kind or kind is not second.kind or first.mixed or second.mixed
    if mixed:
        for part in (first, second):
            assembly.read_cells(part)
    one, other = first.run, second.run

    def run(frame: Frame) -> Any:
        value = one(frame) if test(frame) else other(frame)
        return Mixed(value) if mixed and not isinstance(value, Mixed) else value

    return assembly.build(kind, run, first, second, *others, mixed=mixed)


def _coalesce(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del call, context
    assembly = builder.assembly

    def prefer(rest: Part, part: Part) -> Part:
        blank = assembly.blank(part)
        return _choice(assembly, lambda frame: blank(frame) != "", part, rest)

    return reduce(prefer, reversed(parts[:-1]), parts[-1])


def _nodeset(builder: Builder, call: Call, part: Part) -> None:
    if part.kind not in NODE_KINDS and not part.missing:
        builder.assembly.fail(
            messages.COUNTS_NODES(name=call.name),
            call.arguments[0].span,
        )


def _count(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del context
    part = parts[0]
    _nodeset(builder, call, part)
    builder.assembly.read(part, ReadKind.NODES)
    if part.missing:
        return Part(ResultType.NUMBER, constant(0.0))
    nodes = raw_nodes(part)

    def run(frame: Frame) -> float:
        return float(sum(node.relevant for node in nodes(frame)))

    return builder.assembly.build(ResultType.NUMBER, run, part)


def _count_non_empty(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del context
    _nodeset(builder, call, parts[0])
    texts = builder.assembly.texts(parts)

    def run(frame: Frame) -> float:
        return float(sum(text != "" for text in texts(frame)))

    return builder.assembly.build(ResultType.NUMBER, run, *parts)


def _aggregate(reckon: Callable[[Sequence[float]], float]) -> Native:
    def build(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
        del call, context
        numbers = builder.assembly.numbers(parts)
        return builder.assembly.build(
            ResultType.NUMBER, lambda frame: reckon(numbers(frame)), *parts
        )

    return build


def _concat(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del call, context
    texts = builder.assembly.texts(parts)
    return builder.assembly.build(ResultType.TEXT, lambda frame: joined("", texts(frame)), *parts)


def _join(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del call, context
    separator = builder.assembly.text(parts[0])
    texts = builder.assembly.texts(parts[1:])

    def run(frame: Frame) -> str:
        return joined(separator(frame), texts(frame))

    return builder.assembly.build(ResultType.TEXT, run, *parts)


def _once(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del call
    builder.assembly.read(Part(ResultType.NODE, constant(""), spots=context.spots), ReadKind.OWN)
    fresh = builder.assembly.blank(parts[0])

    def run(frame: Frame) -> str:
        own = frame.node.text if frame.host is None else frame.host.v
        return own or fresh(frame)

    return builder.assembly.build(ResultType.TEXT, run, parts[0])


def _position(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    if not parts:
        return _place(builder, call, parts, context)
    part = parts[0]
    if part.kind not in NODE_KINDS or (builder.assembly.reach and part.kind != ResultType.NODE):
        builder.assembly.fail(
            messages.POSITION_OF_ONE(),
            call.arguments[0].span,
        )
    builder.assembly.read(part, ReadKind.POSITION)
    nodes = raw_nodes(part)

    def run(frame: Frame) -> float:
        return _place_of(nodes(frame))

    return builder.assembly.build(ResultType.NUMBER, run, part)


def _place_of(nodes: Sequence[Any]) -> float:
    """Return the place of the first node among its siblings of the same name, from 1."""
    if not nodes:
        return float("nan")
    node = nodes[0]
    host = getattr(node, "host", None)
    if host is not None:
        return float(host.pos)
    if node.parent is None:
        return 1.0
    alike = [one for one in node.parent.children() if one.name == node.name]
    return float(1 + [one.key for one in alike].index(node.key))


def _place(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    """Return `position()` or `last()` of the predicate around."""
    if parts:
        raise ArityError(
            messages.LAST_HAS_NONE(),
            text=builder.assembly.source_text,
            span=call.span,
        )
    if not context.placed:
        advice = "position(..)" if call.name == "position" else "count(...)"
        builder.assembly.fail(
            messages.PLACE_OUTSIDE(name=call.name, advice=advice),
            call.span,
        )
    if call.name == "position":
        return Part(ResultType.NUMBER, lambda frame: frame.position)
    return Part(ResultType.NUMBER, lambda frame: frame.size)


def _shuffle(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del context
    assembly = builder.assembly
    part = parts[0]
    if part.missing:
        return part
    if part.kind not in NODE_KINDS:
        assembly.fail(
            messages.SHUFFLES_NODES(),
            call.arguments[0].span,
        )
    assembly.read(part, ReadKind.NODES)
    nodes = raw_nodes(part)
    seed = assembly.text(parts[1]) if len(parts) > 1 else None
    assembly.volatile |= seed is None

    def run(frame: Frame) -> Nodes:
        found = nodes(frame)
        if seed is None:
            return Nodes(shuffled(found, frame.environment.random))
        return Nodes(seeded(found, seed(frame)))

    return builder.nodes(run, part.spots, *parts)


def _measure(reckon: Callable[[Sequence[str]], float]) -> Native:
    def build(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
        del call, context
        texts = builder.assembly.texts(parts)
        return builder.assembly.build(
            ResultType.NUMBER, lambda frame: reckon(texts(frame)), *parts
        )

    return build


def _regex(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del context
    subject, pattern = builder.assembly.text(parts[0]), builder.assembly.text(parts[1])
    literal = parts[1].literal
    if isinstance(literal, str):
        try:
            Pattern.cached(literal)
        except PatternError as error:
            builder.assembly.fail(
                messages.BAD_PATTERN(
                    pattern=literal, why=error.sentence.indonesian, why_en=error.sentence.english
                ),
                call.arguments[1].span,
            )

    def run(frame: Frame) -> bool:
        return matches(subject(frame), pattern(frame))

    return builder.assembly.build(ResultType.BOOLEAN, run, *parts)


def _digest(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del context
    wrong = wrong_kind([part.literal for part in parts])
    if wrong is not None:
        builder.assembly.fail(wrong[1], call.arguments[wrong[0]].span)
    return builder.plain_call(FUNCTIONS["digest"], parts)


def _checklist(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del call, context
    least, most = map(builder.assembly.number, parts[:2])
    truths = builder.assembly.truths(parts[2:])

    def run(frame: Frame) -> bool:
        return checklist(least(frame), most(frame), truths(frame))

    return builder.assembly.build(ResultType.BOOLEAN, run, *parts)


def _weighted_checklist(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    del context
    assembly = builder.assembly
    if len(parts) % 2:
        raise ArityError(
            messages.WEIGHTS_IN_PAIRS(),
            text=assembly.source_text,
            span=call.span,
        )
    least, most = map(assembly.number, parts[:2])
    answers = [assembly.boolean(part) for part in parts[2::2]]
    weights = [assembly.number(part) for part in parts[3::2]]

    def run(frame: Frame) -> bool:
        return weighted_checklist(
            least(frame),
            most(frame),
            [answer(frame) for answer in answers],
            [weight(frame) for weight in weights],
        )

    return assembly.build(ResultType.BOOLEAN, run, *parts)


def _converter(kind: ResultType) -> Native:
    def build(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
        del call, context
        assembly = builder.assembly
        turn: dict[ResultType, Callable[[Part], Run]] = {
            ResultType.TEXT: assembly.text,
            ResultType.NUMBER: assembly.number,
            ResultType.BOOLEAN: assembly.boolean,
        }
        return assembly.build(kind, turn[kind](parts[0]), parts[0])

    return build


NATIVE: dict[str, Native] = {
    "if": _if,
    "coalesce": _coalesce,
    "count": _count,
    "count-non-empty": _count_non_empty,
    "sum": _aggregate(sum_known),
    "min": _aggregate(smallest),
    "max": _aggregate(largest),
    "concat": _concat,
    "join": _join,
    "once": _once,
    "position": _position,
    "last": _place,
    "randomize": _shuffle,
    "area": _measure(area),
    "distance": _measure(distance),
    "regex": _regex,
    "digest": _digest,
    "checklist": _checklist,
    "weighted-checklist": _weighted_checklist,
    "string": _converter(ResultType.TEXT),
    "number": _converter(ResultType.NUMBER),
    "boolean": _converter(ResultType.BOOLEAN),
}
