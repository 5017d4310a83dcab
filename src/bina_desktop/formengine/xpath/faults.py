"""All wrong calls of one expression, so that its author need not look at it twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

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


def unfiltered_paths(text: str) -> Iterator[tuple[str, str]]:
    """Yield each filtered absolute path and an absolute path in its filter that begins with it.

    By XPath the inner one means all nodes again, not the one that is being looked at; JavaRosa
    takes it for the one. `text` must be an expression that parses.
    """
    for outer in _paths(parse(text)):
        names: list[str] = []
        for step in outer.steps if outer.absolute and outer.head is None else ():
            names.append(step.name)
            for inner in chain.from_iterable(map(_paths, step.predicates)):
                begun = [at.name for at in inner.steps[: len(names)]]
                if inner.absolute and inner.head is None and begun == names:
                    yield "/" + "/".join(names), text[inner.span.start : inner.span.end]


def _paths(tree: Expr) -> Iterator[Path]:
    return (at for at in _walk(tree) if isinstance(at, Path))


def _calls(tree: Expr) -> Iterator[Call]:
    return (at for at in _walk(tree) if isinstance(at, Call))


def _walk(tree: Expr) -> Iterator[Expr]:
    waiting: list[Expr] = [tree]
    while waiting:
        at = waiting.pop()
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
