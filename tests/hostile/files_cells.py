"""Sound packages with cells that nobody should be able to write, and yet somebody does."""

from __future__ import annotations

from pathlib import Path

from tests.hostile.files import READ, VISIBLE, Sound, hostile
from tests.hostile.zips import write_parts

CHOICE, NUMBER, DATE, TEXT, NIP = "D3", "E3", "F3", "H3", "C3"
"""Cells of the first row: a choice, a number, a date, a text, a long id."""


def _cell(
    name: str,
    address: str,
    inner: bytes,
    attributes: bytes = b"",
    *,
    refused: str = READ,
    edits: int = 0,
) -> None:
    def make(base: Sound, path: Path) -> None:
        write_parts(path, base.cell(address, inner, attributes))

    make.__name__ = name
    places = () if refused or edits else (f"{VISIBLE}!{address}",)
    hostile(refused, places=places, edits=edits)(make)


# Not one of them is taken for an answer; most are told with their cell while the rest is read.
_cell("a_formula_with_its_last_value", NUMBER, b"<f>1+1</f><v>2</v>")
_cell("a_formula_without_a_value", NUMBER, b"<f>1/0</f>")
_cell("an_error_pasted_as_a_value", NUMBER, b"<v>#N/A</v>", b' t="e"')
_cell("a_lost_reference", CHOICE, b"<v>#REF!</v>", b' t="e"')
_cell("not_a_number", NUMBER, b"<v>NaN</v>")
_cell("infinity", NUMBER, b"<v>inf</v>")
_cell("a_number_past_all_bounds", NUMBER, b"<v>1e400</v>")
_cell("a_negative_date", DATE, b"<v>-5</v>")
_cell("a_date_after_the_year_9999", DATE, b"<v>9999999</v>")
_cell("a_nip_that_became_a_number", NIP, b"<v>196909051994031011</v>")
_cell("a_yes_or_no_where_a_number_stands", NUMBER, b"<v>1</v>", b' t="b"')
_cell("a_text_where_a_number_stands", NUMBER, b"<v>banyak</v>", b' t="str"')
_cell("a_text_where_a_date_stands", DATE, b"<v>kemarin</v>", b' t="str"')
_cell("a_number_where_a_choice_stands", CHOICE, b"<v>77</v>")
_cell("an_iso_date_where_a_choice_stands", CHOICE, b"<v>2026-11-23T00:00:00Z</v>", b' t="d"')
_cell("a_time_where_a_date_stands", DATE, b"<v>0.5</v>")
_cell("forty_thousand_letters", CHOICE, b"<is><t>%s</t></is>" % (b"a" * 40_000), b' t="inlineStr"')

_cell("long_text_in_a_cell_for_text", TEXT, b"<v>%s</v>" % (b"a" * 40_000), b' t="str"', edits=1)
_cell("a_number_in_a_cell_for_text", TEXT, b"<v>12</v>", edits=1)
_cell("letters_that_xml_cannot_hold", TEXT, b"<v>a&#1;b_x0000_c</v>", b' t="str"', edits=1)

# These calamine refuses, and then the cell is found that is why.
_cell("an_error_that_newer_excels_have", NUMBER, b"<v>#SPILL!</v>", b' t="e"', refused="sel E3: ")
_cell("an_unknown_kind_of_cell", NUMBER, b"<v>5</v>", b' t="zz"', refused="sel E3: jenis")
_cell("a_text_that_is_not_in_the_list", TEXT, b"<v>99999</v>", b' t="s"', refused="sel H3: teks")
_cell("neither_yes_nor_no", TEXT, b"<v>maybe</v>", b' t="b"', refused="sel H3: ")
_cell("bad_utf_8", TEXT, b"<v>a\xff\xfeb</v>", b' t="str"', refused="rusak sesudah sel G3")
_cell("an_entity_nobody_knows", TEXT, b"<v>&nope;</v>", b' t="str"', refused="rusak sesudah")
_cell("a_tag_that_is_not_closed", TEXT, b"<v>1", refused="rusak sesudah")
_cell("a_date_before_the_big_bang", DATE, b"<v>-1e300</v>", b' s="4"')


@hostile("sel 1A: alamat")
def an_address_that_is_none(base: Sound, path: Path) -> None:
    write_parts(path, base.rows(b'<row r="3"><c r="1A"><v>1</v></c></row>'))


@hostile("alamat")
def row_zero(base: Sound, path: Path) -> None:
    write_parts(path, base.rows(b'<row r="0"><c r="A0"><v>1</v></c></row>'))


@hostile(READ, places=(f"{VISIBLE}!D3", f"{VISIBLE}!D4"))
def an_array_formula_that_fills_its_neighbours(base: Sound, path: Path) -> None:
    """Only its first cell holds the formula; the others look as if typed."""
    parts = base.cell("D3", b'<f t="array" ref="D3:D4">A1:A2</f><v>1</v>')
    part = base.sheets[VISIBLE]
    again = Sound(base.path, parts, base.sheets).cell("D4", b"<v>1</v>")
    write_parts(path, again | {part: again[part]})


@hostile("Rumus larik")
def an_array_formula_over_everything(base: Sound, path: Path) -> None:
    write_parts(path, base.cell("D3", b'<f t="array" ref="A1:XFD1048576">1</f><v>1</v>'))


@hostile(READ, places=(f"{VISIBLE}!F3", f"{VISIBLE}!F4"))
def dates_that_count_from_1904(base: Sound, path: Path) -> None:
    book = base.edited("xl/workbook.xml", b"<workbookPr ", b'<workbookPr date1904="1" ')
    write_parts(path, book)


@hostile(READ, places=("_jurnal!A1", "_jurnal!A3", f"{VISIBLE}!A4", f"{VISIBLE}!A3"))
def a_number_in_the_journal(base: Sound, path: Path) -> None:
    """The row is not taken, and the seal is broken; the rest is read."""
    part = base.sheets["_jurnal"]
    old = base.parts[part]
    start = old.index(b'<c r="A3"')
    end = old.index(b"</c>", start) + 4
    write_parts(path, base.parts | {part: old[:start] + b'<c r="A3"><v>1</v></c>' + old[end:]})


@hostile("_manifes")
def a_manifest_of_numbers(base: Sound, path: Path) -> None:
    part = base.sheets["_manifes"]
    write_parts(path, base.parts | {part: base.parts[part].replace(b' t="s"', b"")})
