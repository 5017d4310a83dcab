"""Kop data of the office."""

from __future__ import annotations

from bina_desktop.application.actor import Acting
from bina_desktop.application.work import Changes
from bina_desktop.domain.kantor import Kantor


class KantorService:
    """Reads and edits the office."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def kantor(self) -> Kantor | None:
        """Return the office; None on a laptop before its first Paket Tugas."""
        raise NotImplementedError

    def save(self, kantor: Kantor) -> Changes:
        """Store kop data. Administrators only."""
        raise NotImplementedError
