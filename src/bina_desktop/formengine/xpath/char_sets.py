"""Sets of characters in a `regex()` pattern: classes, escapes, Unicode properties (Java names)."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import category

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(frozen=True, slots=True)
class CharSet:
    """Characters by enumeration, range, Unicode category or other sets; or all but these."""

    singles: frozenset[str] = frozenset()
    ranges: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    parts: tuple[CharSet, ...] = ()
    negated: bool = False

    def has(self, letter: str) -> bool:
        """Tell whether a character belongs to the set."""
        found = (
            letter in self.singles
            or any(low <= letter <= high for low, high in self.ranges)
            or (bool(self.categories) and category(letter).startswith(self.categories))
            or any(part.has(letter) for part in self.parts)
        )
        return found is not self.negated

    def has_any_case(self, letter: str) -> bool:
        """Tell whether a character belongs to the set in either case (`(?i)`)."""
        return self.has(letter) or self.has(letter.lower()) or self.has(letter.upper())

    def inverted(self) -> CharSet:
        """Return the set of all other characters."""
        return CharSet(parts=(self,), negated=True)


DIGIT = CharSet(ranges=(("0", "9"),))
WORD = CharSet(ranges=(("0", "9"), ("a", "z"), ("A", "Z")), singles=frozenset("_"))
SPACE = CharSet(singles=frozenset(" \t\n\v\f\r"))
NOT_LINE_END = CharSet(singles=frozenset("\n\r\u0085\u2028\u2029"), negated=True)

CLASSES: dict[str, CharSet] = {
    "d": DIGIT,
    "D": DIGIT.inverted(),
    "w": WORD,
    "W": WORD.inverted(),
    "s": SPACE,
    "S": SPACE.inverted(),
}
CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}

_NAMED: dict[str, CharSet] = {
    "Lower": CharSet(ranges=(("a", "z"),)),
    "Upper": CharSet(ranges=(("A", "Z"),)),
    "Alpha": CharSet(ranges=(("a", "z"), ("A", "Z"))),
    "Digit": DIGIT,
    "Alnum": CharSet(ranges=(("0", "9"), ("a", "z"), ("A", "Z"))),
    "Punct": CharSet(singles=_PUNCTUATION),
    "Space": SPACE,
    "IsAlphabetic": CharSet(categories=("L", "Nl")),
    "IsDigit": CharSet(categories=("Nd",)),
}
_SUBCATEGORIES = {"L": "ultmo", "M": "nce", "N": "dlo", "P": "cdseifo", "S": "mcko", "Z": "slp"}
_CATEGORIES = frozenset(
    major + minor for major, minors in _SUBCATEGORIES.items() for minor in ("", *minors)
)


def named_set(name: str) -> CharSet | None:
    """Return the set that `p{name}` means, or None for a name not offered."""
    known = _NAMED.get(name)
    if known is not None:
        return known
    short = name.removeprefix("Is")
    return CharSet(categories=(short,)) if short in _CATEGORIES else None
