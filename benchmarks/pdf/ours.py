"""Our side: the drawers behind the window, and the signature."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime

from benchmarks.pdf import content
from pypdf import PdfWriter
from tests.unit.pdf.samples import FONTS

from bina_desktop.application.signature import SignerIdentity
from bina_desktop.pdf.demo_certificate import make_demo_certificate
from bina_desktop.pdf.documents import ReportLabDocuments
from bina_desktop.pdf.signature import PyHankoSigner


def laporan() -> bytes:
    """Draw the Laporan."""
    return ReportLabDocuments(FONTS).laporan(content.laporan())


def lembar() -> bytes:
    """Draw the sheets of a visit and put them into one file, as the others do."""
    documents, whole = ReportLabDocuments(FONTS), PdfWriter()
    for sheet in content.lembar():
        whole.append(io.BytesIO(documents.lembar(sheet)))
    stream = io.BytesIO()
    whole.write(stream)
    return stream.getvalue()


def rekap(pages: int) -> bytes:
    """Draw the recap."""
    return ReportLabDocuments(FONTS).naskah(content.rekap(pages))


def signing(rounds: int) -> float:
    """Return processor seconds of one signature on the Laporan; the least of the rounds."""
    signer = PyHankoSigner(FONTS)
    identity = SignerIdentity("Contoh Kepala Dinas", "196909051994031011", "Kepala Dinas")
    password = "sertifikat-contoh"  # noqa: S105 - of a certificate that is made here and now
    now = datetime.now(UTC)
    made = make_demo_certificate(identity, password=password, at=now)
    pdf = laporan()
    taken: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        signer.sign(pdf, pkcs12=made.pkcs12, password=password, identity=identity, at=now)
        taken.append(time.process_time() - began)
    return min(taken)
