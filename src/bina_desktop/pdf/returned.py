"""A document that was sent out to be signed and came back: the same document, really signed?

Its signatures alone do not tell: whoever signs may have altered the page first. So all that was
added to the sent bytes is reviewed, and only signatures may be among it.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import replace

from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    FormUpdatingRule,
    ModificationLevel,
    StandardDiffPolicy,
)

from bina_desktop.application.signature import (
    PdfVerification,
    SignatureCheck,
    SignerIdentity,
)
from bina_desktop.domain.bahasa import format_daftar
from bina_desktop.pdf.certificate import same_person
from bina_desktop.pdf.verification import verify_pdf

_LOG = logging.getLogger(__name__)


def verify_returned(
    sent: bytes, returned: bytes, *, by: SignerIdentity, anchors: Sequence[bytes]
) -> PdfVerification:
    """Return the verdict on the returned file; it holds only where nothing but signatures was
    added to the sent one, and one of them is of `by`.
    """
    verdict = verify_pdf(returned, anchors=anchors)
    if returned == sent:
        return _refuse(verdict, "Berkas ini sama dengan yang dikirim: belum ada tanda tangannya.")
    if not returned.startswith(sent):
        return _refuse(
            verdict,
            "Berkas ini bukan dokumen yang dikirim, atau seluruh isinya ditulis ulang. Pastikan "
            "layanan membubuhkan tanda tangan pada berkas yang dikirim, tanpa mencetak atau "
            "menyimpannya kembali.",
        )
    if verdict.signatures and not _adds_signatures_only(returned, verdict):
        return _refuse(
            verdict,
            "Isi dokumen yang dikirim diubah sebelum atau sesudah ditandatangani, jadi tidak "
            "diterima.",
        )
    if verdict.ok and not any(_is_of(check, by) for check in verdict.signatures):
        names = format_daftar([check.signer for check in verdict.signatures])
        return _refuse(
            verdict,
            f"Berkas ini ditandatangani {names}, bukan {by.nama}. Yang mengesahkan laporan "
            "menandatanganinya sendiri.",
        )
    return verdict


def _is_of(check: SignatureCheck, by: SignerIdentity) -> bool:
    if check.nip and by.nip:
        return check.nip == by.nip
    return same_person(check.signer, by.nama)


def _refuse(verdict: PdfVerification, explanation: str) -> PdfVerification:
    return replace(verdict, ok=False, explanation=explanation)


def _adds_signatures_only(returned: bytes, verdict: PdfVerification) -> bool:
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(returned))
        found = _policy().review_file(reader, 0)
    except Exception:  # suspicious, or written in a way that cannot be compared
        _LOG.info("returned document was altered", exc_info=True)
        return False
    signed = {check.field for check in verdict.signatures}
    return (
        isinstance(found, DiffResult)
        and found.modification_level <= ModificationLevel.FORM_FILLING
        and found.changed_form_fields <= signed
    )


def _policy() -> StandardDiffPolicy:
    """Return pyHanko's own policy, for a document that had no signature before."""
    own = DEFAULT_DIFF_POLICY.form_rule
    rules = own.field_rules if own else []
    # The first signature says that there is one, and may bring the resources of its look.
    form = FormUpdatingRule(rules, {"/Fields", "/SigFlags", "/DR", "/DA", "/NeedAppearances"})
    return StandardDiffPolicy(DEFAULT_DIFF_POLICY.global_rules, form)
