"""Checks a PKCS#12 file before it signs: password, key, validity, owner."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bina_desktop.application.signature import SignerIdentity
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.errors import SigningError
from bina_desktop.domain.kalender import WIB


def check_certificate(pkcs12: bytes, password: str, identity: SignerIdentity, at: datetime) -> str:
    """Return the name in the certificate.

    Raises SigningError unless the file opens, is valid at `at`, and is this person's.
    """
    from cryptography.hazmat.primitives.serialization import pkcs12 as store

    try:
        key, certificate, _ = store.load_key_and_certificates(pkcs12, password.encode())
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
