"""A form that is opened with what is known of its opening is the form opened anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from benchmarks.engine import forms
from tests.unit.formengine.instance.test_session_machine import state
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.model import FormDefinition, Opened
from bina_desktop.formengine.engine import new_session, restore_session
from bina_desktop.formengine.instance.environment import Clock
from bina_desktop.formengine.instance.opening import opened

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
RULES = xform(
    "<a>3</a><b/><c/><d/><e/><g><h>x</h></g><r><y/></r><s>a b</s>",
    model='<instance id="l"><root><item><name>a</name></item><item><name>c</name></item></root>'
    '</instance><bind nodeset="/data/a" type="int" readonly="/data/c = 4"/>'
    '<bind nodeset="/data/b" calculate="if(today() &gt; date(\'2026-12-01\'), 1, 0)"/>'
    '<bind nodeset="/data/c" calculate="/data/a + 1" required="true()"/>'
    '<bind nodeset="/data/d" calculate="once(concat(/data/c, /data/b))"/>'
    '<bind nodeset="/data/e" calculate="/data/d + 1" constraint=". != 41"/>'
    '<bind nodeset="/data/g" relevant="/data/b = 1"/>'
    '<bind nodeset="/data/r/y" calculate="position(..) * /data/c"/>',
    body='<input ref="/data/a"/><input ref="/data/g/h"/><repeat nodeset="/data/r">'
    '<input ref="/data/r/y"/></repeat><select ref="/data/s">'
    "<itemset nodeset=\"instance('l')/root/item[/data/a != '']\"><value ref=\"name\"/>"
    '<label ref="name"/></itemset></select>',
)


def known(form: FormDefinition, clock: Clock = lambda: NOON) -> FormDefinition:
    found = opened(form, clock=clock)
    assert found is not None
    return replace(form, opened=found)


def faces(form: FormDefinition, clock: Clock, **options: Any) -> list[Any]:
    session = new_session(form, clock=clock, instance_id="x", **options)
    seen: list[Any] = [state(session), session.answers(), session.results()]
    restored, _ = restore_session(form, session.answers(), clock=clock, instance_id="x")
    return [*seen, state(restored), session.validate(), state(session), session.recalculate()]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: forms.mixed(50), id="mixed"),
        pytest.param(forms.repeat, id="repeat"),
        pytest.param(lambda: forms.shipped("lembar_penilaian"), id="lembar_penilaian"),
        pytest.param(lambda: forms.shipped("skm"), id="skm"),
        pytest.param(lambda: RULES, id="all kinds of rules"),
    ],
)
@pytest.mark.parametrize("day", [0, 30])
def test_it_shows_what_a_form_opened_anew_shows(make: Callable[[], str], day: int) -> None:
    form = read_xform(make())
    clock = lambda: NOON + timedelta(days=day)  # noqa: E731
    assert faces(known(form), clock) == faces(form, clock)


def test_another_time_zone_computes_anew() -> None:
    jakarta = timezone(timedelta(hours=7))
    text = xform(
        "<a>2026-11-23T03:00:00.000+00:00</a><b/>",
        model='<bind nodeset="/data/a" type="dateTime"/>'
        '<bind nodeset="/data/b" calculate="format-date-time(/data/a, \'%H\')"/>',
    )
    form = read_xform(text)
    session = new_session(known(form), clock=lambda: NOON.astimezone(jakarta))
    assert session.node(Ref("/data/b")).value == "10"
    assert new_session(known(form), clock=lambda: NOON).node(Ref("/data/b")).value == "03"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            xform(
                "<a>2</a><r><x/></r>",
                body='<repeat nodeset="/data/r" jr:count="/data/a"><input ref="/data/r/x"/>'
                "</repeat>",
            ),
            id="a computed count",
        ),
        pytest.param(
            xform(
                "<a/>",
                model='<instance id="l" src="jr://instance/last-saved"/>'
                '<bind nodeset="/data/a" calculate="instance(\'l\')/data/a"/>',
            ),
            id="the last saved submission",
        ),
    ],
)
def test_what_depends_on_more_than_the_form_is_not_known_before(text: str) -> None:
    assert opened(read_xform(text)) is None


def test_what_a_session_finds_out_by_itself_is_not_part_of_it() -> None:
    found = opened(read_xform(RULES), clock=lambda: NOON)
    assert isinstance(found, Opened)
    values = {value for name, value, _ in found.changes if name == "v"}
    assert "4" in values
    assert not values & {"40", "41"}


def test_opening_compiles_nothing_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    text = xform(
        "<a>3</a><b/>",
        model='<bind nodeset="/data/b" calculate="/data/a * 14"/>',
        body='<input ref="/data/a"/>',
    )
    form = known(read_xform(text))

    def refuse(*_given: object) -> Any:
        raise AssertionError

    monkeypatch.setattr("bina_desktop.formengine.xpath.stencils.Filled.__call__", refuse)
    session = new_session(form)
    assert session.node(Ref("/data/b")).value == "42"
    with pytest.raises(AssertionError):
        session.set_value(Ref("/data/a"), "4")


ALIKE = xform(
    "<a/><b>3</b><c/><d/><ra/><rb/><rc/><ka/><kb/><kc/><na/><nb/><nc/>",
    model="".join(
        f'<bind nodeset="/data/r{of}" relevant="/data/{of} &gt; 2" required="/data/{of} = \'\'"/>'
        f'<bind nodeset="/data/k{of}" calculate="concat(\'nilai \', /data/{of})" '
        f"constraint=\"/data/{of} != ''\"/>"
        f'<bind nodeset="/data/n{of}" calculate="string-length(/data/k{of})"/>'
        for of in "abc"
    ),
    body="".join(
        f'<input ref="/data/{name}"/>' for name in ("a", "b", "c", "d", "ra", "rb", "rc")
    ),
)


def test_rules_that_look_alike_hold_for_what_each_reads() -> None:
    session = new_session(read_xform(ALIKE), instance_id="x")
    values = {name: session.node(Ref(f"/data/{name}")).value for name in ("ka", "kb", "nc")}
    assert values == {"ka": "nilai ", "kb": "nilai 3", "nc": "6"}
    shown = [name for name in "abc" if session.node(Ref(f"/data/r{name}")).relevant]
    needed = [name for name in "abc" if session.node(Ref(f"/data/r{name}")).required]
    assert (shown, needed) == (["b"], ["a", "c"])
    before = state(session)
    session.recalculate()
    assert state(session) == before


def test_what_was_settled_blank_follows_its_first_answer() -> None:
    session = new_session(read_xform(ALIKE), instance_id="x")
    assert Ref("/data/rc") in session.set_value(Ref("/data/c"), "5")
    assert session.node(Ref("/data/rc")).relevant
    assert session.node(Ref("/data/nc")).value == "7"


def test_a_blank_answer_is_not_told_of_for_a_rule_it_need_not_keep() -> None:
    text = xform(
        "<a/><b/><c/>",
        model='<bind nodeset="/data/b" type="int" constraint=". &lt;= /data/a"/>'
        '<bind nodeset="/data/c" xmlns:bina="urn:bina:xlsform" bina:warning=". = /data/a"/>',
        body='<input ref="/data/a"/><input ref="/data/b"/><input ref="/data/c"/>',
    )
    session = new_session(known(read_xform(text)), clock=lambda: NOON)
    a, b, c = (Ref(f"/data/{name}") for name in "abc")
    for answer in ("5", "6"):
        assert session.set_value(a, answer) == {a}
        session.prepare()
    session.set_values({b: "6", c: "6"})
    session.prepare()
    assert session.set_value(a, "5") == {a, b, c}
    assert session.node(b).violation is not None
    assert session.node(c).warning is not None
