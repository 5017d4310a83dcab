"""Text to tokens (XPath 1.0 section 3.7), with the rule that tells `*`, `div` and names apart."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from bina_desktop.formengine.xpath.errors import (
    TooLargeError,
    UnknownVariableError,
    XPathSyntaxError,
)
from bina_desktop.formengine.xpath.host import Span

MAX_TEXT = 400_000
"""Characters; the longest expression met in real forms has 9,000."""


class TokenKind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    LITERAL = "literal"
    NAME = "name"
    OPERATOR = "operator"
    """Also `and`, `or`, `mod`, `div` and the `*` that multiplies."""
    MARK = "mark"
    """Punctuation: `( ) [ ] , / // . .. @ ::` and the `*` that is a wildcard."""
    END = "end"


class Token(NamedTuple):
    """One token and its place."""

    kind: TokenKind
    text: str
    span: Span


_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    |(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<name>[^\W\d][\w.\-]*(?::(?!:)(?:[^\W\d][\w.\-]*|\*))?)
    |(?P<variable>\$\{?[^\s(){}\[\],]*\}?)
    |(?P<operator><=|>=|!=|[=<>+\-|])
    |(?P<mark>//|\.\.|::|[()\[\],/.@*])
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\*|(?:and|or|mod|div)(?=[0-9.]|$)")
_KINDS = {kind.value: kind for kind in TokenKind}
_BEFORE_OPERAND = frozenset({"(", "[", ",", "/", "//", "@", "::"})


def tokenize(text: str) -> list[Token]:
    """Return the tokens of an expression, ending with one END token.

    Raises TooLargeError, XPathSyntaxError, or UnknownVariableError (forms have no variables).
    """
    if len(text) > MAX_TEXT:
        raise TooLargeError(
            f"Ungkapan terlalu panjang ({len(text)} huruf, paling banyak {MAX_TEXT}); "
            "pecahlah menjadi beberapa pertanyaan calculate.",
            text=text[:200],
            span=Span(0, 200),
        )
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise _unreadable(text, place)
        place = match.end()
        if match.lastgroup != "space":
            token = _token(text, match, tokens[-1] if tokens else None)
            tokens.append(token)
            place = token.span.end
    tokens.append(Token(TokenKind.END, "", Span(len(text), len(text))))
    return tokens


def _token(text: str, match: re.Match[str], previous: Token | None) -> Token:
    written = match.group()
    span = Span(match.start(), match.end())
    group = match.lastgroup
    if group == "variable":
        raise UnknownVariableError(
            f"“{written}” tidak dikenal: formulir tidak memiliki variabel. Periksa apakah "
            "pertanyaan dengan nama itu memang ada dan ditulis ${nama}.",
            text=text,
            span=span,
        )
    if group == "literal":
        return Token(TokenKind.LITERAL, written[1:-1], span)
    word = _WORD.match(written)
    if word is not None and _ends_operand(previous):
        # After an operand only an operator can stand, so `2 div4` is `2 div 4`.
        return Token(TokenKind.OPERATOR, word[0], Span(span.start, span.start + word.end()))
    return Token(_KINDS[group or ""], written, span)


def _ends_operand(previous: Token | None) -> bool:
    """Tell whether an operator may follow (XPath 1.0 section 3.7, disambiguation)."""
    if previous is None or previous.kind is TokenKind.OPERATOR:
        return False
    return previous.kind is not TokenKind.MARK or previous.text not in _BEFORE_OPERAND


def _unreadable(text: str, place: int) -> XPathSyntaxError:
    letter = text[place]
    if letter in "\"'":
        message = (
            f"Tanda kutip {letter} pada huruf ke-{place + 1} tidak ditutup; "
            "tutuplah dengan tanda kutip yang sama."
        )
    elif letter in "“”‘’":
        message = (
            f"Tanda kutip {letter} pada huruf ke-{place + 1} adalah kutip miring dari pengolah "
            "kata; gantilah dengan ' atau \"."
        )
    else:
        message = f"Tanda “{letter}” pada huruf ke-{place + 1} tidak dikenal dalam ungkapan."
    return XPathSyntaxError(message, text=text, span=Span(place, place + 1))
