"""XPath 1.0 over any XML document: what libxml2 gives is the measure."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from lxml import etree
from tests.unit.formengine.xpath.expressions import general_paths
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath.closures.nodes import Day, Sort
from bina_desktop.formengine.xpath.closures.program import DocumentExpression
from bina_desktop.formengine.xpath.closures.xml_nodes import XmlDocument
from bina_desktop.formengine.xpath.errors import ArgumentError, XPathError

XML = """<?awal satu?><!--kepala--><data xmlns:x="urn:x" xml:lang="id-ID" versi="3">
<g id="g1" x:id="q"><a>6</a><x:a>7</x:a><umur satuan="tahun">17</umur></g>
<anggota id="p1"><nama>Ani</nama><umur>31</umur><!--catatan--></anggota>
<anggota id="p2" xml:lang="en"><nama>De<b>di</b></nama><umur/><?olah data?></anggota>
<anggota><nama xml:id="p3">Fajar</nama><umur>7</umur></anggota><a>6</a>
</data><!--kaki-->"""
_AXIS = re.compile("@|attribute::")
ROOT = etree.fromstring(XML.encode())
DOCUMENT = XmlDocument(ROOT)
ENVIRONMENT = ToyForm({"kosong": ""})


def value(text: str, at: str = "/data", root: str | None = None) -> Any:
    node = found(at)[0]
    start = found(root)[0] if root else None
    return DocumentExpression(text).evaluate(node, ENVIRONMENT, root=start)


def found(path: str) -> Any:
    return DocumentExpression(path).evaluate(DOCUMENT.node, ENVIRONMENT)


@settings(max_examples=150, deadline=None)
@given(general_paths())
def test_paths_lead_where_libxml2_says(path: str) -> None:
    # Of what follows an attribute libxml2 leaves out the children of its element.
    assume("following::" not in path or not {"@", "attribute::"} & {*_AXIS.findall(path)})
    prefixes = {"x": "urn:x"}
    theirs = ROOT.xpath(path.replace("current()", "."), namespaces=prefixes)
    ours = value(path)
    assert DocumentExpression(path).gives_nodes
    # libxml2's binding leaves the document node itself out.
    texts = [node.text for node in ours if node.sort is not Sort.DOCUMENT]
    assert texts == [_text(node) for node in theirs]
    assert len(ours) == ROOT.xpath(f"count({path.replace('current()', '.')})", namespaces=prefixes)


def _text(node: Any) -> str:
    if isinstance(node, str):
        return str(node)
    return node.xpath("string()") if isinstance(node.tag, str) else node.text or ""


@pytest.mark.parametrize(
    ("text", "at", "result"),
    [
        ("name(//x:*)", "/data", "x:a"),
        ("local-name(//x:*)", "/data", "a"),
        ("namespace-uri(//x:*)", "/data", "urn:x"),
        ("name(//@x:*)", "/data", "x:id"),
        ("name()", "//anggota", "anggota"),
        ("name(/)", "/data", ""),
        ("name(//tidak)", "/data", ""),
        ("name(//processing-instruction())", "/data", "awal"),
        ("string(/comment()[2])", "/data", "kaki"),
        ("string(//processing-instruction('olah'))", "/data", "data"),
        ("count(//processing-instruction('*'))", "/data", 0.0),
        ("lang('id')", "/data/g", True),
        ("lang('ID-id')", "/data/g", True),
        ("lang('en')", "/data/anggota[2]/nama", True),
        ("lang('i')", "/data/g", False),
        ("lang('id')", "/", False),
        ("string(id('p2')/nama)", "/data", "Dedi"),
        ("count(id('p1 p3  p1'))", "/data", 2.0),
        ("count(id(//@id))", "/data", 3.0),
        ("boolean(//umur[3])", "/data", False),
        ("boolean(//anggota[2]/umur)", "/data", True),
        ("position() + last()", "/data", 2.0),
        ("position(//anggota[2])", "/data", 2.0),
        ("position(/)", "/data", 1.0),
        ("once('x')", "//nama", "Ani"),
        ("once('x')", "//umur[not(text())]", "x"),
        ("string()", "//nama", "Ani"),
        ("//umur < 10", "/data", True),
        ("//umur >= 31", "/data", True),
        ("//umur = //a", "/data", False),
        ("count(//*[self::a or self::nama])", "/data", 5.0),
        ("count((//umur | //nama)[2])", "/data", 1.0),
        ("string((//umur | //nama)[position() = last() - 1])", "/data", "Fajar"),
        ("string(instance('p1')/nama)", "/data", ""),
        ("indexed-repeat(//nama, /data/anggota, 3)", "/data", None),
        ("if(//umur = 7, 'ada', 1)", "/data", "ada"),
        ("count(namespace::*)", "/data", 0.0),
        # XPath 1.0 section 2.2: an attribute stands before the children of its element.
        ("count(following::*)", "/data/g/@id", 14.0),
        ("name(following::*[1])", "/data/g/@id", "a"),
        ("name(preceding::*[1])", "//anggota[2]/@id", "umur"),
        ("count(following-sibling::* | preceding-sibling::*)", "/data/g/@id", 0.0),
        ("name(/following::* | /preceding::*)", "/", ""),
    ],
)
def test_functions_about_nodes(text: str, at: str, result: object) -> None:
    given = value(text, at)
    if result is None:
        assert [node.text for node in given] == ["Fajar"]
    else:
        assert given == result


def test_number_of_a_missing_place_is_nan() -> None:
    assert str(value("position(//tidak)")) == "nan"


def test_a_date_is_a_number_with_the_text_of_a_date() -> None:
    expression = DocumentExpression("date('2026-11-23')")
    given = expression.evaluate(DOCUMENT.node, ENVIRONMENT)
    assert isinstance(given, Day)
    assert given == 20_780.0
    assert expression.text(DOCUMENT.node, ENVIRONMENT) == "2026-11-23"
    assert expression.number(DOCUMENT.node, ENVIRONMENT) == 20_780.0
    assert expression.boolean(DOCUMENT.node, ENVIRONMENT) is True
    assert not expression.gives_nodes


def test_absolute_paths_begin_at_a_chosen_root() -> None:
    assert value("string(/nama)", "/data/g", "//anggota[3]") == "Fajar"
    assert value("count(/node()/..)", "/data/g", "//anggota[3]") == 1.0


def test_prefixes_and_the_namespace_of_names_without_one_can_be_given() -> None:
    root = etree.fromstring('<h:a xmlns:h="urn:h" xmlns="urn:d"><b c="1">2</b></h:a>')
    document = XmlDocument(root, namespaces={"p": "urn:d", "": "urn:d"})

    def count(text: str) -> object:
        return DocumentExpression(text).evaluate(document.node, ENVIRONMENT)

    assert count("string(/h:a/b)") == "2"
    assert count("string(/h:a/p:b/@c)") == "2".replace("2", "1")
    assert count("count(/a | /h:b | /tak:a | //@p:c)") == 0.0


def test_an_instance_is_found_by_its_id() -> None:
    root = etree.fromstring('<model><instance id="a"><r><i>1</i></r></instance></model>')
    document = XmlDocument(root)
    expression = DocumentExpression("instance('a')/r/i")
    assert expression.text(document.node, ENVIRONMENT) == "1"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("'a'/b", ArgumentError),
        ("1[1]", ArgumentError),
        ("//a | 1", ArgumentError),
        ("name('a')", ArgumentError),
        ("position('a')", ArgumentError),
        ("name(1, 2)", XPathError),
        ("id()", XPathError),
        ("tidak()", XPathError),
    ],
)
def test_wrong_expressions_are_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        DocumentExpression(text)
