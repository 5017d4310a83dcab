"""Reads the master list of legal bases (`resources/dasar_hukum.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict, cast


@dataclass(frozen=True, slots=True)
class DasarHukum:
    """An item of the master list of legal bases (`resources/dasar_hukum.toml`)."""

    kode: str
    """Stable, short: `uu-23-2006`."""
    teks: str
    """Whole citation as printed: `Undang-Undang Nomor 23 Tahun 2006 tentang …`, without a final
    `;` or full stop."""
    status: str
    """`berlaku`, `diganti` or `perlu_verifikasi`."""
    dokumen: tuple[str, ...]
    """Documents that cite it by default: `sk_tim`, `spt`, `laporan`."""
    catatan: str = ""
    """Where it comes from and what replaced it; for people, never printed."""


class _Item(TypedDict):
    kode: str
    teks: str
    status: str
    dokumen: list[str]
    catatan: str


def parse_dasar_hukum(text: str) -> tuple[DasarHukum, ...]:
    """Read the TOML text; the order of the file is the order of print."""
    items = cast("list[_Item]", tomllib.loads(text)["dasar_hukum"])
    return tuple(
        DasarHukum(
            kode=item["kode"],
            teks=item["teks"],
            status=item["status"],
            dokumen=tuple(item["dokumen"]),
            catatan=item["catatan"],
        )
        for item in items
    )


def dasar_hukum_for(dokumen: str, items: Sequence[DasarHukum]) -> tuple[DasarHukum, ...]:
    """Return what `sk_tim`, `spt` or `laporan` cites: what is in force and meant for it."""
    return tuple(item for item in items if item.status == "berlaku" and dokumen in item.dokumen)
