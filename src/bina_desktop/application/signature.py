"""Signing a PDF and the verdict on one.

A Laporan has one signature field, or three that are filled in this order as incremental updates:
the first certifies the document, the last locks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
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
class Pkcs12:
    """A certificate file with its private key, and what opens it."""

    data: bytes = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """A token or card whose key never leaves it, and its PIN for this one signature."""

    module: str
    """Path of the PKCS#11 module of its vendor."""
    label: str
    slot: int
    """Where it was found; decides between several of one label."""
    pin: str = field(repr=False)


Credential = Pkcs12 | Token
"""With what somebody signs; lives as long as the act."""


@dataclass(frozen=True, slots=True)
class FoundToken:
    """A token that a module sees."""

    slot: int
    label: str
    model: str
    """Vendor and model, as it says."""
    peringatan: str = ""
    """Sentence about its PIN: few tries left, locked; '' for none."""


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
    """Signs PDFs with a certificate file or a token, and verifies them."""

    def tokens(self, module: Path) -> Sequence[FoundToken]:
        """Return the tokens that a PKCS#11 module sees. Raises SigningError where none."""
        ...

    def sign(
        self,
        pdf: bytes,
        *,
        credential: Credential,
        identity: SignerIdentity,
        reason: str,
        location: str,
        at: datetime,
        field: str = KADIS,
    ) -> bytes:
        """Sign in the reserved box. Raises SigningError (wrong secret, expired, no key)."""
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
        """Return the check codes that QR codes on a scan hold; () where none can be read.

        What a page with text of its own shows as pictures is no scan, and is not read.
        """
        ...

    def shows_text(self, data: bytes) -> bool:
        """Tell whether a PDF shows text of its own, so that it is no scan of paper."""
        ...
