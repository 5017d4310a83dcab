"""A pack holds if its manifest, the Laporan and its workbook do; every fault is named."""

from __future__ import annotations

import hashlib
import io
import json
import warnings
import zipfile
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from tests.fake_adapters import FakeSigner

from bina_desktop.application.paket_diterima import (
    FORMAT,
    SCAN,
    check_paket,
    is_paket,
    judge_paket,
)
from bina_desktop.application.workbook import Seal
from bina_desktop.domain.errors import ImportRefusedError

SIGNED = b"%PDF satu signed Kadis"
KODE = "K7QF-2M9T-8RWA-3XEC"


def zipped(*files: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that is there twice, on purpose
        for name, data in files:
            package.writestr(name, data)
    return target.getvalue()


def manifest(listed: object, laporan: object = None, form: str = FORMAT) -> tuple[str, bytes]:
    facts = {"format": form, "berkas": listed, "laporan": {} if laporan is None else laporan}
    return "manifes.json", json.dumps(facts).encode()


def a_pack(laporan: dict[str, str] | None = None, **files: bytes) -> bytes:
    """Return a sound pack; `__` in a name stands for a dot, `_` for a hyphen."""
    named = {name.replace("__", ".").replace("_", "-"): data for name, data in files.items()}
    listed = {name: hashlib.sha256(data).hexdigest() for name, data in named.items()}
    return zipped(manifest(listed, laporan), *named.items())


class Books:
    """Reads every workbook as one with this seal; a seal of None is a file that is refused."""

    def __init__(self, seal: Seal | None = Seal.VALID) -> None:
        self.seal = seal

    @contextmanager
    def laid_down(self, name, data):
        yield name

    def read(self, path, **_):
        if self.seal is None:
            raise ImportRefusedError("Berkas ini rusak.")
        return SimpleNamespace(seal=self.seal, changes=())


def judged(data: bytes, seal: Seal | None = Seal.VALID):
    return judge_paket(data, signer=FakeSigner(), workbooks=Books(seal))


def test_a_pack_holds_with_its_signature_and_its_sealed_workbook():
    facts = {"nomor": "400/1", "wilayah": "17.05", "triwulan": "2026-T4"}
    verdict = judged(
        a_pack(facts, laporan__pdf=SIGNED, data__xlsx=b"PK", surat_pengantar__pdf=b"%PDF")
    )
    assert verdict.ok
    assert verdict.putusan == "Paket ini utuh: 3 berkas sama dengan manifesnya."
    assert "17.05, 2026-T4 Nomor 400/1" in verdict.keterangan[0]
    assert "data.xlsx: segel sah, catatannya utuh." in verdict.keterangan
    assert verdict.files == ("data.xlsx", "laporan.pdf", "surat-pengantar.pdf")
    assert len(verdict.signatures) == 1


def test_an_unsigned_laporan_breaks_a_pack_that_says_it_is_signed():
    verdict = judged(a_pack({"cara_tanda_tangan": "bersama"}, laporan__pdf=b"%PDF satu"))
    assert not verdict.ok
    assert verdict.putusan == "Paket ini tidak utuh: laporan.pdf: Tidak ada tanda tangan."


@pytest.mark.parametrize(
    ("seal", "word"), [(Seal.BROKEN, "segelnya tidak sah"), (None, "Berkas ini rusak.")]
)
def test_a_workbook_with_a_broken_seal_breaks_its_pack(seal, word):
    verdict = judged(a_pack(laporan__pdf=SIGNED, data__xlsx=b"PK"), seal)
    assert not verdict.ok
    assert word in verdict.putusan


def test_a_laporan_in_ink_needs_its_scan_with_the_same_code():
    ink = {"cara_tanda_tangan": "basah"}
    paper = f"%PDF kode {KODE}".encode()
    other = b"%PDF kode A7QF-2M9T-8RWA-3XEC"
    without = judged(a_pack(ink, laporan__pdf=paper))
    assert "pindaiannya tidak ada" in without.putusan
    scan = "laporan_bertanda_tangan_basah__png"
    good = judged(a_pack(ink, laporan__pdf=paper, **{scan: paper}))
    assert good.ok
    assert any(KODE in words for words in good.keterangan)
    wrong = judged(a_pack(ink, laporan__pdf=paper, **{scan: other}))
    assert "bukan milik laporan dalam paket ini" in wrong.putusan
    unread = judged(a_pack(ink, laporan__pdf=paper, **{scan: b"gelap"}))
    assert not unread.ok
    assert "belum dapat dipastikan" in unread.putusan


def test_a_pack_without_a_laporan_is_no_delivery():
    verdict = judged(a_pack(surat_pengantar__pdf=b"%PDF"))
    assert verdict.putusan == "Paket ini tidak utuh: Paket ini tidak memuat laporan.pdf."
    assert verdict.pdf == b""


@pytest.mark.parametrize(
    "name", ["faktur.exe", "laporan2.pdf", "data.xlsm", "surat.pdf", f"{SCAN}.exe"]
)
def test_a_file_that_no_pack_holds_is_a_fault_though_the_manifest_names_it(name):
    files = {"laporan.pdf": SIGNED, name: b"MZ"}
    listed = {one: hashlib.sha256(data).hexdigest() for one, data in files.items()}
    verdict = judged(zipped(manifest(listed), *files.items()))
    assert not verdict.ok
    assert f"“{name}” bukan bagian dari paket" in verdict.putusan


def test_of_two_scans_nobody_knows_which_is_meant():
    ink, paper = {"cara_tanda_tangan": "basah"}, f"%PDF kode {KODE}".encode()
    files = {"laporan.pdf": paper, f"{SCAN}.png": paper, f"{SCAN}.jpg": b"lain"}
    listed = {one: hashlib.sha256(data).hexdigest() for one, data in files.items()}
    verdict = judged(zipped(manifest(listed, ink), *files.items()))
    assert "lebih dari satu pindaian" in verdict.putusan


def test_every_file_that_was_changed_added_or_lost_is_named():
    listed = dict.fromkeys(("laporan.pdf", "b"), "0" * 64)
    data = zipped(manifest(listed), ("laporan.pdf", b"lain"), ("c", b"baru"))
    found = check_paket(data)
    assert found.files == {}
    assert len(found.faults) == 3
    verdict = judged(data)
    assert verdict.putusan.endswith("Ada 2 hal lain.")
    assert verdict.faults == found.faults


@pytest.mark.parametrize(
    "data",
    [
        b"bukan zip",
        zipped(("a", b"1")),
        zipped(manifest({}, form="x")),
        zipped(manifest([])),
        zipped(manifest({}, laporan=[])),
        zipped(("manifes.json", b"[1]")),
        zipped(*((f"f{n}", b"") for n in range(60))),
        zipped(manifest({}), ("a", b"1"), ("a", b"2")),
    ],
)
def test_what_is_no_pack_is_refused(data):
    with pytest.raises(ImportRefusedError):
        check_paket(data)


@pytest.mark.parametrize(
    "name",
    [
        "/OWNED.xlsx",
        "../x.xlsx",
        "a/../../x.xlsx",
        "C:\\x.xlsx",
        "C:x.xlsx",
        "a\\b.xlsx",
        "..",
    ],
)
def test_a_name_that_is_a_place_is_refused_before_anything_is_laid_down(name):
    listed = {name: hashlib.sha256(b"PK").hexdigest()}
    data = zipped(manifest(listed), (name, b"PK"))
    with pytest.raises(ImportRefusedError, match="menunjuk tempat lain"):
        judged(data)


def test_a_file_without_a_name_is_refused():
    data = zipped(manifest({}), ("~", b"1")).replace(b"~", b"\0")
    with pytest.raises(ImportRefusedError, match="menunjuk tempat lain"):
        check_paket(data)


def test_a_name_cut_at_a_nul_is_judged_by_all_of_it():
    data = zipped(manifest({}), ("a~../x", b"1")).replace(b"a~../x", b"a\0../x")
    with pytest.raises(ImportRefusedError, match="menunjuk tempat lain"):
        check_paket(data)


def test_only_a_zip_with_a_manifest_is_a_pack():
    assert not is_paket(b"bukan zip")
    assert not is_paket(zipped(("a", b"1")))
    assert is_paket(a_pack())


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_pack_packed_in_another_way_is_refused(way):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", way) as package:
        package.writestr(*manifest({}))
    with pytest.raises(ImportRefusedError, match="rusak"):
        check_paket(target.getvalue())


def test_a_torn_stream_or_an_unknown_version_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(*manifest({}))
    data = target.getvalue()
    start = 30 + len("manifes.json")
    torn = data[:start] + b"\xff" * 8 + data[start + 8 :]
    with pytest.raises(ImportRefusedError, match="rusak"):
        check_paket(torn)
    entry = data.index(b"PK\x01\x02")
    newer = data[: entry + 6] + b"\x63\0" + data[entry + 8 :]
    assert not is_paket(newer)
    with pytest.raises(ImportRefusedError, match="rusak"):
        check_paket(newer)
