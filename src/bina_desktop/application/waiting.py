"""Files that wait for a person: how many may, and how one is turned down."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.batch import ArrivalState
from bina_desktop.application.batches import room_for_files
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import InvalidValueError, WrongStateError

MOST_WAITING: Final = 200
MOST_WAITING_BYTES: Final = 500 * 1_048_576
"""Files that may wait for a person: the bytes of each are kept until somebody decides."""


def full_words(uow: UnitOfWork, size: int) -> str:
    """Return why no file of this size may wait as well; '' where there is room."""
    waiting = [one for one in uow.arrived.all() if one.state is ArrivalState.WAITING]
    total = sum(one.ukuran for one in waiting) + size
    if len(waiting) < MOST_WAITING and total <= MOST_WAITING_BYTES:
        return ""
    return (
        f"Sudah {len(waiting)} berkas menunggu keputusan, jadi berkas ini tidak disimpan. "
        "Putuskan dahulu yang menunggu (terima atau tolak), lalu impor berkas ini."
    )


def turn_down(acting: Acting, sha256: str, reason: str) -> Changes:
    """Refuse a file that waits: its bytes go, the reason stays and is told.

    Raises InvalidValueError without a reason, WrongStateError where it does not wait.
    """
    if not reason.strip():
        raise InvalidValueError(
            "Tulis alasan menolak berkas ini, supaya pengirimnya tahu apa yang harus diperbaiki."
        )
    with acting.unit() as uow:
        arrived = uow.arrived.find(sha256)
        if arrived is None or arrived.state is not ArrivalState.WAITING:
            raise WrongStateError(
                "Berkas itu tidak menunggu keputusan lagi. Muat ulang daftarnya."
            )
        me = acting.pegawai(uow)
        words = f"Ditolak {me.nama if me else acting.nama}: {reason.strip()}"
        refused = replace(arrived, state=ArrivalState.REFUSED, notes=(words, *arrived.notes))
        uow.arrived.note(refused, None, limit=room_for_files(uow))
        uow.commit()
    return Changes.of(Topic.PERTUKARAN)
