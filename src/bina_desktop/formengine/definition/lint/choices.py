"""The lists of choices: those that questions ask for, and what stands in them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from bina_desktop.formengine.definition.lint import messages
from bina_desktop.formengine.definition.lint.findings import Findings, maybe, nearest
from bina_desktop.formengine.definition.lint.outline import Outline
from bina_desktop.formengine.definition.lint.rows import Item, is_truth
from bina_desktop.formengine.definition.lint.sheets import Row, Sheet, Workbook

_EXTENSIONS = frozenset({".csv", ".xml", ".geojson"})
_FROM_FILE = frozenset({"select_one_from_file", "select_multiple_from_file"})

_WORD = re.compile(r"[^\s'\"(),=]+")

Lists = dict[str, list[Row]]


def lists_of(sheet: Sheet) -> Lists:
    """Return the rows of each list."""
    lists: Lists = {}
    for row in sheet.rows:
        if name := row.get("list_name"):
            lists.setdefault(name, []).append(row)
    return lists


def check_choices(outline: Outline, workbook: Workbook, findings: Findings) -> None:
    """Report lists that are missing and choices that are not whole."""
    sheet = workbook.choices
    lists = lists_of(sheet)
    selects = [item for item in outline.items if item.command]
    for item in selects:
        _check_select(item, outline, workbook, lists, findings)
    if not sheet.rows:
        return
    if sheet.column("list_name") is None:
        findings.error("choices", None, "list_name", messages.NO_LIST_NAME_COLUMN())
        return
    if sheet.column("name") is None:
        findings.error("choices", None, "name", messages.NO_NAME_COLUMN(sheet="choices"))
        return
    _check_rows(workbook, lists, findings)
    _check_spaces(selects, lists, sheet, findings)
    _check_used(workbook, lists, findings)


def _check_select(
    item: Item, outline: Outline, workbook: Workbook, lists: Lists, findings: Findings
) -> None:
    column = item.row.column("type")
    name = item.list_name
    endings = PurePosixPath(name).suffixes
    if item.or_other and item.row.get("choice_filter"):
        filtered = item.row.column("choice_filter")
        findings.error("survey", item.row, filtered, messages.OR_OTHER_FILTERED())
    if "${" in name:
        _check_from_repeat(item, outline, findings)
    elif item.command in _FROM_FILE:
        if len(endings) != 1 or endings[0] not in _EXTENSIONS:
            findings.error("survey", item.row, column, messages.FILE_EXTENSION(file=name))
    elif item.command == "select_one_external":
        external = workbook.sheet("external_choices")
        _check_known(item, lists_of(external), external, workbook, findings)
    elif name not in lists and PurePosixPath(name).suffix not in _EXTENSIONS:
        _check_known(item, lists, workbook.choices, workbook, findings)


def _check_from_repeat(item: Item, outline: Outline, findings: Findings) -> None:
    column = item.row.column("type")
    if item.command == "select_multiple":
        findings.error("survey", item.row, column, messages.MULTIPLE_FROM_REPEAT())
        return
    name = item.list_name.removeprefix("${").removesuffix("}")
    found = outline.by_name.get(name, [])
    if found and (found[0].is_container or not found[0].repeats):
        sentence = messages.SELECT_OUTSIDE_REPEAT(name=name)
        findings.error("survey", item.row, column, sentence)


def _check_known(
    item: Item, lists: Lists, sheet: Sheet, workbook: Workbook, findings: Findings
) -> None:
    name = item.list_name
    column = item.row.column("type")
    if name in lists:
        return
    if not sheet.rows and sheet.name == "choices":
        near = nearest("choices", set(workbook.sheet_names) - set(workbook.sheets))
        sentence = messages.NO_CHOICES_SHEET(
            list=name,
            hint=f" (ada lembar “{near}”)" if near else "",
            hint_en=f" (there is a sheet “{near}”)" if near else "",
        )
    else:
        hint = maybe(nearest(name, lists))
        sentence = messages.UNKNOWN_LIST(
            list=name, sheet=sheet.name, hint=hint.indonesian, hint_en=hint.english
        )
    findings.error("survey", item.row, column, sentence)


def _check_rows(workbook: Workbook, lists: Lists, findings: Findings) -> None:
    sheet = workbook.choices
    settings = workbook.settings.rows
    twice_allowed = bool(settings) and is_truth(settings[0].get("allow_choice_duplicates"))
    list_column, name_column = sheet.column("list_name"), sheet.column("name")
    label_column = sheet.column("label") or "label"
    for row in sheet.rows:
        if not row.get("list_name") and (row.get("name") or row.get("label")):
            findings.notice("choices", row, list_column, messages.CHOICE_WITHOUT_LIST())
    for name, rows in lists.items():
        seen: dict[str, int] = {}
        for row in rows:
            value = row.get("name")
            if not value:
                sentence = messages.CHOICE_WITHOUT_NAME(list=name)
                findings.error("choices", row, name_column, sentence)
                continue
            if not any(map(row.get, ("label", "image", "audio", "video"))):
                sentence = messages.CHOICE_WITHOUT_LABEL(name=value, list=name)
                findings.notice("choices", row, label_column, sentence)
            other = seen.setdefault(value, row.number)
            if other != row.number and not twice_allowed:
                sentence = messages.SAME_CHOICE(name=value, list=name, other=other)
                findings.error("choices", row, name_column, sentence)


def _check_used(workbook: Workbook, lists: Lists, findings: Findings) -> None:
    # Formulas, parameters and loops read lists as well; a word of that name anywhere is use.
    words = {
        word
        for row in workbook.survey.rows
        for _, text in row.cells
        for word in _WORD.findall(text)
    }
    for name, rows in lists.items():
        if name not in words:
            sentence = messages.UNUSED_LIST(list=name)
            findings.notice("choices", rows[0], rows[0].column("list_name"), sentence)


def _check_spaces(selects: list[Item], lists: Lists, sheet: Sheet, findings: Findings) -> None:
    checked: set[str] = set()
    for item in selects:
        if item.command != "select_multiple" or item.list_name in checked:
            continue
        checked.add(item.list_name)
        for row in lists.get(item.list_name, ()):
            if " " in row.get("name"):
                sentence = messages.CHOICE_WITH_SPACE(
                    name=row.get("name"), list=item.list_name, other=item.row.number
                )
                findings.error("choices", row, sheet.column("name"), sentence)
