"""Undo and redo: each step remembers what it changed, never a copy of the form.

Only what a person or an action gave is remembered (an answer costs one small record); computed
values follow from it again. What cannot be computed again, such as a calculation that somebody
wrote over, or `once()`, is remembered too and put back after everything else has settled.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.definition.model import VertexKind
from bina_desktop.formengine.instance.node import Fault, LiveNode
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.repeats import Repeats
from bina_desktop.formengine.instance.tree import Tree

MAX_STEPS = 1_000
"""Steps that can be taken back: more than anybody answers in one sitting, and some 300 kB. Each
step may keep a removed instance alive, so the number is bounded; the oldest are forgotten."""

_Stored = tuple[str, Fault, str]
Overwritten = tuple[LiveNode, str, Fault, str]
"""What `Written` is made of: an answer makes no more than this, few are ever taken back."""


class Entry(Protocol):
    """One thing that changed; `swap` puts the other state in place and remembers this one."""

    def swap(self, replay: Replay) -> None: ...


class Written:
    """The stored text of a node before it was overwritten."""

    __slots__ = ("fault", "fault_message", "node", "text")

    def __init__(self, node: LiveNode, text: str, fault: Fault, message: str) -> None:
        """Remember what stands, or stood, in `node`."""
        self.node = node
        self.text = text
        self.fault = fault
        self.fault_message = message

    @classmethod
    def present(cls, node: LiveNode) -> Written:
        """Remember what stands in `node` now."""
        return cls(node, node.v, node.fault, node.fault_message)

    def swap(self, replay: Replay) -> None:
        """Exchange the remembered text for the present one."""
        present = replay.stored_in(self.node)
        replay.store(self.node, (self.text, self.fault, self.fault_message))
        self.text, self.fault, self.fault_message = present


class Presence:
    """An instance that came (`position` 0: it was not there) or went (from `position`)."""

    __slots__ = ("_instance", "_position")

    def __init__(self, instance: LiveNode, position: int) -> None:
        """Remember where the instance stood before."""
        self._instance = instance
        self._position = position

    def swap(self, replay: Replay) -> None:
        """Take the instance out, or put it back where it stood."""
        if self._position:
            replay.put_back(self._instance, self._position)
            self._position = 0
        else:
            self._position = self._instance.pos
            replay.repeats.remove(self._instance)


class Moved:
    """The position of an instance before it was moved."""

    __slots__ = ("_instance", "_position")

    def __init__(self, instance: LiveNode) -> None:
        """Remember where the instance stands now."""
        self._instance = instance
        self._position = instance.pos

    def swap(self, replay: Replay) -> None:
        """Move the instance to the remembered position."""
        present = self._instance.pos
        replay.repeats.move(self._instance, self._position)
        self._position = present


class Explained:
    """The explanation of a node before it was changed."""

    __slots__ = ("_node", "_text")

    def __init__(self, node: LiveNode) -> None:
        """Remember what is said now."""
        self._node = node
        self._text = node.explanation

    def swap(self, replay: Replay) -> None:
        """Exchange the explanations."""
        self._node.explanation, self._text = self._text, self._node.explanation
        replay.recalculation.changed.add(self._node.ref)


class AttributeSet:
    """An XML attribute of a node before an action set it; None when it had none."""

    __slots__ = ("_name", "_node", "_text")

    def __init__(self, node: LiveNode, name: str, text: str | None) -> None:
        """Remember the attribute's text."""
        self._node = node
        self._name = name
        self._text = text

    def swap(self, replay: Replay) -> None:
        """Exchange the texts."""
        attributes, key = replay.tree.attributes, (self._node, self._name)
        present = attributes.pop(key, None)
        if self._text is not None:
            attributes[key] = self._text
        self._text = present


