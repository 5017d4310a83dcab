"""Delegation of posts: who acts as Plt., Plh., a.n. or u.b., until when, on what basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from bina_desktop.application.actor import Acting
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import InvalidValueError, NotAllowedError
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.pelimpahan import Pelimpahan, PelimpahanId, check_pelimpahan


@dataclass(frozen=True, slots=True)
class PelimpahanView:
    """One delegation, with the name of who acts."""

    pelimpahan: Pelimpahan
    nama: str
    berlaku: bool
    """True today."""


class PelimpahanService:
    """Lists, records and ends delegations."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def all(self) -> Sequence[PelimpahanView]:
        """Return every delegation, those in force first, then the newest."""
        with self._acting.reading() as uow:
            names = {p.id: p.nama for p in uow.pegawai.all()}
            today = self._acting.today()
            found = [
                PelimpahanView(one, names.get(one.pegawai_id, "–"), one.berlaku(today))
                for one in uow.pelimpahan.all()
            ]
        return sorted(
            found, key=lambda v: (not v.berlaku, -v.pelimpahan.mulai.toordinal(), v.nama)
        )

    def may_edit(self) -> bool:
        """Tell whether the person who is in may record delegations."""
        with self._acting.reading() as uow:
            me = self._acting.pegawai(uow)
            return me is not None and bool(me.peran & {Peran.ADMIN, Peran.KADIS})

    def save(self, pelimpahan: Pelimpahan) -> Changes:
        """Record a delegation (id '' makes one) or edit it; for Kepala Dinas and administrator.

        Nobody gives a post to himself. Raises NotAllowedError, InvalidValueError,
        MissingRequirementError, WrongStateError.
        """
        with self._acting.unit() as uow:
            me = self._acting.require(uow, Peran.ADMIN, Peran.KADIS)
            if pelimpahan.pegawai_id == me.id:
                raise NotAllowedError(
                    "Anda tidak dapat melimpahkan jabatan kepada diri sendiri. Minta Kepala Dinas "
                    "atau administrator lain mencatatnya."
                )
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

        Raises NotAllowedError, InvalidValueError for a day before it began.
        """
        with self._acting.unit() as uow:
            self._acting.require(uow, Peran.ADMIN, Peran.KADIS)
            known = uow.pelimpahan.get(pelimpahan_id)
            if sampai < known.mulai:
                raise InvalidValueError("Tanggal berakhir tidak boleh sebelum tanggal mulai.")
            uow.pelimpahan.save(replace(known, sampai=sampai))
            uow.commit()
        return _changed(pelimpahan_id)


def _changed(pelimpahan_id: PelimpahanId) -> Changes:
    return Changes.of(
        Topic.PEGAWAI, Topic.PENUGASAN, Topic.LAPORAN, records=frozenset({pelimpahan_id})
    )
