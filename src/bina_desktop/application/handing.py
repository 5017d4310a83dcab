"""Handing a half-filled sheet to a colleague of the visit, and taking it back."""

from __future__ import annotations

from bina_desktop.application.actor import Acting
from bina_desktop.application.lembar_access import LembarAccess
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import Pegawai, PegawaiId
from bina_desktop.domain.penugasan import Spt


class Handing:
    """Changes the owner of sheets."""

    def __init__(self, acting: Acting, access: LembarAccess) -> None:
        self._acting = acting
        self._access = access

    def hand_over(self, lembar_id: LembarId, kepada: PegawaiId) -> Changes:
        """Give an open sheet to a petugas of its visit, who alone changes it from now on.

        Raises NotAllowedError unless this person may change it, InvalidValueError for somebody
        whom the SPT does not name.
        """
        with self._acting.unit() as uow:
            lembar = self._access.require_writable(uow, lembar_id)
            if kepada not in uow.spt.get(lembar.spt_id).petugas:
                raise InvalidValueError(
                    "Lembar hanya dapat diserahkan kepada petugas yang tercantum pada SPT ini."
                )
            uow.lembar.save(lembar.hand_over(kepada))
            uow.commit()
        return _changed(lembar_id)

    def take_back(self, lembar_id: LembarId) -> Changes:
        """Take an open sheet that was handed to another, to go on with it oneself."""
        with self._acting.unit() as uow:
            lembar = uow.lembar.get(lembar_id)
            me = self._access.require_team(uow, lembar)
            uow.lembar.save(lembar.hand_over(me.id))
            uow.commit()
        return _changed(lembar_id)

    def colleagues(self, uow: UnitOfWork, spt: Spt) -> tuple[Pegawai, ...]:
        """Return the other petugas of a visit, in the order of the SPT."""
        me = self._acting.require_known(uow)
        found = [uow.pegawai.find(one) for one in spt.petugas if one != me.id]
        return tuple(one for one in found if one is not None)


def _changed(key: LembarId) -> Changes:
    return Changes.of(Topic.LEMBAR, records=frozenset({key}))
