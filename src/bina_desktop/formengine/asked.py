"""What a form asks, whoever answers it: for paper, workbooks and lists of questions.

Part of the contract to faces, like `client`. Texts are in the form's own language; what an answer
would fill in stands as `…`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bina_desktop.formengine.client import DataType, NodeKind

Pairs = tuple[tuple[str, str], ...]
"""(value, label)."""


@dataclass(frozen=True, slots=True)
class Section:
    """A group with a label."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class AskedRepeat:
    """A repeat of a form."""

    path: str
    label: str
    given: bool
    """The form computes its instances, or asks that nobody adds any."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a form."""

    path: str
    """Without instance keys: `/data/anggota/nama`."""
    name: str
    repeat: str
    """Path of the innermost repeat around it; '' for none."""
    sections: tuple[Section, ...]
    """The labelled groups around it, outermost first."""
    kind: NodeKind
    data_type: DataType
    label: str
    hint: str
    choices: Pairs
    """All that are ever offered, also where an answer decides which; () for no fixed list."""
    other_choices: Pairs
    """The same in the other languages of the form, where they say something else."""
    required: bool
    """Whatever the other answers are."""
    readonly: bool
    """Likewise."""
    conditional: bool
    """An answer decides whether it is asked at all."""
    multiline: bool
    least: str
    """Least number that it takes; '' where the form does not plainly say."""
    greatest: str
