"""What authors read of formulas that cannot be used: both languages, and how to mend it."""

from __future__ import annotations

import pytest

from bina_desktop.formengine.xpath import messages
from bina_desktop.formengine.xpath.errors import XPathError
from bina_desktop.formengine.xpath.parser import parse
from bina_desktop.formengine.xpath.sentences import Sentence, Template


def told(expression: str) -> Sentence:
    with pytest.raises(XPathError) as caught:
        parse(expression)
    assert str(caught.value) == caught.value.sentence.indonesian
    return caught.value.sentence


@pytest.mark.parametrize(
    ("expression", "indonesian", "english"),
    [
        ("1 == 2", "satu =", "one ="),
        ("1 <> 2", "!=", "!="),
        ("1 =< 2", "<=", "<="),
        ("1 || 2", "or", "word or"),
        ("1 AND 2", "tulis “and” dengan huruf kecil", "write “and” in small letters"),
        ("1 Or 2", "tulis “or” dengan huruf kecil", "write “or” in small letters"),
        ("1 2", "periksa tanda kurung", "check brackets"),
        ("1 && 2", "“dan” ditulis and", "the word and"),
        ("!1", "not(...)", "not(...)"),
        ("5 % 2", "mod", "mod"),
        ("if(1; 2; 3)", "koma", "commas"),
        ("{a}", "${nama}", "${name}"),
        ("1 ~ 2", "tidak dikenal dalam ungkapan.", "unknown in formulas."),
        ("'a", "tidak ditutup", "not closed"),
        ("“a”", "kutip miring", "typographic"),
        ("(1", "belum ditutup", "not closed"),
        ("1 +", "terputus", "breaks off"),
        ("", "kosong", "empty"),
    ],
)
def test_a_mistake_says_how_to_mend_it(expression: str, indonesian: str, english: str) -> None:
    sentence = told(expression)
    assert indonesian in sentence.indonesian
    assert english in sentence.english


def test_every_template_has_both_languages_with_the_same_fields() -> None:
    class Fields(dict[str, str]):
        def __missing__(self, key: str) -> str:
            self[key] = ""
            return ""

    templates = [each for each in vars(messages).values() if isinstance(each, Template)]
    assert len(templates) > 40
    for template in templates:
        used, used_english = Fields(), Fields()
        assert template.indonesian.format_map(used)
        assert template.english.format_map(used_english)
        assert {name.removesuffix("_en") for name in used} == {
            name.removesuffix("_en") for name in used_english
        }
