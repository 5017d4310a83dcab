"""Lists of choices: in files beside the form, and in whatever XML a form may hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scenario.dsl import Scenario, opened, scenario
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Choice, FormDefinitionError
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.engine import load_form, new_session


def form(
    model: str, *, calculations: dict[str, str] | None = None, body: str = "", media: Path | None
) -> Scenario:
    """Open a form with a question `a`, a select `p`, and calculations by name."""
    wanted = calculations or {}
    binds = "".join(
        f'<bind nodeset="/data/{name}" calculate="{text}"/>' for name, text in wanted.items()
    )
    instance = "<a/><p/>" + "".join(f"<{name}/>" for name in wanted)
    text = xform(instance, model=model + binds, body=f'<input ref="/data/a"/>{body}')
    if media is None:
        return opened(text)
    definition = read_xform(text, media=media)
    return Scenario(definition, new_session(definition), [])


def select(nodeset: str, value: str = "name", label: str = "label") -> str:
    return (
        f'<select1 ref="/data/p"><itemset nodeset="{nodeset}"><value ref="{value}"/>'
        f'<label ref="{label}"/></itemset></select1>'
    )


CSV = '<instance id="kota" src="jr://file-csv/kota.csv"/>'
XML = '<instance id="kota" src="jr://file/kota.xml"/>'
CHOSEN = select("instance('kota')/root/item[prov = /data/a]")
DOGS = """
<instance id="hewan"><root>
<kucing><name>Mimi</name><umur>12</umur></kucing>
<anjing><name>Mimi</name><umur>9</umur></anjing>
<anjing><name>Bela</name><umur>3</umur></anjing>
</root></instance>
"""
FAMILIES = """
<instance id="warga"><root>
<item kode="x1"><name>Ani</name><lahir>1966</lahir>
<anak><name>Budi</name><lahir>1988</lahir></anak><anak><name>Cici</name><lahir>1990</lahir></anak>
</item>
<item kode="x2"><name>Dedi</name><lahir>1972</lahir>
<anak><name>Eko</name><lahir>1988</lahir></anak>
</item>
</root></instance>
"""


def test_choices_from_a_csv_file(tmp_path: Path) -> None:
    (tmp_path / "kota.csv").write_text("name,label,prov\namq,Ambon,m\ndjj,Jayapura,p\n")
    (
        form(CSV, body=CHOSEN, media=tmp_path)
        .expect_choices("/data/p")
        .answer("/data/a", "m")
        .expect_choices("/data/p", "amq")
        .answer("/data/p", "amq")
        .expect_valid("/data/p")
    )


def test_choices_from_an_xml_file(tmp_path: Path) -> None:
    (tmp_path / "kota.xml").write_text(
        "<root><item><name>amq</name><label>Ambon</label><prov>m</prov></item></root>"
    )
    told = form(XML, body=CHOSEN, media=tmp_path).answer("/data/a", "m")
    assert list(told.node("/data/p").choices) == [Choice("amq", "Ambon")]


def test_choices_from_a_geojson_file_name_their_columns(tmp_path: Path) -> None:
    (tmp_path / "kota.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": '
        '"Point", "coordinates": [102.26, -3.8]}, "properties": {"kode": "bks", "nama": "Bks"}}]}'
    )
    told = form(
        '<instance id="kota" src="jr://file/kota.geojson"/>',
        body=select("instance('kota')/root/item", "kode", "nama"),
        calculations={"b": "instance('kota')/root/item[kode = /data/p]/geometry"},
        media=tmp_path,
    )
    told.expect_choices("/data/p", "bks").answer("/data/p", "bks")
    told.expect("/data/b", "-3.8 102.26 0 0")


def test_a_list_that_has_only_its_head_offers_nothing(tmp_path: Path) -> None:
    (tmp_path / "kota.csv").write_text("name,label,prov\n")
    told = form(CSV, body=CHOSEN, media=tmp_path).expect_choices("/data/p")
    assert not told.form.notices


def test_mistakes_in_files_are_told_with_file_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "kota.csv").write_text("name,label\na,b\na,b,c\n")
    with pytest.raises(FormDefinitionError) as caught:
        form(CSV + XML.replace("kota", "desa"), body=CHOSEN, media=tmp_path)
    told = [(m.sheet, m.row, m.column) for m in caught.value.messages]
    assert told == [("kota.csv", 3, "3"), ("desa.xml", None, "")]


def test_a_missing_column_of_values_is_told(tmp_path: Path) -> None:
    (tmp_path / "kota.csv").write_text("kode,label,prov\na,b,c\n")
    with pytest.raises(FormDefinitionError, match="tidak mempunyai kolom “name”"):
        form(CSV, body=CHOSEN, media=tmp_path)


def test_the_folder_of_files_is_found_beside_the_form(tmp_path: Path) -> None:
    text = xform("<a/><p/>", model=CSV, body=CHOSEN)
    (tmp_path / "uji.xml").write_text(text)
    with pytest.raises(FormDefinitionError, match=r"“kota\.csv” tidak ada"):
        load_form(tmp_path / "uji.xml", cache_dir=tmp_path)
    (tmp_path / "uji-media").mkdir()
    (tmp_path / "uji-media" / "kota.csv").write_text("name,label,prov\na,A,x\n")
    assert load_form(tmp_path / "uji.xml", cache_dir=tmp_path).tables[0].rows


def test_pictures_that_are_missing_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "ada.png").touch()
    values = "".join(
        f'<text id="{name}"><value>{name}</value><value form="image">jr://images/{name}.png'
        "</value></text>"
        for name in ("ada", "hilang")
    )
    text = xform(
        "<p/>",
        itext=f'<itext><translation lang="id">{values}</translation></itext>',
        body='<select1 ref="/data/p"><label ref="jr:itext(\'ada\')"/><item>'
        "<label ref=\"jr:itext('hilang')\"/><value>h</value></item></select1>",
    )
    assert not read_xform(text).notices
    form = read_xform(text, media=tmp_path)
    assert ["“hilang.png” tidak ada" in notice.message for notice in form.notices] == [True]
    node = new_session(form).root.children[0]
    assert node.media.image == "ada.png"
    assert [choice.media.image for choice in node.choices] == ["hilang.png"]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("instance('hewan')/root/kucing[name = 'Mimi']/umur", "12"),
        ("instance('hewan')/root/anjing[name = 'Mimi']/umur", "9"),
        ("count(instance('hewan')/root/anjing)", "2"),
        ("count(instance('hewan')/root/*)", "3"),
        ("instance('hewan')/root/ikan[name = 'Mimi']/umur", ""),
        ("count(instance('hewan')/kebun/anjing)", "0"),
        ("count(instance('warga')/root/item[lahir &lt; 1970]/anak[lahir = 1988])", "1"),
        ("instance('warga')/root/item[name = 'Dedi']/anak/name", "Eko"),
        ("instance('warga')/root/item[@kode = 'x2']/name", "Dedi"),
        ("instance('warga')/root/item[anak/name = 'Cici']/@kode", "x1"),
        ("instance('warga')/root/item[2]/name", "Dedi"),
        ("name(instance('warga')/root/item[1]/anak[2]/name/..)", "anak"),
        ("sum(instance('warga')/root/item/anak/lahir)", "5966"),
        ("count(instance('warga')/root/item/name)", "2"),
        ("count(instance('warga')/root/item[1]/anak[1]/name/text())", "1"),
        ("count(instance('warga')//name)", "5"),
        ("local-name(instance('warga')/root/item[1]/*[last()])", "anak"),
        ("count(instance('warga')//node()/@*)", "2"),
        ("count(instance('warga')//text()[lang('id')])", "0"),
        ("count(instance('warga')//item[id('q')])", "0"),
        ("count(instance('warga')/root/item[anak])", "2"),
        ("instance('warga')/root/item[count(anak) = 1]/name", "Dedi"),
    ],
)
def test_a_list_may_be_any_xml(expression: str, value: str) -> None:
    form(DOGS + FAMILIES, calculations={"b": expression}, media=None).expect("/data/b", value)


def test_elements_of_another_name_are_no_items() -> None:
    plain = '<instance id="l"><root><item><name>a</name></item></root></instance>'
    told = form(
        plain,
        calculations={
            "b": "count(instance('l')/root/item)",
            "c": "count(instance('l')/root/lain)",
            "d": "instance('l')/akar/item/name",
        },
        media=None,
    )
    told.expect("/data/b", 1).expect("/data/c", 0).expect("/data/d", "")
    assert ["root/lain" in told.form.notices[0].message] == [True]


def test_elements_below_the_items_are_no_choices() -> None:
    (
        form(
            FAMILIES,
            body=select("instance('warga')/root/item/anak", label="name"),
            media=None,
        ).expect_choices("/data/p")
    )


def test_choices_may_be_elements_that_a_deep_filter_picks() -> None:
    (
        form(
            FAMILIES,
            body=select("instance('warga')/root/item[anak/lahir = /data/a]", label="name"),
            media=None,
        )
        .expect_choices("/data/p")
        .answer("/data/a", "1988")
        .expect_choices("/data/p", "Ani", "Dedi")
        .answer("/data/a", "1990")
        .expect_choices("/data/p", "Ani")
    )


def items(content: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return columns and rows of a list inside the form."""
    model = f'<instance id="kota"><root>{content}</root></instance>'
    (table,) = read_xform(xform("<a/>", model=model)).tables
    return [*table.columns], [row[:-1] for row in table.rows]


