"""The SOP sheet itself: its identity as printed, read from `resources/sop/`, and what is drawn."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import Any

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.sop import Sop

_LISTS = frozenset({"dasar_hukum", "kualifikasi", "keterkaitan", "peralatan"})


@dataclass(frozen=True, slots=True)
class LembarSop:
    """Identity block and boxes of a SOP sheet (PermenPANRB 35/2012), as data."""

    dibuat: str = ""
    """Date as printed."""
    revisi: str = ""
    pengesah: str = ""
    """Post of who ratified it."""
    nama_pengesah: str = ""
    nip_pengesah: str = ""
    """18 digits."""
    dasar_hukum: tuple[str, ...] = ()
    kualifikasi: tuple[str, ...] = ()
    keterkaitan: tuple[str, ...] = ()
    peralatan: tuple[str, ...] = ()
    peringatan: str = ""
    pencatatan: str = ""
    pelaksana: dict[str, str] = field(default_factory=dict[str, str])
    """Heading of each column by role (`kadis` …), in the order of print."""


@dataclass(frozen=True, slots=True)
class DokumenSop:
    """The SOP sheet with its flow."""

    kantor: Kantor
    provinsi: str
    sop: Sop
    lembar: LembarSop


def parse_lembar_sop(text: str) -> LembarSop:
    """Read the table `[lembar]` of a SOP file; a file without one prints empty boxes.

    Raises InvalidValueError for an entry that is not known.
    """
    table: dict[str, Any] = tomllib.loads(text).get("lembar", {})
    unknown = set(table) - {one.name for one in fields(LembarSop)}
    if unknown:
        raise InvalidValueError(
            f"Bagian [lembar] pada berkas SOP memuat {', '.join(sorted(unknown))}, yang tidak "
            "dikenal."
        )
    known: dict[str, Any] = {
        name: tuple(map(str, value)) if name in _LISTS else value for name, value in table.items()
    }
    return LembarSop(**known)
