"""Forms to measure with: one list of questions, from which both sides make their form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from xml.sax.saxutils import escape

IN_SECTION = 20
"""Questions of a section, as many as a long aspect of the Lembar Penilaian has."""
ROWS = 300
CHOICES = 80_000
_NAMESPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"'
)


class Kind(Enum):
    """What is asked, and the type of its bind."""

    TEXT = "string"
    INTEGER = "int"
    DECIMAL = "decimal"
    DATE = "date"
    SCORE = "score"
    """One of five choices with long labels."""
    YES_NO = "yn"
    MANY = "tools"
    LONG_TEXT = "long"
    MENU = "town"
    """One of ten choices in a drop-down."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field."""

    name: str
    kind: Kind
    label: str
    hint: str = ""


LISTS = {
    Kind.SCORE: (
        "1 – Sangat kurang: standar hampir tidak dijalankan",
        "2 – Kurang: sebagian kecil standar terpenuhi",
        "3 – Cukup: sebagian besar standar terpenuhi",
        "4 – Baik: seluruh standar terpenuhi",
        "5 – Sangat baik: melampaui standar",
    ),
    Kind.YES_NO: ("Ya", "Tidak"),
    Kind.MANY: ("Kursi tunggu", "Pendingin udara", "Alat pemadam", "Papan informasi"),
    Kind.MENU: tuple(f"Kabupaten {number}" for number in range(1, 11)),
}
_LABELS = {
    Kind.TEXT: "Nama petugas yang melayani saat pemeriksaan",
    Kind.INTEGER: "Jumlah pemohon yang dilayani pada hari pemeriksaan",
    Kind.DECIMAL: "Luas ruang pelayanan (m²)",
    Kind.DATE: "Tanggal dokumen standar pelayanan ditetapkan",
    Kind.SCORE: "Petugas menerapkan standar pelayanan pada setiap permohonan",
    Kind.YES_NO: "Apakah maklumat pelayanan terpasang dan mudah dibaca?",
    Kind.MANY: "Sarana yang tersedia di ruang tunggu",
    Kind.LONG_TEXT: "Catatan pemeriksa",
    Kind.MENU: "Kabupaten asal pemohon terbanyak",
}
_HINT = "Periksa dokumen asli dan catat nomornya."
SELECTS = frozenset(LISTS)


def sections(questions: int) -> list[list[Question]]:
    """Return the questions of a form, every kind in turn, section by section."""
    kinds = tuple(Kind)
    made = [
        Question(f"q{at + 1}", kind, f"{at + 1}. {_LABELS[kind]}", _HINT if at % 3 == 0 else "")
        for at in range(questions)
        for kind in (kinds[at % len(kinds)],)
    ]
    return [made[at : at + IN_SECTION] for at in range(0, questions, IN_SECTION)]


def xform(questions: int) -> str:
    """Return the form as XForm text: a group and its sum for each section."""
    instance, binds, body = "", "", ""
    for number, inside in enumerate(sections(questions), start=1):
        group = f"/data/s{number}"
        terms = " + ".join(
            f"coalesce({group}/{q.name}, 0)" for q in inside if q.kind is Kind.INTEGER
        )
        instance += f"<s{number}>{''.join(f'<{q.name}/>' for q in inside)}<jumlah/></s{number}>"
        binds += "".join(_bind(f"{group}/{q.name}", q.kind) for q in inside)
        binds += f'<bind nodeset="{group}/jumlah" type="int" calculate="{terms or 0}"/>'
        controls = "".join(_control(f"{group}/{q.name}", q) for q in inside)
        body += f'<group ref="{group}"><label>Bagian {number}</label>{controls}</group>'
    total = " + ".join(f"/data/s{n}/jumlah" for n in range(1, len(sections(questions)) + 1))
    binds += f'<bind nodeset="/data/total" type="int" calculate="{total}"/>'
    lists = "".join(_list(kind.value, choices) for kind, choices in LISTS.items())
    return _form(f"isian{questions}", instance + "<total/>", lists + binds, body)


