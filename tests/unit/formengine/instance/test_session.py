"""What a session does that no workbook alone can show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.scenario.dsl import scenario
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Choice, ReadonlyNodeError, Ref, ViolationKind
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.instance.environment import system_clock
from bina_desktop.formengine.instance.session import FormSession

FIXED = xform(
    "<a>x</a><b>x y q</b><nama/><sama/>",
    model=('<bind nodeset="/data/nama" calculate="jr:choice-name(/data/a, \'/data/a\')"/>'),
    body=(
        '<select1 ref="/data/a"><label>A</label>'
        "<item><label>Iks</label><value>x</value></item><item><value>y</value></item></select1>"
        '<select ref="/data/b"><label>B</label>'
        '<item><label>Iks <output value="/data/a"/></label><value>x</value></item>'
        "<item><label>Ye</label><value>y</value></item></select>"
    ),
)


def test_choices_written_in_the_control() -> None:
    session = FormSession(read_xform(FIXED))
    assert session.node(Ref("/data/a")).choices == (Choice("x", "Iks"), Choice("y", "y"))
    assert session.node(Ref("/data/a")).value == "x"
    assert session.node(Ref("/data/nama")).value == "Iks"
    assert session.node(Ref("/data/nama")).choices == ()
    violation = session.node(Ref("/data/b")).violation
    assert violation is not None
    assert violation.kind is ViolationKind.CHOICE
    assert session.node(Ref("/data/b")).choices[0].label == "Iks x"
    changed = session.set_value(Ref("/data/a"), "y")
    assert "/data/b" in changed
    assert session.node(Ref("/data/b")).choices[0].label == "Iks y"
    session.set_value(Ref("/data/a"), "lain")
    assert session.node(Ref("/data/nama")).value == ""


def test_a_view_tells_itself_in_reports() -> None:
    session = FormSession(read_xform(FIXED))
    assert repr(session.node(Ref("/data/a"))) == "<select_one /data/a 'x'>"


LISTS = xform(
    "<p/><r jr:template=''><s/></r><nama/><acak/><kata/>",
    itext=(
        '<itext><translation lang="id"><text id="i1"><value>Satu</value></text></translation>'
        '<translation lang="en"><text id="i1"><value>One</value></text></translation></itext>'
    ),
    model=(
        '<instance id="l"><root><item><name>1</name><t>i1</t></item>'
        "<item><name>2</name><t>i2</t></item></root></instance>"
        "<bind nodeset=\"/data/nama\" calculate=\"jr:choice-name('1', '/data/r/s')\"/>"
        '<bind nodeset="/data/acak" calculate="random() &lt; 1"/>'
        "<bind nodeset=\"/data/kata\" calculate=\"concat(jr:itext('i1'), jr:itext('i9'),"
        " jr:choice-name('9', '/data/p'))\"/>"
    ),
    body=(
        '<select1 ref="/data/p"><itemset nodeset="instance(\'l\')/root/item">'
        '<value ref="name"/><label ref="jr:itext(t)"/></itemset></select1>'
        '<group><label>R</label><repeat nodeset="/data/r"><select1 ref="/data/r/s">'
        "<itemset nodeset=\"instance('l')/root/item[name != '2']\"><value ref=\"name\"/>"
        '<label ref="tidak_ada"/></itemset></select1></repeat></group>'
    ),
)


def test_texts_of_choices_in_a_language_chosen_at_opening() -> None:
    session = FormSession(read_xform(LISTS), language="en")
    assert session.node(Ref("/data/p")).choices == (Choice("1", "One"), Choice("2", "2"))
    assert session.node(Ref("/data/kata")).value == "One"
    assert "/data/kata" in session.set_language("id")
    assert session.node(Ref("/data/kata")).value == "Satu"
    assert session.node(Ref("/data/acak")).value == "true"
    assert FormSession(read_xform(LISTS)).language == "id"
    assert FormSession(read_xform(LISTS), language="").language == "id"


def test_the_name_of_a_choice_in_a_repeat_without_instances_is_blank() -> None:
    session = FormSession(read_xform(LISTS))
    assert session.node(Ref("/data/nama")).value == ""
    instance, _ = session.add_repeat(Ref("/data/r"))
    assert session.node(Ref(f"{instance}/s")).choices == (Choice("1", "1"),)
    session.recalculate()
    assert session.node(Ref("/data/nama")).value == "1"


def test_a_readonly_repeat_takes_no_instances() -> None:
    session = FormSession(
        read_xform(
            xform(
                "<r><x/></r>",
                model='<bind nodeset="/data/r" readonly="true()"/>',
                body='<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
            )
        )
    )
    with pytest.raises(ReadonlyNodeError):
        session.add_repeat(Ref("/data/r"))


def test_the_system_clock_is_aware_and_now() -> None:
    before = datetime.now(tz=UTC)
    assert before <= system_clock() <= datetime.now(tz=UTC)


def test_a_zone_less_clock_counts_as_utc() -> None:
    form = read_xform(xform("<a/>", model='<bind nodeset="/data/a" calculate="today()"/>'))
    session = FormSession(form, clock=lambda: datetime(2026, 1, 2, 3))  # noqa: DTZ001 - on purpose
    assert session.node(Ref("/data/a")).value == "2026-01-02"


def test_a_silly_count_is_capped_and_a_broken_one_means_none() -> None:
    form = read_xform(
        xform(
            "<n>2</n><r><x/></r>",
            model='<bind nodeset="/data/n" type="int"/>',
            body=(
                '<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n">'
                '<input ref="/data/r/x"/></repeat>'
            ),
        )
    )
    session = FormSession(form)
    assert len(session.node(Ref("/data/r")).children) == 2
    session.set_value(Ref("/data/n"), "999999")
    assert len(session.node(Ref("/data/r")).children) == 1_000
    session.set_value(Ref("/data/n"), "x")
    assert len(session.node(Ref("/data/r")).children) == 0


def test_a_repeat_hidden_by_a_name_in_one_language_comes_back_in_the_other() -> None:
    form = read_xform(
        xform(
            "<p>1</p><r><x/></r>",
            itext=(
                '<itext><translation lang="id"><text id="i1"><value>Satu</value></text>'
                '</translation><translation lang="en"><text id="i1"><value>One</value></text>'
                "</translation></itext>"
            ),
            model=(
                '<instance id="l"><root><item><name>1</name><t>i1</t></item></root></instance>'
                '<bind nodeset="/data/r" '
                "relevant=\"jr:choice-name(/data/p, '/data/p') = 'Satu' and /data/p != '2'\"/>"
            ),
            body=(
                '<select1 ref="/data/p"><itemset nodeset="instance(\'l\')/root/item">'
                '<value ref="name"/><label ref="jr:itext(t)"/></itemset></select1>'
                '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>'
            ),
        )
    )
    session = FormSession(form)
    assert session.node(Ref("/data/r[1]/x")).relevant
    session.set_language("en")
    assert not session.node(Ref("/data/r[1]/x")).relevant
    session.set_value(Ref("/data/p"), "")
    session.set_language("id")
    assert not session.node(Ref("/data/r[1]")).relevant
    session.set_value(Ref("/data/p"), "1")
    assert session.node(Ref("/data/r[1]/x")).relevant


def test_a_computed_count_starts_with_the_instances_of_the_form() -> None:
    form = read_xform(
        xform(
            "<n>3</n><r jr:template=''><x>baru</x></r><r><x>satu</x></r>",
            body=(
                '<repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/></repeat>'
            ),
        )
    )
    session = FormSession(form)
    values = [session.node(Ref(f"/data/r[{number}]/x")).value for number in (1, 2, 3)]
    assert values == ["satu", "baru", "baru"]


@pytest.mark.parametrize(("computed", "held"), [("5.5", "5"), ("-5.5", "-5"), ("'x'", "")])
def test_a_computed_integer_is_cut(computed: str, held: str) -> None:
    bind = f'<bind nodeset="/data/a" type="int" calculate="{computed}"/>'
    session = FormSession(read_xform(xform("<a/>", model=bind)))
    assert session.node(Ref("/data/a")).value == held


def test_answers_of_one_node_are_those_of_what_is_below_it() -> None:
    session = scenario("""
        | survey |
        |  | type         | name | label |
        |  | begin group  | g    | G     |
        |  | text         | a    | A     |
        |  | text         | b    | B     |
        |  | end group    |      |       |
        |  | begin repeat | r    | R     |
        |  | text         | c    | C     |
        |  | end repeat   |      |       |
    """).session
    a, b, c = Ref("/data/g/a"), Ref("/data/g/b"), Ref("/data/r[1]/c")
    session.set_values({a: "x", c: "y"})
    assert session.answers(Ref("/data/g")) == session.answers(a) == {a: "x"}
    assert session.answers(b) == {}
    assert session.answers(Ref("/data/r")) == {c: "y"}
    with pytest.raises(KeyError):
        session.answers(Ref("/data/z"))
