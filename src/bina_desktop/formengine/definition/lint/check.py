"""All checks of a workbook, in the order in which an author reads it."""

from __future__ import annotations

from bina_desktop.formengine.definition.lint.choices import check_choices
from bina_desktop.formengine.definition.lint.findings import Findings
from bina_desktop.formengine.definition.lint.formulas import check_formulas
from bina_desktop.formengine.definition.lint.headings import check_headings
from bina_desktop.formengine.definition.lint.outline import read_outline
from bina_desktop.formengine.definition.lint.parameters import check_parameters
from bina_desktop.formengine.definition.lint.questions import check_questions
from bina_desktop.formengine.definition.lint.references import check_references
from bina_desktop.formengine.definition.lint.rows import Rules
from bina_desktop.formengine.definition.lint.settings import check_settings
from bina_desktop.formengine.definition.lint.sheets import Workbook


def check_workbook(workbook: Workbook, rules: Rules) -> Findings:
    """Return everything that is wrong or odd in a workbook; runs no converter."""
    findings = Findings()
    if not check_headings(workbook, rules, findings):
        return findings
    outline = read_outline(workbook, rules, findings)
    if outline.too_deep:
        return findings
    check_questions(outline, workbook, findings)
    check_references(outline, workbook, rules, findings)
    check_choices(outline, workbook, findings)
    check_parameters(outline, findings)
    check_formulas(outline, workbook, findings)
    check_settings(workbook, rules, findings)
    return findings
