"""SOP steps 1 to 3a: order, SK Tim, SPT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bina_desktop.application.actor import Acting
from bina_desktop.application.work import Changes
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.penugasan import AnggotaTim, Perintah, SkTim, Spt, SptId
from bina_desktop.domain.sop import Sop
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah


@dataclass(frozen=True, slots=True)
class PenugasanState:
    """What the tab Tim & Penugasan shows for a triwulan."""

    triwulan: Triwulan
    perintah: Perintah | None
    sk_tim: SkTim | None
    spt: tuple[Spt, ...]
    """By kode wilayah."""
    may_order: bool
    """The person who is in may issue the order (Kepala Dinas)."""
    may_form: bool
    """May form the team (Kabid)."""
    may_issue_spt: bool
    """May issue an SPT (Kabid prepares, Kepala Dinas signs on paper)."""


class PenugasanService:
    """Issues the order, forms the team, sends it out."""

    def __init__(self, acting: Acting, sop: Sop, wilayah: tuple[Wilayah, ...]) -> None:
        self._acting = acting
        self._sop = sop
        self._wilayah = wilayah

    def wilayah(self) -> tuple[Wilayah, ...]:
        """Return the kab/kota of the province, in code order."""
        raise NotImplementedError

    def state(self, triwulan: Triwulan) -> PenugasanState:
        """Return order, SK and SPT of a triwulan."""
        raise NotImplementedError

    def issue_perintah(
        self, triwulan: Triwulan, *, kepada: PegawaiId, isi: str, batas: date | None
    ) -> Changes:
        """Step 1: the Kepala Dinas orders the Kabid to form a team; starts the clock of step 2."""
        raise NotImplementedError

    def form_team(
        self,
        triwulan: Triwulan,
        *,
        tanggal: date,
        nomor: str,
        anggaran: str,
        anggota: Sequence[AnggotaTim],
    ) -> Changes:
        """Step 2: the Kabid forms the team (SK Tim). Needs the order, a Ketua, and checked NIPs.

        Calling it again edits the SK (number from TU, other members).
        """
        raise NotImplementedError

    def issue_spt(
        self,
        triwulan: Triwulan,
        *,
        kode_wilayah: KodeWilayah,
        tanggal: date,
        mulai: date,
        selesai: date,
        petugas: Sequence[PegawaiId],
        nomor: str,
        anggaran: str,
        spt_id: SptId | None = None,
    ) -> Changes:
        """Step 3, requirement: send members of the team to one kab/kota; starts its clock.

        Refused: petugas outside the team, dates in the wrong order, a person in two places on one
        day, a second SPT for the same kab/kota (unless `spt_id` edits it).
        """
        raise NotImplementedError
