"""Build the shipped XLSForm workbooks from the readable tables beside this script.

Run `python -m forms.build` from the project folder after editing a table. The bytes are the same
on every run, so a review sees only what the tables say. Layout of a workbook: https://xlsform.org
(survey, choices, settings); the `bind::bina:*` columns are ours and other tools pass them by.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from forms.hitungan import hasil_rows
from forms.indikator import aspek_rows, capaian_rows
from forms.lembar import Lembar, Table, skor_choices

Row = dict[str, str]

HERE = Path(__file__).resolve().parent
FORMS = ("lembar_penilaian", "kuesioner_aparatur", "skm", "capaian", "tindak_lanjut")
LANGUAGES = ("Indonesia (id)", "English (en)")
NAMESPACE = 'bina="urn:bina:xlsform"'
REQUIRED_MESSAGE = ("Wajib diisi.", "An answer is required.")
FIXED_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the files carry no clock: same tables, same bytes
LINE_HEIGHT = 15  # points, for the default font
MOST_LINES = 20  # beyond this a row no longer fits a screen

PLAIN = {
    "tipe": "type",
    "nama": "name",
    "relevan": "relevant",
    "syarat": "constraint",
    "hitung": "calculation",
    "baca_saja": "readonly",
    "bawaan": "default",
    "tampilan": "appearance",
}
TEXTS = {
    "label": "label",
    "petunjuk": "hint",
    "penjelasan": "guidance_hint",
    "pesan_wajib": "required_message",
    "pesan_syarat": "constraint_message",
}
SURVEY_ORDER = (
    ("type", 26),
    ("name", 22),
    ("label", 60),
    ("hint", 44),
    ("guidance_hint", 44),
    ("required", 30),
    ("required_message", 28),
    ("relevant", 40),
    ("constraint", 28),
    ("constraint_message", 36),
    ("calculation", 60),
    ("readonly", 10),
    ("default", 10),
    ("appearance", 14),
)
CHOICE_ORDER = (("list_name", 20), ("name", 16), ("label", 70))
SETTING_ORDER = (
    ("form_title", 48),
    ("form_id", 22),
    ("version", 12),
    ("default_language", 18),
    ("instance_name", 60),
    ("namespaces", 28),
)


def build_all(target: Path) -> list[Path]:
    """Write `<target>/<form>/form.xlsx` for every shipped form and return the paths.

    Raises KeyError or ValueError naming the table entry when a table is incomplete.
    """
    shared = _read(HERE / "pilihan.toml")
    written: list[Path] = []
    for form in FORMS:
        path = target / form / "form.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        _build(HERE / form, shared, path)
        written.append(path)
    return written


def _build(source: Path, shared: Table, path: Path) -> None:
    table = _read(source / "isian.toml")
    head: Table = table["formulir"]
    own = _choices(table.get("pilihan", {}))
    choices = [*_shared_choices(head["pilihan_bersama"], shared), *own]
    survey: list[Row] = []
    lembar = Lembar.read(source) if (source / "instrumen.toml").exists() else None
    for bagian in table["bagian"]:
        if lembar is not None and bagian["nama"] == "hasil":
            survey += [_row(entry) for entry in aspek_rows(lembar)]
            survey += _section(bagian, hasil_rows(lembar))
        elif bagian["nama"] == "capaian":
            figures = Lembar.read(HERE / "lembar_penilaian")
            survey += [_row(entry) for entry in capaian_rows(bagian, figures)]
        else:
            survey += _section(bagian)
    if lembar is not None:
        choices += _choices(skor_choices(lembar))
    settings = {
        "form_title": head["judul"],
        "form_id": head["id"],
        "version": head["versi"],
        "default_language": LANGUAGES[0],
        "instance_name": head["nama_entri"],
        "namespaces": NAMESPACE,
    }
    _write(path, head["judul"], survey, choices, settings)


def _read(path: Path) -> Table:
    with path.open("rb") as file:
        return tomllib.load(file)


def _section(bagian: Table, first: Iterable[Table] = ()) -> list[Row]:
    """Rows of one group: its opening row, `first`, its own questions, its closing row.

    A group that is `ulang` is a repeat.
    """
    kind = "repeat" if bagian.get("ulang") else "group"
    start = {"tipe": f"begin_{kind}", "tampilan": "field-list", **bagian}
    del start["isian"]
    end = {"tipe": f"end_{kind}", "nama": bagian["nama"]}
    return [_row(entry) for entry in (start, *first, *bagian["isian"], end)]


def _row(entry: Table) -> Row:
    """Translate one table entry into the columns of an XLSForm survey row."""
    entry = dict(entry)
    if "rata_rata" in entry:
        entry |= {"tipe": "calculate", "hitung": _mean(entry["rata_rata"])}
    row: Row = {column: str(entry[key]) for key, column in PLAIN.items() if key in entry}
    wajib = entry.get("wajib")
    if wajib:
        row["required"] = "yes" if wajib is True else wajib
        entry.setdefault("pesan_wajib", REQUIRED_MESSAGE)
    for key, column in TEXTS.items():
        if key in entry:
            row |= _translated(column, entry[key])
    return row | {f"bind::bina:{key}": str(value) for key, value in entry.get("bina", {}).items()}


def _translated(column: str, texts: Sequence[str]) -> Row:
    return {f"{column}::{name}": text for name, text in zip(LANGUAGES, texts, strict=True)}


def _mean(names: Sequence[str]) -> str:
    """Mean of answers on the scale 1-4, times 25, two decimals half-up; blank until all stand.

    One division of whole numbers, then `round`: no binary fraction can tip a tie downwards.
    """
    refs = [f"${{{name}}}" for name in names]
    answered = " and ".join(f"{ref} > 0" for ref in refs)
    return f"if({answered}, round(({' + '.join(refs)}) * 2500 div {len(refs)}) div 100, '')"


def _shared_choices(names: Sequence[str], shared: Table) -> list[Row]:
    return _choices({name: shared[name] for name in names})


def _choices(lists: Mapping[str, Mapping[str, Sequence[str]]]) -> list[Row]:
    return [
        {"list_name": name, "name": value, **_translated("label", texts)}
        for name, options in lists.items()
        for value, texts in options.items()
    ]


def _columns(order: Sequence[tuple[str, int]], rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Columns in use, in reading order, translated ones by language, ours last; with widths."""
    used = {column for row in rows for column in row}
    wanted = [
        (name, width)
        for column, width in order
        for name in (column, *(f"{column}::{language}" for language in LANGUAGES))
        if name in used
    ]
    ours = sorted(used - {name for name, _ in wanted})
    return wanted + [(name, len(name) + 2) for name in ours]


