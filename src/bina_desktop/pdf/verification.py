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
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bina_desktop.application.signature import (
    FIELDS,
    ExpectedSigner,
    PdfVerification,
    SignatureCheck,
)
from bina_desktop.domain.bahasa import format_daftar, format_waktu
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.kode_cek import KODE_CEK, parse_kode_cek
from bina_desktop.pdf.anchors import common_name, name_of, parse_certificates
from bina_desktop.pdf.certificate import same_person

_LOG = logging.getLogger(__name__)


def verify_pdf(
    pdf: bytes, *, anchors: Sequence[bytes], expected: Sequence[ExpectedSigner] | None = None
) -> PdfVerification:
    """Check a PDF; broken files and files without signature are verdicts, not errors.

    Without `expected` the document's own fields tell which signatures it must have.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    if b"%PDF-" not in pdf[:1024]:
        return _refused(sha256, "Berkas ini bukan PDF.")
    roots = [one for data in anchors for one in parse_certificates(data)]
    try:
        found = _read(pdf, roots)
    except Exception:  # a hostile file may break the reader anywhere
        _LOG.info("PDF could not be read for verification", exc_info=True)
        text = "Berkas PDF ini rusak atau tidak lengkap sehingga tanda tangannya tidak terbaca."
        return _refused(sha256, text)
    if not found.checks:
        text = "PDF ini tidak memuat tanda tangan elektronik."
        if b"/ByteRange" in pdf:
            text = "Tanda tangan pada PDF ini tidak terbaca; berkasnya telah diubah atau rusak."
        return PdfVerification(sha256, (), ok=False, explanation=text, kode=found.kode)
    ok, text = _verdict(found, expected, asked_trust=bool(roots))
    return PdfVerification(sha256, found.checks, ok, text, kode=found.kode, anchors=len(roots))


@dataclass(frozen=True, slots=True)
class _Found:
    """What a PDF says of its signatures."""

    checks: tuple[SignatureCheck, ...]
    """In the order in which they were made."""
    blank: tuple[str, ...]
    """Names of fields that nobody signed."""
    kode: str


def _refused(sha256: str, explanation: str) -> PdfVerification:
    return PdfVerification(sha256, (), ok=False, explanation=explanation)


def _verdict(
    found: _Found, expected: Sequence[ExpectedSigner] | None, *, asked_trust: bool
) -> tuple[bool, str]:
    checks = found.checks
    broken = [check for check in checks if not check.ok]
    if broken:
        names = format_daftar([check.signer for check in broken])
        return False, f"Tanda tangan {names} tidak sah: {broken[0].explanation}"
    fault = _other_fields(found, expected) or _other_signers(checks, expected or ())
    if fault:
        return False, fault
    names = format_daftar([check.signer for check in checks])
    if all(check.trusted for check in checks):
        return True, (
            f"Tanda tangan {names} sah, penerbit sertifikatnya dipercaya, dan dokumen tidak "
            "diubah sesudahnya."
        )
    if asked_trust:
        others = format_daftar([check.signer for check in checks if not check.trusted])
        return False, (
            f"Isi dokumen utuh, tetapi sertifikat {others} tidak diterbitkan oleh penerbit yang "
            "dipercaya di komputer ini."
        )
    return True, (
        f"Dokumen ini ditandatangani {names} dan tidak diubah sesudahnya. Penerbit sertifikatnya "
        "tidak diperiksa, karena belum ada sertifikat penerbit tepercaya di komputer ini (tanda "
        "tangan elektronik tidak tersertifikasi)."
    )


def _other_fields(found: _Found, expected: Sequence[ExpectedSigner] | None) -> str:
    """Return what is wrong with the set of signatures; '' for nothing."""
    signed = [check.field for check in found.checks]
    if expected is not None:
        wanted = [one.field for one in expected]
    elif set(signed) | set(found.blank) <= set(FIELDS):
        wanted = [field for field in FIELDS if field in signed or field in found.blank]
    elif set(signed).isdisjoint(FIELDS):
        wanted = signed  # signed by another program: it says itself who signed
    else:
        wanted = [field for field in FIELDS if field in signed]
    if signed == wanted and not found.blank:
        return ""
    missing = [field for field in wanted if field not in signed]
    if missing and set(signed) <= set(wanted):
        return f"Tanda tangan {format_daftar(missing)} belum ada pada PDF ini."
    return (
        f"Tanda tangan pada PDF ini ({format_daftar(signed)}) tidak sama dengan yang "
        f"seharusnya ada ({format_daftar(wanted)})."
    )


def _other_signers(checks: Sequence[SignatureCheck], expected: Sequence[ExpectedSigner]) -> str:
    """Return whose signature stands where another's should; '' where all are right."""
    people = {one.field: one for one in expected}
    for check in checks:
        wanted = people.get(check.field)
        if wanted is None:
            continue
        by_nip = bool(check.nip and wanted.nip)
        same = check.nip == wanted.nip if by_nip else same_person(check.signer, wanted.nama)
        if not same:
            return (
                f"Tanda tangan {check.field} dibuat dengan sertifikat {check.signer}, bukan milik "
                f"{wanted.nama}."
            )
    return ""


def _read(pdf: bytes, anchors: Sequence[Any]) -> _Found:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    reader = PdfFileReader(io.BytesIO(pdf))
    signatures = list(reader.embedded_signatures)
    last = len(signatures) - 1
    checks = tuple(
        check_signature(signature, anchors, is_last=place == last)
        for place, signature in enumerate(signatures)
    )
    blank = tuple(name for name, value, _ in enumerate_sig_fields(reader) if value is None)
    return _Found(checks, blank, _check_code(reader))


def _check_code(reader: Any) -> str:
    try:
        words = str(reader.trailer["/Info"].get("/Keywords", ""))
    except KeyError:
        return ""
    try:
        return parse_kode_cek(words.removeprefix(KODE_CEK)) if words.startswith(KODE_CEK) else ""
    except InvalidValueError:
        return ""


def check_signature(signature: Any, anchors: Sequence[Any], *, is_last: bool) -> SignatureCheck:
    """Judge one signature by itself."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    certificate = signature.signer_cert
    name = common_name(certificate)
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
        nip=_nip(certificate),
        issuer=name_of(certificate.issuer),
        fingerprint=certificate.sha256.hex(),
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


def _nip(certificate: Any) -> str:
    number = str(certificate.subject.native.get("serial_number") or "")
    return number if len(number) == 18 and number.isdecimal() else ""


def _explain(name: str, claimed: datetime | None, faults: Sequence[str], *, trusted: bool) -> str:
    if faults:
        text = format_daftar(list(faults))
        return f"{text[0].upper()}{text[1:]}."
    when = f"pada {format_waktu(claimed)} menurut jam komputernya" if claimed else "tanpa waktu"
    issuer = "penerbitnya dipercaya" if trusted else "penerbitnya tidak diperiksa"
    return f"Ditandatangani {name} {when}; dokumen utuh, {issuer}."
