"""Submissions out and in: what a server is sent, and what comes back to be edited."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.scenario.dsl import NOON, Scenario, opened, scenario
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Ref, SubmissionError
from bina_desktop.formengine.engine import session_from_submission, submission_xml
from bina_desktop.formengine.instance.metadata import Metadata

FORM = """
| survey |
|        | type                | name  | label | relevant   | calculation     | default | repeat_count |
|        | start               | mulai |       |            |                 |         |  |
|        | end                 | akhir |       |            |                 |         |  |
|        | email               | surel |       |            |                 |         |  |
|        | phonenumber         | telp  |       |            |                 |         |  |
|        | integer             | n     | N     |            |                 |         |  |
|        | text                | teks  | Teks  |            |                 | Ambon   |  |
|        | begin group         | g     | G     | ${n} > 1   |                 |         |  |
|        | decimal             | d     | D     |            |                 |         |  |
|        | end group           |       |       |            |                 |         |  |
|        | select_multiple p   | p     | P     |            |                 |         |  |
|        | begin repeat        | r     | R     |            |                 |         |  |
|        | text                | nama  | Nama  |            |                 | x       |  |
|        | begin repeat        | s     | S     |            |                 |         |  |
|        | integer             | y     | Y     |            |                 |         |  |
|        | end repeat          |       |       |            |                 |         |  |
|        | text                | juluk | Julukan |          | concat(${nama}, '!') |    |  |
|        | end repeat          |       |       |            |                 |         |  |
|        | begin repeat        | c     | C     |            |                 |         | ${n} |
|        | text                | w     | W     |            |                 |         |  |
|        | end repeat          |       |       |            |                 |         |  |
|        | image               | foto  | Foto  |            |                 |         |  |
|        | hidden              | versi |       |            |                 | 3       |  |
|        | calculate           | dobel |       |            | ${n} * 2        |         |  |
|        | audit               | audit |       |            |                 |         |  |
| choices |
|         | list_name | name | label |
|         | p         | a    | A     |
|         | p         | b    | B     |
| settings |
|          | form_id | version | instance_name |
|          | uji     | 2026    | concat('Isian ', ${teks}) |
"""
IDS = re.compile(r"<(instanceID|deprecatedID)>[^<]*</\1>")


def without_ids(xml: str) -> str:
    return IDS.sub("", xml)


def edited(told: Scenario, xml: str) -> Scenario:
    session, restored = session_from_submission(told.form, xml, clock=lambda: NOON)
    assert not restored.unplaced
    return Scenario(told.form, session, [NOON])


def filled() -> Scenario:
    return (
        scenario(FORM)
        .answer("/data/n", 2)
        .answer("/data/teks", 'a <b> & "c"\nd')
        .answer("/data/g/d", "1,5")
        .answer("/data/p", "a b")
        .answer("/data/r[1]/nama", "Ani")
        .add("/data/r", "k")
        .answer("/data/r[k]/nama", "Budi")
        .answer("/data/r[k]/juluk", "si Budi")
        .add("/data/r[k]/s", "m")
        .answer("/data/r[k]/s[m]/y", 7)
        .move("/data/r[k]", 1)
        .answer("/data/c[2]/w", "dua")
        .answer("/data/foto", "bukti 1.jpg")
    )


def test_a_submission_holds_what_was_filled_in() -> None:
    told = filled()
    told.session.finalise()
    root = etree.fromstring(submission_xml(told.session))
    assert (root.tag, root.get("id"), root.get("version")) == ("data", "uji", "2026")
    assert root.findtext("teks") == 'a <b> & "c"\nd'
    assert root.findtext("g/d") == "1.5"
    assert [r.findtext("nama") for r in root.findall("r")] == ["Budi", "Ani"]
    assert root.findtext("r/s/y") == "7"
    assert root.findtext("r/juluk") == "si Budi"
    assert root.findtext("dobel") == "4"
    assert root.findtext("foto") == "bukti 1.jpg"
    assert root.findtext("akhir") == "2026-11-23T12:00:00.000+00:00"
    assert root.findtext("meta/instanceID", "").startswith("uuid:")
    assert root.findtext("meta/instanceName") == 'Isian a <b> & "c"\nd'
    assert root.find("meta/audit") is not None
    assert root.find("telp").text is None
    assert told.session.attachments() == {"/data/foto": "bukti 1.jpg"}


def test_what_is_not_relevant_or_not_of_its_type_is_left_out() -> None:
    told = filled().answer("/data/n", "satu")
    root = etree.fromstring(submission_xml(told.session))
    assert root.find("g") is None
    assert root.find("n").text is None
    assert root.findall("c") == []
    assert root.find("r").get("{http://openrosa.org/javarosa}template") is None


def test_a_submission_comes_back_as_it_was() -> None:
    told = filled()
    told.session.finalise()
    sent = submission_xml(told.session)
    again = edited(told, sent)
    computed = sent.replace("si Budi", "Budi!")  # a calculation, written over
    assert without_ids(submission_xml(again.session)) == without_ids(computed)
    again.expect_instances("/data/r", "1", "2").expect("/data/r[1]/nama", "Budi")
    again.expect("/data/r[1]/juluk", "Budi!").expect("/data/c[2]/w", "dua")
    assert not again.session.can_undo


def test_an_edited_submission_gets_a_fresh_id_and_deprecates_the_old_one() -> None:
    told = filled()
    sent = submission_xml(told.session)
    old = etree.fromstring(sent).findtext("meta/instanceID")
    meta = etree.fromstring(submission_xml(edited(told, sent).session)).find("meta")
    assert meta.findtext("instanceID") not in ("", None, old)
    assert meta.findtext("deprecatedID") == old
    first = submission_xml(edited(told, sent).session)
    draft, _ = session_from_submission(told.form, first, edited=False, clock=lambda: NOON)
    assert submission_xml(draft) == first
    second = etree.fromstring(submission_xml(edited(told, first).session)).find("meta")
    previous = etree.fromstring(first).findtext("meta/instanceID")
    assert [entry.text for entry in second.findall("deprecatedID")] == [previous]


def test_a_draft_keeps_its_id() -> None:
    told = filled()
    sent = submission_xml(told.session)
    session, _ = session_from_submission(told.form, sent, edited=False, clock=lambda: NOON)
    assert submission_xml(session) == sent.replace("si Budi", "Budi!")


def test_removed_instances_stay_removed() -> None:
    told = scenario(FORM).remove("/data/r[1]")
    edited(told, submission_xml(told.session)).expect_instances("/data/r")


def test_a_blank_default_stays_blank_and_new_instances_are_not_new() -> None:
    told = scenario(FORM).clear("/data/teks").add("/data/r", "k").clear("/data/r[k]/nama")
    again = edited(told, submission_xml(told.session))
    again.expect("/data/teks", "").expect("/data/r[2]/nama", "")


def test_elements_without_a_home_are_told() -> None:
    told = scenario(FORM)
    xml = (
        '<data id="uji" version="1"><n>4<dalam>5</dalam></n><n>6</n><hilang>x</hilang>'
        "<kosong/><r><lama><isi>y</isi></lama></r><versi>9</versi><dobel>77</dobel></data>"
    )
    session, restored = session_from_submission(told.form, xml)
    assert restored.unplaced == {
        "/data/n/dalam": "5",
        "/data/n[2]": "6",
        "/data/hilang": "x",
        "/data/r[1]/lama/isi": "y",
    }
    again = Scenario(told.form, session, [NOON])
    again.expect("/data/n", 4).expect("/data/versi", 9).expect("/data/dobel", 8)


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<data", "baris 1"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><data id="uji">&b;</data>', "DOCTYPE"),
        ('<data id="lain"/>', "“lain”"),
        ("<data/>", "“data”"),
        ('<akar id="uji"/>', "“uji”"),
        (f'<data id="uji"><teks>{"x" * 10_000_000}</teks></data>', "terlalu besar"),
        (f'<data id="uji">{"<n/>" * 500_001}</data>', "terlalu besar"),
        ("<data>\ud800</data>", "baris 1"),
    ],
)
def test_what_is_no_submission_of_this_form_is_refused(xml: str, said: str) -> None:
    with pytest.raises(SubmissionError, match=said):
        session_from_submission(scenario(FORM).form, xml)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=30))
def test_any_text_gives_well_formed_xml(text: str) -> None:
    told = scenario(FORM).answer("/data/teks", text)
    root = etree.fromstring(submission_xml(told.session))
    if text.isprintable() and text.strip():
        assert root.findtext("teks") == text


BY_HAND = xform(
    '<a version="1" odk:x="2"/><orx:meta xmlns:orx="http://openrosa.org/xforms">'
    "<orx:instanceID/><orx:deprecatedID/></orx:meta>",
    model='<setvalue ref="/data/a/@versi" event="odk-instance-load" value="1 + 1"/>',
    body='<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/a/@versi" value="."/></input>',
)


def test_attributes_and_prefixes_are_those_of_the_form() -> None:
    told = opened(
        BY_HAND.replace("<data", '<data xmlns:odk="http://www.opendatakit.org/xforms"', 1)
    )
    xml = submission_xml(told.session)
    assert 'xmlns:orx="http://openrosa.org/xforms"' in xml
    assert 'xmlns:odk="http://www.opendatakit.org/xforms"' in xml
    assert '<a version="1" odk:x="2" versi="2"/>' in xml
    assert "<orx:instanceID/>" in xml
    told.answer("/data/a", "z")
    assert 'versi="z"' in submission_xml(told.session)
    told.undo()
    assert 'versi="2"' in submission_xml(told.session)
    told.session.finalise()
    sent = submission_xml(told.session)
    assert "<orx:instanceID>uuid:" in sent
    again = submission_xml(edited(told, sent.replace("orx:", "x:").replace(":orx", ":x")).session)
    old = sent.partition("<orx:instanceID>")[2].partition("<")[0]
    assert f"<orx:deprecatedID>{old}</orx:deprecatedID>" in again
    assert again.count("deprecatedID>") == 2


@pytest.mark.parametrize(
    ("meta", "made"),
    [
        ("", "/data/orx:meta/orx:instanceID"),
        ("<meta/>", "/data/meta/instanceID"),
        ("<x:meta xmlns:x='http://openrosa.org/xforms'/>", "/data/x:meta/x:instanceID"),
        ("<meta xmlns=''><instanceName/></meta>", "/data/meta/instanceID"),
    ],
)
def test_a_form_without_an_instance_id_gets_one(meta: str, made: str) -> None:
    told = opened(xform(f"<a/>{meta}"))
    assert told.node(made).value.startswith("uuid:")
    assert etree.fromstring(submission_xml(told.session)).find("a") is not None


def test_an_id_of_the_forms_own_is_left_alone() -> None:
    told = opened(xform("<a/><meta><instanceID>tetap</instanceID></meta>"))
    told.session.finalise()
    told.expect("/data/meta/instanceID", "tetap")


def test_the_namespace_of_the_forms_own_data_is_kept() -> None:
    text = xform("<a/>").replace("<data id=", '<data xmlns="urn:contoh" id=')
    root = etree.fromstring(submission_xml(opened(text).session))
    assert root.tag == "{urn:contoh}data"


def test_metadata_is_what_the_host_knows() -> None:
    told = scenario(FORM)
    assert told.session.results().get(Ref("/data/surel")) is None
    again, _ = session_from_submission(
        told.form, '<data id="uji"/>', metadata=Metadata(email="a@b.id", phonenumber="08")
    )
    assert again.node(Ref("/data/surel")).value == "a@b.id"
    assert again.node(Ref("/data/telp")).value == "08"


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-16", "tak-ada"])
def test_what_a_text_declares_about_its_bytes_does_not_count(declared: str) -> None:
    form = scenario("""
| survey |
|        | type | name | label |
|        | text | nama | Nama  |
""").form
    xml = f'<?xml version="1.0" encoding="{declared}"?><data id="data"><nama>Ané</nama></data>'
    session, _ = session_from_submission(form, xml)
    assert session.node(Ref("/data/nama")).value == "Ané"
