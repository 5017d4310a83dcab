"""What a compiled expression tells its host, and what can never reach generated code."""

from __future__ import annotations

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.client import FormError
from bina_desktop.formengine.xpath.compiler import compile_boolean, compile_number, compile_text
from bina_desktop.formengine.xpath.errors import (
    ArityError,
    UnknownFunctionError,
    UnsupportedXPathError,
)
from bina_desktop.formengine.xpath.host import Compiled, Read, ReadKind, ResultType
from bina_desktop.formengine.xpath.shape import Compiler


def read_names(form: ToyForm, compiled: Compiled[str]) -> list[tuple[str, str]]:
    return [(form.definitions[r.target.def_id].name, r.kind.value) for r in compiled.reads]


@pytest.mark.parametrize(
    ("expression", "at", "reads"),
    [
        ("1 + 1", "/data", []),
        ("/data/a + /data/a * /data/b", "/data", [("a", "value"), ("b", "value")]),
        (". > 5", "/data/a", [("a", "value")]),
        ("count(/data/anggota)", "/data", [("anggota", "nodes")]),
        ("boolean(/data/anggota/anak)", "/data", [("anak", "nodes")]),
        ("position(..)", "/data/anggota[1]/nama", [("anggota", "position")]),
        ("once(/data/a)", "/data/b", [("b", "own"), ("a", "value")]),
        ("/data/anggota[umur > /data/a]/nama", "/data",
         [("umur", "value"), ("a", "value"), ("nama", "value")]),
        ("instance('kec')/root/item[kab = /data/g/kab]/label", "/data", [("kab", "value")]),
        ("if(/data/a, /data/b, /data/tanggal)", "/data",
         [("a", "value"), ("b", "value"), ("tanggal", "value")]),
    ],
)  # fmt: skip
def test_reads(household: ToyForm, expression: str, at: str, reads: list[tuple[str, str]]) -> None:
    compiled = household.compiled(expression, at)
    assert read_names(household, compiled) == reads
    assert compiled.constant is (not reads)


def test_reads_are_seen_from_the_whole_expression(household: ToyForm) -> None:
    compiled = household.compiled("/data/anggota[anak[nama = 'Eka']]/nama")
    inner = compiled.reads[0].target
    assert [household.definitions[step.def_id].name for step in inner.steps] == [
        "anggota", "anak", "nama",
    ]  # fmt: skip
    assert inner.start == household.definitions[0].def_id
    assert [household.definitions[i].name for i in inner.repeats] == ["anggota", "anak"]
    assert inner.many


def test_read_of_a_relative_path_keeps_its_route(household: ToyForm) -> None:
    (read,) = household.compiled("../umur", "/data/anggota[1]/nama").reads
    assert isinstance(read, Read)
    assert read.kind is ReadKind.VALUE
    assert (read.target.start, read.target.ups) == (None, 1)
    assert [step.slot for step in read.target.steps] == [1]


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("'a'", ResultType.TEXT),
        ("1", ResultType.NUMBER),
        ("true()", ResultType.BOOLEAN),
        ("today()", ResultType.DATE),
        ("now()", ResultType.DATETIME),
        ("/data/a", ResultType.NODE),
        ("/data/anggota", ResultType.NODES),
        ("instance('kec')/root/item/label", ResultType.ITEMS),
        ("if(1, 2, 3)", ResultType.NUMBER),
        ("if(1, 2, 'a')", ResultType.TEXT),
        ("coalesce(/data/a, 0)", ResultType.TEXT),
    ],
)
def test_result_type(household: ToyForm, expression: str, result: ResultType) -> None:
    assert household.compiled(expression).result_type is result


@pytest.mark.parametrize("name", ["today", "now", "random", "uuid"])
def test_clock_and_chance_are_volatile(empty: ToyForm, name: str) -> None:
    compiled = empty.compiled(f"concat({name}(), '')")
    assert compiled.volatile
    assert not compiled.constant


def test_labels_depend_on_the_language(household: ToyForm) -> None:
    assert household.compiled("jr:itext('a')").language
    assert household.compiled("jr:choice-name(/data/g/kab, '/data/g/kab')").language
    assert not household.compiled("/data/a").language


@pytest.mark.parametrize("text", ["false", "0", " "])
def test_bare_path_is_true_when_it_is_not_blank(household: ToyForm, text: str) -> None:
    node = household.node("/data/kosong")
    assert not household.boolean("/data/kosong")
    node.answer(text)
    assert household.boolean("/data/kosong")
    assert household.boolean("not(not(/data/kosong))")


