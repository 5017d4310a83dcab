"""How the plain paths of a form's expressions lead to its nodes; equal ones share one way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from bina_desktop.formengine.definition.skeleton import Draft, Skeleton
from bina_desktop.formengine.xpath.host import NodeTarget, Read, ReadKind, Step

# What the classes do, without their checks: they are called once for each read of a form.
plain_read: Callable[[tuple[Any, ...]], Read] = partial(cast("Any", tuple).__new__, Read)
_target: Callable[[tuple[Any, ...]], NodeTarget] = partial(cast("Any", tuple).__new__, NodeTarget)


class Way:
    """How a path leads to a node; equal paths seen from siblings share one."""

    __slots__ = ("numbers", "read", "sort", "target")

    def __init__(self, target: NodeTarget, sort: int, numbers: tuple[int, ...]) -> None:
        """Lead to `target`."""
        self.target = target
        self.sort = sort
        """Number of all that generated code can tell of it but for the numbers."""
        self.numbers = numbers
        """Ids, and slots as their complements, in the order in which a stencil counts them; the
        id alone where the path leads from the root to a node outside repeats."""
        self.read = plain_read((target, ReadKind.VALUE))
        """What most expressions read at its end."""


class Ways:
    """The ways of one form."""

    def __init__(self, skeleton: Skeleton) -> None:
        """Resolve paths in `skeleton`, whose binds are read."""
        self.absolute: dict[str, Way] = {}
        """Those that were asked for, by path."""
        self._by_path = skeleton.by_path
        self._root = skeleton.root.id
        self._relative: dict[tuple[int, str], Way | None] = {}
        """By parent: all siblings see the same."""
        self._steps: dict[int, tuple[Step, ...]] = {}
        self._sorts: dict[tuple[object, ...], int] = {(0, False, True): 0, (0, True, True): 1}
        """What absolute paths to a lone node have stands first: they are the most."""

    def to(self, path: str, draft: Draft) -> Way | None:
        """Return where a path leads that stands at `draft`."""
        if path[0] == "/":
            return self.absolute.get(path) or self.from_root(path)
        key = (draft.parent.id if draft.parent is not None else -1, path)
        if key not in self._relative:
            self._relative[key] = self._from_parent(path, draft)
        return self._relative[key]

    def from_root(self, path: str) -> Way | None:
        """Return where an absolute path leads that has not been asked for."""
        end = self._by_path.get(path)
        if end is None or end.parent is None:
            return None  # The root may be the context as well: not for stencils.
        above = self._steps.get(end.parent.id) or self._down(end.parent)
        target = _target((end.id, self._root, 0, (*above, end.step), end.numeric))
        if end.in_repeat:
            way = self._made(target, absolute=True, lone=False)
        else:
            way = Way(target, end.numeric, (end.id,))  # see `_made`
        self.absolute[path] = way
        return way

    def _down(self, draft: Draft) -> tuple[Step, ...]:
        """Return the steps from the root."""
        if draft.parent is None:
            return ()
        above = self._steps.get(draft.parent.id)
        if above is None:
            above = self._steps[draft.parent.id] = self._down(draft.parent)
        return (*above, draft.step)

    def _from_parent(self, path: str, draft: Draft) -> Way | None:
        names = path.split("/")
        ups = names.count("..")
        at: Draft | None = draft
        for _ in range(ups):
            at = at.parent if at is not None else None
        if at is None:
            return None
        start = None if at.in_repeat else at.id
        steps: list[Step] = []
        for name in names[ups:]:
            child = at.by_name.get(name)
            if child is None:
                return None
            steps.append(child.step)
            at = child
        target = NodeTarget(at.id, start, ups, tuple(steps), at.numeric)
        return self._made(target, absolute=False, lone=start is not None and not target.many)

    def _made(self, target: NodeTarget, *, absolute: bool, lone: bool) -> Way:
        sort: tuple[object, ...] = (target.ups, target.numeric, absolute)
        numbers = [target.def_id]
        if not lone:
            sort = (*sort, target.start is None, *[step.repeat for step in target.steps])
            numbers += [] if target.start is None else [target.start]
            numbers += [~step.slot for step in target.steps]
        return Way(target, self._sorts.setdefault(sort, len(self._sorts)), tuple(numbers))
