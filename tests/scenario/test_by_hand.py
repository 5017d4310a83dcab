"""XForms written by hand: what no workbook makes, and yet can be filled in."""

from __future__ import annotations

from pathlib import Path

from tests.scenario.dsl import Scenario, opened
from tests.unit.formengine.xform_text import messages, notices, xform

from bina_desktop.formengine.client import NodeKind, Ref
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.engine import new_session


def form(instance: str, *, model: str = "", body: str = "") -> Scenario:
    return opened(xform(instance, model=model, body=body))


def test_a_select_without_choices_stays_blank_and_hinders_nothing() -> None:
    body = '<select1 ref="/data/a"/><input ref="/data/b"/>'
    told = form("<a/><b/>", body=body).expect_choices("/data/a").answer("/data/b", "x")
    told.expect("/data/b", "x")
    assert "tidak mempunyai pilihan" in notices(xform("<a/><b/>", body=body))[0]


def test_a_list_without_items_offers_nothing() -> None:
    form(
        "<a/>",
        model='<instance id="l"><root/></instance>',
        body='<select1 ref="/data/a"><itemset nodeset="instance(\'l\')/root/item">'
        '<value ref="name"/><label ref="label"/></itemset></select1>',
    ).expect_choices("/data/a")


def test_a_control_without_a_node_is_not_shown() -> None:
    told = form("<a/>", body='<input ref="/data/hilang"/><input ref="/data/a"/>')
    assert [node.ref for node in told.session.root.children] == ["/data/a", "/data/orx:meta"]


def test_controls_find_their_node_by_a_relative_path() -> None:
    told = form(
        "<g><a/><b/></g><c/>",
        body='<group ref="g"><input ref="current()/a"/><input ref="./b"/><input ref="../c"/>'
        "</group>",
    )
    for ref in ("/data/g/a", "/data/g/b", "/data/c"):
        assert told.node(ref).kind is NodeKind.INPUT


def test_elements_of_a_list_are_told_apart_by_their_names() -> None:
    (
        form(
            "<nama/><kucing/><anjing/><ikan/>",
            model='<instance id="hewan"><root><kucing><nama>Mimi</nama><umur>12</umur></kucing>'
            "<anjing><nama>Mimi</nama><umur>9</umur></anjing></root></instance>"
            '<bind nodeset="/data/kucing" '
            "calculate=\"instance('hewan')/root/kucing[nama = /data/nama]/umur\"/>"
            '<bind nodeset="/data/anjing" '
            "calculate=\"instance('hewan')/root/anjing[nama = /data/nama]/umur\"/>"
            '<bind nodeset="/data/ikan" '
            "calculate=\"instance('hewan')/root/ikan[nama = /data/nama]/umur\"/>",
            body='<input ref="/data/nama"/>',
        )
        .answer("/data/nama", "Mimi")
        .expect("/data/kucing", 12)
        .expect("/data/anjing", 9)
        .expect("/data/ikan", "")
    )


def test_choices_are_the_elements_of_one_name() -> None:
    form(
        "<a/>",
        model='<instance id="hewan"><root><kucing><nama>m</nama><sebut>Mimi</sebut></kucing>'
        "<anjing><nama>b</nama><sebut>Bobi</sebut></anjing></root></instance>",
        body='<select1 ref="/data/a"><itemset nodeset="instance(\'hewan\')/root/anjing">'
        '<value ref="nama"/><label ref="sebut"/></itemset></select1>',
    ).expect_choices("/data/a", "b")


def test_every_instance_of_a_repeat_is_a_choice_unless_the_form_leaves_it_out() -> None:
    instance = "<r><nama/></r><semua/><terisi/>"
    body = (
        '<repeat nodeset="/data/r"><input ref="/data/r/nama"/></repeat>'
        '<select1 ref="/data/semua"><itemset nodeset="/data/r">'
        '<value ref="nama"/><label ref="nama"/></itemset></select1>'
        '<select1 ref="/data/terisi"><itemset nodeset="/data/r[nama != \'\']">'
        '<value ref="nama"/><label ref="nama"/></itemset></select1>'
    )
    (
        form(instance, body=body)
        .expect_choices("/data/semua", "")
        .expect_choices("/data/terisi")
        .answer("/data/r[1]/nama", "Ani")
        .expect_choices("/data/semua", "Ani")
        .expect_choices("/data/terisi", "Ani")
    )


