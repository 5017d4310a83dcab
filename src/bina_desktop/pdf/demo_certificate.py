"""Makes a DEMO certificate on the spot: for trials, training and tests only.

A self-made CA signs a P-256 certificate for a named official; the word DEMO in the CA's name tells
them apart from real ones. Nobody outside this installation trusts it: what is signed with it has a
"tanda tangan elektronik tidak tersertifikasi" (PP 71/2019, Pasal 60 ayat (2)).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bina_desktop.application.signature import SignerIdentity

DEMO_CA: Final = "BINA Desktop DEMO CA (bukan sertifikat resmi)"


@dataclass(frozen=True, slots=True)
class DemoCertificate:
    """A key pair with its certificate, ready for `Signer.sign`."""

    pkcs12: bytes
    """Key, certificate and CA, encrypted with the password given."""
    ca: bytes
    """The CA as PEM: the trust anchor for `Signer.verify`."""


def make_demo_certificate(
    identity: SignerIdentity, *, password: str, at: datetime, days: int = 365
) -> DemoCertificate:
    """Make a demo certificate valid for `days` from one day before `at` (aware)."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    start, end = at - timedelta(days=1), at + timedelta(days=days)
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMO_CA)])
    subject = x509.Name(
        [
            x509.NameAttribute(oid, value[:64])
            for oid, value in (
                (NameOID.COMMON_NAME, identity.nama),
                (NameOID.SERIAL_NUMBER, identity.nip),
                (NameOID.TITLE, identity.jabatan),
            )
            if value
        ]
    )

    def builder(name: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(ca_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()),
                critical=False,
            )
        )

    ca = (
        builder(ca_name, ca_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(sign_certificates=True), critical=True)
        .sign(ca_key, hashes.SHA256())
    )
    certificate = (
        builder(subject, key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign_certificates=False), critical=True)
        .sign(ca_key, hashes.SHA256())
    )
    store = pkcs12.serialize_key_and_certificates(
        b"BINA DEMO",
        key,
        certificate,
        [ca],
        serialization.BestAvailableEncryption(password.encode()),
    )
    return DemoCertificate(store, ca.public_bytes(serialization.Encoding.PEM))


def _usage(*, sign_certificates: bool):  # noqa: ANN202 - the type lives in a lazy import
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        content_commitment=not sign_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )
