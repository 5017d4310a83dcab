"""`${name}` wherever it may stand: written rightly, known, and one of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bina_desktop.formengine.definition.lint import messages
from bina_desktop.formengine.definition.lint.findings import Findings, maybe, nearest
from bina_desktop.formengine.definition.lint.outline import Outline
from bina_desktop.formengine.definition.lint.rows import Item, Rules, is_disabled
from bina_desktop.formengine.definition.lint.sheets import Column, Row, Sheet, Workbook

_REFERENCE = re.compile(r"\$\{([^}]*)\}|\$\{[^}]*$")
_LAST_SAVED = "last-saved#"
_UNREAD = frozenset({"type", "name", "trigger"})
_LIST_TEXTS = frozenset({"label", "image", "big-image", "audio", "video"})
_MADE = frozenset({"instanceID"})
"""Names that the converter adds itself."""


def check_references(
    outline: Outline, workbook: Workbook, rules: Rules, findings: Findings
) -> None:
    """Report every reference that leads nowhere, or to more than one question."""
    checker = _Checker(outline, rules, findings)
    for sheet in (workbook.settings, workbook.survey, workbook.choices):
        for row, column, text in _texts(sheet):
            checker.check(sheet.name, row, column, text)
    for item in outline.items:
        if item.row.get("trigger"):
            checker.check_trigger(item)
        if item.list_name.startswith("${"):
            column = item.row.column("type")
            assert column is not None, "a select has a type"
            checker.check("survey", item.row, column, item.list_name)


def _texts(sheet: Sheet) -> Iterator[tuple[Row, Column, str]]:
    for row in sheet.rows:
        if is_disabled(row):
            continue
        for column, text in row.cells:
            if "${" not in text or (sheet.name == "survey" and column.name in _UNREAD):
                continue
            if sheet.name != "choices" or column.name in _LIST_TEXTS:
                yield row, column, text


class _Checker:
    def __init__(self, outline: Outline, rules: Rules, findings: Findings) -> None:
        self._outline = outline
        self._rules = rules
        self._findings = findings

    def check(self, sheet: str, row: Row, column: Column, text: str) -> None:
        told: set[str] = set()
        for found in _REFERENCE.finditer(text):
            if found.group(0) in told:
                continue
            told.add(found.group(0))
            name = (found.group(1) or "").removeprefix(_LAST_SAVED)
            if found.group(1) is None or not self._rules.is_name(name) or ":" in name:
                sentence = messages.BAD_REFERENCE(text=found.group(0)[:60])
                self._findings.error(sheet, row, column, sentence)
            else:
                self._check_name(sheet, row, column, name)

    def _check_name(self, sheet: str, row: Row, column: Column, name: str) -> None:
        items = self._outline.by_name.get(name, [])
        if not items and name not in _MADE:
            hint = maybe(nearest(name, self._outline.by_name))
            sentence = messages.UNKNOWN_REFERENCE(
                name=name, hint=hint.indonesian, hint_en=hint.english
            )
            self._findings.error(sheet, row, column, sentence)
        elif len(items) > 1 and not _twins(items):
            rows = ", ".join(str(item.row.number) for item in items)
            sentence = messages.AMBIGUOUS_REFERENCE(name=name, rows=rows)
            self._findings.error(sheet, row, column, sentence)

    def check_trigger(self, item: Item) -> None:
        row, text = item.row, item.row.get("trigger")
        column = row.column("trigger")
        assert column is not None, "the cell is filled"
        if "${" not in text:
            sentence = messages.TRIGGER_NOT_REFERENCE(text=text)
            self._findings.error("survey", row, column, sentence)
            return
        self.check("survey", row, column, text)
        for found in _REFERENCE.finditer(text):
            items = self._outline.by_name.get(found.group(1) or "", [])
            if items and items[0].is_container:
                sentence = messages.TRIGGER_NOT_QUESTION(name=items[0].name)
                self._findings.error("survey", row, column, sentence)
            elif items and items[0].type == "calculate":
                sentence = messages.TRIGGER_HIDDEN(name=items[0].name)
                self._findings.error("survey", row, column, sentence)


def _twins(items: list[Item]) -> bool:
    """Tell whether the names clash in one group, which is a mistake told already."""
    return len({id(item.parent) for item in items}) == 1