class Replay:
    """Puts the entries of one step in place."""

    def __init__(self, tree: Tree, recalculation: Recalculation, repeats: Repeats) -> None:
        """Work on one session."""
        self.tree = tree
        self.recalculation = recalculation
        self.repeats = repeats
        self._held: dict[LiveNode, _Stored] = {}
        """What must stand in remembered calculations in the end."""

    def stored_in(self, node: LiveNode) -> _Stored:
        """Return what stands in a node, or will when this step is in place."""
        return self._held.get(node) or (node.v, node.fault, node.fault_message)

    def store(self, node: LiveNode, stored: _Stored) -> None:
        """Put a text into a node, which may stand in an instance that is out of the tree."""
        if self._calculation(node) >= 0:
            self._held[node] = stored
        node.v, node.fault, node.fault_message = stored
        if self.tree.holds(node):
            self.recalculation.stored(node)

    def put_back(self, instance: LiveNode, position: int) -> None:
        """Take a removed instance back, with the calculations that cannot be repeated."""
        for node in self.tree.walk(instance):
            if self._calculation(node) >= 0:
                self._held.setdefault(node, (node.v, node.fault, node.fault_message))
        self.repeats.insert(instance, position)

    def finish(self, settle: Callable[[], frozenset[Ref]]) -> frozenset[Ref]:
        """Let everything settle; then put back what a calculation has overwritten meanwhile."""
        changed = settle()
        # In rank order: no calculation reads a later one, so nothing put back is lost again.
        for node in sorted(self._held, key=self._calculation):
            stored = self._held[node]
            if self.tree.holds(node) and (node.v, node.fault, node.fault_message) != stored:
                node.v, node.fault, node.fault_message = stored
                self.recalculation.stored(node)
                changed |= settle()
        return changed

    def _calculation(self, node: LiveNode) -> int:
        """Return the rank of a node's remembered calculation, -1 where it has none."""
        vertices = self.tree.form.vertices
        for rank in node.d.vertices if node.d.calculated else ():
            if vertices[rank].kind is VertexKind.CALCULATE and vertices[rank].remembered:
                return rank
        return -1


class History:
    """The steps of one session."""

    def __init__(self, tree: Tree, recalculation: Recalculation, repeats: Repeats) -> None:
        """Start without a step; hear of calculations that overwrite."""
        self._tree = tree
        self._recalculation = recalculation
        self._repeats = repeats
        self._step: list[Entry | Overwritten] = []
        self._done: deque[Sequence[Entry | Overwritten]] = deque(maxlen=MAX_STEPS)
        self._undone: list[Sequence[Entry]] = []
        self.put: Callable[[Overwritten], None] = self._step.append
        """Remembers what stands in a node as `overwrite` does, for who takes it apart itself."""
        recalculation.effects.overwriting = self._remember

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        return bool(self._undone)

    def overwrite(self, node: LiveNode) -> None:
        """Remember what stands in a node that is about to be answered."""
        self._step.append((node, node.v, node.fault, node.fault_message))

    def record(self, entry: Entry) -> None:
        """Add something that changes to the step under way."""
        self._step.append(entry)

    def close(self) -> None:
        """End the step under way, if anything changed; what was undone is forgotten."""
        step = self._step
        if step:
            self._done.append(tuple(step))
            step.clear()
            if self._undone:
                self._undone.clear()

    def forget(self) -> None:
        """Drop what was recorded outside of any step: opening, the clock, the language."""
        self._step.clear()

    def undo(self, settle: Callable[[], frozenset[Ref]]) -> frozenset[Ref]:
        """Take the last step back; `settle` runs what follows."""
        if not self._done:
            return frozenset()
        step = [Written(*e) if isinstance(e, tuple) else e for e in self._done.pop()]
        changed = self._replay(reversed(step), settle)
        self._undone.append(step)
        return changed

    def redo(self, settle: Callable[[], frozenset[Ref]]) -> frozenset[Ref]:
        """Do the step again that was undone last."""
        if not self._undone:
            return frozenset()
        step = self._undone.pop()
        changed = self._replay(step, settle)
        self._done.append(step)
        return changed

    def _replay(
        self, entries: Iterable[Entry], settle: Callable[[], frozenset[Ref]]
    ) -> frozenset[Ref]:
        replay = Replay(self._tree, self._recalculation, self._repeats)
        for entry in entries:
            entry.swap(replay)
        changed = replay.finish(settle)
        self.forget()
        return changed

    def _remember(self, node: LiveNode) -> None:
        self.overwrite(node)
