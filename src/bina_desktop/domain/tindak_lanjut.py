"""What became of a recommendation, as a later visit to the same kab/kota found it.

A finding belongs to the Laporan that was signed with it and is never altered by a later visit:
each visit writes what it found beside it, and the latest of these says how the recommendation
stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.temuan import RekomendasiId, StatusTindakLanjut, TemuanId

TindakLanjutId = NewType("TindakLanjutId", str)

TERBUKA: Final = frozenset(
    {StatusTindakLanjut.BELUM_DITINDAKLANJUTI, StatusTindakLanjut.BELUM_SESUAI}
)
"""Statuses with which a recommendation goes on to the next visit."""


@dataclass(frozen=True, slots=True)
class TindakLanjut:
    """What one visit found of one recommendation of an earlier visit."""

    id: TindakLanjutId
    temuan_id: TemuanId
    spt_id: SptId
    """The visit that looked; the finding itself names the visit that recommended."""
    status: StatusTindakLanjut
    tanggal: date
    """Day on which it was looked at."""
    keterangan: str = ""
    bukti: str = ""
    """Name of the attached file; '' for none."""
    rekomendasi_id: RekomendasiId | None = None
    """Which recommendation of the finding; None is its first."""

    @property
    def about(self) -> RekomendasiId:
        """The recommendation that was looked at."""
        return self.rekomendasi_id or RekomendasiId(self.temuan_id)


def tindak_lanjut_id_for(
    rekomendasi_id: RekomendasiId | TemuanId, spt_id: SptId
) -> TindakLanjutId:
    """Return the one id that every laptop gives what this visit found of a recommendation.

    The id of a finding stands for its first recommendation.
    """
    return TindakLanjutId(
        str(uuid5(NAMESPACE_URL, f"urn:bina:{spt_id}/tindak_lanjut/{rekomendasi_id}"))
    )


def latest(found: Iterable[TindakLanjut], visits: Sequence[SptId]) -> TindakLanjut | None:
    """Return what the newest of these visits found; None where none of them looked.

    `visits`: newest first. The day is typed by people, so that it decides only within a visit.
    """
    place = {key: -number for number, key in enumerate(visits)}
    known = [one for one in found if one.spt_id in place]
    return max(known, key=lambda one: (place[one.spt_id], one.tanggal, one.id), default=None)
