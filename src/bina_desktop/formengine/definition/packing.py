"""Turn the parts of a form into plain lists, ready for JSON, and back.

Lists hold texts, numbers and names of classes out of a fixed register: whatever a file says,
reading it makes data of these classes or fails. Many objects of one class are kept by columns,
which is small to store and quick to read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from itertools import repeat
from typing import Any, TypeVar, cast

from bina_desktop.formengine.client import AuthorMessage, DataType, FormInfo, NodeKind
from bina_desktop.formengine.definition import model
from bina_desktop.formengine.definition.columns import built, made, named
from bina_desktop.formengine.definition.figures import (
    are_figures,
    figures,
    packed_figures,
    packed_runs,
    packed_words,
    runs,
    words,
)
from bina_desktop.formengine.definition.model import Part, Seed, Text
from bina_desktop.formengine.presentation import (
    ChoicePresentation,
    ChoiceStyle,
    DatePrecision,
    DatePresentation,
    GeoPresentation,
    GroupPresentation,
    Media,
    MediaKind,
    Presentation,
    RangePresentation,
    RangeStyle,
    TextPresentation,
    UploadPresentation,
    UploadStyle,
)
from bina_desktop.formengine.xpath.host import Compiled, ItemsTarget
from bina_desktop.formengine.xpath.items import ItemElement

T = TypeVar("T")
Packed = Any
"""What JSON can hold."""

_SCALARS = frozenset({str, int, float, bool, type(None)})
_PARTS = (
    *(AuthorMessage, FormInfo, Text, Media, ItemsTarget, ItemElement),
    *(model.FixedChoice, model.ChoicesDefinition, model.SetValue, model.Opened),
    *(Presentation, ChoicePresentation, TextPresentation, DatePresentation, RangePresentation),
    *(UploadPresentation, GeoPresentation, GroupPresentation),
)
_NAMES: tuple[type[Enum], ...] = (
    *(NodeKind, DataType, model.VertexKind, model.Event),
    *(ChoiceStyle, DatePrecision, RangeStyle, MediaKind, UploadStyle),
)
_FIELDS = {part: tuple(field.name for field in fields(part)) for part in _PARTS}
_BLANK = Seed()
_MANY = 8
"""Numbers of a tuple that are kept as one text."""
_ALIKE = 4
"""Rows that must on average share a value for a table of them to be less than the values."""
_MOST = 1_000_000
"""Rows; no form has as many, so a count above it is a mistake."""


class UnfitError(Exception):
    """A part of a form that cannot be packed, or a list that is no packed part."""


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a dataclass or of a named tuple, in order."""
    named: tuple[str, ...] | None = getattr(kind, "_fields", None)
    return named if named is not None else tuple(field.name for field in fields(kind))


