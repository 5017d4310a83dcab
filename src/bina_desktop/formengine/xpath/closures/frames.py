"""From where an expression is seen while it runs, and deep expressions without deep recursion."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from bina_desktop.formengine.xpath.closures.nodes import AnyNode
from bina_desktop.formengine.xpath.host import Environment, HostNode

Run = Callable[["Frame"], Any]


class Frame:
    """The context of XPath 1.0 section 1, and the session around it."""

    __slots__ = ("environment", "host", "known", "node", "position", "root", "size", "top")

    def __init__(
        self,
        environment: Environment,
        node: AnyNode,
        *,
        root: AnyNode,
        host: HostNode | None = None,
    ) -> None:
        """Stand on the context node of a whole expression."""
        self.environment = environment
        self.node = node
        self.position = 1.0
        self.size = 1.0
        self.top = node
        """What `current()` means."""
        self.root = root
        """Where absolute paths begin."""
        self.host = host
        """The innermost node of the form around; None in other documents."""
        self.known: dict[Hashable, Any] = {}
        """Results of parts that are evaluated apart (see `apart`)."""

    def inner(self, node: AnyNode, position: float, size: float) -> Frame:
        """Return the context of a predicate on `node`."""
        frame = Frame(
            self.environment,
            node,
            root=self.root,
            host=getattr(node, "host", self.host),
        )
        frame.top = self.top
        frame.known = self.known
        frame.position, frame.size = position, size
        return frame

    @property
    def key(self) -> Hashable:
        """Return what tells this context from the others of one evaluation."""
        return self.node.key, id(self.host), self.position, self.size


class _NeededError(Exception):
    """A part must be evaluated apart before the whole can go on."""

    def __init__(self, key: Hashable, run: Run, frame: Frame) -> None:
        super().__init__()
        self.key = key
        self.run = run
        self.frame = frame


def apart(run: Run) -> Run:
    """Return `run` such that its own depth does not add to the depth of what calls it.

    At its first call the whole evaluation is given up, `run` is evaluated from the top of the
    stack, and the evaluation starts anew with its result at hand: expressions have no effects.
    """

    def resume(frame: Frame) -> Any:
        key = (id(run), frame.key)
        try:
            return frame.known[key]
        except KeyError:
            raise _NeededError(key, run, frame) from None

    return resume


def evaluate(run: Run, frame: Frame) -> Any:
    """Run an expression whose deep parts are apart."""
    waiting: list[tuple[Hashable, Run, Frame]] = [(None, run, frame)]
    while True:
        key, part, at = waiting[-1]
        try:
            value = part(at)
        except _NeededError as needed:
            waiting.append((needed.key, needed.run, needed.frame))
            continue
        waiting.pop()
        if not waiting:
            return value
        frame.known[key] = value
