from __future__ import annotations

import zipfile
from io import BytesIO
from random import Random

import pytest

from bina_desktop.domain.bahasa import format_ukuran
from bina_desktop.domain.lampiran import (
    ENDINGS,
    Lampiran,
    Untuk,
    lampiran_id_for,
    media_type,
    safe_name,
)
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penugasan import SptId

L1 = LembarId("l1")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def package(*names: str, mimetype: str | None = None) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        if mimetype is not None:
            written.writestr("mimetype", mimetype)
        for name in names:
            written.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"RIFF\0\0\0\0RMID", ""),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        (b"\0\0\0\x18ftyp3gp4", "video/3gpp"),
        (b"\0\0\0\x18ftypisom", "video/mp4"),
        (b"%PDF-1.7", "application/pdf"),
        (package("word/document.xml"), DOCX),
        (package("xl/workbook.xml", "xl/vbaProject.bin"), ""),
        (package("foto.jpg"), "application/zip"),
        (package(mimetype=ODT), ODT),
        (package(mimetype="application/epub+zip"), "application/zip"),
        (b"PK\x03\x04 terpotong", ""),
        ("Catatan “uji petik”".encode(), "text/plain"),
        (b"caf\xe9", ""),
        (b"#!/bin/sh\n", ""),
        (b"MZ\x90\0", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str) -> None:
    assert media_type(data) == kind
    assert not kind or kind in ENDINGS


@pytest.mark.parametrize(
    ("nama", "jenis", "name"),
    [
        ("foto.JPG", "image/jpeg", "foto.jpg"),
        ("foto.png", "image/jpeg", "foto.png.jpg"),
        ("C:\\a\\KTP Ani.jpeg", "image/jpeg", "KTP Ani.jpeg"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("jalankan.bat", "text/plain", "jalankan.bat.txt"),
        ("gpj.\u202eexe", "image/png", "gpj. exe.png"),
        ("", "image/png", "lampiran.png"),
        ("...", "application/pdf", "lampiran.pdf"),
        ("a" * 300 + ".pdf", "application/pdf", "a" * 80 + ".pdf"),
        ("data", "jenis/baru", "data.bin"),
        ("con.jpg", "image/jpeg", "_con.jpg"),
        ("LPT1.surat.pdf", "application/pdf", "_LPT1.surat.pdf"),
        ("konsep.pdf", "application/pdf", "konsep.pdf"),
        ("foto\udcff.jpg", "image/jpeg", "foto.jpg"),
        ("😀" * 80 + ".jpg", "image/jpeg", "😀" * 40 + ".jpg"),
    ],
)
def test_a_name_is_plain_and_ends_as_the_content_does(nama: str, jenis: str, name: str) -> None:
    assert safe_name(nama, jenis) == name
    assert safe_name(name, jenis) == name


def test_a_broken_package_is_judged_and_never_fails() -> None:
    chance = Random(1)
    whole = package("word/é.xml", mimetype=ODT)
    for _ in range(2_000):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        assert media_type(bytes(broken)) in ("", "application/zip", ODT)


def test_a_media_type_that_is_compressed_is_never_unpacked() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as written:
        written.writestr("mimetype", ODT)
    assert media_type(stream.getvalue()) == "application/zip"


def test_the_same_file_at_the_same_place_is_one_record_everywhere() -> None:
    key = lampiran_id_for(L1, "/data/foto", Untuk.JAWABAN, "ab" * 32)
    assert key == lampiran_id_for(L1, "/data/foto", Untuk.JAWABAN, "ab" * 32)
    assert key != lampiran_id_for(L1, "/data/foto", Untuk.BUKTI, "ab" * 32)


def answering(sha256: str, nama: str = "KTP.jpg") -> Lampiran:
    key = lampiran_id_for(L1, "/data/foto", Untuk.JAWABAN, sha256)
    return Lampiran(
        key, SptId("s"), L1, "/data/foto", Untuk.JAWABAN, nama, sha256, 3, "image/jpeg"
    )


def test_an_answer_tells_two_files_of_one_name_apart() -> None:
    assert answering("ab" * 32).answer_name == "KTP_abababab.jpg"
    assert answering("cd" * 32).answer_name != answering("ab" * 32).answer_name


def test_an_answer_holds_its_file_whatever_name_it_had_elsewhere() -> None:
    one = answering("ab" * 32)
    assert one.is_held_by(answering("ab" * 32, "IMG_1.jpeg").answer_name)
    assert not one.is_held_by(answering("cd" * 32).answer_name)
    assert not one.is_held_by("")


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 byte"), (999, "999 byte"), (1_000, "1 KB"), (51_200, "50 KB"), (2_516_582, "2,4 MB")],
)
def test_sizes_are_written_for_people(size: int, words: str) -> None:
    assert format_ukuran(size) == words
