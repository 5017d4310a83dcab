"""Paths: single nodes, nodesets across repeats, predicates, what is missing."""

from __future__ import annotations

from math import isnan

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath.errors import ArgumentError

CHILD = "/data/anggota[1]/anak[2]/nama"
PERSON = "/data/anggota[2]/nama"


@pytest.mark.parametrize(
    ("expression", "at", "text"),
    [
        ("/data/g/q", "/data", "yes"),
        ("g/q", "/data", "yes"),
        ("../a", "/data/b", "6"),
        ("../g/../a", "/data/b", "6"),
        ("./../a", "/data/b", "6"),
        (".", PERSON, "Dedi"),
        ("../nama", "/data/anggota[3]/umur", "Fajar"),
        ("../../nama", CHILD, "Ani"),
        ("../../../a", CHILD, "6"),
        ("../../../g/q", CHILD, "yes"),
        ("current()/../../nama", CHILD, "Ani"),
        ("current()", PERSON, "Dedi"),
        ("/data/g", "/data", ""),
    ],
)
def test_single_node(household: ToyForm, expression: str, at: str, text: str) -> None:
    assert household.text(expression, at) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("/data/anggota/nama", "Ani"),
        ("/data/anggota/umur + 1", "32"),
        ("join(' ', /data/anggota/nama)", "Ani Dedi Fajar"),
        ("join(' ', /data/anggota/anak/nama)", "Budi Citra Eka"),
        ("concat(/data/anggota/nama, '!')", "AniDediFajar!"),
        ("count(/data/anggota)", "3"),
        ("count(/data/anggota/anak)", "3"),
        ("count(/data/a)", "1"),
        ("count-non-empty(/data/anggota/umur)", "2"),
        ("count-non-empty(/data/a)", "1"),
        ("sum(/data/anggota/umur)", "38"),
        ("max(/data/anggota/umur)", ""),
        ("max(/data/anggota[umur != '']/umur)", "31"),
        ("min(/data/anggota[umur != '']/umur)", "7"),
        ("sum(/data/anggota/umur) + sum(/data/a, /data/b)", "45.5"),
        ("boolean(/data/anggota/anak)", "true"),
        ("checklist(2, 2, /data/anggota/umur)", "true"),
    ],
)
def test_nodeset(household: ToyForm, expression: str, text: str) -> None:
    assert household.text(expression) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("/data/anggota[2]/nama", "Dedi"),
        ("/data/anggota[1.5]/nama", ""),
        ("/data/anggota[9]/nama", ""),
        ("/data/anggota['' + 1]/nama", ""),
        ("/data/anggota[position() = 2]/nama", "Dedi"),
        ("/data/anggota[last()]/nama", "Fajar"),
        ("/data/anggota[position() = last() - 1]/nama", "Dedi"),
        ("/data/anggota[-(-position()) > 1]/nama", "Dedi"),
        ("/data/anggota[umur > 5][2]/nama", "Fajar"),
        ("/data/anggota[umur]/nama", ""),
        ("/data/anggota[nama]/nama", "Ani"),
        ("/data/anggota[count(anak) = 1]/nama", "Dedi"),
        ("/data/anggota[number(umur)]/nama", ""),
        ("join(' ', /data/anggota[anak/nama = 'Eka' or ../a = 7]/nama)", "Dedi"),
        ("join(' ', /data/anggota[nama != 'Ani']/anak[nama != /data/a]/nama)", "Eka"),
        ("join(' ', /data/anggota/anak[../nama = 'Ani'][2]/nama)", "Citra"),
        ("join(' ', /data/anggota/anak[../../a = 6]/nama)", "Budi Citra Eka"),
        ("join(' ', /data/anggota/anak[1]/nama)", "Budi Eka"),
        ("/data/anggota[current()/g/q = 'yes' and nama = 'Ani']/umur", "31"),
        ("/data/anggota[anak[nama = 'Eka']/nama = 'Eka']/nama", "Dedi"),
        ("/data/g[q = 'yes']/umur", "17"),
        ("/data/g/q[. = 'no']", ""),
    ],
)
def test_predicate(household: ToyForm, expression: str, text: str) -> None:
    assert household.text(expression) == text


def test_number_question_as_predicate_is_a_place(household: ToyForm) -> None:
    household.node("/data/a").answer("2")
    assert household.text("/data/anggota[/data/a]/nama") == "Dedi"


def test_relative_nodeset_from_inside_a_repeat(household: ToyForm) -> None:
    assert household.text("count(../anak)", "/data/anggota[1]/nama") == "2"
    assert household.text("join(' ', ../anak/nama)", "/data/anggota[2]/nama") == "Eka"
    assert household.text("join(' ', ../../anggota/nama)", PERSON) == "Ani Dedi Fajar"
    assert (
        household.text("join(' ', ../anak[nama = current()/../anak/nama]/nama)", PERSON) == "Eka"
    )


def test_predicate_may_climb_within_outer_repeats(household: ToyForm) -> None:
    compiled = household.compiled("count(../nama[../../nama = 'Ani'])", CHILD)
    assert compiled.bind(household)(household.node(CHILD)) == "1"
    climbed = compiled.reads[0].target
    assert (climbed.start, climbed.ups, len(climbed.steps)) == (None, 2, 1)


