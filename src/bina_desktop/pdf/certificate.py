"""Opens a PKCS#12 file, and checks a certificate before it signs: validity, owner."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bina_desktop.application.signature import Pkcs12, SignerIdentity
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.errors import SigningError
from bina_desktop.domain.kalender import WIB


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key that may sign now."""

    name: str
    """Of whom, as the certificate says."""
    signer: Any
    """pyHanko's signer."""


@contextmanager
def open_pkcs12(file: Pkcs12, identity: SignerIdentity, at: datetime) -> Generator[OpenKey]:
    """Give the key of a PKCS#12 file.

    Raises SigningError unless the file opens, is valid at `at`, and is this person's.
    """
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.hazmat.primitives.serialization import pkcs12 as store

    try:
        key, certificate, others = store.load_key_and_certificates(
            file.data, file.password.encode()
        )
    except ValueError as error:
        raise SigningError(
            "Sertifikat tidak dapat dibuka: kata sandinya salah atau berkasnya bukan "
            "sertifikat .p12/.pfx. Periksa kata sandi, lalu coba lagi."
        ) from error
    if key is None or certificate is None:
        raise SigningError(
            "Berkas sertifikat ini tidak memuat kunci pribadi sehingga tidak dapat dipakai untuk "
            "menandatangani. Minta berkas .p12/.pfx yang lengkap."
        )
    der = certificate.public_bytes(Encoding.DER)
    name = check_owned(der, identity, at)
    yield OpenKey(name, _signer(key, der, [one.public_bytes(Encoding.DER) for one in others]))


def _signer(key: Any, der: bytes, others: Sequence[bytes]) -> Any:
    """Return pyHanko's signer of an opened file: opened anew, it would derive the key again."""
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    plain = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return SimpleSigner(
        signing_cert=x509.Certificate.load(der),
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=SimpleCertificateStore.from_certs(map(x509.Certificate.load, others)),
    )


def check_owned(der: bytes, identity: SignerIdentity, at: datetime) -> str:
    """Return the name in a certificate.

    Raises SigningError unless it is valid at `at` and this person's.
    """
    from cryptography.x509 import load_der_x509_certificate

    certificate = load_der_x509_certificate(der)
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at < start:
        raise SigningError(
            f"Sertifikat ini baru berlaku mulai {_day(start)}. Periksa tanggal komputer."
        )
    if at > end:
        raise SigningError(
            f"Masa berlaku sertifikat ini habis pada {_day(end)}. Pakai sertifikat yang masih "
            "berlaku."
        )
    return _check_owner(certificate, identity)


def _day(moment: datetime) -> str:
    return format_tanggal(moment.astimezone(WIB).date())


def _check_owner(certificate: Any, identity: SignerIdentity) -> str:
    from cryptography.x509.oid import NameOID

    def attribute(oid: Any) -> str:
        found = certificate.subject.get_attributes_for_oid(oid)
        return str(found[0].value) if found else ""

    name, number = attribute(NameOID.COMMON_NAME), attribute(NameOID.SERIAL_NUMBER)
    is_nip = len(number) == 18 and number.isdecimal()
    same = number == identity.nip if is_nip and identity.nip else same_person(name, identity.nama)
    if not same:
        raise SigningError(
            f"Sertifikat ini atas nama {name or 'tanpa nama'}, bukan {identity.nama}. Setiap "
            "pejabat menandatangani dengan sertifikatnya sendiri."
        )
    return name


def same_person(one: str, other: str) -> bool:
    """Compare names without titles after a comma, punctuation and case; '' is nobody.

    Certificates may leave out titles in front (`Dr.`), so one name may hold the other.
    """
    first, second = _words(one), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def _words(name: str) -> set[str]:
    plain = name.split(",", maxsplit=1)[0].replace(".", " ").replace("'", "").upper()
    return set(plain.split())
