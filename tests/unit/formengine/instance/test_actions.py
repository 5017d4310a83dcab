"""Actions that no workbook makes: paths with conditions, attributes, odd places."""

from __future__ import annotations

import pytest
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.instance.session import FormSession

REPEATS = '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>'


def opened(instance: str, *, model: str = "", body: str = "") -> FormSession:
    return FormSession(read_xform(xform(instance, model=model, body=body)))


def values(session: FormSession, *refs: str) -> list[str]:
    return [session.node(Ref(ref)).value for ref in refs]


def test_a_target_may_be_one_of_many_instances() -> None:
    session = opened(
        "<a/><r><x/></r><r><x/></r>",
        body=(
            '<input ref="/data/a"><setvalue event="xforms-value-changed" '
            'ref="/data/r[position() = 2]/x" value="/data/a"/></input>' + REPEATS
        ),
    )
    session.set_value(Ref("/data/a"), "z")
    assert values(session, "/data/r[1]/x", "/data/r[2]/x") == ["", "z"]


def test_a_condition_on_a_target_is_seen_from_the_action() -> None:
    session = opened(
        "<r><x>1</x><y/></r><r><x>2</x><y/></r>",
        body=(
            '<repeat nodeset="/data/r"><input ref="/data/r/x"><setvalue '
            'event="odk-instance-load xforms-value-changed" value="concat(../x, \'!\')" '
            'ref="/data/r[position() = position(current()/..)]/y"/></input></repeat>'
        ),
    )
    assert values(session, "/data/r[1]/y", "/data/r[2]/y") == ["1!", "2!"]
    session.set_value(Ref("/data/r[2]/x"), "3")
    assert values(session, "/data/r[1]/y", "/data/r[2]/y") == ["1!", "3!"]


def test_the_model_may_set_many_instances() -> None:
    session = opened(
        "<r><x/></r><r><x/></r>",
        model=(
            '<setvalue event="odk-instance-load" ref="/data/r/x" value="position(..)"/>'
            '<setvalue event="odk-instance-first-load" ref="/data/r[2]/x">awal</setvalue>'
        ),
        body=REPEATS,
    )
    assert values(session, "/data/r[1]/x", "/data/r[2]/x") == ["1", "2"]
    session.add_repeat(Ref("/data/r"), key="k")
    assert values(session, "/data/r[k]/x") == [""]


@pytest.mark.parametrize("text", ["it's", 'kata "ini"', 'it\'s "ini"'])
def test_a_literal_may_hold_any_quotes(text: str) -> None:
    session = opened(
        "<a/>",
        model=f'<setvalue event="odk-instance-first-load" ref="/data/a">{text}</setvalue>',
        body='<input ref="/data/a"/>',
    )
    assert values(session, "/data/a") == [text]


def test_a_relative_target_is_seen_from_its_control() -> None:
    session = opened(
        "<g><a/><b/></g>",
        body=(
            '<group ref="/data/g"><input ref="a"><setvalue event="xforms-value-changed" '
            'ref="./../b" value="concat(../a, 1)"/></input></group>'
        ),
    )
    session.set_value(Ref("/data/g/a"), "x")
    assert values(session, "/data/g/b") == ["x1"]


def test_a_new_instance_may_set_what_stands_outside() -> None:
    session = opened(
        "<n>0</n><r jr:template=''><x/></r>",
        body=(
            '<input ref="/data/n"/><repeat nodeset="/data/r"><input ref="/data/r/x"/><setvalue '
            'event="odk-new-repeat" ref="/data/n" value=". + 1"/></repeat>'
        ),
    )
    session.add_repeat(Ref("/data/r"))
    session.add_repeat(Ref("/data/r"))
    assert values(session, "/data/n") == ["2"]
    session.undo()
    assert values(session, "/data/n") == ["1"]


def test_a_new_instance_of_a_form_without_such_actions_sets_nothing() -> None:
    session = opened("<r jr:template=''><x/></r>", body=REPEATS)
    ref, _ = session.add_repeat(Ref("/data/r"))
    assert values(session, f"{ref}/x") == [""]


def test_an_answer_that_removes_its_own_instance_sets_nothing_off() -> None:
    session = opened(
        "<n>1</n><r><x/></r><y/>",
        body=(
            '<input ref="/data/n"><setvalue event="xforms-value-changed" ref="/data/r/x" '
            'value="/data/n"/></input><repeat nodeset="/data/r" jr:count="/data/n">'
            '<input ref="/data/r/x"><setvalue event="xforms-value-changed" ref="/data/y" '
            'value="concat(., 1)"/></input></repeat><input ref="/data/y"/>'
        ),
    )
    session.set_values({Ref("/data/r[1]/x"): "x", Ref("/data/n"): "0"})
    assert values(session, "/data/n", "/data/y") == ["0", ""]
    session.undo()
    assert values(session, "/data/n", "/data/r[1]/x") == ["1", ""]
    session.redo()
    session.set_value(Ref("/data/n"), "2")
    assert values(session, "/data/r[1]/x", "/data/r[2]/x", "/data/y") == ["2", "2", "11"]


def test_an_attribute_that_was_not_there_goes_with_the_step() -> None:
    session = opened(
        "<a/>",
        body=(
            '<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/a/@b" '
            'value="."/></input>'
        ),
    )
    session.set_value(Ref("/data/a"), "z")
    assert '<a b="z">z</a>' in session.submission_xml()
    session.undo()
    assert "<a/>" in session.submission_xml()
    session.redo()
    assert '<a b="z">z</a>' in session.submission_xml()


def test_the_actions_of_finalising_run_then() -> None:
    session = opened(
        "<a/>",
        model='<setvalue event="xforms-revalidate" ref="/data/a" value="\'selesai\'"/>',
        body='<input ref="/data/a"/>',
    )
    assert values(session, "/data/a") == [""]
    assert session.finalise() == []
    assert values(session, "/data/a") == ["selesai"]


def test_what_an_instance_answered_is_taken_back_while_it_is_parked() -> None:
    session = opened(
        "<n>1</n><r><x/></r>",
        body=(
            '<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n">'
            '<input ref="/data/r/x"/></repeat>'
        ),
    )
    session.set_values({Ref("/data/n"): "0", Ref("/data/r[1]/x"): "z"})
    session.undo()
    assert values(session, "/data/n", "/data/r[1]/x") == ["1", ""]
    session.redo()
    session.set_value(Ref("/data/n"), "1")
    assert values(session, "/data/r[1]/x") == ["z"]


def test_instances_beside_a_moved_one_stay() -> None:
    session = opened("<r><x>a</x></r><r><x>b</x></r><r><x>c</x></r>", body=REPEATS)
    changed = session.move_repeat(Ref("/data/r[1]"), 2)
    assert "/data/r[3]" not in changed
    assert {"/data/r", "/data/r[1]", "/data/r[2]"} <= changed
