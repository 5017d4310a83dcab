"""Signs PDFs with a PKCS#12 file or a token (PAdES), verifies signatures; wholly offline.

There is no trusted time offline: the signing time is the computer's claim, and says so.
pyHanko is imported at the first use, never at start-up.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bina_desktop.application.signature import (
    FIELDS,
    KADIS,
    Credential,
    ExpectedSigner,
    FoundToken,
    PdfVerification,
    Pkcs12,
    SignerIdentity,
)
from bina_desktop.domain.errors import SigningError
from bina_desktop.domain.kalender import WIB
from bina_desktop.pdf.certificate import OpenKey, open_pkcs12

_BESIDE_CERTIFICATES: Final = 4096
"""Bytes of a signature beside its certificates: attributes and names, thrice what they take."""


class PyHankoSigner:
    """Implements `Signer`; `fonts_dir` is for the visible mark.

    `anchors` gives the certificates of issuers that this installation trusts.
    """

    def __init__(
        self, fonts_dir: Path, *, anchors: Callable[[], Sequence[bytes]] = tuple[bytes, ...]
    ) -> None:
        self._fonts_dir = fonts_dir
        self._anchors = anchors
        silence_pyhanko()

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
        """Sign in the reserved box; in the last field every later change is forbidden.

        Raises SigningError: wrong password or PIN, no key, expired, another person's certificate,
        no box.
        """
        try:
            with _opened(credential, identity, at) as key:
                return self._sign(
                    pdf,
                    key=key,
                    identity=identity,
                    reason=reason,
                    location=location,
                    at=at,
                    field=field,
                )
        except SigningError:
            raise
        except Exception as error:
            logging.getLogger(__name__).warning("signing failed", exc_info=True)
            raise SigningError(
                "Berkas PDF ini tidak dapat ditandatangani. Buat ulang laporannya, lalu coba lagi."
            ) from error

    def _sign(
        self,
        pdf: bytes,
        *,
        key: OpenKey,
        identity: SignerIdentity,
        reason: str,
        location: str,
        at: datetime,
        field: str,
    ) -> bytes:
        import io

        from pyhanko.pdf_utils.content import ImportedPdfPage
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.pdf_utils.layout import SimpleBoxLayoutRule
        from pyhanko.sign import fields, signers
        from pyhanko.stamp import StaticStampStyle

        from bina_desktop.pdf.fonts import register_fonts
        from bina_desktop.pdf.stamp import draw_stamp

        local = at.astimezone(WIB)

        class Signer(signers.PdfSigner):
            """Signs at the time given, not at the time of the clock of pyHanko."""

            def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
                session = super().init_signing_session(*args, **kwargs)
                session.system_time = local
                return session

        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        width, height = _reserved_box(writer, field)
        first = not list(writer.prev.embedded_signatures)
        lock = fields.MDPPerm.NO_CHANGES if field == KADIS else fields.MDPPerm.FILL_FORMS
        register_fonts(self._fonts_dir)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "stempel.pdf"
            path.write_bytes(draw_stamp(identity, at, width, height))
            style = StaticStampStyle(
                border_width=0,
                background=ImportedPdfPage(str(path)),
                background_layout=SimpleBoxLayoutRule.from_config(
                    {"x-align": "mid", "y-align": "mid", "margins": [0, 0, 0, 0]}
                ),
                background_opacity=1.0,
            )
            signer = Signer(
                signers.PdfSignatureMetadata(
                    field_name=field,
                    name=key.name,
                    reason=reason,
                    location=location,
                    md_algorithm="sha256",
                    subfilter=fields.SigSeedSubFilter.PADES,
                    certify=first,
                    docmdp_permissions=lock,
                ),
                signer=key.signer,
                stamp_style=style,
            )
            signed = signer.sign_pdf(
                writer, existing_fields_only=True, bytes_reserved=_room_for(key.signer)
            )
        return signed.getvalue()

    def tokens(self, module: Path) -> Sequence[FoundToken]:
        """Return the tokens that a PKCS#11 module sees. Raises SigningError where none."""
        from bina_desktop.pdf.token import find_tokens

        return find_tokens(module)

    def verify(
        self,
        pdf: bytes,
        *,
        anchors: Sequence[bytes] | None = None,
        expected: Sequence[ExpectedSigner] | None = None,
    ) -> PdfVerification:
        """Check every signature and that exactly the expected ones exist.

        With anchors the verdict also asks that every certificate chains to one of them; without,
        `trusted` is False and the explanation says that the issuer was not checked.
        """
        from bina_desktop.pdf.verification import verify_pdf

        roots = self._anchors() if anchors is None else anchors
        return verify_pdf(pdf, anchors=roots, expected=expected)

    def verify_returned(
        self, sent: bytes, returned: bytes, *, by: SignerIdentity
    ) -> PdfVerification:
        """Check a document that was signed elsewhere: the same that was sent, signed by `by`."""
        from bina_desktop.pdf.returned import verify_returned

        return verify_returned(sent, returned, by=by, anchors=self._anchors())

    def check_codes(self, data: bytes) -> Sequence[str]:
        """Return the check codes that QR codes on a scan hold; () where none can be read."""
        from bina_desktop.pdf.check_code import read_check_codes

        return read_check_codes(data)

    def shows_text(self, data: bytes) -> bool:
        """Tell whether a PDF shows text of its own, so that it is no scan of paper."""
        from bina_desktop.pdf.scan import shows_text

        return shows_text(data)


def _opened(
    credential: Credential, identity: SignerIdentity, at: datetime
) -> AbstractContextManager[OpenKey]:
    if isinstance(credential, Pkcs12):
        return open_pkcs12(credential, identity, at)
    from bina_desktop.pdf.token import open_token

    return open_token(credential, identity, at)


def _room_for(signer: Any) -> int:
    """Return how many hexadecimal digits a signature may need, with its certificates.

    pyHanko would find out by signing once more for nothing.
    """
    certificates = [signer.signing_cert, *signer.cert_registry]
    return 2 * (_BESIDE_CERTIFICATES + sum(len(one.dump()) for one in certificates))


def silence_pyhanko() -> None:
    """Keep the tracebacks that pyHanko logs for broken files out of our log."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _reserved_box(writer: Any, field: str) -> tuple[float, float]:
    """Return width and height of the empty field. Raises SigningError."""
    from pyhanko.sign.fields import enumerate_sig_fields

    for name, value, reference in enumerate_sig_fields(writer.prev):
        if name != field:
            if value is None and name in FIELDS[: FIELDS.index(field)]:
                raise SigningError(
                    f"{name} belum menandatangani dokumen ini; tanda tangan dibubuhkan berurutan."
                )
            continue
        if value is not None:
            raise SigningError("Dokumen ini sudah ditandatangani, tidak dapat diulang.")
        widget: Any = reference.get_object()
        x0, y0, x1, y1 = (float(v) for v in widget["/Rect"])
        return abs(x1 - x0), abs(y1 - y0)
    raise SigningError(
        "Dokumen ini tidak memiliki tempat tanda tangan elektronik. Buat ulang laporan untuk "
        "ditandatangani secara elektronik."
    )
