"""Koreksi: a reviewer's tracked suggestion for a paragraph (semula, menjadi) and its decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.laporan import ALASAN_MINIMUM, LaporanId
from bina_desktop.domain.paragraf import (
    NASKAH,
    find_paragraf,
    insert_paragraf,
    paragraphs,
    replace_paragraf,
)
from bina_desktop.domain.pegawai import PegawaiId, Peran
from bina_desktop.domain.penugasan import SptId

KoreksiId = NewType("KoreksiId", str)

LONGEST_PARAGRAF: Final = 8_000
"""Characters of a paragraph that is suggested."""


class StatusKoreksi(StrEnum):
    """What became of a suggestion."""

    DIUSULKAN = "diusulkan"
    DITERIMA = "diterima"
    DITOLAK = "ditolak"
    DITARIK = "ditarik"
    """Its author took it back."""


@dataclass(frozen=True, slots=True)
class Koreksi:
    """One suggestion; what was suggested is never rewritten."""

    id: KoreksiId
    spt_id: SptId
    """The visit with which it travels."""
    laporan_id: LaporanId
    naskah: str
    """Text of the Laporan: `gambaran_umum`, `pembahasan` or `kesimpulan`."""
    paragraf: int
    """Number of the paragraph then, from 1; with an empty `semula` the one it is to follow."""
    semula: str
    """The paragraph as it stood; '' for one to be added."""
    menjadi: str
    """The paragraph as it should read; '' to take it out."""
    pelaku: PegawaiId
    peran: Peran
    """In which role it was suggested."""
    waktu: datetime
    alasan: str = ""
    status: StatusKoreksi = StatusKoreksi.DIUSULKAN
    pemutus: PegawaiId | None = None
    diputus_pada: datetime | None = None
    keterangan: str = ""
    """Why it was declined."""


def check_koreksi(koreksi: Koreksi) -> Koreksi:
    """Return it trimmed. Raises InvalidValueError for one that suggests nothing, or too much."""
    made = replace(
        koreksi,
        semula=koreksi.semula.strip(),
        menjadi=koreksi.menjadi.strip(),
        alasan=koreksi.alasan.strip(),
    )
    if made.naskah not in NASKAH:
        raise InvalidValueError(f"Tidak ada bagian naskah bernama “{made.naskah}”.")
    if made.menjadi == made.semula:
        raise InvalidValueError(
            "Koreksi ini tidak mengubah apa pun. Tulis dahulu bunyi paragraf yang seharusnya."
        )
    if len(paragraphs(made.menjadi)) > 1:
        raise InvalidValueError(
            "Satu koreksi memuat satu paragraf. Hapus baris kosong di dalamnya, atau usulkan "
            "paragraf berikutnya sebagai koreksi tersendiri."
        )
    if len(made.menjadi) > LONGEST_PARAGRAF:
        raise InvalidValueError(
            f"Paragraf ini {len(made.menjadi)} huruf; paling banyak {LONGEST_PARAGRAF} huruf."
        )
    return made


def apply_koreksi(text: str, koreksi: Koreksi) -> str:
    """Return a text as the suggestion would have it.

    Raises WrongStateError where the paragraph has been rewritten since.
    """
    found = paragraphs(text)
    if not koreksi.semula:
        if koreksi.menjadi in found:
            return text
        return insert_paragraf(text, min(koreksi.paragraf, len(found)), koreksi.menjadi)
    if koreksi.semula in found:
        at = find_paragraf(koreksi.semula, found, koreksi.paragraf)
        return replace_paragraf(text, at, koreksi.menjadi)
    if koreksi.menjadi in found or not koreksi.menjadi:
        return text
    raise WrongStateError(
        "Paragraf ini sudah berubah sejak koreksinya diusulkan, jadi tidak dapat diterapkan "
        "begitu saja. Sunting naskahnya bila perlu, lalu tolak koreksi ini dengan alasan."
    )


def _require_undecided(koreksi: Koreksi) -> None:
    if koreksi.status is not StatusKoreksi.DIUSULKAN:
        raise WrongStateError(f"Koreksi ini sudah {koreksi.status.value}.")


def accept(koreksi: Koreksi, *, oleh: PegawaiId, pada: datetime) -> Koreksi:
    """Decide for a suggestion of somebody else.

    Raises WrongStateError where it is decided, NotAllowedError for one's own.
    """
    _require_decider(koreksi, oleh)
    return replace(
        koreksi, status=StatusKoreksi.DITERIMA, pemutus=oleh, diputus_pada=pada, keterangan=""
    )


def decline(koreksi: Koreksi, *, oleh: PegawaiId, pada: datetime, keterangan: str) -> Koreksi:
    """Decide against it, with a reason.

    Raises as `accept`, and MissingRequirementError without a reason that can be read.
    """
    _require_decider(koreksi, oleh)
    if len(keterangan.strip()) < ALASAN_MINIMUM:
        raise MissingRequirementError(
            f"Alasan menolak koreksi wajib diisi, sekurang-kurangnya {ALASAN_MINIMUM} huruf, agar "
            "pengusulnya tahu mengapa."
        )
    return replace(
        koreksi,
        status=StatusKoreksi.DITOLAK,
        pemutus=oleh,
        diputus_pada=pada,
        keterangan=keterangan.strip(),
    )


def withdraw(koreksi: Koreksi, *, oleh: PegawaiId, pada: datetime) -> Koreksi:
    """Take back one's own suggestion. Raises WrongStateError, NotAllowedError."""
    _require_undecided(koreksi)
    if koreksi.pelaku != oleh:
        raise NotAllowedError("Koreksi hanya dapat ditarik oleh yang mengusulkannya.")
    return replace(koreksi, status=StatusKoreksi.DITARIK, pemutus=oleh, diputus_pada=pada)


def _require_decider(koreksi: Koreksi, oleh: PegawaiId) -> None:
    _require_undecided(koreksi)
    if koreksi.pelaku == oleh:
        raise NotAllowedError(
            "Koreksi ini usulan Anda sendiri; yang memutuskannya orang lain. Anda dapat "
            "menariknya kembali."
        )


def undecided(koreksi: Iterable[Koreksi]) -> tuple[Koreksi, ...]:
    """Return the suggestions that wait for a decision, oldest first."""
    open_ones = [one for one in koreksi if one.status is StatusKoreksi.DIUSULKAN]
    return tuple(sorted(open_ones, key=lambda one: (one.waktu, one.id)))
