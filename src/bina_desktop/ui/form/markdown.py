"""The markdown that labels may hold, as the rich text of Qt."""

from __future__ import annotations

import html
import re
from functools import lru_cache

_MARKED = re.compile(r"[*_`#\n]|\]\(|\\")
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_KEPT = 4096
"""Texts of which the plain words are kept: those of a page are asked for again and again."""
_ESCAPED = re.compile(r"\\([\\*_#\[\]()`-])")


def is_marked(text: str) -> bool:
    """Tell whether the text needs rich drawing (plain text is drawn faster)."""
    return _MARKED.search(text) is not None


def to_html(text: str) -> str:
    """Turn the markdown subset of XLSForm (bold, italic, headings, links, lines) into rich text.

    Everything else is shown as it is written; HTML in a form is never interpreted.
    """
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "".join(
        f'<p style="margin-top:{0 if first else 6}px; margin-bottom:0px">{_paragraph(part)}</p>'
        for part, first in zip(paragraphs, [True] + [False] * len(paragraphs), strict=False)
    )


@lru_cache(maxsize=_KEPT)
def to_plain(text: str) -> str:
    """Drop the marks: for accessible names, lists and tool tips."""
    text = _LINK.sub(r"\1", text)
    text = re.sub(r"(?m)^#{1,6}\s+", "", text)
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    return " ".join(_ESCAPED.sub(r"\1", text).split())


def _paragraph(text: str) -> str:
    return "<br/>".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    heading = _HEADING.match(line)
    return f"<b>{_inline(heading[2])}</b>" if heading else _inline(line)


def _inline(text: str) -> str:
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(html.escape(match[1]))
        return f"\x00{len(held) - 1}\x00"

    text = html.escape(_ESCAPED.sub(hold, text), quote=False)
    text = _LINK.sub(r'<a href="\2">\1</a>', text)
    text = _EMPHASIS.sub(r"<i>\2</i>", _STRONG.sub(r"<b>\2</b>", text))
    return re.sub(r"\x00(\d+)\x00", lambda m: held[int(m[1])], text)
