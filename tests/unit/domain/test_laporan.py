from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import MONDAY, the_sop

from bina_desktop.domain import laporan as rules
from bina_desktop.domain.errors import (
    MissingRequirementError,
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.laporan import Laporan, StatusLaporan, laporan_id_for
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.penugasan import SptId

SOP = the_sop()
ALASAN = "Angka pada BAB III tidak cocok."


def a_laporan(status: StatusLaporan = StatusLaporan.DRAF, **more) -> Laporan:
    spt = SptId("spt")
    return Laporan(laporan_id_for(spt), spt, status=status, kesimpulan="Baik.", **more)


def prepared(laporan: Laporan) -> Laporan:
    return rules.prepare_ratification(
        SOP, laporan, nomor=" 400/1 ", tanggal=date(2026, 11, 25), pada=MONDAY
    )


def ratified(stored: Laporan, drawn: Laporan) -> Laporan:
    return rules.ratify(SOP, stored, drawn, cuplikan_sha256="c", berkas_sha256="b")


def test_a_laporan_goes_step_by_step():
    laporan = rules.submit(SOP, a_laporan())
    assert laporan.status is StatusLaporan.DIAJUKAN
    laporan = rules.correct(SOP, laporan, catatan=" ejaan ")
    assert (laporan.status, laporan.catatan) == (StatusLaporan.DIKOREKSI, "ejaan")
    laporan = rules.validate(SOP, laporan)
    assert laporan.status is StatusLaporan.DIVALIDASI
    laporan = ratified(laporan, prepared(laporan))
    assert laporan.status is StatusLaporan.DISAHKAN
    assert (laporan.nomor, laporan.cuplikan_sha256, laporan.berkas_sha256) == ("400/1", "c", "b")
    laporan = rules.deliver(SOP, laporan, nomor_pengantar=" 9 ", tanggal=date(2026, 11, 26))
    assert laporan.status is StatusLaporan.DISAMPAIKAN
    assert (laporan.nomor_pengantar, laporan.tanggal_pengantar) == ("9", date(2026, 11, 26))


@pytest.mark.parametrize("status", list(StatusLaporan))
def test_each_status_lies_on_one_desk(status):
    assert 3 <= rules.langkah_of(status) <= 8
    assert rules.is_ratified(status) == (rules.langkah_of(status) >= 7)


def test_no_step_is_skipped():
    with pytest.raises(WrongStateError):
        rules.validate(SOP, a_laporan(StatusLaporan.DIAJUKAN))
    with pytest.raises(WrongStateError):
        prepared(a_laporan(StatusLaporan.DIKOREKSI))


def test_a_draft_without_conclusion_is_not_handed_in():
    with pytest.raises(MissingRequirementError, match="Kesimpulan"):
        rules.submit(SOP, replace(a_laporan(), kesimpulan="  "))


@pytest.mark.parametrize(
    ("status", "langkah", "after"),
    [
        (StatusLaporan.DIAJUKAN, 3, StatusLaporan.DIKEMBALIKAN),
        (StatusLaporan.DIKOREKSI, 4, StatusLaporan.DIAJUKAN),
        (StatusLaporan.DIKOREKSI, 3, StatusLaporan.DIKEMBALIKAN),
        (StatusLaporan.DIVALIDASI, 5, StatusLaporan.DIKOREKSI),
        (StatusLaporan.DIVALIDASI, 4, StatusLaporan.DIAJUKAN),
        (StatusLaporan.DIVALIDASI, 3, StatusLaporan.DIKEMBALIKAN),
    ],
)
def test_drafts_go_back_along_the_roads_of_the_sop(status, langkah, after):
    returned = rules.return_to(SOP, a_laporan(status), langkah=langkah, alasan=ALASAN)
    assert (returned.status, returned.catatan) == (after, ALASAN)


@pytest.mark.parametrize(
    ("status", "langkah", "words"),
    [
        (StatusLaporan.DIAJUKAN, 4, "langkah 3"),
        (StatusLaporan.DIVALIDASI, 6, "5 atau 4 atau 3"),
        (StatusLaporan.DRAF, 3, "tidak ada yang dapat"),
        (StatusLaporan.DISAHKAN, 3, "tidak ada yang dapat"),
        (StatusLaporan.DISAMPAIKAN, 3, "tidak ada yang dapat"),
    ],
)
def test_other_ways_back_do_not_exist(status, langkah, words):
    with pytest.raises(WrongStateError, match=words):
        rules.return_to(SOP, a_laporan(status), langkah=langkah, alasan=ALASAN)


def test_a_return_needs_a_reason_that_can_be_read():
    with pytest.raises(MissingRequirementError, match="Alasan"):
        rules.return_to(SOP, a_laporan(StatusLaporan.DIAJUKAN), langkah=3, alasan=" salah   ")


def test_what_changed_while_signing_is_not_ratified():
    laporan = a_laporan(StatusLaporan.DIVALIDASI)
    drawn = prepared(laporan)
    with pytest.raises(WrongStateError, match="berubah"):
        ratified(replace(laporan, kesimpulan="Lain."), drawn)


def test_nobody_reviews_own_work():
    me, other = PegawaiId("me"), PegawaiId("other")
    with pytest.raises(NotAllowedError, match="petugas"):
        rules.require_not_own_work(me, petugas=(me,), sebelumnya=())
    with pytest.raises(NotAllowedError, match="Langkah sebelumnya"):
        rules.require_not_own_work(me, petugas=(other,), sebelumnya={me})
    rules.require_not_own_work(me, petugas=(other,), sebelumnya={other})