ROW = (
    Question("nama", Kind.TEXT, "Nama petugas"),
    Question("usia", Kind.INTEGER, "Usia"),
    Question("layanan", Kind.YES_NO, "Bertugas di loket?"),
)
"""What a row of the repeat asks."""


def repeat_xform() -> str:
    """Return a form of one repeat and the sum over it."""
    fields = "".join(f"<{q.name}/>" for q in ROW)
    binds = "".join(_bind(f"/data/petugas/{q.name}", q.kind) for q in ROW)
    binds += '<bind nodeset="/data/jumlah" type="int" calculate="sum(/data/petugas/usia)"/>'
    controls = "".join(_control(f"/data/petugas/{q.name}", q) for q in ROW)
    return _form(
        "petugas",
        f'<petugas jr:template="">{fields}</petugas><jumlah/>',
        _list(Kind.YES_NO.value, LISTS[Kind.YES_NO]) + binds,
        '<group ref="/data/petugas"><label>Petugas</label>'
        f'<repeat nodeset="/data/petugas">{controls}</repeat></group>',
    )


def villages() -> list[str]:
    """Return the labels of a long list."""
    first = ("Suka", "Tanjung", "Pasar", "Air", "Padang", "Lubuk", "Talang", "Pematang")
    second = ("makmur", "raya", "baru", "jaya", "sari", "harapan", "indah", "maju")
    return [
        f"{first[n % 8]} {second[n // 8 % 8]} {n:05}, Kecamatan {n % 900}" for n in range(CHOICES)
    ]


def choices_xform() -> str:
    """Return a form of one question over a long list."""
    return _form(
        "desa",
        "<desa/>",
        _list("desa", villages()) + '<bind nodeset="/data/desa" type="string"/>',
        _select("select1", "/data/desa", "<label>Desa</label>", "desa", "autocomplete"),
    )


def write(folder: Path) -> dict[str, Path]:
    """Write every form and return the files by name."""
    makers = {str(size): lambda size=size: xform(size) for size in (20, 40, 500, 2000, 20_000)}
    makers |= {"repeat": repeat_xform, "choices": choices_xform}
    files: dict[str, Path] = {}
    for name, make in makers.items():
        files[name] = folder / f"{name}.xml"
        files[name].write_text(make(), encoding="utf-8")
    return files


def _form(title: str, instance: str, model: str, body: str) -> str:
    return (
        f'<?xml version="1.0"?><h:html {_NAMESPACES}><h:head><h:title>{title}</h:title>'
        f'<model><instance><data id="{title}">{instance}<meta><instanceID/></meta></data>'
        f'</instance>{model}<bind nodeset="/data/meta/instanceID" type="string" '
        'readonly="true()" jr:preload="uid"/></model></h:head>'
        f"<h:body>{body}</h:body></h:html>"
    )


def _bind(ref: str, kind: Kind) -> str:
    plain = kind in SELECTS or kind is Kind.LONG_TEXT
    return f'<bind nodeset="{ref}" type="{"string" if plain else kind.value}"/>'


def _control(ref: str, question: Question) -> str:
    told = f"<label>{escape(question.label)}</label>"
    told += f"<hint>{escape(question.hint)}</hint>" if question.hint else ""
    if question.kind is Kind.LONG_TEXT:
        return f'<input ref="{ref}" appearance="multiline">{told}</input>'
    if question.kind not in SELECTS:
        return f'<input ref="{ref}">{told}</input>'
    tag = "select" if question.kind is Kind.MANY else "select1"
    look = "minimal" if question.kind is Kind.MENU else ""
    return _select(tag, ref, told, question.kind.value, look)


def _select(tag: str, ref: str, told: str, choices: str, look: str) -> str:
    return (
        f'<{tag} ref="{ref}" appearance="{look}">{told}'
        f"<itemset nodeset=\"instance('{choices}')/root/item\">"
        f'<value ref="name"/><label ref="label"/></itemset></{tag}>'
    )


def _list(name: str, labels: list[str] | tuple[str, ...]) -> str:
    items = "".join(
        f"<item><name>{number}</name><label>{escape(label)}</label></item>"
        for number, label in enumerate(labels, start=1)
    )
    return f'<instance id="{name}"><root>{items}</root></instance>'
