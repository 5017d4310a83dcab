"""Packages that are no plain workbook: other kinds, macros, links, damaged or lying zips."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from tests.hostile.files import READ, VISIBLE, Sound, hostile
from tests.hostile.zips import Entry, write_entries, write_parts

TYPES = "[Content_Types].xml"


def _renamed(kind: str, head: bytes, sentence: str) -> None:
    def make(base: Sound, path: Path) -> None:
        del base
        path.write_bytes(head + bytes(range(256)) * 8 if head else b"")

    make.__name__ = kind
    hostile(sentence)(make)


_renamed("zero_bytes", b"", "kosong")
_renamed("a_renamed_xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls lama")
_renamed("a_renamed_pdf", b"%PDF-1.7", "dokumen PDF")
_renamed("a_renamed_csv", b"nama;nip\nSiti;1\n", "bukan buku kerja")
_renamed("a_renamed_html_table", b"<html><table>", "XML atau HTML")
_renamed("a_renamed_png", b"\x89PNG\r\n\x1a\n", "gambar PNG")
_renamed("an_empty_zip", b"PK\x05\x06" + bytes(18), "bukan buku kerja")
_renamed("a_zip_head_and_noise", b"PK\x03\x04", "terpotong atau rusak")


@hostile("bukan berkas")
def a_folder(base: Sound, path: Path) -> None:
    del base
    path.mkdir()


@hostile("OpenDocument")
def a_renamed_ods(base: Sound, path: Path) -> None:
    del base
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    write_parts(path, {"mimetype": mime, "content.xml": b"<x/>", "META-INF/manifest.xml": b"<x/>"})


@hostile("Excel biner")
def a_renamed_xlsb(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {"xl/workbook.bin": b"x"})


@hostile("tidak dikenal")
def a_plain_zip(base: Sound, path: Path) -> None:
    del base
    write_parts(path, {"foto.jpg": b"x", "catatan.txt": b"y"})


@hostile("bagian pokoknya tidak ada")
def a_package_without_a_workbook(base: Sound, path: Path) -> None:
    write_parts(path, {k: v for k, v in base.parts.items() if k != "xl/workbook.xml"})


@hostile("bagian pokoknya tidak ada")
def a_package_without_content_types(base: Sound, path: Path) -> None:
    write_parts(path, {k: v for k, v in base.parts.items() if k != TYPES})


@hostile("makro")
def a_vba_project(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@hostile("makro")
def a_vba_project_in_other_letters(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {"xl/VBAPROJECT.BIN": b"x"})


@hostile("makro")
def a_sheet_of_excel_four_macros(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {"xl/macrosheets/sheet1.xml": b"<x/>"})


@hostile("makro")
def the_content_type_of_macros(base: Sound, path: Path) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    write_parts(path, base.edited(TYPES, plain, macro))


@hostile("tautan ke buku kerja lain")
def an_external_link(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


@hostile("tidak tersusun")
def a_part_that_stands_twice(base: Sound, path: Path) -> None:
    write_parts(path, base.parts, Entry("xl/workbook.xml", b"<workbook/>"))


@hostile("tidak tersusun")
def a_part_that_stands_twice_in_other_letters(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {"xl/Workbook.xml": base.parts["xl/workbook.xml"]})


@hostile("tidak dikenal")
def a_part_that_climbs_out(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {"../../etc/cron.d/x": b"x"})


@hostile("tidak dikenal")
def a_part_that_climbs_out_by_way_of_ours(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {"xl/../../x.xml": b"x"})


@hostile("tidak dikenal")
def a_part_with_an_absolute_name(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {"/etc/passwd": b"x"})


@hostile("tidak dikenal")
def a_part_with_a_windows_path(base: Sound, path: Path) -> None:
    write_parts(path, base.parts | {"xl\\..\\x.xml": b"x"})


@hostile("terpotong atau rusak")
def a_part_whose_name_is_no_text(base: Sound, path: Path) -> None:
    write_parts(path, base.parts, Entry("", b"x", raw_name=b"xl/\xff\xfe.xml"))


@hostile("dilindungi sandi")
def encrypted_entries(base: Sound, path: Path) -> None:
    write_entries(path, [Entry(n, d, flags=0x801) for n, d in base.parts.items()])


@hostile("cara yang tidak dipakai Excel")
def packed_by_lzma(base: Sound, path: Path) -> None:
    """Its head may ask for four gigabytes of dictionary."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as package:
        for name, data in base.parts.items():
            package.writestr(name, data)


@hostile("cara yang tidak dipakai Excel")
def packed_in_a_way_nobody_knows(base: Sound, path: Path) -> None:
    write_entries(path, [Entry(n, d, method=97) for n, d in base.parts.items()])


@hostile("terpotong atau rusak")
def a_truncated_zip(base: Sound, path: Path) -> None:
    data = base.path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])


@hostile("terpotong atau rusak")
def a_checksum_that_does_not_fit(base: Sound, path: Path) -> None:
    entries = [Entry(n, d, crc=0) for n, d in base.parts.items()]
    write_entries(path, entries)


@hostile("terpotong atau rusak")
def bytes_that_do_not_unpack(base: Sound, path: Path) -> None:
    part = base.sheets[VISIBLE]
    rest = {name: data for name, data in base.parts.items() if name != part}
    size = len(base.parts[part])
    write_parts(path, rest, Entry(part, packed=b"\xff" * 500, size=size))


