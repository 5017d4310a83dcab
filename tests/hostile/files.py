"""Every hostile or odd workbook that we know of, made from a sound one, and what must be said.

The list is the table of hostile files that other readers were measured with, and what people and
programs do to workbooks on their way.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.zips import (
    Entry,
    Parts,
    read_parts,
    repeated,
    write_entries,
    write_parts,
)

from bina_desktop.exchange.sheet_xml import sheet_parts

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = "xl/sharedStrings.xml"
VISIBLE = "Lembar Penilaian"
READ = ""
"""Expected where the file is read, and rightly."""


@dataclass(frozen=True)
class Sound:
    """The workbook that all are made from."""

    path: Path
    parts: Parts
    sheets: dict[str, str]
    """Part by sheet name."""

    def but(self, **changed: bytes) -> Parts:
        """Return the parts with those of some sheets or parts replaced."""
        names = {name.replace("/", "_").replace(".", "_"): name for name in self.parts}
        return self.parts | {names.get(key, key): data for key, data in changed.items()}

    def rows(self, rows: bytes, title: str = VISIBLE) -> Parts:
        """Return the parts with other rows in a sheet."""
        body = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN, rows)
        return self.parts | {self.sheets[title]: body}

    def edited(self, part: str, old: bytes, new: bytes) -> Parts:
        """Return the parts with a text replaced in one."""
        assert old in self.parts[part], (part, old)
        return self.parts | {part: self.parts[part].replace(old, new, 1)}

    def cell(self, address: str, inner: bytes, attributes: bytes = b"") -> Parts:
        """Return the parts with one cell of the visible sheet written anew."""
        part = self.sheets[VISIBLE]
        found = re.compile(rb'<c r="%s"[^>]*?(/>|>.*?</c>)' % address.encode())
        new = b'<c r="%s"%s>%s</c>' % (address.encode(), attributes, inner)
        data, count = found.subn(lambda _: new, self.parts[part], count=1)
        assert count == 1, address
        return self.parts | {part: data}


@dataclass(frozen=True)
class Hostile:
    """One such file."""

    name: str
    make: Callable[[Sound, Path], object]
    sentence: str
    """What the refusal says; READ where the file is read."""
    places: tuple[str, ...] = ()
    """Where a file that is read has cells that are not taken, as `sheet!cell`."""
    edits: int = 0
    """Changes that a file which is read brings beside its journal."""


def sound(path: Path) -> Sound:
    """Return a workbook of ours, taken apart."""
    with zipfile.ZipFile(path) as package:
        return Sound(path, read_parts(path), sheet_parts(package))


CATALOGUE: list[Hostile] = []


def hostile(
    sentence: str, *, places: tuple[str, ...] = (), edits: int = 0
) -> Callable[[Callable[[Sound, Path], object]], Callable[[Sound, Path], object]]:
    """Put a maker into the list under its name."""

    def put(make: Callable[[Sound, Path], object]) -> Callable[[Sound, Path], object]:
        CATALOGUE.append(Hostile(make.__name__, make, sentence, places, edits))
        return make

    return put


def all_files() -> Iterator[Hostile]:
    """Yield the whole list; its chapters are modules of their own."""
    from tests.hostile import files_cells, files_packages  # noqa: F401 they fill it

    yield from CATALOGUE


# --- bombs ---------------------------------------------------------------------------------------


def _strings_bomb(data: bytes, times: int) -> Entry:
    packed, size = repeated(b'<sst xmlns="%s">' % MAIN, data, times, b"</sst>")
    return Entry(STRINGS, packed=packed, size=size, crc=0)


@hostile("terlalu besar setelah dibuka")
def zip_bomb_of_strings(base: Sound, path: Path) -> None:
    """One gigabyte in a megabyte."""
    rest = {name: data for name, data in base.parts.items() if name != STRINGS}
    write_parts(path, rest, _strings_bomb(b"<si><t>%s</t></si>" % (b"A" * 2**20), 1024))


@hostile("mengembang tidak wajar")
def smaller_zip_bomb(base: Sound, path: Path) -> None:
    rest = {name: data for name, data in base.parts.items() if name != STRINGS}
    write_parts(path, rest, _strings_bomb(b"<si><t>%s</t></si>" % (b"A" * 2**20), 64))


@hostile("terpotong atau rusak")
def bomb_that_lies_about_its_size(base: Sound, path: Path) -> None:
    packed, _ = repeated(b"<sst>", b"A" * 2**20, 512, b"</sst>")
    rest = {name: data for name, data in base.parts.items() if name != STRINGS}
    write_parts(path, rest, Entry(STRINGS, packed=packed, size=2_000, crc=0))


@hostile("tidak dapat diurai dengan aman")
def shared_string_bomb(base: Sound, path: Path) -> None:
    """One long text that hundreds of thousands of cells point to."""
    strings = base.parts[STRINGS].replace(
        b"</sst>", b"<si><t>%s</t></si></sst>" % _noise(32_000), 1
    )
    last = strings.count(b"<si>") - 1
    cells = b'<c t="s"><v>%d</v></c>' % last * 50
    rows = b"".join(b'<row r="%d">%s</row>' % (row, cells) for row in range(1, 4_001))
    write_parts(path, base.rows(rows) | {STRINGS: strings})


@hostile("lebih dari 65536 format")
def three_million_styles(base: Sound, path: Path) -> None:
    block = b"".join(
        b'<xf numFmtId="%d" fontId="%d"/>' % (number % 50, number % 7) for number in range(3_000)
    )
    packed, size = repeated(
        b'<styleSheet xmlns="%s"><cellXfs>' % MAIN,
        _noisy(block),
        1_000,
        b"</cellXfs></styleSheet>",
    )
    rest = {name: data for name, data in base.parts.items() if name != "xl/styles.xml"}
    # Honest about its checksum, or the count of styles would never be reached.
    write_parts(path, rest, _honest("xl/styles.xml", packed, size))


def _honest(name: str, packed: bytes, size: int) -> Entry:
    import zlib

    unpacked = zlib.decompress(packed, -15)
    assert len(unpacked) == size
    return Entry(name, packed=packed, size=size, crc=zlib.crc32(unpacked))


def _noise(length: int) -> bytes:
    import random

    return random.Random(length).randbytes(length // 2).hex().encode()


def _noisy(block: bytes) -> bytes:
    """Make a block that packs as ill as honest data does."""
    return block + b"<!-- " + _noise(4_000) + b" -->"


@hostile("lebih dari 200000 baris")
def a_million_blank_rows_without_numbers(base: Sound, path: Path) -> None:
    write_parts(path, base.rows(_noisy(b"<row/>" * 1_000) * 1_000))


@hostile("sel jauh di luar batas")
def a_million_blank_rows(base: Sound, path: Path) -> None:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 1_000_001))
    write_parts(path, base.rows(rows))


@hostile("sel jauh di luar batas")
def a_million_rows(base: Sound, path: Path) -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (number, number, number * 7919 % 10_007)
        for number in range(1, 1_000_001)
    )
    write_parts(path, base.rows(rows))


@hostile("baris 1048576, kolom 16384")
def one_cell_at_the_far_corner(base: Sound, path: Path) -> None:
    write_parts(path, base.rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


@hostile("baris 4294967297")
def a_row_number_that_wraps_around(base: Sound, path: Path) -> None:
    write_parts(path, base.rows(b'<row r="4294967297"><c r="A4294967297"><v>1</v></c></row>'))


@hostile("kolom")
def a_column_of_nine_letters(base: Sound, path: Path) -> None:
    write_parts(path, base.rows(b'<row r="1"><c r="AAAAAAAAA1"><v>1</v></c></row>'))


@hostile("terlalu besar")
def a_sheet_of_twelve_million_blank_cells(base: Sound, path: Path) -> None:
    corner = b'<row r="9000"><c r="AYE9000"><v>1</v></c></row>'
    write_parts(path, base.rows(b'<row r="1"><c r="A1"><v>1</v></c></row>' + corner))


@hostile("tidak dapat diurai dengan aman")
def two_cells_as_far_apart_as_is_allowed(base: Sound, path: Path) -> None:
    corner = b'<row r="199999"><c r="BXX199999"><v>1</v></c></row>'
    write_parts(path, base.rows(b'<row r="1"><c r="A1"><v>1</v></c></row>' + corner))


@hostile("memuat 10004 lembar; batasnya 255")
def one_sheet_under_ten_thousand_names(base: Sound, path: Path) -> None:
    book = base.parts["xl/workbook.xml"]
    key = re.search(rb'<sheet name="_jurnal"[^>]*r:id="(\w+)"', book)
    assert key
    more = b"".join(
        b'<sheet name="x%d" sheetId="%d" r:id="%s"/>' % (number, number + 50, key[1])
        for number in range(9_999)
    )
    write_parts(path, base.edited("xl/workbook.xml", b"</sheets>", more + b"</sheets>"))


@hostile(READ)
def a_merge_of_the_whole_sheet(base: Sound, path: Path) -> None:
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A20:XFD1048576"/></mergeCells>'
    write_parts(path, base.edited(base.sheets[VISIBLE], b"</sheetData>", merge))


@hostile("tidak tersusun")
def thousands_of_parts(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {f"xl/media/{n}.png": b"" for n in range(3_000)})


@hostile("terlalu besar")
def a_file_over_the_size(base: Sound, path: Path) -> None:
    path.write_bytes(base.path.read_bytes())
    with path.open("ab") as stream:
        stream.truncate(161 * 2**20)


@hostile("terpotong atau rusak")
def entries_that_lie_over_each_other(base: Sound, path: Path) -> None:
    """Ten names for the bytes of one part."""
    write_entries(path, [Entry(name, data) for name, data in base.parts.items()])
    data = bytearray(path.read_bytes())
    places = [match.start() for match in re.finditer(rb"PK\x01\x02", data)]
    first = data[places[0] + 42 : places[0] + 46]
    for place in places[1:]:
        data[place + 42 : place + 46] = first
    path.write_bytes(data)
