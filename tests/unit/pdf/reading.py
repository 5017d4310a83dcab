"""Reads drawn documents back: text, fonts, sizes."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader

MM = 72 / 25.4


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """All text with every run of white space as one blank."""
    pages = " ".join(page.extract_text() for page in read(pdf).pages)
    return re.sub(r"\s+", " ", pages)


def page_texts(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in read(pdf).pages]


def sizes_mm(pdf: bytes) -> set[tuple[int, int]]:
    boxes = [page.mediabox for page in read(pdf).pages]
    return {(round(float(b.width) / MM), round(float(b.height) / MM)) for b in boxes}


def unembedded_fonts(pdf: bytes) -> set[str]:
    """Names of fonts that a reader would have to guess."""
    missing: set[str] = set()
    for page in read(pdf).pages:
        fonts = page["/Resources"].get("/Font", {})
        for reference in fonts.values():
            font = reference.get_object()
            descriptor = font.get("/FontDescriptor", {})
            if "/FontFile2" not in descriptor:
                missing.add(str(font["/BaseFont"]))
    return missing
