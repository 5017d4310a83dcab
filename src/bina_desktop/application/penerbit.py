"""Issuers of certificates whom this office trusts; none are shipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bina_desktop.application.actor import Acting
from bina_desktop.domain.pegawai import Peran

_MAY = (Peran.ADMIN, Peran.KADIS, Peran.KABID)


@dataclass(frozen=True, slots=True)
class Penerbit:
    """An issuer, as his certificate says."""

    nama: str
    dari: date
    """First day of its validity."""
    sampai: date
    """Last day of its validity."""
    fingerprint: str
    """Hex SHA-256 of the certificate: what people compare with what the issuer makes known."""

    def is_valid(self, day: date) -> bool:
        """Tell whether the certificate is in force on a day."""
        return self.dari <= day <= self.sampai


class Certificates(Protocol):
    """Certificates of issuers, kept on this installation."""

    def list(self) -> Sequence[Penerbit]:
        """Return the issuers that are trusted."""
        ...

    def look(self, data: bytes, nama: str) -> Sequence[Penerbit]:
        """Return the issuers in a file of this name. Raises InvalidValueError for another file."""
        ...

    def add(self, data: bytes, nama: str) -> None:
        """Trust the issuers in a file. Raises InvalidValueError."""
        ...

    def remove(self, fingerprint: str) -> None:
        """Trust an issuer no more; an unknown one is none. Raises InvalidValueError."""
        ...


@dataclass(frozen=True, slots=True)
class PenerbitService:
    """Shows and keeps whom this installation trusts; for Kepala Dinas, Kabid and administrator."""

    acting: Acting
    certificates: Certificates

    def list(self) -> Sequence[Penerbit]:
        """Return the issuers that are trusted, by name."""
        return sorted(self.certificates.list(), key=lambda one: (one.nama, one.fingerprint))

    def may_edit(self) -> bool:
        """Tell whether the person who is in may trust others, or trust no more."""
        with self.acting.reading() as uow:
            me = self.acting.pegawai(uow)
        return me is not None and bool(me.peran & set(_MAY))

    def look(self, data: bytes, nama: str) -> Sequence[Penerbit]:
        """Return the issuers in a file, to be compared before they are trusted.

        Raises InvalidValueError for one that holds no certificate of an issuer.
        """
        return self.certificates.look(data, nama)

    def trust(self, data: bytes, nama: str) -> None:
        """Trust the issuers in a file. Raises InvalidValueError, NotAllowedError."""
        self._require()
        self.certificates.add(data, nama)

    def distrust(self, fingerprint: str) -> None:
        """Trust an issuer no more. Raises InvalidValueError, NotAllowedError."""
        self._require()
        self.certificates.remove(fingerprint)

    def _require(self) -> None:
        with self.acting.reading() as uow:
            self.acting.require(uow, *_MAY)