def test_predicate_may_climb_above_where_the_path_began(household: ToyForm) -> None:
    expression = "count(../anak[../../anggota/nama = 'Ani'])"
    compiled = household.compiled(expression, PERSON)
    assert compiled.bind(household)(household.node(PERSON)) == "1"
    climbed = next(read.target for read in compiled.reads if read.target.start is not None)
    assert [step.repeat for step in climbed.steps] == [True, False]


@pytest.mark.parametrize(
    ("expression", "truth"),
    [
        ("/data/anggota/nama = 'Fajar'", True),
        ("'Fajar' = /data/anggota/nama", True),
        ("/data/anggota/nama != 'Ani'", True),
        ("/data/anggota/umur = 7", True),
        ("/data/anggota/umur = /data/a", False),
        ("/data/anggota/umur < 8", True),
        ("30 < /data/anggota/umur", True),
        ("/data/anggota/umur >= 32", False),
        ("/data/anggota/umur <= 7", True),
        ("/data/anggota/anak = true()", True),
    ],
)
def test_comparison_with_a_nodeset_asks_for_some_node(
    household: ToyForm, expression: str, truth: bool
) -> None:
    assert household.boolean(expression) is truth


def test_nonrelevant_nodes_read_blank_and_leave_nodesets(household: ToyForm) -> None:
    household.node("/data/anggota[1]").hide()
    household.node("/data/g").hide()
    assert household.text("join(' ', /data/anggota/nama)") == "Dedi Fajar"
    assert household.text("count(/data/anggota)") == "2"
    assert household.text("sum(/data/anggota/umur)") == "7"
    assert household.text("count(/data/g)") == "0"
    assert household.text("/data/g/q") == ""
    assert household.text("/data/anggota[2]/nama") == "Dedi"


def test_position_of_an_instance(household: ToyForm) -> None:
    assert household.text("position(..)", PERSON) == "2"
    assert household.text("position(../..)", "/data/anggota[2]/anak[1]/nama") == "2"
    assert household.text("/data/anggota[position(.) = 3]/nama") == "Fajar"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("/data/anggota/nama, /data/anggota, 2", "Dedi"),
        ("/data/anggota/nama, ../anggota, /data/a - 3", "Fajar"),
        ("/data/anggota/nama, /data/anggota, 9", ""),
        ("/data/anggota/anak/nama, /data/anggota, 1, /data/anggota/anak, 2", "Citra"),
        ("/data/anggota/anak/nama, /data/anggota, 2", "Eka"),
    ],
)
def test_indexed_repeat(household: ToyForm, arguments: str, text: str) -> None:
    assert household.text(f"indexed-repeat({arguments})", "/data/kosong") == text


def test_missing_path_reads_blank_and_is_reported(household: ToyForm) -> None:
    compiled = household.compiled("/data/g/tak + 1")
    (missing,) = compiled.missing
    assert missing.text == "/data/g/tak"
    assert (missing.span.start, missing.span.end) == (0, 11)
    assert "tidak ada dalam formulir" in missing.message
    assert compiled.bind(household)(household.root) == ""


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("/lain/a", ""),
        ("../../../../x", ""),
        ("count(/data/tak)", "0"),
        ("count-non-empty(/data/tak)", "0"),
        ("sum(/data/tak)", "0"),
        ("/data/tak = ''", "true"),
        ("indexed-repeat(/data/tak, /data/anggota, 1)", ""),
        ("indexed-repeat(/data/anggota/nama, /data/tak, 1)", ""),
        ("jr:choice-name('a', '/data/tak')", ""),
    ],
)
def test_missing_path_in_a_function(household: ToyForm, expression: str, text: str) -> None:
    compiled = household.compiled(expression)
    assert compiled.bind(household)(household.root) == text
    assert len(compiled.missing) == 1


def test_nodes_for_an_itemset_over_a_repeat(household: ToyForm) -> None:
    nodes = household.nodes("/data/anggota[umur != '']")
    assert [node.pos for node in nodes] == [1, 3]
    assert household.nodes("/data/a") == [household.node("/data/a")]
    assert household.nodes("/data/tak") == []


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("/data/g/../..", "akar formulir"),
        ("position()", "position(..)"),
        ("last()", "count(...)"),
        ("position(/data/anggota)", "satu ulangan"),
        ("position(1)", "satu ulangan"),
        ("count(1 + 1)", "jalur pertanyaan"),
        ("count-non-empty('a')", "jalur pertanyaan"),
        ("indexed-repeat('a', /data/anggota, 1)", "harus jalur"),
        ("indexed-repeat(/data/a, 'x', 1)", "harus jalur"),
        ("indexed-repeat(/data/a, /data/anggota, 1, 2)", "harus jalur"),
        ("indexed-repeat(/data/a, /data/anggota, 1)", "di dalam pengulangan"),
        ("jr:choice-name('a', 'b + 1')", "nama pertanyaan pilihan"),
        ("jr:choice-name('a', '')", "nama pertanyaan pilihan"),
        ("jr:choice-name('a', 1)", "nama pertanyaan pilihan"),
    ],
)
def test_wrong_arguments_are_told(household: ToyForm, expression: str, says: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        household.text(expression)
    assert says in str(caught.value)


def test_nodes_refuses_what_is_no_path(household: ToyForm) -> None:
    with pytest.raises(ArgumentError, match="jalur ke simpul"):
        household.nodes("1 + 1")


def test_number_of_an_empty_nodeset_is_nan(household: ToyForm) -> None:
    assert isnan(household.number("/data/anggota[9]/umur"))
