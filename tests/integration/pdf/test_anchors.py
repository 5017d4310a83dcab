"""Whom this office trusts: certificates of issuers in a folder."""

from __future__ import annotations

import pytest
from tests.integration.pdf.signing import KADIS, PASSWORD, a_certificate, a_signer, signed

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.pdf.anchors import AnchorFolder
from bina_desktop.pdf.demo_certificate import DEMO_CA


@pytest.fixture
def folder(tmp_path):
    return AnchorFolder(tmp_path / "penerbit")


def test_folder_that_is_not_there_trusts_nobody(folder):
    assert folder.read() == ()
    assert folder.names() == []


def test_added_issuer_is_trusted_by_the_next_verification(folder, tmp_path):
    path = tmp_path / "induk.crt"
    path.write_bytes(a_certificate().ca)
    assert folder.add(path) == DEMO_CA
    assert folder.names() == [DEMO_CA]
    verdict = a_signer(anchors=folder.read).verify(signed())
    assert verdict.ok
    assert verdict.anchors == 1
    assert verdict.signatures[0].trusted


def test_certificate_of_a_signer_is_no_anchor(folder, tmp_path):
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

    _, own, _ = pkcs12.load_key_and_certificates(a_certificate(KADIS).pkcs12, PASSWORD.encode())
    path = tmp_path / "kadis.cer"
    path.write_bytes(own.public_bytes(Encoding.DER))
    with pytest.raises(InvalidValueError, match="bukan penerbit"):
        folder.add(path)


def test_file_that_is_no_certificate_is_refused_and_skipped(folder, tmp_path):
    path = tmp_path / "catatan.crt"
    path.write_text("bukan sertifikat")
    with pytest.raises(InvalidValueError, match="bukan sertifikat"):
        folder.add(path)
    folder.folder.mkdir()
    (folder.folder / "catatan.crt").write_text("bukan sertifikat")
    (folder.folder / "baca.txt").write_text("apa saja")
    assert folder.read() == []


def test_file_that_cannot_be_read_is_told(folder, tmp_path):
    with pytest.raises(InvalidValueError, match="tidak dapat dibaca"):
        folder.add(tmp_path / "tidak-ada.crt")
