"""Who may change a sheet now: the roster of the SPT, the step of the SOP, and its owner."""

from __future__ import annotations

from dataclasses import dataclass, field

from bina_desktop.application.actor import Acting, Remembered
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.duplikat import Putusan, is_same_person, pair_id
from bina_desktop.domain.errors import (
    AlreadyStartedError,
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.laporan import is_ratified, langkah_of, laporan_id_for
from bina_desktop.domain.lembar_penilaian import (
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    FORMS_KUNJUNGAN,
    LembarId,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.domain.pegawai import Aparatur, AparaturId, Pegawai
from bina_desktop.domain.penugasan import Spt, SptId


@dataclass(frozen=True, slots=True)
class LembarAccess:
    """Checks the rights of the person who is in."""

    acting: Acting
    _writable: Remembered[LembarPenilaian] = field(
        default_factory=Remembered[LembarPenilaian], init=False, repr=False, compare=False
    )

    def require_filling(self, uow: UnitOfWork, spt: Spt) -> Pegawai:
        """Return the petugas who may add sheets to a visit.

        Raises NotAllowedError outside the roster, WrongStateError once the Laporan is submitted.
        """
        me = self.acting.require_petugas(uow, spt)
        if step_of_visit(uow, spt.id) != 3:
            raise WrongStateError(
                "Laporan kunjungan ini sudah diajukan, jadi lembarnya tidak dapat ditambah. "
                "Minta laporannya dikembalikan lebih dahulu."
            )
        return me

    def require_team(self, uow: UnitOfWork, lembar: LembarPenilaian) -> Pegawai:
        """Return the petugas who may work on an open sheet, whoever owns it.

        Raises WrongStateError for a final one, NotAllowedError outside the roster.
        """
        lembar.require_open()
        spt = uow.spt.get(lembar.spt_id)
        if lembar.status is not StatusLembar.DIKEMBALIKAN:
            return self.require_filling(uow, spt)
        me = self.acting.require_petugas(uow, spt)
        require_not_ratified(uow, spt.id)
        return me

    def require_writable(self, uow: UnitOfWork, lembar_id: LembarId) -> LembarPenilaian:
        """Return a sheet that this person may change now.

        Raises what `require_team` raises, and NotAllowedError where it was handed to another.
        """
        return self._writable.get(
            uow, lembar_id, lambda: self._require_writable(uow, uow.lembar.get(lembar_id))
        )

    def _require_writable(self, uow: UnitOfWork, lembar: LembarPenilaian) -> LembarPenilaian:
        me = self.require_team(uow, lembar)
        if not lembar.is_filled_by(me.id):
            raise NotAllowedError(
                f"Lembar ini sudah diserahkan kepada {name_of(uow, lembar)}, jadi Anda hanya "
                "dapat membacanya. Ambil kembali bila Anda yang akan melanjutkannya."
            )
        return lembar

    def why_readonly(self, uow: UnitOfWork, lembar: LembarPenilaian) -> str:
        """Return the sentence that says why this person cannot change a sheet; '' if he can."""
        try:
            self.require_writable(uow, lembar.id)
        except (WrongStateError, NotAllowedError) as error:
            return error.sentence
        return ""

    def may_hand_over(self, uow: UnitOfWork, lembar: LembarPenilaian) -> bool:
        """Tell whether this person may give the sheet to somebody of the team, or take it."""
        try:
            self.require_team(uow, lembar)
        except (WrongStateError, NotAllowedError):
            return False
        return True


def name_of(uow: UnitOfWork, lembar: LembarPenilaian) -> str:
    """Return the name of the owner; '' where the sheet was never handed over."""
    owner = uow.pegawai.find(lembar.pemilik) if lembar.pemilik else None
    return owner.nama if owner else "rekan lain" if lembar.pemilik else ""


def step_of_visit(uow: UnitOfWork, spt_id: SptId) -> int:
    """Return the step of the SOP at which a visit is: 3 while it may be filled."""
    laporan = uow.laporan.find(laporan_id_for(spt_id))
    return 3 if laporan is None else langkah_of(laporan.status)


def require_not_ratified(uow: UnitOfWork, spt_id: SptId) -> None:
    """Raise WrongStateError once the Laporan of a visit is ratified."""
    laporan = uow.laporan.find(laporan_id_for(spt_id))
    if laporan is not None and is_ratified(laporan.status):
        raise WrongStateError(
            "Laporan kunjungan ini sudah disahkan, jadi lembarnya tidak dapat diubah lagi."
        )


def checked_aparatur(
    uow: UnitOfWork, spt: Spt, formulir: str, aparatur_id: AparaturId | None
) -> Aparatur | None:
    """Return whom a new sheet is about; None for anonymous respondents.

    Raises InvalidValueError or MissingRequirementError where the form wants it otherwise.
    """
    if formulir == FORM_SKM and aparatur_id is not None:
        raise InvalidValueError("Survei pengguna layanan tidak mencatat nama siapa pun.")
    if formulir in FORMS_KUNJUNGAN and aparatur_id is not None:
        raise InvalidValueError("Lembar ini satu untuk seluruh kunjungan, bukan per aparatur.")
    if aparatur_id is None:
        if formulir == FORM_LEMBAR_PENILAIAN:
            raise MissingRequirementError("Pilih aparatur yang dinilai.")
        return None
    aparatur = uow.aparatur.get(aparatur_id)
    if aparatur.kode_wilayah != spt.kode_wilayah:
        raise InvalidValueError(
            f"{aparatur.nama} bukan aparatur kabupaten/kota yang dikunjungi dengan SPT ini."
        )
    return aparatur


def sheet_that_exists(
    uow: UnitOfWork, spt_id: SptId, formulir: str, aparatur: Aparatur
) -> LembarId | None:
    """Return the sheet of this visit and form that an officer has already; None for none.

    Raises AlreadyStartedError for that of somebody who may be the same person.
    """
    for one in uow.queries.lembar(spt_id=spt_id):
        if one.formulir != formulir or one.aparatur_id is None:
            continue
        if one.aparatur_id == aparatur.id:
            return one.id
        other = uow.aparatur.find(one.aparatur_id)
        if other is None or is_same_person(other, aparatur) is None:
            continue
        decided = uow.duplikat.find(pair_id("aparatur", other.id, aparatur.id))
        if decided is None or decided.putusan is not Putusan.DISTINCT:
            raise AlreadyStartedError(
                f"{other.nama} sudah memiliki lembar ini dalam kunjungan yang sama, dan tampaknya "
                "orang yang sama. Buka yang ada. Bila keduanya orang yang berbeda, nyatakan "
                "“Bukan duplikat” di Pertukaran, bagian Duplikat.",
                one.id,
            )
    return None
