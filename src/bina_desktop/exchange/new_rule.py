"""How rows without id are read, as it stands in `_manifes`."""

from __future__ import annotations

from typing import Any

from bina_desktop.application.workbook import NewRecord, NewRows


def rule_json(rule: NewRows) -> dict[str, Any]:
    """Return a rule as JSON; the inverse is `rule_of`."""
    return {
        "menurut": list(rule.by),
        "pilihan": [[list(one.seen), one.record, dict(one.fields)] for one in rule.choices],
        "semua": dict(rule.given),
        "bersama": {text: dict(fields) for text, fields in rule.shared.items()},
        "wajib": list(rule.required),
        "kunci": [list(names) for names in rule.keys],
    }


def rule_of(item: dict[str, Any]) -> NewRows:
    """Read a rule. Raises KeyError, ValueError or TypeError for what is none."""
    by = _strings(item["menurut"])
    choices = tuple(
        NewRecord(_strings(seen), str(record), texts(fields))
        for seen, record, fields in item["pilihan"]
    )
    if not by or any(len(one.seen) != len(by) for one in choices):
        raise ValueError("baris_baru")
    return NewRows(
        by=by,
        choices=choices,
        given=texts(item["semua"]),
        shared={str(text): texts(fields) for text, fields in dict(item["bersama"]).items()},
        required=_strings(item["wajib"]),
        keys=tuple(map(_strings, item["kunci"])),
    )


def texts(value: object) -> dict[str, str]:
    """Return a mapping of texts. Raises TypeError for anything else."""
    if not isinstance(value, dict):
        raise TypeError("no mapping")
    return {str(key): str(text) for key, text in value.items()}


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return tuple(map(str, value))
