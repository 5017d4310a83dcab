"""Expressions of a form that wish to be run: what each decides, and what it reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bina_desktop.formengine.definition.model import Vertex, VertexKind
from bina_desktop.formengine.xpath.host import Compiled, Read, ReadKind

WITHOUT_EDGE = frozenset({ReadKind.OWN, ReadKind.CHOICES})
"""What `jr:choice-name` reads stands beside it already (choice_reads.py)."""


class Wish(Vertex):
    """A vertex and all that it reads; it has no rank yet."""

    __slots__ = ("reads",)

    def __init__(
        self,
        node: int,
        kind: VertexKind,
        expression: Compiled[Any] | None,
        reads: tuple[Read, ...],
        *,
        on_place: bool = False,
    ) -> None:
        """Wish for an expression of a definition."""
        # What the class of vertices does by itself: once for each expression of a form.
        self.node = node
        self.kind = kind
        self.expression = expression
        self.reads = reads
        self.on_place = on_place
        self.clock = self.language = self.remembered = self.looping = False


def reads_only_outside(reads: Iterable[Read]) -> bool:
    """Tell whether no read starts at or below the context node itself."""
    return all(
        read.target.start is not None or read.target.ups > 0
        for read in reads
        if read.kind is not ReadKind.OWN
    )
