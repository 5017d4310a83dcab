"""A Laporan that was sent out to be signed with a certified service, and what comes back."""

from __future__ import annotations

from tests.integration.pdf.signing import (
    KABID,
    KADIS,
    a_signer,
    paint_over,
    sign_elsewhere,
    signed,
    to_be_sent,
)


def test_sent_document_with_a_signature_is_taken():
    verdict = a_signer().verify_returned(to_be_sent(), sign_elsewhere(to_be_sent()), by=KADIS)
    assert verdict.ok
    assert [check.field for check in verdict.signatures] == ["Signature1"]


def test_document_altered_before_it_was_signed_is_refused():
    returned = sign_elsewhere(paint_over(to_be_sent()))
    assert a_signer().verify(returned).ok  # the signature alone does not tell
    verdict = a_signer().verify_returned(to_be_sent(), returned, by=KADIS)
    assert not verdict.ok
    assert "diubah sebelum atau sesudah" in verdict.explanation


def test_document_altered_after_it_was_signed_is_refused():
    returned = paint_over(sign_elsewhere(to_be_sent()))
    assert not a_signer().verify_returned(to_be_sent(), returned, by=KADIS).ok


def test_another_document_is_refused():
    verdict = a_signer().verify_returned(to_be_sent(), signed(), by=KADIS)
    assert not verdict.ok
    assert "bukan dokumen yang dikirim" in verdict.explanation


def test_document_without_a_new_signature_is_refused():
    verdict = a_signer().verify_returned(to_be_sent(), to_be_sent(), by=KADIS)
    assert not verdict.ok
    assert "belum ada tanda tangannya" in verdict.explanation


def test_bytes_without_signature_behind_the_document_are_refused():
    verdict = a_signer().verify_returned(to_be_sent(), to_be_sent() + b"\n% tambahan\n", by=KADIS)
    assert not verdict.ok
    assert verdict.explanation == "PDF ini tidak memuat tanda tangan elektronik."


def test_document_signed_by_another_is_refused():
    returned = sign_elsewhere(to_be_sent())
    verdict = a_signer().verify_returned(to_be_sent(), returned, by=KABID)
    assert not verdict.ok
    assert "bukan Drs. Ahmad Yani" in verdict.explanation
