"""Defaults from the submission that was saved last."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

from tests.scenario.dsl import NOON, Scenario, compiled, opened
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.engine import new_session, restore_session, submission_xml

FORM = """
| survey |
|        | type         | name  | label | default               | calculation |
|        | text         | jalan | Jalan | ${last-saved#jalan}   |             |
|        | begin group  | g     | G     |                       |             |
|        | integer      | n     | N     |                       |             |
|        | end group    |       |       |                       |             |
|        | begin repeat | r     | R     |                       |             |
|        | text         | nama  | Nama  |                       |             |
|        | end repeat   |       |       |                       |             |
|        | integer      | lagi  | Lagi  | ${last-saved#n} + 1   |             |
|        | calculate    | dulu  |       |                       | concat('dulu ', ${last-saved#n}, ' ', ${last-saved#nama}) |
"""


def after(last_saved: object) -> Scenario:
    form = compiled(FORM)
    session = new_session(form, clock=lambda: NOON, last_saved=last_saved)  # type: ignore[arg-type]
    return Scenario(form, session, [NOON])


def test_nothing_saved_reads_as_blank() -> None:
    after(None).expect("/data/jalan", "").expect("/data/lagi", "").expect("/data/dulu", "dulu  ")


def test_answers_saved_last_are_read() -> None:
    first = after({}).answer("/data/jalan", "Jl. Pattimura").answer("/data/g/n", 4)
    first.answer("/data/r[1]/nama", "Ani").add("/data/r", "b").answer("/data/r[b]/nama", "Budi")
    for saved in (first.session.answers(), submission_xml(first.session)):
        second = after(saved)
        second.expect("/data/jalan", "Jl. Pattimura").expect("/data/lagi", 5)
        second.expect("/data/dulu", "dulu 4 Ani")
        assert "last-saved" not in " ".join(node.ref for node in second.session.walk())
        assert "last-saved" not in submission_xml(second.session)


def test_a_restored_form_still_reads_what_was_saved_last() -> None:
    told = after({"/data/g/n": "4"}).answer("/data/lagi", 9)
    session, outcome = restore_session(
        told.form, told.session.answers(), last_saved={"/data/g/n": "4"}
    )
    assert not outcome.unplaced
    assert session.node(Ref("/data/lagi")).value == "9"
    assert session.node(Ref("/data/dulu")).value == "dulu 4 "


def test_a_question_that_was_never_there_is_noticed() -> None:
    assert not compiled(FORM).notices
    path = "instance('kemarin')/data"
    told = opened(
        xform(
            "<a/><g><b/></g>",
            model=(
                '<instance id="kemarin" src="jr://instance/last-saved"/>'
                f'<bind nodeset="/data/a" calculate="concat({path}/zz, {path}/g, {path}/g/b)"/>'
            ),
        )
    )
    told.expect("/data/a", "")
    assert ["zz" in told.form.notices[0].message, len(told.form.notices)] == [True, 2]
