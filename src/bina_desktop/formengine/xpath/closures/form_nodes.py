"""The live tree of a form and its lists of choices as nodes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from bina_desktop.formengine.xpath.closures.nodes import AnyNode, Sort
from bina_desktop.formengine.xpath.host import HostNode, Outline
from bina_desktop.formengine.xpath.items import Item, ItemTable

Outlines = Sequence[Outline]

DOCUMENT = -1
"""Stands for the document above the root, where an id of a definition is asked for."""


class _Plain:
    """What nodes without attributes and own rules have in common."""

    namespace = ""
    numeric = False
    relevant = True
    name = ""
    text = ""

    @property
    def local(self) -> str:
        return self.name.rpartition(":")[2]

    def attributes(self) -> Sequence[AnyNode]:
        return ()

    def attribute(self, name: str, namespace: str = "") -> str | None:
        del name, namespace
        return None

    def matches(self, name: str) -> bool:
        """Compare names as they are written: forms know prefixes, not namespaces."""
        if name.endswith(":*"):
            return self.name.startswith(name[:-1])
        return self.name == name


class FormNode(_Plain):
    """A live node of the form; reads as generated code reads it."""

    def __init__(self, outlines: Outlines, def_id: int, host: HostNode) -> None:
        """Look at `host`, an instance of the definition `def_id`."""
        self._outlines = outlines
        self.def_id = def_id
        self.host = host
        self.outline = outlines[def_id]
        self.name = self.outline.name.rpartition("@")[2]
        self.sort = Sort.ATTRIBUTE if self.outline.owner >= 0 else Sort.ELEMENT
        self.numeric = self.outline.numeric

    @property
    def text(self) -> str:
        return self.host.x

    @property
    def relevant(self) -> bool:
        return self.host.rel

    @property
    def key(self) -> Hashable:
        return id(self.host)

    @property
    def order(self) -> tuple[int, ...]:
        above = self.host.parent
        place = self.host.pos
        if above is None:
            return (0, place)
        order = FormNode(self._outlines, self.outline.parent, above).order
        return *order, self.outline.slot, place

    @property
    def parent(self) -> AnyNode:
        above = self.host.parent
        if above is None:
            return FormDocument(self._outlines, self.host)
        owner = self.outline.owner
        if owner not in {-1, self.outline.parent}:
            return FormNode(self._outlines, owner, _child(above, self._outlines[owner].slot))
        return FormNode(self._outlines, self.outline.parent, above)

    def attributes(self) -> Sequence[AnyNode]:
        """Return the XML attributes of the element."""
        nodes: list[AnyNode] = []
        for def_id in self.outline.owned:
            outline = self._outlines[def_id]
            holder = self.host if outline.parent == self.def_id else self.host.parent
            assert holder is not None, "the root holds its own attributes"
            nodes.append(FormNode(self._outlines, def_id, _child(holder, outline.slot)))
        return nodes

    def children(self) -> Sequence[AnyNode]:
        """Return the children in form order; an answer that is not blank is a text."""
        if not self.outline.children:
            has_text = self.host.x and self.sort is Sort.ELEMENT
            return (FormText(self),) if has_text else ()
        nodes: list[AnyNode] = []
        for child, def_id in zip(self.host.children, self.outline.children, strict=True):
            if self._outlines[def_id].owner >= 0:
                continue
            if isinstance(child, Sequence):
                nodes += [FormNode(self._outlines, def_id, instance) for instance in child]
            else:
                nodes.append(FormNode(self._outlines, def_id, child))
        return nodes


def _child(node: HostNode, slot: int) -> HostNode:
    child = node.children[slot]
    assert not isinstance(child, Sequence), "an attribute and its element are single"
    return child


class FormText(_Plain):
    """The answer of a question as a text node."""

    sort = Sort.TEXT

    def __init__(self, question: FormNode) -> None:
        """Stand below `question`."""
        self.parent: AnyNode = question
        self.host = question.host
        self.numeric = question.numeric
        self.text = question.text
        self.relevant = question.relevant

    @property
    def key(self) -> Hashable:
        return "text", self.parent.key

    @property
    def order(self) -> tuple[int, ...]:
        return *self.parent.order, 0

    def children(self) -> Sequence[AnyNode]:
        return ()


class FormDocument(_Plain):
    """The document above the root of the form."""

    sort = Sort.DOCUMENT
    parent: AnyNode | None = None
    order = (0,)

    def __init__(self, outlines: Outlines, root: HostNode) -> None:
        """Stand above `root`."""
        self._outlines = outlines
        self.host = root

    @property
    def key(self) -> Hashable:
        return "document", id(self.host)

    def children(self) -> Sequence[AnyNode]:
        return (FormNode(self._outlines, 0, self.host),)


class TableNode(_Plain):
    """A part of a list: the document, its root, an item, or a cell, by `place`."""

    def __init__(
        self,
        number: int,
        table: ItemTable,
        place: tuple[int, ...] = (),
        names: tuple[str, str] = ("root", "item"),
    ) -> None:
        """Look at a list; `place` is (), (0,), (0, row) or (0, row, column).

        `names` are those of the root element and of the items.
        """
        self._names = names
        self._number = number
        self._table = table
        self.place = place
        level = len(place)
        self.sort = Sort.ELEMENT if level else Sort.DOCUMENT
        if level == 3:
            self.name = [*table.columns][place[2]]
            self.text = table.rows[place[1]][place[2]]
        else:
            self.name = ("", *names)[level]

    @property
    def row(self) -> Item:
        """Return the row of an item or a cell."""
        return self._table.rows[self.place[1]]

    @property
    def key(self) -> Hashable:
        return self.order

    @property
    def order(self) -> tuple[int, ...]:
        return (1 + self._number, *self.place)

    @property
    def parent(self) -> AnyNode | None:
        if not self.place:
            return None
        return TableNode(self._number, self._table, self.place[:-1], self._names)

    def children(self) -> Sequence[AnyNode]:
        level = len(self.place)
        if level == 3:
            return (CellText(self),) if self.text else ()
        count = (1, len(self._table.rows), len(self._table.columns))[level]
        return [
            TableNode(self._number, self._table, (*self.place, place), self._names)
            for place in range(count)
        ]


class CellText(_Plain):
    """The text of a cell."""

    sort = Sort.TEXT

    def __init__(self, cell: TableNode) -> None:
        """Stand below `cell`."""
        self.parent: AnyNode = cell
        self.text = cell.text

    @property
    def key(self) -> Hashable:
        return self.order

    @property
    def order(self) -> tuple[int, ...]:
        return *self.parent.order, 0

    def children(self) -> Sequence[AnyNode]:
        return ()
