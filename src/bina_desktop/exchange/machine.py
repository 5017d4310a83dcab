"""Text in the cells of `_jurnal` and `_manifes`: whatever it holds, it comes back unchanged."""

from __future__ import annotations

import json
import re
from typing import Any

CHUNK = 32_000
"""Longest text put into one cell, in UTF-16 units (Excel's limit is 32,767)."""

_ESCAPED = "json:"
_FRAGILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_|^\\s|\\s$|^json:"
)
"""What XML cannot hold, or what a spreadsheet program rewrites."""


def chunks(text: str) -> list[str]:
    """Cut a text into pieces that fit a cell; '' is one empty piece."""
    if not _is_plain(text) and _FRAGILE.search(text):
        text = _ESCAPED + json.dumps(text)
    size = CHUNK if text.isascii() else CHUNK // 2
    return [text[start : start + size] for start in range(0, len(text), size)] or [""]


def _is_plain(text: str) -> bool:
    """Tell at once what is surely not fragile, as nearly every text is."""
    return (
        text.isascii()
        and text.isprintable()
        and "_x" not in text
        and not text.startswith((" ", _ESCAPED))
        and not text.endswith(" ")
    )


def joined(pieces: list[str]) -> str:
    """Put the pieces of a text together. Raises ValueError for an escape that is none."""
    text = "".join(pieces)
    if not text.startswith(_ESCAPED):
        return text
    plain = loads(text.removeprefix(_ESCAPED))
    if not isinstance(plain, str):
        raise TypeError("machine cells are text")
    return plain


def loads(text: str) -> Any:
    """Read JSON of a stranger. Raises ValueError, also for what cannot be kept or written."""
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return value
