"""What the secondary instances of a form are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bina_desktop.formengine.xpath.host import ItemsTarget
from bina_desktop.formengine.xpath.items import ItemTable


class Tables:
    """The secondary instances by name."""

    def __init__(self, targets: Mapping[str, Iterable[ItemsTarget]] | None = None) -> None:
        """Start without any, or with what the names of a form meant when it was read."""
        self.tables: list[ItemTable] = []
        self.last_saved = ""
        """Name of the instance that is the last saved submission."""
        self.attached: set[int] = set()
        """Ids of those kept in files."""
        self._targets = {name: [*found] for name, found in (targets or {}).items()}

    def add(self, name: str, names: tuple[str, str] | None, table: ItemTable) -> None:
        """Keep the items of one name (below a root of a name) in a list under its name."""
        known = frozenset(table.columns) or None
        deep = table.tree is not None
        target = ItemsTarget(len(self.tables), known, names=names, deep=deep)
        self._targets.setdefault(name, []).append(target)
        self.tables.append(table)

    @property
    def targets(self) -> Mapping[str, tuple[ItemsTarget, ...]]:
        """Return all lists of each name."""
        return {name: tuple(found) for name, found in self._targets.items()}

    def target(self, name: str) -> ItemsTarget | None:
        """Return what `instance(name)` means, or None."""
        targets = self._targets.get(name)
        if targets is None:
            return None
        return replace(targets[0], parts=tuple(targets))