class Packer:
    """Packs; expressions are only numbered, in the order in which they are met."""

    def __init__(self) -> None:
        """Start without expressions."""
        self.expressions: list[Compiled[Any]] = []
        self._numbers: dict[int, int] = {}

    def value(self, value: Any) -> Packed:
        """Pack anything a form holds. Raises UnfitError for what no form holds."""
        kind = _kind(value)
        if kind in _SCALARS:
            return value
        if kind is Compiled:
            return ["expression", self.expression(value)]
        if kind in _FIELDS:
            return [kind.__name__, *(self.value(getattr(value, name)) for name in _FIELDS[kind])]
        if kind in _NAMES:
            return [kind.__name__, value.value]
        if kind is Seed:
            return ["seed", _packed_seed(value)]
        return self._group(value)

    def _group(self, value: Any) -> Packed:
        if isinstance(value, tuple | frozenset):
            kind = "tuple" if isinstance(value, tuple) else "set"
            held = cast("Iterable[Any]", value)
            parts = [*held] if kind == "tuple" else sorted(held)
            if len(parts) >= _MANY and are_figures(parts):
                return [f"figures of a {kind}", packed_figures(parts)]
            return [kind, *map(self.value, parts)]
        if isinstance(value, Mapping):
            found = cast("Mapping[str, Any]", value)
            return ["map", [*found], *map(self.value, found.values())]
        raise UnfitError(type(value).__name__)

    def expression(self, compiled: Compiled[Any]) -> int:
        """Return the number of an expression."""
        number = self._numbers.setdefault(id(compiled), len(self.expressions))
        if number == len(self.expressions):
            self.expressions.append(compiled)
        return number

    def rows(self, kind: type[Any], objects: Sequence[Any]) -> Packed:
        """Pack many objects of one class by the columns of their fields."""
        columns = [
            self.column([getattr(one, name) for one in objects]) for name in field_names(kind)
        ]
        return [len(objects), *columns]

    def column(self, values: Sequence[Any]) -> Packed:
        """Pack values that mean the same of many objects."""
        kinds: set[type[Any]] = set(map(type, values))
        if kinds <= _SCALARS:
            return self._plain(values, kinds)
        if kinds == {tuple} and all(are_figures(value) for value in values):
            return ["numbers", packed_runs(values)] if any(values) else ["same", ["tuple"]]
        if kinds <= {Compiled, type(None)}:
            numbers = [-1 if one is None else self.expression(one) for one in values]
            return ["expressions", packed_figures(numbers)]
        if kinds <= {Text, type(None)}:
            return self._texts(values)
        return self._table(values)

    def _plain(self, values: Sequence[Any], kinds: set[type[Any]]) -> Packed:
        """Pack scalars."""
        if float in kinds:
            return ["plain", [*values]]  # nothing holds many of them, and NaN is not itself
        if _ALIKE * len({(_kind(value), value) for value in values}) <= len(values) + _ALIKE:
            return self._table(values)
        if kinds == {int} and are_figures(values):
            return ["figures", packed_figures(values)]
        whole = packed_words(values) if kinds == {str} else None
        return ["plain", [*values]] if whole is None else ["words", whole]

    def _texts(self, values: Sequence[Text | None]) -> Packed:
        """Pack each text once: None, one without translation, or parts after its languages."""
        shapes: dict[tuple[object, ...], int] = {}
        places: dict[int, int] = {}
        packed: list[Packed] = []
        indexes: list[int] = []
        for text in values:
            place = places.setdefault(id(text), len(packed))
            indexes.append(place)
            if place == len(packed):
                packed.append(self._text(text, shapes))
        return ["texts", [[*shape] for shape in shapes], packed, packed_figures(indexes)]

    def _text(self, text: Text | None, shapes: dict[tuple[object, ...], int]) -> Packed:
        if text is None:
            return None
        languages = tuple(text.variants)
        parts = [
            found[0]
            if len(found) == 1 and isinstance(found[0], str)
            else [one if isinstance(one, str) else self.expression(one) for one in found]
            for found in text.variants.values()
        ]
        if languages == ("",) and not text.default_language and type(parts[0]) is str:
            return parts[0]
        return [shapes.setdefault((text.default_language, *languages), len(shapes)), *parts]

    def _table(self, values: Sequence[Any]) -> Packed:
        """Pack each distinct value once."""
        places: dict[object, int] = {}
        table: dict[str, int] = {}
        indexes: list[int] = []
        for value in values:
            scalar = _kind(value) in _SCALARS
            key = (_kind(value), value) if scalar else id(value) if value else _kind(value)
            place = places.get(key)
            if place is None:
                packed = json.dumps(self.value(value))
                place = places[key] = table.setdefault(packed, len(table))
            indexes.append(place)
        distinct = [json.loads(packed) for packed in table]
        return (
            ["same", distinct[0]]
            if len(distinct) == 1
            else ["table", distinct, packed_figures(indexes)]
        )


