"""Many whole numbers, or many texts, as one text: JSON reads lists one by one, these at once."""

from __future__ import annotations

import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from operator import le
from typing import Any, Literal, cast

_MOST = {"b": 2**7, "h": 2**15, "i": 2**31}
"""Numbers of one, two and four bytes, as `array` calls them: the first letter of the text."""
_BETWEEN = "\x7f"
"""Stands between two texts: no JSON must write it otherwise, and hardly any text has it."""


def are_figures(values: Iterable[object]) -> bool:
    """Tell whether `packed_figures` takes these."""
    most = _MOST["i"]
    return all(type(value) is int and -most <= value < most for value in values)


def packed_figures(values: Sequence[int]) -> str:
    """Return whole numbers as one text."""
    least, greatest = min(values, default=0), max(values, default=0)
    size = next(size for size, most in _MOST.items() if -most <= least and greatest < most)
    return size + b64encode(_little(array(size, values)).tobytes()).decode()


def figures(packed: str) -> list[int]:
    """Return the numbers of `packed_figures`. Raises ValueError for another text."""
    return kept_figures(packed).tolist()


def kept_figures(packed: str) -> array[int]:
    """Return the same side by side: they take little room where few of them are asked for."""
    if packed[:1] not in _MOST:
        msg = f"no numbers: {packed:.10}"
        raise ValueError(msg)
    found: array[int] = array(cast("Literal['i']", packed[:1]))
    found.frombytes(b64decode(packed[1:]))
    return _little(found)


def _little(values: array[int]) -> array[int]:
    if sys.byteorder != "little":
        values.byteswap()
    return values


def are_within(values: Sequence[int], least: int, end: int) -> bool:
    """Tell whether all numbers are at least the one and below the other."""
    return not values or (least <= min(values) and max(values) < end)


def are_turns(values: Sequence[int], end: int) -> bool:
    """Tell whether numbers say where parts begin that fill so many places one after the other."""
    return (
        len(values) > 0
        and values[0] == 0
        and values[-1] == end
        and all(map(le, values, values[1:]))
    )


def packed_runs(runs: Sequence[Sequence[int]]) -> list[Any]:
    """Return many runs of whole numbers: the distinct ones by length, and which stands where."""
    order = [tuple(run) for run in runs]
    distinct = sorted(set(order), key=lambda run: (len(run), run))
    places = {run: place for place, run in enumerate(distinct)}
    by_length = [
        [length, packed_figures([*chain.from_iterable(alike)])]
        for length, alike in groupby(distinct, key=len)
    ]
    return [by_length, packed_figures([places[run] for run in order])]


def runs(packed: Sequence[Any]) -> list[tuple[int, ...]]:
    """Return the runs of `packed_runs`. Raises ValueError for anything else.

    Tuples of one length come out of `zip` many times as fast as by any other way.
    """
    by_length, order = packed
    distinct: list[tuple[int, ...]] = []
    for length, flat in by_length:
        numbers = figures(flat)
        if length > len(numbers):
            msg = f"{length} of {len(numbers)} numbers"
            raise ValueError(msg)
        distinct += zip(*[iter(numbers)] * length, strict=True) if length else [()]
    return [*map(distinct.__getitem__, figures(order))]


def packed_words(texts: Sequence[str]) -> str | None:
    """Return texts as one; None where that cannot be."""
    whole = _BETWEEN.join(texts)
    return whole if texts and whole.count(_BETWEEN) == len(texts) - 1 else None


def words(packed: str) -> list[str]:
    """Return the texts of `packed_words`."""
    return packed.split(_BETWEEN)
