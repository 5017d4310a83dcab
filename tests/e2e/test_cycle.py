"""The whole quarter through the window, as `make run` plays it without a screen."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from tests.e2e.cycle import TABS, played

FILES = (
    "01-lembar-disposisi.pdf",
    "02-sk-tim.pdf",
    "03-spt-17.05.pdf",
    "03-spt-17.71.pdf",
    "04-draf-laporan.pdf",
    "05-laporan-hasil-penilaian.pdf",
    "06-surat-pengantar.pdf",
    "hasil-laptop-a.xlsx",
    "hasil-laptop-b.xlsx",
    "lembar-marlina-sari.pdf",
    "paket-tugas.xlsx",
)


@pytest.fixture(scope="module")
def out(tmp_path_factory, qapp):
    del qapp
    folder = tmp_path_factory.mktemp("siklus") / "out"
    with played(folder) as cycle:
        cycle.play()
    return folder


def text_of(path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_cycle_leaves_every_file(out):
    missing = [name for name in FILES if not (out / name).stat().st_size]
    assert missing == []
    for number, key in enumerate(TABS, start=1):
        assert (out / "gambar" / f"{number:02}-{key}.png").stat().st_size > 10_000


def test_the_draft_says_so_and_the_ratified_report_does_not(out):
    assert "DRAF" in text_of(out / "04-draf-laporan.pdf")
    final = text_of(out / "05-laporan-hasil-penilaian.pdf")
    assert "400.12.2.5/001/DUKCAPIL/2026" in final
    assert "Marlina Sari" in final
    assert "BAB V" in final
