"""Text of a `regex()` pattern to a tree: the regular part of Java's syntax.

Look-around and back references have no bounded running time and are refused by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.char_sets import (
    CLASSES,
    CONTROLS,
    NOT_LINE_END,
    CharSet,
    named_set,
)
from bina_desktop.formengine.xpath.sentences import Sentence

MAX_REPEAT = 1_000
_MAX_NESTING = 40


class PatternError(ValueError):
    """A pattern that cannot be used; `str()` is the Indonesian half of its sentence."""

    def __init__(self, sentence: Sentence) -> None:
        """Keep both languages."""
        super().__init__(sentence.indonesian)
        self.sentence = sentence


class Edge(Enum):
    """A place that takes no character."""

    START = "^"
    END = "$"


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of several branches."""

    branches: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part `least` to `most` times (None = no bound)."""

    part: Tree
    least: int
    most: int | None


Tree = CharSet | Edge | Sequence | Either | Repeat


class PatternParser:
    """Recursive descent over a pattern; nesting is capped, so plain recursion will do."""

    def __init__(self, text: str) -> None:
        """Start at the first character; `(?i)` in front makes `ignore_case` true."""
        self.ignore_case = text.startswith("(?i)")
        self._text = text
        self._place = 4 if self.ignore_case else 0
        self._depth = 0

    def parse(self) -> Tree:
        """Return the tree. Raises PatternError."""
        tree = self._either()
        if self._place < len(self._text):
            raise PatternError(messages.PATTERN_CLOSING())
        return tree

    def _peek(self) -> str:
        return self._text[self._place : self._place + 1]

    def _next(self) -> str:
        letter = self._peek()
        if not letter:
            raise PatternError(messages.PATTERN_ENDS())
        self._place += 1
        return letter

    def _accept(self, text: str) -> bool:
        if self._text.startswith(text, self._place):
            self._place += len(text)
            return True
        return False

    def _either(self) -> Tree:
        branches = [self._sequence()]
        while self._accept("|"):
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def _sequence(self) -> Tree:
        parts: list[Tree] = []
        while self._peek() not in {"", "|", ")"}:
            if self._accept("\\Q"):
                quoted, _, _ = self._text[self._place :].partition("\\E")
                self._place += len(quoted)
                self._accept("\\E")
                parts.extend(CharSet(frozenset(letter)) for letter in quoted)
            else:
                parts.append(self._quantified(self._atom()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _atom(self) -> Tree:
        letter = self._next()
        match letter:
            case "(":
                return self._group()
            case "[":
                return self._set()
            case ".":
                return NOT_LINE_END
            case "^":
                return Edge.START
            case "$":
                return Edge.END
            case "\\":
                return self._escape()
            case "*" | "+" | "?" | "{":
                raise PatternError(messages.PATTERN_REPEATS_NOTHING(letter=letter))
            case _:
                return CharSet(frozenset(letter))

    def _group(self) -> Tree:
        if self._accept("?:"):
            pass
        elif self._accept("?"):
            if self._peek() != "<" or self._text[self._place + 1 : self._place + 2] in {"=", "!"}:
                raise PatternError(messages.PATTERN_LOOKS())
            self._place = self._text.find(">", self._place) + 1
            if not self._place:
                raise PatternError(messages.PATTERN_GROUP_NAME())
        self._depth += 1
        if self._depth > _MAX_NESTING:
            raise PatternError(messages.PATTERN_NESTED(most=_MAX_NESTING))
        tree = self._either()
        self._depth -= 1
        if not self._accept(")"):
            raise PatternError(messages.PATTERN_OPEN())
        return tree

    def _quantified(self, part: Tree) -> Tree:
        while True:
            bounds = self._bounds()
            if bounds is None:
                return part
            if self._accept("+"):
                raise PatternError(messages.PATTERN_POSSESSIVE())
            self._accept("?")  # lazy or greedy: a full match knows no difference
            part = Repeat(part, *bounds)

    def _bounds(self) -> tuple[int, int | None] | None:
        if self._accept("*"):
            return 0, None
        if self._accept("+"):
            return 1, None
        if self._accept("?"):
            return 0, 1
        if not self._accept("{"):
            return None
        inside, closed, _ = self._text[self._place :].partition("}")
        low, comma, high = inside.partition(",")
        if not closed or not _is_count(low) or (high and not _is_count(high)):
            raise PatternError(messages.PATTERN_COUNT())
        self._place += len(inside) + 1
        least = int(low)
        most = (int(high) if high else None) if comma else least
        if max(least, most or 0) > MAX_REPEAT or (most is not None and most < least):
            raise PatternError(messages.PATTERN_BOUNDS(inside=inside, most=MAX_REPEAT))
        return least, most

    def _escape(self) -> CharSet:
        letter = self._next()
        if letter in CLASSES:
            return CLASSES[letter]
        if letter in CONTROLS:
            return CharSet(frozenset(CONTROLS[letter]))
        if letter in "pP":
            return self._property(inverted=letter == "P")
        if letter in "ux":
            return CharSet(frozenset(self._code(4 if letter == "u" else 2)))
        if letter.isalnum():
            raise PatternError(messages.PATTERN_ESCAPE(letter=letter))
        return CharSet(frozenset(letter))

    def _property(self, *, inverted: bool) -> CharSet:
        name = self._next()
        if name == "{":
            name, closed, _ = self._text[self._place :].partition("}")
            self._place += len(name) + len(closed)
        found = named_set(name)
        if found is None:
            raise PatternError(messages.PATTERN_CLASS(name=name))
        return found.inverted() if inverted else found

    def _code(self, digits: int) -> str:
        code = self._text[self._place : self._place + digits]
        self._place += digits
        if len(code) < digits or any(digit not in "0123456789abcdefABCDEF" for digit in code):
            raise PatternError(messages.PATTERN_CODE(digits=digits))
        return chr(int(code, 16))

    def _set(self) -> CharSet:
        inverted = self._accept("^")
        singles: set[str] = set()
        ranges: list[tuple[str, str]] = []
        parts: list[CharSet] = []
        first = True
        while first or self._peek() != "]":
            first = False
            item = self._set_item()
            low = _single(item)
            following = self._text[self._place + 1 : self._place + 2]
            if low is None:
                parts.append(item)
            elif self._peek() == "-" and following not in {"]", ""}:
                self._next()
                high = _single(self._set_item())
                if high is None or high < low:
                    raise PatternError(messages.PATTERN_RANGE(low=low))
                ranges.append((low, high))
            else:
                singles.add(low)
        self._next()
        found = CharSet(frozenset(singles), tuple(ranges), parts=tuple(parts))
        return found.inverted() if inverted else found

    def _set_item(self) -> CharSet:
        if self._accept("&&"):
            raise PatternError(messages.PATTERN_INTERSECTION())
        letter = self._next()
        if letter == "[":
            raise PatternError(messages.PATTERN_SET_IN_SET())
        return self._escape() if letter == "\\" else CharSet(frozenset(letter))


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6


def _single(item: CharSet) -> str | None:
    if item.ranges or item.parts or item.categories or len(item.singles) != 1:
        return None
    return next(iter(item.singles))
