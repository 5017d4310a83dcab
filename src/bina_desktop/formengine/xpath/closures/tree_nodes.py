"""Secondary instances that are more than rows and columns, as nodes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from bina_desktop.formengine.xpath.closures.nodes import AnyNode, Sort
from bina_desktop.formengine.xpath.items import Item, ItemElement, ItemTable

_ITEM_DEPTH = 3
"""Steps in the order of an element below the root: document, root, element."""


@dataclass(frozen=True, slots=True)
class Source:
    """One secondary instance of a session."""

    number: int
    """Its list id: sets its nodes apart from those of other lists."""
    root: ItemElement
    tables: Mapping[str, ItemTable]
    """The rows that the elements below the root are to an itemset, by their name."""


class TreeNode:
    """The document, an element, an attribute or the text of an element."""

    numeric = False
    relevant = True
    namespace = ""

    def __init__(
        self,
        source: Source,
        sort: Sort,
        *,
        element: ItemElement | None = None,
        parent: TreeNode | None = None,
        order: tuple[int, ...] = (),
        name: str = "",
        value: str | None = None,
    ) -> None:
        """Stand at `order` below `parent`; the document has neither parent nor element."""
        self.source = source
        self.sort = sort
        self.element = element
        self.parent: AnyNode | None = parent
        self.order = order or (1 + source.number,)
        self.name = name
        self._value = value

    @property
    def local(self) -> str:
        """Return the name: lists have no prefixes."""
        return self.name

    @property
    def key(self) -> Hashable:
        """Return its identity."""
        return self.order

    @property
    def text(self) -> str:
        """Return the string-value (XPath 1.0 section 5)."""
        return self._value if self._value is not None else _text(self.element or self.source.root)

    @property
    def row(self) -> Item | None:
        """Return the row that it is to an itemset, None when it is none."""
        if self.element is None or len(self.order) != _ITEM_DEPTH:
            return None
        return self.source.tables[self.name].rows[self.element.place]

    def children(self) -> Sequence[TreeNode]:
        """Return elements, or the text of an element without any."""
        if self._value is not None:
            return ()
        if self.element is None:
            return (self._below(0, self.source.root),)
        if self.element.children:
            return [self._below(place, child) for place, child in enumerate(self.element.children)]
        text = self.element.text
        return (self._leaf(Sort.TEXT, 0, "", text),) if text else ()

    def attributes(self) -> Sequence[TreeNode]:
        """Return the attributes of an element."""
        if self.element is None:
            return ()
        given = self.element.attributes
        return [
            self._leaf(Sort.ATTRIBUTE, place - len(given), name, value)
            for place, (name, value) in enumerate(given.items())
        ]

    def attribute(self, name: str, namespace: str = "") -> str | None:
        """Return the text of an attribute, None when there is none."""
        if self.element is None or namespace:
            return None
        return self.element.attributes.get(name)

    def matches(self, name: str) -> bool:
        """Compare names as they are written."""
        return name in ("*", self.name)

    def _below(self, place: int, element: ItemElement) -> TreeNode:
        order = (*self.order, place)
        return TreeNode(
            self.source,
            Sort.ELEMENT,
            element=element,
            parent=self,
            order=order,
            name=element.name,
        )

    def _leaf(self, sort: Sort, place: int, name: str, value: str) -> TreeNode:
        order = (*self.order, place)
        return TreeNode(self.source, sort, parent=self, order=order, name=name, value=value)


def _text(element: ItemElement) -> str:
    pieces: list[str] = []
    waiting = [element]
    while waiting:
        at = waiting.pop()
        pieces.append(at.text)
        waiting.extend(reversed(at.children))
    return "".join(pieces)
