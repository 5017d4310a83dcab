"""Where things stand in a form: sections, pages, the next open question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from bina_desktop.formengine.client import Node, NodeKind, Ref, Session

_CONTAINERS = frozenset({NodeKind.ROOT, NodeKind.GROUP, NodeKind.REPEAT, NodeKind.REPEAT_INSTANCE})
_TITLE = "generated_table_list_label_"
_FULL_PAGE = 60
"""Places after which a page ends at the next card; most are not relevant and cost nothing."""
_CROWDED_PAGE = 90
"""Places after which a page ends even within a card."""


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the outline: a group at the top, or questions that stand there loose."""

    key: Ref
    """Ref of the group, or of the first loose question."""
    nodes: tuple[Node, ...]
    loose: bool

    @property
    def label(self) -> str:
        """As the form says it; '' for loose questions."""
        if self.loose:
            return ""
        group = self.nodes[0]
        title = title_note(group)
        return (title.label if title is not None else group.label) or group.name

    @property
    def relevant(self) -> bool:
        """True if anything in it is to be seen."""
        return any(node.relevant for node in self.nodes)


class SlotKind(Enum):
    """What stands at one place of a page."""

    HEADING = "heading"
    FIELD = "field"
    INSTANCE = "instance"
    """Heading of a repeat instance."""
    ADD = "add"
    """Where one more instance is added."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a page, drawn only while relevant."""

    ref: Ref
    kind: SlotKind
    depth: int
    card: Ref
    """The card in which it stands, named by its first node."""
    level: int = 0
    """In how many repeats it lies within its card, not counting the one that makes the card."""


def places_in(slots: Sequence[Slot]) -> dict[tuple[Ref, SlotKind], int]:
    """Return the place of every slot."""
    return {(slot.ref, slot.kind): place for place, slot in enumerate(slots)}


def by_card(slots: Sequence[Slot]) -> dict[Ref, list[Slot]]:
    """Return what stands in each card."""
    return {card: list(own) for card, own in groupby(slots, key=lambda slot: slot.card)}


def title_note(group: Node) -> Node | None:
    """Return the note that holds the label of a group: pyxform moves that of a table there."""
    if group.label:
        return None
    below = group.children
    first = below[0] if below else None
    if first is None or first.kind is not NodeKind.NOTE:
        return None
    return first if first.name.startswith(_TITLE) else None


def is_container(node: Node) -> bool:
    """Tell whether the node holds other nodes."""
    return node.kind in _CONTAINERS


def sections(session: Session) -> tuple[Section, ...]:
    """Cut the form at its top; loose questions between two groups make one section."""
    found: list[Section] = []
    loose: list[Node] = []

    def close() -> None:
        if loose:
            found.append(Section(loose[0].ref, tuple(loose), loose=True))
            loose.clear()

    for node in session.root.children:
        if is_container(node):
            close()
            if not node.drawn:
                continue
            found.append(Section(node.ref, (node,), loose=False))
        elif node.kind is not NodeKind.HIDDEN:
            loose.append(node)
    close()
    return tuple(found)


def top_ref(ref: str) -> Ref:
    """Return the ref under the root in which a ref lies: a group, a repeat, or itself."""
    steps = ref.split("/", 3)[:3]
    steps[-1] = steps[-1].partition("[")[0]
    return Ref("/".join(steps))


def pages_of(section: Section) -> tuple[tuple[Slot, ...], ...]:
    """Lay out a section and cut it into pages, so that no page grows with the form."""
    if section.loose:
        places = [Slot(n.ref, SlotKind.FIELD, 0, section.key) for n in section.nodes]
    else:
        places = list(_places_of(section.nodes[0]))
    pages: list[list[Slot]] = [[]]
    for slot in places:
        page = pages[-1]
        full = len(page) >= _FULL_PAGE and slot.card != page[-1].card
        if full or len(page) >= _CROWDED_PAGE:
            pages.append([])
        pages[-1].append(slot)
    return tuple(map(tuple, pages))


def _places_of(section: Node) -> Iterator[Slot]:
    if section.kind is NodeKind.REPEAT:
        yield from _repeat(section, 0)
        return
    loose_card: Ref | None = None
    title = title_note(section)
    for node in section.children:
        if node is title or not node.drawn:
            continue
        if not is_container(node):
            loose_card = loose_card or node.ref
            yield Slot(node.ref, SlotKind.FIELD, 0, loose_card)
            continue
        loose_card = None
        if node.kind is NodeKind.REPEAT:
            yield from _repeat(node, 0)
        else:
            yield from _container(node, node.ref, 0)


def _container(node: Node, card: Ref, depth: int, level: int = 0) -> Iterator[Slot]:
    if node.kind is NodeKind.REPEAT:
        yield from _repeat(node, depth, card, level)
        return
    if node.kind is NodeKind.REPEAT_INSTANCE:
        yield Slot(node.ref, SlotKind.INSTANCE, depth, card, level)
    elif node.label:
        yield Slot(node.ref, SlotKind.HEADING, depth, card, level)
    for child in node.children:
        if is_container(child):
            yield from _container(child, card, depth + 1, level)
        elif child.kind is not NodeKind.HIDDEN:
            yield Slot(child.ref, SlotKind.FIELD, depth, card, level)


def _repeat(repeat: Node, depth: int, card: Ref | None = None, level: int = 0) -> Iterator[Slot]:
    """Give each instance a card of its own; within another card it stays there, indented.

    Else the questions that follow the repeat would stand above it, with the rest of their card.
    """
    inner = level + 1 if card is not None else 0
    for instance in repeat.children:
        yield from _container(instance, card or instance.ref, depth, inner)
    yield Slot(repeat.ref, SlotKind.ADD, depth, card or repeat.ref, inner)


def next_open(session: Session, places: Sequence[Section], after: Ref | None) -> Ref | None:
    """Return the next blank question after a ref (round the end), None when there is none."""
    start = next((i for i, s in enumerate(places) if after and _holds(s, after)), 0)
    passed = after is None
    early: Ref | None = None
    for section in (*places[start:], *places[: start + 1]):
        for node in questions(session, section):
            if node.ref == after:
                passed = True
            elif passed and not node.value:
                return node.ref
            elif early is None and not node.value:
                early = node.ref
        passed = True
    return early


def previous_open(session: Session, places: Sequence[Section], before: Ref | None) -> Ref | None:
    """Return the blank question before a ref (round the start), None when there is none."""
    found: Ref | None = None
    for section in places:
        for top in section.nodes:
            for node in session.walk(top):
                if node.ref == before and found is not None:
                    return found
                if node.ref != before and node.answerable and not node.value:
                    found = node.ref
    return found


def _holds(section: Section, ref: str) -> bool:
    return any(node.ref == top_ref(ref) for node in section.nodes)


def section_index(places: Sequence[Section], ref: str) -> int:
    """Return the place of the section that holds a ref; 0 if none does."""
    return next((i for i, section in enumerate(places) if _holds(section, ref)), 0)


def is_wrong(node: Node) -> bool:
    """Tell whether an answer is not as it must be: a broken rule, or unusual and unexplained."""
    if not node.value:
        return False
    warning = node.warning
    return node.violation is not None or (warning is not None and not warning.explanation)


def questions(session: Session, section: Section) -> Iterator[Node]:
    """Yield what can be answered now in a section, in form order."""
    for top in section.nodes:
        if top.relevant:
            yield from (node for node in session.walk(top) if node.answerable)
