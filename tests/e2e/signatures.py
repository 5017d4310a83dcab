"""Certificates of the officials, scans of paper, and what other programs say of a signed PDF."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPainterPath, QPdfWriter, QPen
from PySide6.QtPdf import QPdfDocument
from tests.e2e.robot import RobotError

from bina_desktop.application.signature import SignerIdentity
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.pdf.anchors import parse_certificates
from bina_desktop.pdf.demo_certificate import make_demo_certificate

CERTIFICATE_PASSWORD = "sertifikat-contoh"
SCAN_DPI = 110
"""Enough to read a check code; an office scans at 150 to 300."""
INK = QColor(25, 40, 130)


def make_certificates(folder: Path, officials: Mapping[str, Pegawai]) -> dict[str, Path]:
    """Make a demo PKCS#12 for each, and the certificate of its issuer beside it (`.crt`)."""
    made: dict[str, Path] = {}
    for name, one in officials.items():
        demo = make_demo_certificate(
            SignerIdentity(one.nama, one.nip, one.jabatan),
            password=CERTIFICATE_PASSWORD,
            at=datetime.now(UTC),
        )
        made[name] = folder / f"{name}.p12"
        made[name].write_bytes(demo.pkcs12)
        made[name].with_suffix(".crt").write_bytes(demo.ca)
    return made


def scan_signed(pdf: Path, target: Path, *, page: int, at: tuple[float, float]) -> Path:
    """Print, sign one page by hand, and scan: pictures of the pages and nothing else.

    `at` are the parts of the page's width and height where the pen is set down.
    """
    document = QPdfDocument()
    document.load(str(pdf))
    writer = QPdfWriter(str(target))
    writer.setResolution(SCAN_DPI)
    painter = QPainter()
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        writer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
        if number:
            writer.newPage()
        else:
            painter.begin(writer)
        paper = _paper(document, number)
        if number == page:
            _sign(paper, at)
        painter.drawImage(QPointF(-writer.pageLayout().paintRectPixels(SCAN_DPI).left(), 0), paper)
    painter.end()
    document.close()
    return target


def _paper(document: QPdfDocument, number: int) -> QImage:
    points = document.pagePointSize(number)
    size = QSize(round(points.width() * SCAN_DPI / 72), round(points.height() * SCAN_DPI / 72))
    page = QImage(size, QImage.Format.Format_RGB32)
    page.fill(QColor(252, 250, 244))
    scanner = QPainter(page)
    scanner.drawImage(0, 0, document.render(number, size))
    scanner.end()
    return page


def _sign(paper: QImage, at: tuple[float, float]) -> None:
    pen = QPainter(paper)
    line = QPainterPath(QPointF(0, 0))
    line.cubicTo(20, -60, 40, 40, 55, -20)
    line.cubicTo(65, -50, 75, 30, 130, -12)
    pen.translate(paper.width() * at[0], paper.height() * at[1])
    pen.setPen(QPen(INK, 3))
    pen.drawPath(line)
    pen.end()


def check_with_others(path: Path, roots: list[Path], *, fields: list[str]) -> str:
    """Let pyHanko's own validator and poppler's pdfsig judge; returns what they say.

    Raises RobotError where one of them finds a fault, or sees nothing in a changed byte.
    """
    pdf = path.read_bytes()
    told = [f"pyHanko: {_by_pyhanko(pdf, roots, fields)}"]
    if shutil.which("pdfsig"):
        good = _by_pdfsig(path)
        if good.count("Signature is Valid") != len(fields):
            raise RobotError(f"pdfsig: {good}")
        broken = path.with_name(f"rusak-{path.name}")
        broken.write_bytes(with_one_byte_changed(pdf))
        if "Signature is Valid" in _by_pdfsig(broken):
            raise RobotError("pdfsig did not notice a changed byte")
        broken.unlink()
        told.append(f"pdfsig: {len(fields)} kali “Signature is Valid”, satu bita diubah terlihat")
    else:
        told.append("pdfsig tidak terpasang")
    return "; ".join(told)


def _by_pyhanko(pdf: bytes, roots: list[Path], fields: list[str]) -> str:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    trusted = [one for root in roots for one in parse_certificates(root.read_bytes())]
    signatures = list(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
    if [one.field_name for one in signatures] != fields:
        raise RobotError(f"signed are {[one.field_name for one in signatures]}, not {fields}")
    for one in signatures:
        status = validate_pdf_signature(
            one, ValidationContext(trust_roots=trusted, allow_fetching=False)
        )
        if not status.bottom_line:
            raise RobotError(f"pyHanko on {one.field_name}: {status.pretty_print_details()}")
    return f"{len(fields)} tanda tangan sah, berurutan {', '.join(fields)}"


def _by_pdfsig(path: Path) -> str:
    run = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False)
    return run.stdout


def with_one_byte_changed(pdf: bytes) -> bytes:
    """Return the same with one bit of a page's content changed."""
    changed = bytearray(pdf)
    changed[pdf.index(b"endstream") - 20] ^= 1
    return bytes(changed)
