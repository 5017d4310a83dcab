"""Expressions that look alike are each what they would be if they stood alone."""

from __future__ import annotations

import pytest
from tests.unit.formengine.xform_text import messages, notices, xform

from bina_desktop.formengine.client import NodeKind
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.model import FormDefinition, VertexKind
from bina_desktop.formengine.definition.scope import DraftScope
from bina_desktop.formengine.definition.skeleton import Place, Skeleton
from bina_desktop.formengine.definition.tables import Tables
from bina_desktop.formengine.xpath.chains import Chain
from bina_desktop.formengine.xpath.compiler import compile_boolean, compile_value
from bina_desktop.formengine.xpath.stencils import Filled

INSTANCE = (
    "<a/><b/><c/><d/><e kode='1'/><g><a/><b/><c/></g>"
    '<r jr:template=""><a/><b/><c/><s jr:template=""><a/><b/></s></r>'
)
BODY = '<repeat nodeset="/data/r"><input ref="/data/r/a"/><repeat nodeset="/data/r/s"/></repeat>'


def form(**conditions: str) -> FormDefinition:
    """Return a form with a condition at each path, `r__a` for /data/r/a."""
    binds = "".join(
        f'<bind nodeset="/data/{name.replace("__", "/")}" constraint="{text}" '
        f'required="{text}" type="{"int" if name.endswith("c") else "string"}"/>'
        for name, text in conditions.items()
    )
    return read_xform(xform(INSTANCE, model=binds, body=BODY))


def alone(form: FormDefinition) -> None:
    """Compile each expression by itself and compare."""
    places = [
        Place(one.id, one.name, one.parent, one.kind is NodeKind.REPEAT, one.owner, "")
        for one in form.nodes
    ]
    skeleton = Skeleton.recalled(places, form.numeric)
    compared = 0
    for vertex in form.vertices:
        compiled = vertex.expression
        assert compiled is not None
        scope = DraftScope(skeleton, Tables(), skeleton.drafts[vertex.node])
        expected = compile_boolean(compiled.text, scope)
        assert isinstance(compiled.factory, Filled)
        assert isinstance(expected.factory, Filled)
        assert compiled[:3] + compiled[4:] == expected[:3] + expected[4:]
        assert compiled.factory.values == expected.factory.values
        assert compiled.factory.pattern.key == expected.factory.pattern.key
        compared += 1
    assert compared > 3


@pytest.mark.parametrize(
    "conditions",
    [
        {"a": "/data/c + 1", "b": "/data/d + 1", "d": "/data/g/b + 1"},
        {"a": "true()", "b": "true()", "r__a": "true()", "r__b": "true()"},
        {"a": ". + 1", "b": ". + 1", "c": ". + 1", "r__a": ". + 1", "r__c": ". + 1"},
        {"g__a": "../b + ../b", "g__b": "../c + ../c", "r__a": "../b + ../c"},
        {"a": "/data/b + /data/b", "b": "/data/c + /data/d", "d": "/data/b + /data/b"},
        {"a": "/data/a = /data/b", "b": "/data/a = /data/b", "c": "/data/c = /data/c"},
        {"a": "sum(/data/r/a)", "b": "sum(/data/r/s/a)", "d": "sum(/data/r/c)"},
        {"r__a": "../../d", "r__b": "../../a", "r__s__a": "../../b", "r__s__b": "../../../b"},
        {"r__a": "sum(../s/a)", "r__b": "sum(../s/b)", "g__a": "sum(../../r/s/b)"},
        dict.fromkeys(("a", "b", "d", "g__a", "r__a"), "/data/g/a = 1 and /data/g/b = /data/g/a")
        | {"e": "/data/a = 1 and /data/b = /data/a", "g__b": "/data/a = 1 and /data/b = /data/a"},
        dict.fromkeys(("a", "b", "g__b"), "/data/g/a = /data/g/c")
        | dict.fromkeys(("c", "d", "e", "r__b"), "/data/a = /data/c")
        | {"r__a": "/data/r/a = /data/r/c"},
        dict.fromkeys(("a", "b", "g__b"), "/data/g/a = '/data/g/'") | {"d": "/data/a = '/data/'"},
        {"a": "/data/g/a = /data/b", "b": "/data/g/a = /data/b", "d": "/data/a = /data/b"},
        {"a": "/data/d = /data/g/b", "b": "/data/d = /data/g/b", "d": "/data/g/b = /data/g/b"},
        {"a": "concat('/data/b', /data/b)", "b": "concat('/data/c', /data/d)", "d": "'/data/b'"},
    ],
)
def test_alike_expressions_are_filled_in_as_if_alone(conditions: dict[str, str]) -> None:
    alone(form(**conditions))


FOLDERS = range(1, 6)


