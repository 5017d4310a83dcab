"""What every document shares: the office, its province, and people as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from bina_desktop.application.orang import Orang
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.kantor import THE_KANTOR, Kantor
from bina_desktop.domain.nomor import (
    JenisNomor,
    NomorId,
    Templat,
    nomor_id_for,
    sound,
    usual,
    write_lines,
    write_nomor,
)
from bina_desktop.domain.pegawai import Aparatur, Pegawai, PegawaiId, Peran
from bina_desktop.domain.pelimpahan import (
    JenisPelimpahan,
    Pelimpahan,
    acting_for,
    atas_nama,
    delegated_to,
)
from bina_desktop.domain.penugasan import SkTim, Spt
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah, kepala_daerah

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
    templat: Mapping[JenisNomor, Templat] = field(default_factory=dict[JenisNomor, Templat])
    """Templates that the office made its own."""
    numbers: Mapping[NomorId, str] = field(default_factory=dict[NomorId, str])
    """Numbers of papers that have no record of their own."""

    def nomor(self, jenis: JenisNomor, of: str) -> str:
        """Return the number of a paper without a record; '' while TU has given none."""
        return self.numbers.get(nomor_id_for(jenis, of), "")

    def nomor_kosong(self, jenis: JenisNomor, tanggal: date) -> str:
        """Return what stands in its place meanwhile: the pattern with a gap for the number."""
        templat = self.templat.get(jenis) or usual(jenis)
        unit = self.kantor.kode_unit or "…"
        return write_nomor(templat, unit=unit, tanggal=tanggal, urut=None)

    def yth(self, jenis: JenisNomor) -> tuple[str, ...]:
        """Return the address of papers that always go to the same."""
        return write_lines((self.templat.get(jenis) or usual(jenis)).yth, {})

    def tembusan(self, jenis: JenisNomor, wilayah: Wilayah | None = None) -> tuple[str, ...]:
        """Return to whom copies go; `wilayah` is the visited region."""
        values = {
            "provinsi": self.provinsi,
            "nama_provinsi": self.provinsi.removeprefix("Provinsi "),
            "kepala_daerah": kepala_daerah(wilayah.nama) if wilayah else "",
            "nama_dinas": wilayah.nama_dinas if wilayah else "",
        }
        return write_lines((self.templat.get(jenis) or usual(jenis)).tembusan, values)

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
        return replace(
            plain,
            jabatan=post if full else own,
            atas_nama=atas_nama(acting, post),
            own_jabatan=own if acting.jenis is JenisPelimpahan.PLH else "",
        )

    def signers(self, peran: Peran, on: date) -> tuple[PegawaiId, ...]:
        """Return who may sign for a post on a day, first who does by rule.

        That is who acts for it (Plt. or Plh. before a.n. and u.b.), then its holders.
        """
        return _signers(self.pegawai, self.pelimpahan, peran, on)

    def signer(self, peran: Peran, on: date, *, otherwise: PegawaiId | None = None) -> PegawaiId:
        """Return who signs for a post on a day; `otherwise` (or '') where nobody may."""
        return next(iter(self.signers(peran, on)), otherwise or PegawaiId(""))

    def pejabat(self, peran: Peran, on: date, *, otherwise: PegawaiId | None = None) -> Orang:
        """Return who signs for a post on a day, as printed over the name."""
        return self.penandatangan(self.signer(peran, on, otherwise=otherwise), peran, on)

    def post(self, peran: Peran) -> str:
        """Return the title of a post in full, as its holder bears it."""
        holder = self.holder(peran)
        if peran is Peran.KADIS:
            full = f"Kepala Dinas Kependudukan dan Pencatatan Sipil {self.provinsi}".strip()
            return self.kepala_dinas(holder).jabatan or full
        return self.orang(holder).jabatan or NAMA_JABATAN[peran]

    def holder(self, peran: Peran) -> PegawaiId:
        """Return who holds a role now (by name where several do); '' where nobody does."""
        return next(iter(_holders(self.pegawai, peran)), PegawaiId(""))

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
        templat={one.jenis: sound(one) for one in uow.templat.all()},
        numbers={one.id: one.nomor for one in uow.nomor_naskah.all()},
    )


def _holders(people: Mapping[PegawaiId, Pegawai], peran: Peran) -> list[PegawaiId]:
    held = [p for p in people.values() if peran in p.peran and p.aktif]
    return [p.id for p in sorted(held, key=lambda p: (p.nama.casefold(), p.id))]


def _signers(
    people: Mapping[PegawaiId, Pegawai], known: Iterable[Pelimpahan], peran: Peran, on: date
) -> tuple[PegawaiId, ...]:
    acting = [one.pegawai_id for one in acting_for(known, peran, on)]
    there = [key for key in acting if key in people and people[key].aktif]
    return tuple(dict.fromkeys((*there, *_holders(people, peran))))


def signer_on(uow: UnitOfWork, on: date, known: SkTim | Spt | None = None) -> PegawaiId:
    """Return who signs a paper of the Kepala Dinas on a day; '' for nobody.

    Whoever is named on a `known` paper stays, unless its day moves to one on which he or she may
    not sign: the block is printed by the new day, and would give a post to who lacks it then.
    """
    if known is not None and known.tanggal == on:
        return known.ditetapkan_oleh
    people = {p.id: p for p in uow.pegawai.all()}
    may = _signers(people, uow.pelimpahan.all(), Peran.KADIS, on)
    if known is not None and known.ditetapkan_oleh in may:
        return known.ditetapkan_oleh
    return next(iter(may), PegawaiId(""))


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
