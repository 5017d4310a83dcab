"""Workbooks without a mistake: every feature of XLSForm passes the checks."""

# ruff: noqa: E501 -- a line is as long as a row of a workbook

from __future__ import annotations

import pytest
from tests.unit.formengine.definition.lint_table import outcome

TABLES = {
    "groups, nested repeats and sums": """
| survey |
| | type | name | label | relevant | repeat_count | calculation | constraint | constraint_message | required | read_only | default |
| | start | start | | | | | | | | | |
| | today | today | | | | | | | | | |
| | deviceid | dev | | | | | | | | | |
| | username | user | | | | | | | | | |
| | begin group | g | G | | | | | | | | |
| | integer | n | N | | | | . >= 0 and . <= 9 | 0–9 | yes | | 2 |
| | begin_repeat | r1 | R1 | ${n} > 0 | ${n} | | | | | | |
| | text | a | A ${n} | | | | | | TRUE | | |
| | begin repeat | r2 | R2 ${a} | | | | | | | | |
| | decimal | x | X | ${a} != '' | | | . < 5 * ${n} | | | | ${n} div 2 |
| | begin repeat | r3 | R3 | | | | | | | | |
| | integer | y | Y | | | | | | | | position(..) |
| | end repeat | | | | | | | | | | |
| | calculate | sy | | | | sum(${y}) | | | | | |
| | end repeat | | | | | | | | | | |
| | end_repeat | | | | | | | | | | |
| | end group | | | | | | | | | | |
| | calculate | total | | | | sum(${x}) + count(${r1}) + coalesce(${n}, 0) | | | | | |
| | calculate | first | | | | indexed-repeat(${a}, ${r1}, 1) | | | | | |
| | note | note1 | Total **${total}** ${first} | ${total} > 5 or not(${n} = 3) | | | | | | | |
| | note | | Tanpa nama | | | | | | | | |
| | end | end | | | | | | | | | |
""",
    "cascades, other, choice filters": """
| survey |
| | type | name | label | choice_filter | appearance | parameters | relevant |
| | select_one prov | p | P | | minimal | | |
| | select_one kab | k | K | prov = ${p} | minimal autocomplete | | |
| | select one kab | k2 | K | prov=${p} and name != ${k} | | randomize=true, seed=42 | |
| | select_multiple warna or_other | w | W | | columns | | selected(${p}, 'a') |
| | rank warna | rk | R | | | | count-selected(${w}) >= 2 |
| | calculate | nama | | | | | |
| | select_one ya | y | Y | | likert | | jr:choice-name(${p}, '${p}') = 'A' |
| | begin group | tl | T | | table-list | | |
| | select_one ya | y1 | Y | | | | |
| | select_one ya | y2 | Y | | | | |
| | end group | | | | | | |
| choices |
| | list_name | name | label | prov |
| | prov | a | A | |
| | prov | b | B | |
| | kab | a1 | A1 | a |
| | kab | b1 | B1 | b |
| | warna | m | Merah | |
| | warna | h | Hijau | |
| | ya | 1 | Ya | |
| | ya | 0 | Tidak | |
""".replace("| | calculate | nama | | | | | |\n", ""),
    "languages, media, hints": """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | hint::Indonesia (id) | hint::English (en) | guidance_hint::Indonesia (id) | guidance_hint::English (en) | image | audio::Indonesia (id) | audio::English (en) | constraint | constraint_message::Indonesia (id) | constraint_message::English (en) | required | required_message::Indonesia (id) | required_message::English (en) |
| | text | a | A | A | H | H | G | G | a.png | a.mp3 | b.mp3 | . != '' | Isi | Fill | yes | Wajib | Required |
| | note | b | B ${a} | B ${a} | | | | | | | | | | | | | |
| | select_one w | c | C | C | | | | | | | | | | | | | |
| choices |
| | list_name | name | label::Indonesia (id) | label::English (en) | image |
| | w | 1 | Satu | One | 1.png |
| settings |
| | form_title | form_id | version | default_language | instance_name | style |
| | Uji | uji | 2026112301 | Indonesia (id) | concat('uji-', ${a}) | pages |
""",
    "kinds of questions and parameters": """
| survey |
| | type | name | label | parameters | appearance | trigger | calculation | bind::bina:bobot | body::accuracyThreshold |
| | date | d | D | | month-year | | | | |
| | time | t | T | | | | | | |
| | dateTime | dt | DT | | | | | | |
| | geopoint | gp | GP | capture-accuracy=10 | maps | | | | 5 |
| | geotrace | gt | GT | | | | | | |
| | geoshape | gs | GS | | | | | | |
| | barcode | bc | BC | | | | | | |
| | image | im | IM | max-pixels=1000 | annotate | | | | |
| | audio | au | AU | quality=low | | | | | |
| | video | vi | VI | | | | | | |
| | file | fi | FI | | | | | | |
| | range | ra | RA | start=0 end=10 step=0.5 | vertical | | | | |
| | acknowledge | ac | AC | | | | | 3 | |
| | trigger | tr | TR | | | | | | |
| | text | tx | TX | rows=4 | multiline | | | | |
| | hidden | hi | | | | | 5 | | |
| | text | sa | SA | | | ${tx} | now() | | |
| | calculate | ts | | | | ${tx} | now() | | |
| | audit | | | identify-user=true | | | | | |
| | begin group | gr | | | field-list | | | | |
| | integer | i | I | | thousands-sep | | | | |
| | end group | | | | | | | | |
| settings |
| | form_id | namespaces |
| | uji | bina="urn:bina:xlsform" |
""",
    "files, last saved answers, external sheets": """
| survey |
| | type | name | label | choice_filter | parameters | default | calculation | relevant | bind::jr:noAppErrorString |
| | csv-external | harga | | | | | | | |
| | select_one_from_file kota.csv | k | K | prov = 'a' | value=kode label=nama | | | | |
| | select_multiple_from_file kec.geojson | kc | KC | | | | | | |
| | text | a | A | | | ${last-saved#a} | | | |
| | calculate | h | | | | | pulldata('harga', 'nilai', 'kode', ${k}) | | |
| | calculate | h2 | | | | | instance('harga')/root/item[kode = ${k}]/nilai | | |
| | select_one_external desa | de | DE | kab = ${a} | | | | | |
| | date | d | D | | | 2026-11-23 | | ${a} = 'ya' and regex(${a}, '^[a-z]+$') | |
| | date | d2 | D | | | today() | | if(${h} > 3, true(), false()) | |
| choices |
| | list_name | name | label |
| | w | 1 | Satu |
| external_choices |
| | list_name | name | label | kab |
| | desa | 1 | Satu | x |
""",
    "sheets and columns for others, disabled rows, old names": """
| survey |
| | type | name | caption | disabled | catatan | #x | _internal | relevance | readonly |
| | string | a | A | | lihat | 1 | 2 | | yes |
| | int | b | B | no | | | | ${a} != "x" | |
| | bukan jenis | c c | C | yes | | | | foo( | |
| | osm | o | O | | | | | | |
| | begin lgroup | l | L | | | | | | |
| | q date | q | Q | | | | | | |
| | end lgroup | | | | | | | | |
| entities |
| | list_name | label |
| | orang | ${a} |
| osm |
| | list_name | name | label |
| | bangunan | b | B |
| _catatan |
| | apa saja |
| | isi |
""",
}


@pytest.mark.parametrize("name", TABLES)
def test_every_feature_passes(name: str) -> None:
    found = outcome(TABLES[name])
    assert not found.errors
    assert found.xform


def test_a_choice_filter_of_any_form_is_read() -> None:
    for written in (
        "true()",
        "name = 'x' or label = 'y'",
        "contains(prov, ${p})",
        "prov = instance('w')/root/item[name = ${p}]/label",
        "position() < 3",
        "selected(${p}, prov)",
        "selected('1 2', name) and string-length(prov) > 0",
    ):
        table = f"""
| survey |
| | type | name | label | choice_filter |
| | text | p | P | |
| | select_one w | a | A | {written} |
| choices |
| | list_name | name | label | prov |
| | w | x | X | 1 |
"""
        assert not outcome(table).errors, written
