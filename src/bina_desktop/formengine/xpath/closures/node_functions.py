"""Functions about nodes themselves: names, language, identity, repeats, labels of choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.closures.assembly import NODE_KINDS, Part
from bina_desktop.formengine.xpath.closures.axes import AXES
from bina_desktop.formengine.xpath.closures.builder import Builder, Context
from bina_desktop.formengine.xpath.closures.frames import Frame
from bina_desktop.formengine.xpath.closures.nodes import AnyNode, Nodes, Sort, in_order, tree_of
from bina_desktop.formengine.xpath.closures.paths import build_path, raw_nodes
from bina_desktop.formengine.xpath.closures.reach import Spot
from bina_desktop.formengine.xpath.closures.xml_nodes import XML_NAMESPACE
from bina_desktop.formengine.xpath.contextual import ITEM
from bina_desktop.formengine.xpath.host import ReadKind, ResultType
from bina_desktop.formengine.xpath.items import first_cell
from bina_desktop.formengine.xpath.parser import parse
from bina_desktop.formengine.xpath.syntax import Axis, Call, Literal, Path
from bina_desktop.formengine.xpath.tasks import Task

_OWN = Path(absolute=False, steps=(), head=None, span=parse("'.'").span)


def _named(attribute: str) -> Callable[[Builder, Call, list[Part], Context], Part]:
    """Describe `name()`, `local-name()` or `namespace-uri()`."""

    def build(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
        del context
        if parts[0].missing:
            return parts[0]
        builder.check_nodes(parts, call)
        # Names never change; which node comes first may.
        builder.assembly.boolean(parts[0])
        nodes = raw_nodes(parts[0])

        def run(frame: Frame) -> str:
            found = nodes(frame)
            return getattr(found[0], attribute) if found else ""

        return builder.assembly.build(ResultType.TEXT, run, parts[0])

    return build


def _lang(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    """Describe `lang('id')` (XPath 1.0 section 4.3)."""
    del call, context
    wanted = builder.assembly.text(parts[0])

    def run(frame: Frame) -> bool:
        language = wanted(frame).lower()
        for node in AXES[Axis.ANCESTOR_OR_SELF](frame.node):
            own = node.attribute("lang", XML_NAMESPACE)
            if own is not None:
                return own.lower() == language or own.lower().startswith(language + "-")
        return False

    return builder.assembly.build(ResultType.BOOLEAN, run, parts[0])


def _id(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    """Describe `id('a b')`: elements whose attribute `id` or `xml:id` is one of the words."""
    del call, context
    texts = builder.assembly.texts(parts)

    def run(frame: Frame) -> Nodes:
        wanted = {word for text in texts(frame) for word in text.split()}
        return Nodes([node for node in _elements(frame) if _ids(node) & wanted])

    return builder.nodes(run, frozenset(), parts[0])


def _elements(frame: Frame) -> Iterable[AnyNode]:
    document = tree_of(frame.node)
    return (node for node in AXES[Axis.DESCENDANT](document) if node.sort is Sort.ELEMENT)


def _ids(node: AnyNode) -> set[str | None]:
    return {node.attribute("id"), node.attribute("id", XML_NAMESPACE)}


def _instance(builder: Builder, call: Call, parts: list[Part], context: Context) -> Part:
    """Describe `instance('x')` in an XML document: the element `instance` of that id."""
    del call, context
    name = builder.assembly.text(parts[0])

    def run(frame: Frame) -> Nodes:
        wanted = name(frame)
        found = (node for node in _elements(frame) if node.local == "instance")
        return Nodes([node for node in found if node.attribute("id") == wanted][:1])

    return builder.nodes(run, frozenset(), parts[0])


def choice_name(builder: Builder, call: Call, context: Context) -> Task[Part]:
    """Build `jr:choice-name(value, 'path of a select')`."""
    assembly = builder.assembly
    value: Part = yield builder.expression(call.arguments[0], context)
    argument = call.arguments[1]
    tree = parse(argument.value.strip() or "0") if isinstance(argument, Literal) else argument
    if not isinstance(tree, Path):
        assembly.fail(
            messages.CHOICE_NAME_PATH(),
            argument.span,
        )
    path = Path(tree.absolute, tree.steps, tree.head, argument.span)
    select: Part = yield build_path(builder, path, context)
    definitions = {spot.def_id for spot in select.spots if isinstance(spot, Spot)}
    if select.missing or not definitions:
        return select
    assembly.language = True
    assembly.read(select, ReadKind.CHOICES)
    def_id = min(definitions)
    text = assembly.text(value)

    def run(frame: Frame) -> str:
        assert frame.host is not None, "a form has live nodes"
        return frame.environment.choice_name(def_id, text(frame), frame.host)

    return assembly.build(ResultType.TEXT, run, value)


def pulldata(builder: Builder, call: Call, context: Context) -> Task[Part]:
    """Build `pulldata(list, wanted column, key column, key)`."""
    assembly = builder.assembly
    query: Part = yield builder.expression(call.arguments[3], context)
    names: list[str] = []
    for argument in call.arguments[:3]:
        if not isinstance(argument, Literal):
            assembly.fail(messages.PULLDATA_NAMES(), argument.span)
        names.append(argument.value)
    name, wanted, key = names
    whole = assembly.scope.items(name) if assembly.scope is not None else None
    target = whole.named(ITEM) if whole is not None else None
    if target is None:
        span = call.arguments[0].span
        return assembly.note_missing(f"instance('{name}')", span, messages.MISSING_LIST(name=name))
    list_id = target.list_id
    assembly.note_list(list_id)
    text = assembly.text(query)

    def run(frame: Frame) -> str:
        table = frame.environment.tables[list_id]
        return first_cell(table.lookup(table.column(key), text(frame)), table.column(wanted))

    return assembly.build(ResultType.TEXT, run, query)


def indexed_repeat(builder: Builder, call: Call, context: Context) -> Task[Part]:
    """Build `indexed-repeat(question, repeat, place, …)`."""
    assembly = builder.assembly
    arguments = call.arguments
    wrong = any(not isinstance(argument, Path) for argument in (arguments[0], *arguments[1::2]))
    if wrong or len(arguments) % 2 == 0:
        assembly.fail(
            messages.INDEXED_REPEAT(),
            call.span,
        )
    parts: list[Part] = []
    for argument in arguments:
        part: Part = yield builder.expression(argument, context)
        parts.append(part)
    target, *rest = parts
    groups, numbers = rest[::2], rest[1::2]
    lost = next((part for part in (target, *groups) if part.missing), None)
    if lost is not None:
        return lost
    if not all(_holds(builder, group, target) for group in groups):
        assembly.fail(
            messages.NOT_IN_REPEAT(),
            call.span,
        )
    return _indexed(builder, target, groups, numbers)


def _holds(builder: Builder, group: Part, target: Part) -> bool:
    """Tell whether the target stands inside the repeat, as far as the form's definition says."""
    reach = builder.assembly.reach
    if reach is None or group.kind not in NODE_KINDS:
        return reach is None
    wanted = {spot.def_id for spot in group.spots if isinstance(spot, Spot)}
    return any(
        wanted.intersection(reach.target(spot).repeats)
        for spot in target.spots
        if isinstance(spot, Spot) and spot.def_id >= 0
    )


