"""Values the form itself gives: metadata on opening, dynamic defaults on load and new instance."""

from __future__ import annotations

from collections.abc import Iterable

from bina_desktop.formengine.definition.model import LoadAction
from bina_desktop.formengine.instance.environment import SessionEnvironment
from bina_desktop.formengine.instance.node import LiveNode
from bina_desktop.formengine.instance.recalc import Recalculation
from bina_desktop.formengine.instance.tree import Tree, give


class Defaults:
    """Fills a new form or a new instance."""

    def __init__(
        self, tree: Tree, environment: SessionEnvironment, recalculation: Recalculation
    ) -> None:
        """Serve one session."""
        self._tree = tree
        self._environment = environment
        self._recalculation = recalculation
        self.dynamic = frozenset(action.node for action in tree.form.actions)
        """Ids of the definitions whose default is an expression."""

    def fill_metadata(self, *, username: str, deviceid: str, instance_id: str) -> None:
        """Store what is known when the form is opened for the first time."""
        now = self._environment.now()
        values = {
            "start": now.isoformat(timespec="milliseconds"),
            "today": now.date().isoformat(),
            "username": username,
            "deviceid": deviceid,
            "instanceID": instance_id or f"uuid:{self._environment.uuid()}",
        }
        for node in self._tree.walk(self._tree.root):
            if node.d.preload in values:
                node.v = values[node.d.preload]
                self._recalculation.stored(node)

    def on_first_load(self) -> None:
        """Run the dynamic defaults of a new form, in the order of the form."""
        actions = [action for action in self._tree.form.actions if action.on_first_load]
        self._run(actions, [self._tree.root])

    def on_new_repeat(self, instances: Iterable[LiveNode]) -> None:
        """Run the dynamic defaults inside new instances."""
        actions = [action for action in self._tree.form.actions if action.on_new_repeat]
        self._run(actions, instances)

    def _run(self, actions: Iterable[LoadAction], within: Iterable[LiveNode]) -> None:
        nodes = [node for start in within for node in self._tree.walk(start)]
        for action in actions:
            evaluate = self._environment.bind(action.expression)
            for node in nodes:
                if node.d.id == action.node:
                    give(node, evaluate(node))
                    node.default = node.v
                    self._recalculation.stored(node)
