"""Sheets of a visit: create, answer, finalise, return (SOP step 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import uuid4

from bina_desktop.application.actor import Acting
from bina_desktop.application.catatan import notes_in
from bina_desktop.application.form_versions import FormVersions
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.handing import Handing
from bina_desktop.application.hasil import compute_hasil
from bina_desktop.application.identitas import identity_values, prefill, stored_answers
from bina_desktop.application.lembar_access import (
    LembarAccess,
    checked_aparatur,
    name_of,
    require_not_ratified,
    sheet_that_exists,
    step_of_visit,
)
from bina_desktop.application.open_lembar import OpenLembar
from bina_desktop.application.penugasan import spt_of
from bina_desktop.application.ports import LembarSummary, UnitOfWork
from bina_desktop.application.tindak_lanjut import open_before, record_found, take_back
from bina_desktop.application.usulan import earlier_lembar, propose
from bina_desktop.application.visit_answers import VisitAnswers
from bina_desktop.application.work import Changes, Pace, Topic
from bina_desktop.domain.errors import (
    MissingRequirementError,
    NotAllowedError,
    NotFoundError,
    WrongStateError,
)
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.laporan import ALASAN_MINIMUM
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    FORM_TINDAK_LANJUT,
    FORMS_KUNJUNGAN,
    HasilLembar,
    LembarId,
    LembarPenilaian,
    StatusLembar,
    lembar_id_for,
    lembar_kunjungan_id_for,
)
from bina_desktop.domain.pegawai import Aparatur, AparaturId, Peran
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.formengine.client import Problem, Progress

ENTITY = "lembar_penilaian"
"""Name of sheets in the journal."""

_FORM_ORDER = (FORM_LEMBAR_PENILAIAN, FORM_KUESIONER_APARATUR, FORM_SKM, *FORMS_KUNJUNGAN)
_OFFICIALS = frozenset({Peran.KASI, Peran.KABID, Peran.KADIS})


@dataclass(frozen=True, slots=True)
class Finalised:
    """Outcome of a wish to finalise: problems (then nothing changed) or the figures."""

    problems: tuple[Problem, ...]
    hasil: HasilLembar | None
    changes: Changes


@dataclass(frozen=True, slots=True)
class Kunjungan:
    """One visit on which this person may fill sheets (or which he may read)."""

    spt: Spt
    wilayah: Wilayah
    may_fill: bool


class LembarService:
    """Keeps the sheets of the visits."""

    def __init__(
        self, acting: Acting, formulir: FormulirService, wilayah: tuple[Wilayah, ...]
    ) -> None:
        self._acting = acting
        self._access = LembarAccess(acting)
        self.handing = Handing(acting, self._access)
        self.versions = FormVersions(acting, self._access, formulir)
        self._formulir = formulir
        self._visit = VisitAnswers(formulir)
        self._wilayah = {w.kode: w for w in wilayah}
        self._counted: dict[LembarId, tuple[Mapping[str, str], Progress]] = {}

    def visits(self, triwulan: Triwulan) -> Sequence[Kunjungan]:
        """Return the visits of a triwulan, own ones first."""
        with self._acting.reading() as uow:
            me = self._acting.pegawai(uow)
            found = [
                Kunjungan(
                    spt,
                    self._wilayah.get(spt.kode_wilayah)
                    or Wilayah(spt.kode_wilayah, f"Wilayah {spt.kode_wilayah}"),
                    may_fill=me is not None
                    and me.id in spt.petugas
                    and step_of_visit(uow, spt.id) == 3,
                )
                for spt in spt_of(uow, triwulan)
            ]
        mine = me.id if me else ""
        return sorted(found, key=lambda k: (mine not in k.spt.petugas, k.spt.kode_wilayah))

    def lembar(self, spt_id: SptId) -> Sequence[LembarSummary]:
        """Return the sheets of a visit: by form, then name."""
        with self._acting.reading() as uow:
            return sort_lembar(uow.queries.lembar(spt_id=spt_id))

    def progress(self, lembar: Sequence[LembarSummary]) -> Mapping[LembarId, Progress]:
        """Return how far each open sheet is, relevance followed; counted anew when it changed.

        Final sheets are left out, and those of forms that this installation does not have.
        """
        waiting = [one for one in lembar if one.status is not StatusLembar.FINAL]
        stored: dict[LembarId, tuple[LembarPenilaian, Mapping[str, str]]] = {}
        with self._acting.reading() as uow:
            for one in waiting:
                with suppress(NotFoundError):
                    sheet = uow.lembar.get(one.id)
                    stored[one.id] = (sheet, self._visit.of(uow, sheet))
        found: dict[LembarId, Progress] = {}
        for key, (sheet, answers) in stored.items():
            known = self._counted.get(key)
            if known is None or known[0] != answers:
                with self._formulir.reading(
                    sheet.formulir, answers, version=sheet.versi
                ) as session:
                    known = self._counted[key] = (answers, session.progress())
            found[key] = known[1]
        return found

    def aparatur_without(self, spt_id: SptId) -> Sequence[Aparatur]:
        """Return officers of the visited kab/kota who have no Lembar Penilaian yet."""
        with self._acting.reading() as uow:
            spt = uow.spt.get(spt_id)
            taken = {
                row.aparatur_id
                for row in uow.queries.lembar(spt_id=spt_id)
                if row.formulir == FORM_LEMBAR_PENILAIAN
            }
            found = [
                a
                for a in uow.aparatur.all()
                if a.kode_wilayah == spt.kode_wilayah and a.aktif and a.id not in taken
            ]
        return sorted(found, key=lambda a: (a.nama.casefold(), a.id))

    def count_rekomendasi(self, spt_id: SptId) -> int:
        """Return how many recommendations of earlier visits are open for this one."""
        with self._acting.reading() as uow:
            return len(open_before(uow, uow.spt.get(spt_id)))

    def start(
        self, spt_id: SptId, formulir: str, aparatur_id: AparaturId | None
    ) -> tuple[LembarId, Changes]:
        """Start a sheet with its identity prefilled, or return the one this officer has.

        A Lembar Penilaian needs an officer of the visited kab/kota; SKM takes none, and of some
        forms a visit has one sheet. Raises MissingRequirementError where nothing is to be asked,
        AlreadyStartedError for an officer who may be another one under a second id.
        """
        key = _new_id(spt_id, formulir, aparatur_id)
        session, _ = self._formulir.session(formulir, {}, record=key)
        with self._acting.unit() as uow:
            spt = uow.spt.get(spt_id)
            self._access.require_filling(uow, spt)
            aparatur = checked_aparatur(uow, spt, formulir, aparatur_id)
            if uow.lembar.find(key) is not None:
                return key, Changes.of()
            if aparatur is not None:
                known = sheet_that_exists(uow, spt_id, formulir, aparatur)
                if known is not None:
                    return known, Changes.of()
            if formulir == FORM_TINDAK_LANJUT and not open_before(uow, spt):
                raise MissingRequirementError(
                    "Tidak ada rekomendasi kunjungan sebelumnya yang masih terbuka."
                )
            petugas = [uow.pegawai.get(one) for one in spt.petugas]
            today = self._acting.clock.now().astimezone(WIB).date()
            prefill(session, identity_values(spt, aparatur, petugas, today=today))
            uow.lembar.save(
                LembarPenilaian(
                    id=key,
                    spt_id=spt_id,
                    formulir=formulir,
                    versi=session.info.version,
                    aparatur_id=aparatur.id if aparatur else None,
                )
            )
            uow.lembar.save_answers(key, stored_answers(session))
            uow.commit()
        return key, _changed(key)

    def open(self, lembar_id: LembarId) -> OpenLembar:
        """Restore the session of a sheet where it was left."""
        with self._acting.reading() as uow:
            lembar = uow.lembar.get(lembar_id)
            answers = self._visit.of(uow, lembar)
            position = uow.lembar.position(lembar_id)
            aparatur = uow.aparatur.find(lembar.aparatur_id) if lembar.aparatur_id else None
            why = self._access.why_readonly(uow, lembar)
            team = self._access.may_hand_over(uow, lembar)
            pemilik = name_of(uow, lembar)
            versi_lain = "" if why else self.versions.other(uow, lembar)
            spt = uow.spt.get(lembar.spt_id)
            rekan = self.handing.colleagues(uow, spt) if team and not why else ()
            before = None if why else earlier_lembar(uow, lembar, spt)
            language = uow.settings.get(_setting_of_language(self._acting, lembar.formulir))
            seen = uow.queries.lembar(spt_id=lembar.spt_id)
            saved = next((one.diubah for one in seen if one.id == lembar_id), None)
        session, restored = self._formulir.session(
            lembar.formulir,
            answers,
            language=language,
            record=lembar_id,
            version=lembar.versi,
        )
        return OpenLembar(
            lembar=lembar,
            aparatur=aparatur,
            session=session,
            restored=restored,
            position=position,
            saved=saved,
            catatan=notes_in(answers),
            writable=not why,
            why_readonly=why,
            media_folder=self._formulir.media_folder(lembar.formulir, lembar.versi),
            versi_lain=versi_lain,
            is_outdated=versi_lain == self._formulir.form(lembar.formulir).info.version,
            usulan=propose(self._formulir, lembar.formulir, before) if before else None,
            pemilik=pemilik,
            rekan=rekan,
            may_take=team and bool(why),
        )

    def record_answers(
        self, lembar_id: LembarId, answers: Mapping[str, str], *, position: str = ""
    ) -> Changes:
        """Store answers durably; '' clears one. Returns only after the commit.

        Raises WrongStateError for a final sheet, NotAllowedError outside the roster.
        """
        with self._acting.unit() as uow:
            self.require_writable(uow, lembar_id)
            uow.lembar.save_answers(lembar_id, answers, position=position)
            uow.commit()
        return _changed(lembar_id) if answers else Changes.of()

    def remember_language(self, formulir: str, language: str) -> Changes:
        """Open forms of this kind in this language from now on, for this person on this PC."""
        with self._acting.unit() as uow:
            uow.settings.put(_setting_of_language(self._acting, formulir), language)
            uow.commit()
        return Changes.of()

    def finalise(self, lembar_id: LembarId) -> Finalised:
        """Validate from the stored answers; close the sheet, or say everything that is wrong.

        What the visit gave to it until now is its own from then on.
        """
        with self._acting.reading() as uow:
            lembar = self.require_writable(uow, lembar_id)
            answers = self._visit.of(uow, lembar)
        session, _ = self._formulir.session(
            lembar.formulir, answers, record=lembar_id, version=lembar.versi
        )
        problems = tuple(session.validate())
        if problems:
            return Finalised(problems, None, Changes.of())
        hasil = compute_hasil(session)
        with self._acting.unit() as uow:
            lembar = self.require_writable(uow, lembar_id)
            if self._visit.of(uow, lembar) != answers:
                raise WrongStateError(
                    "Jawaban berubah selagi diperiksa, jadi lembar belum difinalkan. "
                    "Finalkan sekali lagi."
                )
            uow.lembar.save_answers(lembar_id, self._visit.given(uow, lembar))
            uow.lembar.save(lembar.finalise())
            uow.lembar.save_hasil(lembar_id, hasil)
            if lembar.formulir == FORM_TINDAK_LANJUT:
                record_found(uow, lembar.spt_id, session)
            uow.commit()
        return Finalised((), hasil, _changed(lembar_id))

    def return_lembar(self, lembar_id: LembarId, *, alasan: str) -> Changes:
        """Open a final sheet again (Kasi, Kabid, Kepala Dinas, or its own team before submission).

        A sheet that an official returned while the Laporan is under review stops that review
        until the team has made it final again.
        """
        if len(alasan.strip()) < ALASAN_MINIMUM:
            raise MissingRequirementError(
                f"Alasan wajib diisi, sekurang-kurangnya {ALASAN_MINIMUM} huruf, "
                "agar tim tahu apa yang harus diperbaiki."
            )
        with self._acting.unit(reason=alasan.strip()) as uow:
            lembar = uow.lembar.get(lembar_id)
            me = self._acting.require_known(uow)
            spt = uow.spt.get(lembar.spt_id)
            require_not_ratified(uow, spt.id)
            if not me.peran & _OFFICIALS:
                self._acting.require_petugas(uow, spt)
                if step_of_visit(uow, spt.id) != 3:
                    raise NotAllowedError(
                        "Laporan kunjungan ini sudah diajukan, jadi lembarnya hanya dapat "
                        "dikembalikan oleh Kasi, Kabid, atau Kepala Dinas."
                    )
            uow.lembar.save(lembar.reopen(alasan=alasan.strip()))
            uow.lembar.save_hasil(lembar_id, None)
            if lembar.formulir == FORM_TINDAK_LANJUT:
                take_back(uow, lembar.spt_id)
            uow.commit()
        return _changed(lembar_id)

    def delete(self, lembar_id: LembarId) -> Changes:
        """Mark an open sheet deleted; it can be seen in the journal for ever."""
        with self._acting.unit() as uow:
            self.require_writable(uow, lembar_id)
            uow.lembar.delete(lembar_id)
            uow.commit()
        return _changed(lembar_id)

    def refresh_stale(self, tell: Callable[[int, int, str], None] | None = None) -> Changes:
        """Compute figures of final sheets whose answers changed by import, all of them.

        A sheet of a form that this installation does not have stays without figures, and so does
        one of which only a part has arrived.
        """
        done: set[str] = set()
        with self._acting.unit() as uow:
            uow.journal.take_turn()  # answers must not change between reading and the figures
            stale = uow.lembar.stale()
            pace = Pace(len(stale), "lembar")
            for place, key in enumerate(stale):
                if tell is not None:
                    words = ("Menghitung nilai lembar", pace.words(place))
                    tell(place, len(stale), " · ".join(filter(None, words)))
                try:
                    lembar = uow.lembar.get(key)
                    with self._formulir.reading(
                        lembar.formulir, uow.lembar.answers(key), version=lembar.versi
                    ) as session:
                        hasil = compute_hasil(session)
                except NotFoundError:
                    continue
                uow.lembar.save_hasil(key, hasil)
                done.add(key)
            uow.commit()
        return Changes.of(Topic.LEMBAR, records=frozenset(done)) if done else Changes.of()

    def require_writable(self, uow: UnitOfWork, lembar_id: LembarId) -> LembarPenilaian:
        """Return a sheet that this person may change now.

        Raises WrongStateError for a final one, NotAllowedError outside the roster and where it
        was handed to another.
        """
        return self._access.require_writable(uow, lembar_id)


def sort_lembar(rows: Sequence[LembarSummary]) -> Sequence[LembarSummary]:
    """Order sheets by form, then by name."""
    order = {form: place for place, form in enumerate(_FORM_ORDER)}
    return sorted(rows, key=lambda r: (order.get(r.formulir, len(order)), r.nama.casefold(), r.id))


def _new_id(spt_id: SptId, formulir: str, aparatur_id: AparaturId | None) -> LembarId:
    if aparatur_id is not None:
        return lembar_id_for(spt_id, formulir, aparatur_id)
    if formulir in FORMS_KUNJUNGAN:
        return lembar_kunjungan_id_for(spt_id, formulir)
    return LembarId(str(uuid4()))


def _changed(key: LembarId) -> Changes:
    return Changes.of(Topic.LEMBAR, records=frozenset({key}))


def _setting_of_language(acting: Acting, formulir: str) -> str:
    return f"bahasa/{acting.nip or acting.nama}/{formulir}"
