"""Signing a PDF and the verdict on one.

A Laporan has one signature field, or three that are filled in this order as incremental updates:
the first certifies the document, the last locks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

KASI: Final = "Kasi"
KABID: Final = "Kabid"
KADIS: Final = "Kadis"
FIELDS: Final = (KASI, KABID, KADIS)
"""Names of the signature fields of our documents, in the order in which they are signed."""


@dataclass(frozen=True, slots=True)
class SignerIdentity:
    """Who signs, as shown in the block and compared on verification."""

    nama: str
    nip: str
    jabatan: str


@dataclass(frozen=True, slots=True)
class ExpectedSigner:
    """Who must have signed in a field."""

    field: str
    nama: str
    nip: str
    """18 digits; '' for somebody without one."""


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """One signature found in a PDF."""

    field: str
    signer: str
    """Common name in the certificate."""
    signed_at: datetime | None
    """The signing computer's claim; there is no trusted time offline."""
    ok: bool
    """Intact, valid, allowed modifications only, covers the entire file (if last)."""
    trusted: bool
    """Chains to a given trust anchor."""
    explanation: str
    """Indonesian sentence."""
    nip: str = ""
    """NIP in the certificate; '' where it names none."""
    issuer: str = ""
    """Who issued the certificate, as it says."""
    fingerprint: str = ""
    """Hex SHA-256 of the certificate."""


@dataclass(frozen=True, slots=True)
class PdfVerification:
    """The whole verdict on a PDF: `ok` only if there is a signature and every one holds."""

    sha256: str
    signatures: tuple[SignatureCheck, ...]
    ok: bool
    explanation: str
    kode: str = ""
    """Check code that the document says stands on its pages; '' for none."""
    anchors: int = 0
    """How many trust anchors were at hand; 0 = nobody vouched for any issuer."""


class Signer(Protocol):
    """Signs PDFs with a certificate file and verifies them."""

    def sign(
        self,
        pdf: bytes,
        *,
        pkcs12: bytes,
        password: str,
        identity: SignerIdentity,
        reason: str,
        location: str,
        at: datetime,
        field: str = KADIS,
    ) -> bytes:
        """Sign in the reserved box. Raises SigningError (wrong password, expired, no key)."""
        ...

    def verify(
        self,
        pdf: bytes,
        *,
        anchors: Sequence[bytes] | None = None,
        expected: Sequence[ExpectedSigner] | None = None,
    ) -> PdfVerification:
        """Check every signature.

        `anchors` are DER or PEM certificates to trust, None for those of this installation;
        `expected` says who must have signed where, None asks the document's own fields.
        """
        ...

    def verify_returned(
        self, sent: bytes, returned: bytes, *, by: SignerIdentity
    ) -> PdfVerification:
        """Check a document that was signed elsewhere: the same that was sent, signed by `by`."""
        ...

    def check_codes(self, data: bytes) -> Sequence[str]:
        """Return the check codes that QR codes on a scan hold; () where none can be read."""
        ...
