"""Paths that count the instances of a repeat from 1, which every engine understands."""

from __future__ import annotations

import re

from bina_desktop.formengine.client import Node, NodeKind, Ref, Session

_STEP = re.compile(r"/([^/\[]+)(?:\[(\d+)\])?")


def path_of(node: Node) -> str:
    """Return the path of a node with positions in the place of keys."""
    parts: list[str] = []
    at: Node | None = node
    while at is not None:
        if at.kind is NodeKind.REPEAT_INSTANCE:
            place = at.parent
            assert place is not None, "an instance stands in its place"
            refs = [child.ref for child in place.children]
            parts.append(f"/{at.name}[{refs.index(at.ref) + 1}]")
            at = place.parent
        else:
            parts.append(f"/{at.name}")
            at = at.parent
    return "".join(reversed(parts))


def ref_at(session: Session, path: str) -> Ref:
    """Return the ref of the node at such a path. Raises KeyError."""
    ref = ""
    for name, position in _STEP.findall(path):
        ref += f"/{name}"
        if position:
            ref = session.node(Ref(ref)).children[int(position) - 1].ref
    return Ref(ref)


def values_of(session: Session) -> dict[str, str]:
    """Return what relevant questions and calculations hold, blanks left out."""
    held: dict[str, str] = {}
    stack = [(session.root, f"/{session.root.name}")]
    while stack:
        node, path = stack.pop()
        if not node.relevant:
            continue
        if node.kind is NodeKind.REPEAT:
            numbered = enumerate(node.children, start=1)
            stack.extend((child, f"{path}[{number}]") for number, child in numbered)
        else:
            stack.extend((child, f"{path}/{child.name}") for child in node.children)
        if node.value:
            held[path] = node.value
    return held
