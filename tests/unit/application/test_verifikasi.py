"""What somebody holds in hand, compared with what this installation froze; the pack of step 7."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest
from tests.builders import KABID, KADIS, RAHMAT
from tests.installations import assess, prepare, review

from bina_desktop.application.paket_pengiriman import FORMAT, check_paket, is_paket
from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import ImportRefusedError, InvalidValueError, WrongStateError
from bina_desktop.domain.laporan import laporan_id_for

DAY = date(2026, 11, 25)


@pytest.fixture
def key(office, ratna):
    """A ratified Laporan."""
    spt_id = prepare(office, ratna)
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=5)
    return laporan_id_for(spt_id)


def ratify(office, key, pkcs12: bytes | None = b"p12"):
    office.seat(KADIS).laporan.ratify(
        key, nomor="400/1", tanggal=DAY, pkcs12=pkcs12, password="rahasia"
    )


def kode_of(office, key):
    return office.seat(KADIS).tanda_tangan.read(key).kode


def test_a_code_leads_to_its_laporan_and_to_the_one_that_replaced_it(office, key):
    ratify(office, key)
    kode = kode_of(office, key)
    seat = office.seat(RAHMAT)
    found = seat.verifikasi.by_code(kode.lower())
    assert found.ok
    assert "Kabupaten Seluma" in found.putusan
    assert "Nomor 400/1 tanggal 25 November 2026" in found.putusan
    office.seat(KABID).tanda_tangan.reopen(key, alasan="Nilai satu pegawai keliru.")
    again = seat.verifikasi.by_code(kode)
    assert not again.ok
    assert "dibuka kembali" in again.putusan
    pdf = next(o for o in seat.tanda_tangan.read(key).files if o.macam.value == "disahkan")
    assert "dibuka kembali" in seat.verifikasi.by_file(seat.arsip.open(pdf)).keterangan[0]


def test_an_unknown_or_mistyped_code_is_told(office, key):
    assert key
    assert not office.seat(RAHMAT).verifikasi.by_code("0000-0000-0000-000W").ok
    with pytest.raises(InvalidValueError):
        office.seat(RAHMAT).verifikasi.by_code("K7QF")


def test_a_scan_is_judged_by_the_code_on_it(office, key):
    ratify(office, key, None)
    seat = office.seat(RAHMAT)
    assert seat.verifikasi.by_file(f"foto kode {kode_of(office, key)}".encode()).ok
    unread = seat.verifikasi.by_file(b"foto buram")
    assert not unread.ok
    assert "Ketik kode" in unread.keterangan[0]


def test_the_pack_holds_what_its_manifest_says(office, key):
    with pytest.raises(WrongStateError, match="belum disahkan"):
        office.seat(KABID).paket.make(key, progress=Progress())
    ratify(office, key, None)
    office.clock.forward(minutes=1)
    office.seat(KABID).arsip.attach_scan(key, b"\x89PNG\r\n\x1a\n", "pindai.png")
    pack = office.seat(KABID).paket.make(key, progress=Progress())
    assert pack.nama.endswith(".zip")
    assert is_paket(pack.data)
    files, faults = check_paket(pack.data)
    assert faults == ()
    assert {"laporan.pdf", "surat-pengantar.pdf", "laporan-bertanda-tangan-basah.png"} <= set(
        files
    )


def test_the_pack_of_an_electronic_laporan_has_no_scan(office, key):
    ratify(office, key)
    assert set(office.seat(KABID).paket.make(key, progress=Progress()).files) >= {"laporan.pdf"}


def a_zip(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in files.items():
            package.writestr(name.replace("__", "."), data)
    return target.getvalue()


def test_a_file_that_was_changed_added_or_lost_is_named():
    listed = {"a": "0" * 64, "b": "0" * 64}
    manifest = json.dumps({"format": FORMAT, "berkas": listed}).encode()
    files, faults = check_paket(a_zip(manifes__json=manifest, a=b"lain", c=b"baru"))
    assert files == {}
    assert len(faults) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"bukan zip",
        a_zip(a=b"1"),
        a_zip(manifes__json=b'{"format": "x", "berkas": {}}'),
        a_zip(**{f"f{n}": b"" for n in range(60)}),
    ],
)
def test_what_is_no_pack_is_refused(data):
    with pytest.raises(ImportRefusedError):
        check_paket(data)


def test_only_a_zip_with_a_manifest_is_a_pack():
    assert not is_paket(b"bukan zip")
    assert not is_paket(a_zip(a=b"1"))
