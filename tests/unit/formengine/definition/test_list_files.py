"""Lists in files beside the form: CSV, XML, GeoJSON, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bina_desktop.formengine.definition import list_files
from bina_desktop.formengine.definition.list_files import (
    ListFileError,
    element_of,
    read_list_file,
)
from bina_desktop.formengine.xpath.items import ItemElement, ItemTable


def read(folder: Path, name: str, content: str | bytes, most: int = 100) -> ItemTable:
    data = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(data)
    found = read_list_file(f"jr://file/{name}", folder, most=most)
    assert isinstance(found, ItemTable)
    return found


def cells(table: ItemTable) -> list[tuple[str, ...]]:
    return [row[:-1] for row in table.rows]


@pytest.mark.parametrize(
    "content",
    [
        "name,label\na,Satu\nb,Dua\n",
        "\ufeffname;label\r\na;Satu\r\n\r\nb;Dua\r\n",
        "name\tlabel\na\tSatu\nb\tDua",
        '"name","label"\n"a","Satu"\n"b","Dua"\n',
        "name,label,\na,Satu,\nb,Dua,\n",
    ],
)
def test_csv_as_programs_write_it(tmp_path: Path, content: str) -> None:
    table = read(tmp_path, "l.csv", content)
    assert list(table.columns) == ["name", "label"]
    assert cells(table) == [("a", "Satu"), ("b", "Dua")]


def test_quotes_hold_separators_and_lines_and_short_rows_are_filled(tmp_path: Path) -> None:
    table = read(tmp_path, "l.csv", 'name,label,prov\na,"Satu, ""dua""\ntiga"\n')
    assert cells(table) == [("a", 'Satu, "dua"\ntiga', "")]


@pytest.mark.parametrize(
    ("content", "told", "line", "column"),
    [
        ("", "kosong", 1, ""),
        (" , \n", "kosong", 1, ""),
        ("a,b,a\n", "Nama kolom “a” muncul dua kali", 1, "a"),
        ("a,,b\n", "Nama kolom kosong", 1, "2"),
        ("a,b\n1,2\n1,2,3\n", "Baris 3 berkas “l.csv” mempunyai lebih banyak sel", 3, "3"),
        ('a,b\n1,"2\n', "tanda kutipnya", 2, ""),
        ('a,b\n"1"x,2\n', "tanda kutipnya", 2, ""),
        (b"a,b\n\xe9,1\n", "bukan UTF-8", None, ""),
        ("a\n" * 7, "terlalu panjang", None, ""),
        (",".join(f"k{n}" for n in range(501)), "paling banyak 500", 1, ""),
    ],
)
def test_mistakes_in_csv_are_told_with_their_place(
    tmp_path: Path, content: str | bytes, told: str, line: int | None, column: str
) -> None:
    with pytest.raises(ListFileError, match=told) as caught:
        read(tmp_path, "l.csv", content, most=5)
    assert (caught.value.file, caught.value.line, caught.value.column) == ("l.csv", line, column)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "source",
    [
        "jr://file/../rahasia.csv",
        "jr://file/a\\b.csv",
        "jr://file/.tersembunyi.csv",
        "jr://file/luar.csv",
        "jr://file/C:x.csv",
        "jr://file/folder.csv",
        "jr://file/tidak-ada.csv",
        "https://contoh.id/a.csv",
        "file:///etc/passwd",
        "jr://file/a.exe",
        "jr://file/",
        "",
    ],
)
def test_only_plain_names_inside_the_folder_are_read(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "lampiran"
    folder.mkdir()
    (folder / "folder.csv").mkdir()
    (tmp_path / "rahasia.csv").write_text("name\nx\n")
    (folder / "luar.csv").symlink_to(tmp_path / "rahasia.csv")
    with pytest.raises(ListFileError):
        read_list_file(source, folder, most=10)
    with pytest.raises(ListFileError):
        read_list_file(source, None, most=10)


def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_files, "MAX_FILE_BYTES", 3)
    with pytest.raises(ListFileError, match="terlalu besar"):
        read(tmp_path, "l.csv", "name\na\n")


def test_a_file_that_may_not_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (tmp_path / "l.csv").touch()
    with pytest.raises(ListFileError, match="tidak dapat dibaca"):
        read_list_file("jr://file-csv/l.csv", tmp_path, most=10)


def test_xml_keeps_its_elements_and_attributes(tmp_path: Path) -> None:
    (tmp_path / "l.xml").write_text("<root><item kode='1'><name>a</name></item><lain/></root>")
    root = read_list_file("jr://file/l.xml", tmp_path, most=10)
    assert not isinstance(root, ItemTable)
    item = ItemElement("item", "", {"kode": "1"}, (ItemElement("name", "a"),))
    assert element_of(root) == ItemElement("root", "", {}, (item, ItemElement("lain")))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<root>", "bukan XML"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><r/>', "bukan XML"),
        ("<r><i/><i/></r>", "terlalu panjang"),
    ],
)
def test_unsafe_or_endless_xml_is_refused(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "l.xml").write_text(content)
    with pytest.raises(ListFileError, match=told):
        read_list_file("jr://file/l.xml", tmp_path, most=1)


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def geojson(folder: Path, *features: object, most: int = 10) -> ItemTable:
    content = json.dumps({"type": "FeatureCollection", "features": features})
    return read(folder, "l.geojson", content, most)


def test_geojson_features_are_rows(tmp_path: Path) -> None:
    table = geojson(
        tmp_path,
        feature(
            {"type": "Point", "coordinates": [102.26, -3.8]},
            name="a",
            luas=1.50,
            baru=True,
            lain=None,
            daftar=[1, "x"],
        )
        | {"id": 7},
        feature({"type": "LineString", "coordinates": [[1, 2, 3], [4, 5]]}, name="b", baru=False),
        feature({"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}),
    )
    rows = [dict(zip(table.columns, row, strict=False)) for row in table.rows]
    assert rows[0] == {
        "geometry": "-3.8 102.26 0 0",
        "id": "7",
        "name": "a",
        "luas": "1.5",
        "baru": "true",
        "lain": "",
        "daftar": '[1, "x"]',
    }
    assert (rows[1]["geometry"], rows[1]["baru"]) == ("2 1 3 0;5 4 0 0", "false")
    assert rows[2]["geometry"] == "0 0 0 0;1 0 0 0;1 1 0 0;0 0 0 0"


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        "Point",
        {"type": "MultiPoint", "coordinates": [[1, 2]]},
        {"type": "Point"},
        {"type": "Point", "coordinates": [1]},
        {"type": "LineString", "coordinates": 3},
        {"type": "Polygon", "coordinates": []},
    ],
)
def test_geometries_that_are_no_place_are_blank(tmp_path: Path, geometry: object) -> None:
    table = geojson(tmp_path, feature(geometry, name="a"))
    assert table.rows[0][table.column("geometry")] == ""


def test_geojson_without_features_has_its_columns(tmp_path: Path) -> None:
    assert set(geojson(tmp_path).columns) == {"id", "title", "geometry"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "bukan GeoJSON"),
        ("[" * 100_000, "bukan GeoJSON"),
        ("[]", "FeatureCollection"),
        ('{"type": "Feature"}', "FeatureCollection"),
        ('{"type": "FeatureCollection", "features": {}}', "FeatureCollection"),
        ('{"type": "FeatureCollection", "features": [1, 2]}', "terlalu panjang"),
        (
            json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [feature(None, **{f"k{n}": n for n in range(501)})],
                }
            ),
            "paling banyak 500",
        ),
    ],
)
def test_what_is_no_collection_is_refused(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(ListFileError, match=told):
        read(tmp_path, "l.geojson", content, most=1)


@pytest.mark.parametrize("coordinates", ['{"a": 1}', "5", '"abc"', "null", "[]", "[5]"])
def test_geojson_border_that_is_none_is_blank(tmp_path: Path, coordinates: str) -> None:
    geometry = f'{{"type": "Polygon", "coordinates": {coordinates}}}'
    feature = f'{{"type": "Feature", "id": "a", "geometry": {geometry}}}'
    content = f'{{"type": "FeatureCollection", "features": [{feature}]}}'
    assert cells(read(tmp_path, "l.geojson", content)) == [("", "a")]


def test_geojson_number_without_bounds_is_blank(tmp_path: Path) -> None:
    huge = "9" * 400
    geometry = f'{{"type": "Point", "coordinates": [{huge}, 1]}}'
    feature = f'{{"type": "Feature", "id": {huge}, "geometry": {geometry}}}'
    content = f'{{"type": "FeatureCollection", "features": [{feature}]}}'
    assert cells(read(tmp_path, "l.geojson", content)) == [("1 NaN 0 0", "NaN")]
