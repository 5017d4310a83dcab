"""What a form is, before anybody answers it: immutable, shared by all its sessions.

Node ids are places in `FormDefinition.nodes` (document order); a vertex is one expression of one
definition and its rank is its place in `FormDefinition.vertices` (no vertex reads a later one).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from bina_desktop.formengine.client import AuthorMessage, DataType, FormInfo, NodeKind
from bina_desktop.formengine.presentation import Media, Presentation
from bina_desktop.formengine.xpath.host import Compiled, ItemsTarget
from bina_desktop.formengine.xpath.items import ItemTable

Part = str | Compiled[str]
"""A piece of a text: fixed, or an `<output>`."""


@dataclass(frozen=True, slots=True)
class Text:
    """A label, hint or message in every language of the form."""

    variants: Mapping[str, tuple[Part, ...]]
    """By language; the key '' is a text without translation."""
    default_language: str

    def parts(self, language: str) -> tuple[Part, ...]:
        """Return the pieces in `language`, else in the default language, else in any."""
        variants = self.variants
        for wanted in (language, self.default_language, ""):
            if wanted in variants:
                return variants[wanted]
        return next(iter(variants.values()), ())

    @property
    def outputs(self) -> tuple[Compiled[str], ...]:
        """Return the expressions in all languages."""
        return tuple(
            part for parts in self.variants.values() for part in parts if not isinstance(part, str)
        )


@dataclass(frozen=True, slots=True)
class FixedChoice:
    """A choice written in the control itself."""

    value: str
    label: Text
    media: Mapping[str, Media] = field(default_factory=dict[str, Media])


@dataclass(frozen=True, slots=True)
class ChoicesDefinition:
    """Where the choices of a select come from: a list, the nodes of a repeat, or fixed items."""

    fixed: tuple[FixedChoice, ...] = ()
    items: Compiled[Any] | None = None
    """Evaluates to rows of `list_id`, or to live nodes when `list_id` is None."""
    list_id: int | None = None
    value_column: int = -1
    label_column: int = -1
    """Column of the label's text, or of its itext id when `label_is_itext`."""
    label_is_itext: bool = False
    geometry_column: int = -1
    """Column of the places of choices on a map; -1 where the list has none."""
    ways: Mapping[int, tuple[tuple[int, ...], tuple[int, ...]]] = field(
        default_factory=dict[int, tuple[tuple[int, ...], tuple[int, ...]]]
    )
    """For live nodes, by definition: the ways (slots) from one to its value and to its label.

    Nodes of other definitions, which a wildcard may reach as well, are no choices.
    """
    filtered: bool = False
    open: bool = False
    """Any other answer may be given as well (texts under the numbers of a range)."""


class VertexKind(StrEnum):
    """What an expression decides about its node."""

    CALCULATE = "calculate"
    RELEVANT = "relevant"
    REQUIRED = "required"
    READONLY = "readonly"
    CONSTRAINT = "constraint"
    WARNING = "warning"
    """A soft rule: `bind::bina:warning`."""
    COUNT = "count"
    CHOICES = "choices"
    """Lazy: which choices are offered; run at once only for an answered select."""
    SHOWN = "shown"
    """Lazy: outputs in label, hint or messages; only reported as changed."""


@dataclass(slots=True, eq=False)
class Vertex:
    """One expression of one definition.

    Nobody changes it. It is not frozen as are the others, for a form has thousands, and a frozen
    object takes several times as long to make.
    """

    node: int
    kind: VertexKind
    expression: Compiled[Any] | None
    """None for SHOWN, which is never evaluated by the graph."""
    on_place: bool = False
    """Of a repeat, and reads nothing inside it: run once for all its instances."""
    clock: bool = False
    """Reads today() or now(): run again when the form is opened or checked."""
    language: bool = False
    """Depends on the session's language."""
    remembered: bool = False
    """A calculation whose value may be a person's, the clock's, chance's or its own past's: it
    cannot be computed again, so undo must remember it."""
    looping: bool = False
    """Reads what follows from itself, in a way that comes to rest: see `graph.py`."""


class Edge(NamedTuple):
    """How to find the nodes whose vertex must run when a definition's node changes."""

    rank: int
    single: int = -1
    """Id of the reading definition when it has one live node; the rest is then unused."""
    pivot: int = -1
    """Id of the singleton from which to go down, or -1: climb from the changed node."""
    climbs: int = 0
    downs: tuple[tuple[int, int], ...] = ()
    """Steps down to the readers: slot, and NODE_STEP, LIST_STEP or PLACE_STEP (graph.py)."""


class Readers(NamedTuple):
    """Who must run again when something about a definition's node changes."""

    lone: tuple[int, ...] = ()
    """Its value changed: ranks of the readers that have one live node, as most have."""
    value: tuple[Edge, ...] = ()
    """Its value changed: the readers in repeats."""
    existence: tuple[Edge, ...] = ()
    """Its relevance changed (nodesets leave non-relevant nodes out)."""
    structure: tuple[Edge, ...] = ()
    """An instance of it came or went."""
    position: tuple[Edge, ...] = ()


UNREAD = Readers()
"""Of what nobody reads."""


@dataclass(frozen=True, slots=True)
class Seed:
    """Start values of one node and its children; a repeat slot holds one seed an instance."""

    value: str = ""
    children: tuple[Seed | tuple[Seed, ...], ...] = ()


