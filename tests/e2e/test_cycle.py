"""The whole quarter through the window: the command that `make run` gives without a screen."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pypdf import PdfReader

from bina_desktop.application.paket_diterima import check_paket

pytestmark = pytest.mark.long

FILES = (
    "01-lembar-disposisi.pdf",
    "02-sk-tim.pdf",
    "03-spt-17.05.pdf",
    "03-spt-17.71.pdf",
    "04-draf-laporan.pdf",
    "05-laporan-hasil-penilaian.pdf",
    "05-laporan-tinta-basah.pdf",
    "05-pindaian-tinta-basah.pdf",
    "06-surat-pengantar-17.05.pdf",
    "06-surat-pengantar-17.71.pdf",
    "07-paket-ditjen-17.05.zip",
    "07-paket-ditjen-17.71.zip",
    "07-tanda-terima-17.05.pdf",
    "07-tanda-terima-17.71.pdf",
    "08-lembar-kendali-17.05.pdf",
    "08-lembar-kendali-17.71.pdf",
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


def test_every_step_of_both_visits_is_told_with_actor_output_and_time(played):
    told = [line for line in played[1].splitlines() if line.count(" | ") == 6]
    heads = [line for line in told if "Waktu kerja" in line]
    assert len(heads) == 2
    assert len(told) == 2 * (1 + 7)
    assert not any(cell.strip() in {"", "–"} for line in told for cell in line.split(" | "))
    assert played[1].count("Dikembalikan dari langkah") == 2
    assert "Lembar kendali kedua kunjungan memuat tabel yang sama." in played[1]


def test_three_signatures_hold_for_us_and_for_others(played):
    told = played[1]
    assert "penerbit sertifikatnya dipercaya" in told
    assert "pyHanko: 3 tanda tangan sah, berurutan Kasi, Kabid, Kadis" in told
    assert "Isi dokumen berubah sesudah ditandatangani" in told


def test_the_pack_of_the_report_in_ink_holds_its_scan(out):
    pack = check_paket((out / "07-paket-ditjen-17.05.zip").read_bytes())
    assert pack.faults == ()
    scan = (out / "05-pindaian-tinta-basah.pdf").read_bytes()
    assert pack.files["laporan-bertanda-tangan-basah.pdf"] == scan
    assert "laporan.pdf" in pack.files


def test_the_draft_says_so_and_the_ratified_report_does_not(out):
    assert "DRAF" in text_of(out / "04-draf-laporan.pdf")
    final = text_of(out / "05-laporan-hasil-penilaian.pdf")
    assert "400.12.2.5/001/DUKCAPIL/2026" in final
    assert "Marlina Sari" in final
    assert "BAB V" in final
