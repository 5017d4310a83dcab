"""Files that came in by themselves and wait for a person; a person may turn them down here."""

from __future__ import annotations

from typing import Any, Final

from bina_desktop.application.batch import ArrivalState, ArrivedFile
from bina_desktop.application.services import Services
from bina_desktop.commands.status import FAULTS, OK, tell_json
from bina_desktop.domain.bahasa import format_ukuran, format_waktu
from bina_desktop.domain.errors import NotFoundError

_SHORT: Final = 12


def tell_waiting(services: Services, *, as_json: bool) -> int:
    """List files that wait, the oldest first; status 1 while any does."""
    found = _waiting(services)
    if as_json:
        tell_json([_as_json(one) for one in found])
    for one in () if as_json else found:
        size = format_ukuran(one.ukuran)
        print(f"{one.sha256[:_SHORT]}  {format_waktu(one.waktu)}  {one.nama_berkas} ({size})")
        for note in one.notes:
            print(f"  {note}")
    if not found and not as_json:
        print("Tidak ada berkas yang menunggu.")
    return FAULTS if found else OK


def turn_down(services: Services, identity: str, reason: str, *, as_json: bool) -> int:
    """Refuse a file that waits, named by the beginning of its hash."""
    named = [one for one in _waiting(services) if one.sha256.startswith(identity.lower())]
    if len(named) != 1 or len(identity) < _SHORT:
        raise NotFoundError(
            f"Tidak ada satu berkas menunggu yang bernomor {identity}. "
            "Jalankan waiting untuk daftar terbaru."
        )
    (one,) = named
    services.unattended.turn_down(one.sha256, reason)
    if as_json:
        tell_json({"file": one.nama_berkas, "sha256": one.sha256, "reason": reason.strip()})
    else:
        print(f"{one.nama_berkas}: ditolak. Alasannya tercatat di daftar berkas yang datang.")
    return OK


def _waiting(services: Services) -> list[ArrivedFile]:
    arrived = services.batches.arrived()
    return [one for one in reversed(arrived) if one.state is ArrivalState.WAITING]


def _as_json(one: ArrivedFile) -> dict[str, Any]:
    return {
        "id": one.sha256[:_SHORT],
        "file": one.nama_berkas,
        "sha256": one.sha256,
        "bytes": one.ukuran,
        "at": one.waktu.isoformat(),
        "from": one.asal,
        "notes": list(one.notes),
    }
