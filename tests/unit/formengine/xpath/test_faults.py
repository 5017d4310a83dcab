"""One look mends all calls of a formula."""

from __future__ import annotations

import pytest
from tests.unit.formengine.definition.lint_table import survey
from tests.unit.formengine.xform_text import messages, xform

from bina_desktop.formengine.client import FormDefinitionError
from bina_desktop.formengine.definition.loading import read_converted
from bina_desktop.formengine.xpath.errors import UnknownFunctionError, XPathError
from bina_desktop.formengine.xpath.faults import faults
from bina_desktop.formengine.xpath.host import Span
from bina_desktop.formengine.xpath.parser import parse
from bina_desktop.formengine.xpath.sentences import Sentence


def wrong(text: str, at: int = 0) -> list[str]:
    first = UnknownFunctionError(Sentence("A.", "B."), text=text, span=Span(at, at + 1))
    return [error.fragment for error in faults(first)][1:]


@pytest.mark.parametrize(
    ("text", "fragments"),
    [
        ("1 + foo(1) + bar()", ["foo(1)", "bar()"]),
        ("if(foo(), -bar(2), 3)", ["foo()", "bar(2)"]),
        ("1 + round()", ["round()"]),
        ("/data/r[foo()]/a + (/data/b | /data/c)[bar()]", ["foo()", "bar()"]),
        ("instance('l')/root/item[name = foo()]/label", ["foo()"]),
        ("1 + name(/data) + position() + last() + 'foo()'", []),
        ("1 + foo(", []),
    ],
)
def test_every_wrong_call_is_found_in_its_order(text: str, fragments: list[str]) -> None:
    assert wrong(text) == fragments


def test_the_first_mistake_is_told_once() -> None:
    text = "foo(bar())"
    (call,) = [parse(text)]
    first = UnknownFunctionError(Sentence("A.", "B."), text=text, span=call.span)
    assert [error.fragment for error in faults(first)] == ["foo(bar())", "bar()"]
    assert isinstance(first, XPathError)


def test_a_form_tells_all_calls_of_one_formula() -> None:
    bind = '<bind nodeset="/data/a" calculate="foo(1) + round() + bar()"/>'
    told = messages(xform("<a/>", model=bind))
    assert [word for text in told for word in ("foo", "round", "bar") if f"{word}()" in text] == [
        *("foo", "round", "bar")
    ]


def test_a_workbook_tells_all_calls_of_one_formula() -> None:
    from tests.unit.formengine.definition.lint_table import outcome

    table = survey(
        "calculate | a | | foo(1) + round() + bar()", head="type | name | label | calculation"
    )
    with pytest.raises(FormDefinitionError) as caught:
        read_converted(outcome(table), title="uji")
    told = [(message.row, message.column) for message in caught.value.messages]
    assert told == [(2, "calculation")] * 3
