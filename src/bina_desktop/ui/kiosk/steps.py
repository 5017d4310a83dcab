"""Which questions a respondent is asked, one after another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bina_desktop.formengine.client import Node, NodeKind, Ref, Session
from bina_desktop.ui.form.navigation import is_container


@dataclass(frozen=True, slots=True)
class Step:
    """One question, with the notes that stand before it in the form."""

    ref: Ref
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """The way through a form as its answers stand now."""

    opening: tuple[str, ...]
    """Notes before the first question: said on the first screen."""
    steps: tuple[Step, ...]
    closing: tuple[str, ...]
    """Notes after the last one: said with the thanks."""


def steps_of(session: Session, known: Collection[str]) -> Steps:
    """Lay out what can be answered now; what is known already is not asked."""
    opening: list[str] = []
    notes: list[str] = []
    steps: list[Step] = []
    begun = False
    for node in session.walk():
        if not node.relevant or is_container(node):
            continue
        if node.kind is NodeKind.NOTE:
            (notes if begun else opening).append(node.label)
        elif node.ref in known:
            begun = True
        elif node.answerable:
            begun = True
            steps.append(Step(node.ref, tuple(notes)))
            notes = []
    return Steps(tuple(filter(None, opening)), tuple(steps), tuple(filter(None, notes)))


def fault_of(node: Node) -> str:
    """Return what is wrong with an answer; '' where the respondent may go on."""
    if node.violation is None:
        return ""
    return node.violation.message
