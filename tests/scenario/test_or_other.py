"""`or_other` adds a choice and a question, in the languages of the form."""

from __future__ import annotations

from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Ref, Session

ONE_LANGUAGE = """
| survey |
|  | type                       | name | label |
|  | select_one c or_other      | a    | A     |
|  | begin repeat               | r    | R     |
|  | select_multiple c or_other | m    | M     |
|  | end repeat                 |      |       |
|  | select_one own or_other    | o    | O     |
|  | text                       | z    | Specify other. |
| choices |
|  | list_name | name  | label |
|  | c         | x     | X     |
|  | own       | x     | X     |
|  | own       | other | Other |
"""
TWO_LANGUAGES = """
| survey |
|  | type                  | name | label::Indonesia (id) | label::English (en) |
|  | select_one c or_other | a    | A                     | B                   |
| choices |
|  | list_name | name | label::Indonesia (id) | label::English (en) |
|  | c         | x    | X                     | Y                   |
"""


def labels(session: Session, ref: str) -> list[str]:
    return [choice.label for choice in session.node(Ref(ref)).choices]


def test_the_other_choice_is_said_in_indonesian() -> None:
    session = scenario(ONE_LANGUAGE).session
    assert labels(session, "/data/a") == labels(session, "/data/r[1]/m") == ["X", "Lainnya"]
    for ref in ("/data/a_other", "/data/r[1]/m_other", "/data/o_other"):
        assert session.node(Ref(ref)).label == "Sebutkan lainnya."


def test_what_the_author_wrote_stays() -> None:
    session = scenario(ONE_LANGUAGE).session
    assert labels(session, "/data/o") == ["X", "Other"]
    assert session.node(Ref("/data/z")).label == "Specify other."


def test_each_language_has_its_word() -> None:
    session = scenario(TWO_LANGUAGES).session
    assert labels(session, "/data/a") == ["X", "Lainnya"]
    assert session.node(Ref("/data/a_other")).label == "Sebutkan lainnya."
    session.set_language("English (en)")
    assert labels(session, "/data/a") == ["Y", "Other"]
    assert session.node(Ref("/data/a_other")).label == "Specify other."


def test_the_question_appears_with_its_choice() -> None:
    told = scenario(ONE_LANGUAGE)
    assert not told.session.node(Ref("/data/a_other")).relevant
    told.session.set_value(Ref("/data/a"), "other")
    assert told.session.node(Ref("/data/a_other")).relevant
