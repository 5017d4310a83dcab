"""Everything the engine tells an author stands in Indonesian and in English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bina_desktop import formengine
from bina_desktop.formengine.definition import messages as of_forms
from bina_desktop.formengine.definition.lint import messages as of_workbooks
from bina_desktop.formengine.xpath import messages as of_formulas
from bina_desktop.formengine.xpath.sentences import Template

SOURCES = sorted(Path(formengine.__path__[0]).rglob("*.py"))
CATALOGUES = (of_forms, of_workbooks, of_formulas)
TEMPLATES = {
    f"{catalogue.__name__.rpartition('formengine.')[2]}.{name}": template
    for catalogue in CATALOGUES
    for name, template in vars(catalogue).items()
    if isinstance(template, Template)
}


def calls(source: Path, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == name:
            yield node


def test_no_message_for_authors_is_made_without_english() -> None:
    made = [(source, call) for source in SOURCES for call in calls(source, "AuthorMessage")]
    lacking = [
        f"{source.name}:{call.lineno}"
        for source, call in made
        # `None` is the name of `**fields`: what crossed the border of the worker.
        if not {"english", None} & {keyword.arg for keyword in call.keywords}
    ]
    assert len(made) >= 8
    assert lacking == []


@pytest.mark.parametrize("name", ["error", "notice", "error_in_file", "ListFileError"])
def test_what_is_reported_comes_from_the_catalogue(name: str) -> None:
    written = [
        f"{source.name}:{call.lineno}"
        for source in SOURCES
        for call in calls(source, name)
        if call.args
        and isinstance(call.args[0], ast.Constant | ast.JoinedStr)
        and not ast.unparse(call.func).startswith("_log.")
        and "findings" not in ast.unparse(call.func)
    ]
    assert written == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_both_languages_are_whole_sentences(name: str) -> None:
    template = TEMPLATES[name]
    assert template.indonesian
    assert template.english
    assert template.indonesian != template.english
    assert template.english.rstrip(")").endswith((".", "}")), template.english
    assert template.indonesian.rstrip(")").endswith((".", "}")), template.indonesian


@pytest.mark.parametrize("name", TEMPLATES)
def test_both_languages_fill_in_the_same_fields(name: str) -> None:
    """A field that differs by language has a twin whose name ends in `_en`."""
    template = TEMPLATES[name]
    indonesian, english = (
        {field.split(".")[0].split("[")[0] for _, field, _, _ in Formatter().parse(text) if field}
        for text in (template.indonesian, template.english)
    )
    assert {field.removesuffix("_en") for field in english} <= indonesian | {""}
