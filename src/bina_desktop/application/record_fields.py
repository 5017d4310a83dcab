"""What an import does to one record, field by field: the value before and the one after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bina_desktop.application.journal import Fate
from bina_desktop.application.uraian import Uraian
from bina_desktop.domain.journal import Change, FieldKey, by_field, heads, is_conflict


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Fate of one field, in words for people."""

    nama: str
    """Label of the question, or name of the field."""
    sebelum: str
    """What is shown now; '' where the field is new."""
    sesudah: str
    """What will be shown."""
    fate: Fate


def field_rows(
    uraian: Uraian, known: Sequence[Change], arriving: Sequence[Change]
) -> list[FieldRow]:
    """Return the fields of a record that changes arrive for, in the order of their names.

    `known` are its changes before, `arriving` those of the file; `uraian` must see the record as
    it will be, so that questions of a sheet that is new can be named.
    """
    before = by_field(known)
    arrives = by_field(arriving)
    united = by_field((*known, *arriving))
    return [_row(uraian, key, before.get(key, ()), united[key]) for key in sorted(arrives)]


def _row(
    uraian: Uraian, key: FieldKey, before: Sequence[Change], united: Sequence[Change]
) -> FieldRow:
    old, new = heads(before), heads(united)
    now = uraian.nilai(*key, old[0].value) if old else ""
    then = uraian.nilai(*key, new[0].value) if new else ""
    return FieldRow(uraian.bidang(*key), now, then, _fate(old, new))


def _fate(old: Sequence[Change], new: Sequence[Change]) -> Fate:
    if is_conflict(new):
        return Fate.CONFLICT
    if not old:
        return Fate.NEW
    return Fate.SAME if old[0].value == new[0].value else Fate.CHANGED
