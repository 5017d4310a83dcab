"""Answers that a person cleared in Excel: a blank that was meant is an answer, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bina_desktop.application.stored_form import BLANK
from bina_desktop.domain.journal import (
    NULL,
    Change,
    FieldKey,
    by_field,
    derived_id,
    heads,
    json_text,
)

_YES: Final = json_text("1")


def blanks_of(
    changes: Sequence[Change], edits: Iterable[Change], *, export_id: str
) -> Iterator[Change]:
    """Yield beside each cleared answer that it was cleared on purpose.

    Without it the form's default would stand there again as soon as the sheet is opened.
    """
    cleared = [edit for edit in edits if _is_cleared_answer(edit)]
    known = by_field(changes) if cleared else {}
    for edit in cleared:
        key = FieldKey(edit.entity, edit.record, f"{edit.field}{BLANK}")
        tops = heads(known.get(key, ()))
        yield replace(
            edit,
            device=derived_id(
                export_id=export_id,
                entity=key.entity,
                record=key.record,
                field=key.field,
                value=_YES,
            ),
            at=max([edit.at, *(top.at + 1 for top in tops)]),
            field=key.field,
            value=_YES,
            bases=tuple(sorted(top.id for top in tops)),
        )


def _is_cleared_answer(edit: Change) -> bool:
    return edit.field.startswith("/") and "/@" not in edit.field and edit.value == NULL
