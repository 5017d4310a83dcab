"""What the records say otherwise than a ratified Laporan: told, never mended."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from bina_desktop.application.cuplikan import freeze
from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.laporan import Laporan

_PARTS: Final = {
    "mulai": "tanggal mulai kunjungan",
    "selesai": "tanggal selesai kunjungan",
    "tim": "tim",
    "aparatur": "aparatur",
    "aspek": "aspek",
    "rata_rata": "rata-rata nilai akhir",
    "predikat": "predikat",
    "indikator_terendah": "indikator terendah",
    "kuesioner": "kuesioner aparatur",
    "skm": "survei kepuasan",
    "temuan": "temuan",
    "tindak_lanjut_lalu": "tindak lanjut triwulan lalu",
    "gambaran_umum": "gambaran umum",
    "pembahasan": "pembahasan",
    "kesimpulan": "kesimpulan",
    "dokumentasi": "dokumentasi",
}
"""What the Laporan is about; letterhead and officials may change without altering it."""
_BESIDE: Final = frozenset({"triwulan_lalu"})
_UNREAD: Final = frozenset({"sha256", "jenis", "waktu"})
"""Facts that tell people nothing where a whole record is told."""
_NAMES: Final = ("nama", "kode", "judul", "kondisi", "rekomendasi")
_LONGEST: Final = 160
_NUMBER: Final = re.compile(r"-?\d+\.\d+")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class PerubahanLaporan:
    """One difference between the ratified Laporan and what the records say now."""

    tempat: str
    """`aparatur Ratna Dewi, nilai akhir`."""
    semula: str
    """As it was ratified; '' where it was not there."""
    menjadi: str
    """As it is now; '' where it is gone."""


def changes_after(
    uow: UnitOfWork, laporan: Laporan, dokumen: DokumenLaporan
) -> tuple[PerubahanLaporan, ...]:
    """Return what changed since ratification, as the Laporan would print it now.

    () where nothing did, or where the frozen facts did not arrive on this installation.
    """
    if not uow.berkas.has(laporan.cuplikan_sha256):
        return ()
    before: dict[str, Any] = json.loads(uow.berkas.get(laporan.cuplikan_sha256))
    now: dict[str, Any] = json.loads(freeze(dokumen))
    return tuple(
        change
        for part, words in _PARTS.items()
        if part in before
        for change in _differences(words, before[part], now.get(part))
    )


def _differences(place: str, before: Any, now: Any) -> Iterator[PerubahanLaporan]:
    if before == now:
        return
    if isinstance(before, dict) and isinstance(now, dict):
        yield from _of_records(
            place, cast("dict[str, object]", before), cast("dict[str, object]", now)
        )
    elif isinstance(before, list) and isinstance(now, list):
        yield from _of_lists(place, cast("list[object]", before), cast("list[object]", now))
    else:
        yield PerubahanLaporan(place, _text(before), _text(now))


def _of_records(
    place: str, before: Mapping[str, object], now: Mapping[str, object]
) -> Iterator[PerubahanLaporan]:
    for name, value in before.items():
        if name in now and name not in _BESIDE:
            yield from _differences(f"{place}, {name.replace('_', ' ')}", value, now[name])


def _of_lists(place: str, before: list[object], now: list[object]) -> Iterator[PerubahanLaporan]:
    old, new = _named(before), _named(now)
    for name in {**old, **new}:
        if name not in new:
            yield PerubahanLaporan(f"{place} {name}", _text(old[name]), "")
        elif name not in old:
            yield PerubahanLaporan(f"{place} {name}", "", _text(new[name]))
        else:
            yield from _differences(f"{place} {name}", old[name], new[name])


def _named(items: list[object]) -> dict[str, object]:
    """Return items by what they are called; those of no name, or of one name, by their place."""
    found: dict[str, object] = {}
    for place, item in enumerate(items, start=1):
        name = _name(item)
        found[name if name and name not in found else f"{name} ke-{place}".strip()] = item
    return found


def _name(item: object) -> str:
    if isinstance(item, list):
        first = next(iter(cast("list[object]", item)), "")
        return first if isinstance(first, str) else ""
    if not isinstance(item, dict):
        return ""
    facts = cast("dict[str, object]", item)
    if "orang" in facts:
        return _name(facts["orang"])
    for key in _NAMES:
        value = facts.get(key)
        if isinstance(value, str) and value:
            return value if len(value) <= _LONGEST // 2 else f"{value[: _LONGEST // 2]}…"
    return ""


def _as_read(text: str) -> str:
    """Write a number or a day of the frozen facts as people here do."""
    if _NUMBER.fullmatch(text):
        return text.replace(".", ",")
    if not _DAY.fullmatch(text):
        return text
    try:
        return format_tanggal(date.fromisoformat(text))
    except ValueError:  # somebody wrote what only looks like a day
        return text


def _text(value: Any) -> str:
    if isinstance(value, dict):
        facts = cast("dict[str, object]", value)
        words = [
            _text(one)
            for key, one in facts.items()
            if isinstance(one, str) and one and key not in _UNREAD
        ]
        text = ", ".join(words)
    elif isinstance(value, list):
        text = ", ".join(_text(one) for one in cast("list[object]", value))
    else:
        text = "" if value is None else _as_read(str(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
