"""XML attributes of the instance: read, calculated, filled in, set by actions."""

from __future__ import annotations

from tests.scenario.dsl import Scenario, opened
from tests.unit.formengine.xform_text import notices, xform

from bina_desktop.formengine.client import NodeKind


def form(instance: str, *, model: str = "", body: str = "") -> Scenario:
    return opened(xform(instance, model=model, body=body))


def calculated(instance: str, expression: str, body: str = "") -> str:
    model = f'<bind nodeset="/data/hasil" calculate="{expression}"/>'
    return form(f"{instance}<hasil/>", model=model, body=body).node("/data/hasil").value


def test_the_attribute_of_a_question_is_read() -> None:
    assert calculated('<a kode="abc"/>', "/data/a/@kode") == "abc"
    assert calculated('<a kode="abc"/>', "../a/attribute::kode") == "abc"
    assert calculated('<a kode="4"/>', "../a/@kode + 1") == "5"


def test_the_attribute_of_a_group_is_read() -> None:
    instance = '<g kode="abc" jenis="x"><a/></g>'
    assert calculated(instance, "/data/g/@kode") == "abc"
    assert calculated(instance, "count(/data/g/@*)") == "2"
    assert calculated(instance, "name(/data/g/@*[2])") == "jenis"


def test_attributes_are_no_children() -> None:
    assert calculated('<g kode="abc"><a>1</a></g>', "count(/data/g/*)") == "1"
    assert calculated('<g><a kode="abc">1</a></g>', "count(/data/g/node())") == "1"
    assert calculated('<a kode="abc"/>', "count(/data/a/@kode/node())") == "0"
    assert calculated('<a kode="abc">5</a>', "count(/data/a/text()/@kode)") == "0"


def test_from_an_attribute_the_way_leads_back_to_its_element() -> None:
    assert calculated('<a kode="abc">7</a>', "/data/a/@kode/..") == "7"
    assert calculated('<g kode="abc"><a>7</a></g>', "/data/g/@kode/../a") == "7"


def test_the_identity_of_the_form_is_no_data() -> None:
    assert calculated("<a/>", "count(/data/@*)") == "0"
    assert (
        "/@id"
        in notices(xform("<a/>", model='<bind nodeset="/data/a" calculate="/data/@id"/>'))[0]
    )


def test_each_instance_has_its_own_attribute() -> None:
    (
        form(
            '<r jr:template="" nomor="9"><a/><b/></r><r nomor="1"><a/><b/></r>',
            model='<bind nodeset="/data/r/@nomor" calculate="position(..)"/>'
            '<bind nodeset="/data/r/b" calculate="../@nomor * 10"/>',
            body='<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>',
        )
        .add("/data/r", "k")
        .expect("/data/r[1]/b", 10)
        .expect("/data/r[k]/@nomor", 2)
        .expect("/data/r[k]/b", 20)
    )


def test_a_calculated_attribute_follows_an_answer() -> None:
    told = form(
        '<nama/><meta><entity buat="" id=""><label/></entity></meta>',
        model='<bind nodeset="/data/meta/entity/@buat" calculate="/data/nama != \'\'"/>',
        body='<input ref="/data/nama"/>',
    )
    told.expect("/data/meta/entity/@buat", "false").answer("/data/nama", "Ani")
    told.expect("/data/meta/entity/@buat", "true")
    assert told.node("/data/meta/entity/@buat").kind is NodeKind.HIDDEN
    assert told.session.results() == {"/data/meta/entity/@buat": "true"}


def test_metadata_may_stand_in_an_attribute() -> None:
    told = form('<a kode=""/>', model='<bind nodeset="/data/a/@kode" jr:preload="uid"/>')
    assert told.node("/data/a/@kode").value.startswith("uuid:")


def test_an_action_sets_an_attribute_that_others_read() -> None:
    (
        form(
            '<a kode=""/><b/><c/>',
            model='<setvalue event="odk-instance-first-load" ref="/data/a/@kode" value="7"/>'
            '<bind nodeset="/data/b" calculate="/data/a/@kode + 1"/>',
            body='<input ref="/data/c"><setvalue event="xforms-value-changed" '
            'ref="/data/a/@kode" value="/data/c"/></input>',
        )
        .expect("/data/b", 8)
        .answer("/data/c", "20")
        .expect("/data/a/@kode", 20)
        .expect("/data/b", 21)
        .undo()
        .expect("/data/b", 8)
    )
