"""Any XML document as nodes: elements, attributes, text, comments, instructions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bina_desktop.formengine.xpath.closures.nodes import Sort

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


class XmlNode:
    """One node of an `XmlDocument`."""

    numeric = False
    relevant = True

    def __init__(
        self,
        document: XmlDocument,
        sort: Sort,
        parent: XmlNode | None,
        *,
        local: str = "",
        namespace: str = "",
        prefix: str = "",
        value: str = "",
    ) -> None:
        """Stand at the end of what `document` has so far."""
        self.document = document
        self.sort = sort
        self.parent = parent
        self.local = local
        self.namespace = namespace
        self.name = f"{prefix}:{local}" if prefix else local
        self.order = (document.take_number(),)
        self._value = value
        self._children: list[XmlNode] = []
        self._attributes: list[XmlNode] = []

    @property
    def key(self) -> int:
        """Return its identity: every node of a document is one object."""
        return id(self)

    @property
    def text(self) -> str:
        """Return the string-value (XPath 1.0 section 5)."""
        if self.sort not in {Sort.DOCUMENT, Sort.ELEMENT}:
            return self._value
        return "".join(node.text for node in self.below() if node.sort is Sort.TEXT)

    def children(self) -> Sequence[XmlNode]:
        """Return elements, texts, comments and instructions in document order."""
        return self._children

    def attributes(self) -> Sequence[XmlNode]:
        """Return the attributes."""
        return self._attributes

    def below(self) -> Iterator[XmlNode]:
        """Yield all descendants in document order."""
        waiting = list(reversed(self._children))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children()))

    def matches(self, name: str) -> bool:
        """Tell whether a name test takes the node; its prefix means what the document says."""
        prefix, colon, local = name.rpartition(":")
        if local not in {"*", self.local}:
            return False
        if colon:
            return self.namespace == self.document.uri(prefix)
        return not self.namespace or (
            self.sort is Sort.ELEMENT and self.namespace == self.document.uri("")
        )

    def attribute(self, name: str, namespace: str = "") -> str | None:
        """Return the text of an attribute, None when there is none."""
        for node in self._attributes:
            if node.local == name and node.namespace == namespace:
                return node.text
        return None

    def add_child(self, node: XmlNode) -> None:
        """Append a child."""
        self._children.append(node)

    def declare(self, element: Any) -> None:
        """Add the attributes of an lxml element; declarations of namespaces are none."""
        prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix}
        prefixes[XML_NAMESPACE] = "xml"
        for tag, value in element.attrib.items():
            uri, local = split_tag(tag)
            self._attributes.append(
                XmlNode(
                    self.document,
                    Sort.ATTRIBUTE,
                    self,
                    local=local,
                    namespace=uri,
                    prefix=prefixes.get(uri, ""),
                    value=value,
                )
            )


class XmlDocument:
    """The nodes of a parsed document; parse with entities and DTDs off."""

    def __init__(self, root: Any, *, namespaces: Mapping[str, str] | None = None) -> None:
        """Read the lxml element `root` and what stands beside it.

        `namespaces` says what prefixes in expressions mean, beside the declarations of the root
        element. Under '' it may name the namespace of elements without a prefix; without it
        they are those in no namespace.
        """
        self._numbers = 0
        known = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
        self._uris = {"xml": XML_NAMESPACE, **known, **(namespaces or {})}
        self.node = XmlNode(self, Sort.DOCUMENT, None)
        """The document node."""
        beside = [*reversed([*root.itersiblings(preceding=True)]), root, *root.itersiblings()]
        waiting: list[tuple[XmlNode, Any]] = [(self.node, child) for child in reversed(beside)]
        while waiting:
            parent, part = waiting.pop()
            if isinstance(part, str):
                parent.add_child(XmlNode(self, Sort.TEXT, parent, value=part))
                continue
            node = self._grow(part, parent)
            parent.add_child(node)
            if node.sort is Sort.ELEMENT:
                waiting.extend((node, inner) for inner in reversed([*_content(part)]))

    def take_number(self) -> int:
        """Return the next place in document order."""
        self._numbers += 1
        return self._numbers

    def uri(self, prefix: str) -> str | None:
        """Return the namespace that a prefix in an expression means."""
        return self._uris.get(prefix)

    def _grow(self, part: Any, parent: XmlNode) -> XmlNode:
        if isinstance(part.tag, str):
            uri, local = split_tag(part.tag)
            node = XmlNode(
                self, Sort.ELEMENT, parent, local=local, namespace=uri, prefix=part.prefix or ""
            )
            node.declare(part)
            return node
        target = getattr(part, "target", None)
        sort = Sort.COMMENT if target is None else Sort.INSTRUCTION
        return XmlNode(self, sort, parent, local=target or "", value=part.text or "")


def split_tag(tag: str) -> tuple[str, str]:
    """Return namespace and local name of lxml's `{uri}name`."""
    uri, _, local = tag.rpartition("}")
    return uri[1:], local


def _content(element: Any) -> Iterator[Any]:
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail
