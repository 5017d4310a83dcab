"""Judges the signatures of a PDF by the whole rule, never by `intact` or `valid` alone.

A signature holds if it is intact and valid, only allowed changes follow it, and the last one
covers the whole file; a document holds if it has exactly the expected signatures and all of them
hold. Text painted over a page in a later update shows in nothing but the rule about changes.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bina_desktop.application.signature import PdfVerification, SignatureCheck
from bina_desktop.domain.bahasa import format_daftar, format_waktu
from bina_desktop.pdf.certificate import same_person

_LOG = logging.getLogger(__name__)


def verify_pdf(
    pdf: bytes, *, anchors: Sequence[bytes], expected: Sequence[str]
) -> PdfVerification:
    """Check a PDF; broken files and files without signature are verdicts, not errors."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    if b"%PDF-" not in pdf[:1024]:
        return _refused(sha256, "Berkas ini bukan PDF.")
    try:
        checks = _check_all(pdf, _certificates(anchors))
    except Exception:  # a hostile file may break the reader anywhere
        _LOG.info("PDF could not be read for verification", exc_info=True)
        text = "Berkas PDF ini rusak atau tidak lengkap sehingga tanda tangannya tidak terbaca."
        return _refused(sha256, text)
    if not checks:
        text = "PDF ini tidak memuat tanda tangan elektronik."
        if b"/ByteRange" in pdf:
            text = "Tanda tangan pada PDF ini tidak terbaca; berkasnya telah diubah atau rusak."
        return _refused(sha256, text)
    ok, text = _verdict(checks, expected, asked_trust=bool(anchors))
    return PdfVerification(sha256, checks, ok=ok, explanation=text)


def _refused(sha256: str, explanation: str) -> PdfVerification:
    return PdfVerification(sha256, (), ok=False, explanation=explanation)


def _verdict(
    checks: Sequence[SignatureCheck], expected: Sequence[str], *, asked_trust: bool
) -> tuple[bool, str]:
    broken = [check for check in checks if not check.ok]
    if broken:
        names = format_daftar([check.signer for check in broken])
        return False, f"Tanda tangan {names} tidak sah: {broken[0].explanation}"
    found = sorted(check.field for check in checks)
    if found != sorted(expected):
        return False, (
            f"Tanda tangan pada PDF ini ({format_daftar(found)}) tidak sama dengan yang "
            f"seharusnya ada ({format_daftar(sorted(expected))})."
        )
    names = format_daftar([check.signer for check in checks])
    if all(check.trusted for check in checks):
        return True, f"Tanda tangan {names} sah dan dokumen tidak diubah sesudahnya."
    if asked_trust:
        return False, (
            f"Isi dokumen utuh, tetapi sertifikat {names} tidak diterbitkan oleh penerbit yang "
            "dipercaya."
        )
    return True, (
        f"Dokumen ini ditandatangani {names} dan tidak diubah sesudahnya. Penerbit sertifikatnya "
        "tidak diperiksa (tanda tangan elektronik tidak tersertifikasi)."
    )


def _certificates(anchors: Sequence[bytes]) -> list[Any]:
    from asn1crypto import pem, x509

    found: list[Any] = []
    for data in anchors:
        if not pem.detect(data):
            found.append(x509.Certificate.load(data))
            continue
        blocks: Any = pem.unarmor(data, multiple=True)
        found += [x509.Certificate.load(der) for _, _, der in blocks]
    return found


def _check_all(pdf: bytes, anchors: Sequence[Any]) -> tuple[SignatureCheck, ...]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    signatures = list(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
    last = len(signatures) - 1
    return tuple(
        _check(signature, anchors, is_last=place == last)
        for place, signature in enumerate(signatures)
    )


def _check(signature: Any, anchors: Sequence[Any], *, is_last: bool) -> SignatureCheck:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    certificate = signature.signer_cert
    name = _common_name(certificate)
    claimed = signature.self_reported_timestamp
    # The chain in the file stands in for trust, so that the other rules can be asked on their own.
    own = list(signature.other_embedded_certs) or [certificate]
    status = _status(signature, own, claimed)
    faults: list[str] = []
    if not status.intact:
        faults.append("isi dokumen berubah sesudah ditandatangani")
    elif not status.valid:
        faults.append("nilai tanda tangannya tidak cocok dengan sertifikat")
    elif status.docmdp_ok is False:
        faults.append("ada perubahan yang tidak diizinkan sesudah tanda tangan")
    elif is_last and status.coverage < SignatureCoverageLevel.ENTIRE_FILE:
        faults.append("ada tambahan di luar bagian yang ditandatangani")
    elif not status.bottom_line or not _was_valid(certificate, claimed):
        faults.append("sertifikatnya tidak berlaku pada waktu tanda tangan")
    written = str(signature.sig_object.get("/Name", "") or "")
    if written and not same_person(written, name):
        faults.append(f"nama yang tertulis ({written}) bukan pemilik sertifikat")
    trusted = bool(anchors) and _status(signature, anchors, claimed).bottom_line
    return SignatureCheck(
        field=str(signature.field_name),
        signer=name,
        signed_at=claimed,
        ok=not faults,
        trusted=trusted,
        explanation=_explain(name, claimed, faults, trusted=trusted),
    )


def _was_valid(certificate: Any, claimed: datetime | None) -> bool:
    """Tell whether it was in force; of a certificate that is its own anchor nobody else asks."""
    moment = claimed or datetime.now(UTC)
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)


def _status(signature: Any, roots: Sequence[Any], moment: datetime | None) -> Any:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=list(roots),
        other_certs=list(signature.other_embedded_certs),
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=(moment or datetime.now(UTC)).astimezone(UTC),
    )
    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    return validate_pdf_signature(signature, context, key_usage_settings=usage)


def _common_name(certificate: Any) -> str:
    native = certificate.subject.native
    name = native.get("common_name") or certificate.subject.human_friendly
    return name[0] if isinstance(name, list) else str(name)


def _explain(name: str, claimed: datetime | None, faults: Sequence[str], *, trusted: bool) -> str:
    if faults:
        text = format_daftar(list(faults))
        return f"{text[0].upper()}{text[1:]}."
    when = f"pada {format_waktu(claimed)} menurut jam komputernya" if claimed else "tanpa waktu"
    issuer = "penerbitnya dipercaya" if trusted else "penerbitnya tidak diperiksa"
    return f"Ditandatangani {name} {when}; dokumen utuh, {issuer}."
