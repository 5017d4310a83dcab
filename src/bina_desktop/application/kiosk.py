"""Anonymous respondents one after another: a survey of its own for each, without name or hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.identitas import identity_values, prefill, stored_answers
from bina_desktop.application.lembar_access import LembarAccess
from bina_desktop.application.lembar_penilaian import Finalised, LembarService
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.lembar_penilaian import FORM_SKM, LembarId, LembarPenilaian
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.formengine.client import Session

_NOON: Final = "12:30"


@dataclass(frozen=True, slots=True)
class Respondent:
    """One respondent who begins; nothing of it is stored before the first answer."""

    id: LembarId
    spt_id: SptId
    session: Session
    known: Mapping[str, str]
    """What the visit answers by itself, by ref: place, date, morning or afternoon."""
    media_folder: Path | None = None


class KioskService:
    """Takes surveys of a visit in the name of the officer who watches over them.

    The journal learns the day of an answer and not its moment.
    """

    def __init__(
        self, acting: Acting, formulir: FormulirService, wilayah: tuple[Wilayah, ...]
    ) -> None:
        self._acting = replace(acting, day_only=True)
        self._formulir = formulir
        self._access = LembarAccess(self._acting)
        self._lembar = LembarService(self._acting, formulir, wilayah)

    def begin(self, spt_id: SptId) -> Respondent:
        """Open an empty survey.

        Raises NotAllowedError outside the roster, WrongStateError after the visit.
        """
        key = LembarId(str(uuid4()))
        session, _ = self._formulir.session(FORM_SKM, {}, record=key)
        with self._acting.reading() as uow:
            spt = uow.spt.get(spt_id)
            self._access.require_filling(uow, spt)
        now = self._acting.clock.now().astimezone(WIB)
        values = {**identity_values(spt, None, [], today=now.date()), **_half_of_day(now)}
        prefill(session, values)
        media = self._formulir.media_folder(FORM_SKM)
        return Respondent(key, spt_id, session, stored_answers(session), media)

    def record_answers(self, respondent: Respondent, answers: Mapping[str, str]) -> Changes:
        """Store answers durably, the survey itself with the first of them.

        Returns only after the commit. Raises as `begin`.
        """
        with self._acting.unit() as uow:
            if uow.lembar.find(respondent.id) is None:
                self._access.require_filling(uow, uow.spt.get(respondent.spt_id))
                version = respondent.session.info.version
                uow.lembar.save(
                    LembarPenilaian(respondent.id, respondent.spt_id, FORM_SKM, version)
                )
                answers = {**respondent.known, **answers}
            else:
                self._access.require_writable(uow, respondent.id)
            uow.lembar.save_answers(respondent.id, answers)
            uow.commit()
        return Changes.of(Topic.LEMBAR, records=frozenset({respondent.id}))

    def finish(self, respondent: Respondent) -> Finalised:
        """Close a survey whose answers are stored, or say what is still missing in it.

        Raises NotFoundError where nothing was answered yet.
        """
        return self._lembar.finalise(respondent.id)


def _half_of_day(now: datetime) -> Mapping[str, str]:
    return {"jam_layanan": "pagi" if f"{now:%H:%M}" < _NOON else "siang"}
