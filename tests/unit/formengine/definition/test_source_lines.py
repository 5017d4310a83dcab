"""Of a form without a workbook, messages name the path and the line of the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.formengine.xform_text import HEAD

from bina_desktop.formengine.engine import check_form

FORM = f"""{HEAD}
<h:head><h:title>Uji</h:title><model>
<instance><data id="uji" version="1">
<a/>
<g>
<a/>
<b/>
</g>
</data></instance>
<bind nodeset="/data/a" relevant="foo(1)"/>
<bind nodeset=" g/a " type="string" constraint="bar(1)" calculate="1 +"/>

<bind nodeset="/data/g/b" calculate="../c + /data/d"/>
<bind nodeset="/data/hantu" relevant="1"/>
</model></h:head>
<h:body>
<input ref="/data/a" appearance="bintang"><label>A <output value="baz(1)"/></label></input>
<group ref="/data/g">
<select1 ref="/data/g/a"><itemset nodeset="instance('l')/root/item"><value ref="name"/>
<label ref="label"/></itemset></select1>
<input ref="/data/z"/>
</group>
</h:body></h:html>"""


def told(text: str, folder: Path) -> list[tuple[str, int | None, str]]:
    path = folder / "form.xml"
    path.write_text(text, encoding="utf-8")
    found = check_form(path, cache_dir=folder)
    assert {message.sheet for message in found} == {""}
    assert all(message.english for message in found)
    return [(message.question, message.row, message.column) for message in found]


def test_questions_of_one_name_are_told_apart(tmp_path: Path) -> None:
    assert set(told(FORM, tmp_path)) == {
        ("/data/a", 10, "relevant"),
        ("/data/g/a", 11, "constraint"),
        ("/data/g/a", 11, "calculation"),
        ("/data/a", 17, "label"),
    }


def test_notices_tell_the_line_of_a_bind_or_of_a_control(tmp_path: Path) -> None:
    text = FORM
    for mistake in ("foo(1)", "bar(1)", "baz(1)", "1 +"):
        text = text.replace(mistake, "1")
    assert set(told(text, tmp_path)) == {
        ("/data/hantu", 14, ""),
        ("/data/z", 21, ""),
        ("/data/a", 17, "appearance"),
        ("/data/g/b", 13, "calculation"),
        ("/data/g/a", 19, "choice_filter"),
    }


def test_a_node_without_bind_and_control_is_found_in_the_instance(tmp_path: Path) -> None:
    text = f"""{HEAD}<h:head><model><instance><data id="uji">
<a/>
<b>
<c/>
<d/>
<d/>
</b></data></instance></model></h:head><h:body/></h:html>"""
    assert told(text, tmp_path) == [("/data/b/d", 6, "")], "the second of them"


def test_a_circle_names_its_lines(tmp_path: Path) -> None:
    text = f"""{HEAD}<h:head><model><instance><data id="uji"><a/><b/></data></instance>
<bind nodeset="/data/a" calculate="/data/b"/>
<bind nodeset="/data/b" calculate="/data/a"/>
</model></h:head><h:body/></h:html>"""
    path = tmp_path / "form.xml"
    path.write_text(text, encoding="utf-8")
    (circle,) = check_form(path, cache_dir=tmp_path)
    assert (circle.question, circle.row) in {("/data/a", 2), ("/data/b", 3)}
    assert "a (calculation) baris 2" in circle.message
    assert "b (calculation) baris 3" in circle.message


LIST = '<instance id="kota" src="jr://file-csv/kota.csv"/>'


@pytest.mark.parametrize(
    ("bind", "control", "place"),
    [
        (
            "",
            (
                '<select1 ref="/data/a"><itemset nodeset="instance(\'kota\')/root/item">'
                '<value ref="name"/><label ref="label"/></itemset></select1>'
            ),
            ("/data/a", 5, "type"),
        ),
        (
            "<bind nodeset=\"/data/a\" calculate=\"pulldata('kota', 'label', 'name', 1)\"/>",
            '<input ref="/data/b"/>',
            ("/data/a", 3, "calculation"),
        ),
    ],
)
def test_a_missing_list_file_is_told_where_it_is_used(
    tmp_path: Path, bind: str, control: str, place: tuple[str, int, str]
) -> None:
    text = f"""{HEAD}<h:head><model><instance><data id="uji"><a/><b/></data></instance>
{LIST}
{bind}
</model></h:head><h:body>
{control}</h:body></h:html>"""
    assert place in told(text, tmp_path)
