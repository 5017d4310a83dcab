"""Parts of a form that are made when they are first asked for: a session needs few of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Late(Sequence[T]):
    """So many objects, each made once by its number."""

    __slots__ = ("_made", "_make")

    def __init__(self, count: int, make: Callable[[int], T]) -> None:
        """Make nothing yet."""
        self._made: list[T | None] = [None] * count
        self._make = make

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        """Return one, or some of them."""
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        found = self._made[at]
        if found is None:
            found = self._made[at] = self._make(at)
        return found
