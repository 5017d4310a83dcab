"""Which parts of XLSForm the engine fills in, found by trying each: the matrix of the README.

Every name of the XLSForm and ODK XForms documentation stands here once, with a small form that
uses it. The form is converted and loaded as an author's would be: without a word from the loader
the feature is supported, with a notice it is accepted without effect, with an error refused.
`python -m tests.scenario.features` writes the table; a test keeps it current.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bina_desktop.formengine.client import FormDefinitionError
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.from_xlsform import Conversion, convert
from bina_desktop.formengine.engine import new_session

README = Path(__file__).parents[2] / "README.md"
BEGIN = "<!-- features: made by `make features`, kept current by a test -->"
END = "<!-- /features -->"


class Support(StrEnum):
    """What the loader says of a feature."""

    FULL = "supported"
    NOTICE = "accepted without effect"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Feature:
    """One name of the documentation and the form that tries it."""

    group: str
    name: str
    form: str


def features() -> Iterator[Feature]:
    """Yield every feature in the order of the documentation."""
    for name, kind, extra in _TYPES:
        yield Feature("Question types", name, _form([{"type": kind, **extra}]))
    for name, rows in _STRUCTURES.items():
        yield Feature("Structure", name, _form(rows))
    for name, cells in _COLUMNS.items():
        yield Feature("Columns", name, _form([{"type": "text", **cells}]))
    for kind, words in _APPEARANCES.items():
        for word in words.split():
            row = {"type": kind, "appearance": word, **_PARAMETERS_OF.get(kind, {})}
            rows = [row, *_INSIDE.get(kind, ())]
            yield Feature(f"Appearances of {_SHORT.get(kind, kind)}", word, _form(rows))
    for kind, pairs in _PARAMETERS.items():
        for pair in pairs:
            name = pair.split()[-1].partition("=")[0]
            yield Feature("Parameters", name, _form([{"type": kind, "parameters": pair}]))
    for call in _CALLS:
        row = {"type": "calculate", "calculation": call}
        yield Feature("Functions", _named(call), _form([*_AROUND, row]))
    for name, path in _PATHS.items():
        yield Feature("XPath", name, _XFORM.replace("CALCULATE", path))


def _cell(name: str) -> str:
    return name.replace("|", "\\|")


def _named(call: str) -> str:
    return "last" if "last()" in call else call.partition("(")[0]


def tried(feature: Feature) -> Support:
    """Load the form of a feature and open it."""
    if feature.form.startswith("<"):
        conversion = Conversion(feature.form)
    else:
        conversion = convert(feature.form.encode(), file_type=".md")
    if conversion.errors:
        return Support.REFUSED
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (*_FILES.items(), *((name, "") for name in _MEDIA)):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        try:
            form = read_xform(conversion.xform, rows=conversion.rows, media=Path(folder))
        except FormDefinitionError:
            return Support.REFUSED
    new_session(form)
    return Support.NOTICE if form.notices else Support.FULL


def matrix() -> str:
    """Return the table in Markdown: a row for each group, a column for each kind of support."""
    groups: dict[str, dict[Support, list[str]]] = {}
    for feature in features():
        row = groups.setdefault(feature.group, {support: [] for support in Support})
        names = row[tried(feature)]
        if feature.name not in names:
            names.append(feature.name)
    lines = [
        f"| | {' | '.join(support.capitalize() for support in Support)} |",
        "|---|---|---|---|",
    ]
    for group, row in groups.items():
        cells = [
            ", ".join(f"`{_cell(name)}`" for name in row[support]) or "–" for support in Support
        ]
        lines.append(f"| {group} | {' | '.join(cells)} |")
    return "\n".join(lines)


def written(readme: str) -> str:
    """Return the README with the matrix of today between its two marks."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{matrix()}\n\n{END}{after}"


