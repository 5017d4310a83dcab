"""Answers out and in: a flat mapping from refs to text, and what becomes of it on the way back.

An answer that equals '' tells that a person cleared what the form gave by itself. An instance of
a repeat that holds no answer yet is told by its own ref (value `1`), a repeat whose starting
instances were all removed by its ref (value `0`); so a restored form has the same instances.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bina_desktop.formengine.client import NodeKind, Ref, Restored
from bina_desktop.formengine.instance.defaults import Defaults
from bina_desktop.formengine.instance.environment import SessionEnvironment
from bina_desktop.formengine.instance.node import LiveNode, Place
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.repeats import Repeats
from bina_desktop.formengine.instance.tree import Tree, face_children, give, value_of
from bina_desktop.formengine.instance.view import is_readonly

PRESENT = "1"
NONE_LEFT = "0"
_KEYED = re.compile(r"\[([^\[\]/]+)\]")


def takes_answers(node: LiveNode) -> bool:
    """Tell whether the value is a person's: computed values nobody can edit are not."""
    return node.d.answerable and not (node.d.calculated and is_readonly(node))


def answers_of(node: LiveNode, dynamic: frozenset[int]) -> Iterator[tuple[Ref, str]]:
    """Yield the answers at and below a node in form order."""
    if isinstance(node, Place):
        yield from _answers_of_place(node, dynamic)
    elif node.d.children:
        for child in face_children(node):
            yield from answers_of(child, dynamic)
    elif takes_answers(node):
        value = value_of(node)
        if value or node.default or node.d.id in dynamic:
            yield node.ref, value


def _answers_of_place(place: Place, dynamic: frozenset[int]) -> Iterator[tuple[Ref, str]]:
    found = [
        (
            instance,
            [entry for child in face_children(instance) for entry in answers_of(child, dynamic)],
        )
        for instance in place.instances
    ]
    keys = [instance.key for instance in place.instances]
    as_given = keys == [str(number) for number in range(1, len(place.seeds) + 1)]
    told = not place.d.controlled and (not as_given or any(entries for _, entries in found))
    if told and not found:
        yield place.ref, NONE_LEFT
    for instance, entries in found:
        if told and not entries:
            yield instance.ref, PRESENT
        yield from entries


def results_of(tree: Tree, environment: SessionEnvironment) -> Iterator[tuple[Ref, str]]:
    """Yield relevant computed values and metadata in form order."""
    for node in tree.walk(tree.root):
        if not node.rel or node.d.children or takes_answers(node):
            continue
        if node.d.preload == "end":
            yield node.ref, environment.now().isoformat(timespec="milliseconds")
        elif node.x and (node.d.calculated or node.d.kind is NodeKind.HIDDEN):
            yield node.ref, node.x


class Restorer:
    """Puts stored answers back into a new session."""

    def __init__(
        self, tree: Tree, recalculation: Recalculation, repeats: Repeats, defaults: Defaults
    ) -> None:
        """Serve one session."""
        self._tree = tree
        self._recalculation = recalculation
        self._repeats = repeats
        self._defaults = defaults

    def restore(self, answers: Mapping[str, str]) -> Restored:
        """Place every answer that has a home; computed counts may take several rounds."""
        left = dict(answers)
        keys = _keys_by_place(answers)
        while left:
            self._restore_instances(keys)
            self._flush()
            placed = [ref for ref, value in left.items() if self._place(ref, value)]
            self._flush()
            if not placed:
                break
            for ref in placed:
                del left[ref]
        self._restore_edited_calculations(answers)
        return Restored(placed=len(answers) - len(left), unplaced=left)

    def _flush(self) -> None:
        self._recalculation.flush()
        while self._repeats.added:
            instances = list(self._repeats.added)
            self._repeats.added.clear()
            self._defaults.on_new_repeat(instances)
            self._recalculation.flush()

    def _place(self, ref: str, value: str) -> bool:
        node = self._tree.by_ref.get(ref)
        if node is None:
            return False
        if node.d.is_repeat:
            return node.home is not None or value == NONE_LEFT
        if not (node.d.answerable or node.d.preload):
            return False
        give(node, value)
        self._recalculation.stored(node)
        return True

    def _restore_edited_calculations(self, answers: Mapping[str, str]) -> None:
        """Put back what a person wrote over a calculation; it was just computed anew."""
        for ref, value in answers.items():
            node = self._tree.by_ref.get(ref)
            if node is not None and node.d.calculated and takes_answers(node):
                self._place(ref, value)
        self._flush()

    def _restore_instances(self, keys: dict[str, list[str]]) -> None:
        for ref, wanted in list(keys.items()):
            place = self._tree.by_ref.get(ref)
            if not isinstance(place, Place):
                continue
            del keys[ref]
            if not place.d.controlled:
                self._give_instances(place, wanted)

    def _give_instances(self, place: Place, wanted: list[str]) -> None:
        present = [instance.key for instance in place.instances]
        kept = present if present == wanted[: len(present)] else []
        for instance in place.instances[len(kept) :][::-1]:
            self._repeats.remove(instance)
        for key in wanted[len(kept) :]:
            self._repeats.add(place, key)


def _keys_by_place(answers: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the keys that the refs name, by the ref of the place; outer places first."""
    keys: dict[str, list[str]] = {}
    for ref, value in answers.items():
        for found in _KEYED.finditer(ref):
            known = keys.setdefault(ref[: found.start()], [])
            if found.group(1) not in known:
                known.append(found.group(1))
        if value == NONE_LEFT:
            keys.setdefault(ref, [])
    return dict(sorted(keys.items(), key=lambda item: item[0].count("[")))
