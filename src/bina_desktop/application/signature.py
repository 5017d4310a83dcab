"""Signing a PDF and the verdict on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SignerIdentity:
    """Who signs, as shown in the block and compared on verification."""

    nama: str
    nip: str
    jabatan: str


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


@dataclass(frozen=True, slots=True)
class PdfVerification:
    """The whole verdict on a PDF: `ok` only if there is a signature and every one holds."""

    sha256: str
    signatures: tuple[SignatureCheck, ...]
    ok: bool
    explanation: str


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
    ) -> bytes:
        """Sign in the reserved box. Raises SigningError (wrong password, expired, no key)."""
        ...

    def verify(self, pdf: bytes, *, anchors: Sequence[bytes] = ()) -> PdfVerification:
        """Check every signature; `anchors` are DER or PEM certificates to trust."""
        ...
