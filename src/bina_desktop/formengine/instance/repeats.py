"""Instances of repeats: stable keys, adding, removing, a computed number of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from bina_desktop.formengine.definition.model import Seed
from bina_desktop.formengine.instance.node import LiveNode, Place
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.tree import Tree

MAX_INSTANCES = 1_000
"""Instances a computed count may ask for: a slip of the keyboard must not fill the memory."""
MAX_NODES = 200_000
"""Live nodes up to which computed counts add instances: counts inside counts multiply."""
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class KeyMaker:
    """Makes keys that sort by time and do not collide between two computers."""

    def __init__(self, clock: Callable[[], datetime], chance: Random) -> None:
        """Take the time from `clock` and the tail from `chance`."""
        self._clock = clock
        self._chance = chance
        self._last = 0

    def __call__(self) -> str:
        """Return `k`, nine characters of milliseconds since 1970, three of chance."""
        self._last = max(int(self._clock().timestamp() * 1000), self._last + 1)
        return f"k{_base32(self._last, 9)}{_base32(self._chance.getrandbits(15), 3)}"


def _base32(number: int, width: int) -> str:
    digits: list[str] = []
    for _ in range(width):
        number, digit = divmod(number, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))


class Repeats:
    """Adds and removes instances and tells the recalculation."""

    def __init__(self, tree: Tree, recalculation: Recalculation) -> None:
        """Serve one session."""
        self._tree = tree
        self._recalculation = recalculation
        recalculation.effects.resize = self.resize
        self.added: list[LiveNode] = []
        """Instances that still wait for their dynamic defaults."""

    def add(self, place: Place, key: str, seed: Seed | None = None) -> LiveNode:
        """Append an instance with the start values of a new one; its expressions wait."""
        instance = self._tree.grow_instance(place, key, seed)
        self.added.append(instance)
        self._announce(instance)
        return instance

    def remove(self, instance: LiveNode) -> None:
        """Take an instance out; later ones move up."""
        place = instance.home
        assert place is not None, "only an instance can be removed"
        self._recalculation.changed.add(place.ref)
        gone = [node.ref for node in self._tree.walk(instance)]
        self._recalculation.changed.difference_update(gone)
        self._tree.detach(instance)
        self._renumber(place, instance.pos)
        self._recalculation.structure_changed(instance)

    def insert(self, instance: LiveNode, position: int) -> None:
        """Take a removed instance back to where it stood; later ones move down."""
        place = instance.home
        assert place is not None, "only an instance can be inserted"
        self._tree.attach(instance, position)
        self._renumber(place, position + 1)
        self._announce(instance)

    def move(self, instance: LiveNode, position: int) -> None:
        """Make an instance the `position`-th of its place."""
        place = instance.home
        assert place is not None, "only an instance can be moved"
        first = min(instance.pos, position)
        del place.instances[instance.pos - 1]
        place.instances.insert(position - 1, instance)
        self._recalculation.changed.add(place.ref)
        self._renumber(place, first)
        self._recalculation.structure_changed(instance)

    def _renumber(self, place: Place, first: int) -> None:
        """Tell the instances from the `first`-th on where they stand now."""
        for position, instance in enumerate(place.instances[first - 1 :], start=first):
            if instance.pos != position:
                instance.pos = position
                self._recalculation.position_changed(instance)

    def resize(self, place: Place, wanted: float) -> None:
        """Give a place the computed number of instances; surplus ones are parked, not lost."""
        # NaN compares false: a blank count means none.
        count = min(int(wanted), MAX_INSTANCES) if wanted >= 1 else 0
        while len(place.instances) > count:
            last = place.instances[-1]
            self.remove(last)
            place.parked.append(last)
        while len(place.instances) < count and len(self._tree.by_ref) < MAX_NODES:
            if place.parked:
                instance = place.parked.pop()
                self.insert(instance, len(place.instances) + 1)
            else:
                at = len(place.instances)
                seed = place.seeds[at] if at < len(place.seeds) else None
                self.add(place, str(at + 1), seed)

    def _announce(self, instance: LiveNode) -> None:
        recalculation = self._recalculation
        assert instance.home is not None, "an instance stands in a place"
        recalculation.changed.add(instance.home.ref)
        nodes = list(self._tree.walk(instance))
        for node in nodes:
            recalculation.follow(node)
        recalculation.waiting.nodes(nodes)
        recalculation.structure_changed(instance)
