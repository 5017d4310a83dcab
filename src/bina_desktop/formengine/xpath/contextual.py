"""What depends on where in an expression it stands: places, choice names, list look-ups."""

from __future__ import annotations

from collections.abc import Sequence

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.errors import ArityError
from bina_desktop.formengine.xpath.functions_core import truth
from bina_desktop.formengine.xpath.generation import Generation, Value
from bina_desktop.formengine.xpath.host import ItemsTarget, ReadKind, ResultType, Span
from bina_desktop.formengine.xpath.parser import parse
from bina_desktop.formengine.xpath.paths import (
    Context,
    missing_node,
    normalise,
    note_missing_column,
    resolve,
)
from bina_desktop.formengine.xpath.syntax import (
    Binary,
    Call,
    Expr,
    Literal,
    Negate,
    Number,
    Path,
    PathStep,
)


def operands(tree: Binary, family: frozenset[str]) -> tuple[Expr, list[tuple[str, Expr]]]:
    """Return a left-leaning chain (`a + b - c`) as its first term and signed others."""
    others: list[tuple[str, Expr]] = []
    node: Expr = tree
    while isinstance(node, Binary) and node.operator in family:
        others.append((node.operator, node.right))
        node = node.left
    others.reverse()
    return node, others


def decided(operand: Expr, operator: str) -> bool:
    """Tell whether a constant settles `and` or `or`: what follows is neither run nor checked."""
    match operand:
        case Call("true" | "false" as name, ()):
            constant = name == "true"
        case Number(value):
            constant = truth(value)
        case _:
            return False
    return (operator == "and" and not constant) or (operator == "or" and constant)


def uses_place(tree: Expr) -> bool:
    """Tell whether `position()` or `last()` of this predicate (no inner one) is asked for."""
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case Call(name, arguments):
                if not arguments and name in {"position", "last"}:
                    return True
                waiting.extend(arguments)
            case Binary(_, left, right):
                waiting.extend((left, right))
            case Negate(operand):
                waiting.append(operand)
            case _:
                pass
    return False


def place_of(generation: Generation, call: Call, context: Context) -> Value:
    """Return `position()` or `last()` of the predicate around."""
    if call.arguments:
        raise ArityError(
            messages.LAST_HAS_NONE(),
            text=generation.source_text,
            span=call.span,
        )
    if not context.position:
        advice = "position(..)" if call.name == "position" else "count(...)"
        generation.fail(
            messages.PLACE_OUTSIDE(name=call.name, advice=advice),
            call.span,
        )
    code = context.position if call.name == "position" else context.size
    return Value(ResultType.NUMBER, code)


def choice_name(generation: Generation, call: Call, value: Value, context: Context) -> Value:
    """Return `jr:choice-name(value, 'path of a select')`."""
    argument = call.arguments[1]
    tree = parse(argument.value.strip() or "0") if isinstance(argument, Literal) else argument
    if not isinstance(tree, Path):
        generation.fail(
            messages.CHOICE_NAME_PATH(),
            argument.span,
        )
    target, _ = resolve(generation, context, tree)
    if target is None:
        return missing_node(generation, Path(tree.absolute, tree.steps, tree.head, argument.span))
    generation.language = True
    generation.read(Value(ResultType.NODE, "", target=target), ReadKind.CHOICES)
    def_id = generation.shape.parameter(target.def_id)
    code = f"E.choice_name({def_id}, {generation.text(value)}, {context.node})"
    return generation.build(ResultType.TEXT, code, value)


def instance_steps(
    generation: Generation, path: Path, head: Call
) -> tuple[str, tuple[PathStep, ...]]:
    """Return the name in `instance('name')` and the steps root, item and maybe a column."""
    name = head.arguments[0]
    if not isinstance(name, Literal):
        generation.fail(messages.LIST_NAME_QUOTED(), head.span)
    steps = normalise(generation, path)
    if steps.ups or len(steps.names) not in {2, 3} or steps.names[0].predicates:
        generation.refuse(
            messages.LIST_SHAPE(),
            path.span,
        )
    return name.value, steps.names


def check_shape(generation: Generation, target: ItemsTarget, steps: Sequence[PathStep]) -> None:
    """Leave to the closures what is not in the rows of a list that has more than rows."""
    names = {step.name for step in steps[2:]}
    if target.columns is not None and not names <= target.columns:
        generation.refuse(messages.DEEP_LIST(), steps[2].span)


def missing_list(
    generation: Generation,
    whole: ItemsTarget | None,
    name: str,
    steps: Sequence[PathStep],
    span: Span,
) -> Value:
    """Note a list, or elements of it, that the form does not have; they read as blank."""
    if whole is None:
        return generation.note_missing(
            f"instance('{name}')",
            span,
            messages.MISSING_LIST(name=name),
        )
    if whole.deep:
        generation.refuse(messages.DEEP_LIST(), span)
    way = f"{steps[0].name}/{steps[1].name}"
    return generation.note_missing(way, span, messages.MISSING_ITEMS(name=name, way=way))


ITEM = "item"
"""What `pulldata()` looks through: the elements of this name below the root."""


def pulldata(generation: Generation, call: Call, query: Value, context: Context) -> Value:
    """Return `pulldata(list, wanted column, key column, key)`: a cell of the first row found."""
    names: list[str] = []
    for argument in call.arguments[:3]:
        if not isinstance(argument, Literal):
            generation.fail(messages.PULLDATA_NAMES(), argument.span)
        names.append(argument.value)
    name, wanted, key = names
    whole = context.scope.items(name)
    if whole is None:
        return missing_list(generation, whole, name, (), call.arguments[0].span)
    target = whole.named(ITEM)
    generation.note_list(target.list_id)
    table = generation.shape.table(target.list_id)
    places: list[str] = []
    for column, argument in ((key, call.arguments[2]), (wanted, call.arguments[1])):
        if target.columns is not None and column not in target.columns:
            note_missing_column(generation, column, argument.span)
        places.append(generation.shape.column(table, column))
    code = f"first_cell({table}.lookup({places[0]}, {generation.text(query)}), {places[1]})"
    return generation.build(ResultType.TEXT, code, query)


def index_key(tree: Expr) -> tuple[PathStep, Expr] | None:
    """Return the column and the other side of `column = other`, or None."""
    if not isinstance(tree, Binary) or tree.operator != "=":
        return None
    for side, other in ((tree.left, tree.right), (tree.right, tree.left)):
        if isinstance(side, Path) and side.head is None and not side.absolute:
            names = [step for step in side.steps if step.name != "."]
            one = names[0] if len(names) == 1 else None
            if one and one.plain and not one.upward and not one.predicates:
                return one, other
    return None
