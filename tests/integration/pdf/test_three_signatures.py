"""Kasi, Kabid and Kadis sign one document in turn; nobody comes after the last."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from tests.integration.pdf.signing import (
    KABID,
    KADIS,
    KASI,
    a_certificate,
    a_signer,
    flip,
    for_three,
    sign_as,
    sign_elsewhere,
    signed_by_three,
    signed_by_two,
)

from bina_desktop.application.signature import ExpectedSigner
from bina_desktop.domain.errors import SigningError

ALL = [
    ExpectedSigner(field, one.nama, one.nip)
    for field, one in (("Kasi", KASI), ("Kabid", KABID), ("Kadis", KADIS))
]


def test_three_signatures_hold_and_each_is_of_whom_it_should_be():
    roots = [a_certificate(one).ca for one in (KASI, KABID, KADIS)]
    verdict = a_signer().verify(signed_by_three(), anchors=roots, expected=ALL)
    assert verdict.ok
    assert "dipercaya" in verdict.explanation
    assert [(c.field, c.nip) for c in verdict.signatures] == [
        ("Kasi", KASI.nip),
        ("Kabid", KABID.nip),
        ("Kadis", KADIS.nip),
    ]


def test_each_signature_only_adds_to_the_file():
    assert signed_by_two().startswith(for_three())
    assert signed_by_three().startswith(signed_by_two())


def test_one_untrusted_issuer_among_three_is_named():
    roots = [a_certificate(one).ca for one in (KASI, KADIS)]
    verdict = a_signer().verify(signed_by_three(), anchors=roots)
    assert not verdict.ok
    assert KABID.nama in verdict.explanation
    assert KASI.nama not in verdict.explanation


def test_document_cut_back_to_two_signatures_is_reported():
    verdict = a_signer().verify(signed_by_two())
    assert not verdict.ok
    assert verdict.explanation == "Tanda tangan Kadis belum ada pada PDF ini."


def test_fourth_signature_after_the_lock_is_reported():
    verdict = a_signer().verify(sign_elsewhere(signed_by_three()))
    assert not verdict.ok
    assert "tidak diizinkan" in verdict.explanation


def test_unknown_field_beside_ours_is_reported():
    verdict = a_signer().verify(sign_elsewhere(signed_by_two()))
    assert not verdict.ok


def test_order_of_signing_is_kept():
    with pytest.raises(SigningError, match="Kasi belum menandatangani"):
        sign_as(for_three(), KABID, "Kabid")


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_poppler_agrees_on_three_signatures_and_on_a_changed_byte(tmp_path):
    path = tmp_path / "laporan.pdf"

    def pdfsig(pdf: bytes) -> str:
        path.write_bytes(pdf)
        command = ["pdfsig", str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    whole = pdfsig(signed_by_three())
    assert whole.count("Signature is Valid") == 3
    assert whole.count("  - Total document signed") == 1
    place = signed_by_three().index(b"endstream") - 20
    broken = flip(signed_by_three(), place)
    assert "Signature is Valid" not in pdfsig(broken)
    assert not a_signer().verify(broken).ok


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_fault(tmp_path):
    path = tmp_path / "laporan.pdf"
    path.write_bytes(signed_by_three())
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
