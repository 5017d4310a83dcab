"""Trust anchors: certificates of issuers that this installation trusts, as files in a folder."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bina_desktop.domain.errors import InvalidValueError, disk_reason

_ENDINGS: Final = frozenset({".pem", ".crt", ".cer", ".der"})
_LARGEST: Final = 1_048_576
_LOG = logging.getLogger(__name__)


class AnchorFolder:
    """Certificates in a folder of the data; none are shipped: whom to trust, the office says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self) -> Sequence[bytes]:
        """Return the files of the folder that hold certificates; others are told to the log."""
        if not self.folder.is_dir():
            return ()
        found: list[bytes] = []
        for path in sorted(self.folder.iterdir()):
            if path.suffix.lower() not in _ENDINGS:
                continue
            try:
                data = path.read_bytes()[:_LARGEST]
                parse_certificates(data)
            except (OSError, ValueError):
                _LOG.warning("trust anchor %s cannot be read", path.name)
                continue
            found.append(data)
        return found

    def names(self) -> Sequence[str]:
        """Return the names of the issuers, as their certificates say."""
        return [
            common_name(certificate)
            for data in self.read()
            for certificate in parse_certificates(data)
        ]

    def add(self, path: Path) -> str:
        """Copy a file of certificates here; returns the issuer's name.

        Raises InvalidValueError for one that is no certificate of an issuer.
        """
        try:
            data = path.read_bytes()[:_LARGEST]
            certificates = parse_certificates(data)
        except OSError as error:
            raise InvalidValueError(
                f"Berkas “{path.name}” tidak dapat dibaca: {disk_reason(error)}."
            ) from error
        except ValueError as error:
            raise InvalidValueError(
                f"Berkas “{path.name}” bukan sertifikat. Pilih sertifikat penerbit (.crt, .cer, "
                ".pem, atau .der)."
            ) from error
        if not all(certificate.ca for certificate in certificates):
            raise InvalidValueError(
                f"Sertifikat dalam “{path.name}” milik penanda tangan, bukan penerbit. Mintalah "
                "sertifikat induk dari penerbitnya."
            )
        name = common_name(certificates[0])
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{certificates[0].sha256.hex()[:16]}.crt").write_bytes(data)
        except OSError as error:
            raise InvalidValueError(
                f"Sertifikat penerbit tidak dapat disimpan di {self.folder}: {disk_reason(error)}."
            ) from error
        return name


def parse_certificates(data: bytes) -> list[Any]:
    """Return the certificates of a DER or PEM file; at least one. Raises ValueError."""
    from asn1crypto import pem, x509

    if pem.detect(data):
        blocks: Any = pem.unarmor(data, multiple=True)
        ders = [der for _, _, der in blocks]
    else:
        ders = [data]
    found: list[Any] = [x509.Certificate.load(der) for der in ders]
    for certificate in found:
        _ = certificate.native  # asn1crypto parses lazily: faults show here
    if not found:
        raise ValueError("no certificate")
    return found


def common_name(certificate: Any) -> str:
    """Return the name of whose certificate this is."""
    return name_of(certificate.subject)


def name_of(subject: Any) -> str:
    """Return the common name of a subject or an issuer, or all of it where there is none."""
    native = subject.native
    name = native.get("common_name") or native.get("organization_name") or subject.human_friendly
    return name[0] if isinstance(name, list) else str(name)
