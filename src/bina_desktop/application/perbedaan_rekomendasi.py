"""Differences between two final sheets tindak lanjut are one difference each: that of the answer.

Finalising writes what the sheet says beside the recommendations it asks about. Where two laptops
say different things, the answer of the sheet is decided, and what was written beside follows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.journal import NULL, FieldKey, json_text
from bina_desktop.domain.lembar_penilaian import FORM_TINDAK_LANJUT, LembarId
from bina_desktop.domain.temuan import RekomendasiId
from bina_desktop.domain.tindak_lanjut import tindak_lanjut_id_for

_ANSWER: Final = re.compile(r"/data/tindak_lanjut\[([^\[\]/]+)\]/(status|keterangan|bukti)")
"""An answer that is written beside a recommendation, under the same name."""
_DAY: Final = "/tanggal"
"""The end of the one answer that is written beside all of them."""
_NEVER_BLANK: Final = frozenset({"status", "tanggal"})


def written_beside(uow: UnitOfWork, keys: Iterable[FieldKey]) -> Mapping[FieldKey, FieldKey]:
    """Return where answers are written once more, each with the answer it comes from."""
    found: dict[FieldKey, FieldKey] = {}
    for key in keys:
        if key.entity == "lembar_penilaian" and key.field.startswith("/"):
            found |= dict.fromkeys(_beside(uow, key), key)
    return found


def _beside(uow: UnitOfWork, key: FieldKey) -> Iterable[FieldKey]:
    lembar = uow.lembar.find(LembarId(key.record))
    if lembar is None or lembar.formulir != FORM_TINDAK_LANJUT:
        return
    answer = _ANSWER.fullmatch(key.field)
    if answer is not None:
        record = tindak_lanjut_id_for(RekomendasiId(answer[1]), lembar.spt_id)
        yield FieldKey("tindak_lanjut", record, answer[2])
    elif key.field.endswith(_DAY):
        for one in uow.tindak_lanjut.all():
            if one.spt_id == lembar.spt_id:
                yield FieldKey("tindak_lanjut", one.id, "tanggal")


def followers(
    uow: UnitOfWork, apart: Mapping[FieldKey, Collection[str]]
) -> Mapping[FieldKey, FieldKey]:
    """Return what differs only because the answers differ that were written there.

    `apart`: the values (JSON text) that stand, or stood, side by side in each field. A record that
    holds a value which none of the answers has was altered by somebody on purpose: it differs for
    itself.
    """
    return {
        key: source
        for key, source in written_beside(uow, apart).items()
        if key in apart and _as_written(key, apart[key]) <= _as_written(key, apart[source])
    }


def with_written(uow: UnitOfWork, decisions: Mapping[FieldKey, str]) -> Mapping[FieldKey, str]:
    """Return the decisions, and for what differs beside the answers the same ones.

    A record is never left without its status or day: where the answer is to be blank, what was
    written beside it remains to be decided.
    """
    apart = {
        FieldKey(one.entity, one.record, one.field): {head.value for head in one.heads}
        for one in uow.journal.conflicts()
    }
    written = {
        key: value
        for key, source in followers(uow, apart).items()
        if source in decisions
        for value in _as_written(key, [decisions[source]])
        if value != NULL
    }
    return {**decisions, **written}


def _as_written(key: FieldKey, values: Iterable[str]) -> set[str]:
    """Return values as they are written beside an answer: a text that is blank is empty there."""
    blank = NULL if key.field in _NEVER_BLANK else json_text("")
    return {blank if value == NULL else value for value in values}
