"""Paragraphs of a text, and where one stands again after the text was edited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final
from zlib import crc32

NASKAH: Final = ("gambaran_umum", "pembahasan", "kesimpulan")
"""Texts of a Laporan that people write, in the order of its chapters."""

_ALIKE: Final = 0.6
"""How much of a paragraph must be left for it to count as the same one, edited."""


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text; blank lines separate them."""
    return tuple(part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())


def bagian_of(naskah: str, nomor: int, paragraf: str) -> str:
    """Return what a thread about a paragraph names: text, number from 1, and what stood there.

    The last part keeps two paragraphs apart that had the same number at different times.
    """
    return f"{naskah}/{nomor}/{crc32(paragraf.encode()):08x}"


def parse_bagian(bagian: str) -> tuple[str, int]:
    """Return text and number that a thread names; ('', 0) where it is about no paragraph."""
    naskah, _, rest = bagian.partition("/")
    nomor = rest.partition("/")[0]
    return (naskah, int(nomor)) if naskah in NASKAH and nomor.isdecimal() else ("", 0)


def find_paragraf(kutipan: str, found: Sequence[str], nomor: int) -> int:
    """Return the number of the paragraph that was quoted; 0 in an empty text.

    One that reads the same wins, then the one most like it, then the one of the same number.
    """
    if not found:
        return 0
    same = [n for n, text in enumerate(found, start=1) if text == kutipan]
    if same:
        return min(same, key=lambda n: abs(n - nomor))
    alike = {n: _likeness(kutipan, text) for n, text in enumerate(found, start=1)}
    best = max(alike, key=lambda n: (alike[n], -abs(n - nomor)))
    return best if alike[best] >= _ALIKE else max(1, min(nomor, len(found)))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def replace_paragraf(text: str, nomor: int, menjadi: str) -> str:
    """Return a text with one paragraph put in place of another; '' takes it out."""
    parts = [*paragraphs(text)]
    parts[nomor - 1] = menjadi.strip()
    return "\n\n".join(part for part in parts if part)


def insert_paragraf(text: str, after: int, paragraf: str) -> str:
    """Return a text with one more paragraph after another; 0 puts it first."""
    parts = [*paragraphs(text)]
    parts.insert(after, paragraf.strip())
    return "\n\n".join(parts)