@pytest.mark.parametrize(
    "text",
    [
        "/data/g{}/b = 1 and /data/g{}/c = /data/g{}/b",
        "/data/g{}/b",
        "/data/g{}/b = '/data/g{}/'",
        "/data/g{}/b = /data/g1/c",
        "/data/g{}/h/a = /data/g{}/b",
        ". = 1 and /data/g{}/b = .",
        "count(/data/g{}/b) = 1",
        "count-selected(.) = 1",
    ],
)
def test_expressions_of_one_folder_after_the_other_are_filled_in_as_if_alone(text: str) -> None:
    instance = "".join(f"<g{n}><a/><b/><c/><h><a/></h></g{n}><o{n}/>" for n in FOLDERS)
    # The last folder has a number where the others have a text; b reads itself in the first text.
    places = [f"/data/{place}" for n in FOLDERS for place in (f"g{n}/a", f"g{n}/b", f"o{n}")]
    binds = "".join(
        f'<bind nodeset="{place}" type="{"int" if place == "/data/g5/b" else "string"}" '
        f'constraint="{text.replace("{}", "".join(filter(str.isdigit, place)))}"/>'
        for place in places
    )
    alone(read_xform(xform(instance, model=binds)))


def test_what_says_the_same_everywhere_is_one_expression() -> None:
    found = form(a="1 + 2", b=" 1 + 2 ", r__a="1 + 2", r__b="1 + 2")
    by_node = {
        found.nodes[one.node].path: one.expression
        for one in found.vertices
        if one.kind is VertexKind.CONSTRAINT
    }
    assert by_node["/data/a"] is by_node["/data/b"]
    assert by_node["/data/r/a"] is by_node["/data/r/b"]


def test_dangling_paths_are_told_at_each_question() -> None:
    text = xform(
        "<a/><b/>",
        model='<bind nodeset="/data/a" calculate="../x"/><bind nodeset="/data/b" '
        'calculate="../x"/><bind nodeset="/data" relevant="../x or /x/y"/>',
    )
    assert len(notices(text)) == 4


def test_a_name_that_another_folder_has_is_told_where_it_dangles() -> None:
    binds = "".join(
        f'<bind nodeset="/data/o{n}" calculate="/data/g{n}/a + 1"/>' for n in range(1, 5)
    )
    instance = "<g1><a/></g1><g2><a/></g2><g3><a/></g3><g4><b/></g4><o1/><o2/><o3/><o4/>"
    (notice,) = notices(xform(instance, model=binds))
    assert "/data/g4/a" in notice


def test_mistakes_are_told_at_each_question() -> None:
    text = xform(
        "<a/><b/><c/>",
        model='<bind nodeset="/data/a" calculate="tak(/data/c)"/>'
        '<bind nodeset="/data/b" calculate="tak(/data/c)"/>',
    )
    assert len(messages(text)) == 2


QUESTIONS = "".join(f"<q{number}/>" for number in range(30))
PATHS = [f"/data/q{number}" for number in range(30)]


def total(*addends: str) -> str:
    """Return a form of one calculation over thirty questions."""
    bind = f'<bind nodeset="/data/jumlah" calculate="{" + ".join(addends)}"/>'
    return xform(f"{QUESTIONS}<jumlah/>", model=bind)


@pytest.mark.parametrize("shape", ["{}", "if({} = 1, {}, 0)", "{} + ../q1"])
def test_the_addends_of_a_long_sum_are_filled_in_as_if_alone(shape: str) -> None:
    found = read_xform(total(*[shape.format(path, path) for path in PATHS]))
    (vertex,) = [one for one in found.vertices if one.kind is VertexKind.CALCULATE]
    assert vertex.expression is not None
    made = vertex.expression.factory
    places = [Place(one.id, one.name, one.parent, False, one.owner, "") for one in found.nodes]
    skeleton = Skeleton.recalled(places, found.numeric)
    scope = DraftScope(skeleton, Tables(), skeleton.drafts[vertex.node])
    expected = compile_value(vertex.expression.text, scope)
    assert isinstance(made, Chain)
    assert isinstance(expected.factory, Chain)
    assert made.terms == expected.factory.terms
    assert vertex.expression.reads == expected.reads


@pytest.mark.parametrize("odd", ["/data/tidak_ada", "count(/data/q1[. = 2])", "../q1[1]"])
def test_a_long_sum_with_an_unusual_addend_is_compiled_whole(odd: str) -> None:
    found = read_xform(total(*PATHS, odd))
    (vertex,) = [one for one in found.vertices if one.kind is VertexKind.CALCULATE]
    assert vertex.expression is not None
    assert not isinstance(vertex.expression.factory, Chain)


def test_a_mistake_in_a_long_sum_is_told_once() -> None:
    (message,) = messages(total(*PATHS, "tak(/data/q1)"))
    assert "tak" in message


def test_addends_that_are_all_unlike_are_compiled_whole() -> None:
    found = read_xform(total(*[f"{path} * {number}" for number, path in enumerate(PATHS)]))
    (vertex,) = [one for one in found.vertices if one.kind is VertexKind.CALCULATE]
    assert vertex.expression is not None
    assert not isinstance(vertex.expression.factory, Chain)
