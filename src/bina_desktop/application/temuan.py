"""Findings as the team writes them."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.temuan import Rekomendasi, RekomendasiId, Temuan, TemuanId


def written(temuan: Temuan) -> Temuan:
    """Return a finding as it is stored: no blanks around texts, an id for what is new.

    A recommendation without words is left out. Raises InvalidValueError where nothing is found.
    """
    kondisi = temuan.kondisi.strip()
    if not kondisi:
        raise InvalidValueError("Kondisi temuan wajib diisi.")
    key = temuan.id or TemuanId(str(uuid4()))
    first = RekomendasiId("" if temuan.id else key)
    rekomendasi: list[Rekomendasi] = []
    for one in temuan.rekomendasi:
        if isi := one.isi.strip():
            made = one.id or first or RekomendasiId(str(uuid4()))
            first = RekomendasiId("")
            rekomendasi.append(
                replace(one, id=made, isi=isi, penanggung_jawab=one.penanggung_jawab.strip())
            )
    return replace(
        temuan,
        id=key,
        kondisi=kondisi,
        kriteria=temuan.kriteria.strip(),
        sebab=temuan.sebab.strip(),
        akibat=temuan.akibat.strip(),
        bukti=temuan.bukti.strip(),
        rekomendasi=tuple(rekomendasi),
    )
