"""The repeat groups of filled sheets as sheets for people: a row per instance, linked by a key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

from bina_desktop.application.catatan import NOTE, note_name
from bina_desktop.application.stored_form import in_order
from bina_desktop.application.workbook import (
    OUTER_KEY,
    OWN_KEY,
    Column,
    VisibleSheet,
    key_of,
)

SPARE_ROWS: Final = 20
"""Blank rows at the end of a sheet, each with a key of its own for an instance to come."""


@dataclass(frozen=True, slots=True)
class RepeatGroup:
    """One repeat of a form and the questions in it."""

    path: str
    outer: str
    """Path of the repeat around it; '' for none."""
    label: str
    columns: Mapping[str, Column]
    """By field, counted from the instance."""
    addable: bool
    """People may add instances."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled sheet."""

    record: str
    who: str
    """Whose sheet it is, for people."""
    stored: Mapping[str, str]
    given: Mapping[str, str]
    """What its visit gives to it, which nobody changes there."""
    is_open: bool


def repeat_sheets(
    groups: Iterable[RepeatGroup], filled: Sequence[Filled], *, spare: int = SPARE_ROWS
) -> tuple[VisibleSheet, ...]:
    """Return a sheet per repeat that has instances or may get some; they follow their sheets."""
    sheets = (_repeat_sheet(group, filled, spare) for group in groups)
    return tuple(sheet for sheet in sheets if sheet.rows or sheet.spare)


def instance_pattern(repeat: str) -> re.Pattern[str]:
    """Return what finds the instance of a repeat at the start of a ref."""
    steps = repeat.split("/")[1:]
    around = "".join(rf"/{re.escape(step)}(?:\[[^\[\]/]+\])?" for step in steps[:-1])
    return re.compile(rf"{around}/{re.escape(steps[-1])}\[[^\[\]/]+\](?=/)")


def _repeat_sheet(group: RepeatGroup, filled: Sequence[Filled], spare: int) -> VisibleSheet:
    pattern = instance_pattern(group.path)
    rows: list[tuple[str, Mapping[str, str]]] = []
    fixed: set[str] = set()
    noted: set[str] = set()
    for one in filled:
        fixed |= {ref[m.end() :] for ref in one.given if (m := pattern.match(ref))}
        answers = {**one.stored, **one.given}
        for instance, fields in _instances(pattern, answers).items():
            outer = _outer_of(instance, group.outer)
            known = {OUTER_KEY: f"{one.record}{outer}", OWN_KEY: key_of(one.record, instance)}
            rows.append((f"{one.record}{instance}", {**fields, **known}))
            noted |= {name.removesuffix(NOTE) for name in fields if name.endswith(NOTE)}
    choices = tuple(_outers(group, filled))
    addable = group.addable and bool(choices) and any(one.is_open for one in filled)
    unasked = {
        name for _, fields in rows for name in fields if name.startswith("/") and "/@" not in name
    } - set(group.columns)
    columns = (
        Column(OUTER_KEY, "Milik lembar", choices=choices, readonly=True),
        Column(OWN_KEY, "Kunci baris", readonly=True),
        *_columns(group, fixed, noted),
        *(
            Column(name, f"{name.rpartition('/')[2]} (formulir versi lain)", readonly=True)
            for name in sorted(unasked)
        ),
    )
    return VisibleSheet(
        group.label,
        "lembar_penilaian",
        columns,
        tuple(rows),
        repeat=group.path,
        outer=group.outer,
        spare=tuple(uuid4().hex[:8] for _ in range(spare)) if addable else (),
    )


def _columns(
    group: RepeatGroup, fixed: Collection[str], noted: Collection[str]
) -> Iterator[Column]:
    for column in group.columns.values():
        yield replace(column, readonly=column.readonly or column.field in fixed)
        if column.field in noted:
            yield Column(note_name(column.field), f"Catatan: {column.label}")


def _instances(pattern: re.Pattern[str], answers: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the answers by instance and field, instances in their order."""
    found: dict[str, dict[str, str]] = {}
    for ref, text in in_order(answers).items():
        match = pattern.match(ref)
        if match and text:
            fields = found.setdefault(match[0], {})
            if "[" not in ref[match.end() :]:
                fields[ref[match.end() :]] = text
    return found


def _outer_of(instance: str, outer: str) -> str:
    """Return the instance around an instance; '' for one that stands in none."""
    if not outer:
        return ""
    match = instance_pattern(outer).match(instance)
    return match[0] if match else ""


def _outers(group: RepeatGroup, filled: Sequence[Filled]) -> Iterator[tuple[str, str]]:
    """Yield in what instances may stand: open sheets, or the instances of the repeat around."""
    for one in filled:
        places = [""]
        if group.outer:
            places = list(_instances(instance_pattern(group.outer), {**one.stored, **one.given}))
        for place in places:
            yield f"{one.record}{place}", f"{one.who} · {key_of(one.record, place)}"
