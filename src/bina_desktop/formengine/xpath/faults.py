"""All wrong calls of one expression, so that its author need not look at it twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bina_desktop.formengine.xpath.errors import ArityError, UnknownFunctionError, XPathError
from bina_desktop.formengine.xpath.parser import parse
from bina_desktop.formengine.xpath.registry import CONTEXTUAL, find
from bina_desktop.formengine.xpath.syntax import Binary, Call, Expr, Filter, Negate, Path


def faults(first: XPathError) -> Sequence[XPathError]:
    """Return an error with the other unknown functions and wrong arities, in their order.

    Text that is no expression has its first mistake only: what follows it can only be guessed.
    """
    try:
        tree = parse(first.text)
    except XPathError:
        return [first]
    found = [first]
    for call in _calls(tree):
        # A position() without argument means a place, and is no call of the function.
        if call.span != first.span and call.name not in (*CONTEXTUAL, "position"):
            try:
                find(call, first.text)
            except (UnknownFunctionError, ArityError) as error:
                found.append(error)
            except XPathError:
                continue  # The closures may offer it.
    return sorted(found, key=lambda error: error.span.start)


def _calls(tree: Expr) -> Iterator[Call]:
    waiting: list[Expr] = [tree]
    while waiting:
        at = waiting.pop()
        if isinstance(at, Call):
            yield at
        waiting.extend(_below(at))


def _below(tree: Expr) -> Iterator[Expr]:
    match tree:
        case Call():
            yield from tree.arguments
        case Binary():
            yield from (tree.left, tree.right)
        case Negate():
            yield tree.operand
        case Filter():
            yield from (tree.operand, *tree.predicates)
        case Path():
            yield from () if tree.head is None else (tree.head,)
            for step in tree.steps:
                yield from step.predicates
        case _:
            pass
