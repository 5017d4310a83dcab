"""What a question must have beside its name: a label, a calculation, a trigger that can act."""

from __future__ import annotations

from bina_desktop.formengine.definition.lint import messages
from bina_desktop.formengine.definition.lint.findings import Findings
from bina_desktop.formengine.definition.lint.outline import Outline
from bina_desktop.formengine.definition.lint.rows import UNLABELLED, Item
from bina_desktop.formengine.definition.lint.sheets import Workbook

_SHOWN = ("label", "hint", "image", "audio", "video")
_OLD_HIDDEN = ("get ", "uri:", "start time", "end time", "device id", "sim id", "phone number")


def check_questions(outline: Outline, workbook: Workbook, findings: Findings) -> None:
    """Report questions without a text, calculates without a formula."""
    label = workbook.survey.column("label") or "label"
    calculation = workbook.survey.column("calculation") or "calculation"
    root = workbook.settings.rows[0].get("name") if workbook.settings.rows else ""
    for item in outline.items:
        if item.type == "calculate" and not any(map(item.row.get, ("calculation", "default"))):
            sentence = messages.MISSING_CALCULATION(name=item.name)
            findings.error("survey", item.row, calculation, sentence)
        if item.row.get("big-image") and not item.row.get("image"):
            findings.error(
                "survey", item.row, item.row.column("big-image"), messages.BIG_IMAGE_ALONE()
            )
        if item.type == "repeat" and item.name == (root or "data"):
            name = workbook.survey.column("name") or "name"
            findings.error("survey", item.row, name, messages.REPEAT_NAMED_AS_FORM(name=item.name))
        if is_shown(item) and not any(map(item.row.get, _SHOWN)):
            findings.error("survey", item.row, label, messages.MISSING_LABEL(name=item.name))


def is_shown(item: Item) -> bool:
    """Tell whether the question has a place on the screen, so that it needs a text."""
    if item.is_container or item.type in UNLABELLED or item.type.startswith(_OLD_HIDDEN):
        return False
    # Without a text such a question is taken for a hidden calculation.
    return not (item.row.get("calculation") or item.row.get("trigger"))
