"""A submission as OpenRosa servers take it: the primary instance with its relevant nodes.

Values are the effective ones: text that is not of its question's type is left blank, as a server
would refuse it. Attachments stand as file names. Explanations of soft warnings have no node, so
they are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from bina_desktop.formengine.instance.node import LiveNode
from bina_desktop.formengine.instance.tree import Tree

_NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Characters that XML 1.0 cannot hold in any spelling."""


def submission_of(tree: Tree, *, deprecated_id: str) -> str:
    """Return the XML of a form, without declaration; well-formed for any text.

    `deprecated_id` is written beside the instanceID where the form has no node for it.
    """
    has_node = any(node.preload == "deprecatedID" for node in tree.form.nodes)
    writer = _Writer(tree, "" if has_node else deprecated_id)
    namespaces = tree.form.namespaces.items()
    declared = {f"xmlns:{prefix}".rstrip(":"): uri for prefix, uri in namespaces}
    return "".join(writer.element(tree.root, declared))


class _Writer:
    def __init__(self, tree: Tree, deprecated_id: str) -> None:
        self._deprecated_id = deprecated_id
        self._set: dict[LiveNode, dict[str, str]] = {}
        for (node, name), text in tree.attributes.items():
            self._set.setdefault(node, {})[name] = text

    def element(self, node: LiveNode, given: Mapping[str, str]) -> Iterator[str]:
        """Yield the pieces of a relevant node; `given` are attributes that others know."""
        name = node.d.name
        owned = _owned(node)
        attributes = {
            **node.d.xml_attributes,
            **given,
            **owned.get(node.d.id, {}),
            **self._set.get(node, {}),
        }
        start = "".join([name, *(f' {key}="{_text(value)}"' for key, value in attributes.items())])
        if not node.d.children:
            yield f"<{start}>{_text(node.x)}</{name}>" if node.x else f"<{start}/>"
            if self._deprecated_id and _is_instance_id(node):
                deprecated = name.replace("instanceID", "deprecatedID")
                yield f"<{deprecated}>{_text(self._deprecated_id)}</{deprecated}>"
            return
        yield f"<{start}>"
        for child in node.children:
            for inner in child if isinstance(child, list) else (child,):
                if inner.rel and inner.d.owner < 0:
                    yield from self.element(inner, owned.get(inner.d.id, {}))
        yield f"</{name}>"


def _owned(node: LiveNode) -> dict[int, dict[str, str]]:
    """Return the attributes that stand as nodes in `node`, by the id of their element."""
    found: dict[int, dict[str, str]] = {}
    for child in node.children:
        if not isinstance(child, list) and child.d.owner >= 0:
            name = child.d.name.rpartition("@")[2]
            found.setdefault(child.d.owner, {})[name] = child.x
    return found


def _is_instance_id(node: LiveNode) -> bool:
    return node.d.preload in ("uid", "instanceID") and node.d.name.endswith("instanceID")


def _text(text: str) -> str:
    """Return text as it may stand in an element or attribute; line ends survive."""
    return escape(_NOT_IN_XML.sub("", text)).replace("\r", "&#13;")
