"""Location paths to closures: steps, predicates, where a path begins, secondary instances."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.closures.assembly import Assembly, Part
from bina_desktop.formengine.xpath.closures.axes import AXES, axis_of, test_of
from bina_desktop.formengine.xpath.closures.builder import Builder, Context
from bina_desktop.formengine.xpath.closures.conversion import is_place, number_of, truth_of
from bina_desktop.formengine.xpath.closures.form_nodes import TableNode
from bina_desktop.formengine.xpath.closures.frames import Frame, Run
from bina_desktop.formengine.xpath.closures.nodes import AnyNode, Nodes, Sort, in_order
from bina_desktop.formengine.xpath.closures.reach import TREE, ListSpot, Reach, Spot, Spots
from bina_desktop.formengine.xpath.closures.tree_nodes import Source, TreeNode
from bina_desktop.formengine.xpath.errors import ArityError
from bina_desktop.formengine.xpath.host import ItemsTarget, ReadKind, ResultType
from bina_desktop.formengine.xpath.registry import arity
from bina_desktop.formengine.xpath.syntax import (
    Axis,
    Call,
    Expr,
    Filter,
    Literal,
    Path,
    PathStep,
)
from bina_desktop.formengine.xpath.tasks import Task

Found = list[AnyNode]
StepRun = Callable[[Frame, Sequence[AnyNode]], Found]
_REVERSE = frozenset(
    {Axis.ANCESTOR, Axis.ANCESTOR_OR_SELF, Axis.PRECEDING, Axis.PRECEDING_SIBLING}
)
_OWN_AXES = frozenset({Axis.SELF, Axis.ANCESTOR_OR_SELF})
"""Say by their name that they mean the context node too."""
_DOWNWARD = frozenset({Axis.CHILD, Axis.DESCENDANT, Axis.DESCENDANT_OR_SELF, Axis.SELF})
"""What is not below where these lead does not matter to them, unless places are counted."""


def build_path(builder: Builder, tree: Filter | Path, context: Context) -> Task[Part]:
    """Build a location path or a filter expression."""
    if isinstance(tree, Filter):
        filtered: Part = yield _filter(builder, tree, context)
        return filtered
    begin: Part | None = yield _begin(builder, tree, context)
    if begin is None or begin.missing:
        return begin or _dangling(builder.assembly, tree)
    steps = tree.steps
    in_form = builder.assembly.reach is not None
    if in_form:
        steps = _shortened(builder.assembly, steps, absolute=tree.absolute)
    for target in _rows(begin):
        steps = _under_own_names(target, steps)
        way = _missing_way(target, steps)
        if way:
            name = cast("Literal", cast("Call", tree.head).arguments[0]).value
            told = messages.MISSING_ITEMS(name=name, way=way)
            return builder.assembly.note_missing(way, tree.span, told)
    walked: Part = yield _walk(builder, tree, begin, steps)
    return walked


def raw_nodes(part: Part) -> Callable[[Frame], Sequence[AnyNode]]:
    """Return the run of a part's nodes."""
    run = part.run
    return lambda frame: cast("Nodes", run(frame)).nodes


def _begin(builder: Builder, tree: Path, context: Context) -> Task[Part | None]:
    """Return the nodes where a path begins, None when the host does not have them."""
    reach = builder.assembly.reach
    head = tree.head
    if head is None and not tree.absolute:
        return Part(ResultType.NODE, _own, spots=context.spots)
    if head is None:
        spots: Spots = frozenset() if reach is None else frozenset((reach.document,))
        return Part(ResultType.NODE, _document, spots=spots)
    if isinstance(head, Call) and head.name == "current":
        _check_arity(builder.assembly, head, 0)
        return Part(ResultType.NODE, _current, spots=builder.top.spots)
    if reach is not None and isinstance(head, Call) and head.name == "instance":
        _check_arity(builder.assembly, head, 1)
        return _instance(builder.assembly, head)
    part: Part = yield builder.expression(head, context)
    builder.check_nodes([part], head)
    # Steps go on from the relevant nodes only, so it matters which these are.
    builder.assembly.read(part, ReadKind.NODES)
    return part


def _own(frame: Frame) -> Nodes:
    return Nodes((frame.node,), single=True)


def _document(frame: Frame) -> Nodes:
    return Nodes((frame.root,), single=True)


def _current(frame: Frame) -> Nodes:
    return Nodes((frame.top,), single=True)


def _check_arity(assembly: Assembly, call: Call, wanted: int) -> None:
    given = len(call.arguments)
    if given != wanted:
        message = arity(call.name, given, wanted, wanted)
        raise ArityError(message, text=assembly.source_text, span=call.span)


