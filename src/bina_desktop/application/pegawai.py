"""People of the Dinas and officers of kab/kota."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import NAMESPACE_URL, uuid4, uuid5

from bina_desktop.application.actor import Acting
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import InvalidValueError, NotAllowedError, WrongStateError
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.pegawai import (
    Aparatur,
    AparaturId,
    Pegawai,
    PegawaiId,
    Peran,
    StatusKepegawaian,
    format_nip,
    parse_nip,
)
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, parse_kode


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
        with self._acting.reading() as uow:
            return self._acting.pegawai(uow)

    def pegawai(self) -> Sequence[Pegawai]:
        """Return people of the Dinas by name."""
        with self._acting.reading() as uow:
            return sorted(uow.pegawai.all(), key=lambda p: (p.nama.casefold(), p.id))

    def aparatur(self, kode: KodeWilayah | None = None) -> Sequence[Aparatur]:
        """Return officers, of one kab/kota if given, by name."""
        with self._acting.reading() as uow:
            found = [a for a in uow.aparatur.all() if kode in (None, a.kode_wilayah)]
        return sorted(found, key=lambda a: (a.nama.casefold(), a.id))

    def check_nip(self, text: str, status: StatusKepegawaian) -> NipCheck:
        """Check a NIP as typed; blank is right for Non-ASN only. Never raises."""
        try:
            digits = self._checked_nip(text, status)
        except InvalidValueError as error:
            return NipCheck(error=error.sentence)
        if not digits:
            return NipCheck()
        nip = parse_nip(digits, status=status, today=self._today())
        return NipCheck(warnings=nip.warnings, display=nip.display)

    def save_pegawai(self, pegawai: Pegawai) -> Changes:
        """Add (id '' gives a new one) or edit. Administrators only.

        Raises InvalidValueError: bad or duplicate NIP, no name.
        """
        nama = _checked_name(pegawai.nama)
        nip = self._checked_nip(pegawai.nip, pegawai.status)
        with self._acting.unit() as uow:
            me = self._acting.require(uow, Peran.ADMIN)
            if pegawai.id == me.id and not (Peran.ADMIN in pegawai.peran and pegawai.aktif):
                raise NotAllowedError(
                    "Anda tidak dapat mencabut peran administrator Anda sendiri. "
                    "Minta administrator lain melakukannya."
                )
            _refuse_duplicate(nip, pegawai.id, ((p.id, p.nip, p.nama) for p in uow.pegawai.all()))
            key = pegawai.id or new_id(uow, "pegawai", nip)
            uow.pegawai.save(replace(pegawai, id=PegawaiId(key), nama=nama, nip=nip))
            uow.commit()
        return Changes.of(Topic.PEGAWAI, records=frozenset({key}))

    def save_aparatur(self, aparatur: Aparatur) -> Changes:
        """Add or edit an officer; the same checks.

        The team may do it too: in the field it meets officers whom no roster names.
        """
        nama = _checked_name(aparatur.nama)
        nip = self._checked_nip(aparatur.nip, aparatur.status)
        kode = parse_kode(aparatur.kode_wilayah)
        with self._acting.unit() as uow:
            self._acting.require(uow, Peran.ADMIN, Peran.KABID, Peran.KASI, Peran.TIM)
            _refuse_duplicate(
                nip, aparatur.id, ((a.id, a.nip, a.nama) for a in uow.aparatur.all())
            )
            key = aparatur.id or new_id(uow, "aparatur", nip)
            uow.aparatur.save(
                replace(aparatur, id=AparaturId(key), nama=nama, nip=nip, kode_wilayah=kode)
            )
            uow.commit()
        return Changes.of(Topic.APARATUR, records=frozenset({key}))

    def delete_pegawai(self, pegawai_id: str) -> Changes:
        """Mark deleted; refused while in a team of a running triwulan. Administrators only."""
        now = Triwulan.of(self._today())
        with self._acting.unit() as uow:
            me = self._acting.require(uow, Peran.ADMIN)
            pegawai = uow.pegawai.get(PegawaiId(pegawai_id))
            if pegawai.id == me.id:
                raise NotAllowedError("Anda tidak dapat menghapus diri sendiri.")
            for sk in uow.sk_tim.all():
                if sk.triwulan >= now and any(a.pegawai_id == pegawai.id for a in sk.anggota):
                    raise WrongStateError(
                        f"{pegawai.nama} tercantum dalam SK Tim {sk.triwulan.label} yang masih "
                        "berjalan. Keluarkan dahulu dari SK itu."
                    )
            uow.pegawai.delete(pegawai.id)
            uow.commit()
        return Changes.of(Topic.PEGAWAI, records=frozenset({pegawai_id}))

    def delete_aparatur(self, aparatur_id: str) -> Changes:
        """Mark deleted; refused while a sheet stands in this officer's name."""
        with self._acting.unit() as uow:
            self._acting.require(uow, Peran.ADMIN, Peran.KABID, Peran.KASI, Peran.TIM)
            aparatur = uow.aparatur.get(AparaturId(aparatur_id))
            if any(lembar.aparatur_id == aparatur.id for lembar in uow.lembar.all()):
                raise WrongStateError(
                    f"{aparatur.nama} sudah memiliki lembar penilaian. "
                    "Tandai tidak aktif bila sudah tidak bertugas."
                )
            uow.aparatur.delete(aparatur.id)
            uow.commit()
        return Changes.of(Topic.APARATUR, records=frozenset({aparatur_id}))

    def _today(self) -> date:
        return self._acting.clock.now().astimezone(WIB).date()

    def _checked_nip(self, text: str, status: StatusKepegawaian) -> str:
        if not text.strip():
            if status is StatusKepegawaian.NON_ASN:
                return ""
            raise InvalidValueError(
                "NIP wajib diisi untuk PNS dan PPPK; boleh kosong bagi Non-ASN."
            )
        return str(parse_nip(text, status=status, today=self._today()))


def _checked_name(nama: str) -> str:
    if not nama.strip():
        raise InvalidValueError("Nama wajib diisi.")
    return nama.strip()


def _refuse_duplicate(nip: str, key: str, known: Iterable[tuple[str, str, str]]) -> None:
    for other, other_nip, nama in known:
        if nip and nip == other_nip and other != key:
            raise InvalidValueError(
                f"NIP {format_nip(nip)} sudah dipakai {nama}. Periksa NIP ini, atau sunting data "
                "yang sudah ada."
            )


def new_id(uow: UnitOfWork, entity: str, nip: str) -> str:
    """Return the id that every laptop would give a person of this NIP; a random one otherwise."""
    if nip:
        key = str(uuid5(NAMESPACE_URL, f"urn:bina:{entity}/{nip}"))
        if not uow.journal.history(entity=entity, record=key):
            return key
    return str(uuid4())


def first_administrator(nama: str, nip: str) -> Pegawai:
    """Make the person with whom a database begins; there is nobody yet to make one."""
    return Pegawai(
        id=PegawaiId(str(uuid4())),
        nama=nama,
        nip=nip,
        status=status_of(nip),
        peran=frozenset({Peran.ADMIN}),
    )


def status_of(nip: str) -> StatusKepegawaian:
    """Tell the kind of employment: a NI PPPK has a 2 where a PNS has the month (01–12)."""
    if not nip:
        return StatusKepegawaian.NON_ASN
    return StatusKepegawaian.PPPK if nip[12:13] == "2" else StatusKepegawaian.PNS