def test_items_with_other_cells_leave_the_rest_blank() -> None:
    columns, rows = items(
        "<item><name>a</name><prov>1</prov></item><item><name>b</name></item>"
        "<item><luas>3</luas><name>c</name></item>"
    )
    assert columns == ["name", "prov", "luas"]
    assert rows == [("a", "1", ""), ("b", "", ""), ("c", "", "3")]


def test_a_cell_that_stands_twice_is_no_column() -> None:
    columns, rows = items("<item><name>a</name><ket>1</ket><ket>2</ket></item>")
    assert columns == ["name"]
    assert rows == [("a",)]


def test_elements_of_two_namespaces_are_items_of_one_name() -> None:
    columns, rows = items("<item><name>a</name></item><orx:item><orx:name>b</orx:name></orx:item>")
    assert columns == ["name"]
    assert rows == [("a",), ("b",)]


GEOJSON = '<instance id="kota" src="jr://file/kota.geojson"/>'
PLACES = """{"type": "FeatureCollection", "features": [
{"type": "Feature", "id": "bkl", "properties": {"title": "Bengkulu"},
 "geometry": {"type": "Point", "coordinates": [102.26, -3.8]}},
{"type": "Feature", "id": "slm", "properties": {"title": "Seluma"}, "geometry": null}]}"""


def test_choices_of_features_say_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "kota.geojson").write_text(PLACES, encoding="utf-8")
    body = select("instance('kota')/root/item", value="id", label="title")
    story = form(GEOJSON, body=body, media=tmp_path)
    assert story.node("/data/p").choices == (
        Choice("bkl", "Bengkulu", geometry="-3.8 102.26 0 0"),
        Choice("slm", "Seluma"),
    )


def test_translated_choices_say_where_they_are() -> None:
    story = scenario(
        """
        | survey |
        |  | type           | name | label::Indonesia (id) | label::English (en) | appearance |
        |  | select_one tpt | p    | Tempat                | Place               | quick map  |
        | choices |
        |  | list_name | name | label::Indonesia (id) | label::English (en) | geometry       |
        |  | tpt       | a    | Kantor                | Office              | -3.8 102.3 0 0 |
        """
    )
    assert story.node("/data/p").choices == (Choice("a", "Kantor", geometry="-3.8 102.3 0 0"),)