class Event(StrEnum):
    """When an action runs (ODK XForms specification, Events)."""

    FIRST_LOAD = "odk-instance-first-load"
    """A new form is opened; not when answers or a submission are opened again."""
    LOAD = "odk-instance-load"
    """Every opening, after FIRST_LOAD and after stored answers are back."""
    NEW_REPEAT = "odk-new-repeat"
    VALUE_CHANGED = "xforms-value-changed"
    """The control around the action got another value."""
    REVALIDATE = "xforms-revalidate"
    """The form is finalised."""


@dataclass(frozen=True, slots=True)
class SetValue:
    """A `setvalue` action: store what an expression says, seen from its target."""

    node: int
    """Id of the target's definition."""
    expression: Compiled[str]
    events: frozenset[Event]
    source: int = -1
    """Id of the control or repeat around the action; -1 for an action of the model."""
    targets: Compiled[Any] | None = None
    """Where the target's path has conditions: the nodes it means, seen from the source."""
    attribute: str = ""
    """Name of the target's XML attribute that is set instead of its value."""


@dataclass(slots=True, eq=False)
class NodeDefinition:
    """One node of the form; as with `Vertex`, nobody changes it."""

    id: int
    name: str
    path: str
    """Without instance keys: `/data/anggota/nama`."""
    parent: int
    """Id; -1 for the root."""
    slot: int
    kind: NodeKind
    data_type: DataType
    children: tuple[int, ...] = ()
    in_repeat: bool = False
    """Itself a repeat or inside one: it may have any number of live nodes."""
    controlled: bool = False
    """A repeat whose number of instances is computed (`jr:count`)."""
    seed: Seed = field(default_factory=Seed)
    """Start values; of a repeat: those of a new instance."""
    preload: str = ""
    """Metadata to fill in: start, end, today, deviceid, instanceID and others (questions.py)."""
    label: Text | None = None
    hint: Text | None = None
    guidance: Text | None = None
    required_message: Text | None = None
    constraint_message: Text | None = None
    warning_message: Text | None = None
    choices: ChoicesDefinition | None = None
    media: Mapping[str, Media] = field(default_factory=dict[str, Media])
    """Beside the label, by language."""
    appearance: frozenset[str] = frozenset()
    presentation: Presentation = field(default_factory=Presentation)
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    owner: int = -1
    """Of an XML attribute of the instance: id of the element that has it."""
    calculated: bool = False
    warned: bool = False
    """Has a soft rule."""
    targeted: bool = False
    """Some action sets its value."""
    once: bool = False
    """Its calculation reads its own past (`once()`), which must be stored to be kept."""
    xml_attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    """Attributes of the node in the primary instance as a submission writes them."""
    last_saved: str = ""
    """Of a stand-in for a question of the last saved submission: that question's path.

    It stands outside the tree, with parent -1."""
    vertices: tuple[int, ...] = ()
    """Ranks of its vertices."""

    @property
    def is_repeat(self) -> bool:
        """Tell whether its slot holds a list of instances."""
        return self.kind is NodeKind.REPEAT

    @property
    def answerable(self) -> bool:
        """Tell whether a person can give it an answer (unless it is readonly)."""
        return self.kind in _ANSWERABLE

    @property
    def asks(self) -> bool:
        """Tell whether it counts as a question: the head of a table only looks like one."""
        return self.answerable and not self.presentation.choice.is_head


_ANSWERABLE = (
    NodeKind.INPUT,
    NodeKind.SELECT_ONE,
    NodeKind.SELECT_MULTIPLE,
    NodeKind.RANK,
    NodeKind.RANGE,
    NodeKind.UPLOAD,
    NodeKind.ACKNOWLEDGE,
)
"""No set: an enumeration's hash is slow, and the first two are nearly always it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form looks like when it has just been opened (`instance/opening.py`)."""

    zone: str
    """Time zone of the session that it was computed in."""
    count: int
    """Live nodes of the form."""
    moving: tuple[int, ...]
    """Ranks of the vertices that must run in every session."""
    judging: tuple[int, ...]
    """Ranks of those of them that are rules for the answer of their own node: they run where there
    is one."""
    changes: tuple[tuple[str, Any, tuple[int, ...]], ...]
    """What opening changed: attribute, value, serial numbers of the nodes."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class FormDefinition:
    """A form that can be filled in; every expression compiled, every path resolved."""

    info: FormInfo
    nodes: tuple[NodeDefinition, ...]
    vertices: Sequence[Vertex]
    stands: tuple[int, ...]
    """By rank: the definition whose node a vertex runs on; its complement where that is the place
    of a repeat."""
    readers: tuple[Readers, ...]
    """By definition id."""
    tables: tuple[ItemTable, ...]
    texts: Mapping[str, Text]
    """itext by id."""
    actions: tuple[SetValue, ...]
    """In document order."""
    seed: Seed
    """Start values of the whole form."""
    notices: tuple[AuthorMessage, ...] = ()
    """What is not supported but does not hinder filling in."""
    media: Mapping[str, Mapping[str, Media]] = field(
        default_factory=dict[str, Mapping[str, Media]]
    )
    """Pictures, sound and video beside itexts: by id, then by language."""
    namespaces: Mapping[str, str] = field(default_factory=dict[str, str])
    """Prefixes that names in the primary instance use, for submissions; '' is the default."""
    xform: str = field(default="", repr=False)
    lists: Mapping[str, tuple[ItemsTarget, ...]] = field(
        default_factory=dict[str, tuple[ItemsTarget, ...]]
    )
    """What `instance()` means in its expressions, by name."""
    numeric: frozenset[int] = frozenset()
    """Ids of the definitions whose bind says that they hold a number."""
    opened: Opened | None = None
    """None where it is not known: a session then computes everything when it is opened."""
