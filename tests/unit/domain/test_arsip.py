"""Files of a Laporan: which is the last, which is replaced, what delivery asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bina_desktop.domain.arsip import (
    Arsip,
    CaraTandaTangan,
    MacamArsip,
    arsip_id_for,
    newest_of,
    replaced_by,
    require_scan,
    way_of,
)
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.penugasan import SptId

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
LAPORAN = LaporanId("laporan")


def a_file(macam=MacamArsip.DISAHKAN, sha256="a", *, induk="", hours=0, keterangan="basah"):
    return Arsip(
        arsip_id_for(LAPORAN, macam, sha256, induk),
        SptId("spt"),
        LAPORAN,
        macam,
        "laporan.pdf",
        sha256,
        10,
        "application/pdf",
        induk,
        PegawaiId("p"),
        NOON + timedelta(hours=hours),
        keterangan=keterangan,
    )


def test_one_file_at_one_place_has_one_id():
    assert a_file().id == a_file(hours=3).id
    assert a_file().id != a_file(induk="b").id


def test_the_newest_of_a_kind_is_found():
    old, new = a_file(sha256="a"), a_file(sha256="b", hours=1)
    assert newest_of([new, old], MacamArsip.DISAHKAN) == new
    assert newest_of([old, new], MacamArsip.PINDAIAN) is None
    assert newest_of([old, new], MacamArsip.DISAHKAN, induk="x") is None


def test_a_laporan_replaces_the_last_other_one():
    first, second = a_file(sha256="a"), a_file(sha256="b", hours=1)
    assert replaced_by([first], "a") is None
    assert replaced_by([first, second], "b") == first
    assert replaced_by([first, second], "") == second


def test_the_way_it_was_signed_is_known_of_its_file():
    assert way_of([a_file(sha256="b"), a_file()], "a") is CaraTandaTangan.BASAH
    assert way_of([a_file()], "x") is None


def test_paper_needs_its_scan():
    paper = a_file()
    with pytest.raises(MissingRequirementError, match="pindaian"):
        require_scan([paper, a_file(MacamArsip.PINDAIAN, "s", induk="lain")], "a")
    require_scan([paper, a_file(MacamArsip.PINDAIAN, "s", induk="a")], "a")


def test_what_is_signed_electronically_needs_none():
    require_scan([a_file(keterangan="sertifikat")], "a")
    require_scan([], "a")
