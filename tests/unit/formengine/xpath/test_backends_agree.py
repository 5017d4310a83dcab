"""Generated Python and closures are made apart from each other and must mean the same."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from tests.unit.formengine.xpath.conftest import build_household
from tests.unit.formengine.xpath.expressions import expressions
from tests.unit.formengine.xpath.test_limits import nested_if
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath.compiler import (
    Backend,
    compile_boolean,
    compile_items,
    compile_nodes,
    compile_number,
    compile_text,
)
from bina_desktop.formengine.xpath.errors import XPathError

CONTEXTS = (compile_text, compile_number, compile_boolean)
FULL = build_household()
HALF_HIDDEN = build_household()
HALF_HIDDEN.node("/data/anggota[2]").hide()
HALF_HIDDEN.node("/data/g/umur").hide()
HALF_HIDDEN.node("/data/anggota[1]/nama").hide()


@settings(max_examples=150, deadline=None)
@given(expressions())
def test_random_expressions(text: str) -> None:
    for compiler in CONTEXTS:
        try:
            generated = compiler(text, FULL.scope())
        except XPathError:
            assume(condition=False)
        closures = compiler(text, FULL.scope(), Backend.CLOSURES)
        for form in (FULL, HALF_HIDDEN):
            one, other = (made.bind(form)(form.root) for made in (generated, closures))
            assert repr(one) == repr(other)


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    [
        " + ".join(["/data/a"] * 3_000),
        " - ".join(["/data/a"] * 3_000),
        " or ".join(["/data/g/q = 'no'"] * 3_000),
        " = ".join(["1"] * 1_000),
        " | ".join(["/data/a", "/data/b"] * 500),
        nested_if(1_000),
        "if(" * 300 + "/data/kosong" + ", 'y', 'n')" * 300,
        "".join(f"if(/data/a = {n}, {n}, " for n in range(300)) + "'x'" + ")" * 300,
        "1+(" * 4_000 + "/data/a" + ")" * 4_000,
        "not(" * 4_000 + "/data/a" + ")" * 4_000,
        "-" * 4_000 + "1",
        "concat(" * 500 + "/data/a" + ")" * 500,
        "coalesce('', " * 300 + "/data/a" + ")" * 300,
        "sum(" + ", ".join(["/data/a"] * 3_000) + ")",
        "count(/data/anggota[" * 5 + "umur" + "])" * 5,
        "/data/anggota[" + " + ".join(["umur"] * 500) + " = 3500]/nama",
        "join(' ', /data/anggota[" + "not(" * 100 + "umur > 10" + ")" * 100 + "]/nama)",
    ],
    ids=lambda text: text[:24],
)
def test_deep_and_long_expressions(text: str) -> None:
    compiled = (compile_text(text, FULL.scope(), backend) for backend in Backend)
    one, other = (made.bind(FULL)(FULL.root) for made in compiled)
    assert one == other


@pytest.mark.parametrize(
    "text",
    [
        "instance('kec')/root/item",
        "instance('kec')/root/item[kab = /data/g/kab]",
        "instance('kec')/root/item[position() = 2]/label",
        "instance('tidak')/root/item",
        "instance('luar.csv')/root/item[name = 'x']",
    ],
)
def test_items(text: str) -> None:
    compiled = (compile_items(text, FULL.scope(), backend) for backend in Backend)
    one, other = ([*made.bind(FULL)(FULL.root)] for made in compiled)
    assert one == other


@pytest.mark.parametrize("text", ["/data/anggota[umur != '']", "/data/a", "/data/tidak_ada"])
def test_nodes(text: str) -> None:
    compiled = (compile_nodes(text, FULL.scope(), backend) for backend in Backend)
    one, other = (made.bind(FULL)(FULL.root) for made in compiled)
    assert one == other


PERSON = "/data/anggota[2]/nama"


@pytest.mark.parametrize(
    "text",
    [
        "position(..)",
        "position(../..)",
        "../umur",
        "count(../anak)",
        "join(' ', ../../anggota/nama)",
        "join(' ', ../anak[nama = current()/../anak/nama]/nama)",
        "/data/anggota[position() = position(current()/..) - 1]/nama",
        "once('x')",
        "concat(., string-length(), normalize-space(), string(), number())",
        "jr:choice-name(., '../../g/kab')",
        "string(../../anggota[nama = current()]/umur)",
        "indexed-repeat(/data/anggota/nama, /data/anggota, position(..) - 1)",
    ],
)
def test_inside_a_repeat(text: str) -> None:
    form: ToyForm = FULL
    compiled = (compile_text(text, form.scope(PERSON), backend) for backend in Backend)
    one, other = (made.bind(form)(form.node(PERSON)) for made in compiled)
    assert one == other
