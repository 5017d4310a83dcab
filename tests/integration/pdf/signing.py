"""A signed Laporan and what attackers do to it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from tests.unit.pdf import laporan_samples, samples

from bina_desktop.application.signature import SignerIdentity
from bina_desktop.pdf.demo_certificate import DemoCertificate, make_demo_certificate
from bina_desktop.pdf.signature import PyHankoSigner

AT = datetime(2026, 11, 27, 3, 4, 5, tzinfo=UTC)
PASSWORD = "kata sandi contoh"
KADIS = SignerIdentity(samples.KADIS.nama, samples.KADIS.nip, samples.KADIS.jabatan)


def a_signer(**changes) -> PyHankoSigner:
    return PyHankoSigner(samples.FONTS, **changes)


@cache
def a_certificate() -> DemoCertificate:
    return make_demo_certificate(KADIS, password=PASSWORD, at=AT)


@cache
def unsigned() -> bytes:
    dokumen = laporan_samples.a_laporan(people=2, findings=1, disahkan=True)
    return samples.documents().laporan(replace(dokumen, elektronik=True))


def sign(pdf: bytes | None = None, **changes) -> bytes:
    given = {
        "pkcs12": a_certificate().pkcs12,
        "password": PASSWORD,
        "identity": KADIS,
        "reason": "Mengesahkan Laporan Hasil Penilaian",
        "location": "Bengkulu",
        "at": AT,
    }
    return a_signer().sign(unsigned() if pdf is None else pdf, **(given | changes))


@cache
def signed() -> bytes:
    return sign()


def forge(*, name: str, certificate: DemoCertificate) -> bytes:
    """Sign with another program, by the clock of today, under any name."""
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name="Kadis", name=name),
        signer=signers.SimpleSigner.load_pkcs12_data(certificate.pkcs12, [], PASSWORD.encode()),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(unsigned()))
    return signer.sign_pdf(writer, existing_fields_only=True).getvalue()


def flip(pdf: bytes, place: int) -> bytes:
    """Change one bit."""
    changed = bytearray(pdf)
    changed[place] ^= 1
    return bytes(changed)


def paint_over(pdf: bytes) -> bytes:
    """Add text to the pengesahan page in an update, as an editor would."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    stream = generic.StreamObject(stream_data=b"0 0 0 rg 100 100 200 200 re f")
    page = writer.root["/Pages"]["/Kids"][1]
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(stream)])
    writer.update_container(page)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
