"""A filled form of a visit: Lembar Penilaian of one officer, a Kuesioner, or an SKM response.

Answers are kept beside it, one journalled value per question; what is calculated is derived.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.pegawai import AparaturId, PegawaiId
from bina_desktop.domain.penugasan import SptId

LembarId = NewType("LembarId", str)

FORM_LEMBAR_PENILAIAN: Final = "lembar_penilaian"
FORM_KUESIONER_APARATUR: Final = "kuesioner_aparatur"
FORM_SKM: Final = "skm"
FORM_CAPAIAN: Final = "capaian"
"""Figures of the visited kab/kota, which the other sheets of the visit read."""
FORM_TINDAK_LANJUT: Final = "tindak_lanjut"
"""What became of the recommendations of earlier visits."""
FORMS_KUNJUNGAN: Final = (FORM_CAPAIAN, FORM_TINDAK_LANJUT)
"""Forms of which a visit has one sheet."""


class StatusLembar(StrEnum):
    """A sheet is open (draf, dikembalikan) or closed (final)."""

    DRAF = "draf"
    FINAL = "final"
    DIKEMBALIKAN = "dikembalikan"


@dataclass(frozen=True, slots=True)
class HasilLembar:
    """Figures of a final sheet; derived from its answers, never journalled."""

    nilai_akhir: Decimal | None
    """40–100, two decimals; None where no conclusion can be drawn (Σ bobot berlaku < 60)."""
    predikat: str
    bobot_berlaku: Decimal
    nilai_aspek: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    """By aspek code `a` … `f`; absent where no indicator of the aspek applies."""
    batas_kritis: bool = False
    """True where a critical indicator scored 1 capped the predikat."""
    skor: dict[str, int | None] = field(default_factory=dict[str, int | None])
    """By indikator code `a1` …; None = tidak berlaku."""


@dataclass(frozen=True, slots=True)
class LembarPenilaian:
    """One filled form. An officer has one Lembar Penilaian a visit, the same on every laptop."""

    id: LembarId
    spt_id: SptId
    formulir: str
    versi: str
    """Version of the form with which it is filled."""
    aparatur_id: AparaturId | None = None
    """The assessed officer; None for anonymous respondents."""
    status: StatusLembar = StatusLembar.DRAF
    alasan_kembali: str = ""
    pemilik: PegawaiId | None = None
    """To whom it was handed, who alone changes it then; None: any petugas of the visit."""

    @property
    def is_open(self) -> bool:
        """True while answers may change."""
        return self.status is not StatusLembar.FINAL

    def require_open(self) -> None:
        """Raise WrongStateError unless answers may change."""
        if not self.is_open:
            raise WrongStateError(
                "Lembar ini sudah final sehingga jawabannya tidak dapat diubah. "
                "Minta dikembalikan bila ada yang perlu diperbaiki."
            )

    def is_filled_by(self, pegawai_id: PegawaiId) -> bool:
        """Tell whether a petugas of the visit may change it, as far as its owner is concerned."""
        return self.pemilik in (None, pegawai_id)

    def hand_over(self, pegawai_id: PegawaiId) -> LembarPenilaian:
        """Give an open sheet to a petugas. Raises WrongStateError for a final one."""
        self.require_open()
        return replace(self, pemilik=pegawai_id)

    def finalise(self) -> LembarPenilaian:
        """Close an open sheet. Raises WrongStateError for a final one."""
        self.require_open()
        return replace(self, status=StatusLembar.FINAL, alasan_kembali="")

    def reopen(self, *, alasan: str) -> LembarPenilaian:
        """Return a final sheet to its team, with a reason. Raises WrongStateError otherwise."""
        if self.status is not StatusLembar.FINAL:
            raise WrongStateError("Hanya lembar yang sudah final yang dapat dikembalikan.")
        return replace(self, status=StatusLembar.DIKEMBALIKAN, alasan_kembali=alasan)


def is_set_aside(formulir: str, status: StatusLembar) -> bool:
    """Tell whether a sheet neither counts nor is waited for: a survey nobody finished.

    Its respondent is unknown and cannot be asked to go on, so that it stays as it was left.
    """
    return formulir == FORM_SKM and status is StatusLembar.DRAF


def lembar_id_for(spt_id: SptId, formulir: str, aparatur_id: AparaturId) -> LembarId:
    """Return the one id that every laptop gives the sheet of this officer in this visit."""
    return LembarId(str(uuid5(NAMESPACE_URL, f"urn:bina:{spt_id}/{formulir}/{aparatur_id}")))


def lembar_kunjungan_id_for(spt_id: SptId, formulir: str) -> LembarId:
    """Return the one id that every laptop gives the sheet of which a visit has one."""
    return LembarId(str(uuid5(NAMESPACE_URL, f"urn:bina:{spt_id}/{formulir}")))
