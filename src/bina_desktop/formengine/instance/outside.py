"""What depends on more than the answers: on the language that is spoken, or on the clock."""

from __future__ import annotations

from bina_desktop.formengine.definition.model import Vertex, VertexKind
from bina_desktop.formengine.instance.node import LiveNode


def speaks(node: LiveNode) -> bool:
    """Tell whether a face shows a text at a node that a form may translate."""
    definition = node.d
    return any(
        text is not None
        for text in (
            definition.label,
            definition.hint,
            definition.guidance,
            definition.required_message,
            definition.constraint_message,
            definition.warning_message,
            definition.choices,
        )
    )


def depends_on_language(vertex: Vertex) -> bool:
    """Tell whether a vertex must run again in another language."""
    return vertex.language or vertex.kind is VertexKind.SHOWN


def reads_clock(vertex: Vertex) -> bool:
    """Tell whether a vertex must run again when time has passed."""
    return vertex.clock


def moves(vertex: Vertex) -> bool:
    """Tell whether a vertex must run in every session: the form alone does not say its result."""
    volatile = vertex.expression is not None and vertex.expression.volatile
    return volatile or vertex.clock or vertex.language or vertex.remembered