def test_a_start_value_is_held_as_its_type_holds_it() -> None:
    (
        form(
            "<hari>1999-11-23T23:30:05</hari><bukan>besok</bukan><butir>5.9</butir>",
            model='<bind nodeset="/data/hari" type="date"/><bind nodeset="/data/bukan" '
            'type="date"/><bind nodeset="/data/butir" type="int"/>',
        )
        .expect("/data/hari", "1999-11-23")
        .expect("/data/bukan", "besok")
        .expect("/data/butir", 5)
    )


def test_a_calculation_is_held_as_its_type_holds_it() -> None:
    (
        form(
            "<a/><hari/><butir/>",
            model='<bind nodeset="/data/hari" type="date" calculate="/data/a"/>'
            '<bind nodeset="/data/butir" type="int" calculate="/data/a"/>',
            body='<input ref="/data/a"/>',
        )
        .answer("/data/a", "2026-11-23T10:00:00")
        .expect("/data/hari", "2026-11-23")
        .answer("/data/a", "banyak")
        .expect("/data/butir", "")
        .answer("/data/a", "-7.5")
        .expect("/data/butir", -7)
    )


def test_only_known_ways_of_sending_are_taken() -> None:
    told = messages(xform("<a/>", model='<submission method="merpati"/>'))
    assert ["“merpati”" in sentence for sentence in told] == [True]
    form("<a/>", model='<submission method="post"/><submission action="/x"/>').expect(
        "/data/a", ""
    )


def test_a_kind_of_file_is_given_as_a_media_type() -> None:
    model = '<bind nodeset="/data/a" type="binary"/>'
    told = messages(xform("<a/>", model=model, body='<upload ref="/data/a" mediatype=".jpg"/>'))
    assert ["“.jpg”" in sentence for sentence in told] == [True]
    body = '<upload ref="/data/a" mediatype="application/vnd.ms-excel"/>'
    assert form("<a/>", model=model, body=body).node("/data/a").kind is NodeKind.UPLOAD


def test_a_row_of_blank_cells_is_an_item_and_an_empty_line_is_none(tmp_path: Path) -> None:
    (tmp_path / "kota.csv").write_text("name,label\n,\n\na,A\n", encoding="utf-8")
    text = xform(
        "<a/>",
        model='<instance id="kota" src="jr://file-csv/kota.csv"/>',
        body='<select1 ref="/data/a"><itemset nodeset="instance(\'kota\')/root/item">'
        '<value ref="name"/><label ref="label"/></itemset></select1>',
    )
    session = new_session(read_xform(text, media=tmp_path))
    assert [choice.value for choice in session.node(Ref("/data/a")).choices] == ["", "a"]


def test_choices_in_a_repeat_may_be_filtered_by_what_was_saved_last() -> None:
    text = xform(
        "<kota/><r><a/></r>",
        model='<instance id="l"><root><item><name>a</name></item><item><name>b</name></item>'
        '</root></instance><instance id="__last-saved" src="jr://instance/last-saved"/>',
        body='<input ref="/data/kota"/><repeat nodeset="/data/r"><select1 ref="/data/r/a">'
        "<itemset nodeset=\"instance('l')/root/item[name = "
        'instance(\'__last-saved\')/data/kota]"><value ref="name"/>'
        '<label ref="name"/></itemset></select1></repeat>',
    )
    session = new_session(read_xform(text), last_saved={"/data/kota": "b"})
    assert [choice.value for choice in session.node(Ref("/data/r[1]/a")).choices] == ["b"]
