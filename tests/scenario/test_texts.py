"""Labels, hints and messages in the languages of the form."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

import pytest
from tests.scenario.dsl import scenario

FORM = """
| survey |
|        | type | name | label::Indonesia (id) | label::English (en) | hint::Indonesia (id) | hint::English (en) | guidance_hint::Indonesia (id) | required | required_message::Indonesia (id) | required_message::English (en) |
|        | text | nama | Nama | Name | Lengkap | Full | Seperti di KTP | yes | Isi nama | Give a name |
|        | note | salam | Halo **${nama}**! | Hello **${nama}**! | | | | | | |
|        | integer | umur | Umur | | | | | | | |
| settings |
|          | form_title | form_id | version | default_language |
|          | Kenalan    | kenal   | 7       | Indonesia (id)   |
"""

SUGGESTED = """
| survey |
| | type         | name  | label::Indonesia (id) | label::English (en) | calculation |
| | select_one b | pilih | Pilih                 | Pick                |             |
| | text         | nama  | Nama                  | Name                | jr:choice-name(${pilih}, '${pilih}') |
| choices |
| | list_name | name | label::Indonesia (id) | label::English (en) |
| | b         | a    | Apel                  | Apple               |
| settings |
| | default_language |
| | Indonesia (id)   |
"""


def test_the_form_introduces_itself() -> None:
    info = scenario(FORM).session.info
    assert (info.title, info.form_id, info.version) == ("Kenalan", "kenal", "7")
    assert info.languages == ("Indonesia (id)", "English (en)")
    assert info.default_language == "Indonesia (id)"
    assert len(info.digest) == 64


def test_texts_speak_the_language_of_the_session() -> None:
    told = scenario(FORM).answer("/data/nama", "Ani")
    nama = told.node("/data/nama")
    assert (nama.label, nama.hint, nama.guidance) == ("Nama", "Lengkap", "Seperti di KTP")
    told.expect_label("/data/salam", "Halo **Ani**!")
    told.speak("English (en)").expect_changed("/data/nama", "/data/salam")
    assert told.session.language == "English (en)"
    assert (nama.label, nama.hint) == ("Name", "Full")
    told.expect_label("/data/salam", "Hello **Ani**!")
    told.clear("/data/nama")
    assert nama.violation is not None
    assert nama.violation.message == "Give a name"


def test_speaking_the_same_language_again_changes_nothing() -> None:
    told = scenario(SUGGESTED).answer("/data/pilih", "a").expect("/data/nama", "Apel")
    told.answer("/data/nama", "Nanas").speak("Indonesia (id)").expect("/data/nama", "Nanas")
    assert told.changed == frozenset()
    told.speak("English (en)").expect("/data/nama", "Apple")


def test_a_missing_translation_falls_back_to_the_default_language() -> None:
    told = scenario(FORM).speak("English (en)")
    told.expect_label("/data/umur", "Umur")
    assert told.node("/data/nama").guidance == "Seperti di KTP"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="Klingon"):
        scenario(FORM).speak("Klingon")


def test_a_form_of_one_language_has_none_to_choose() -> None:
    told = scenario("""
| survey |
|        | type | name | label       | hint | guidance_hint |
|        | text | a    | Satu        | Dua  | Tiga          |
|        | text | b    | Isi ${a} ya |      |               |
""")
    assert told.session.info.languages == ()
    told.answer("/data/a", "x").expect_changed("/data/b").expect_label("/data/b", "Isi x ya")
    assert (told.node("/data/a").hint, told.node("/data/a").guidance) == ("Dua", "Tiga")
    assert told.node("/data/b").hint == ""
