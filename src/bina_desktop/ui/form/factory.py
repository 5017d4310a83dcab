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
)
from bina_desktop.ui.form.fields_choice import (
    Acknowledge,
    DropDown,
    Likert,
    ManyOfList,
    OneOfList,
)


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
    return _typed(node, writable=writable)


def _one_of(node: Node, *, writable: bool) -> type[Field]:
    if not node.appearance.isdisjoint({"minimal", "autocomplete", "quick"}):
        return DropDown if writable else FactField
    return OneOfList if node.appearance.isdisjoint({"likert", "columns-pack"}) else Likert


def _typed(node: Node, *, writable: bool) -> type[Field]:
    if not writable:
        return FactField
    if node.data_type is DataType.DATE:
        return DateField
    return MultilineField if "multiline" in node.appearance else LineField
