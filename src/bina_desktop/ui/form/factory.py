"""Which field draws which question."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bina_desktop.formengine.client import DataType, Node, NodeKind
from bina_desktop.ui.form.fields import Field
from bina_desktop.ui.form.fields_basic import (
    DateField,
    FactField,
    LineField,
    MultilineField,
    NoteField,
    UploadField,
)
from bina_desktop.ui.form.fields_choice import (
    Acknowledge,
    DropDown,
    Likert,
    ManyOfList,
    OneOfList,
)
from bina_desktop.ui.form.fields_rank import RankField

_MOST_SIDE_BY_SIDE = 5
_SHORT = 26
"""Letters of a label that fit a tile in at most two lines."""


def make_field(node: Node, *, writable: bool, parent: QWidget) -> Field:
    """Build the field of a question by its kind, type and appearance, showing the node."""
    field = _kind_of(node, writable=writable)(node, writable=writable, parent=parent)
    field.show_node()
    return field


def _kind_of(node: Node, *, writable: bool) -> type[Field]:
    if node.kind is NodeKind.NOTE:
        return NoteField
    if node.kind is NodeKind.SELECT_ONE:
        return _one_of(node, writable=writable)
    if node.kind is NodeKind.SELECT_MULTIPLE:
        return ManyOfList
    if node.kind is NodeKind.ACKNOWLEDGE:
        return Acknowledge
    if node.kind is NodeKind.RANK:
        return RankField
    if node.kind is NodeKind.UPLOAD:
        return UploadField
    return _typed(node, writable=writable)


def _one_of(node: Node, *, writable: bool) -> type[Field]:
    if not node.appearance.isdisjoint({"minimal", "autocomplete", "quick"}):
        return DropDown if writable else FactField
    if "likert" in node.appearance or _fits_one_line(node):
        return Likert
    return OneOfList


def _fits_one_line(node: Node) -> bool:
    """Tell whether a handful of short choices stands side by side, which spares scrolling."""
    if not 2 <= len(node.choices) <= _MOST_SIDE_BY_SIDE or node.appearance:
        return False
    return all(len(choice.label) <= _SHORT for choice in node.choices)


def _typed(node: Node, *, writable: bool) -> type[Field]:
    if not writable:
        return FactField
    if node.data_type is DataType.DATE:
        return DateField
    return MultilineField if "multiline" in node.appearance else LineField
