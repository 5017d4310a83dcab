"""Tells a scan of paper from a document: what pages show as text of their own, and as pictures.

A scan is a picture on each page. Programs that recognise letters lay them under it, invisible;
visible text was written by a program, and no code on such a page comes from paper.
"""

from __future__ import annotations

import base64
import io
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_MOST_PAGES: Final = 20
_DEEPEST: Final = 4
"""Drawings within drawings that are followed."""
_LARGEST: Final = 16 * 1_048_576
"""Bytes of one content stream that are looked at."""
_INVISIBLE: Final = frozenset({3, 7})
"""Modes in which text is placed but not painted (ISO 32000-1, table 106)."""
_TOKEN: Final = re.compile(
    rb"%[^\r\n]*|\((?:\\.|[^()\\])*\)|<[0-9A-Fa-f\s]*>|/[^\s()<>\[\]{}/%]*|[^\s()<>\[\]{}/%]+",
    re.DOTALL,
)
_SHOWING: Final = frozenset({b"Tj", b"TJ", b"'", b'"'})
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What one page shows."""

    has_text: bool
    pictures: tuple[bytes, ...]
    """Photographs on it, as JPEG files."""


def is_pdf(data: bytes) -> bool:
    """Tell whether a file says that it is a PDF."""
    return b"%PDF-" in data[:1024]


def shows_text(data: bytes) -> bool:
    """Tell whether any page of a PDF shows text; False for pictures and what cannot be read."""
    return is_pdf(data) and any(page.has_text for page in read_pages(data))


def read_pages(pdf: bytes) -> Iterator[PageContent]:
    """Yield the first pages, up to one that cannot be read."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        count = min(int(reader.root["/Pages"]["/Count"]), _MOST_PAGES)
        for number in range(count):
            page: Any = reader.find_page_for_modification(number)[0].get_object()
            drawn = list(_drawn_on(page, _DEEPEST))
            pictures = tuple(one.encoded_data for one in drawn if _is_jpeg(one))
            contents = [*_contents_of(page), *filter(_is_form, drawn)]
            has_text = _shows(b"\n".join(map(_unpacked, contents)))
            yield PageContent(has_text, pictures)
    except Exception:  # a hostile file may break the reader anywhere
        _LOG.info("PDF could not be read as a scan", exc_info=True)


def _drawn_on(holder: Any, deep: int) -> Iterator[Any]:
    """Yield the pictures and drawings that a page or drawing may show."""
    resources: Any = _inherited(holder, "/Resources") or {}
    for reference in resources.get("/XObject", {}).values():
        one: Any = reference.get_object()
        yield one
        if _is_form(one) and deep:
            yield from _drawn_on(one, deep - 1)


def _inherited(page: Any, key: str) -> Any:
    holder: Any = page
    while holder is not None and key not in holder:
        holder = holder.get("/Parent")
    return None if holder is None else holder[key]


def _is_form(drawn: Any) -> bool:
    return drawn.get("/Subtype") == "/Form"


def _is_jpeg(drawn: Any) -> bool:
    filters: Any = drawn.get("/Filter")
    return drawn.get("/Subtype") == "/Image" and filters in ("/DCTDecode", ["/DCTDecode"])


def _contents_of(page: Any) -> list[Any]:
    contents: Any = page.get("/Contents", [])
    parts: Any = contents if isinstance(contents, list) else [contents]
    return [part.get_object() for part in parts]


def _unpacked(stream: Any) -> bytes:
    """Return what a stream says, up to a size; b"" where it is packed in an uncommon way."""
    filters: Any = stream.get("/Filter", [])
    data: bytes = stream.encoded_data
    for name in filters if isinstance(filters, list) else [filters]:
        if name == "/ASCII85Decode":
            data = base64.a85decode(b"<~" + data.strip().removeprefix(b"<~"), adobe=True)
        elif name == "/FlateDecode":
            data = zlib.decompressobj().decompress(data, _LARGEST)
        else:
            return b""
    return data[:_LARGEST]


def _shows(content: bytes) -> bool:
    """Tell whether a content stream paints text."""
    mode, kept, before = 0, list[int](), b""
    for found in _TOKEN.finditer(content):
        token = found[0]
        if token in _SHOWING and mode not in _INVISIBLE:
            return True
        if token == b"Tr" and before.isdigit():
            mode = int(before)
        elif token == b"q":
            kept.append(mode)
        elif token == b"Q" and kept:
            mode = kept.pop()
        before = token
    return False
