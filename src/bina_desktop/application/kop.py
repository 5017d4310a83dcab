"""What every document shares: the office, its province, and people as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bina_desktop.application.orang import Orang
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.kantor import THE_KANTOR, Kantor
from bina_desktop.domain.pegawai import Aparatur, Pegawai, PegawaiId, Peran
from bina_desktop.domain.pelimpahan import (
    JenisPelimpahan,
    Pelimpahan,
    atas_nama,
    delegated_to,
)
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah

NAMA_JABATAN: Final = {Peran.KABID: "Kepala Bidang", Peran.KASI: "Kepala Seksi"}
"""Titles of posts that nobody holds at present."""


@dataclass(frozen=True, slots=True)
class Kop:
    """The office and its people, read once for a document."""

    kantor: Kantor
    provinsi: str
    """`Provinsi Bengkulu`."""
    pegawai: Mapping[PegawaiId, Pegawai]
    wilayah: Mapping[KodeWilayah, Wilayah]
    pelimpahan: tuple[Pelimpahan, ...] = ()
    """Who acts for a post, and when."""

    def orang(self, key: PegawaiId) -> Orang:
        """Return a person of the Dinas as printed; blank where the roster lacks him or her."""
        pegawai = self.pegawai.get(key)
        return orang_of(pegawai) if pegawai else Orang("")

    def kepala_dinas(self, key: PegawaiId) -> Orang:
        """Return the Kepala Dinas with the full title, as over a signature."""
        orang = self.orang(key)
        if orang.jabatan.strip().casefold() in ("", "kepala dinas"):
            full = f"Kepala Dinas Kependudukan dan Pencatatan Sipil {self.provinsi}"
            return replace(orang, jabatan=full)
        return orang

    def penandatangan(self, key: PegawaiId, peran: Peran, on: date | None) -> Orang:
        """Return a person as printed where he or she signs for a post on a day.

        One who only acts for it is printed as such: Plt. or Plh. before the post, a.n. and u.b.
        over the own one. Whoever holds the post, or None as day, is printed plainly.
        """
        plain = self.kepala_dinas(key) if peran is Peran.KADIS else self.orang(key)
        pegawai = self.pegawai.get(key)
        if pegawai is None or on is None or peran in pegawai.peran:
            return plain
        acting = delegated_to(self.pelimpahan, key, on).get(peran)
        if acting is None:
            return plain
        post = self.post(peran)
        own = self.orang(key).jabatan
        full = acting.jenis in (JenisPelimpahan.PLT, JenisPelimpahan.PLH)
        return replace(plain, jabatan=post if full else own, atas_nama=atas_nama(acting, post))

    def post(self, peran: Peran) -> str:
        """Return the title of a post in full, as its holder bears it."""
        holder = self.holder(peran)
        if peran is Peran.KADIS:
            full = f"Kepala Dinas Kependudukan dan Pencatatan Sipil {self.provinsi}".strip()
            return self.kepala_dinas(holder).jabatan or full
        return self.orang(holder).jabatan or NAMA_JABATAN[peran]

    def holder(self, peran: Peran) -> PegawaiId:
        """Return who holds a role now (by name where several do); '' where nobody does."""
        held = (p for p in self.pegawai.values() if peran in p.peran and p.aktif)
        first = min(held, key=lambda p: (p.nama.casefold(), p.id), default=None)
        return first.id if first else PegawaiId("")

    def wilayah_of(self, kode: KodeWilayah) -> Wilayah:
        """Return a region; its code where the list does not name it."""
        return self.wilayah.get(kode) or Wilayah(kode, f"Wilayah {kode}")


def read_kop(uow: UnitOfWork, wilayah: Iterable[Wilayah]) -> Kop:
    """Read the office and its people.

    Raises MissingRequirementError on a laptop that has not imported its first Paket Tugas.
    """
    kantor = uow.kantor.find(THE_KANTOR)
    if kantor is None:
        raise MissingRequirementError(
            "Data kop dinas belum ada, jadi naskah belum dapat dicetak. Isi di Pengaturan, atau "
            "impor Paket Tugas dari kantor."
        )
    known = {w.kode: w for w in wilayah}
    provinsi = known.get(kantor.kode_wilayah)
    return Kop(
        kantor=kantor,
        provinsi=provinsi.nama if provinsi else "",
        pegawai={p.id: p for p in uow.pegawai.all()},
        wilayah=known,
        pelimpahan=tuple(uow.pelimpahan.all()),
    )


def orang_of(person: Pegawai | Aparatur) -> Orang:
    """Return a person as printed."""
    return Orang(
        nama=person.nama,
        nip=person.nip,
        status=person.status,
        pangkat=person.pangkat,
        golongan=person.golongan,
        jabatan=person.jabatan,
    )
