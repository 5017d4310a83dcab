"""Koreksi of a Laporan's texts: suggested by reviewers, decided by those who write them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from bina_desktop.application.actor import NAMA_PERAN, Acting
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.tinjauan import Tinjauan, read_laporan
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import BinaError, NotAllowedError, WrongStateError
from bina_desktop.domain.koreksi import (
    Koreksi,
    KoreksiId,
    StatusKoreksi,
    accept,
    apply_koreksi,
    check_koreksi,
    decline,
    withdraw,
)
from bina_desktop.domain.laporan import Laporan, LaporanId, langkah_of
from bina_desktop.domain.pegawai import Pegawai, PegawaiId
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.utas import role_of

_REVIEWING = (4, 5, 6)


@dataclass(frozen=True, slots=True)
class KoreksiView:
    """One suggestion in words for people, and what the person who is in may do with it."""

    koreksi: Koreksi
    siapa: str
    peran: str
    """`Kepala Seksi` …"""
    pemutus: str = ""
    may_decide: bool = False
    may_withdraw: bool = False

    @property
    def waktu(self) -> datetime:
        """When it was suggested."""
        return self.koreksi.waktu


class KoreksiService:
    """Reads suggestions, adds to them, decides on them."""

    def __init__(self, acting: Acting, tinjauan: Tinjauan) -> None:
        self._acting = acting
        self._tinjauan = tinjauan

    def of_visit(self, spt_id: SptId) -> tuple[KoreksiView, ...]:
        """Return all suggestions for the Laporan of a visit, oldest first."""
        with self._acting.reading() as uow:
            me = self._acting.pegawai(uow)
            spt = uow.spt.get(spt_id)
            names = {p.id: p.nama for p in uow.pegawai.all()}
            return tuple(
                self._view(uow, one, spt, me, names) for one in uow.queries.koreksi(spt_id)
            )

    def propose(
        self,
        laporan_id: LaporanId,
        *,
        naskah: str,
        paragraf: int,
        semula: str,
        menjadi: str,
        alasan: str = "",
        langsung: bool = False,
    ) -> Changes:
        """Suggest another wording of a paragraph; `langsung` (the Kasi, step 4) carries it out.

        Raises NotAllowedError, WrongStateError, InvalidValueError.
        """
        with self._acting.unit() as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            me = self._reviewer(uow, laporan, spt)
            new = check_koreksi(
                Koreksi(
                    id=KoreksiId(str(uuid4())),
                    spt_id=spt.id,
                    laporan_id=laporan_id,
                    naskah=naskah,
                    paragraf=paragraf,
                    semula=semula,
                    menjadi=menjadi,
                    pelaku=me.id,
                    peran=role_of(me, spt),
                    waktu=self._acting.clock.now(),
                    alasan=alasan,
                )
            )
            if langsung:
                new = self._carried_out(uow, laporan, new)
            uow.koreksi.save(new)
            uow.commit()
        return _changed(laporan_id)

    def accept(self, koreksi_id: KoreksiId) -> Changes:
        """Put the suggested paragraph in place. Raises NotAllowedError, WrongStateError."""
        with self._acting.unit() as uow:
            koreksi, laporan, me = self._to_decide(uow, koreksi_id)
            decided = accept(koreksi, oleh=me.id, pada=self._acting.clock.now())
            uow.koreksi.save(decided)
            _rewrite(uow, laporan, decided)
            uow.commit()
        return _changed(laporan.id)

    def decline(self, koreksi_id: KoreksiId, *, keterangan: str) -> Changes:
        """Leave the paragraph as it is, with a reason.

        Raises NotAllowedError, WrongStateError, MissingRequirementError.
        """
        with self._acting.unit() as uow:
            koreksi, laporan, me = self._to_decide(uow, koreksi_id)
            now = self._acting.clock.now()
            uow.koreksi.save(decline(koreksi, oleh=me.id, pada=now, keterangan=keterangan))
            uow.commit()
        return _changed(laporan.id)

    def withdraw(self, koreksi_id: KoreksiId) -> Changes:
        """Take back one's own suggestion. Raises NotAllowedError, WrongStateError."""
        with self._acting.unit() as uow:
            koreksi = uow.koreksi.get(koreksi_id)
            me = self._acting.require_known(uow)
            uow.koreksi.save(withdraw(koreksi, oleh=me.id, pada=self._acting.clock.now()))
            uow.commit()
        return _changed(koreksi.laporan_id)

    def _reviewer(self, uow: UnitOfWork, laporan: Laporan, spt: Spt) -> Pegawai:
        step = langkah_of(laporan.status)
        if step not in _REVIEWING:
            raise WrongStateError(
                "Koreksi diusulkan oleh Kasi, Kabid, atau Kepala Dinas selagi laporan ada di "
                "mejanya (langkah 4 sampai 6)."
            )
        return self._tinjauan.require_step(uow, laporan, spt, step)

    def _carried_out(self, uow: UnitOfWork, laporan: Laporan, new: Koreksi) -> Koreksi:
        if langkah_of(laporan.status) != 4:
            raise NotAllowedError(
                "Hanya Kasi pada langkah koreksi yang dapat menerapkan koreksi langsung. "
                "Usulkan koreksinya, lalu kembalikan laporan."
            )
        done = replace(
            new, status=StatusKoreksi.DITERIMA, pemutus=new.pelaku, diputus_pada=new.waktu
        )
        _rewrite(uow, laporan, done)
        return done

    def _to_decide(
        self, uow: UnitOfWork, koreksi_id: KoreksiId
    ) -> tuple[Koreksi, Laporan, Pegawai]:
        koreksi = uow.koreksi.get(koreksi_id)
        laporan, spt = read_laporan(uow, koreksi.laporan_id)
        return koreksi, laporan, self._tinjauan.require_editing(uow, laporan, spt)

    def _view(
        self,
        uow: UnitOfWork,
        one: Koreksi,
        spt: Spt,
        me: Pegawai | None,
        names: dict[PegawaiId, str],
    ) -> KoreksiView:
        is_open = one.status is StatusKoreksi.DIUSULKAN
        mine = me is not None and one.pelaku == me.id
        return KoreksiView(
            koreksi=one,
            siapa=names.get(one.pelaku, "seseorang yang belum terdaftar di sini"),
            peran=NAMA_PERAN[one.peran],
            pemutus=names.get(one.pemutus, "") if one.pemutus else "",
            may_decide=is_open and not mine and self._may_edit(uow, one, spt),
            may_withdraw=is_open and mine,
        )

    def _may_edit(self, uow: UnitOfWork, one: Koreksi, spt: Spt) -> bool:
        laporan = uow.laporan.find(one.laporan_id)
        if laporan is None:
            return False
        try:
            self._tinjauan.require_editing(uow, laporan, spt)
        except BinaError:
            return False
        return True


def _rewrite(uow: UnitOfWork, laporan: Laporan, koreksi: Koreksi) -> None:
    text = apply_koreksi(getattr(laporan, koreksi.naskah), koreksi)
    uow.laporan.save(replace(laporan, **{koreksi.naskah: text}))


def _changed(laporan_id: LaporanId) -> Changes:
    return Changes.of(Topic.LAPORAN, Topic.TINJAUAN, records=frozenset({laporan_id}))
