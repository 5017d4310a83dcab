"""Province and kabupaten/kota, with the codes of Kepmendagri 300.2.2-2138/2025."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import NewType

from bina_desktop.domain.errors import InvalidValueError

KodeWilayah = NewType("KodeWilayah", str)
"""`17` for the province, `17.71` for a kabupaten/kota (kota from 71)."""

_KODE = re.compile(r"\d{2}(\.\d{2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wilayah:
    """A province or kabupaten/kota; names are data and may be edited in the office."""

    kode: KodeWilayah
    nama: str
    """With its kind: `Kabupaten Seluma`, `Kota Bengkulu`."""
    ibu_kota: str = ""

    @property
    def nama_dinas(self) -> str:
        """Full name of its Dinas Dukcapil."""
        return f"Dinas Kependudukan dan Pencatatan Sipil {self.nama}"


def kepala_daerah(nama: str) -> str:
    """Return who heads a region: `Bupati Seluma`, `Wali Kota Bengkulu`."""
    kind, _, name = nama.partition(" ")
    return f"{'Wali Kota' if kind == 'Kota' else 'Bupati'} {name}"


def parse_kode(text: str) -> KodeWilayah:
    """Read a code. Raises InvalidValueError."""
    if _KODE.fullmatch(text) is None:
        raise InvalidValueError(f"“{text}” bukan kode wilayah; contoh yang benar: 17.71.")
    return KodeWilayah(text)


def parse_wilayah(text: str) -> tuple[Wilayah, ...]:
    """Read the CSV of regions: columns `kode,nama,ibu_kota`, in code order."""
    rows = csv.DictReader(io.StringIO(text))
    return tuple(
        Wilayah(parse_kode(row["kode"]), row["nama"], row["ibu_kota"] or "") for row in rows
    )
