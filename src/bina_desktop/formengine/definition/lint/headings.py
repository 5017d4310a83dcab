"""Names of sheets and headings: missing, misspelt, or meaning the same twice."""

from __future__ import annotations

import re
from collections.abc import Collection

from bina_desktop.formengine.definition.document import BINA
from bina_desktop.formengine.definition.lint import messages
from bina_desktop.formengine.definition.lint.findings import Findings, maybe, nearest
from bina_desktop.formengine.definition.lint.rows import Rules
from bina_desktop.formengine.definition.lint.sheets import SHEETS, Column, Sheet, Workbook

_COMMENTS = frozenset(
    {"catatan", "comment", "comments", "disabled", "keterangan", "komentar", "note", "notes"}
)
_PREFIXES = frozenset({"entities", "ev", "h", "jr", "odk", "orx", "xml", "xsd"})
"""Prefixes that the converter declares itself."""
_PREFIX = re.compile(r"::\s*([\w.-]+):[^:]")
_DECLARED = re.compile(r"([\w.-]+)\s*=")
_SURVEY = frozenset(
    {
        "appearance",
        "audio",
        "autoplay",
        "big-image",
        "calculation",
        "choice_filter",
        "compact_tag",
        "constraint",
        "constraint_message",
        "default",
        "guidance_hint",
        "hint",
        "image",
        "intent",
        "label",
        "name",
        "no_app_error_string",
        "parameters",
        "read_only",
        "relevant",
        "repeat_count",
        "required",
        "required_message",
        "rows",
        "save_to",
        "trigger",
        "type",
        "video",
    }
)
_SETTINGS = frozenset(
    {
        "allow_choice_duplicates",
        "auto_delete",
        "auto_send",
        "clean_text_values",
        "default_language",
        "form_id",
        "form_title",
        "instance_name",
        "namespaces",
        "public_key",
        "sms_keyword",
        "style",
        "submission_url",
        "version",
    }
)


def check_headings(workbook: Workbook, rules: Rules, findings: Findings) -> bool:
    """Report sheets and headings; return whether there is a survey worth reading."""
    others = [name for name in workbook.sheet_names if name.lower() not in SHEETS]
    survey = workbook.survey
    if not any(row.get("type") or row.get("name") for row in survey.rows):
        return _no_survey(survey, others, findings)
    for known in ("choices", "settings"):
        near = nearest(known, [name for name in others if not name.startswith("_")])
        if near and not workbook.sheet(known).rows:
            sentence = messages.SHEET_MISNAMED(name=near, known=known)
            findings.notice(near, None, None, sentence)
    _check_columns(survey, _SURVEY | rules.survey_columns, _SURVEY, findings)
    _check_columns(workbook.settings, _SETTINGS | rules.settings_columns, _SETTINGS, findings)
    _check_list_columns(workbook.choices, findings)
    _check_prefixes(workbook, findings)
    if survey.column("type") is None:
        findings.error("survey", None, "type", messages.NO_TYPE_COLUMN())
        return False
    if survey.column("name") is None:
        findings.error("survey", None, "name", messages.NO_NAME_COLUMN(sheet="survey"))
        return False
    return True


def _no_survey(survey: Sheet, others: Collection[str], findings: Findings) -> bool:
    near = nearest("survey", [name for name in others if not name.startswith("_")])
    if near and not survey.columns:
        findings.error("survey", None, None, messages.SURVEY_MISNAMED(name=near))
    else:
        findings.error("survey", None, None, messages.NO_SURVEY())
    return False


def _check_prefixes(workbook: Workbook, findings: Findings) -> None:
    """Report prefixes such as `bina:` without a namespace: the form would be no XML."""
    settings = workbook.settings.rows
    declared = set(_DECLARED.findall(settings[0].get("namespaces"))) if settings else set[str]()
    for column in workbook.survey.columns:
        found = _PREFIX.search(column.header) if column.free else None
        if found and found.group(1) not in _PREFIXES | declared:
            name = found.group(1)
            uri = BINA.strip("{}") if name == "bina" else f"https://example.org/{name}"
            sentence = messages.UNKNOWN_PREFIX(name=name, column=column.header, uri=uri)
            findings.error("survey", None, column, sentence)


def _check_columns(
    sheet: Sheet, known: Collection[str], suggested: Collection[str], findings: Findings
) -> None:
    seen: dict[tuple[str, str], Column] = {}
    for column in sheet.columns:
        other = seen.setdefault((column.name, column.language), column)
        if other is not column:
            sentence = messages.SAME_COLUMN(name=column.header, other=other.header)
            findings.error(sheet.name, None, column, sentence)
        if not _is_known(column, known):
            hint = maybe(nearest(column.name, suggested))
            sentence = messages.UNKNOWN_COLUMN(
                name=column.header, hint=hint.indonesian, hint_en=hint.english
            )
            findings.notice(sheet.name, None, column, sentence)


def _is_known(column: Column, known: Collection[str]) -> bool:
    if column.free or column.name in known or column.name in _COMMENTS:
        return True
    return column.name.startswith(("_", "#", "sms_", "media", "instance", "attribute"))


def _check_list_columns(sheet: Sheet, findings: Findings) -> None:
    for column in sheet.columns:
        if " " in column.name:
            sentence = messages.LIST_COLUMN_SPACE(name=column.header)
            findings.notice(sheet.name, None, column, sentence)
