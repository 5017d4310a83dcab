"""XML attributes of the instance: read, calculated, filled in, set by actions."""

from __future__ import annotations

from tests.scenario.dsl import Scenario, opened
from tests.unit.formengine.xform_text import notices, xform

from bina_desktop.formengine.client import NodeKind
from bina_desktop.formengine.engine import session_from_submission, submission_xml


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


def test_a_formula_of_an_attribute_climbs_over_its_element_first() -> None:
    (
        form(
            '<r jr:template=""><q/><meta><unsur id="" sama="" luar=""/></meta></r>'
            '<r><q/><meta><unsur id="" sama="" luar="">7</unsur></meta></r>',
            model='<bind nodeset="/data/r/meta/unsur/@id" calculate="../../../q"/>'
            '<bind nodeset="/data/r/meta/unsur/@sama" calculate=".. + 1"/>'
            '<bind nodeset="/data/r/meta/unsur/@luar" calculate="string(../q)"/>',
            body='<repeat nodeset="/data/r"><input ref="/data/r/q"/></repeat>',
        )
        .answer("/data/r[1]/q", "abc")
        .expect("/data/r[1]/meta/unsur/@id", "abc")
        .expect("/data/r[1]/meta/unsur/@sama", "8")
        .expect("/data/r[1]/meta/unsur/@luar", "")
    )


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
    results = told.session.results()
    assert results["/data/meta/entity/@buat"] == "true"
    assert "/data/meta/entity/@id" not in results


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


ENTITY = (
    '<nama/><a kode=""/><r><x jenis="awal"/></r>'
    '<meta><entity dataset="orang" buat="" id=""><label/></entity></meta>'
)
ENTITY_MODEL = (
    '<bind nodeset="/data/meta/entity/@buat" calculate="/data/nama != \'\'"/>'
    '<bind nodeset="/data/r/x/@jenis" relevant="/data/nama = \'\'"/>'
    '<bind nodeset="/data/meta/instanceID" jr:preload="uid"/>'
    '<setvalue event="odk-instance-first-load" ref="/data/meta/entity/@id" value="uuid()"/>'
)
ENTITY_BODY = (
    '<input ref="/data/nama"><setvalue event="xforms-value-changed" ref="/data/a/@kode" '
    'value="../../nama"/></input><repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>'
)


def test_a_submission_holds_the_attributes_as_they_stand() -> None:
    told = form(ENTITY, model=ENTITY_MODEL, body=ENTITY_BODY)
    assert '<x jenis="awal"/>' in submission_xml(told.session)
    told.answer("/data/nama", "Ani")
    xml = submission_xml(told.session)
    number = told.node("/data/meta/entity/@id").value
    assert len(number) == 36
    assert f'<entity dataset="orang" buat="true" id="{number}">' in xml
    assert '<a kode="Ani"/>' in xml
    assert '<x jenis=""/>' in xml


def test_attributes_come_back_with_a_submission() -> None:
    told = form(ENTITY, model=ENTITY_MODEL, body=ENTITY_BODY).answer("/data/nama", "Ani")
    told.add("/data/r", "k")
    xml = submission_xml(told.session).replace('<x jenis=""/>', '<x jenis="lain"/>')
    session, restored = session_from_submission(told.form, xml)
    assert not restored.unplaced
    nodes = {node.ref: node.value for node in session.walk() if "@" in node.name}
    assert nodes["/data/meta/entity/@id"] == told.node("/data/meta/entity/@id").value
    assert nodes["/data/a/@kode"] == "Ani"
    assert nodes["/data/r[2]/x/@jenis"] == "lain"
    assert nodes["/data/meta/entity/@buat"] == "true"


def test_an_attribute_that_a_submission_lacks_keeps_its_start_value() -> None:
    told = form(ENTITY, model=ENTITY_MODEL, body=ENTITY_BODY)
    session, _ = session_from_submission(told.form, '<data id="uji"><r><x/></r></data>')
    assert session.node(told.node("/data/r[1]/x/@jenis").ref).value == "awal"