def _form(rows: list[dict[str, str]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    columns += [column for column in ("name", "label") if column not in columns]
    lines = ["| survey |", f"| | {' | '.join(columns)} |"]
    for number, row in enumerate(rows):
        filled = {"name": f"q{number}", "label": f"Q{number}", **row}
        if filled["type"].startswith("end "):
            filled = {"type": filled["type"]}
        lines.append(f"| | {' | '.join(filled.get(column, '') for column in columns)} |")
    settings = _SETTINGS if any(column.startswith("bind::") for column in columns) else ""
    return "\n".join(lines) + _LISTS + settings


_LISTS = """
| choices |
| | list_name | name | label | media::image |
| | l | a | A | a.png |
| | l | b | B | b.png |
"""
_SETTINGS = """| settings |
| | form_id | namespaces |
| | f | bina="https://bina.example/ns" |
"""
_FILES: Mapping[str, str] = {
    "daftar.csv": "name,label\na,A\nb,B\n",
    "daftar.xml": "<root><item><name>a</name><label>A</label></item></root>",
    "daftar.geojson": '{"type":"FeatureCollection","features":[{"type":"Feature","id":"a",'
    '"geometry":{"type":"Point","coordinates":[102.3,-3.8]},"properties":{"title":"A"}}]}',
}
_MEDIA = ("a.png", "b.png", "a.mp3", "a.mp4")
_TYPES: tuple[tuple[str, str, dict[str, str]], ...] = (
    *(
        (name, name, {})
        for name in ["text", "integer", "decimal", "date", "time", "dateTime", "note"]
    ),
    ("select_one", "select_one l", {}),
    ("select_multiple", "select_multiple l", {}),
    ("select_one … or_other", "select_one l or_other", {}),
    ("select_one_from_file (CSV)", "select_one_from_file daftar.csv", {}),
    ("select_one_from_file (XML)", "select_one_from_file daftar.xml", {}),
    ("select_one_from_file (GeoJSON)", "select_one_from_file daftar.geojson", {}),
    ("select_multiple_from_file", "select_multiple_from_file daftar.csv", {}),
    ("rank", "rank l", {}),
    ("range", "range", {"parameters": "start=0 end=10 step=1"}),
    *((name, name, {}) for name in ["acknowledge", "barcode", "image", "audio", "video", "file"]),
    *((name, name, {}) for name in ["geopoint", "geotrace", "geoshape"]),
    ("calculate", "calculate", {"calculation": "1 + 1"}),
    ("hidden", "hidden", {}),
    *((name, name, {}) for name in ("start", "end", "today", "deviceid", "username")),
    *((name, name, {}) for name in ("phonenumber", "email")),
    ("audit", "audit", {"name": "audit"}),
    ("start-geopoint", "start-geopoint", {}),
    ("background-audio", "background-audio", {}),
    ("csv-external", "csv-external", {"name": "daftar"}),
    ("xml-external", "xml-external", {"name": "daftar"}),
)
_TEXT = {"type": "text"}
_STRUCTURES: dict[str, list[dict[str, str]]] = {
    "group": [{"type": "begin group"}, _TEXT, {"type": "end group"}],
    "repeat": [{"type": "begin repeat"}, _TEXT, {"type": "end repeat"}],
    "repeat in repeat in repeat": [
        *({"type": "begin repeat"} for _ in range(3)),
        _TEXT,
        *({"type": "end repeat"} for _ in range(3)),
    ],
    "repeat_count": [
        {"type": "integer"},
        {"type": "begin repeat", "repeat_count": "${q0}"},
        _TEXT,
        {"type": "end repeat"},
    ],
    "select from a repeat": [
        {"type": "begin repeat"},
        _TEXT,
        {"type": "end repeat"},
        {"type": "select_one ${q1}"},
    ],
    "trigger": [_TEXT, {"type": "calculate", "calculation": "now()", "trigger": "${q0}"}],
    "last-saved": [{"type": "text", "default": "${last-saved#q0}"}],
    "choice_filter": [_TEXT, {"type": "select_one l", "choice_filter": "name = ${q0}"}],
}
_COLUMNS: dict[str, dict[str, str]] = {
    "relevant": {"relevant": "1 = 1"},
    "constraint": {"constraint": ". != ''"},
    "constraint_message": {"constraint": ". != ''", "constraint_message": "M"},
    "required": {"required": "yes"},
    "required_message": {"required": "yes", "required_message": "M"},
    "read_only": {"read_only": "yes"},
    "calculation": {"calculation": "1 + 1"},
    "default": {"default": "a"},
    "default (expression)": {"default": "concat('a', 'b')"},
    "label::language": {"label::Indonesia (id)": "I", "label::English (en)": "E"},
    "hint": {"hint": "H"},
    "guidance_hint": {"guidance_hint": "G"},
    "media::image": {"media::image": "a.png"},
    "media::big-image": {"media::image": "a.png", "media::big-image": "b.png"},
    "media::audio": {"media::audio": "a.mp3"},
    "media::video": {"media::video": "a.mp4"},
    "bind::bina:warning": {"bind::bina:warning": ". != 'x'", "bind::bina:warningMsg": "W"},
}
_SHORT = {
    "select_one l": "select_one",
    "select_multiple l": "select_multiple",
    "begin group": "groups",
    "begin repeat": "repeats",
}
_INSIDE = {
    f"begin {kind}": ({"type": "select_one l"}, {"type": f"end {kind}"})
    for kind in ("group", "repeat")
}
_PARAMETERS_OF = {"range": {"parameters": "start=0 end=10 step=1"}}
_APPEARANCES = {
    "text": "multiline numbers thousands-sep masked url",
    "date": "no-calendar month-year year ethiopian islamic",
    "select_one l": "minimal autocomplete quick horizontal columns columns-1 columns-5 "
    "columns-pack no-buttons likert list-nolabel label image-map map",
    "select_multiple l": "minimal autocomplete columns columns-3 columns-pack no-buttons "
    "list-nolabel label image-map map",
    "range": "rating vertical no-ticks picker",
    "image": "signature draw annotate new new-front",
    "geopoint": "maps placement-map",
    "begin group": "field-list table-list w4 compact summary",
    "begin repeat": "field-list compact",
    "barcode": "front",
}
_PARAMETERS = {
    "range": ("start=1", "start=0 end=9", "start=0 end=8 step=2"),
    "select_one l": ("randomize=true", "randomize=true seed=7"),
    "select_one_from_file daftar.csv": ("value=name", "label=label"),
    "text": ("rows=4",),
    "image": ("max-pixels=640",),
    "audio": ("quality=low",),
    "geopoint": ("capture-accuracy=5", "warning-accuracy=9", "allow-mock-accuracy=true"),
}
_AROUND = [
    {"type": "text", "name": "nama"},
    {"type": "select_one l", "name": "pilih"},
    {"type": "begin repeat", "name": "baris"},
    {"type": "integer", "name": "nilai"},
    {"type": "end repeat"},
]
_CALLS = (
    "string(1)", "concat('a', 1)", "contains('ab', 'a')", "starts-with('ab', 'a')",
    "ends-with('ab', 'b')", "substring-before('a-b', '-')", "substring-after('a-b', '-')",
    "substring('abc', 2, 1)", "substr('abc', 0, 1)", "string-length('abc')",
    "normalize-space(' a ')", "translate('a', 'a', 'b')", "join(',', 'a', 'b')",
    "regex('a', '[a-z]')", "coalesce('', 'a')", "if(true(), 1, 2)", "once('a')",
    "boolean('a')", "not(false())", "true()", "false()", "boolean-from-string('1')",
    "selected(${pilih}, 'a')", "selected-at(${pilih}, 0)", "count-selected(${pilih})",
    "jr:choice-name(${pilih}, '${pilih}')", "jr:itext('x')",
    "number('1')", "int(1.5)", "round(1.55, 1)", "floor(1.5)", "ceiling(1.5)", "abs(-1)",
    "pow(2, 3)", "exp(1)", "exp10(1)", "log(2)", "log10(2)", "sqrt(4)", "sin(1)", "cos(1)",
    "tan(1)", "asin(1)", "acos(1)", "atan(1)", "atan2(1, 2)", "pi()", "random()",
    "sum(${nilai})", "count(${baris})", "count-non-empty(${nilai})", "max(${nilai})",
    "min(${nilai})", "position(..)", "string(/data/baris[last()]/nilai)",
    "indexed-repeat(${nilai}, ${baris}, 1)",
    "checklist(1, 2, true())", "weighted-checklist(1, 2, true(), 1)", "randomize(${nilai})",
    "today()", "now()", "date('2026-11-23')", "date-time('2026-11-23')",
    "decimal-date-time('2026-11-23')", "decimal-time('10:00')",
    "format-date('2026-11-23', '%d')", "format-date-time('2026-11-23', '%H')",
    "instance('l')/root/item[name = 'a']/name", "current()/../nama",
    "pulldata('daftar', 'label', 'name', 'a')", "area('')", "distance('')", "geofence('', '')",
    "digest('a', 'SHA-256')", "base64-decode('YQ==')", "uuid()", "version()", "intersects('')",
    "id('a')", "lang('id')", "name(${nama})", "local-name(${nama})", "namespace-uri(${nama})",
)  # fmt: skip
_XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>f</h:title><model>
<instance><data id="f" version="1">
<nama asal="a"/><pilih/><baris><nilai/></baris><q/></data></instance>
<bind nodeset="/data/q" calculate="CALCULATE"/></model></h:head>
<h:body><input ref="/data/nama"/><input ref="/data/pilih"/>
<repeat nodeset="/data/baris"><input ref="/data/baris/nilai"/></repeat></h:body></h:html>"""
_AXES = (
    *("ancestor", "ancestor-or-self", "descendant-or-self"),
    *("following", "following-sibling", "preceding", "preceding-sibling"),
)
_PATHS = {
    "child": "/data/nama",
    "parent": "../nama",
    "self": "string(/data/nama/self::node())",
    "predicates": "sum(/data/baris[nilai &gt; 1]/nilai)",
    "positions": "string(/data/baris[2]/nilai)",
    "//": "count(//nilai)",
    "*": "count(/data/*)",
    "|": "count(/data/nama | /data/pilih)",
    "@": "count(/data/nama/@asal)",
    **{f"{axis}::": f"count(/data/pilih/{axis}::*)" for axis in _AXES},
    "descendant::": "count(/data/baris/descendant::*)",
    "attribute::": "count(/data/nama/attribute::*)",
}


def main() -> int:
    """Write the matrix into the README."""
    readme = README.read_text(encoding="utf-8")
    if BEGIN not in readme:
        sys.stderr.write("README.md has no place for the matrix\n")
        return 1
    README.write_text(written(readme), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
