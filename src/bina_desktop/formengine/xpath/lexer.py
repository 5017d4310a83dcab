"""Text to tokens (XPath 1.0 section 3.7), with the rule that tells `*`, `div` and names apart."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from bina_desktop.formengine.xpath import messages
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
    PATH = "path"
    """A whole plain path, `/data/a` or `../a`: read at once, for most operands are one."""
    MARK = "mark"
    """Punctuation: `( ) [ ] , / // . .. @ ::` and the `*` that is a wildcard."""
    END = "end"


class Token(NamedTuple):
    """One token and its place."""

    kind: TokenKind
    text: str
    span: Span


_NAME = r"[^\W\d][\w.\-]*"
_NAMES = rf"{_NAME}(?:/{_NAME})*(?![\w.\-:]|[ \t\r\n]*[(\[/:])"
PLAIN_PATH = rf"/{_NAMES}|\.\./(?:\.\./)*{_NAMES}"
"""Alternatives that start with a letter of their own: `re` then skips quickly to the next."""
_OTHERS = rf"""(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
    |(?P<variable>\$\{{?[^\s(){{}}\[\],]*\}}?)
    |(?P<operator><=|>=|!=|[=<>+\-|])
    |(?P<mark>//|\.\.|::|[()\[\],/.@*])
    |(?P<end>\Z)"""
_SPACE = r"[ \t\r\n]*"
_TOKEN = re.compile(f"{_SPACE}(?:{_OTHERS})", re.VERBOSE)
_OPERAND = re.compile(f"{_SPACE}(?:(?P<path>{PLAIN_PATH})|{_OTHERS})", re.VERBOSE)
_WORD = re.compile(r"\*|(?:and|or|mod|div)(?=[0-9.]|$)")
_KINDS = {kind.value: kind for kind in TokenKind}
_INSIDE_PATH = frozenset({"/", "//", "@", "::"})
_BEFORE_OPERAND = frozenset({"(", "[", ",", "/", "//", "@", "::"})


def tokenize(text: str) -> list[Token]:
    """Return the tokens of an expression, ending with one END token.

    Raises TooLargeError, XPathSyntaxError, or UnknownVariableError (forms have no variables).
    """
    if len(text) > MAX_TEXT:
        raise TooLargeError(
            messages.TOO_LONG(given=len(text), most=MAX_TEXT),
            text=text[:200],
            span=Span(0, 200),
        )
    tokens: list[Token] = []
    place = 0
    after_operand = False
    pattern = _OPERAND
    group: str | None = ""
    while group != "end":
        match = pattern.match(text, place)
        if match is None:
            raise _unreadable(text, place)
        group = match.lastgroup or ""
        start, place = match.span(group)
        written = text[start:place]
        kind = _KINDS.get(group)
        if kind is None:
            raise _variable(text, Span(start, place))
        if kind is TokenKind.LITERAL:
            written = written[1:-1]
        elif after_operand and (kind is TokenKind.NAME or written == "*"):
            word = _WORD.match(written)
            if word is not None:
                # After an operand only an operator can stand, so `2 div4` is `2 div 4`.
                kind, written = TokenKind.OPERATOR, word[0]
                place = start + len(written)
        tokens.append(Token(kind, written, Span(start, place)))
        # XPath 1.0 section 3.7: what `*`, `and`, `div` … are depends on what stands before.
        after_operand = kind is not TokenKind.OPERATOR and (
            kind is not TokenKind.MARK or written not in _BEFORE_OPERAND
        )
        inside = after_operand or (kind is TokenKind.MARK and written in _INSIDE_PATH)
        pattern = _TOKEN if inside else _OPERAND
    return tokens


def _variable(text: str, span: Span) -> UnknownVariableError:
    return UnknownVariableError(
        messages.VARIABLE(written=text[span.start : span.end]),
        text=text,
        span=span,
    )


def _unreadable(text: str, place: int) -> XPathSyntaxError:
    place += len(text[place:]) - len(text[place:].lstrip(" \t\r\n"))
    letter = text[place]
    if letter in "\"'":
        message = messages.OPEN_QUOTE(letter=letter, place=place + 1)
    elif letter in "“”‘’":
        message = messages.SMART_QUOTE(letter=letter, place=place + 1)
    else:
        message = messages.unknown_sign(letter, place + 1)
    return XPathSyntaxError(message, text=text, span=Span(place, place + 1))
