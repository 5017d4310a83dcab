"""A signed Laporan and what attackers do to it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from tests.unit.pdf import laporan_samples, samples

from bina_desktop.application.signature import Pkcs12, SignerIdentity
from bina_desktop.pdf.demo_certificate import DemoCertificate, make_demo_certificate
from bina_desktop.pdf.signature import PyHankoSigner

AT = datetime(2026, 11, 27, 3, 4, 5, tzinfo=UTC)
PASSWORD = "kata sandi contoh"
KADIS = SignerIdentity(samples.KADIS.nama, samples.KADIS.nip, samples.KADIS.jabatan)


KABID = SignerIdentity("Drs. Ahmad Yani", "196701011994031002", "Kepala Bidang")
KASI = SignerIdentity("Dewi Kartika, S.T.", "198001012005012003", "Kepala Seksi")


def a_signer(**changes) -> PyHankoSigner:
    return PyHankoSigner(samples.FONTS, **changes)


@cache
def a_certificate(identity: SignerIdentity = KADIS) -> DemoCertificate:
    return make_demo_certificate(identity, password=PASSWORD, at=AT)


def draw(**changes) -> bytes:
    """Draw a ratified Laporan of few pages."""
    dokumen = laporan_samples.a_laporan(people=2, findings=1, disahkan=True)
    return samples.documents().laporan(replace(dokumen, **changes))


@cache
def unsigned() -> bytes:
    return draw(elektronik=True)


def sign(pdf: bytes | None = None, **changes) -> bytes:
    given = {
        "credential": Pkcs12(a_certificate().pkcs12, PASSWORD),
        "identity": KADIS,
        "reason": "Mengesahkan Laporan Hasil Penilaian",
        "location": "Bengkulu",
        "at": AT,
    }
    return a_signer().sign(unsigned() if pdf is None else pdf, **(given | changes))


@cache
def signed() -> bytes:
    return sign()


def sign_as(pdf: bytes, identity: SignerIdentity, field: str) -> bytes:
    own = Pkcs12(a_certificate(identity).pkcs12, PASSWORD)
    return sign(pdf, credential=own, identity=identity, field=field)


@cache
def for_three() -> bytes:
    return draw(elektronik=True, paraf=True)


@cache
def signed_by_two() -> bytes:
    return sign_as(sign_as(for_three(), KASI, "Kasi"), KABID, "Kabid")


@cache
def signed_by_three() -> bytes:
    return sign_as(signed_by_two(), KADIS, "Kadis")


@cache
def to_be_sent() -> bytes:
    """Return a document without a field of ours, as it goes to a certified service."""
    return draw()


def sign_elsewhere(pdf: bytes, certificate: DemoCertificate | None = None) -> bytes:
    """Add a field and sign it, as a certified service does, or an intruder."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    box = (300, 300, 380, 380)
    fields.append_signature_field(writer, fields.SigFieldSpec("Signature1", on_page=1, box=box))
    given = certificate or make_demo_certificate(KADIS, password=PASSWORD, at=datetime.now(UTC))
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name="Signature1"),
        signer=signers.SimpleSigner.load_pkcs12_data(given.pkcs12, [], PASSWORD.encode()),
    )
    return signer.sign_pdf(writer, existing_fields_only=True).getvalue()


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
