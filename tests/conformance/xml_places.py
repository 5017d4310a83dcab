"""Paths by position, as cases write them: `/*[1]/*[2]/text()[1]`, `/*[1]/@{}id`."""

from __future__ import annotations

import re
from typing import Any

from bina_desktop.formengine.xpath.closures.nodes import Sort
from bina_desktop.formengine.xpath.closures.xml_nodes import XmlNode

_STEP = re.compile(
    r"/(?:@\{(?P<uri>[^}]*)\}(?P<name>[^/]+)|(?P<test>\*|[a-z-]+\(\))\[(?P<at>\d+)\])"
)
_SORTS = {
    "*": Sort.ELEMENT,
    "text()": Sort.TEXT,
    "comment()": Sort.COMMENT,
    "processing-instruction()": Sort.INSTRUCTION,
}


def located(document: XmlNode, path: str) -> XmlNode:
    """Return the node at a path. Raises KeyError."""
    node = document
    for step in _STEP.finditer(path):
        if step["name"] is not None:
            wanted = step["uri"], step["name"]
            node = _first(one for one in node.attributes() if _full_name(one) == wanted)
        else:
            sort = _SORTS[step["test"]]
            alike = [one for one in node.children() if one.sort is sort]
            node = alike[int(step["at"]) - 1]
    return node


def element_at(root: Any, path: str) -> Any:
    """Return the lxml element at a path, None where the path is no element's."""
    places = re.fullmatch(r"/\*\[1\]((?:/\*\[\d+\])*)", path)
    if places is None:
        return None
    element = root
    for at in re.findall(r"\d+", places[1]):
        element = [one for one in element if isinstance(one.tag, str)][int(at) - 1]
    return element


def _first(nodes: Any) -> XmlNode:
    for node in nodes:
        return node
    raise KeyError("no such node in the document")


def _full_name(node: XmlNode) -> tuple[str, str]:
    return node.namespace, node.local


def place_of(node: Any) -> str:
    """Return the path of a node."""
    steps: list[str] = []
    while node.parent is not None:
        steps.append(_step(node))
        node = node.parent
    return "".join(reversed(steps)) or "/"


def _step(node: Any) -> str:
    if node.sort is Sort.ATTRIBUTE:
        return f"/@{{{node.namespace}}}{node.local}"
    test = next((name for name, sort in _SORTS.items() if sort is node.sort), None)
    if test is None:
        return f"/{node.sort}::{node.local}"
    alike = [one.key for one in node.parent.children() if one.sort is node.sort]
    return f"/{test}[{alike.index(node.key) + 1}]"
