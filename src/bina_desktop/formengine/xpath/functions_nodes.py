"""Functions that see nodesets, branches or the context: they build their own code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import nan

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.errors import ArityError
from bina_desktop.formengine.xpath.generation import Generation, Value
from bina_desktop.formengine.xpath.host import ReadKind, ResultType
from bina_desktop.formengine.xpath.patterns import Pattern, PatternError
from bina_desktop.formengine.xpath.shuffling import seeded, shuffled
from bina_desktop.formengine.xpath.signatures import Spec, special
from bina_desktop.formengine.xpath.syntax import Call
from bina_desktop.formengine.xpath.values import joined


def sum_known(values: Sequence[float]) -> float:
    """Add up what is a number; blanks count nothing (a total runs on a half-filled form)."""
    total = 0.0
    for value in values:
        total += value
    if total == total:  # noqa: PLR0124 -- NaN
        return total
    total = 0.0
    for value in values:
        if value == value:  # noqa: PLR0124 -- NaN
            total += value
    return total


def _has_blank(values: Sequence[float]) -> bool:
    # The sum is NaN where one is (or where infinities meet): one quick step for most lists.
    total = sum(values)
    return total != total and any(value != value for value in values)  # noqa: PLR0124 -- NaN


def smallest(values: Sequence[float]) -> float:
    """Return the smallest number; NaN when there is none or one is NaN."""
    return min(values) if values and not _has_blank(values) else nan


def largest(values: Sequence[float]) -> float:
    """Return the largest number; NaN when there is none or one is NaN."""
    return max(values) if values and not _has_blank(values) else nan


def matches(value: str, pattern: str) -> bool:
    """Tell whether the whole of a text fits a pattern known only at run time."""
    try:
        return Pattern.cached(pattern).matches(value)
    except PatternError:
        return False


def _if(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    del call
    condition = generation.boolean(values[0])
    return generation.choice(condition, values[1], values[2], values[0])


def _coalesce(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    del call
    result = values[-1]
    for value in reversed(values[:-1]):
        result = generation.choice(f"({generation.blank(value)} != '')", value, result)
    return result


def _nodeset(generation: Generation, call: Call, value: Value) -> None:
    if value.loop is None and value.target is None and not value.missing:
        generation.fail(
            messages.COUNTS_NODES(name=call.name),
            call.arguments[0].span,
        )


def _count(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    value = values[0]
    _nodeset(generation, call, value)
    generation.read(value, ReadKind.NODES)
    if value.missing:
        return generation.number_literal(0.0)
    if value.loop is None:
        return generation.build(ResultType.NUMBER, f"float({value.code}.rel)", value)
    code = f"float(len([0{value.loop.clauses}]))"
    return generation.build(ResultType.NUMBER, code, value)


def _count_non_empty(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    _nodeset(generation, call, values[0])
    code = f"float(len([0 for x in {generation.texts(values)} if x]))"
    return generation.build(ResultType.NUMBER, code, *values)


def _aggregate(name: str, template: str) -> Spec:
    def build(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
        del call
        code = template.format(generation.numbers(values))
        return generation.build(ResultType.NUMBER, code, *values)

    return special(name, 1, None, build)


def _sum(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    del call
    code = f"sum_known({generation.numbers([_with_hidden(value) for value in values])})"
    return generation.build(ResultType.NUMBER, code, *values)


def _with_hidden(value: Value) -> Value:
    """Leave non-relevant nodes in: they have no number, so a sum need not ask each of them."""
    if value.loop is None:
        return value
    clauses = value.loop.clauses.removesuffix(f" if {value.loop.element}.rel")
    return replace(value, loop=replace(value.loop, clauses=clauses))


def _join(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    del call
    separator = generation.text(values[0])
    code = f"joined({separator}, {generation.texts(values[1:])})"
    return generation.build(ResultType.TEXT, code, *values)


def _concat(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    del call
    return generation.build(ResultType.TEXT, f"joined('', {generation.texts(values)})", *values)


def _once(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    del call
    own = values[-1]
    generation.read(own, ReadKind.OWN)
    code = f"({own.code}.v or {generation.blank(values[0])})"
    return generation.build(ResultType.TEXT, code, values[0])


def _position_of(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    value = values[0]
    if value.kind is not ResultType.NODE:
        generation.fail(
            messages.POSITION_OF_ONE(),
            call.arguments[0].span,
        )
    generation.read(value, ReadKind.POSITION)
    return generation.build(ResultType.NUMBER, f"float({value.code}.pos)", value)


def _shuffle(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    """Build `randomize(nodeset, seed)`; without a seed the order is new at each evaluation."""
    value = values[0]
    if value.missing:
        return value
    if value.loop is None and value.target is None:
        generation.fail(
            messages.SHUFFLES_NODES(),
            call.arguments[0].span,
        )
    generation.read(value, ReadKind.NODES)
    loop = value.loop
    if loop is None:
        return value
    everything = f"[{loop.element}{loop.clauses}]"
    if len(values) > 1:
        code = f"seeded({everything}, {generation.text(values[1])})"
    else:
        generation.volatile = True
        code = f"shuffled({everything}, E.random)"
    loop = replace(loop, clauses=f" for {loop.element} in {code}")
    depth = max(part.depth for part in values) + 3
    return replace(value, code=code, depth=depth, loop=loop)


def _regex(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    subject = generation.text(values[0])
    literal = values[1].literal
    if not isinstance(literal, str):
        code = f"matches({subject}, {generation.text(values[1])})"
        return generation.build(ResultType.BOOLEAN, code, *values)
    try:
        pattern = Pattern.cached(literal)
    except PatternError as error:
        generation.fail(
            messages.BAD_PATTERN(
                pattern=literal, why=error.sentence.indonesian, why_en=error.sentence.english
            ),
            call.arguments[1].span,
        )
    code = f"{generation.shape.parameter(pattern)}.matches({subject})"
    return generation.build(ResultType.BOOLEAN, code, values[0])


def _booleans(generation: Generation, values: Sequence[Value]) -> str:
    """Return code for a list of truths; a nodeset gives one per node."""
    parts: list[str] = []
    for value in values:
        if value.loop is None:
            parts.append(generation.boolean(value))
        else:
            generation.read(value)
            loop = generation.cells(value)
            parts.append(f"*[({loop.text} != ''){loop.clauses}]")
    return f"[{', '.join(parts)}]"


def _checklist(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    del call
    bounds = f"{generation.number(values[0])}, {generation.number(values[1])}"
    code = f"checklist({bounds}, {_booleans(generation, values[2:])})"
    return generation.build(ResultType.BOOLEAN, code, *values)


def _weighted_checklist(generation: Generation, call: Call, values: Sequence[Value]) -> Value:
    if len(values) % 2:
        raise ArityError(
            messages.WEIGHTS_IN_PAIRS(),
            text=generation.source_text,
            span=call.span,
        )
    bounds = f"{generation.number(values[0])}, {generation.number(values[1])}"
    answers = ", ".join(generation.boolean(value) for value in values[2::2])
    weights = ", ".join(generation.number(value) for value in values[3::2])
    code = f"weighted_checklist({bounds}, [{answers}], [{weights}])"
    return generation.build(ResultType.BOOLEAN, code, *values)


NODE_FUNCTIONS: tuple[Spec, ...] = (
    special("if", 3, 3, _if),
    special("coalesce", 1, None, _coalesce),
    special("count", 1, 1, _count),
    special("count-non-empty", 1, 1, _count_non_empty),
    special("sum", 1, None, _sum),
    _aggregate("min", "smallest({0})"),
    _aggregate("max", "largest({0})"),
    special("concat", 0, None, _concat),
    special("join", 1, None, _join),
    special("once", 1, 1, _once),
    special("position", 1, 1, _position_of),
    special("randomize", 1, 2, _shuffle),
    special("regex", 2, 2, _regex),
    special("checklist", 3, None, _checklist),
    special("weighted-checklist", 4, None, _weighted_checklist),
)

NODE_NAMES: dict[str, object] = {
    "sum_known": sum_known,
    "smallest": smallest,
    "largest": largest,
    "joined": joined,
    "matches": matches,
    "seeded": seeded,
    "shuffled": shuffled,
}
