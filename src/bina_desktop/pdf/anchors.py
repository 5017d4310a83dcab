"""Trust anchors: certificates of issuers that this installation trusts, as files in a folder."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bina_desktop.application.penerbit import Penerbit
from bina_desktop.domain.errors import InvalidValueError, disk_reason
from bina_desktop.domain.kalender import WIB

_ENDINGS: Final = frozenset({".pem", ".crt", ".cer", ".der"})
_LARGEST: Final = 1_048_576
_LOG = logging.getLogger(__name__)


class AnchorFolder:
    """Certificates in a folder of the data; none are shipped: whom to trust, the office says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self) -> Sequence[bytes]:
        """Return the files of the folder that hold certificates; others are told to the log."""
        return [data for _, data in self._files()]

    def _files(self) -> Iterator[tuple[Path, bytes]]:
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.iterdir()):
            if path.suffix.lower() not in _ENDINGS:
                continue
            try:
                data = path.read_bytes()[:_LARGEST]
                parse_certificates(data)
            except (OSError, ValueError):
                _LOG.warning("trust anchor %s cannot be read", path.name)
                continue
            yield path, data

    def list(self) -> Sequence[Penerbit]:
        """Return the issuers, as their certificates say."""
        return [
            _penerbit(certificate)
            for data in self.read()
            for certificate in parse_certificates(data)
        ]

    def look(self, data: bytes, nama: str) -> Sequence[Penerbit]:
        """Return the issuers in a file. Raises InvalidValueError for no certificate of one."""
        return [_penerbit(one) for one in _issuers(data, nama)]

    def add(self, data: bytes, nama: str) -> None:
        """Keep the issuers in a file, each as a file of its own. Raises InvalidValueError."""
        with self._disk():
            self.folder.mkdir(parents=True, exist_ok=True)
            for one in _issuers(data, nama):
                (self.folder / f"{one.sha256.hex()}.crt").write_bytes(one.dump())

    def remove(self, fingerprint: str) -> None:
        """Trust an issuer no more; others in the same file stay. Raises InvalidValueError."""
        with self._disk():
            for path, data in tuple(self._files()):
                found = parse_certificates(data)
                others = [one for one in found if one.sha256.hex() != fingerprint]
                if len(others) == len(found):
                    continue
                for one in others:
                    (self.folder / f"{one.sha256.hex()}.crt").write_bytes(one.dump())
                path.unlink()

    @contextmanager
    def _disk(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            raise InvalidValueError(
                f"Folder penerbit {self.folder} tidak dapat ditulisi: {disk_reason(error)}."
            ) from error


def _issuers(data: bytes, nama: str) -> Sequence[Any]:
    try:
        certificates = parse_certificates(data[:_LARGEST])
    except ValueError as error:
        raise InvalidValueError(
            f"Berkas “{nama}” bukan sertifikat. Pilih sertifikat penerbit (.crt, .cer, .pem, "
            "atau .der)."
        ) from error
    if not all(certificate.ca for certificate in certificates):
        raise InvalidValueError(
            f"Sertifikat dalam “{nama}” milik penanda tangan, bukan penerbit. Mintalah "
            "sertifikat induk dari penerbitnya."
        )
    return certificates


def _penerbit(certificate: Any) -> Penerbit:
    return Penerbit(
        common_name(certificate),
        certificate.not_valid_before.astimezone(WIB).date(),
        certificate.not_valid_after.astimezone(WIB).date(),
        certificate.sha256.hex(),
    )


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
