"""Everything that a face can see of a session, to be compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bina_desktop.formengine.client import Ref, Session

State = Mapping[Ref, Mapping[str, Any]]


def state(session: Session) -> State:
    """Return what every node shows, by ref, in form order."""
    return {
        node.ref: {
            "value": node.value,
            "relevant": node.relevant,
            "required": node.required,
            "readonly": node.readonly,
            "violation": node.violation,
            "warning": node.warning,
            "label": node.label,
            "hint": node.hint,
            "choices": tuple(node.choices),
            "children": tuple(child.ref for child in node.children),
        }
        for node in session.walk()
    }


def difference(one: State, other: State) -> str:
    """Tell the first thing that is not the same; '' where all is."""
    if one == other:
        return ""
    for ref in (*one, *(ref for ref in other if ref not in one)):
        if ref not in one or ref not in other:
            return f"{ref} is only in the {'second' if ref in other else 'first'}"
        for aspect, shown in one[ref].items():
            if shown != other[ref][aspect]:
                return f"{ref} {aspect}: {shown!r}, {other[ref][aspect]!r}"
    raise AssertionError("the same nodes with the same aspects are equal")
