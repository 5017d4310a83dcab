"""Many objects of one class at once, made of the columns of their fields.

Thirty keywords of a frozen object cost ten times as much as its fields put in place one by one,
and the objects of a form are thousands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache, partial
from itertools import repeat
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


def named(kind: type[T], columns: Iterable[Iterable[Any]]) -> Iterator[T]:
    """Return named tuples of a class, its fields given by columns (`_make`, without its check)."""
    return map(partial(cast("Any", tuple).__new__, kind), zip(*columns, strict=True))


def of_rows(kind: type[T], rows: Sequence[dict[str, Any]]) -> list[T]:
    """Return the objects whose fields the rows give; a field left out has its default."""
    given = set[str]().union(*rows)
    defaults = _defaults(kind)
    columns = {
        name: [row.get(name, default) for row in rows] if name in given else repeat(default)
        for name, default in defaults.items()
    }
    return built(kind, columns, len(rows))


@cache
def _defaults(kind: type[Any]) -> dict[str, Any]:
    """Return the fields and what stands where nothing is given: immutable, so shared by all."""
    return {
        field.name: field.default_factory()
        if field.default_factory is not MISSING
        else field.default
        for field in fields(kind)
    }
