"""Calls to closures: which function, how many arguments, who builds it."""

from __future__ import annotations

from bina_desktop.formengine.xpath.closures.assembly import Assembly, Part
from bina_desktop.formengine.xpath.closures.builder import Builder, Context
from bina_desktop.formengine.xpath.closures.functions import NATIVE
from bina_desktop.formengine.xpath.closures.node_functions import (
    ARITIES,
    DEFAULT_OWN,
    NODE_NATIVE,
    choice_name,
    indexed_repeat,
    own_node,
    pulldata,
)
from bina_desktop.formengine.xpath.errors import ArityError
from bina_desktop.formengine.xpath.registry import FUNCTIONS, arity, find
from bina_desktop.formengine.xpath.syntax import Call
from bina_desktop.formengine.xpath.tasks import Task

_WITH_TREE = {
    "indexed-repeat": indexed_repeat,
    "jr:choice-name": choice_name,
    "pulldata": pulldata,
}


def build_call(builder: Builder, tree: Call, context: Context) -> Task[Part]:
    """Build a function call."""
    assembly = builder.assembly
    name = tree.name
    spec = None
    if name in ARITIES and name not in FUNCTIONS:
        _check_arity(assembly, tree)
    elif name != "position" or tree.arguments:
        spec = find(tree, assembly.source_text)
        assembly.volatile |= spec.volatile
        assembly.language |= spec.language
    if name in _WITH_TREE:
        special: Part = yield _WITH_TREE[name](builder, tree, context)
        return special
    parts: list[Part] = []
    for argument in tree.arguments:
        part: Part = yield builder.expression(argument, context)
        parts.append(part)
    if not parts and (name in DEFAULT_OWN or (spec is not None and spec.own_default)):
        own: Part = yield own_node(builder, context)
        parts.append(own)
    native = NATIVE.get(name) or NODE_NATIVE.get(name)
    if native is not None:
        return native(builder, tree, parts, context)
    assert spec is not None, "what is not native stands in the table of functions"
    return builder.plain_call(spec, parts)


def _check_arity(assembly: Assembly, call: Call) -> None:
    least, most = ARITIES[call.name]
    given = len(call.arguments)
    if given < least or (most is not None and given > most):
        message = arity(call.name, given, least, most)
        raise ArityError(message, text=assembly.source_text, span=call.span)
