"""How far the signing of a Laporan is, as faces read it."""

from __future__ import annotations

from dataclasses import dataclass

from bina_desktop.application.perubahan import PerubahanLaporan
from bina_desktop.application.signature import FIELDS
from bina_desktop.domain.arsip import Arsip, CaraTandaTangan
from bina_desktop.domain.pegawai import PegawaiId


@dataclass(frozen=True, slots=True)
class ReadyDocument:
    """A document that was drawn to be signed and still says what the records say."""

    arsip: Arsip
    """The last one, with the signatures so far."""
    cara: CaraTandaTangan
    pengesah: PegawaiId
    """Who signs as the last: the Kepala Dinas, or who acts for the post."""
    signed: tuple[str, ...] = ()
    """Fields that are signed, in order."""

    @property
    def due(self) -> str:
        """Field that is signed next; '' where none is."""
        if self.cara is not CaraTandaTangan.BERSAMA:
            return ""
        return FIELDS[len(self.signed)]


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """How far the signing of a Laporan is, and what the person who is in may do."""

    files: tuple[Arsip, ...]
    """Newest first."""
    nama_pelaku: dict[str, str]
    kode: str = ""
    """Check code of the ratified Laporan."""
    cara: CaraTandaTangan | None = None
    """How it was signed; None before."""
    ready: ReadyDocument | None = None
    pengesah: tuple[tuple[PegawaiId, str], ...] = ()
    """Who may sign as the last today, with name and title; first who does by rule."""
    may_prepare: bool = False
    may_sign: bool = False
    """May sign the field that is due, before the Kepala Dinas."""
    may_ratify: bool = False
    """May sign as the last, or take in what came back from a service."""
    may_scan: bool = False
    may_receive: bool = False
    """May record the receipt."""
    may_pack: bool = False
    may_reopen: bool = False
    terlambat: str = ""
    """Says by how much ratification is over its mutu baku, so that its reason is asked."""
    perubahan: tuple[PerubahanLaporan, ...] = ()
    """What the records say otherwise than the ratified Laporan."""
    menggantikan: str = ""
