"""Actions of a form: `setvalue` on loading, on a new instance, on a changed answer.

An action stores its value as if somebody had typed it, also in a readonly or non-relevant node;
what is computed from it follows before the next action runs (ODK XForms specification, Actions).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.definition.model import Event, SetValue
from bina_desktop.formengine.instance.environment import Evaluate, SessionEnvironment
from bina_desktop.formengine.instance.history import AttributeSet, History, Written
from bina_desktop.formengine.instance.node import LiveNode
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.repeats import Repeats
from bina_desktop.formengine.instance.tree import Tree, give
from bina_desktop.formengine.xpath.host import Compiled

T = TypeVar("T")
_Work = tuple[int, LiveNode]
"""Number of an action, and the node from which its target is found."""
_Done = tuple[int, LiveNode, LiveNode]
"""As `_Work`, and the target."""


class Actions:
    """Runs the actions of one session and lets everything settle."""

    def __init__(
        self,
        tree: Tree,
        environment: SessionEnvironment,
        recalculation: Recalculation,
        repeats: Repeats,
        history: History,
    ) -> None:
        """Sort the form's actions by what sets them off."""
        self._tree = tree
        self._environment = environment
        self._recalculation = recalculation
        self._repeats = repeats
        self._history = history
        self._evaluators: dict[int, Evaluate[Any]] = {}
        self._fired: list[LiveNode] = []
        self.triggers: dict[int, list[int]] = {}
        """Numbers of the actions inside a control, by its definition."""
        self._on_new: dict[int, list[int]] = {}
        for number, action in enumerate(tree.form.actions):
            if Event.VALUE_CHANGED in action.events:
                self.triggers.setdefault(action.source, []).append(number)
            if Event.NEW_REPEAT in action.events:
                self._on_new.setdefault(self._repeat_of(action), []).append(number)

    def fire(self, node: LiveNode) -> None:
        """Let the actions of a changed control run when its own answer has settled."""
        self._fired.append(node)

    def run(self, event: Event) -> frozenset[Ref]:
        """Run the actions of an event of the whole form, then all that follows."""
        root = self._tree.root
        work = [
            (number, context)
            for number, action in enumerate(self._tree.form.actions)
            if event in action.events
            for context in self._contexts(action, root)
        ]
        changed = self._perform(work, set(), [])
        return changed | self.settle()

    def settle(self) -> frozenset[Ref]:
        """Run all that waits, then the actions it sets off; return the refs that changed.

        In one step an action runs at most once from one control on one target, so chains end.
        """
        return self.follow(self._recalculation.flush())

    def follow(self, changed: frozenset[Ref]) -> frozenset[Ref]:
        """Run the actions that have been set off, as `settle`, after what has `changed` so far."""
        if not (self._repeats.added or self._fired):
            return changed
        done: set[_Done] = set()
        fresh: list[LiveNode] = []
        while self._repeats.added or self._fired:
            added, fired = list(self._repeats.added), list(self._fired)
            self._repeats.added.clear()
            self._fired.clear()
            fresh.extend(added)
            work = [entry for instance in added for entry in self._of_new(instance)]
            work.extend(entry for node in fired for entry in self._of_changed(node))
            changed |= self._perform(work, done, fresh)
        return changed

    def _contexts(self, action: SetValue, root: LiveNode) -> list[LiveNode]:
        """Return from where an action of the form looks for its target."""
        if action.targets is None or action.source < 0:
            return [root]
        return self._tree.nodes_of(action.source, root)

    def _of_new(self, instance: LiveNode) -> list[_Work]:
        """Return the work that a new instance sets off, that of instances inside it too."""
        if not self._on_new or not self._tree.holds(instance):
            return []
        found: list[_Work] = []
        for node in self._tree.walk(instance):
            if node.home is not None:
                found.extend((number, node) for number in self._on_new.get(node.d.id, ()))
        return found

    def _of_changed(self, node: LiveNode) -> list[_Work]:
        if not self._tree.holds(node):
            return []
        return [(number, node) for number in self.triggers.get(node.d.id, ())]

    def _perform(
        self, work: list[_Work], done: set[_Done], fresh: Sequence[LiveNode]
    ) -> frozenset[Ref]:
        """Do the work in order; what a target sets off itself comes right after it."""
        changed: frozenset[Ref] = frozenset()
        waiting = work[::-1]
        while waiting:
            number, context = waiting.pop()
            action = self._tree.form.actions[number]
            follows: list[_Work] = []
            for target in self._targets(number, action, context):
                if (number, context, target) not in done:
                    done.add((number, context, target))
                    text = self._evaluator(number, action.expression)(target)
                    if self._store(action, target, text, fresh):
                        follows.extend(self._of_changed(target))
            changed |= self._recalculation.flush()
            waiting.extend(reversed(follows))
        return changed

    def _store(
        self, action: SetValue, target: LiveNode, text: str, fresh: Sequence[LiveNode]
    ) -> bool:
        """Give the target its value; tell whether that is another one than before."""
        attributes, key = self._tree.attributes, (target, action.attribute)
        if action.attribute:
            self._history.record(AttributeSet(target, action.attribute, attributes.get(key)))
            attributes[key] = text
            return False
        before = Written.present(target)
        give(target, text)
        if target.v == before.text and target.fault_message == before.fault_message:
            return False
        # What is given inside a new instance comes and goes with the instance.
        if not _inside(target, fresh):
            self._history.record(before)
        self._recalculation.stored(target)
        return True

    def _targets(self, number: int, action: SetValue, context: LiveNode) -> Sequence[LiveNode]:
        if action.targets is None:
            return self._tree.nodes_of(action.node, context)
        return self._evaluator(~number, action.targets)(context)

    def _evaluator(self, key: int, expression: Compiled[T]) -> Evaluate[T]:
        evaluate = self._evaluators.get(key)
        if evaluate is None:
            evaluate = self._evaluators[key] = self._environment.bind(expression)
        return evaluate

    def _repeat_of(self, action: SetValue) -> int:
        """Return the repeat around an action; for one of the model that around its target."""
        nodes = self._tree.form.nodes
        at = action.source if action.source >= 0 else action.node
        while at >= 0 and not nodes[at].is_repeat:
            at = nodes[at].parent
        return at


def _inside(node: LiveNode, instances: Sequence[LiveNode]) -> bool:
    at: LiveNode | None = node if instances else None
    while at is not None:
        if at in instances:
            return True
        at = at.parent
    return False