def _write(path: Path, title: str, survey: list[Row], choices: list[Row], settings: Row) -> None:
    workbook = xlsxwriter.Workbook(
        str(path), {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    )
    workbook.set_properties({"title": title, "created": FIXED_DATE})
    formats = {
        "head": workbook.add_format(
            {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E5F", "valign": "vcenter"}
        ),
        "body": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "group": workbook.add_format(
            {"text_wrap": True, "valign": "top", "bold": True, "bg_color": "#E3EEF1"}
        ),
    }
    for name, rows, order in (
        ("survey", survey, SURVEY_ORDER),
        ("choices", choices, CHOICE_ORDER),
        ("settings", [settings], SETTING_ORDER),
    ):
        _write_sheet(workbook.add_worksheet(name), rows, _columns(order, rows), formats)
    workbook.close()


def _write_sheet(
    sheet: Any, rows: Sequence[Row], columns: Sequence[tuple[str, int]], formats: Mapping[str, Any]
) -> None:
    """Header frozen and bold, text wrapped, group rows tinted: a person reads these sheets too."""
    sheet.set_row(0, 22)
    for index, (name, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, name, formats["head"])
    for number, row in enumerate(rows, start=1):
        is_group = row.get("type", "").startswith(("begin_", "end_"))
        cell_format = formats["group" if is_group else "body"]
        sheet.set_row(number, _height(row, columns))
        for index, (name, _) in enumerate(columns):
            if name in row:
                sheet.write_string(number, index, row[name], cell_format)
            elif is_group:
                sheet.write_blank(number, index, None, cell_format)
    sheet.freeze_panes(1, min(2, len(columns) - 1))
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _height(row: Row, columns: Sequence[tuple[str, int]]) -> int:
    """Height in points that shows the wrapped text whole; not every program grows rows itself."""
    lines = max(
        sum(1 + len(line) // width for line in row[name].split("\n"))
        for name, width in columns
        if name in row
    )
    return LINE_HEIGHT * min(lines, MOST_LINES)


if __name__ == "__main__":
    for built in build_all(HERE):
        print(built.relative_to(HERE.parent))
