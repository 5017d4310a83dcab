"""Paths beyond child, parent and self over a form: where they lead, and what they depend on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from tests.unit.formengine.xpath.conftest import build_household
from tests.unit.formengine.xpath.expressions import general_paths
from tests.unit.formengine.xpath.toy_form import LiveNode, ToyForm

from bina_desktop.formengine.xpath.closures.form_nodes import FormDocument
from bina_desktop.formengine.xpath.compiler import (
    Backend,
    compile_items,
    compile_nodes,
    compile_text,
)
from bina_desktop.formengine.xpath.errors import ArgumentError, UnsupportedXPathError, XPathError
from bina_desktop.formengine.xpath.host import Compiled, ReadKind

PERSON = "/data/anggota[2]/nama"
KEC = "instance('kec')/root/item"


@pytest.mark.parametrize(
    ("expression", "at", "text"),
    [
        ("join(' ', //nama)", "/data", "Ani Budi Citra Dedi Eka Fajar"),
        ("join(' ', /data/anggota//nama)", "/data", "Ani Budi Citra Dedi Eka Fajar"),
        ("join(' ', .//nama)", "/data", "Ani Budi Citra Dedi Eka Fajar"),
        ("join(' ', ../*)", "/data/a", "  1,5 2026-11-20   "),
        ("join(' ', /data/g/*)", "/data", "yes 17 1571 b a"),
        ("sum(/data/a | /data/b | /data/a)", "/data", "7.5"),
        ("join(' ', /data/b | /data/a)", "/data", "6 1,5"),
        ("string((/data/anggota/nama)[2])", "/data", "Dedi"),
        ("string((//nama)[last()])", "/data", "Fajar"),
        ("string((//nama)[. > 'A' or . = 'Eka'])", "/data", "Eka"),
        ("../preceding-sibling::anggota[1]/nama", PERSON, "Ani"),
        ("../following-sibling::anggota/nama", PERSON, "Fajar"),
        ("count(../preceding-sibling::*)", PERSON, "6"),
        ("join(' ', preceding::nama)", PERSON, "Ani Budi Citra"),
        ("join(' ', following::nama)", PERSON, "Eka Fajar"),
        ("count(ancestor::*)", PERSON, "2"),
        ("name(ancestor::*[1])", PERSON, "anggota"),
        ("name(ancestor-or-self::*[1])", PERSON, "nama"),
        ("name(/*)", PERSON, "data"),
        ("count(ancestor::node())", PERSON, "3"),
        ("count(/)", PERSON, "1"),
        ("string(/data/a/text())", PERSON, "6"),
        ("string(/data/a/text()/..)", PERSON, "6"),
        ("count(//text())", "/data", "15"),
        ("count(//comment() | //@* | //namespace::*)", "/data", "0"),
        ("count(//text()/@* | //p:*)", "/data", "0"),
        (f"count({KEC}/p:*)", "/data", "0"),
        ("string(if(count(//nama) > 1, 'a', 2))", "/data", "a"),
        ("concat(if(count(//nama) > 9, 'a', 2), 'b')", "/data", "2b"),
        ("string(checklist(6, 6, //nama))", "/data", "true"),
        ("count(id('a'))", "/data", "0"),
        ("lang('id')", "/data", "false"),
        ("local-name(..)", PERSON, "anggota"),
        ("namespace-uri()", PERSON, ""),
        ("name(/data/tidak_ada)", "/data", ""),
        ("/data/anggota[2]/../a", "/data", "6"),
        ("/data/anggota/.[umur > 20]/nama", "/data", "Ani"),
        ("self::*[1]/nama", "/data/anggota[1]", "Ani"),
        ("parent::*/nama", PERSON, "Dedi"),
        ("count(parent::node()/parent::node())", "/data", "0"),
        ("current()//nama[. = 'Eka']", "/data", "Eka"),
        ("string(//anggota[anak][last()]/nama)", "/data", "Dedi"),
        ("count(//anggota[count(.//nama) > 1])", "/data", "2"),
        ("count(//*[once('x') = 'x'])", "/data", "10"),
        ("count(//*[position() = 1])", "/data", "9"),
        ("boolean(//anak)", "/data", "true"),
        ("//umur = 7", "/data", "true"),
        ("if(count(//anak) = 3, //nama, 0)", "/data", "Ani"),
        ("jr:choice-name('1571', '//kab')", "/data", "kab:1571@data"),
        (f"{KEC}[2]/following-sibling::item/label", "/data", "Gunung Tujuh"),
        (f"{KEC}[2]/preceding-sibling::*/label", "/data", "Telanaipura"),
        (f"count({KEC}/*)", "/data", "12"),
        ("count(instance('kec')//item)", "/data", "3"),
        ("join(' ', instance('kab')//text())", "/data", "1571 Kota Jambi 1501 Kerinci"),
        (f"{KEC}[label = 'Jelutung']/label/../name", "/data", "02"),
        (f"{KEC}[luas = '8']/label/text()/../../name", "/data", "02"),
        (f"string(({KEC} | /data/a)/label)", "/data", "Telanaipura"),
        (f"{KEC}/label[1]", "/data", "Telanaipura"),
        (f"name({KEC})", "/data", "item"),
        (f"name({KEC}/ancestor::*[last()])", "/data", "root"),
        (f"count({KEC}/ancestor::node()[last()])", "/data", "1"),
        ("count(instance('luar.csv')//name | instance('luar.csv')//lain)", "/data", "1"),
        ("count(instance('luar.csv')/apa/saja//name)", "/data", "1"),
        ("count(/data/a[1]/x:* | //x:a)", "/data", "0"),
    ],
)
def test_where_paths_lead(household: ToyForm, expression: str, at: str, text: str) -> None:
    assert household.text(expression, at) == text


def test_nonrelevant_nodes_are_left_out(household: ToyForm) -> None:
    household.node("/data/anggota[1]").hide()
    assert household.text("join(' ', //nama)") == "Dedi Eka Fajar"
    assert household.text("count(//nama/text())") == "3"
    assert household.text("string(/data/*[6]/nama)") == ""


def test_itemsets_over_general_paths(household: ToyForm) -> None:
    nodes = household.nodes("//anggota[nama = 'Ani']/following-sibling::*")
    assert [node.pos for node in nodes] == [2, 3]
    rows = household.items("instance('kec')//item[kab = '1571']")
    assert [row[1] for row in rows] == ["Telanaipura", "Jelutung"]
    assert household.items("instance('tidak')//item") == []
    assert household.nodes("//tidak_ada") == []


@pytest.mark.parametrize("backend", Backend)
@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("//a[../..]/../.. + current(1)", "current"),
        ("indexed-repeat(//nama, //anggota, 1, //anggota)", "harus jalur"),
        ("weighted-checklist(1, 2, //a, 1, //b)", "memerlukan pasangan"),
        ("instance(/data/a)/root/item/name", "tanda kutip"),
        ("instance('kec', 'kab')/root/item/name", "instance"),
        ("/data/..", "melewati akar"),
        ("/..", "melewati akar"),
        ("/data/../data/a", "melewati akar"),
        ("/data/a | 1", "jalur ke simpul"),
        ("('a')[1]", "jalur ke simpul"),
        ("count(//a + 1)", "menghitung simpul"),
        ("position(//anggota)", "satu ulangan"),
        ("//a[last(1) = 2]", "tidak memakai argumen"),
        ("//a + last()", "hanya berlaku di dalam"),
        ("//a + position()", "hanya berlaku di dalam"),
        ("regex(//a, '[')", "Pola regex"),
        ("instance(//a)/root", "tanda kutip"),
        ("jr:choice-name(//a, 'b + 1')", "nama pertanyaan pilihan"),
        ("indexed-repeat(//nama, 'x', 1)", "harus jalur"),
        ("indexed-repeat(//a, //anggota, 1)", "di dalam pengulangan"),
        ("string(instance('kec')//item)", "tambahkan nama kolomnya"),
    ],
)
def test_wrong_expressions_are_told(
    household: ToyForm, expression: str, says: str, backend: Backend
) -> None:
    with pytest.raises(XPathError, match=says.replace("(", r"\(")):
        compile_text(expression, household.scope(), backend)


@pytest.mark.parametrize("backend", Backend)
@pytest.mark.parametrize(
    ("expression", "at", "text", "missing"),
    [
        ("../data/a", "/data", "6", []),
        ("../../data/a", "/data/a", "6", []),
        ("../../../data/b + 1", "/data/g/q", "2.5", []),
        ("../../../data/anggota[2]/nama", PERSON, "Dedi", []),
        ("/data/anggota[../../data/a = 6][2]/nama", "/data", "Dedi", []),
        ("../../../data/a", "/data/a", "", ["../../../data/a"]),
        ("../../lain/a", "/data/a", "", ["../../lain/a"]),
        ("string(../..)", "/data/kosong", "", []),
        ("(/data/tidak)[1]", "/data", "", ["/data/tidak"]),
        ("indexed-repeat(//nama, /data/tidak, 1)", "/data", "", ["/data/tidak"]),
        ("jr:choice-name(//a, '//tidak')", "/data", "", ["'//tidak'"]),
        (f"{KEC.replace('item', 'lain')}/name", "/data", "", ["root/lain"]),
        ("regex(//a, /data/a)", "/data", "true", []),
    ],
)
def test_where_paths_lead_in_both_backends(
    expression: str, at: str, text: str, missing: list[str], backend: Backend
) -> None:
    household = build_household()
    compiled = compile_text(expression, household.scope(at), backend)
    assert compiled.bind(household)(household.node(at)) == text
    assert [one.text for one in compiled.missing] == missing


def test_itemsets_must_be_what_they_are_for(household: ToyForm) -> None:
    with pytest.raises(ArgumentError, match="Daftar pilihan harus"):
        compile_items("//nama", household.scope())
    with pytest.raises(ArgumentError, match="Daftar pilihan harus"):
        compile_items("instance('kec')//root", household.scope())
    with pytest.raises(ArgumentError, match="jalur ke simpul"):
        compile_nodes("instance('kec')//item", household.scope())
    with pytest.raises(UnsupportedXPathError, match="hanya ada root/item"):
        household.text(f"{KEC}[../../../a = 1]/name")


def test_dangling_general_path_is_missing(household: ToyForm) -> None:
    compiled = household.compiled("count(//tidak_ada) + count(//@id)")
    assert [missing.text for missing in compiled.missing] == ["//tidak_ada", "//@id"]
    assert compiled.bind(household)(household.root) == "0"


def test_missing_list_and_column(household: ToyForm) -> None:
    compiled = household.compiled("concat(instance('tidak')//a, instance('kec')//item/tidak)")
    assert len(compiled.missing) == 2
    assert compiled.bind(household)(household.root) == ""


def reads(form: ToyForm, expression: str, at: str = "/data") -> set[tuple[str, str]]:
    names = form.definitions
    return {
        (names[read.target.def_id].name, read.kind.value)
        for read in form.compiled(expression, at).reads
    }


def test_reads_of_a_wildcard(household: ToyForm) -> None:
    assert reads(household, "count(/data/g/*)") == {
        (name, "nodes") for name in ("q", "umur", "kab", "pilih")
    }
    assert reads(household, "concat(/data/a, count(//@x))") == {("a", "value")}


def test_a_calculation_leaves_itself_out_of_wildcards_only(household: ToyForm) -> None:
    read = reads(household, "sum(../*) + count(//text())", "/data/a")
    assert "a" not in {name for name, _ in read}
    assert household.text("sum(/data/*[. = 6])", "/data/a") == "0"
    assert household.text("sum(/data/*[. = 6])", "/data/b") == "6"
    assert household.text("count(self::*[1] | ancestor-or-self::*)", "/data/a") == "2"
    assert household.boolean("sum(/data/*[. = 6]) = 6", "/data/a")


def test_siblings_in_a_repeat_are_seen_from_their_instance(household: ToyForm) -> None:
    compiled = household.compiled("concat(../*[2], '')", "/data/anggota[1]/nama")
    steps = {(r.target.start, r.target.ups, len(r.target.steps)) for r in compiled.reads}
    assert steps == {(None, 1, 1)}


def test_going_up_from_other_instances_reads_the_structure(household: ToyForm) -> None:
    compiled = household.compiled("count(/data/anggota[2]/..)")
    assert {repeat for read in compiled.reads for repeat in read.target.repeats} == {
        household.node("/data/anggota[1]").definition.def_id
    }


def test_a_way_through_an_answer_reads_whether_it_is_there(household: ToyForm) -> None:
    assert ("nama", "value") in reads(household, "count(//ancestor::*/ancestor::*)")
    assert ("q", "value") in reads(household, "count(/data/g/descendant::node()[3]/self::umur)")
    assert {kind for _, kind in reads(household, "count(//anggota[1])")} == {"nodes"}
    assert reads(household, "count(/data/a/text()/..)") == {("a", "value"), ("a", "nodes")}


def below(node: LiveNode) -> Iterator[LiveNode]:
    yield node
    for child in node.children:
        for inner in child if isinstance(child, list) else [child]:
            yield from below(inner)


@pytest.mark.parametrize("at", ["/data", "/data/a", "/data/anggota[2]/nama", "/data/anggota[1]"])
@settings(max_examples=15, deadline=None)
@given(path=general_paths())
def test_what_changes_a_result_is_read(at: str, path: str) -> None:
    """Every answer, relevance and instance that matters to an expression is among its reads."""
    form = build_household()
    compiled = compile_text(f"concat(count({path}), join('|', {path}))", form.scope(at))
    targets = [(read.target, read.kind) for read in compiled.reads]
    valued = {target.def_id for target, kind in targets if kind is ReadKind.VALUE}
    known = {target.def_id for target, _ in targets}
    crossed = {repeat for target, _ in targets for repeat in target.repeats}
    for changed in changes(form, compiled, at, "answer"):
        assert changed.definition.def_id in valued
    for changed in changes(form, compiled, at, "hide"):
        assert {node.definition.def_id for node in below(changed)} & known
    for changed in changes(form, compiled, at, "remove"):
        assert changed.definition.def_id in crossed


def changes(form: ToyForm, compiled: Compiled[str], at: str, how: str) -> Iterator[LiveNode]:
    """Yield the nodes of which a change changes the result."""
    before = compiled.bind(form)(form.node(at))
    size = len([*below(form.root)])
    for place in range(1, size):
        other = build_household()
        context = other.node(at)
        node = [*below(other.root)][place]
        if how == "answer" and not node.children:
            node.answer("9" if node.x else "Baru")
        elif how == "hide":
            node.hide()
        elif how == "remove" and node.definition.repeat and context not in below(node):
            assert node.parent is not None
            instances = node.parent.children[
                node.parent.definition.children.index(node.definition)
            ]
            instances.remove(node)
            for pos, instance in enumerate(instances, 1):
                instance.pos = pos
        if compiled.bind(other)(context) != before:
            yield node


def test_loading_a_form_does_not_load_the_closures() -> None:
    code = (
        "import sys; from bina_desktop.formengine.definition import from_xform; "
        "print(sorted(name for name in sys.modules if '.xpath.closures' in name))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_path_with_hundreds_of_predicates_is_left_to_the_closures(household: ToyForm) -> None:
    assert household.text("/data/anggota/nama" + "[1]" * 300) == "Ani"


def test_what_stands_above_the_form_has_no_attributes() -> None:
    form = build_household()
    assert not FormDocument((), form.root).attributes()
