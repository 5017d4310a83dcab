"""Secondary instances: lists of choices, filters, look-ups."""

from __future__ import annotations

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath.compiler import compile_items, is_items
from bina_desktop.formengine.xpath.errors import ArgumentError, ArityError, UnsupportedXPathError
from bina_desktop.formengine.xpath.host import ResultType
from bina_desktop.formengine.xpath.items import ItemTable

KEC = "instance('kec')/root/item"


@pytest.mark.parametrize(
    ("predicates", "names"),
    [
        ("", ["01", "02", "03"]),
        ("[kab = /data/g/kab]", ["01", "02"]),
        ("[/data/g/kab = kab]", ["01", "02"]),
        ("[kab = '1501']", ["03"]),
        ("[./kab = '1501']", ["03"]),
        ("[kab = 'tidak ada']", []),
        ("[kab = 1571]", ["01", "02"]),
        ("[kab = /data/a]", []),
        ("[kab = label]", []),
        ("[kab = concat(label, '')]", []),
        ("[kab != '1571']", ["03"]),
        ("[luas > 10]", ["01"]),
        ("[luas]", ["01", "02"]),
        ("[kab = '1571' and luas > 10]", ["01"]),
        ("[luas > 10 and kab = '1571' and 5]", ["01"]),
        ("[kab = '1571'][2]", ["02"]),
        ("[2]", ["02"]),
        ("[position() = last()]", ["03"]),
        ("[kab = '1571'][position() = last()]", ["02"]),
        ("[selected('01 03', name)]", ["01", "03"]),
        ("[starts-with(label, 'J') or name = '03']", ["02", "03"]),
        ("[name = current()/../kab or kab = current()/../kab]", ["01", "02"]),
        ("[count(/data/anggota) = name]", ["03"]),
        ("[count(/data/anggota[umur > 5]) = name]", ["02"]),
        ("[instance('kab')/root/item[name = '1501']/name = kab]", ["03"]),
    ],
)
def test_filter(household: ToyForm, predicates: str, names: list[str]) -> None:
    rows = household.items(f"{KEC}{predicates}", "/data/g/q")
    assert [row[0] for row in rows] == names


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (f"{KEC}[name = '02']/label", "Jelutung"),
        (f"{KEC}[name = 'x']/label", ""),
        (f"{KEC}[name = '03']/luas", ""),
        (f"{KEC}/luas + 1", "31"),
        (f"sum({KEC}/luas)", "38"),
        (f"count({KEC}[kab = '1571'])", "2"),
        (f"boolean({KEC}[kab = 'x'])", "false"),
        (f"{KEC}/label = 'Jelutung'", "true"),
        (f"{KEC}/luas > 29", "true"),
        (f"join(', ', {KEC}[kab = /data/g/kab]/label)", "Telanaipura, Jelutung"),
        ("count(instance('tak')/root/item)", "0"),
        ("instance('tak')/root/item[name = 1]/label", ""),
    ],
)
def test_value_of_a_list(household: ToyForm, expression: str, text: str) -> None:
    assert household.text(expression) == text


def test_equality_on_a_column_reads_the_index_only(household: ToyForm) -> None:
    compiled = compile_items(f"{KEC}[kab = /data/g/kab]", household.scope())
    evaluate = compiled.bind(household)
    assert len(evaluate(household.root)) == 2
    household.tables[1].rows = ()
    assert len(evaluate(household.root)) == 2
    assert compiled.result_type is ResultType.ITEMS
    assert compiled.lists == (1,)
    assert not compiled.constant


def test_missing_list_is_reported_and_empty(household: ToyForm) -> None:
    compiled = compile_items("instance('tak')/root/item", household.scope())
    assert compiled.bind(household)(household.root) == []
    assert compiled.missing[0].text == "instance('tak')"


def test_missing_column_is_reported_when_columns_are_known(household: ToyForm) -> None:
    known = household.compiled("instance('kab')/root/item[prov = 'x']/ibu")
    assert [missing.text for missing in known.missing] == ["prov", "ibu"]
    assert known.bind(household)(household.root) == ""
    attached = household.compiled("instance('luar.csv')/root/item[name = 'x']/ibu")
    assert attached.missing == ()
    assert attached.bind(household)(household.root) == ""


def test_is_items_tells_lists_from_repeats() -> None:
    assert is_items(f"{KEC}[1]")
    assert not is_items("/data/anggota")
    assert not is_items("current()/a")
    assert not is_items("1 + 1")


@pytest.mark.parametrize(
    ("expression", "error", "says"),
    [
        ("instance(/data/a)/root/item", ArgumentError, "tanda kutip"),
        ("instance()/root/item", ArityError, "1 argumen"),
        ("current(1)/a", ArityError, "tanpa argumen"),
        ("instance('kec')", ArgumentError, "tambahkan nama kolomnya"),
        ("instance('kec')/root", ArgumentError, "tambahkan nama kolomnya"),
        ("instance('kec')/root[1]/item", ArgumentError, "tambahkan nama kolomnya"),
        (f"{KEC}/a/b", UnsupportedXPathError, "hanya ada root/item/kolom"),
        ("instance('kec')/../a/b", UnsupportedXPathError, "hanya ada root/item/kolom"),
        (f"{KEC}[../a = 1]", UnsupportedXPathError, "current()/.."),
        (f"{KEC}[. = 1]", ArgumentError, "satu kolom"),
        (f"{KEC}[a/b = 1]", ArgumentError, "satu kolom"),
        (f"string({KEC})", ArgumentError, "tambahkan nama kolomnya"),
    ],
)
def test_wrong_use_of_a_list(
    household: ToyForm, expression: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error) as caught:
        household.text(expression)
    assert says in str(caught.value)


def test_itemset_must_be_a_list(household: ToyForm) -> None:
    with pytest.raises(ArgumentError, match="Daftar pilihan harus"):
        household.items("/data/anggota")


def test_ragged_rows_read_blank() -> None:
    table = ItemTable(("name", "label"), [("a",), ("b", "B", "lebih"), ()])
    place = table.column("label")
    assert [row[place] for row in table.rows] == ["", "B", ""]
    assert [row[table.column("tak")] for row in table.rows] == ["", "", ""]
    assert list(table.lookup(place, "B")) == [table.rows[1]]
    assert list(table.lookup(place, "x")) == []
