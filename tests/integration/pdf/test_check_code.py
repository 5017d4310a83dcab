"""The check code is on every page, in letters and as QR code, and is read back from a picture."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from tests.integration.pdf.signing import a_signer, draw, signed, to_be_sent

from bina_desktop.domain.kode_cek import qr_text
from bina_desktop.pdf.check_code import read_check_codes
from bina_desktop.pdf.scan import shows_text


def test_code_stands_on_every_page_and_in_the_verdict():
    pages = PdfReader(io.BytesIO(to_be_sent())).pages
    kode = a_signer().verify(to_be_sent()).kode
    assert len(kode) == 19
    assert all(f"Kode cek {kode}" in page.extract_text() for page in pages)


def test_another_content_has_another_code():
    other = a_signer().verify(draw(nomor="400.12.2.5/999/DUKCAPIL/2026"))
    assert other.kode
    assert other.kode != a_signer().verify(to_be_sent()).kode


def test_draft_has_no_code():
    assert a_signer().verify(draw(disahkan=False)).kode == ""


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "PDF"])
def test_qr_code_is_read_back_from_a_scan(tmp_path, kind):
    path = tmp_path / "laporan.pdf"
    path.write_bytes(signed())
    command = [
        "pdftoppm",
        "-r",
        "150",
        "-f",
        "2",
        "-l",
        "2",
        "-png",
        str(path),
        str(tmp_path / "p"),
    ]
    subprocess.run(command, check=True)
    with Image.open(next(tmp_path.glob("*.png"))) as page:
        tilted = page.convert("RGB").rotate(2, expand=True, fillcolor="white")
    scan = io.BytesIO()
    tilted.save(scan, kind)
    assert read_check_codes(scan.getvalue()) == (a_signer().verify(signed()).kode,)


def drawn_over(scan: bytes, mode: int) -> bytes:
    """Return a page with a picture over the whole of it and a line of text in this mode."""
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawImage(ImageReader(io.BytesIO(scan)), 0, 0, 500, 500)
    text = canvas.beginText(50, 600)
    text.setTextRenderMode(mode)
    text.textLine("Laporan (salinan) dengan nilai lain")
    canvas.drawText(text)
    canvas.save()
    return target.getvalue()


def test_a_code_is_read_beside_invisible_text_only(monkeypatch):
    monkeypatch.setattr(rl_config, "useA85", 0)  # scanners write JPEG as it is
    picture = io.BytesIO()
    kode = a_signer().verify(to_be_sent()).kode
    code = zxingcpp.create_barcode(qr_text(kode), zxingcpp.BarcodeFormat.QRCode)
    image = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=8))
    image.convert("RGB").save(picture, "JPEG")
    recognised, pasted = (drawn_over(picture.getvalue(), mode) for mode in (3, 0))
    assert read_check_codes(recognised) == (kode,)
    assert not shows_text(recognised)
    assert read_check_codes(pasted) == ()
    assert shows_text(pasted)
    assert not shows_text(picture.getvalue())
    assert shows_text(to_be_sent())


@pytest.mark.parametrize(
    "data", [b"", b"bukan gambar", b"%PDF-1.4 rusak", b"\x89PNG\r\n\x1a\nrusak"]
)
def test_what_cannot_be_read_holds_no_code(data):
    assert read_check_codes(data) == ()
