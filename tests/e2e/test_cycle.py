"""The whole quarter through the window: the command that `make run` gives without a screen."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.long

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
    "dikembalikan.xlsx",
    "hasil-perbaikan.xlsx",
    "lembar-marlina-sari.pdf",
    "paket-tugas.xlsx",
)
TABS = (
    "01-beranda",
    "02-penugasan",
    "03-lembar_penilaian",
    "04-pengesahan",
    "05-pertukaran",
    "06-pengaturan",
)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The folder that is left, and what was printed."""
    out = tmp_path_factory.mktemp("siklus") / "out"
    command = [sys.executable, "-m", "tests.e2e.cycle", "--out", str(out)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0, run.stderr[-4000:]
    return out, run.stdout


@pytest.fixture(scope="module")
def out(played):
    return played[0]


def text_of(path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_cycle_leaves_every_file(out):
    missing = [name for name in FILES if not (out / name).stat().st_size]
    assert missing == []
    for name in TABS:
        assert (out / "gambar" / f"{name}.png").stat().st_size > 10_000


def test_every_order_of_imports_gives_one_digest(played):
    digests = [line.rpartition(": ")[2] for line in played[1].splitlines() if "Sidik" in line]
    assert len(digests) == 3
    assert len(set(digests)) == 1


def test_every_step_is_told_with_actor_output_and_time(played):
    heads = {f"{number}." for number in range(1, 8)}
    told = [line for line in played[1].splitlines() if line.strip()[:2] in heads]
    assert len(told) == 7
    assert all(line.count("|") == 4 and line.endswith("selesai") for line in told)


def test_the_draft_says_so_and_the_ratified_report_does_not(out):
    assert "DRAF" in text_of(out / "04-draf-laporan.pdf")
    final = text_of(out / "05-laporan-hasil-penilaian.pdf")
    assert "400.12.2.5/001/DUKCAPIL/2026" in final
    assert "Marlina Sari" in final
    assert "BAB V" in final
