"""Signing with PKCS#12 and the verdict on whole, broken and forged documents."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests.integration.pdf.signing import (
    AT,
    KABID,
    KADIS,
    PASSWORD,
    a_certificate,
    a_signer,
    flip,
    forge,
    paint_over,
    sign,
    signed,
    unsigned,
)
from tests.unit.pdf.reading import unembedded_fonts

from bina_desktop.application.signature import ExpectedSigner, Pkcs12, SignerIdentity
from bina_desktop.domain.errors import SigningError
from bina_desktop.pdf.certificate import same_person
from bina_desktop.pdf.demo_certificate import DEMO_CA, make_demo_certificate

EXPECTED_KADIS = ExpectedSigner("Kadis", KADIS.nama, KADIS.nip)


def test_signed_report_holds_and_names_signer_and_time():
    verdict = a_signer().verify(signed(), anchors=[a_certificate().ca])
    assert verdict.ok
    (check,) = verdict.signatures
    assert check.ok
    assert check.trusted
    assert check.field == "Kadis"
    assert check.signer == KADIS.nama
    assert check.nip == KADIS.nip
    assert check.issuer == DEMO_CA
    assert len(check.fingerprint) == 64
    assert check.signed_at == AT
    assert "27 November 2026 pukul 10.04 WIB" in check.explanation


def test_signing_time_is_written_in_wib():
    (signature,) = PdfFileReader(io.BytesIO(signed())).embedded_signatures
    assert str(signature.sig_object["/M"]) == "D:20261127100405+07'00'"


def test_signing_only_adds_to_the_frozen_bytes():
    assert signed().startswith(unsigned())


def test_pyhanko_itself_says_bottom_line():
    (signature,) = PdfFileReader(io.BytesIO(signed())).embedded_signatures
    from asn1crypto import pem, x509

    root = x509.Certificate.load(pem.unarmor(a_certificate().ca)[2])
    context = ValidationContext(trust_roots=[root], moment=AT, allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_poppler_says_the_signature_is_valid(tmp_path):
    path = tmp_path / "laporan.pdf"
    path.write_bytes(signed())
    answer = subprocess.run(
        ["pdfsig", str(path)], capture_output=True, text=True, check=False
    ).stdout
    assert "Signature is Valid" in answer
    assert "Total document signed" in answer
    assert "ETSI.CAdES.detached" in answer


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler's pdffonts is not installed")
def test_poppler_sees_only_embedded_fonts(tmp_path):
    path = tmp_path / "laporan.pdf"
    path.write_bytes(signed())
    lines = subprocess.run(
        ["pdffonts", str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert lines
    assert all(line.split()[-5] == "yes" for line in lines)


def test_signed_report_keeps_fonts_embedded():
    assert unembedded_fonts(signed()) == set()


def test_without_anchors_the_issuer_is_not_vouched_for():
    verdict = a_signer().verify(signed())
    assert verdict.ok
    assert not verdict.signatures[0].trusted
    assert "tidak tersertifikasi" in verdict.explanation


def test_foreign_anchor_is_not_enough():
    other = make_demo_certificate(KADIS, password=PASSWORD, at=AT)
    verdict = a_signer().verify(signed(), anchors=[other.ca])
    assert not verdict.ok
    assert verdict.signatures[0].ok
    assert "penerbit yang dipercaya" in verdict.explanation


def test_anchor_may_be_der():
    from asn1crypto import pem

    der = pem.unarmor(a_certificate().ca)[2]
    assert a_signer().verify(signed(), anchors=[der]).ok


@pytest.mark.parametrize("place", [100, 3_000, 40_000])
def test_one_flipped_bit_is_reported(place):
    verdict = a_signer().verify(flip(signed(), place), anchors=[a_certificate().ca])
    assert not verdict.ok
    assert verdict.explanation


def test_flipped_bit_in_a_page_is_told_as_a_change():
    place = signed().index(b"stream\r\n") + 20 if b"stream\r\n" in signed() else 3_000
    verdict = a_signer().verify(flip(signed(), place))
    assert not verdict.ok
    assert "berubah" in verdict.explanation or "rusak" in verdict.explanation


def test_text_painted_over_in_an_update_is_reported():
    verdict = a_signer().verify(paint_over(signed()), anchors=[a_certificate().ca])
    assert not verdict.ok
    assert "tidak diizinkan" in verdict.explanation


def test_bytes_hung_behind_the_signature_are_reported():
    verdict = a_signer().verify(signed() + b"\n% tambahan\n")
    assert not verdict.ok


def test_signature_that_should_be_there_is_missed():
    wanted = [ExpectedSigner("Kabid", KABID.nama, KABID.nip), EXPECTED_KADIS]
    verdict = a_signer().verify(signed(), expected=wanted)
    assert not verdict.ok
    assert verdict.explanation == "Tanda tangan Kabid belum ada pada PDF ini."


def test_signature_of_another_than_expected_is_reported():
    wanted = [ExpectedSigner("Kadis", KADIS.nama, KABID.nip)]  # another NIP under the same name
    verdict = a_signer().verify(signed(), expected=wanted)
    assert not verdict.ok
    assert "bukan milik" in verdict.explanation


def test_name_written_by_another_hand_is_reported():
    renamed = signed().replace(b"Kadis", b"Kadus")
    assert not a_signer().verify(renamed).ok


def test_damaged_signature_value_is_reported():
    start = signed().index(b"/Contents <") + len(b"/Contents <")
    end = signed().index(b">", start)
    place = start + len(signed()[start:end].rstrip(b"0")) - 5
    pdf = bytearray(signed())
    pdf[place : place + 1] = b"1" if pdf[place : place + 1] == b"0" else b"0"  # stays a hex digit
    verdict = a_signer().verify(bytes(pdf))
    assert not verdict.ok
    assert "tidak cocok dengan sertifikat" in verdict.explanation


def test_hidden_signature_field_is_not_called_unsigned():
    verdict = a_signer().verify(signed().replace(b"/AcroForm", b"/AcroFrom"))
    assert not verdict.ok
    assert "telah diubah atau rusak" in verdict.explanation


def test_foreign_name_over_a_certificate_is_reported():
    today = make_demo_certificate(KADIS, password=PASSWORD, at=datetime.now(UTC))
    verdict = a_signer().verify(forge(name="Orang Lain", certificate=today))
    assert not verdict.ok
    assert "bukan pemilik sertifikat" in verdict.explanation


def test_certificate_that_had_expired_is_reported():
    old = make_demo_certificate(KADIS, password=PASSWORD, at=AT.replace(year=2020), days=5)
    verdict = a_signer().verify(forge(name=KADIS.nama, certificate=old))
    assert not verdict.ok
    assert "tidak berlaku pada waktu tanda tangan" in verdict.explanation


@pytest.mark.parametrize(
    ("pdf", "words"),
    [
        (b"", "bukan PDF"),
        (b"PK\x03\x04 sebuah buku kerja", "bukan PDF"),
        (b"%PDF-1.4\nrusak", "rusak"),
    ],
)
def test_what_is_no_readable_pdf_gets_a_sentence(pdf, words):
    verdict = a_signer().verify(pdf)
    assert not verdict.ok
    assert words in verdict.explanation
    assert verdict.signatures == ()


def test_truncated_pdf_gets_a_sentence():
    verdict = a_signer().verify(signed()[:-4_000])
    assert not verdict.ok
    assert verdict.explanation.endswith(".")


def test_unsigned_pdf_is_not_called_broken():
    verdict = a_signer().verify(unsigned())
    assert not verdict.ok
    assert verdict.explanation == "PDF ini tidak memuat tanda tangan elektronik."


def test_nothing_of_pyhanko_reaches_the_log(caplog):
    a_signer().verify(flip(signed(), 3_000))
    assert not [record for record in caplog.records if record.name.startswith("pyhanko")]


# --- refusals ----------------------------------------------------------------------------------


def test_wrong_password_is_told():
    with pytest.raises(SigningError, match="kata sandinya salah"):
        sign(credential=Pkcs12(a_certificate().pkcs12, "keliru"))


def test_file_that_is_no_certificate_is_told():
    with pytest.raises(SigningError, match="bukan sertifikat"):
        sign(credential=Pkcs12(b"bukan p12", PASSWORD))


def test_expired_certificate_is_told_with_its_date():
    with pytest.raises(SigningError, match="habis pada 27 November 2027"):
        sign(at=AT + timedelta(days=400))


def test_certificate_of_tomorrow_is_told():
    with pytest.raises(SigningError, match="baru berlaku mulai"):
        sign(at=AT - timedelta(days=30))


def test_certificate_without_key_is_refused():
    _, certificate, _ = pkcs12.load_key_and_certificates(a_certificate().pkcs12, PASSWORD.encode())
    bare = pkcs12.serialize_key_and_certificates(None, None, None, [certificate], NoEncryption())
    with pytest.raises(SigningError, match="tidak memuat kunci"):
        sign(credential=Pkcs12(bare, ""))


def test_nobody_signs_with_another_persons_certificate():
    other = SignerIdentity("Orang Lain, S.H.", "197001011995031002", "Kepala Bidang")
    with pytest.raises(SigningError, match="bukan Orang Lain"):
        sign(identity=other)


def test_names_are_compared_where_there_is_no_nip():
    plain = make_demo_certificate(
        SignerIdentity("CONTOH KEPALA DINAS", "", ""), password=PASSWORD, at=AT
    )
    own = Pkcs12(plain.pkcs12, PASSWORD)
    assert a_signer().verify(sign(credential=own)).ok
    with pytest.raises(SigningError, match="bukan Orang Lain"):
        sign(credential=own, identity=SignerIdentity("Orang Lain", "", ""))


def test_signed_report_is_not_signed_again():
    with pytest.raises(SigningError, match="sudah ditandatangani"):
        sign(signed())


def test_pdf_without_the_box_is_refused():
    from tests.unit.pdf import samples

    with pytest.raises(SigningError, match="tidak memiliki tempat tanda tangan"):
        sign(samples.documents().disposisi(samples.a_disposisi()))


def test_broken_pdf_is_refused_with_a_sentence():
    with pytest.raises(SigningError, match="tidak dapat ditandatangani"):
        sign(b"%PDF-1.4 rusak")


def test_demo_ca_calls_itself_demo():
    assert "DEMO" in DEMO_CA
    assert "bukan sertifikat resmi" in DEMO_CA


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("M. IKHWAN, SH, MH", "M. Ikhwan, S.H., M.H.", True),
        ("Dr. Contoh Nama", "Contoh Nama", True),
        ("Contoh Nama", "Contoh Lain", False),
        ("", "Contoh", False),
    ],
)
def test_names_are_the_same_without_titles(one, other, same):
    assert same_person(one, other) is same
