"""`${name}` to the path it stands for, keeping track of where each letter came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from bina_desktop.formengine.definition.lint.rows import Item

_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, slots=True)
class Substituted:
    """An expression as XPath, and how its author wrote it."""

    written: str
    xpath: str
    starts: tuple[int, ...]
    """Where the pieces begin in `xpath`, ascending."""
    origins: tuple[int, ...]
    """Where each of those pieces begins in `written`."""
    replaced: tuple[tuple[str, str], ...] = ()
    """Paths and what the author wrote for them, the longest path first."""

    def place(self, at: int) -> int:
        """Return the place in the author's text for a place in `xpath`."""
        piece = bisect_right(self.starts, at) - 1
        last = self.origins[piece + 1] if piece + 1 < len(self.origins) else len(self.written)
        return min(self.origins[piece] + at - self.starts[piece], last)

    def in_authors_words(self, text: str) -> str:
        """Write references in a message as the author wrote them."""
        for path, reference in self.replaced:
            text = text.replace(path, reference)
        return text


def substitute(text: str, path_of: Callable[[str, str], str]) -> Substituted:
    """Replace every reference by `path_of(name, text before it)`.

    Smart quotes become plain ones, as the converter makes them.
    """
    written = text
    text = text.translate(_QUOTES)
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    replaced: dict[str, str] = {}
    length = at = 0
    for found in _REFERENCE.finditer(text):
        path = path_of(found.group(1), text[: found.start()])
        replaced[path] = found.group(0)
        # Spaces around, as the converter writes it: `${a}-${b}` must not become one name.
        for origin, piece in ((at, text[at : found.start()]), (found.start(), f" {path} ")):
            starts.append(length)
            origins.append(origin)
            pieces.append(piece)
            length += len(piece)
        at = found.end()
    starts.append(length)
    origins.append(at)
    pieces.append(text[at:])
    longest = sorted(replaced.items(), key=lambda pair: -len(pair[0]))
    return Substituted(written, "".join(pieces), tuple(starts), tuple(origins), tuple(longest))


def path_from(here: Item | None, there: Item, root: str, before: str) -> str:
    """Return the path from one question to another, as the converter writes it.

    Relative where both stand in one repeat, else from the root, as is what indexed-repeat() looks
    up; `before` is the text before the
    reference, which tells whether it stands in a predicate.
    """
    shared = 0
    around = here.repeats if here is not None else ()
    for one, other in zip(around, there.repeats, strict=False):
        shared += one is other
    if here is None or not shared:
        return "/".join(("", root, *there.path))
    repeat = around[shared - 1]
    if there is repeat or _names_a_place(before):
        return "/".join(("", root, *there.path))
    depth = len(repeat.path)
    ups = "/".join([".."] * (len(here.path) - depth))
    start = "current()/" if before.count("[") > before.count("]") else ""
    return "/".join((f"{start}{ups}" if ups else f"{start}.", *there.path[depth:]))


def _names_a_place(before: str) -> bool:
    """Tell whether a reference after `before` is the question or a repeat of indexed-repeat()."""
    depth = commas = 0
    for at in range(len(before) - 1, -1, -1):
        letter = before[at]
        depth += (letter == ")") - (letter == "(")
        if depth < 0:
            is_indexed = before[:at].rstrip().endswith("indexed-repeat")
            return is_indexed and (commas == 0 or commas % 2 == 1)
        commas += letter == "," and depth == 0
    return False
