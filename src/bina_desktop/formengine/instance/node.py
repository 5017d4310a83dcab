"""Live nodes: an answer in memory; plain attributes, because every expression reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from math import nan

from bina_desktop.formengine.client import Choice, Ref
from bina_desktop.formengine.definition.model import Edge, NodeDefinition, Seed


class Fault(IntEnum):
    """Why the stored text of a node reads as blank though it is relevant."""

    NONE = 0
    TYPE = 1
    CHOICE = 2


_SOUND = Fault.NONE
_CHILDLESS: list[LiveNode | list[LiveNode]] = []
_PLACELESS: dict[int, Place] = {}


Take = Callable[["LiveNode", str], bool]
"""Takes an answer as it is; False: nothing is done, it must be read first (or be refused)."""


class Hot:
    """What nearly every answer touches of a node, so that it lies side by side in memory.

    (Slots of a class stand in alphabetical order, those of its base before them.)
    """

    __slots__ = (
        *("admitted", "after", "aside", "d", "f", "fault", "fault_message", "locked", "ref"),
        *("rel", "take", "terms", "v", "x"),
    )

    admitted: str
    """Of a select: the part of the stored answer that is offered now."""
    after: tuple[int, ...]
    """Ranks of the vertices that read it and have one node (`Readers.lone`)."""
    aside: tuple[Edge, ...]
    """The ways to those that stand in repeats (`Readers.value`)."""
    d: NodeDefinition
    f: float
    fault: Fault
    fault_message: str
    locked: bool
    """Takes no answer: no question, or readonly, or inside something readonly."""
    ref: Ref
    rel: bool
    take: Take | None
    """Takes an answer to this question (see `taking.py`); None: not asked for yet."""
    terms: Sequence[tuple[set[int], int]]
    """Where long sums hear that it reads otherwise (`Environment.watch`)."""
    v: str
    x: str


class LiveNode(Hot):
    """A live node of the form: root, group, repeat instance or question.

    `x`, `f`, `v`, `rel`, `pos`, `parent` and `children` are what XPath reads
    (`formengine.xpath.host.HostNode`).
    """

    __slots__ = (
        "children",
        "default",
        "explanation",
        "fits",
        "home",
        "key",
        "offered",
        "ok",
        "parent",
        "places",
        "pos",
        "req",
        "ro",
        "rself",
        "sealed",
        "sid",
    )

    def __init__(self, definition: NodeDefinition, parent: LiveNode | None, ref: Ref) -> None:
        """Start blank, relevant when the parent is."""
        self.begin(definition, parent, ref)

    def begin(self, definition: NodeDefinition, parent: LiveNode | None, ref: Ref) -> None:
        """Do what making a node does: a tree, which makes thousands, saves the way through it."""
        self.d = definition
        self.parent = parent
        self.ref = ref
        # What has no children shares that with all others: most nodes of a form.
        holds = bool(definition.children)
        self.children: list[LiveNode | list[LiveNode]] = [] if holds else _CHILDLESS
        self.places: dict[int, Place] = {} if holds else _PLACELESS
        """The places of repeats among the children, by slot."""
        self.home: Place | None = None
        """Of a repeat instance: the place where it stands."""
        self.key = ""
        self.pos = 1
        self.sid = -1
        self.v = ""
        self.after = self.aside = self.terms = ()
        self.take = None
        self.x = ""
        self.f = nan
        self.rel = parent is None or parent.rel
        self.rself = True
        """Own relevance, whatever the ancestors say."""
        self.req = False
        self.ro = False
        self.sealed = False
        """Readonly, or inside something readonly (it is inherited)."""
        self.locked = not definition.answerable
        self.ok = True
        """Whether the constraint holds for the present value."""
        self.fits = True
        """Whether the soft rule holds for the present value."""
        self.explanation = ""
        """Why the answer stands although the soft rule does not hold."""
        self.fault = _SOUND
        self.fault_message = ""
        self.admitted = ""
        self.default = ""
        """The value the form itself gave; tells a cleared default from a blank."""
        self.offered: tuple[Choice, ...] | None = None
        """Of a select: choices in the session's language; None when they must be read anew."""

    def lock(self) -> None:
        """Follow the readonly conditions of this node and of what stands above it."""
        above = self.home if self.home is not None else self.parent
        self.sealed = self.ro or (above is not None and above.sealed)
        self.locked = self.sealed or not self.d.answerable


class Place(LiveNode):
    """The place of a repeat in its parent; holds the instances, is none itself."""

    __slots__ = ("instances", "parked", "seeds")

    def __init__(self, definition: NodeDefinition, parent: LiveNode, ref: Ref) -> None:
        """Start without instances."""
        super().__init__(definition, parent, ref)
        self.instances: list[LiveNode] = []
        """The same list object as the slot of the parent."""
        self.seeds: tuple[Seed, ...] = ()
        """Of the instances the form itself starts with; their keys are 1, 2, …"""
        self.parked: list[LiveNode] = []
        """Instances beyond a computed count: kept, in case the count grows again."""
