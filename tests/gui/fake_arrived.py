"""Files that came in, for pictures and tests of the window."""

from __future__ import annotations

from datetime import UTC, datetime

from bina_desktop.application.batch import ArrivalState, ArrivedFile


def arrived_files() -> tuple[ArrivedFile, ...]:
    """One file of every fate, the newest first."""
    told = (
        (ArrivalState.TAKEN, "hasil-lapangan_17.05.xlsx", ()),
        (
            ArrivalState.REFUSED,
            "foto.xlsx",
            ("Berkas “foto.xlsx” bukan buku kerja Excel: isinya gambar PNG.",),
        ),
        (
            ArrivalState.WAITING,
            "hasil-lapangan_17.01.xlsx",
            ("Laptop 22B0 5D11 A90F (Contoh Bambang Suryadi) belum dikenal.",),
        ),
    )
    at = datetime(2026, 11, 12, 8, 10, tzinfo=UTC)
    return tuple(
        ArrivedFile(f"{n:064}", name, 2_400_000, at, "/kiriman", state, notes, is_kept=True)
        for n, (state, name, notes) in enumerate(told)
    )