def _indexed(
    builder: Builder, target: Part, groups: Sequence[Part], numbers: Sequence[Part]
) -> Part:
    assembly = builder.assembly
    nodes = raw_nodes(target)
    pairs = [
        # Which instance is the third does not depend on whether the second is relevant.
        (raw_nodes(replace(group, run=group.raw or group.run)), assembly.number(number))
        for group, number in zip(groups, numbers, strict=True)
    ]

    def run(frame: Frame) -> Nodes:
        found = nodes(frame)
        for repeats, number in pairs:
            chosen = _at_place(repeats(frame), number(frame))
            found = [
                node
                for node in found
                if any(at.key in chosen for at in AXES[Axis.ANCESTOR_OR_SELF](node))
            ]
        return Nodes(found)

    return builder.nodes(run, target.spots, target, *groups, *numbers)


def _at_place(nodes: Iterable[AnyNode], place: float) -> set[object]:
    """Return the keys of the nodes that stand at a place among those of the same parent."""
    counts: dict[object, int] = {}
    chosen: set[object] = set()
    for node in in_order(nodes):
        above = node.parent.key if node.parent is not None else None
        counts[above] = counts.get(above, 0) + 1
        if counts[above] == place:
            chosen.add(node.key)
    return chosen


def own_node(builder: Builder, context: Context) -> Task[Part]:
    """Build the context node, for functions that mean it when they are given nothing."""
    return build_path(builder, _OWN, context)


NODE_NATIVE: dict[str, Callable[[Builder, Call, list[Part], Context], Part]] = {
    "name": _named("name"),
    "local-name": _named("local"),
    "namespace-uri": _named("namespace"),
    "lang": _lang,
    "id": _id,
    "instance": _instance,
}
ARITIES: dict[str, tuple[int, int | None]] = {
    "name": (0, 1),
    "local-name": (0, 1),
    "namespace-uri": (0, 1),
    "lang": (1, 1),
    "id": (1, 1),
    "instance": (1, 1),
    "last": (0, 1),
    "indexed-repeat": (3, None),
    "jr:choice-name": (2, 2),
    "pulldata": (4, 4),
}
"""Fewest and most arguments of what the table of functions does not hold."""
DEFAULT_OWN = frozenset({"name", "local-name", "namespace-uri"})
"""Mean the context node without an argument."""
