"""Threads of a review: what was asked, answered and closed beside a question, finding or text.

An utterance is written once and never altered. A thread is a pure function of the set of its
utterances: each names those its author had before him, so that any order of arrival gives the
same state, whatever the clocks said.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from bina_desktop.domain.errors import InvalidValueError, NotAllowedError, WrongStateError
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran
from bina_desktop.domain.penugasan import Spt, SptId

KomentarId = NewType("KomentarId", str)

LONGEST_KOMENTAR: Final = 4_000
"""Characters of one utterance."""
PENINJAU: Final = (Peran.KADIS, Peran.KABID, Peran.KASI)
"""Who reviews; whoever has several roles speaks in the first of these."""


class JenisSasaran(StrEnum):
    """Kind of record a thread stands at; the names of the journal."""

    LEMBAR = "lembar_penilaian"
    TEMUAN = "temuan"
    LAPORAN = "laporan"


class Tindakan(StrEnum):
    """What an utterance does to its thread."""

    TANYA = "tanya"
    """A reviewer asks or remarks: the thread is open (again)."""
    JAWAB = "jawab"
    """The Tim answers."""
    TUTUP = "tutup"
    """A reviewer is content."""


class StatusUtas(StrEnum):
    """Who is to act on a thread."""

    TERBUKA = "terbuka"
    """The Tim."""
    DIJAWAB = "dijawab"
    """The reviewers."""
    DITUTUP = "ditutup"
    """Nobody."""


_STATUS: Final = {
    Tindakan.TANYA: StatusUtas.TERBUKA,
    Tindakan.JAWAB: StatusUtas.DIJAWAB,
    Tindakan.TUTUP: StatusUtas.DITUTUP,
}


@dataclass(frozen=True, slots=True)
class Sasaran:
    """What a thread is about."""

    jenis: JenisSasaran
    record: str
    """Id of the sheet, finding or Laporan."""
    bagian: str = ""
    """Ref of a question; `kesimpulan/2` for the second paragraph of a text; '' for the whole."""


@dataclass(frozen=True, slots=True)
class Komentar:
    """One utterance, kept as it was said."""

    id: KomentarId
    spt_id: SptId
    """The visit with which it travels."""
    jenis_sasaran: JenisSasaran
    sasaran_id: str
    bagian: str
    tindakan: Tindakan
    pelaku: PegawaiId
    peran: Peran
    """In which role it was said."""
    waktu: datetime
    teks: str = ""
    kutipan: str = ""
    """What stood there at that time, as people read it."""
    sesudah: frozenset[KomentarId] = frozenset()
    """The last utterances that the author had before him."""

    @property
    def sasaran(self) -> Sasaran:
        """What it is about."""
        return Sasaran(self.jenis_sasaran, self.sasaran_id, self.bagian)


@dataclass(frozen=True, slots=True)
class Utas:
    """One thread, oldest utterance first; none before somebody asked."""

    sasaran: Sasaran
    komentar: tuple[Komentar, ...] = ()

    @property
    def last(self) -> tuple[Komentar, ...]:
        """The utterances to which nobody has said anything yet."""
        named = {before for one in self.komentar for before in one.sesudah - {one.id}}
        found = tuple(one for one in self.komentar if one.id not in named)
        return found or self.komentar

    @property
    def status(self) -> StatusUtas:
        """Who is to act.

        What two people said without knowing of each other stands side by side: a question wins
        over an answer, an answer over a closing, so that nobody's words are overlooked.
        """
        said = {one.tindakan for one in self.last}
        for tindakan, status in _STATUS.items():
            if tindakan in said:
                return status
        return StatusUtas.DITUTUP

    def allowed(self, peran: Peran) -> frozenset[Tindakan]:
        """Return what this role may say now."""
        going_on = bool(self.komentar) and self.status is not StatusUtas.DITUTUP
        if peran in PENINJAU:
            return frozenset({Tindakan.TANYA} | ({Tindakan.TUTUP} if going_on else set()))
        return frozenset({Tindakan.JAWAB}) if going_on else frozenset()


def threads(komentar: Iterable[Komentar]) -> dict[Sasaran, Utas]:
    """Return the threads that a set of utterances makes; one identity counts once."""
    found: dict[Sasaran, dict[KomentarId, Komentar]] = {}
    for one in komentar:
        found.setdefault(one.sasaran, {})[one.id] = one
    return {sasaran: Utas(sasaran, _in_order(said)) for sasaran, said in found.items()}


def _in_order(said: Mapping[KomentarId, Komentar]) -> tuple[Komentar, ...]:
    """Sort so that each follows what its author had read; else by time.

    Utterances that name each other in a circle can only be forged; they come by time.
    """
    waiting = {key: {b for b in one.sesudah if b in said} - {key} for key, one in said.items()}
    replies: dict[KomentarId, list[KomentarId]] = {}
    for key, before in waiting.items():
        for earlier in before:
            replies.setdefault(earlier, []).append(key)
    by_time = sorted((one.waktu, key) for key, one in said.items())
    ready = [entry for entry in by_time if not waiting[entry[1]]]
    order: dict[KomentarId, Komentar] = {}
    while len(order) < len(said):
        if not ready:
            ready.append(next(entry for entry in by_time if entry[1] not in order))
        _, key = heapq.heappop(ready)
        if key in order:
            continue
        order[key] = said[key]
        for reply in replies.get(key, ()):
            waiting[reply].discard(key)
            if not waiting[reply]:
                heapq.heappush(ready, (said[reply].waktu, reply))
    return tuple(order.values())


def role_of(pegawai: Pegawai, spt: Spt) -> Peran:
    """Return in which role somebody speaks about a visit: who made it answers, whatever his post.

    Raises NotAllowedError for one who neither made nor reviews it.
    """
    if pegawai.id in spt.petugas:
        return Peran.TIM
    for peran in PENINJAU:
        if peran in pegawai.peran:
            return peran
    raise NotAllowedError(
        "Tinjauan hanya ditulis oleh Kasi, Kabid, atau Kepala Dinas, dan dijawab oleh petugas "
        "yang tercantum pada SPT kunjungan ini."
    )


def say(
    utas: Utas,
    tindakan: Tindakan,
    teks: str,
    *,
    key: KomentarId,
    spt_id: SptId,
    pelaku: PegawaiId,
    peran: Peran,
    waktu: datetime,
    kutipan: str = "",
) -> Komentar:
    """Return the next utterance of a thread.

    Raises NotAllowedError for the wrong role, WrongStateError where there is nothing to answer or
    to close, InvalidValueError for words that are missing or too long.
    """
    _require_allowed(utas, tindakan, peran)
    teks = teks.strip()
    if not teks and tindakan is not Tindakan.TUTUP:
        raise InvalidValueError("Tulis dahulu apa yang ingin disampaikan.")
    if len(teks) > LONGEST_KOMENTAR:
        raise InvalidValueError(
            f"Tulisan ini {len(teks)} huruf; satu komentar memuat paling banyak "
            f"{LONGEST_KOMENTAR} huruf. Ringkas, atau kirim dalam dua bagian."
        )
    return Komentar(
        id=key,
        spt_id=spt_id,
        jenis_sasaran=utas.sasaran.jenis,
        sasaran_id=utas.sasaran.record,
        bagian=utas.sasaran.bagian,
        tindakan=tindakan,
        pelaku=pelaku,
        peran=peran,
        waktu=waktu,
        teks=teks,
        kutipan=kutipan,
        sesudah=frozenset(one.id for one in utas.last),
    )


def _require_allowed(utas: Utas, tindakan: Tindakan, peran: Peran) -> None:
    if tindakan in utas.allowed(peran):
        return
    if tindakan is Tindakan.JAWAB:
        if peran in PENINJAU:
            raise NotAllowedError("Jawaban ditulis oleh petugas yang tercantum pada SPT.")
        raise WrongStateError(
            "Tidak ada tinjauan yang menunggu jawaban di sini. Tinjauan dibuka oleh Kasi, Kabid, "
            "atau Kepala Dinas."
        )
    if peran not in PENINJAU:
        raise NotAllowedError(
            "Tinjauan hanya dibuka dan ditutup oleh Kasi, Kabid, atau Kepala Dinas."
        )
    raise WrongStateError("Tidak ada tinjauan yang masih terbuka di sini.")
