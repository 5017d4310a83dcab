"""Our side: the drawers behind the window, and the signature; the floors beside them."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from benchmarks.pdf import content
from tests.unit.pdf.samples import FONTS, a_disposisi

from bina_desktop.application.signature import KADIS, Pkcs12, SignerIdentity
from bina_desktop.pdf.demo_certificate import make_demo_certificate
from bina_desktop.pdf.documents import ReportLabDocuments
from bina_desktop.pdf.signature import PyHankoSigner

PASSWORD: Final = "sertifikat-contoh"  # noqa: S105 - of a certificate that is made here and now


def warm_up() -> None:
    """Read the fonts and import what is imported once in the life of the window."""
    ReportLabDocuments(FONTS).disposisi(a_disposisi())


def drawing(task: str, size: int) -> Callable[[], list[bytes]]:
    """Return what draws the documents of a task; what they say is there before."""
    door = ReportLabDocuments(FONTS)
    if task == "laporan":
        laporan = content.laporan()
        return lambda: [door.laporan(laporan)]
    if task == "lembar":
        sheets = content.lembar(size)
        return lambda: [door.lembar(sheet) for sheet in sheets]
    rekap = content.rekap(size)
    return lambda: [door.naskah(rekap)]


def signing(rounds: int) -> dict[str, float]:
    """Return the least processor seconds of a signature on the Laporan, ours and pyHanko's."""
    identity = SignerIdentity("Contoh Kepala Dinas", "196909051994031011", "Kepala Dinas")
    now = datetime.now(UTC)
    key = make_demo_certificate(identity, password=PASSWORD, at=now).pkcs12
    (pdf,) = drawing("laporan", 0)()
    signer = PyHankoSigner(FONTS)

    def ours() -> None:
        signer.sign(
            pdf,
            credential=Pkcs12(key, PASSWORD),
            identity=identity,
            reason="Mengesahkan laporan",
            location="Bengkulu",
            at=now,
        )

    return {
        "seconds": _least(ours, rounds),
        "alone": _least(lambda: _sign_alone(pdf, key), rounds),
    }


def _sign_alone(pdf: bytes, key: bytes) -> None:
    """Sign with pyHanko as its manual shows: no check of the certificate, its own plain mark."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko.stamp import TextStampStyle

    signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=KADIS,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        ),
        signer=signers.SimpleSigner.load_pkcs12_data(key, [], PASSWORD.encode()),
        stamp_style=TextStampStyle(stamp_text="Ditandatangani oleh\n%(signer)s"),
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True)


def _least(work: Callable[[], object], rounds: int) -> float:
    taken: list[float] = []
    for _ in range(rounds + 1):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken[1:])
