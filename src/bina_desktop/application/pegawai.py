"""People of the Dinas and officers of kab/kota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bina_desktop.application.actor import Acting
from bina_desktop.application.work import Changes
from bina_desktop.domain.pegawai import Aparatur, Pegawai, StatusKepegawaian
from bina_desktop.domain.wilayah import KodeWilayah


@dataclass(frozen=True, slots=True)
class NipCheck:
    """Outcome of a NIP check while typing: an error blocks, warnings do not."""

    error: str = ""
    warnings: tuple[str, ...] = ()
    display: str = ""


class PegawaiService:
    """Keeps the roster of people."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def me(self) -> Pegawai | None:
        """Return the Pegawai who is in; None before a roster names this user."""
        raise NotImplementedError

    def pegawai(self) -> Sequence[Pegawai]:
        """Return people of the Dinas by name."""
        raise NotImplementedError

    def aparatur(self, kode: KodeWilayah | None = None) -> Sequence[Aparatur]:
        """Return officers, of one kab/kota if given, by name."""
        raise NotImplementedError

    def check_nip(self, text: str, status: StatusKepegawaian) -> NipCheck:
        """Check a NIP as typed; blank is right for Non-ASN only. Never raises."""
        raise NotImplementedError

    def save_pegawai(self, pegawai: Pegawai) -> Changes:
        """Add (id '' gives a new one) or edit. Raises InvalidValueError: bad or duplicate NIP, no name."""
        raise NotImplementedError

    def save_aparatur(self, aparatur: Aparatur) -> Changes:
        """Add or edit an officer; the same checks."""
        raise NotImplementedError

    def delete_pegawai(self, pegawai_id: str) -> Changes:
        """Mark deleted; refused while in a team of a running triwulan."""
        raise NotImplementedError

    def delete_aparatur(self, aparatur_id: str) -> Changes:
        """Mark deleted; refused while a sheet stands in this officer's name."""
        raise NotImplementedError
