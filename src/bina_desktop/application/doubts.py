"""What of a file a person must look at before it is taken in, even where its seal is good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.uraian import Uraian
from bina_desktop.application.workbook import JenisPaket, Seal, WorkbookReading
from bina_desktop.domain.bahasa import format_daftar
from bina_desktop.domain.bundle import Bundle, Bundles, bundled
from bina_desktop.domain.journal import LAST_AT, unproved

_RIGHTS: Final = {
    "pelimpahan": ("",),
    "pegawai": ("peran", "nip", "dihapus"),
    "sk_tim": ("anggota/", "dihapus"),
    "spt": ("petugas/", "dihapus"),
}
"""Fields that give somebody rights, or take them away, by their beginning."""
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Doubts:
    """What nobody proves, and which rights change."""

    foreign: Mapping[str, int]
    """Number of changes by the laptop in whose name another brings them."""
    rights: Mapping[tuple[str, str], Sequence[str]]
    """Fields that give rights, by entity and record."""

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.foreign or self.rights)

    def words(self, uraian: Uraian) -> Iterator[str]:
        """Yield them as sentences."""
        for device, count in self.foreign.items():
            yield (
                f"{count} perubahan dalam berkas ini ditulis atas nama "
                f"{uraian.perangkat(device)}, tetapi dibawa oleh laptop lain dan rantainya tidak "
                "lengkap, jadi tidak dapat dibuktikan. Lanjutkan hanya bila pengirimnya memang "
                "meneruskan data laptop itu."
            )
        found = [
            f"{uraian.judul(*key)} ({uraian.rincian(*key, names)})"
            for key, names in self.rights.items()
        ]
        if found:
            more = len(found) - _SHOWN
            listed = format_daftar([*found[:_SHOWN], *([f"{more} lainnya"] if more > 0 else [])])
            yield (
                f"Hasil Lapangan ini mengubah peran, susunan tim, atau petugas: {listed}. Hal itu "
                "biasanya hanya diubah di kantor; lanjutkan hanya bila memang Anda minta."
            )


def is_trusted(uow: UnitOfWork, reading: WorkbookReading) -> bool | None:
    """Return True for a known key, None for an unknown laptop, False for a changed key."""
    if reading.device == uow.journal.device():
        return reading.public_key == uow.journal.public_key()
    known = uow.journal.trusted(reading.device)
    return None if known is None else known == reading.public_key


def doubts_of(uow: UnitOfWork, reading: WorkbookReading) -> Doubts:
    """Look at a file before it is taken in.

    A good seal proves what its own laptop changed. What others changed is proved where a change
    that is known here follows it without a gap. Where the seal is none, that is said already.
    """
    changes = reading.changes
    bundles = changes.bundles if isinstance(changes, Bundles) else bundled(changes)
    foreign = _foreign(uow, reading, bundles) if reading.seal is Seal.VALID else {}
    from_team = reading.jenis is JenisPaket.HASIL_LAPANGAN
    return Doubts(foreign, _rights(uow, bundles) if from_team else {})


def _foreign(
    uow: UnitOfWork, reading: WorkbookReading, bundles: Sequence[Bundle]
) -> dict[str, int]:
    numbers: dict[str, set[int]] = {}
    for one in bundles:
        if one.device != reading.device:
            numbers.setdefault(one.device, set()).update(s for s in one.seqs if 0 < s < LAST_AT)
    found: dict[str, int] = {}
    for device, arriving in sorted(numbers.items()):
        if not arriving:  # cells edited in Excel have no number
            continue
        known = uow.journal.numbers_of(device, min(arriving), max(arriving) + 1)
        if left := unproved(arriving, known):
            found[device] = len(left)
    return found


def _rights(uow: UnitOfWork, bundles: Sequence[Bundle]) -> dict[tuple[str, str], Sequence[str]]:
    """Return the fields of rights that changes touch which are not known here yet."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in bundles:
        starts = _RIGHTS.get(one.entity, ())
        touched = {
            seq: name
            for seq, name in zip(one.seqs, one.fields, strict=True)
            if starts and name.startswith(starts) and 0 <= seq < LAST_AT
        }
        if touched:
            known = uow.journal.numbers_of(one.device, min(touched), max(touched))
            new = {name for seq, name in touched.items() if seq not in known}
            if new:
                found.setdefault((one.entity, one.record), set()).update(new)
    return {key: sorted(names) for key, names in sorted(found.items())}