class Unpacker:
    """Reads what `Packer` wrote; whatever it is not sure of raises an error of any kind."""

    def __init__(self) -> None:
        """Start without expressions."""
        self.expressions: Sequence[Compiled[Any]] = []
        """By number; to be set before the first value that has one."""
        self._makers: dict[str, Callable[[list[Any]], Any]] = {
            "tuple": lambda packed: tuple(map(self.value, packed[1:])),
            "set": lambda packed: frozenset(map(self.value, packed[1:])),
            "figures of a tuple": lambda packed: tuple(figures(packed[1])),
            "figures of a set": lambda packed: frozenset(figures(packed[1])),
            "map": self._mapping,
            "seed": lambda packed: _seed(packed[1]),
            "expression": lambda packed: self.expressions[int(packed[1])],
            **{part.__name__: self._maker(part) for part in _PARTS},
            **{kind.__name__: _name_maker(kind) for kind in _NAMES},
        }
        self._columns: dict[str, Callable[[list[Any], int], Iterable[Any]]] = {
            "same": lambda packed, count: repeat(self.value(packed[1]), count),
            "plain": lambda packed, count: _counted(packed[1], count),
            "figures": lambda packed, count: _counted(figures(packed[1]), count),
            "words": lambda packed, count: _counted(words(packed[1]), count),
            "numbers": lambda packed, count: _counted(runs(packed[1]), count),
            "expressions": self._expressions,
            "texts": self._texts,
            "table": self._table,
        }

    def value(self, packed: Packed) -> Any:
        """Return what was packed."""
        # Asked for each value there is, so the exact type and not isinstance().
        return self._makers[packed[0]](packed) if _kind(packed) is list else packed

    def _maker(self, kind: type[Any]) -> Callable[[list[Any]], Any]:
        count = len(_FIELDS[kind]) + 1

        def make(packed: list[Any]) -> Any:
            if len(packed) != count:
                raise UnfitError(kind.__name__)
            return kind(*map(self.value, packed[1:]))

        return make

    def _mapping(self, packed: list[Any]) -> dict[str, Any]:
        return dict(zip(packed[1], map(self.value, packed[2:]), strict=True))

    def rows(self, kind: type[T], packed: Packed) -> list[T]:
        """Return the objects of a class that `Packer.rows` packed."""
        names = field_names(kind)
        if packed[0] > _MOST or len(packed) != len(names) + 1:
            raise UnfitError(kind.__name__)
        columns = [self.column(column, packed[0]) for column in packed[1:]]
        if issubclass(kind, tuple):
            return [*named(cast("type[T]", kind), columns)]
        return made(kind, columns)

    def column(self, packed: Packed, count: int) -> Iterable[Any]:
        """Return the values of one column, `count` of them."""
        return self._columns[packed[0]](packed, count)

    def _expressions(self, packed: list[Any], count: int) -> list[Compiled[Any] | None]:
        found = self.expressions
        return [None if at < 0 else found[at] for at in _counted(figures(packed[1]), count)]

    def _table(self, packed: list[Any], count: int) -> list[Any]:
        found = [*map(self.value, packed[1])]
        return [*map(found.__getitem__, _counted(figures(packed[2]), count))]

    def _texts(self, packed: list[Any], count: int) -> list[Text | None]:
        shapes: list[Any] = packed[1]
        values: list[Any] = packed[2]
        variants = [{"": (one,)} for one in values if type(one) is str]
        plain = iter(
            built(Text, {"variants": variants, "default_language": repeat("")}, len(variants))
        )
        found = [
            next(plain)
            if type(one) is str
            else None
            if one is None
            else self._text(one, shapes[one[0]])
            for one in values
        ]
        return [*map(found.__getitem__, _counted(figures(packed[3]), count))]

    def _text(self, packed: list[Any], shape: list[str]) -> Text:
        parts = [(part,) if type(part) is str else self._parts(part) for part in packed[1:]]
        return Text(dict(zip(shape[1:], parts, strict=True)), shape[0])

    def _parts(self, packed: list[str | int]) -> tuple[Part, ...]:
        made = self.expressions
        return tuple([one if isinstance(one, str) else made[one] for one in packed])


def _kind(value: object) -> type[Any]:
    return type(value)


def _counted(values: list[T], count: int) -> list[T]:
    if len(values) != count:
        raise UnfitError(f"{len(values)} of {count} values")
    return values


def _name_maker(kind: type[Enum]) -> Callable[[list[Any]], Enum]:
    return lambda packed: kind(packed[1])


def _packed_seed(seed: Seed | tuple[Seed, ...]) -> Packed:
    """Return the text of a value, else value (None for a repeat's instances) and parts."""
    if isinstance(seed, tuple):
        return [None, *map(_packed_seed, seed)]
    return [seed.value, *map(_packed_seed, seed.children)] if seed.children else seed.value


def _seed(packed: Packed) -> Any:
    if type(packed) is str:
        return Seed(packed)
    parts = [_seed(part) if part else _BLANK for part in packed[1:]]
    return tuple(parts) if packed[0] is None else Seed(packed[0], tuple(parts))