@hostile("terpotong atau rusak")
def a_picture_whose_bytes_are_damaged(base: Sound, path: Path) -> None:
    write_parts(path, base.parts, Entry("xl/media/a.png", b"PNG" * 50, crc=7))


@hostile("DTD")
def billion_laughs_in_the_strings(base: Sound, path: Path) -> None:
    lines = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10)
    ).encode()
    data = b"<!DOCTYPE sst [%s]><sst><si><t>&l9;</t></si></sst>" % lines
    write_parts(path, base.parts | {"xl/sharedStrings.xml": data})


@hostile("DTD")
def an_external_entity_in_a_sheet(base: Sound, path: Path) -> None:
    head = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet '
    write_parts(path, base.edited(base.sheets[VISIBLE], b"<worksheet ", head))


@hostile("DTD")
def an_external_entity_in_the_workbook(base: Sound, path: Path) -> None:
    head = b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://contoh.invalid/x">]><workbook '
    write_parts(path, base.edited("xl/workbook.xml", b"<workbook ", head))


@hostile("DTD")
def a_dtd_in_a_part_that_is_not_called_xml(base: Sound, path: Path) -> None:
    relations = base.edited(
        "xl/_rels/workbook.xml.rels", b"worksheets/sheet2.xml", b"worksheets/sheet2.dat"
    )
    relations["xl/worksheets/sheet2.dat"] = b"<!DOCTYPE x>" + base.parts[base.sheets[VISIBLE]]
    write_parts(path, relations)


@hostile("UTF-8")
def a_sheet_in_utf_16(base: Sound, path: Path) -> None:
    text = base.parts[base.sheets[VISIBLE]].decode().replace("UTF-8", "UTF-16")
    write_parts(path, base.parts | {base.sheets[VISIBLE]: text.encode("utf-16")})


@hostile("tidak dapat dibaca")
def a_relation_that_leads_to_the_net(base: Sound, path: Path) -> None:
    """Nobody follows it; the sheet is simply not there."""
    rels = "xl/_rels/workbook.xml.rels"
    write_parts(path, base.edited(rels, b"worksheets/sheet2.xml", b"http://contoh.invalid/x.xml"))


@hostile("tidak dapat dibaca")
def a_relation_that_leads_to_the_disk(base: Sound, path: Path) -> None:
    rels = "xl/_rels/workbook.xml.rels"
    write_parts(path, base.edited(rels, b"worksheets/sheet2.xml", b"../../../../etc/passwd"))


@hostile(READ)
def entries_of_folders_and_a_comment(base: Sound, path: Path) -> None:
    """As some zip programs write them; there is nothing wrong with it."""
    shutil.copy(base.path, path)
    with zipfile.ZipFile(path, "a") as package:
        package.mkdir("xl/media")
        package.comment = b"dari laptop Rahmat"


@hostile(READ)
def comments_as_gnumeric_writes_them(base: Sound, path: Path) -> None:
    """Other readers fall over a drawing of comments without the parts Excel writes."""
    part = base.sheets[VISIBLE]
    rels = f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels"
    data = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId9" Target="../comments1.xml" Type="http://schemas.openxmlformats'
        b'.org/officeDocument/2006/relationships/comments"/></Relationships>'
    )
    comments = (
        b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/>'
        b'<commentList><comment ref="D3" authorId="7"><text/></comment></commentList></comments>'
    )
    write_parts(path, base.parts | {rels: data, "xl/comments1.xml": comments})


@hostile(READ)
def a_sheet_with_a_chart(base: Sound, path: Path) -> None:
    import openpyxl

    shutil.copy(base.path, path)
    book = openpyxl.load_workbook(path)
    book.create_chartsheet("Grafik")
    book.save(path)


@hostile("ada lebih dari satu")
def two_manifests(base: Sound, path: Path) -> None:
    book = base.parts["xl/workbook.xml"]
    start = book.index(b'<sheet name="_manifes"')
    again = book[start : book.index(b"/>", start) + 2]
    write_parts(path, base.edited("xl/workbook.xml", again, again + again))


@hostile("lembar _jurnal tidak ada")
def a_renamed_journal(base: Sound, path: Path) -> None:
    write_parts(path, base.edited("xl/workbook.xml", b'name="_jurnal"', b'name="jurnal"'))


@hostile(READ)
def a_renamed_visible_sheet(base: Sound, path: Path) -> None:
    write_parts(path, base.edited("xl/workbook.xml", VISIBLE.encode(), b"Isian (1)"))


@hostile("lembar _manifes tidak ada")
def a_workbook_of_somebody_else(base: Sound, path: Path) -> None:
    import openpyxl

    del base
    openpyxl.Workbook().save(path)


@hostile(READ)
def the_namespaces_of_strict_workbooks(base: Sound, path: Path) -> None:
    """Excel can write them: “Strict Open XML Spreadsheet”."""
    old = b"http://schemas.openxmlformats.org"
    new = {
        old + b"/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        old + b"/officeDocument/2006": b"http://purl.oclc.org/ooxml/officeDocument",
    }
    parts = dict(base.parts)
    for name, data in parts.items():
        for plain, strict in new.items():
            data = data.replace(plain, strict)  # noqa: PLW2901 one after the other
        parts[name] = data
    write_parts(path, parts)
