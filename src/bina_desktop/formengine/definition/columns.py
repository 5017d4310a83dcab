"""Many objects of one class at once, made of the columns of their fields.

Thirty keywords of a frozen object cost ten times as much as its fields put in place one by one,
and the objects of a form are thousands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache, partial
from itertools import repeat, starmap
from typing import Any, TypeVar, cast

T = TypeVar("T")


def built(kind: type[T], columns: Mapping[str, Iterable[Any]], count: int) -> list[T]:
    """Return objects of a class with slots, its attributes given by columns.

    Many times as fast as calling the class, which does nothing but set them.
    """
    objects: list[T] = [*map(object.__new__, repeat(kind, count))]
    for name, column in columns.items():
        put: Callable[[T, Any], None] = getattr(kind, name).__set__
        deque(map(put, objects, column), maxlen=0)
    return objects


def made(kind: type[T], columns: Iterable[Iterable[Any]]) -> list[T]:
    """Return objects of a class, all its fields given by columns, in order.

    The quickest way for a class of many fields that is not frozen.
    """
    return [*starmap(kind, zip(*columns, strict=True))]


def named(kind: type[T], columns: Iterable[Iterable[Any]]) -> Iterator[T]:
    """Return named tuples of a class, its fields given by columns (`_make`, without its check)."""
    return map(partial(cast("Any", tuple).__new__, kind), zip(*columns, strict=True))


class Sparse:
    """Columns of which most objects have the default, or all objects the same."""

    def __init__(self, kind: type[Any]) -> None:
        """Collect the fields of a dataclass."""
        self._defaults = _defaults(kind)
        self.given: dict[str, dict[int, Any]] = {name: {} for name in self._defaults}
        """By field, then by the place of the object that is to have another value."""

    def column(self, name: str, count: int) -> Iterable[Any]:
        """Return a column of `count` values, the default where nothing is given."""
        given = self.given[name]
        default = self._defaults[name]
        if not given:
            return repeat(default, count)
        column = [default] * count
        for place, value in given.items():
            column[place] = value
        return column


@cache
def _defaults(kind: type[Any]) -> dict[str, Any]:
    """Return the fields and what stands where nothing is given: immutable, so shared by all."""
    return {
        field.name: field.default_factory()
        if field.default_factory is not MISSING
        else field.default
        for field in fields(kind)
    }
