from __future__ import annotations

import zipfile
from io import BytesIO

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
    ],
)
def test_a_name_is_plain_and_ends_as_the_content_does(nama: str, jenis: str, name: str) -> None:
    assert safe_name(nama, jenis) == name
    assert safe_name(name, jenis) == name


def test_the_same_file_at_the_same_place_is_one_record_everywhere() -> None:
    key = lampiran_id_for(L1, "/data/foto", Untuk.JAWABAN, "ab" * 32)
    assert key == lampiran_id_for(L1, "/data/foto", Untuk.JAWABAN, "ab" * 32)
    assert key != lampiran_id_for(L1, "/data/foto", Untuk.BUKTI, "ab" * 32)


def test_an_answer_tells_two_files_of_one_name_apart() -> None:
    def named(sha256: str) -> str:
        key = lampiran_id_for(L1, "/data/foto", Untuk.JAWABAN, sha256)
        spt = SptId("s")
        one = Lampiran(
            key, spt, L1, "/data/foto", Untuk.JAWABAN, "KTP.jpg", sha256, 3, "image/jpeg"
        )
        return one.answer_name

    assert named("ab" * 32) == "KTP_abababab.jpg"
    assert named("cd" * 32) != named("ab" * 32)


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 byte"), (999, "999 byte"), (1_000, "1 KB"), (51_200, "50 KB"), (2_516_582, "2,4 MB")],
)
def test_sizes_are_written_for_people(size: int, words: str) -> None:
    assert format_ukuran(size) == words
