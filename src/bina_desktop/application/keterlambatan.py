"""A step that took longer than its mutu baku: said in words, and closed with a reason only."""

from __future__ import annotations

from datetime import timedelta

from bina_desktop.domain.bahasa import format_lama
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.kalender import KalenderKerja
from bina_desktop.domain.laporan import ALASAN_MINIMUM
from bina_desktop.domain.sop import Langkah


def late_words(step: Langkah, terpakai: timedelta, kalender: KalenderKerja) -> str:
    """Return that a step has taken longer than its mutu baku, as a sentence; '' else."""
    if terpakai <= step.mutu_baku:
        return ""
    took = format_lama(terpakai, hari_kerja=kalender.hari_kerja)
    return (
        f"Langkah {step.nomor} ({step.judul.lower()}) sudah memakai {took} kerja, melewati mutu "
        f"baku {step.mutu_baku_teks}."
    )


def told_reason(late: str, keterlambatan: str) -> str:
    """Return why a step is late, as told; '' where `late` says nothing.

    Raises MissingRequirementError without a reason that can be read.
    """
    if not late:
        return ""
    if len(keterlambatan.strip()) < ALASAN_MINIMUM:
        raise MissingRequirementError(
            f"{late} Tulis alasan keterlambatannya, sekurang-kurangnya {ALASAN_MINIMUM} "
            "huruf; alasan itu tercatat dalam lembar kendali."
        )
    return keterlambatan.strip()
