"""Findings with their recommendations: rows in, domain objects out.

The first recommendation stands in the row of the finding itself, where every version of the
program looks for it; the others are entries of a list, one journal field each, so that two people
may write to different recommendations of one finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import select

from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.temuan import Alamat, Rekomendasi, RekomendasiId, Temuan
from bina_desktop.storage.interning import chunks
from bina_desktop.storage.repositories import RowRepository, keep_order, set_values
from bina_desktop.storage.rows import TemuanRekomendasiRow, TemuanRow

_REMOVED: Final[Mapping[str, None]] = dict.fromkeys(
    ("isi", "ditujukan", "penanggung_jawab", "tenggat", "urutan")
)

_ALAMAT: Final = frozenset(map(str, Alamat))


class TemuanRepository(RowRepository[Temuan, str, TemuanRow]):
    """Findings; a recommendation without words is none."""

    lists = ("rekomendasi",)

    def of_visit(self, spt_id: SptId) -> Sequence[Temuan]:
        """Return findings of a visit in order of id."""
        rows = self._session.scalars(
            select(TemuanRow)
            .where(~TemuanRow.dihapus, TemuanRow.spt_id == spt_id)
            .order_by(TemuanRow.id)
        )
        return self._items(rows.all())

    def _save_lists(self, item: Temuan, key: str) -> None:
        own = self._session.get_one(TemuanRow, key)
        rows = {row.member_id: row for row in self._members([key])}
        known = {k: row.urutan for k, row in rows.items() if row.isi}
        if own.rekomendasi:
            known[key] = own.urutan_rekomendasi or 1
        order = keep_order([one.id for one in item.rekomendasi], known)
        first = Rekomendasi(RekomendasiId(key), "")
        for one in item.rekomendasi:
            if one.id == key:
                first = one
                continue
            row = rows.pop(one.id, None)
            values = _values(one, order[one.id])
            if row is None:
                self._session.add(TemuanRekomendasiRow(owner_id=key, member_id=one.id, **values))
            else:
                set_values(row, values)
        self._save_first(own, first, order.get(first.id, 1))
        for row in rows.values():
            set_values(row, _REMOVED)

    def _save_first(self, own: TemuanRow, first: Rekomendasi, urutan: int) -> None:
        values: dict[str, object] = {
            "rekomendasi": first.isi,
            "ditujukan": str(first.ditujukan) if first.ditujukan else None,
            "penanggung_jawab": first.penanggung_jawab,
            "tenggat": first.tenggat,
        }
        if urutan != (own.urutan_rekomendasi or 1):
            values["urutan_rekomendasi"] = urutan
        set_values(own, values)

    def _load_lists(self, keys: Sequence[str]) -> Callable[[str], Mapping[str, object]]:
        found: dict[str, list[tuple[int, Rekomendasi]]] = {}
        for key in keys:
            own = self._session.get_one(TemuanRow, key)
            if own.rekomendasi:
                first = Rekomendasi(
                    RekomendasiId(key),
                    own.rekomendasi,
                    _alamat(own.ditujukan),
                    own.penanggung_jawab,
                    own.tenggat,
                )
                found[key] = [(own.urutan_rekomendasi or 1, first)]
        for row in self._members(keys):
            if row.isi:
                one = Rekomendasi(
                    RekomendasiId(row.member_id),
                    row.isi,
                    _alamat(row.ditujukan),
                    row.penanggung_jawab or "",
                    row.tenggat,
                )
                found.setdefault(row.owner_id, []).append((row.urutan or 0, one))
        for entries in found.values():
            entries.sort(key=lambda entry: (entry[0], entry[1].id))
        return lambda key: {"rekomendasi": tuple(one for _, one in found.get(key, ()))}

    def _members(self, keys: Sequence[str]) -> Sequence[TemuanRekomendasiRow]:
        rows: list[TemuanRekomendasiRow] = []
        for chunk in chunks(keys):
            rows += self._session.scalars(
                select(TemuanRekomendasiRow).where(TemuanRekomendasiRow.owner_id.in_(chunk))
            )
        return rows


def _values(one: Rekomendasi, urutan: int) -> dict[str, object]:
    return {
        "isi": one.isi,
        "ditujukan": str(one.ditujukan) if one.ditujukan else None,
        "penanggung_jawab": one.penanggung_jawab or None,
        "tenggat": one.tenggat,
        "urutan": urutan,
    }


def _alamat(text: str | None) -> Alamat | None:
    """Return the addressee; None also for one that a newer program knows."""
    return Alamat(text) if text in _ALAMAT else None
