"""Who acts: the logged-in user and the Pegawai he or she is linked to."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from bina_desktop.application.ports import Begin, Clock, UnitOfWork
from bina_desktop.domain.errors import NotAllowedError
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.pegawai import Pegawai, Peran
from bina_desktop.domain.pelimpahan import delegated_to
from bina_desktop.domain.penugasan import Spt

NAMA_PERAN = {
    Peran.ADMIN: "administrator",
    Peran.KADIS: "Kepala Dinas",
    Peran.KABID: "Kepala Bidang",
    Peran.KASI: "Kepala Seksi",
    Peran.TIM: "anggota Tim Pembinaan",
}


T = TypeVar("T")


class Remembered(Generic[T]):
    """What was read of the records: it holds until one of them changes.

    Who is in and what he or she may write is asked with every answer, and hardly ever alters.
    """

    def __init__(self) -> None:
        self._revision: int | None = None
        self._found: dict[Hashable, T] = {}

    def get(self, uow: UnitOfWork, key: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` gave for this key, or gives now; its errors are not remembered."""
        revision = uow.journal.revision()
        if revision is None:
            return read()
        if revision != self._revision:
            self._revision, self._found = revision, {}
        found = self._found
        if key not in found:
            found[key] = read()
        return found[key]


@dataclass(frozen=True, slots=True)
class Acting:
    """Opens units of work in the user's name and checks roles.

    The user is found among the Pegawai by NIP (or by name for people without one) at each use, so
    that a laptop's user is linked as soon as a Paket Tugas brings the roster.
    """

    begin: Begin
    clock: Clock
    nama: str
    nip: str
    day_only: bool = False
    """True where changes tell the day and not the moment: answers of anonymous respondents."""
    _known: Remembered[Pegawai | None] = field(
        default_factory=Remembered["Pegawai | None"], init=False, repr=False, compare=False
    )

    def reading(self) -> UnitOfWork:
        """Open a unit of work that writes nothing."""
        return self.begin(actor="")

    def unit(self, *, reason: str = "") -> UnitOfWork:
        """Open a unit of work; its changes carry this actor."""
        return self.begin(actor=self._actor, reason=reason, day_only=self.day_only)

    def pegawai(self, uow: UnitOfWork) -> Pegawai | None:
        """Return the Pegawai this user is, or None before any roster names him or her.

        Someone who left (`aktif` False) is nobody here any more. The roles are those of today:
        also of posts for which he or she acts (Plt., Plh., a.n., u.b.).
        """
        day = self.today()
        return self._known.get(uow, (self.nip, self.nama, day), lambda: self._found(uow, day))

    def today(self) -> date:
        """Return the day in the office."""
        return self.clock.now().astimezone(WIB).date()

    def _found(self, uow: UnitOfWork, day: date) -> Pegawai | None:
        for pegawai in uow.pegawai.all():
            same = pegawai.nip == self.nip if self.nip else pegawai.nama == self.nama
            if same and pegawai.aktif:
                acting = delegated_to(uow.pelimpahan.all(), pegawai.id, day)
                return replace(pegawai, peran=pegawai.peran | set(acting))
        return None

    def _actor(self, uow: UnitOfWork) -> str:
        pegawai = self.pegawai(uow)
        return pegawai.id if pegawai else f"pengguna:{self.nama}"

    def require_known(self, uow: UnitOfWork) -> Pegawai:
        """Return the Pegawai who is in. Raises NotAllowedError before a roster names the user."""
        pegawai = self.pegawai(uow)
        if pegawai is None:
            raise NotAllowedError(
                f"Pengguna “{self.nama}” belum tercatat sebagai pegawai. "
                "Impor Paket Tugas, atau minta administrator menambahkannya."
            )
        return pegawai

    def require(self, uow: UnitOfWork, *peran: Peran) -> Pegawai:
        """Return the Pegawai if he or she has one of the roles. Raises NotAllowedError."""
        pegawai = self.require_known(uow)
        if not pegawai.peran & set(peran):
            wanted = " atau ".join(NAMA_PERAN[p] for p in peran)
            raise NotAllowedError(
                f"Langkah ini hanya untuk {wanted}. {pegawai.nama} tidak memiliki peran itu."
            )
        return pegawai

    def require_petugas(self, uow: UnitOfWork, spt: Spt) -> Pegawai:
        """Return the Pegawai if the SPT names him or her: the roster gives the right to fill.

        Raises NotAllowedError.
        """
        pegawai = self.require_known(uow)
        if pegawai.id not in spt.petugas:
            raise NotAllowedError(
                f"{pegawai.nama} bukan petugas pada SPT kunjungan ini. Hanya petugas yang "
                "tercantum pada SPT yang dapat mengisi lembar dan menyusun laporannya."
            )
        return pegawai
