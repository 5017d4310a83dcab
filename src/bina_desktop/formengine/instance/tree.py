"""The tree of live nodes of one session: grow it from start values, find nodes, drop branches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from math import nan
from typing import cast

from bina_desktop.formengine.client import DataType, NodeKind, Ref
from bina_desktop.formengine.definition.model import (
    UNREAD,
    FormDefinition,
    NodeDefinition,
    Seed,
)
from bina_desktop.formengine.instance.casts import cast_value
from bina_desktop.formengine.instance.codecs import parse_given
from bina_desktop.formengine.instance.node import Fault, LiveNode, Place
from bina_desktop.formengine.xpath.values import to_number

_NOTHING_SAVED: Mapping[str, str] = {}
_BLANK = Seed()
_REPEAT = NodeKind.REPEAT
_made = LiveNode.__new__


class Tree:
    """All live nodes, by definition, by ref and by serial number."""

    def __init__(
        self, form: FormDefinition, *, last_saved: Mapping[str, str] = _NOTHING_SAVED
    ) -> None:
        """Grow the form's start values; `last_saved` is by path, without instance keys."""
        self.form = form
        self._readers = form.readers
        self.singletons: list[LiveNode | None] = [None] * len(form.nodes)
        self.targets: list[LiveNode | None] = [None] * len(form.nodes)
        """As `singletons`, and the place of a repeat that has one place."""
        self.by_ref: dict[str, LiveNode] = {}
        self.by_sid: list[LiveNode | None] = []
        self.attributes: dict[tuple[LiveNode, str], str] = {}
        """XML attributes that actions have set, for submissions."""
        self.root = self._grow(form.nodes[0], None, form.seed)
        # Stand-ins follow all other nodes.
        for definition in takewhile(_is_stand_in, reversed(form.nodes)):
            self.singletons[definition.id] = _saved(definition, last_saved)

    def nodes(self) -> Sequence[LiveNode]:
        """Return all nodes of a tree that has just grown, by serial number."""
        return cast("Sequence[LiveNode]", self.by_sid)

    def walk(self, start: LiveNode) -> Iterator[LiveNode]:
        """Yield `start` and all below it in form order; places before their instances."""
        stack = [start]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(face_children(node)))

    def grow_instance(self, place: Place, key: str, seed: Seed | None = None) -> LiveNode:
        """Append an instance to a place; start values are those of a new one if none are given."""
        instance = LiveNode(place.d, place.parent, Ref(f"{place.ref}[{key}]"))
        instance.home = place
        instance.key = key
        instance.rel = place.rel
        place.instances.append(instance)
        instance.pos = len(place.instances)
        self._register(instance)
        self._grow_children(instance, seed or place.d.seed)
        return instance

    def attach(self, instance: LiveNode, position: int) -> None:
        """Take a parked or removed instance back as the `position`-th of its place."""
        assert instance.home is not None, "only an instance can be attached"
        instance.home.instances.insert(position - 1, instance)
        instance.pos = position
        for node in self.walk(instance):
            self.by_sid[node.sid] = node
            self.by_ref[node.ref] = node
            node.offered = None  # the language may have changed meanwhile

    def holds(self, node: LiveNode) -> bool:
        """Tell whether a node stands in the tree, not in a parked or removed instance."""
        return self.by_sid[node.sid] is node

    def nodes_of(self, wanted: int, context: LiveNode) -> list[LiveNode]:
        """Return the live nodes of a definition that share every instance around `context`.

        Where the way to them enters repeats that `context` is not in, all instances count.
        """
        single = self.singletons[wanted]
        if single is not None:
            return [single]
        nodes = self.form.nodes
        way = [nodes[wanted]]
        while way[-1].parent >= 0:
            way.append(nodes[way[-1].parent])
        steps = {definition.id: at for at, definition in enumerate(way)}
        common = context
        while common.d.id not in steps:
            assert common.parent is not None, "the root is above every node"
            common = common.parent
        level = [common]
        for definition in reversed(way[: steps[common.d.id]]):
            found: list[LiveNode] = []
            for node in level:
                child = node.children[definition.slot]
                found.extend(child if isinstance(child, list) else [child])
            level = found
        return level

    def detach(self, instance: LiveNode) -> None:
        """Take an instance out of the tree; its pending work finds no node any more."""
        assert instance.home is not None, "only an instance can be detached"
        del instance.home.instances[instance.pos - 1]
        for node in self.walk(instance):
            self.by_sid[node.sid] = None
            del self.by_ref[node.ref]

    def _grow(self, definition: NodeDefinition, parent: LiveNode | None, seed: Seed) -> LiveNode:
        if definition.in_repeat:
            assert parent is not None, "the root is no repeat"
            ref = Ref(f"{parent.ref}/{definition.name}")
        else:
            ref = cast("Ref", definition.path)  # which has been hashed already
        node = _made(LiveNode)
        node.begin(definition, parent, ref)
        # What `_register` does for all others: nearly all nodes are made here.
        node.sid = len(self.by_sid)
        self.by_sid.append(node)
        self.by_ref[ref] = node
        number = definition.id
        readers = self._readers[number]
        if readers is not UNREAD:
            node.after, node.aside = readers.lone, readers.value
        if not definition.in_repeat:
            self.singletons[number] = self.targets[number] = node
        if definition.children:
            self._grow_children(node, seed)
        elif seed.value and seed.value.strip():
            give(node, seed.value)
            node.default = node.v
        return node

    def _grow_children(self, node: LiveNode, seed: Seed) -> None:
        nodes, starts, grow = self.form.nodes, seed.children, self._grow
        children = node.children
        for slot, number in enumerate(node.d.children):
            definition = nodes[number]
            start = starts[slot] if slot < len(starts) else _BLANK
            if definition.kind is _REPEAT:
                self._grow_place(definition, node, start if isinstance(start, tuple) else ())
            else:
                assert isinstance(start, Seed), "only a repeat has many start values"
                children.append(grow(definition, node, start))

    def _grow_place(
        self, definition: NodeDefinition, parent: LiveNode, seeds: tuple[Seed, ...]
    ) -> None:
        place = Place(definition, parent, Ref(f"{parent.ref}/{definition.name}"))
        parent.children.append(place.instances)
        parent.places[definition.slot] = place
        self._register(place)
        if not parent.d.in_repeat:
            self.targets[definition.id] = place
        place.seeds = seeds
        if not definition.controlled:
            for number, seed in enumerate(seeds, start=1):
                self.grow_instance(place, str(number), seed)

    def _register(self, node: LiveNode) -> None:
        node.sid = len(self.by_sid)
        self.by_sid.append(node)
        self.by_ref[node.ref] = node
        readers = self._readers[node.d.id]
        if readers is not UNREAD:
            node.after, node.aside = readers.lone, readers.value


