"""Every document read by the tools that others use: poppler and qpdf."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.integration.pdf.signing import signed_by_three
from tests.unit.pdf.kinds import DRAW, PAPER, TITLES

MM = 72 / 25.4
TOOLS = ("pdftotext", "pdffonts", "pdfinfo", "qpdf")
SAMPLE_MARK = 13 * MM
"""Above this line stands only that it is a sample."""
WORD = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<'

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not all(map(shutil.which, TOOLS)), reason="poppler-utils or qpdf is not installed"
    ),
]


def tell(*command: str | Path) -> str:
    """Return what a tool prints; it must not complain."""
    made = subprocess.run(command, capture_output=True, text=True, check=True)
    return made.stdout


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("dokumen")
    made: dict[str, Path] = {}
    for name, draw in (*DRAW.items(), ("signed", signed_by_three)):
        made[name] = folder / f"{name}.pdf"
        made[name].write_bytes(draw())
    return made


def words_of(pdf: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Return the words of each page with their boxes in points, from the upper left corner."""
    pages = tell("pdftotext", "-bbox", pdf, "-").split("<page ")[1:]
    return [
        [(*map(float, word[:4]), word[4]) for word in re.findall(WORD, page)]  # type: ignore[misc]
        for page in pages
    ]


@pytest.mark.parametrize("name", [*DRAW, "signed"])
def test_poppler_finds_every_font_embedded_and_qpdf_no_fault(drawn, name):
    fonts = tell("pdffonts", drawn[name]).splitlines()[2:]
    assert fonts
    assert all(re.search(r"\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line) for line in fonts)
    assert "No syntax or stream encoding errors found" in tell("qpdf", "--check", drawn[name])


@pytest.mark.parametrize("name", DRAW)
def test_poppler_reads_the_title_and_pages_that_count_themselves(drawn, name):
    pages = [" ".join(text.split()) for text in tell("pdftotext", drawn[name], "-").split("\f")]
    pages = pages[:-1]
    assert TITLES[name] in pages[0]
    first = 2 if name == "laporan" else 1  # a cover bears no number
    for number, text in enumerate(pages[first - 1 :], first):
        assert f"Halaman {number} dari {len(pages)}" in text


@pytest.mark.parametrize("name", DRAW)
def test_no_word_of_any_page_leaves_the_margins(drawn, name):
    width, height, left, top, right, bottom = PAPER[name]
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", tell("pdfinfo", drawn[name]))
    assert size is not None
    assert [round(float(side) / MM) for side in size.groups()] == [width, height]
    for words in words_of(drawn[name]):
        below = [w for w in words if w[1] > SAMPLE_MARK and w[4] != "DRAF"]
        body = [w for w in below if w[3] < (height - bottom) * MM + 1]
        assert body
        assert min(w[0] for w in below) >= left * MM - 1
        assert max(w[2] for w in below) <= (width - right) * MM + 1
        assert min(w[1] for w in body) >= top * MM - 3
        foot = [w for w in below if w not in body]
        assert all(w[1] > (height - bottom + 5) * MM for w in foot), [w[4] for w in foot]