def _instance(assembly: Assembly, call: Call) -> Part:
    name = call.arguments[0]
    if not isinstance(name, Literal):
        assembly.fail(messages.LIST_NAME_QUOTED(), call.span)
    assert assembly.scope is not None, "only a form has secondary instances"
    target = assembly.scope.items(name.value)
    if target is None:
        return assembly.note_missing(
            f"instance('{name.value}')",
            call.span,
            messages.MISSING_LIST(name=name.value),
        )
    assembly.note_list(target.list_id)
    if target.deep:
        return Part(ResultType.ITEMS, _tree(target), spots=frozenset((ListSpot(target, TREE),)))
    number, names = target.list_id, target.names or ("root", "item")

    def run(frame: Frame) -> Nodes:
        table = frame.environment.tables[number]
        return Nodes((TableNode(number, table, names=names),), single=True)

    return Part(ResultType.ITEMS, run, spots=frozenset((ListSpot(target, 0),)))


def _tree(target: ItemsTarget) -> Run:
    numbers = {part.names[1]: part.list_id for part in target.parts if part.names}

    def run(frame: Frame) -> Nodes:
        tables = frame.environment.tables
        root = tables[target.list_id].tree
        assert root is not None, "a deep instance has its tree"
        by_name = {name: tables[number] for name, number in numbers.items()}
        source = Source(target.list_id, root, by_name)
        return Nodes((TreeNode(source, Sort.DOCUMENT),), single=True)

    return run


def _rows(begin: Part) -> list[ItemsTarget]:
    """Return the list of plain rows at whose document a path begins, if any."""
    return [spot.target for spot in begin.spots if isinstance(spot, ListSpot) and spot.level == 0]


def _under_own_names(target: ItemsTarget, steps: tuple[PathStep, ...]) -> tuple[PathStep, ...]:
    """Take the root and the items of an unknown list under whatever names they are written."""
    kept = list(steps)
    for place, step in enumerate(steps[:2] if target.names is None else ()):
        if not _is_downward_name(step):
            break
        kept[place] = replace(step, name="*")
    return tuple(kept)


def _missing_way(target: ItemsTarget, steps: tuple[PathStep, ...]) -> str:
    """Return `root/item` as written where a list has other names, else ''."""
    written = tuple(step.name for step in steps[:2] if _is_downward_name(step))
    if len(written) < 2 or target.names in (None, written):
        return ""
    return "/".join(written)


def _shortened(
    assembly: Assembly, steps: Sequence[PathStep], *, absolute: bool
) -> tuple[PathStep, ...]:
    """Cancel `name/..` and drop `.`: a form's definition knows that the parent is there."""
    kept: list[PathStep] = []
    for step in steps:
        upward = step.upward if step.plain and not step.predicates else ""
        if upward == ".":
            continue
        if upward == ".." and absolute and all(map(_is_name, kept)) and len(kept) <= 1:
            assembly.fail(messages.ABOVE_ROOT(), step.span)
        if upward == ".." and kept and _is_name(kept[-1]):
            kept.pop()
        else:
            kept.append(step)
    return tuple(kept)


def _is_downward_name(step: PathStep) -> bool:
    return step.plain and not step.upward


def _is_name(step: PathStep) -> bool:
    return _is_downward_name(step) and not step.predicates


def _walk(builder: Builder, tree: Path, begin: Part, steps: tuple[PathStep, ...]) -> Task[Part]:
    assembly = builder.assembly
    reach = assembly.reach
    spots = begin.spots
    crossed: set[Spot] = set()
    single = reach is not None and begin.kind is ResultType.NODE
    sweeping = begin.sweeping
    depth = begin.depth
    runs: list[StepRun] = []
    for step in steps:
        sweeping = sweeping or not step.plain
        before, spots = spots, _spots_after(assembly, reach, spots, step)
        of_others = sweeping and axis_of(step) not in _OWN_AXES and bool(spots & assembly.left_out)
        if of_others:
            spots -= assembly.left_out
        single = single and _stays_single(reach, spots, step)
        run: tuple[StepRun, int] = yield _step(builder, step, spots, of_others=of_others)
        runs.append(run[0])
        depth = max(depth, run[1])
        if step.predicates or axis_of(step) not in _DOWNWARD:
            crossed |= _repeats(reach, before | spots) | _texts(spots)
            # Downward from an answer leads nowhere, so it does not matter whether it is there.
            crossed |= _texts(before) if axis_of(step) not in _DOWNWARD else set()
    if reach is not None and not spots:
        if any(isinstance(spot, ListSpot) for spot in begin.spots):
            assembly.refuse(
                messages.LIST_STEPS(),
                tree.span,
            )
        return _dangling(assembly, tree)
    assembly.read_crossed(crossed, spots)
    raw = _raw(begin, runs)
    run_all, depth = assembly.settle(raw if single else _relevant(raw), depth + 1)
    kind = _kind(spots, single=single)
    return Part(kind, run_all, depth, spots=spots, sweeping=sweeping, raw=raw)


def _kind(spots: Spots, *, single: bool) -> ResultType:
    if any(isinstance(spot, ListSpot) for spot in spots) and not single:
        return ResultType.ITEMS
    return ResultType.NODE if single else ResultType.NODES


