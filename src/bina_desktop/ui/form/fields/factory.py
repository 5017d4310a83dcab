"""Which field draws which question."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bina_desktop.formengine.client import DataType, Node, NodeKind
from bina_desktop.formengine.presentation import ChoiceStyle
from bina_desktop.ui.form.fields.basic import (
    FactField,
    LineField,
    MultilineField,
    NoteField,
)
from bina_desktop.ui.form.fields.choice import (
    Acknowledge,
    Likert,
    ManyOfList,
    OneOfList,
)
from bina_desktop.ui.form.fields.date import DateField, MomentField, TimeField
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.fields.line import (
    AddressField,
    BearingField,
    CounterField,
    DigitsField,
    GroupedNumber,
    MaskedField,
)
from bina_desktop.ui.form.fields.matrix import (
    MatrixHead,
    MatrixLine,
    MatrixLineOfMany,
    has_head,
)
from bina_desktop.ui.form.fields.pictured import (
    PicturedMany,
    PicturedOne,
    PicturedSearchMany,
    PicturedSearchOne,
)
from bina_desktop.ui.form.fields.place import BarcodeField, PointField, PointsField
from bina_desktop.ui.form.fields.placement import PlacedPoint
from bina_desktop.ui.form.fields.range import range_field
from bina_desktop.ui.form.fields.rank import RankField
from bina_desktop.ui.form.fields.search import SearchMany, SearchOne
from bina_desktop.ui.form.fields.upload import MediaField
from bina_desktop.ui.form.media.form_media import NO_FORM_MEDIA, FormMedia

_MOST_SIDE_BY_SIDE = 5
_MAPS = frozenset({ChoiceStyle.IMAGE_MAP, ChoiceStyle.MAP})
_MOST_IN_SIGHT = 60
"""Choices that are drawn one by one; a longer list is searched."""
_SHORT = 26
"""Letters of a label that fit a tile in at most two lines."""


def make_field(
    node: Node, *, writable: bool, parent: QWidget, files: FormMedia = NO_FORM_MEDIA
) -> Field:
    """Build the field of a question by its kind, type and appearance, showing the node.

    `files` finds the pictures and recordings that the form brings along.
    """
    kind = _kind_of(node, writable=writable)
    field = kind(node, writable=writable, parent=parent, files=files)
    field.show_node()
    return field


def _kind_of(node: Node, *, writable: bool) -> type[Field]:
    if node.kind is NodeKind.NOTE:
        return NoteField
    if node.kind is NodeKind.SELECT_ONE:
        return _one_of(node, writable=writable)
    if node.kind is NodeKind.SELECT_MULTIPLE:
        return _many_of(node, writable=writable)
    if node.kind is NodeKind.ACKNOWLEDGE:
        return Acknowledge
    if node.kind is NodeKind.RANK:
        return RankField
    if node.kind is NodeKind.RANGE:
        return range_field(node) if writable else FactField
    if node.kind is NodeKind.UPLOAD:
        return MediaField
    return _typed(node, writable=writable)


def _one_of(node: Node, *, writable: bool) -> type[Field]:
    style = node.presentation.choice.style
    if style is ChoiceStyle.LABEL:
        return MatrixHead
    if style is ChoiceStyle.LIST_NOLABEL:
        return MatrixLine if has_head(node) else Likert
    if _is_searched(node):
        return _searched(SearchOne, PicturedSearchOne, node, writable=writable)
    if style in _MAPS:
        return PicturedOne
    if style is ChoiceStyle.LIKERT or _fits_one_line(node):
        return Likert
    return OneOfList


def _many_of(node: Node, *, writable: bool) -> type[Field]:
    style = node.presentation.choice.style
    if style is ChoiceStyle.LABEL:
        return MatrixHead
    if style is ChoiceStyle.LIST_NOLABEL and has_head(node):
        return MatrixLineOfMany
    if _is_searched(node):
        return _searched(SearchMany, PicturedSearchMany, node, writable=writable)
    return PicturedMany if style in _MAPS else ManyOfList


def _searched(
    plain: type[Field], pictured: type[Field], node: Node, *, writable: bool
) -> type[Field]:
    if not writable:
        return FactField
    return pictured if node.presentation.choice.style in _MAPS else plain


def _is_searched(node: Node) -> bool:
    """Tell whether choices are found by typing: the form asks for it, or they are too many."""
    shape = node.presentation.choice
    minimal = shape.style is ChoiceStyle.MINIMAL or shape.search
    return minimal or len(node.choices) > _MOST_IN_SIGHT


def _fits_one_line(node: Node) -> bool:
    """Tell whether a handful of short choices stands side by side, which spares scrolling."""
    if not 2 <= len(node.choices) <= _MOST_SIDE_BY_SIDE or node.appearance:
        return False
    return all(len(choice.label) <= _SHORT and not choice.media for choice in node.choices)


def _typed(node: Node, *, writable: bool) -> type[Field]:
    masked = node.presentation.text.masked
    if node.data_type is DataType.GEOPOINT and node.presentation.geo.map:
        return PlacedPoint
    if not writable and not masked and node.data_type not in _LINES_ON_EARTH:
        return FactField
    if node.data_type is DataType.TEXT:
        return _text(node)
    if node.data_type in (DataType.INTEGER, DataType.DECIMAL):
        return _number(node)
    return _BY_TYPE.get(node.data_type, LineField)


def _text(node: Node) -> type[Field]:
    shape = node.presentation.text
    if shape.multiline:
        return MultilineField
    if shape.masked:
        return MaskedField
    if shape.url:
        return AddressField
    return DigitsField if shape.numbers else LineField


def _number(node: Node) -> type[Field]:
    if node.presentation.text.thousands_separator:
        return GroupedNumber
    if "counter" in node.appearance and node.data_type is DataType.INTEGER:
        return CounterField
    return BearingField if "bearing" in node.appearance else LineField


_LINES_ON_EARTH = frozenset({DataType.GEOTRACE, DataType.GEOSHAPE})
_BY_TYPE: dict[DataType, type[Field]] = {
    DataType.DATE: DateField,
    DataType.TIME: TimeField,
    DataType.DATETIME: MomentField,
    DataType.GEOPOINT: PointField,
    DataType.GEOTRACE: PointsField,
    DataType.GEOSHAPE: PointsField,
    DataType.BARCODE: BarcodeField,
}
