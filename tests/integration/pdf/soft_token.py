"""Tokens of SoftHSM, a PKCS#11 module in software: real logins, real keys, no hardware."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from tests.integration.pdf.signing import PASSWORD, a_certificate

from bina_desktop.application.signature import SignerIdentity

PIN, SO_PIN = "271828", "31415926"
MODULES = [
    Path(folder) / "libsofthsm2.so"
    for folder in (
        "/usr/lib/softhsm",
        "/usr/lib/x86_64-linux-gnu/softhsm",
        "/usr/lib64/softhsm",
        "/opt/homebrew/lib/softhsm",
    )
]


def module() -> Path | None:
    """Return SoftHSM's module; None where it is not installed."""
    there = shutil.which("softhsm2-util") is not None
    return next((one for one in MODULES if there and one.is_file()), None)


def configure(folder: Path) -> Path:
    """Make an empty place for tokens; returns the file for SOFTHSM2_CONF."""
    (folder / "tokens").mkdir()
    made = folder / "softhsm2.conf"
    made.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    return made


def plug_in(label: str) -> None:
    """Make a token without a key."""
    words = ["softhsm2-util", "--init-token", "--free", "--label", label]
    subprocess.run(
        [*words, "--pin", PIN, "--so-pin", SO_PIN], check=True, capture_output=True, timeout=30
    )


def give_key(
    folder: Path, label: str, identity: SignerIdentity, *, key_id: str = "01", key: bool = True
) -> None:
    """Put the demo certificate of a person on a token, and its key."""
    private, certificate, _ = pkcs12.load_key_and_certificates(
        a_certificate(identity).pkcs12, PASSWORD.encode()
    )
    assert private is not None
    assert certificate is not None
    if key:
        pem = folder / "kunci.pem"
        pem.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        words = ["softhsm2-util", "--import", str(pem), "--token", label, "--label", "kunci"]
        subprocess.run(
            [*words, "--id", key_id, "--pin", PIN], check=True, capture_output=True, timeout=30
        )
        pem.unlink()
    store_certificate(label, certificate.public_bytes(Encoding.DER), bytes.fromhex(key_id))


def store_certificate(label: str, der: bytes, key_id: bytes) -> None:
    import pkcs11
    from asn1crypto import x509
    from pkcs11.util.x509 import decode_x509_certificate

    library = pkcs11.lib(str(module()))
    try:
        token = library.get_token(token_label=label)
        with token.open(user_pin=PIN, rw=True) as session:
            described = decode_x509_certificate(x509.Certificate.load(der).dump())
            described |= {
                pkcs11.Attribute.ID: key_id,
                pkcs11.Attribute.LABEL: "sertifikat",
                pkcs11.Attribute.TOKEN: True,
            }
            session.create_object(described)
    finally:
        library.finalize()
