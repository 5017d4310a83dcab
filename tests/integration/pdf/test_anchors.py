"""Whom this office trusts: certificates of issuers in a folder."""

from __future__ import annotations

import pytest
from tests.integration.pdf.signing import (
    AT,
    KADIS,
    KASI,
    PASSWORD,
    a_certificate,
    a_signer,
    signed,
)

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.pdf.anchors import AnchorFolder
from bina_desktop.pdf.demo_certificate import DEMO_CA


@pytest.fixture
def folder(tmp_path):
    return AnchorFolder(tmp_path / "penerbit")


def test_folder_that_is_not_there_trusts_nobody(folder):
    assert folder.read() == []
    assert folder.list() == []


def test_added_issuer_is_trusted_by_the_next_verification(folder):
    (seen,) = folder.look(a_certificate().ca, "induk.crt")
    assert folder.list() == []
    folder.add(a_certificate().ca, "induk.crt")
    (one,) = folder.list()
    assert one == seen
    assert one.nama == DEMO_CA
    assert one.is_valid(AT.date())
    assert len(one.fingerprint) == 64
    verdict = a_signer(anchors=folder.read).verify(signed())
    assert verdict.ok
    assert verdict.anchors == 1
    assert verdict.signatures[0].trusted


def test_certificate_of_a_signer_is_no_anchor(folder):
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

    _, own, _ = pkcs12.load_key_and_certificates(a_certificate(KADIS).pkcs12, PASSWORD.encode())
    with pytest.raises(InvalidValueError, match="bukan penerbit"):
        folder.add(own.public_bytes(Encoding.DER), "kadis.cer")


def test_file_that_is_no_certificate_is_refused_and_skipped(folder):
    with pytest.raises(InvalidValueError, match="bukan sertifikat"):
        folder.add(b"bukan sertifikat", "catatan.crt")
    (folder.folder / "catatan.crt").write_text("bukan sertifikat")
    (folder.folder / "baca.txt").write_text("apa saja")
    assert folder.read() == []


def test_a_removed_issuer_is_trusted_no_more_and_the_others_of_its_file_stay(folder):
    first, second = (a_certificate(who).ca for who in (KADIS, KASI))
    folder.folder.mkdir()
    (folder.folder / "keduanya.pem").write_bytes(first + second)
    one, other = folder.list()
    folder.remove(one.fingerprint)
    assert folder.list() == [other]
    folder.remove(one.fingerprint)
    assert not a_signer(anchors=folder.read).verify(signed()).ok
    folder.remove(other.fingerprint)
    assert folder.list() == []


def test_a_folder_that_cannot_be_written_is_told(folder):
    folder.folder.write_text("bukan folder")
    with pytest.raises(InvalidValueError, match="tidak dapat ditulisi"):
        folder.add(a_certificate().ca, "induk.crt")
