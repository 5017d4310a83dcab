"""The tree of the primary instance while a form is being read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple, cast

from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.document import (
    JAVAROSA,
    Element,
    elements,
    step_name,
)
from bina_desktop.formengine.definition.identity import attributes_of
from bina_desktop.formengine.definition.model import Seed
from bina_desktop.formengine.xpath.host import (
    NodeTarget,
    Outline,
    PathRef,
    Step,
)

LAST_SAVED = "__last-saved"
"""Root of the paths into the last saved submission, as expressions.py writes them."""
_TEMPLATE = f"{JAVAROSA}template"
_IDENTITY = frozenset({"id", "version"})
_NUMERIC = frozenset({"int", "integer", "decimal"})
_NUMBER = {"type": "decimal"}
_NOTHING: Mapping[str, str] = {}
_BLANK = Seed()
# What the class does, without its checks: called once for each node.
_step: Callable[[tuple[int, int, bool]], Step] = partial(cast("Any", tuple).__new__, Step)
_CHILDLESS: Mapping[str, Element] = {}
_NOBODY: Mapping[str, Draft] = {}


class Place(NamedTuple):
    """Where a node of a form that was read before stands: fields of its definition."""

    id: int
    name: str
    parent: int
    repeat: bool
    owner: int
    last_saved: str


class Draft:
    """A node of the form, before its expressions are compiled."""

    __slots__ = (
        "attributes",
        "by_name",
        "children",
        "id",
        "in_repeat",
        "last_saved",
        "name",
        "numeric",
        "owned",
        "owner",
        "parent",
        "path",
        "repeat",
        "slot",
        "step",
        "template",
        "xml_attributes",
    )

    def __init__(self, name: str, parent: Draft | None, *, number: int, repeat: bool) -> None:
        """Append the node to its parent."""
        self.id = number
        self.name = name
        self.parent = parent
        self.children: Sequence[Draft] = ()
        self.by_name: Mapping[str, Draft] = _NOBODY
        """Both stay what all childless nodes share, until there is a child."""
        self.repeat = repeat
        self.attributes: Mapping[str, str] = _NOTHING
        """Attributes of its bind, foreign ones with their namespace; see `bound`."""
        self.numeric = False
        """Whether its bind says that it holds a number."""
        self.template = _BLANK
        """Start values of a new instance, where this is a repeat."""
        self.owner: Draft | None = None
        """Of an XML attribute: the element that has it."""
        self.owned: tuple[Draft, ...] = ()
        """The XML attributes of this element."""
        self.xml_attributes: Mapping[str, str] = _NOTHING
        """Attributes of its element, for submissions."""
        self.last_saved = ""
        """Of a stand-in for a question of the last saved submission: that question's path."""
        if parent is None:
            self.path = f"/{name}"
            self.slot = 0
            self.in_repeat = repeat
        else:
            self.path = f"{parent.path}/{name}"
            self.slot = len(parent.children)
            self.in_repeat = repeat or parent.in_repeat
            if self.slot == 0:
                parent.children, parent.by_name = [], {}
            cast("list[Draft]", parent.children).append(self)
            cast("dict[str, Draft]", parent.by_name)[name] = self
        self.step = _step((self.slot, number, repeat))
        """How a path goes down to it."""

    def ancestors(self) -> Iterator[Draft]:
        """Yield the parents, nearest first."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent

    @property
    def depth(self) -> int:
        """Return how many nodes stand above."""
        return sum(1 for _ in self.ancestors())

    def also_named(self, name: str, child: Draft) -> None:
        """Let paths find a child by another name, unless one has it."""
        self.by_name = {name: child, **self.by_name}

    def bound(self, attributes: Mapping[str, str]) -> None:
        """Give it the attributes of its bind, beside those of binds before it."""
        if self.attributes:
            attributes = {**self.attributes, **attributes}
        self.attributes = attributes
        self.numeric = attributes.get("type") in _NUMERIC


class Skeleton:
    """All drafts of a form by id (document order) and by path."""

    def __init__(self, root: Element, repeats: frozenset[str], report: Report) -> None:
        """Read the primary instance whose root element is `root`."""
        self.drafts: list[Draft] = []
        self.by_path: dict[str, Draft] = {}
        self.targets: dict[tuple[int, PathRef], NodeTarget | None] = {}
        """Where paths lead, by the node they are seen from; filled as expressions ask."""
        self._repeats = repeats
        self._report = report
        self._saved: dict[str, Draft] = {}
        self.root = self._grow(root, None, step_name(root))
        self.seed = self._seed(self.root, root, grown=True)

    @classmethod
    def recalled(cls, places: Iterable[Place], numeric: frozenset[int]) -> Skeleton:
        """Return what `DraftScope` needs of the skeleton of a form that was read before."""
        self = cls.__new__(cls)
        self.drafts, self.by_path, self.targets, self._saved = [], {}, {}, {}
        for node in places:
            parent = self.drafts[node.parent] if node.parent >= 0 else None
            draft = Draft(node.name, parent, number=node.id, repeat=node.repeat)
            if node.id in numeric:
                draft.bound(_NUMBER)
            if node.owner >= 0:
                draft.owner = self.drafts[node.owner]
                draft.owner.owned += (draft,)
            draft.last_saved = node.last_saved
            if node.last_saved:
                self._saved[node.last_saved] = draft
            else:
                self.by_path[draft.path] = draft
            self.drafts.append(draft)
        self.root = self.drafts[0]
        return self

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """Return all drafts as wildcards see them; first asked for after the binds are read."""
        return tuple(
            Outline(
                draft.name,
                draft.parent.id if draft.parent is not None else -1,
                draft.slot,
                tuple(child.id for child in draft.children),
                draft.repeat,
                draft.in_repeat,
                draft.numeric,
                draft.owner.id if draft.owner is not None else -1,
                tuple(owned.id for owned in draft.owned),
            )
            for draft in self.drafts
            if not draft.last_saved
        )

    def saved(self, names: tuple[str, ...]) -> Draft | None:
        """Return the stand-in for a question of the last saved submission.

        It follows all nodes of the form and stands outside their tree.
        """
        path = "/" + "/".join(names)
        asked = self.by_path.get(path)
        if asked is None or asked.children:
            return None
        draft = self._saved.get(path)
        if draft is None:
            draft = self._saved[path] = Draft(
                LAST_SAVED, None, number=len(self.drafts), repeat=False
            )
            draft.last_saved = path
            draft.bound({"type": asked.attributes.get("type", "")})
            self.drafts.append(draft)
        return draft

    def _grow(self, element: Element, parent: Draft | None, name: str) -> Draft:
        repeat = False
        if self._repeats:
            repeat = (f"{parent.path}/{name}" if parent else f"/{name}") in self._repeats
        draft = Draft(name, parent, number=len(self.drafts), repeat=repeat)
        self.drafts.append(draft)
        self.by_path[draft.path] = draft
        models = _models(element) if len(element) else _CHILDLESS
        if element.keys():
            self._own_attributes(draft, element, parent, has_models=bool(models))
        for inner, child in models.items():
            self._grow(child, draft, inner)
        return draft

    def _own_attributes(
        self, draft: Draft, element: Element, parent: Draft | None, *, has_models: bool
    ) -> None:
        draft.xml_attributes = attributes_of(element)
        # An element that holds an answer cannot hold nodes: its attributes stand beside it.
        holder = draft if has_models or parent is None or draft.repeat else parent
        prefix = "" if holder is draft else f"{draft.name}/"
        for attribute in _attributes(element, is_root=parent is None):
            owned = Draft(f"{prefix}@{attribute}", holder, number=len(self.drafts), repeat=False)
            owned.owner = draft
            draft.owned += (owned,)
            self.drafts.append(owned)
            self.by_path[owned.path] = owned

    def _seed(self, draft: Draft, element: Element, *, grown: bool = False) -> Seed:
        """Return start values; `grown` where the draft was made of this very element."""
        if not draft.children:
            text = element.text
            return Seed(text) if text else _BLANK
        if len(element) == len(draft.children) and not draft.owned:
            seeds = self._seeds(draft, element, grown=grown)
            if seeds is not None:
                return Seed(children=seeds) if seeds else _BLANK
        grouped: dict[str, list[Element]] = {}
        for child in elements(element):
            grouped.setdefault(step_name(child), []).append(child)
        slots: list[Seed | tuple[Seed, ...]] = []
        for child in draft.children:
            if child.owner is not None:
                holders = [element] if child.owner is draft else grouped.get(child.owner.name, [])
                slots.append(_attribute_seed(child, holders))
                continue
            found = grouped.get(child.name, [])
            if child.repeat:
                slots.append(self._seed_repeat(child, found))
                continue
            if len(found) > 1:
                self._report.error(
                    messages.NODE_TWICE(name=child.name),
                    question=child.path,
                )
            slots.append(self._seed(child, found[0]) if found else _BLANK)
        return Seed(children=tuple(slots))

    def _seeds(self, draft: Draft, element: Element, *, grown: bool) -> tuple[Seed, ...] | None:
        """Return start values of an element that has as many children as names.

        None stands twice then, and they are in this order; `None` where one is a repeat, nothing
        where all are blank.
        """
        seeds: list[Seed] = []
        for child, one in zip(draft.children, element, strict=True):
            if child.repeat or child.owner is not None:
                return None
            if not grown and child.name != step_name(one):
                return None
            if child.children:
                seeds.append(self._seed(child, one, grown=grown))
            else:
                text = one.text
                seeds.append(Seed(text) if text else _BLANK)
        return tuple(seeds) if any(seed is not _BLANK for seed in seeds) else ()

    def _seed_repeat(self, draft: Draft, found: list[Element]) -> tuple[Seed, ...]:
        templates = [element for element in found if element.get(_TEMPLATE) is not None]
        instances = [element for element in found if element.get(_TEMPLATE) is None]
        model = (templates or instances)[:1]
        if model and draft.template == _BLANK:
            draft.template = self._seed(draft, model[0])
        return tuple(self._seed(draft, element) for element in instances)


def _attributes(element: Element, *, is_root: bool) -> Iterator[str]:
    """Yield the attributes that hold data: not those of a namespace, not the form's identity."""
    for name in element.attrib:
        if not name.startswith("{") and not (is_root and name in _IDENTITY):
            yield name


def _attribute_seed(attribute: Draft, holders: list[Element]) -> Seed:
    name = attribute.name.rpartition("@")[2]
    return Seed(value=(holders[0].get(name) if holders else None) or "")


def _models(element: Element) -> Mapping[str, Element]:
    """Return one child a name: the template of a repeat before its instances."""
    chosen: dict[str, Element] = {}
    for child in elements(element):
        name = step_name(child)
        if name not in chosen or (
            child.get(_TEMPLATE) is not None and chosen[name].get(_TEMPLATE) is None
        ):
            chosen[name] = child
    return chosen
