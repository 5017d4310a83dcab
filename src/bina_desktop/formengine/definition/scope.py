"""What the paths of an expression mean while a form is being read: the scope XPath sees."""

from __future__ import annotations

from collections.abc import Sequence

from bina_desktop.formengine.definition.skeleton import LAST_SAVED, Draft, Skeleton
from bina_desktop.formengine.definition.tables import Tables
from bina_desktop.formengine.xpath.host import ItemsTarget, NodeTarget, Outline, PathRef, Step


class DraftScope:
    """What the paths of an expression mean, seen from one node."""

    __slots__ = ("_draft", "_skeleton", "_tables", "relative")

    def __init__(self, skeleton: Skeleton, tables: Tables, draft: Draft) -> None:
        """Stand on `draft`."""
        self._skeleton = skeleton
        self._tables = tables
        self._draft = draft
        self.relative = False
        """Whether anything was asked for that depends on where the expression stands."""

    def resolve(self, path: PathRef) -> NodeTarget | None:
        """Return where a path leads, or None when there is no such node."""
        self.relative |= not path.absolute
        key = (-1 if path.absolute else self._draft.id, path)
        known = self._skeleton.targets
        if key not in known:
            known[key] = self._resolved(path)
        return known[key]

    def _resolved(self, path: PathRef) -> NodeTarget | None:
        if path.absolute:
            if path.names[:1] == (LAST_SAVED,):
                saved = self._skeleton.saved(path.names[1:])
                return NodeTarget(saved.id, saved.id, 0) if saved is not None else None
            at = self._skeleton.root
            if not path.names or path.names[0] != at.name:
                return None
            start: int | None = at.id
            names = path.names[1:]
        else:
            climbed = self._climb(path.ups)
            if climbed is None:
                return None
            at = climbed
            start = None if at.in_repeat else at.id
            names = path.names
        steps: list[Step] = []
        for name in names:
            child = at.by_name.get(name)
            if child is None:
                return None
            steps.append(child.step)
            at = child
        return NodeTarget(at.id, start, path.ups, tuple(steps), at.numeric)

    @property
    def def_id(self) -> int:
        """Return the id of the node it stands on."""
        self.relative = True
        return self._draft.id

    @property
    def outlines(self) -> Sequence[Outline]:
        """Return all nodes of the form by id."""
        return self._skeleton.outlines

    @property
    def aside(self) -> bool:
        """Tell whether it stands on the XML attribute of an element that holds an answer."""
        owner = self._draft.owner
        return owner is not None and owner is not self._draft.parent

    def at(self, def_id: int) -> DraftScope:
        """Return the scope of another node."""
        return DraftScope(self._skeleton, self._tables, self._skeleton.drafts[def_id])

    def items(self, name: str) -> ItemsTarget | None:
        """Return the secondary instance of that name, or None."""
        return self._tables.target(name)

    def _climb(self, ups: int) -> Draft | None:
        at: Draft | None = self._draft
        for _ in range(ups):
            at = at.parent if at is not None else None
        return at
