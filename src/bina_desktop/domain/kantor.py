"""The Dinas itself: what stands in the kop of every document. Nothing of it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NewType

from bina_desktop.domain.wilayah import KodeWilayah

KantorId = NewType("KantorId", str)

THE_KANTOR: Final = KantorId("00000000-0000-5000-8000-00000000b17a")
"""There is one office in a database; the id is fixed so that laptops and office mean the same."""


@dataclass(frozen=True, slots=True)
class Kantor:
    """Kop data of the Dinas (domain rules: pemda, dinas, address never abbreviated)."""

    pemda: str
    """`PEMERINTAH PROVINSI …` as printed."""
    nama: str
    """`DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL`."""
    kode_wilayah: KodeWilayah
    kota: str
    """Where letters are dated."""
    alamat: str = ""
    telepon: str = ""
    laman: str = ""
    surel: str = ""
    kode_unit: str = ""
    """Unit part of letter numbers."""
    logo: str = ""
    """PNG or JPEG as Base64; '' prints no logo."""
    contoh: bool = False
    """True for the marked sample: every screen and document says CONTOH."""
    id: KantorId = THE_KANTOR