def _spots_after(assembly: Assembly, reach: Reach | None, spots: Spots, step: PathStep) -> Spots:
    if reach is None:
        return spots
    reached = reach.walk(spots, step)
    columns = [spot for spot in spots if isinstance(spot, ListSpot) and spot.level == 2]
    if not reached and columns and _is_downward_name(step):
        assembly.note_missing(
            step.name,
            step.span,
            messages.MISSING_COLUMN(name=step.name),
        )
        return frozenset(spot._replace(level=3, column=step.name) for spot in columns)
    return reached


def _stays_single(reach: Reach | None, spots: Spots, step: PathStep) -> bool:
    """Tell whether a step from one node leads to at most one node."""
    if reach is None or not step.plain or step.predicates:
        return False
    return bool(step.upward) or not any(_is_many(reach, spot) for spot in spots)


def _is_many(reach: Reach, spot: Spot | ListSpot) -> bool:
    if isinstance(spot, ListSpot):
        return spot.level in (2, TREE)
    return spot.def_id >= 0 and reach.outlines[spot.def_id].repeat


def _repeats(reach: Reach | None, spots: Spots) -> set[Spot]:
    """Return the repeats of which more than one instance is passed on the way to `spots`."""
    if reach is None:
        return set()
    return {
        Spot(repeat, spot.ups)
        for spot in spots
        if isinstance(spot, Spot) and spot.def_id >= 0
        for repeat in reach.target(spot).repeats
    }


def _texts(spots: Spots) -> set[Spot]:
    """Return the answers from which a way leads on: they are nodes only while not blank."""
    return {spot for spot in spots if isinstance(spot, Spot) and spot.is_text}


def _dangling(assembly: Assembly, tree: Path) -> Part:
    text = assembly.source_text[tree.span.start : tree.span.end]
    return assembly.note_missing(
        text,
        tree.span,
        messages.MISSING_PATH(path=text),
    )


def _raw(begin: Part, runs: Sequence[StepRun]) -> Callable[[Frame], Nodes]:
    start = raw_nodes(begin)

    def run(frame: Frame) -> Nodes:
        nodes = start(frame)
        for step in runs:
            nodes = step(frame, nodes)
        return Nodes(nodes, single=True)

    return run


def _relevant(raw: Callable[[Frame], Nodes]) -> Run:
    def run(frame: Frame) -> Nodes:
        return Nodes([node for node in raw(frame).nodes if node.relevant])

    return run


def _step(
    builder: Builder, step: PathStep, spots: Spots, *, of_others: bool
) -> Task[tuple[StepRun, int]]:
    axis = axis_of(step)
    walk, test = AXES[axis], test_of(step)
    filters: list[Run] = []
    depth = 0
    for predicate in step.predicates:
        part: Part = yield _predicate(builder, predicate, spots)
        filters.append(part.run)
        depth = max(depth, part.depth)
    turned = axis in _REVERSE

    def run(frame: Frame, nodes: Sequence[AnyNode]) -> Found:
        found: Found = []
        for node in nodes:
            some: Iterable[AnyNode] = walk(node)
            here = [*some] if test is None else [at for at in some if test(at)]
            if of_others:
                here = _others(here, frame.top)
            for keeps in filters:
                here = _kept(frame, here, keeps)
            found += here
        if len(found) > 1 and (turned or len(nodes) > 1):
            return in_order(found)
        return found

    return run, depth + 1


def _others(nodes: Found, own: AnyNode) -> Found:
    """Leave a question and its text out."""
    left_out = {own.key, *(text.key for text in own.children())}
    return [node for node in nodes if node.key not in left_out]


def _predicate(builder: Builder, tree: Expr, spots: Spots) -> Task[Part]:
    part: Part = yield builder.expression(tree, Context(spots, placed=True))
    builder.assembly.boolean(part)
    if part.kind is ResultType.NODE:
        builder.assembly.read_cells(part)
    return part


def _kept(frame: Frame, nodes: Found, keeps: Run) -> Found:
    """Filter nodes by a predicate: by place for a number, else by truth."""
    size = float(len(nodes))
    calendar = frame.environment.calendar
    kept: Found = []
    for place, node in enumerate(nodes, 1):
        value: Any = keeps(frame.inner(node, float(place), size))
        if place == number_of(value, calendar) if is_place(value) else truth_of(value):
            kept.append(node)
    return kept


def _filter(builder: Builder, tree: Filter, context: Context) -> Task[Part]:
    inner: Part = yield builder.expression(tree.operand, context)
    if inner.missing:
        return inner
    builder.check_nodes([inner], tree.operand)
    filters: list[Part] = []
    for predicate in tree.predicates:
        part: Part = yield _predicate(builder, predicate, inner.spots)
        filters.append(part)
    nodes = raw_nodes(inner)

    def run(frame: Frame) -> Nodes:
        found = [*nodes(frame)]
        for part in filters:
            found = _kept(frame, found, part.run)
        return Nodes(found)

    return builder.nodes(run, inner.spots, inner, *filters)
