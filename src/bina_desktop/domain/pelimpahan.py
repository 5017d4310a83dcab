"""Delegation of a post: Plt., Plh., a.n. and u.b., with their basis and dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NewType

from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran

PelimpahanId = NewType("PelimpahanId", str)


class JenisPelimpahan(StrEnum):
    """In which way somebody acts for a post."""

    PLT = "plt"
    """Pelaksana tugas: the post is vacant."""
    PLH = "plh"
    """Pelaksana harian: its holder is away for some days."""
    AN = "an"
    """Atas nama: its holder lets another sign."""
    UB = "ub"
    """Untuk beliau: whoever signs in the name lets the next one do it."""


SEBUTAN: Final = {
    JenisPelimpahan.PLT: "Plt.",
    JenisPelimpahan.PLH: "Plh.",
    JenisPelimpahan.AN: "a.n.",
    JenisPelimpahan.UB: "u.b.",
}
PERAN_DILIMPAHKAN: Final = (Peran.KADIS, Peran.KABID, Peran.KASI)
"""Posts of the SOP that another may fill for a while."""
_FULL: Final = (JenisPelimpahan.PLT, JenisPelimpahan.PLH)


@dataclass(frozen=True, slots=True)
class Pelimpahan:
    """Somebody acts for a post from one day to another."""

    id: PelimpahanId
    pegawai_id: PegawaiId
    """Who acts."""
    peran: Peran
    """For which post."""
    jenis: JenisPelimpahan
    dasar: str
    """`Surat Perintah Gubernur Nomor … tanggal …`."""
    mulai: date
    sampai: date | None = None
    """Last day; None until it is ended."""
    melalui: str = ""
    """For u.b.: the post between (`Sekretaris`), which is printed over it."""

    def berlaku(self, on: date) -> bool:
        """Return True on a day on which it is in force."""
        return self.mulai <= on and (self.sampai is None or on <= self.sampai)


def check_pelimpahan(new: Pelimpahan, others: Iterable[Pelimpahan], who: Pegawai) -> None:
    """Raise unless a delegation may be recorded.

    MissingRequirementError without basis, last day or the post between; InvalidValueError for
    dates in the wrong order; NotAllowedError for one who left or holds the post; WrongStateError
    where another Plt. or Plh. of the post is in force on one of its days.
    """
    if not new.dasar.strip():
        raise MissingRequirementError(
            "Dasar penunjukan wajib diisi: nomor dan tanggal surat perintah yang melimpahkannya."
        )
    if new.peran not in PERAN_DILIMPAHKAN:
        raise InvalidValueError(
            "Yang dapat dilimpahkan hanya tugas Kepala Dinas, Kepala Bidang, dan Kepala Seksi."
        )
    if new.jenis is not JenisPelimpahan.PLT and new.sampai is None:
        raise MissingRequirementError(
            f"Tanggal berakhir {SEBUTAN[new.jenis]} wajib diisi; hanya Plt. yang boleh tanpa "
            "batas waktu, sampai jabatannya terisi."
        )
    if new.sampai is not None and new.sampai < new.mulai:
        raise InvalidValueError("Tanggal berakhir tidak boleh sebelum tanggal mulai.")
    if new.jenis is JenisPelimpahan.UB and not new.melalui.strip():
        raise MissingRequirementError(
            "Sebutan u.b. hanya dipakai sesudah a.n.: isi jabatan yang menandatangani atas nama, "
            "misalnya Sekretaris."
        )
    if not who.aktif:
        raise NotAllowedError(f"{who.nama} sudah tidak aktif, jadi tidak dapat ditunjuk.")
    if new.peran in who.peran:
        raise NotAllowedError(f"{who.nama} sendiri memegang jabatan itu.")
    for other in others:
        if other.id != new.id and new.jenis in _FULL and other.jenis in _FULL:
            _require_apart(new, other)


def _require_apart(new: Pelimpahan, other: Pelimpahan) -> None:
    until = other.sampai or date.max
    if other.peran is new.peran and other.mulai <= (new.sampai or date.max) and new.mulai <= until:
        ends = f" sampai {format_tanggal(other.sampai)}" if other.sampai else ""
        raise WrongStateError(
            f"Jabatan itu sudah diisi {SEBUTAN[other.jenis]} mulai {format_tanggal(other.mulai)}"
            f"{ends}. Akhiri yang itu dahulu, atau pilih tanggal lain."
        )


def delegated_to(known: Iterable[Pelimpahan], who: PegawaiId, on: date) -> dict[Peran, Pelimpahan]:
    """Return for which posts somebody acts on a day; a Plt. or Plh. goes before a.n. and u.b."""
    mine = [one for one in known if one.pegawai_id == who and one.berlaku(on)]
    return {one.peran: one for one in sorted(mine, key=_weight, reverse=True)}


def acting_for(known: Iterable[Pelimpahan], peran: Peran, on: date) -> list[Pelimpahan]:
    """Return what is in force for a post on a day; a Plt. or Plh. goes before a.n. and u.b."""
    return sorted((one for one in known if one.peran is peran and one.berlaku(on)), key=_weight)


def _weight(one: Pelimpahan) -> tuple[int, date, str]:
    return list(JenisPelimpahan).index(one.jenis), one.mulai, one.id


def atas_nama(pelimpahan: Pelimpahan, jabatan: str) -> tuple[str, ...]:
    """Return the lines printed over the name of who acts for the post `jabatan`.

    One line `Plt.` or `Plh.` is set before that post; a.n. and u.b. stand over one's own.
    """
    match pelimpahan.jenis:
        case JenisPelimpahan.AN:
            return (f"a.n. {jabatan}",)
        case JenisPelimpahan.UB:
            return (f"a.n. {jabatan}", pelimpahan.melalui.strip(), "u.b.")
        case full:
            return (SEBUTAN[full],)
