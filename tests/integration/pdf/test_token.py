"""A key on a token signs; its PIN goes nowhere else, and every fault is a sentence."""

from __future__ import annotations

import builtins
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from tests.integration.pdf import soft_token
from tests.integration.pdf.signing import (
    AT,
    KABID,
    KADIS,
    KASI,
    a_certificate,
    a_signer,
    for_three,
    sign,
    sign_as,
)

from bina_desktop.application.signature import ExpectedSigner, Token
from bina_desktop.domain.errors import SigningError

pkcs11 = pytest.importorskip("pkcs11", reason="python-pkcs11 (extra token) is not installed")
needs_softhsm = pytest.mark.skipif(soft_token.module() is None, reason="SoftHSM is not installed")


@pytest.fixture
def drawer(tmp_path, monkeypatch) -> Path:
    """A place for tokens, with none yet."""
    monkeypatch.setenv("SOFTHSM2_CONF", str(soft_token.configure(tmp_path)))
    return tmp_path


@pytest.fixture
def kadis_token(drawer) -> Token:
    soft_token.plug_in("Kadis")
    soft_token.give_key(drawer, "Kadis", KADIS)
    (found,) = a_signer().tokens(soft_token.module())
    assert (found.label, found.peringatan) == ("Kadis", "")
    assert "SoftHSM" in found.model
    return Token(str(soft_token.module()), found.label, found.slot, soft_token.PIN)


def with_pin(token: Token, pin: str) -> Token:
    return Token(token.module, token.label, token.slot, pin)


@needs_softhsm
def test_a_token_signs_and_the_signature_holds(kadis_token, caplog):
    caplog.set_level(logging.DEBUG)
    signed = sign(credential=kadis_token)
    expected = [ExpectedSigner("Kadis", KADIS.nama, KADIS.nip)]
    verdict = a_signer().verify(signed, anchors=[a_certificate(KADIS).ca], expected=expected)
    assert verdict.ok, verdict.explanation
    assert "dipercaya" in verdict.explanation
    assert soft_token.PIN not in caplog.text
    assert soft_token.PIN not in repr(kadis_token)
    assert soft_token.PIN.encode() not in signed


@needs_softhsm
def test_a_token_signs_last_after_two_files(kadis_token):
    before = sign_as(sign_as(for_three(), KASI, "Kasi"), KABID, "Kabid")
    signed = sign(before, credential=kadis_token, identity=KADIS, field="Kadis")
    assert signed.startswith(before)
    verdict = a_signer().verify(signed)
    assert verdict.ok, verdict.explanation
    assert [one.field for one in verdict.signatures] == ["Kasi", "Kabid", "Kadis"]


@needs_softhsm
def test_a_wrong_pin_is_told_and_the_right_one_works_after_it(kadis_token):
    for pin in ("000000", ""):
        with pytest.raises(SigningError, match="PIN token salah"):
            sign(credential=with_pin(kadis_token, pin))
    (found,) = a_signer().tokens(soft_token.module())
    assert "pernah salah" in found.peringatan
    assert a_signer().verify(sign(credential=kadis_token)).ok


@needs_softhsm
@pytest.mark.usefixtures("drawer")
def test_a_drawer_without_a_token_says_so():
    with pytest.raises(SigningError, match="Tidak ada token yang terpasang"):
        a_signer().tokens(soft_token.module())


@needs_softhsm
def test_a_token_that_was_pulled_out_says_so(kadis_token):
    with pytest.raises(SigningError, match="Token “Kabid” tidak terpasang"):
        sign(credential=Token(kadis_token.module, "Kabid", 0, soft_token.PIN))


@needs_softhsm
def test_a_token_without_a_usable_certificate_says_so(drawer):
    token = Token(str(soft_token.module()), "Kosong", 0, soft_token.PIN)
    soft_token.plug_in("Kosong")
    with pytest.raises(SigningError, match="tidak memuat sertifikat"):
        sign(credential=token)
    soft_token.give_key(drawer, "Kosong", KADIS, key=False)
    with pytest.raises(SigningError, match="tidak memuat sertifikat"):
        sign(credential=token)


@needs_softhsm
def test_ones_own_certificate_is_found_beside_another_persons(kadis_token, drawer):
    soft_token.give_key(drawer, "Kadis", KABID, key_id="02")
    assert a_signer().verify(sign(credential=kadis_token)).signatures[0].nip == KADIS.nip
    with pytest.raises(SigningError, match=f"bukan {KASI.nama}"):
        sign(credential=kadis_token, identity=KASI)


@needs_softhsm
def test_an_expired_certificate_on_a_token_is_told(kadis_token):
    with pytest.raises(SigningError, match="habis pada"):
        sign(credential=kadis_token, at=AT + timedelta(days=800))


def test_a_file_that_is_no_module_is_told(tmp_path):
    other = tmp_path / "bukan.so"
    with pytest.raises(SigningError, match="tidak ada"):
        a_signer().tokens(other)
    other.write_text("bukan modul")
    with pytest.raises(SigningError, match=r"bukan\.so bukan modul PKCS#11"):
        a_signer().tokens(other)


def test_every_fault_of_a_token_is_a_sentence():
    from bina_desktop.pdf.token import sentence_of

    assert "terkunci" in sentence_of(pkcs11.exceptions.PinLocked())
    assert "PUK" in sentence_of(pkcs11.exceptions.PinLocked())
    assert "tercabut" in sentence_of(pkcs11.exceptions.DeviceRemoved())
    assert "DeviceError" in sentence_of(pkcs11.exceptions.DeviceError())


def test_an_installation_without_the_extra_says_what_to_do(monkeypatch, tmp_path):
    real = builtins.__import__

    def without(name, *rest):
        if name == "pkcs11":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SigningError, match="tanpa dukungan token"):
        a_signer().tokens(tmp_path / "modul.so")
