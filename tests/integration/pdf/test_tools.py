"""Every paper read by the tools that others use: poppler and qpdf."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.unit.pdf.paper_samples import NASKAH
from tests.unit.pdf.samples import documents

MM = 72 / 25.4
TOOLS = ("pdftotext", "pdffonts", "pdfinfo", "qpdf")
LYING = {"rekap_provinsi": (297, 210, 20, 20)} | dict.fromkeys(
    ("lembar_kendali", "lembar_sop", "matriks"), (330, 215, 30, 20)
)
"""Width, height, left and upper margin in millimetres; letters are F4 upright."""

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
    folder, door = tmp_path_factory.mktemp("naskah"), documents()
    made: dict[str, Path] = {}
    for name, make in NASKAH.items():
        made[name] = folder / f"{name}.pdf"
        made[name].write_bytes(door.naskah(make()))
    return made


@pytest.mark.parametrize("name", NASKAH)
def test_poppler_finds_every_font_embedded_and_qpdf_no_fault(drawn, name):
    fonts = tell("pdffonts", drawn[name]).splitlines()[2:]
    assert fonts
    assert all(re.search(r"\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line) for line in fonts)
    assert "No syntax or stream encoding errors found" in tell("qpdf", "--check", drawn[name])


@pytest.mark.parametrize("name", NASKAH)
def test_box_and_first_words_stand_where_the_rules_of_letters_put_them(drawn, name):
    width, height, left, upper = LYING.get(name, (215, 330, 30, 20))
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", tell("pdfinfo", drawn[name]))
    assert size is not None
    assert [round(float(side) / MM) for side in size.groups()] == [width, height]
    words = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<',
        tell("pdftotext", "-bbox", "-f", "1", "-l", "1", drawn[name], "-"),
    )
    inside = [w for w in words if float(w[1]) > 18 * MM]
    assert min(float(w[0]) for w in inside) >= left * MM - 1
    assert max(float(w[2]) for w in inside) <= (width - 20) * MM + 1
    assert min(float(w[1]) for w in inside) >= upper * MM - 3
