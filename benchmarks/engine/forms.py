"""Forms to measure with, as XForm text of the shape pyxform writes.

They are made here and not kept, so that their sizes can be read in one place. `FORMS` names them;
`python -m benchmarks.engine.forms FOLDER` writes them as files.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from bina_desktop.formengine.definition.conversion import converted

SHIPPED = Path(__file__).parents[2] / "forms"
_NAMESPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
    'xmlns:odk="http://www.opendatakit.org/xforms"'
)
_BLOCK = 10
"""Rows of one block of a mixed form."""


def mixed(questions: int) -> str:
    """Return a form of `questions` rows in blocks of ten, a grand total and a counter.

    A block is a group that is left out where the block before ends with “no”, and two
    calculations after it, so that every total has all its terms.
    """
    blocks = range(1, questions // _BLOCK + 1)
    instance = "".join(_mixed_instance(number) for number in blocks)
    binds = [bind for number in blocks for bind in _mixed_binds(number)]
    total = " + ".join(f"/data/hitung{number}" for number in blocks)
    counter = " + ".join(f"if(/data/blok{number}/q1 = 'yes', 1, 0)" for number in blocks)
    binds += [_bind("/data/total", calculate=total), _bind("/data/cacah", calculate=counter)]
    lists = _list("yn", [{"name": "yes", "label": "Ya"}, {"name": "no", "label": "Tidak"}])
    lists += _list(
        "alat", [{"name": name, "label": name.title()} for name in ("a", "b", "c", "other")]
    )
    body = "".join(_mixed_body(number) for number in blocks)
    body += _input("/data/total_catatan", 'Jumlah <output value="/data/total"/>')
    binds.append(_bind("/data/total_catatan", readonly="true()"))
    return _form(
        f"mixed{questions}",
        instance + "<total/><cacah/><total_catatan/>",
        lists + "".join(binds),
        body,
    )


def repeat() -> str:
    """Return a form of one repeat: a product in each row, two sums, a maximum and a count."""
    row = "/data/baris"
    binds = (
        _bind(f"{row}/barang", type="string"),
        _bind(f"{row}/qty", type="int", constraint=". >= 0"),
        _bind(f"{row}/harga", type="decimal"),
        _bind(f"{row}/nomor", calculate="position(..)"),
        _bind(f"{row}/jumlah", calculate="../qty * ../harga"),
        _bind("/data/banyak", calculate=f"count({row})"),
        _bind("/data/total_qty", calculate=f"sum({row}/qty)"),
        _bind("/data/total", calculate=f"sum({row}/jumlah)"),
        _bind("/data/termahal", calculate=f"max({row}/harga)"),
    )
    fields = "<barang/><qty/><harga/><nomor/><jumlah/>"
    inputs = "".join(_input(f"{row}/{name}", name) for name in ("barang", "qty", "harga"))
    return _form(
        "repeat",
        f'<pembeli/><baris jr:template="">{fields}</baris><baris>{fields}</baris>'
        "<banyak/><total_qty/><total/><termahal/>",
        _bind("/data/pembeli", type="string") + "".join(binds),
        _input("/data/pembeli", "Pembeli")
        + f'<group ref="{row}"><label>Baris</label><repeat nodeset="{row}">{inputs}'
        "</repeat></group>",
    )


LEVELS = ("prov", "kab", "kec", "desa")
"""Names of the cascade's questions and lists, the widest first."""


def cascade(fan: int = 10) -> str:
    """Return a form whose four selects narrow one another, to fan⁴ (10,000) choices."""
    codes = [""]
    lists = ""
    for level, name in enumerate(LEVELS):
        codes = [f"{code}{letter}" for code in codes for letter in "abcdefghijkl"[:fan]]
        items = [{"name": code, "label": f"{name} {code}"} for code in codes]
        if level:
            items = [{**item, LEVELS[level - 1]: item["name"][:-1]} for item in items]
        lists += _list(name, items)
    binds = "".join(_bind(f"/data/{name}", type="string") for name in LEVELS)
    body = _select("select1", "/data/prov", "Prov", "prov")
    for above, name in pairwise(LEVELS):
        body += _select(
            "select1", f"/data/{name}", name.title(), name, f"[{above} = /data/{above}]"
        )
    return _form(
        "cascade",
        "".join(f"<{name}/>" for name in (*LEVELS, "kode")),
        lists + binds + _bind("/data/kode", calculate="concat('ID-', /data/desa)"),
        body,
    )


@cache
def shipped(name: str) -> str:
    """Return a form that the program ships, converted from its workbook."""
    with tempfile.TemporaryDirectory(prefix="bina-form-") as folder:
        return converted(SHIPPED / name / "form.xlsx", cache_dir=Path(folder)).xform


