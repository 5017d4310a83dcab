"""The tail of the ODK functions, in both backends: geometry, digests, logarithms, look-ups."""

from __future__ import annotations

from math import inf, isnan, nan

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath.compiler import (
    Backend,
    compile_boolean,
    compile_items,
    compile_nodes,
    compile_number,
    compile_text,
    is_items,
)
from bina_desktop.formengine.xpath.errors import ArgumentError, XPathError

SQUARE = "0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0"
BACKENDS = list(Backend)


def text(form: ToyForm, expression: str, backend: Backend, at: str = "/data") -> str:
    compiled = compile_text(expression, form.scope(at), backend)
    return compiled.bind(form)(form.node(at))


def number(form: ToyForm, expression: str, backend: Backend) -> float:
    compiled = compile_number(expression, form.scope(), backend)
    return compiled.bind(form)(form.root)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("sin(0)", 0.0),
        ("cos(0)", 1.0),
        ("tan(0)", 0.0),
        ("asin(2)", nan),
        ("acos(1)", 0.0),
        ("atan(0)", 0.0),
        ("atan2(0, 1)", 0.0),
        ("atan2(1, 'x')", nan),
        ("pi()", 3.141592653589793),
        ("exp(0)", 1.0),
        ("exp(1000)", inf),
        ("exp10(-2)", 0.01),
        ("log(1)", 0.0),
        ("log(0)", -inf),
        ("log(-1)", nan),
        ("log10(100)", 2.0),
        ("log10(0)", -inf),
        ("log10(-1)", nan),
        ("decimal-date-time('1970-01-02T12:00:00')", 1.5),
        ("count-selected('a b')", 2.0),
        ("string-length('abc')", 3.0),
        (f"area('{SQUARE}')", 12391256135.81),
        ("area('1 1;2 2')", 0.0),
        ("area('')", 0.0),
        ("area('91 0;0 1;1 1')", 0.0),
        ("distance('0 0;0 90')", 10018696.05),
        ("distance('0 0;0 0;;')", 0.0),
        ("distance('0 0', '0 90')", 10018696.05),
        ("distance('0 0;utara')", nan),
        ("distance('0 0;0 x')", nan),
        ("distance('0 0;0 181')", nan),
    ],
)
def test_number(empty: ToyForm, backend: Backend, expression: str, value: float) -> None:
    result = number(empty, expression, backend)
    assert result == pytest.approx(value, rel=1e-12) or (isnan(result) and isnan(value))


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (f"geofence('0.5 0.5 0 0', '{SQUARE}')", "true"),
        (f"geofence('2 0.5', '{SQUARE}')", "false"),
        (f"geofence('', '{SQUARE}')", "false"),
        ("geofence('0 0', '')", "false"),
        ("geofence('0 0', '1 1;2 2')", "false"),
        (f"intersects('{SQUARE}')", "false"),
        ("intersects('0 0;1 1;0 1;1 0')", "true"),
        ("intersects('0 0;0 2;1 2;0 1')", "true"),
        ("intersects('0 0;0 1;0 2')", "false"),
        ("intersects('')", "false"),
        ("contains('abc', 'b')", "true"),
        ("not(true())", "false"),
        ("boolean-from-string('1')", "true"),
        ("selected('a b', 'b')", "true"),
        ("digest('abc', 'SHA-1', 'hex')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("digest('some text', 'MD5', 'hex')", "552e21cd4cd9918678e3c1a0df491bc3"),
        ("digest('', 'SHA-1')", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
        ("digest('x', concat('SHA', '-0'))", ""),
        ("digest('x', 'MD5', concat('h', 'eks'))", ""),
        ("base64-decode('SGVsbG8=')", "Hello"),
        ("base64-decode('?')", ""),
        ("uuid(0)", ""),
        ("uuid('x')", ""),
        ("string-length(uuid(12))", "12"),
        ("string-length(uuid(1e9))", ""),
        ("string-length(uuid(1000000))", "1000"),
        ("version()", "2026.1"),
        ("random()", "0.25"),
        ("jr:itext('judul')", "teks judul"),
        ("false() and tidak-dikenal()", "false"),
        ("1 or tidak-dikenal()", "true"),
        ("0 or 1 and 1", "true"),
        ("boolean(date-time(true()))", "false"),
        ("decimal-time('18:00')", "0.75"),
        ("number('2026-11-23T00:00:00+09:00')", "20779.916666666668"),
        ("'2026-11-23' + 0", "20780"),
        ("string(now())", "2026-11-23T18:30:00.000+07:00"),
        ("string(today())", "2026-11-23"),
    ],
)  # fmt: skip
def test_text(empty: ToyForm, backend: Backend, expression: str, value: str) -> None:
    if "1e9" in expression:
        with pytest.raises(XPathError):
            text(empty, expression, backend)
    else:
        assert text(empty, expression, backend) == value