def _is_stand_in(definition: NodeDefinition) -> bool:
    return definition.last_saved != ""


def _saved(definition: NodeDefinition, last_saved: Mapping[str, str]) -> LiveNode:
    """Return the stand-in for a question of the last saved submission; nobody can see it."""
    node = LiveNode(definition, None, Ref(""))
    node.v = node.x = last_saved.get(definition.last_saved, "")
    node.f = to_number(node.x) if node.x else nan
    return node


def face_children(node: LiveNode) -> list[LiveNode]:
    """Return the children as a face sees them: a place stands for its instances."""
    if isinstance(node, Place):
        return list(node.instances)
    places = node.places
    return [
        places[slot] if isinstance(child, list) else child
        for slot, child in enumerate(node.children)
    ]


def give(node: LiveNode, text: str) -> None:
    """Store canonical text, or text that does not parse with its fault; nothing follows."""
    if node.d.answerable:
        parsed = parse_given(text, node.d)
        node.v = parsed.text
        node.fault = Fault.TYPE if parsed.error else Fault.NONE
        node.fault_message = parsed.error
    else:
        node.v = cast_value(text, node.d.data_type)


SELECTS = frozenset({DataType.SELECT_ONE, DataType.SELECT_MULTIPLE})


def value_of(node: LiveNode) -> str:
    """Return what a face shows: as typed where faulty, else the part that is offered."""
    if node.d.choices is not None and node.fault is Fault.NONE:
        return node.admitted
    return node.v
