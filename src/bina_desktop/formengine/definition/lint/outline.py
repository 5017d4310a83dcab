"""The survey sheet as a tree of groups and questions, whatever mistakes it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bina_desktop.formengine.definition.lint import messages
from bina_desktop.formengine.definition.lint.findings import Findings, maybe, nearest
from bina_desktop.formengine.definition.lint.rows import (
    SETTINGS_TYPES,
    Item,
    Rules,
    control_of,
    is_disabled,
    item_of,
)
from bina_desktop.formengine.definition.lint.sheets import Column, Row, Workbook
from bina_desktop.formengine.xpath.sentences import Sentence

MAX_DEPTH = 100
"""Groups within each other; XML readers give up at 256 and no screen shows ten."""

_BARE_SELECTS = frozenset(
    {
        "select_one",
        "select_multiple",
        "select_one_from_file",
        "select_multiple_from_file",
        "select_one_external",
    }
)
_COMMON_TYPES = (
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "note",
    "calculate",
    "begin group",
    "end group",
    "begin repeat",
    "end repeat",
    "select_one",
    "select_multiple",
    "acknowledge",
    "geopoint",
    "image",
    "range",
    "rank",
    "hidden",
    "audio",
    "video",
    "file",
    "barcode",
)
_INDONESIAN = {
    "angka": "integer",
    "bilangan": "integer",
    "catatan": "note",
    "desimal": "decimal",
    "foto": "image",
    "gambar": "image",
    "hitung": "calculate",
    "jam": "time",
    "tanggal": "date",
    "teks": "text",
    "waktu": "dateTime",
}
_INVALID = re.compile(r"[^\w.-]+")


@dataclass(slots=True)
class Outline:
    """All questions and groups, in order, and by name."""

    items: list[Item] = field(default_factory=list[Item])
    by_name: dict[str, list[Item]] = field(default_factory=dict[str, list[Item]])
    too_deep: bool = False

    def add(self, item: Item) -> None:
        """Append below its parent."""
        self.items.append(item)
        if item.name:
            self.by_name.setdefault(item.name, []).append(item)
        if item.parent is not None:
            item.parent.children.append(item)


def read_outline(workbook: Workbook, rules: Rules, findings: Findings) -> Outline:
    """Return the tree; what does not fit is reported and left out."""
    reader = _Reader(workbook, rules, findings)
    for row in workbook.survey.rows:
        if not is_disabled(row):
            reader.read(row)
    reader.finish()
    return reader.outline


class _Reader:
    def __init__(self, workbook: Workbook, rules: Rules, findings: Findings) -> None:
        self.outline = Outline()
        self._rules = rules
        self._findings = findings
        self._open: list[Item] = []
        self._lower: dict[tuple[int, str], Item] = {}
        sheet = workbook.survey
        self._type_column = sheet.column("type") or "type"
        self._name_column = sheet.column("name") or "name"
        self._label_column = sheet.column("label") or "label"

    def read(self, row: Row) -> None:
        kind = " ".join(row.get("type").split())
        if not kind:
            self._without_type(row)
            return
        place, control = control_of(kind)
        if place == "end":
            self._end(row, control)
            return
        item = item_of(row)
        item.parent = self._open[-1] if self._open else None
        if place == "begin":
            item.type = control
        elif not self._known_type(row, item):
            item.type = "text"
        if item.type in SETTINGS_TYPES:
            return
        self._check_name(row, kind, item)
        self.outline.add(item)
        if place == "begin":
            self._open.append(item)
            if len(self._open) > MAX_DEPTH and not self.outline.too_deep:
                self.outline.too_deep = True
                self._error(row, self._type_column, messages.TOO_DEEP(most=MAX_DEPTH))

    def finish(self) -> None:
        for item in self._open:
            self._error(
                item.row,
                self._type_column,
                messages.BEGIN_WITHOUT_END(type=item.type, name=item.name),
            )

    def _error(self, row: Row, column: Column | str, sentence: Sentence) -> None:
        self._findings.error("survey", row, column, sentence)

    def _without_type(self, row: Row) -> None:
        if row.get("name") or row.get("label"):
            self._error(row, self._type_column, messages.MISSING_TYPE())
        else:
            self._findings.notice("survey", row, None, messages.ROW_IGNORED())

    def _end(self, row: Row, control: str) -> None:
        if not any(item.type == control for item in self._open):
            if not self._open:
                self._error(row, self._type_column, messages.END_WITHOUT_BEGIN(type=control))
                return
            # The only group that is open is of another kind: the author mixed up the two.
            item = self._open.pop()
            self._crossed(row, control, item)
            return
        while self._open[-1].type != control:
            self._crossed(row, control, self._open.pop())
        self._open.pop()

    def _crossed(self, row: Row, control: str, item: Item) -> None:
        self._error(
            row,
            self._type_column,
            messages.CROSSED(type=control, other=item.type, name=item.name, row=item.row.number),
        )

    def _known_type(self, row: Row, item: Item) -> bool:
        kind = item.type
        if item.command or kind in self._rules.types or kind in SETTINGS_TYPES:
            return True
        if kind.startswith("osm "):
            return True
        command = kind.partition(" ")[0]
        if kind in _BARE_SELECTS:
            sentence = messages.SELECT_WITHOUT_LIST(type=kind)
        elif command in _BARE_SELECTS or command == "rank":
            sentence = messages.SELECT_ONE_NAME_SPACE(list=kind.partition(" ")[2])
        else:
            own = _INDONESIAN.get(kind.lower(), "")
            hint = maybe(own or nearest(kind, _COMMON_TYPES) or nearest(kind, self._rules.types))
            near_command = nearest(command, _BARE_SELECTS) if " " in kind else ""
            if near_command:
                hint = maybe(f"{near_command} {kind.partition(' ')[2]}")
            sentence = messages.UNKNOWN_TYPE(type=kind, hint=hint.indonesian, hint_en=hint.english)
        self._error(row, self._type_column, sentence)
        return False

    def _check_name(self, row: Row, kind: str, item: Item) -> None:
        if kind == "audit" and row.get("name") not in {"", "audit"}:
            self._error(row, self._name_column, messages.AUDIT_NAME())
            return
        if not item.name:
            self._error(row, self._name_column, messages.MISSING_NAME(type=kind))
            return
        if not self._rules.is_name(item.name):
            better = _INVALID.sub("_", item.name).strip("_.-") or "nama"
            better = better if not better[0].isdigit() else f"_{better}"
            self._error(row, self._name_column, messages.BAD_NAME(name=item.name, better=better))
        if item.name == "meta":
            self._error(row, self._name_column, messages.RESERVED_NAME())
        self._check_same(row, item)

    def _check_same(self, row: Row, item: Item) -> None:
        for other in self.outline.by_name.get(item.name, ()):
            if other.parent is item.parent:
                sentence = messages.SAME_NAME(name=item.name, other=other.row.number)
            elif item.type == other.type == "repeat":
                sentence = messages.SAME_REPEAT_NAME(name=item.name, other=other.row.number)
            else:
                continue
            self._error(row, self._name_column, sentence)
            return
        scope = (item.parent.row.number if item.parent is not None else 0, item.name.lower())
        other = self._lower.setdefault(scope, item)
        if other is not item:
            self._findings.notice(
                "survey",
                row,
                self._name_column,
                messages.NAME_DIFFERS_IN_CASE(name=item.name, other=other.row.number),
            )
