"""What XPath asks of its host: the live nodes it reads, and the scope that resolves paths.

The definition floor implements `Scope` (one per bind: it knows the node an expression stands on),
the instance floor implements `HostNode` and `Environment`. Names of nodes stop at `Scope`:
generated code sees definition ids, slots and attribute reads only.

How a host uses this package::

    compiled = compile_boolean("/data/umur > 17", scope)     # once per form, see compiler.py
    compiled.reads                                           # edges for the dependency graph
    evaluate = compiled.bind(environment)                    # once per session
    evaluate(node)                                           # node = the live context node

`bind` looks singletons up once and keeps them as closure variables, so `Environment.singletons`
must be complete before the first `bind`, and a singleton's node object must never be replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar

from bina_desktop.formengine.xpath.calendar import Calendar
from bina_desktop.formengine.xpath.items import ItemTable

T_co = TypeVar("T_co", covariant=True)


class HostNode(Protocol):
    """What generated code reads of a live node; give it plain attributes (speed).

    A group or a repeat instance is a node like any other (`x` is '' and `f` is NaN).
    """

    x: str
    """Effective text: the stored text, or '' when blank, non-relevant, or not of its type."""
    f: float
    """Effective number: always `calendar.number(x)` of the session (a date counts whole days
    since 1970-01-01); NaN when blank or not a number."""
    v: str
    """Stored text, whatever the relevance; only `once()` reads it."""
    rel: bool
    """Own and all ancestors' relevance; nodesets leave non-relevant nodes out."""
    pos: int
    """Place among the instances of its repeat, from 1; 1 for a node that is no instance."""

    @property
    def parent(self) -> HostNode | None:
        """A repeat instance's parent is the node that contains the repeat (as in the XML)."""
        ...

    @property
    def children(self) -> Sequence[HostNode | Sequence[HostNode]]:
        """By slot: a node, or for a repeat slot the list of its instances, in order."""
        ...


class Environment(Protocol):
    """What one session gives all its expressions. Attributes are read at `bind`."""

    singletons: Sequence[HostNode | None]
    """By definition id: the one live node of a definition outside every repeat, else None."""
    tables: Sequence[ItemTable]
    """By list id (`ItemsTarget.list_id`): the secondary instances."""
    calendar: Calendar
    """How days are counted; dateTimes are read and written in its zone."""
    language: str
    """Chosen by the person who fills the form: `en`, `English (en)`; '' when there is one only."""
    version: str
    """Of the form."""

    def today(self) -> date:
        """Return the local date; the session keeps it still within one flush."""
        ...

    def now(self) -> datetime:
        """Return the local, aware time; the session keeps it still within one flush."""
        ...

    def random(self) -> float:
        """Return a number in [0, 1)."""
        ...

    def uuid(self) -> str:
        """Return a random UUID (version 4), lower case with hyphens."""
        ...

    def watch(self, node: HostNode, changed: set[int], number: int) -> bool:
        """Add `number` to `changed` whenever the text or number of a singleton changes.

        False where the host cannot tell.
        """
        ...

    def choice_name(self, def_id: int, value: str, node: HostNode) -> str:
        """Return the label of `value` in the select `def_id`, in the session's language.

        `node` is the context node of the expression; '' when no such choice is offered.
        """
        ...

    def itext(self, text_id: str) -> str:
        """Return a translated text in the session's language; '' when there is none."""
        ...


class PathRef(NamedTuple):
    """A path as written, normalised: `ups` times `..`, then the `names` (child axis).

    Absolute: `ups` is 0 and `names` starts with the root's name: `/data/a` = `("data", "a")`.
    Relative: `.` = no ups, no names; `../../a` = two ups and `("a",)`. A name may carry a
    prefix (`orx:meta`). Predicates are not here: they stand on steps and are compiled apart.
    """

    absolute: bool
    ups: int
    names: tuple[str, ...]


class Step(NamedTuple):
    """One step down: into `children[slot]`, whose definition is `def_id`."""

    slot: int
    def_id: int
    repeat: bool = False
    """True when the slot holds a list of instances."""


class NodeTarget(NamedTuple):
    """Where a path leads: a start node, then steps down; one node, or many across repeats.

    Absolute path: `start` = id of the root, `ups` = 0, `steps` = every step below the root.
    Relative path: `ups` as written and one step per name; `start` = id of the definition that
    is reached by the ups when that is a singleton (outside every repeat), else None: then the
    walk begins at the context node. There is exactly one `Step` per name after the root (an
    absolute path) or after the ups (a relative one): predicates are matched by place.
    """

    def_id: int
    """Definition of the node(s) reached."""
    start: int | None
    ups: int
    steps: tuple[Step, ...] = ()
    numeric: bool = False
    """Bind type is int or decimal: equality compares numbers as well as text."""

    @property
    def many(self) -> bool:
        """Tell whether the steps cross a repeat (then the path is a nodeset)."""
        for step in self.steps:  # noqa: SIM110 - any() is three times as slow, and this is asked a lot
            if step.repeat:
                return True
        return False

    @property
    def repeats(self) -> tuple[int, ...]:
        """Definition ids of the repeats crossed: their structure is read as well."""
        return tuple(step.def_id for step in self.steps if step.repeat)