FORMS: Mapping[str, Callable[[], str]] = {
    "mixed50": lambda: mixed(50),
    "mixed500": lambda: mixed(500),
    "mixed2000": lambda: mixed(2000),
    "lembar": lambda: shipped("lembar_penilaian"),
    "repeat100": repeat,
    "repeat1000": repeat,
    "cascade": cascade,
}
"""Name to the maker of the text; the two repeat forms differ in their answers only."""


WARM_UP = "hello"
"""A small form that every process loads before it is measured."""


def _mixed_instance(number: int) -> str:
    inside = "".join(f"<q{question}/>" for question in range(1, 9))
    return f"<blok{number}>{inside}</blok{number}><hitung{number}/><nilai{number}/>"


def _mixed_binds(number: int) -> Iterable[str]:
    block = f"/data/blok{number}"
    if number > 1:
        yield _bind(block, relevant=f"/data/blok{number - 1}/q8 != 'no'")
    yield _bind(f"{block}/q1", type="string")
    yield _bind(
        f"{block}/q2",
        type="int",
        relevant=f"{block}/q1 = 'yes'",
        constraint=". >= 0 and . <= 120",
    )
    yield _bind(
        f"{block}/q3",
        type="decimal",
        relevant=f"{block}/q1 = 'yes' and {block}/q2 > 17",
    )
    yield _bind(f"{block}/q4", type="string", constraint="count-selected(.) <= 3")
    yield _bind(
        f"{block}/q5",
        type="string",
        required="true()",
        relevant=f"selected({block}/q4, 'other')",
    )
    yield _bind(f"{block}/q6", type="date", constraint=". <= today()")
    yield _bind(f"{block}/q7", type="string", readonly="true()")
    yield _bind(f"{block}/q8", type="string", required=f"{block}/q1 = 'yes'")
    yield _bind(
        f"/data/hitung{number}",
        calculate=f"round(coalesce({block}/q2, 0) * 2 + if({block}/q3 != '', {block}/q3, 0), 2)",
    )
    yield _bind(
        f"/data/nilai{number}",
        calculate=f"if({block}/q2 = '', 'kosong', if({block}/q2 < 18, 'anak', "
        f"if({block}/q2 < 60, 'dewasa', 'lansia')))",
    )


def _mixed_body(number: int) -> str:
    block = f"/data/blok{number}"
    inside = (
        _select("select1", f"{block}/q1", "Punya?", "yn"),
        _input(f"{block}/q2", "Umur", "Dalam tahun"),
        _input(f"{block}/q3", "Berat"),
        _select("select", f"{block}/q4", "Alat", "alat"),
        _input(f"{block}/q5", "Alat lain"),
        _input(f"{block}/q6", "Tanggal"),
        _input(f"{block}/q7", f'Golongan <output value="/data/nilai{number}"/>'),
        _select("select1", f"{block}/q8", "Lanjut?", "yn"),
    )
    return f'<group ref="{block}"><label>Blok {number}</label>{"".join(inside)}</group>'


def _form(title: str, instance: str, model: str, body: str) -> str:
    """Return the whole document; the lists stand before the binds, as pyxform puts them."""
    return (
        f'<?xml version="1.0"?><h:html {_NAMESPACES}><h:head><h:title>{title}</h:title>'
        f'<model odk:xforms-version="1.0.0"><instance><data id="{title}">{instance}'
        "<meta><instanceID/></meta></data></instance>"
        f'{model}<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" '
        f'jr:preload="uid"/></model></h:head><h:body>{body}</h:body></h:html>'
    )


def _bind(nodeset: str, **properties: str) -> str:
    properties.setdefault("type", "string")
    given = "".join(f" {name}={quoteattr(value)}" for name, value in properties.items())
    return f'<bind nodeset="{nodeset}"{given}/>'


def _input(ref: str, label: str, hint: str = "") -> str:
    told = f"<hint>{hint}</hint>" if hint else ""
    return f'<input ref="{ref}"><label>{label}</label>{told}</input>'


def _select(tag: str, ref: str, label: str, choices: str, condition: str = "") -> str:
    nodeset = quoteattr(f"instance('{choices}')/root/item{condition}")
    return (
        f'<{tag} ref="{ref}"><label>{label}</label><itemset nodeset={nodeset}>'
        f'<value ref="name"/><label ref="label"/></itemset></{tag}>'
    )


def _list(name: str, items: Sequence[Mapping[str, str]]) -> str:
    rows = "".join(
        "<item>"
        + "".join(f"<{column}>{escape(text)}</{column}>" for column, text in item.items())
        + "</item>"
        for item in items
    )
    return f'<instance id="{name}"><root>{rows}</root></instance>'


def write(folder: Path) -> Mapping[str, Path]:
    """Write every form, and the one to warm up with, and return the files by name."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, Path] = {}
    for name, make in {WARM_UP: lambda: mixed(_BLOCK), **FORMS}.items():
        files[name] = folder / f"{name}.xml"
        files[name].write_text(make(), encoding="utf-8")
    return files


if __name__ == "__main__":
    for path in write(Path(sys.argv[1])).values():
        print(path.name, path.stat().st_size)