def test_line_of_too_many_sides_is_not_searched_for_crossings(empty: ToyForm) -> None:
    zigzag = ";".join(f"{place % 2} {place / 100}" for place in range(1_100))
    assert text(empty, f"intersects('{zigzag}')", Backend.GENERATED) == "false"


def test_too_many_points_are_no_line(empty: ToyForm) -> None:
    many = ";".join(["0 0"] * 20_001)
    assert isnan(number(empty, f"distance('{many}')", Backend.GENERATED))


@pytest.mark.parametrize("expression", ["digest('x', 'CRC-32')", "digest('x', 'MD5', 'oktal')"])
def test_digest_that_can_never_be_made_is_refused(empty: ToyForm, expression: str) -> None:
    with pytest.raises(ArgumentError, match="digest\\(\\) mengenal"):
        empty.text(expression)


@pytest.mark.parametrize("backend", BACKENDS)
def test_pulldata_reads_a_cell_of_the_first_row_found(
    household: ToyForm, backend: Backend
) -> None:
    assert text(household, "pulldata('kec', 'label', 'kab', '1571')", backend) == "Telanaipura"
    assert text(household, "pulldata('kec', 'label', 'kab', 'lain')", backend) == ""
    assert text(household, "pulldata('kab', 'label', 'name', ../kab)", backend, "/data/g/q") == (
        "Kota Jambi"
    )


@pytest.mark.parametrize("backend", BACKENDS)
def test_pulldata_from_what_is_not_there_is_blank_and_told(
    household: ToyForm, backend: Backend
) -> None:
    compiled = compile_text("pulldata('lain', 'a', 'b', 'c')", household.scope(), backend)
    assert compiled.bind(household)(household.root) == ""
    assert "“lain” tidak ada" in compiled.missing[0].message


def test_pulldata_tells_unknown_columns(household: ToyForm) -> None:
    compiled = household.compiled("pulldata('kec', 'luas', 'pulau', 'c')")
    assert [missing.text for missing in compiled.missing] == ["pulau"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_pulldata_wants_names_in_quotes(household: ToyForm, backend: Backend) -> None:
    with pytest.raises(ArgumentError, match="pulldata\\(\\) ditulis"):
        text(household, "pulldata('kec', /data/a, 'kab', '1')", backend)


@pytest.mark.parametrize("backend", BACKENDS)
def test_randomize_shuffles_choices_by_the_seed(household: ToyForm, backend: Backend) -> None:
    def names(expression: str) -> list[str]:
        compiled = compile_items(expression, household.scope(), backend)
        return [row[0] for row in compiled.bind(household)(household.root)]

    orders = {tuple(names(f"randomize(instance('kec')/root/item, {seed})")) for seed in range(40)}
    assert len(orders) == 6
    assert names("randomize(instance('kec')/root/item, 3)") == names(
        "randomize(instance('kec')/root/item, '3')"
    )
    assert sorted(names("randomize(instance('kec')/root/item)")) == ["01", "02", "03"]
    assert names("randomize(instance('tidak')/root/item, 1)") == []
    assert is_items("randomize(instance('kec')/root/item, 1)")


@pytest.mark.parametrize("backend", BACKENDS)
def test_randomize_shuffles_instances_of_a_repeat(household: ToyForm, backend: Backend) -> None:
    compiled = compile_nodes("randomize(/data/anggota, 7)", household.scope(), backend)
    places = [node.pos for node in compiled.bind(household)(household.root)]
    assert sorted(places) == [1, 2, 3]
    one = compile_nodes("randomize(/data/kosong)", household.scope(), backend)
    assert [*one.bind(household)(household.root)] == [household.node("/data/kosong")]


@pytest.mark.parametrize("backend", BACKENDS)
def test_randomize_of_a_value_is_refused(household: ToyForm, backend: Backend) -> None:
    with pytest.raises(ArgumentError, match="randomize\\(\\) mengacak daftar"):
        compile_items("randomize('a b c')", household.scope(), backend)


def test_randomize_without_a_seed_is_volatile(household: ToyForm) -> None:
    assert household.compiled("join(' ', randomize(/data/anggota/nama))").volatile
    assert not household.compiled("join(' ', randomize(/data/anggota/nama, 1))").volatile


@pytest.mark.parametrize("backend", BACKENDS)
def test_geometry_over_the_nodes_of_a_repeat(backend: Backend) -> None:
    form = ToyForm({"titik": [{"x": "0 0"}, {"x": "0 90"}]})
    assert number(form, "distance(/data/titik/x)", backend) == pytest.approx(10018696.05)


def test_condition_over_two_backends_stops_at_a_constant(empty: ToyForm) -> None:
    for backend in BACKENDS:
        compiled = compile_boolean("true() or hilang()", empty.scope(), backend)
        assert compiled.bind(empty)(empty.root) is True
