"""Answers out and in: a flat mapping from refs to text, and what becomes of it on the way back.

An answer that equals '' tells that a person cleared what the form gave by itself. An instance of
a repeat that holds no answer yet is told by its own ref (value `1`), a repeat whose starting
instances were all removed by its ref (value `0`); so a restored form has the same instances.
The instances of a repeat stand in the order in which the mapping first names them.

What an action has set (also in a hidden node) and what `once()` holds on to is told as well. An
explanation of a broken soft rule stands under `<ref>/@penjelasan`. It is told while the rule holds
again too, as the answers of non-relevant questions are: both come back with what hid them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bina_desktop.formengine.client import DataType, Ref, Restored
from bina_desktop.formengine.definition.model import VertexKind
from bina_desktop.formengine.instance.actions import Actions
from bina_desktop.formengine.instance.node import LiveNode, Place
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.repeats import Repeats
from bina_desktop.formengine.instance.telling import EXPLANATION, NONE_LEFT, is_told
from bina_desktop.formengine.instance.tree import Tree, give

KEY = re.compile(r"[^\[\]/]+")
"""What may be the key of an instance: it must be found again in a ref."""
_KEYED = re.compile(rf"\[({KEY.pattern})\]")


def attachments_of(tree: Tree) -> Iterator[tuple[Ref, str]]:
    """Yield the names of the attachments of relevant questions in form order."""
    for node in tree.walk(tree.root):
        if node.d.data_type is DataType.FILE and node.x:
            yield node.ref, node.x


class Restorer:
    """Puts stored answers back into a new session."""

    def __init__(
        self, tree: Tree, recalculation: Recalculation, repeats: Repeats, actions: Actions
    ) -> None:
        """Serve one session."""
        self._tree = tree
        self._recalculation = recalculation
        self._repeats = repeats
        self._actions = actions
        self._submitted = False

    def restore(self, answers: Mapping[str, str], *, submitted: bool = False) -> Restored:
        """Place every answer that has a home; computed counts may take several rounds.

        `submitted`: the answers are all of a submission, whose instances are not new and whose
        hidden values count.
        """
        self._submitted = submitted
        left = dict(answers)
        keys = _keys_by_place(answers)
        while left:
            self._restore_instances(keys)
            if submitted:
                self._repeats.added.clear()
            self._actions.settle()
            placed = [ref for ref, value in left.items() if self._place(ref, value)]
            self._actions.settle()
            if not placed:
                break
            for ref in placed:
                del left[ref]
        if submitted:
            self._recalculation.queue_all()
            self._actions.settle()
        self._restore_edited_calculations(answers)
        return Restored(placed=len(answers) - len(left), unplaced=left)

    def _place(self, ref: str, value: str) -> bool:
        node = self._tree.by_ref.get(ref)
        if node is None:
            return ref.endswith(EXPLANATION) and self._explain(ref, value)
        if node.d.is_repeat:
            return node.home is not None or value == NONE_LEFT
        if not (node.d.answerable or node.d.preload or is_told(node) or self._is_hidden(node)):
            return False
        give(node, value)
        self._recalculation.stored(node)
        return True

    def _is_hidden(self, node: LiveNode) -> bool:
        """Tell whether a node holds a fixed text that a submission may hold otherwise."""
        return self._submitted and not (node.d.calculated or node.d.children)

    def _explain(self, ref: str, text: str) -> bool:
        node = self._tree.by_ref.get(ref.removesuffix(EXPLANATION))
        if node is None or not node.d.warned:
            return False
        node.explanation = text
        return True

    def _restore_edited_calculations(self, answers: Mapping[str, str]) -> None:
        """Put back what was written over a calculation; it was just computed anew.

        In rank order: no calculation reads a later one, so nothing put back is lost again.
        """
        edited: dict[int, list[tuple[str, str]]] = {}
        for ref, value in answers.items():
            node = self._tree.by_ref.get(ref)
            if node is not None and node.d.calculated and is_told(node):
                edited.setdefault(self._rank(node), []).append((ref, value))
        for _, entries in sorted(edited.items()):
            for ref, value in entries:
                self._place(ref, value)
            self._actions.settle()

    def _rank(self, node: LiveNode) -> int:
        vertices = self._tree.form.vertices
        return max(rank for rank in node.d.vertices if vertices[rank].kind is VertexKind.CALCULATE)

    def _restore_instances(self, keys: dict[str, dict[str, None]]) -> None:
        for ref, wanted in list(keys.items()):
            place = self._tree.by_ref.get(ref)
            if not isinstance(place, Place):
                continue
            del keys[ref]
            if not place.d.controlled:
                self._give_instances(place, wanted)

    def _give_instances(self, place: Place, wanted: Iterable[str]) -> None:
        present = {instance.key: instance for instance in place.instances}
        for key, instance in present.items():
            if key not in wanted:
                self._repeats.remove(instance)
        for position, key in enumerate(wanted, start=1):
            instance = present.get(key) or self._repeats.add(place, key)
            if instance.pos != position:
                self._repeats.move(instance, position)


def _keys_by_place(answers: Mapping[str, str]) -> dict[str, dict[str, None]]:
    """Return the keys that the refs name, by the ref of the place; outer places first."""
    keys: dict[str, dict[str, None]] = {}
    for ref, value in answers.items():
        for found in _KEYED.finditer(ref):
            keys.setdefault(ref[: found.start()], {})[found.group(1)] = None
        if value == NONE_LEFT:
            keys.setdefault(ref, {})
    return dict(sorted(keys.items(), key=lambda item: item[0].count("[")))
