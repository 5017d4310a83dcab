"""What is not supported, or wrong, is told by name; all of it at once, with the row."""

from __future__ import annotations

import pytest
from tests.scenario.dsl import compiled, refused, scenario

from bina_desktop.formengine.client import FormDefinitionError


def test_all_mistakes_are_told_at_once_with_their_place() -> None:
    with pytest.raises(FormDefinitionError) as caught:
        compiled("""
| survey |
|        | type      | name | label | relevant      | calculation | trigger |
|        | text      | a    | A     | foo(1)        |             |         |
|        | calculate | b    |       |               | ${a} +      |         |
|        | text      | c    | C     |               | bar(1)      |         |
|        | text      | d    | D     |               | now() +     | ${a}    |
""")
    told = {(m.question, m.sheet, m.row, m.column) for m in caught.value.messages}
    assert told == {
        ("a", "survey", 2, "relevant"),
        ("b", "survey", 3, "calculation"),
        ("c", "survey", 4, "calculation"),
        ("d", "survey", 5, "calculation"),
    }
    assert "foo" in str(caught.value)


def test_a_reference_to_nowhere_is_the_converters_finding() -> None:
    sentences = refused("""
| survey |
|        | type | name | label   |
|        | text | a    | A ${zz} |
""")
    assert sentences == ["Nama ${zz} tidak ada di lembar survey; periksa ejaannya."]


def test_a_path_to_nowhere_reads_as_blank_and_is_noticed() -> None:
    told = scenario("""
| survey |
|        | type      | name | label | calculation     | appearance |
|        | calculate | a    |       | /data/zz        |            |
|        | text      | b    | B     |                 | bintang    |
""")
    told.expect("/data/a", "")
    assert ["/data/zz" in notice.message for notice in told.form.notices] == [True, False]
    assert "bintang" in told.form.notices[1].message


def test_functions_that_are_not_supported_are_named() -> None:
    sentences = refused("""
| survey |
|        | type      | name | label | calculation                 |
|        | calculate | a    |       | extract-signed('x', 'kunci') |
""")
    assert len(sentences) == 1
    assert "extract-signed" in sentences[0]
