"""What an edited or restored submission keeps, and what is computed anew."""

from __future__ import annotations

from tests.scenario.dsl import Scenario, opened
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.formengine.engine import session_from_submission, submission_xml

FORM = xform(
    "<a>2</a><b/><meta><instanceID>tetap</instanceID></meta>",
    model='<bind nodeset="/data/b" type="int" calculate="/data/a * 3"/>',
    body='<input ref="/data/a"/><input ref="/data/b"/>',
)


def reopened(told: Scenario, *, edited: bool) -> Session:
    xml = submission_xml(told.session)
    session, _ = session_from_submission(told.form, xml, edited=edited)
    return session


def value(session: Session, ref: str) -> str:
    return session.node(Ref(ref)).value


def test_what_was_written_over_a_calculation_is_computed_anew_from_a_submission() -> None:
    told = opened(FORM).answer("/data/b", "7").expect("/data/b", 7)
    assert value(reopened(told, edited=True), "/data/b") == "6"
    assert value(reopened(told, edited=False), "/data/b") == "6"


def test_what_was_written_over_a_calculation_stays_in_a_draft_of_our_own() -> None:
    opened(FORM).answer("/data/b", "7").restored().expect("/data/b", 7)


def test_an_instance_id_that_the_form_writes_down_stays() -> None:
    session = reopened(opened(FORM), edited=True)
    assert value(session, "/data/meta/instanceID") == "tetap"
    assert "<deprecatedID>tetap</deprecatedID>" in submission_xml(session)