def test_number_answers_compare_as_numbers_and_blank_as_blank(household: ToyForm) -> None:
    household.node("/data/a").answer("1.50")
    assert household.boolean("/data/a = /data/b")
    assert not household.boolean("/data/a != /data/b")
    assert household.boolean("/data/a = '1.5'")
    assert not household.boolean("/data/a = ''")
    assert household.boolean("/data/a != 'x'")
    assert household.boolean("/data/a = 1.5")
    household.node("/data/a").answer("")
    household.node("/data/b").answer("")
    assert household.boolean("/data/a = /data/b")
    assert household.boolean("/data/a = ''")


def test_text_answers_compare_as_text(household: ToyForm) -> None:
    household.node("/data/g/kab").answer("01")
    assert not household.boolean("/data/g/kab = '1'")
    assert household.boolean("/data/g/kab = 1")
    assert not household.boolean("/data/g/kab = /data/g/pilih")


def test_dates_compare_as_days(household: ToyForm) -> None:
    assert household.boolean(". <= today()", "/data/tanggal")
    assert household.text("today() - /data/tanggal") == "3"
    assert household.boolean("/data/tanggal = date('2026-11-20')")


def test_candidate_in_a_constraint_is_the_current_answer(household: ToyForm) -> None:
    check = compile_boolean(". >= 0 and . <= 120", household.scope("/data/g/umur"))
    evaluate = check.bind(household)
    node = household.node("/data/g/umur")
    assert evaluate(node)
    node.answer("121")
    assert not evaluate(node)


def test_one_compiled_expression_serves_every_session(household: ToyForm) -> None:
    other = ToyForm({"a": "9", "b": "1"})
    compiled = compile_number("/data/a", other.scope())
    twin = ToyForm({"a": "8", "b": "1"})
    assert compiled.bind(other)(other.root) == 9.0
    assert compiled.bind(twin)(twin.root) == 8.0
    assert household.number("/data/a") == 6.0


def test_equal_source_is_compiled_once() -> None:
    compiler = Compiler({})
    source = "def make(E, P):\n    return P\n"
    assert compiler.factory(source) is compiler.factory(source)


@pytest.mark.parametrize(
    "hostile",
    ["__import__('os').system('x')", '"""', "\\'+E+\\'", "{0}", "%s", "a\nb", "P[0]", "\\"],
)
def test_text_of_a_form_stays_text(empty: ToyForm, hostile: str) -> None:
    quote = "'" if '"' in hostile else '"'
    literal = f"{quote}{hostile}{quote}"
    assert empty.text(literal) == hostile
    assert empty.text(f"concat({literal}, '!')") == hostile + "!"
    assert empty.boolean(f"{literal} = {literal}")


def test_generated_code_has_no_builtins() -> None:
    make = Compiler({}).factory("def make(E, P):\n    return open\n")
    with pytest.raises(NameError):
        make(None, ())


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("slected(., 'a')", "mungkin maksudnya selected()"),
        ("indexed_repeat(1, 2, 3)", "mungkin maksudnya indexed-repeat()"),
        ("lenght('a')", "tidak dikenal"),
        ("xyzzy()", "periksa ejaannya"),
        ("Today()", "mungkin maksudnya today()"),
    ],
)
def test_unknown_function_names_the_nearest(empty: ToyForm, expression: str, says: str) -> None:
    with pytest.raises(UnknownFunctionError) as caught:
        empty.text(f"1 + {expression}")
    assert says in str(caught.value)
    assert caught.value.span.start == 4
    assert isinstance(caught.value, FormError)


@pytest.mark.parametrize("name", ["explode", "extract-signed", "property"])
def test_real_function_that_is_not_offered_is_refused(empty: ToyForm, name: str) -> None:
    with pytest.raises(UnsupportedXPathError, match=f"{name}.* belum didukung"):
        empty.text(f"{name}(1)")


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("if(1, 2)", "memerlukan 3 argumen, tetapi diberi 2"),
        ("true(1)", "memerlukan tanpa argumen"),
        ("round(1, 2, 3)", "1 sampai 2"),
        ("number(1, 2)", "0 sampai 1"),
        ("join()", "paling sedikit 1"),
        ("last(1)", "count(...)"),
        ("jr:choice-name('a')", "memerlukan 2"),
        ("indexed-repeat(1)", "paling sedikit 3"),
        ("weighted-checklist(1, 2, 3, 4, 5)", "pasangan"),
    ],
)
def test_wrong_number_of_arguments(empty: ToyForm, expression: str, says: str) -> None:
    with pytest.raises(ArityError) as caught:
        empty.text(expression)
    assert says in str(caught.value)
    assert caught.value.fragment == expression


def test_text_result_of_each_kind(household: ToyForm) -> None:
    assert compile_text("1 div ''", household.scope()).bind(household)(household.root) == ""
    assert household.text("boolean(instance('kec')/root/item)") == "true"