@dataclass(frozen=True, slots=True)
class ItemsTarget:
    """The secondary instance that `instance('name')` means."""

    list_id: int
    """Index into `Environment.tables`."""
    columns: frozenset[str] | None = None
    """Names of its columns when known at load: an unknown one is then reported as missing."""
    names: tuple[str, str] | None = ("root", "item")
    """Names of the root element and of the elements that are the rows; None: whatever they be."""
    deep: bool = False
    """The instance holds more than rows and columns (`ItemTable.tree`)."""
    parts: tuple[ItemsTarget, ...] = field(default=(), compare=False)
    """Its rows by the names of their elements, where it has different ones."""

    def named(self, element: str) -> ItemsTarget:
        """Return the rows of the elements of a name below the root, else the first rows."""
        return next((one for one in self.parts if one.names and one.names[1] == element), self)

    def part(self, root: str, element: str) -> ItemsTarget | None:
        """Return `instance('name')/root/element`; None when it has no such elements."""
        for target in self.parts or (self,):
            if target.names in (None, (root, element)):
                return target
        return None


class Outline(NamedTuple):
    """One definition, as wildcards and other axes see it."""

    name: str
    parent: int
    """Id; -1 for the root."""
    slot: int
    children: tuple[int, ...]
    """Ids by slot."""
    repeat: bool
    in_repeat: bool
    """Itself a repeat or inside one."""
    numeric: bool
    """As `NodeTarget.numeric`."""
    owner: int = -1
    """Of an XML attribute: id of the element that has it."""
    owned: tuple[int, ...] = ()
    """Ids of its XML attributes: among its children, or beside it where it has none."""


class Scope(Protocol):
    """Resolves the paths of one expression, seen from one definition (the context)."""

    @property
    def def_id(self) -> int:
        """Definition of the context."""
        ...

    @property
    def aside(self) -> bool:
        """Whether the context is an XML attribute that stands beside its element.

        Its `..` is then not its parent, and the closures find the way.
        """
        ...

    @property
    def outlines(self) -> Sequence[Outline]:
        """All definitions by id, the root first; asked for only by paths that need it."""
        ...

    def resolve(self, path: PathRef) -> NodeTarget | None:
        """Return where `path` leads, or None when there is no such node.

        None compiles to an always-empty value and is listed in `Compiled.missing`; the host
        decides whether that is a warning or an error (real forms hold dangling paths).
        """
        ...

    def at(self, def_id: int) -> Scope:
        """Return the scope of another context: `.` inside a predicate is its step's node."""
        ...

    def items(self, name: str) -> ItemsTarget | None:
        """Return the secondary instance of that name, or None when there is none."""
        ...


class ReadKind(StrEnum):
    """What of a target an expression reads."""

    VALUE = "value"
    """Text or number of the node(s) reached, and so their effective relevance."""
    NODES = "nodes"
    """Only which nodes exist and are relevant: `count(/data/anggota)`, an itemset."""
    POSITION = "position"
    """`pos` of the instance reached: changes when an earlier instance is removed."""
    OWN = "own"
    """Stored text of the context node itself (`once()`): no edge, a vertex may read itself."""
    CHOICES = "choices"
    """What a select offers and how it is called (`jr:choice-name`): the host reads for it all
    that its filter and the labels of its choices read."""


class Read(NamedTuple):
    """One dependency, as seen from the context node of the whole expression.

    Reads inside a predicate are already turned to that viewpoint. Where `target.repeats` is not
    empty the expression also depends on the structure (add, remove) of those repeats.
    `.` in a constraint is a VALUE read of the context itself: `target.start` is its id or None,
    `ups` = 0, no steps.
    """

    target: NodeTarget
    kind: ReadKind


class ResultType(StrEnum):
    """Static type of an expression before it is turned into what the host wants."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    NODE = "node"
    NODES = "nodes"
    ITEMS = "items"


class Span(NamedTuple):
    """Half-open range of characters of the expression's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A path, secondary instance or column that the host does not have; reads as blank."""

    text: str
    """As written: `/data/tidak_ada`, `instance('kec')`, or the name of a column."""
    span: Span
    message: str
    """Whole Indonesian sentence: what is missing and how to mend it."""
    english: str = ""
    """The same in English."""


class Compiled(NamedTuple, Generic[T_co]):
    """An expression ready to be bound to a session; immutable, shared by all sessions."""

    text: str
    result_type: ResultType
    reads: tuple[Read, ...]
    """Each distinct dependency once, in the order of reading."""
    factory: Callable[[Environment], Callable[[HostNode], T_co]]
    volatile: bool = False
    """Reads the clock or chance (`today`, `now`, `random`, `uuid`): not a graph input, run it on
    open, at midnight and on finalise."""
    language: bool = False
    """Depends on the session's language (`jr:choice-name`, `jr:itext`)."""
    lists: tuple[int, ...] = ()
    """Ids of the secondary instances read."""
    missing: tuple[Missing, ...] = ()
    constant: bool = False
    """Reads nothing at all: may be evaluated once per session."""

    def bind(self, environment: Environment) -> Callable[[HostNode], T_co]:
        """Return the evaluator for one session: call it with the live context node.

        The evaluator never raises for any value a form can hold; blank and non-numeric input
        becomes '' or NaN by the rules of XPath.
        """
        return self.factory(environment)
