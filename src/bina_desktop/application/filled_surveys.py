"""Surveys that came in a buku isian: a whole one counts at once, a half one stays a draft.

Nobody can go on with a survey later, for its respondent is unknown. So the file says of each that
it is final, and that is taken where the form finds nothing wrong with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.isi_lembar import plain_label
from bina_desktop.application.workbook import WorkbookReading
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.lembar_penilaian import FORM_SKM

_STATUS: Final = "status"


def unfinished(reading: WorkbookReading, formulir: FormulirService) -> dict[str, str]:
    """Return why surveys stay drafts, by the identity of the change that would finish each."""
    finishing = {
        edit.record: edit.id
        for edit in reading.edits
        if edit.entity == "lembar_penilaian" and edit.field == _STATUS
    }
    said: dict[str, dict[str, str]] = {record: {} for record in finishing}
    for edit in reading.edits:
        if edit.record in said:
            value: object = json.loads(edit.value)
            said[edit.record][edit.field] = value if isinstance(value, str) else ""
    found = {record: _fault(fields, formulir) for record, fields in said.items()}
    return {finishing[record]: fault for record, fault in found.items() if fault}


def _fault(fields: Mapping[str, str], formulir: FormulirService) -> str:
    if fields.get("formulir") != FORM_SKM:
        return "Lembar hanya difinalkan di BINA Desktop, jadi lembar ini disimpan sebagai draf."
    answers = {name: text for name, text in fields.items() if name.startswith("/") and text}
    try:
        with formulir.reading(FORM_SKM, answers, version=fields.get("versi", "")) as session:
            problems = session.validate()
    except NotFoundError as error:
        return error.sentence
    if not problems:
        return ""
    first = problems[0]
    more = f" (dan {len(problems) - 1} lagi)" if len(problems) > 1 else ""
    return (
        "Belum lengkap, jadi disimpan sebagai draf dan belum dihitung: "
        f"“{plain_label(first.label)}”. {first.violation.message}{more}"
    )
