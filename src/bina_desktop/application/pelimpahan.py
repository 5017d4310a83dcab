"""Delegation of posts: who acts as Plt., Plh., a.n. or u.b., until when, on what basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from bina_desktop.application.actor import Acting
from bina_desktop.application.kop import read_kop
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.errors import InvalidValueError, NotAllowedError, WrongStateError
from bina_desktop.domain.pegawai import Pegawai, Peran
from bina_desktop.domain.pelimpahan import Pelimpahan, PelimpahanId, check_pelimpahan


@dataclass(frozen=True, slots=True)
class PelimpahanView:
    """One delegation, with the name of who acts."""

    pelimpahan: Pelimpahan
    nama: str
    jabatan: str
    """Own post of who acts."""
    berlaku: bool
    """True today."""
    lewat: bool
    """True once it is over."""


class PelimpahanService:
    """Lists, records and ends delegations."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def all(self) -> Sequence[PelimpahanView]:
        """Return every delegation, those in force first, then the newest."""
        with self._acting.reading() as uow:
            people = {p.id: p for p in uow.pegawai.all()}
            today = self._acting.today()
            found = [_view(one, people.get(one.pegawai_id), today) for one in uow.pelimpahan.all()]
        return sorted(
            found, key=lambda v: (not v.berlaku, -v.pelimpahan.mulai.toordinal(), v.nama)
        )

    def may_edit(self) -> bool:
        """Tell whether the person who is in may record delegations."""
        with self._acting.reading() as uow:
            me = self._acting.pegawai(uow)
            return me is not None and bool(me.peran & {Peran.ADMIN, Peran.KADIS})

    def preview(self, pelimpahan: Pelimpahan) -> tuple[str, ...]:
        """Return the lines that stand over the name of who acts, as papers print them."""
        with self._acting.reading() as uow:
            kop = read_kop(uow, ())
        shown = replace(kop, pelimpahan=(pelimpahan,)).penandatangan(
            pelimpahan.pegawai_id, pelimpahan.peran, pelimpahan.mulai
        )
        return (*shown.lines, shown.nama)

    def save(self, pelimpahan: Pelimpahan) -> Changes:
        """Record a delegation (id '' makes one) or edit it; for Kepala Dinas and administrator.

        Nobody gives a post to himself, and what is in force is ended, not altered: papers were
        made on it. Raises NotAllowedError, InvalidValueError, MissingRequirementError,
        WrongStateError.
        """
        with self._acting.unit() as uow:
            me = self._acting.require(uow, Peran.ADMIN, Peran.KADIS)
            if pelimpahan.pegawai_id == me.id:
                raise NotAllowedError(
                    "Anda tidak dapat melimpahkan jabatan kepada diri sendiri. Minta Kepala Dinas "
                    "atau administrator lain mencatatnya."
                )
            known = uow.pelimpahan.find(pelimpahan.id) if pelimpahan.id else None
            if known is not None:
                self._require_ahead(known)
            who = uow.pegawai.get(pelimpahan.pegawai_id)
            made = replace(
                pelimpahan,
                id=pelimpahan.id or PelimpahanId(str(uuid4())),
                dasar=pelimpahan.dasar.strip(),
                melalui=pelimpahan.melalui.strip(),
            )
            check_pelimpahan(made, uow.pelimpahan.all(), who)
            uow.pelimpahan.save(made)
            uow.commit()
        return _changed(made.id)

    def end(self, pelimpahan_id: PelimpahanId, *, sampai: date) -> Changes:
        """Let a delegation end on a day; what was done under it stays as it was.

        It only gets shorter: else who acts could lengthen his own time, or revive what is over.
        Raises NotAllowedError; WrongStateError where it is over; InvalidValueError for a day
        before it began, after its last one, or before yesterday.
        """
        with self._acting.unit() as uow:
            self._acting.require(uow, Peran.ADMIN, Peran.KADIS)
            known = uow.pelimpahan.get(pelimpahan_id)
            _check_end(known, sampai, self._acting.today())
            uow.pelimpahan.save(replace(known, sampai=sampai))
            uow.commit()
        return _changed(pelimpahan_id)

    def withdraw(self, pelimpahan_id: PelimpahanId) -> Changes:
        """Take back a delegation that has not begun. Raises NotAllowedError, WrongStateError."""
        with self._acting.unit() as uow:
            self._acting.require(uow, Peran.ADMIN, Peran.KADIS)
            self._require_ahead(uow.pelimpahan.get(pelimpahan_id))
            uow.pelimpahan.delete(pelimpahan_id)
            uow.commit()
        return _changed(pelimpahan_id)

    def _require_ahead(self, known: Pelimpahan) -> None:
        if known.mulai <= self._acting.today():
            raise WrongStateError(
                f"Pelimpahan ini sudah berlaku sejak {format_tanggal(known.mulai)} dan mungkin "
                "sudah dipakai menandatangani. Akhiri yang ini, lalu catat yang baru."
            )


def _check_end(known: Pelimpahan, sampai: date, today: date) -> None:
    """Raise unless a delegation may end on this day.

    A day long past would take `Plh.` off papers that were signed under it since.
    """
    last = known.sampai
    if last is not None and last < today:
        raise WrongStateError(
            f"Pelimpahan ini sudah berakhir pada {format_tanggal(last)}, jadi tidak diubah lagi. "
            "Catat pelimpahan baru bila masih diperlukan."
        )
    if sampai < known.mulai:
        raise InvalidValueError("Tanggal berakhir tidak boleh sebelum tanggal mulai.")
    if last is not None and sampai > last:
        raise InvalidValueError(
            f"Pelimpahan ini berlaku sampai {format_tanggal(last)} dan tidak dapat diperpanjang "
            "dengan mengakhirinya. Catat pelimpahan baru atas dasar surat perintah yang baru."
        )
    if sampai < today - timedelta(days=1):
        raise InvalidValueError(
            f"Tanggal berakhir paling awal {format_tanggal(today - timedelta(days=1))}: naskah "
            "mungkin sudah ditandatangani atas dasar pelimpahan ini sesudah tanggal yang diisi."
        )


def _view(one: Pelimpahan, who: Pegawai | None, today: date) -> PelimpahanView:
    return PelimpahanView(
        one,
        who.nama if who else "–",
        who.jabatan if who else "",
        berlaku=one.berlaku(today),
        lewat=one.sampai is not None and one.sampai < today,
    )


def _changed(pelimpahan_id: PelimpahanId) -> Changes:
    return Changes.of(
        Topic.PEGAWAI, Topic.PENUGASAN, Topic.LAPORAN, records=frozenset({pelimpahan_id})
    )
