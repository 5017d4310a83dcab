from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import KABID, KADIS, RAHMAT

from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.pelimpahan import (
    JenisPelimpahan,
    Pelimpahan,
    PelimpahanId,
    atas_nama,
    check_pelimpahan,
    delegated_to,
)

PLH = Pelimpahan(
    PelimpahanId("p"),
    KABID.id,
    Peran.KADIS,
    JenisPelimpahan.PLH,
    "Surat Perintah Nomor 800/1 tanggal 20 November 2026",
    date(2026, 11, 23),
    date(2026, 11, 27),
)
PLT = replace(PLH, id=PelimpahanId("q"), jenis=JenisPelimpahan.PLT, sampai=None)


@pytest.mark.parametrize(
    ("day", "there"), [((2026, 11, 22), False), ((2026, 11, 23), True), ((2026, 11, 28), False)]
)
def test_a_delegation_is_in_force_from_its_first_to_its_last_day(day, there):
    assert PLH.berlaku(date(*day)) is there
    assert bool(delegated_to([PLH], KABID.id, date(*day))) is there
    assert not delegated_to([PLH], RAHMAT.id, date(*day))


def test_one_without_a_last_day_lasts():
    assert PLT.berlaku(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"dasar": " "}, MissingRequirementError, "Dasar penunjukan"),
        ({"peran": Peran.TIM}, InvalidValueError, "hanya tugas"),
        ({"sampai": None}, MissingRequirementError, "Tanggal berakhir Plh"),
        ({"sampai": date(2026, 11, 1)}, InvalidValueError, "sebelum tanggal mulai"),
        ({"jenis": JenisPelimpahan.UB}, MissingRequirementError, "sesudah a.n."),
    ],
)
def test_a_delegation_without_basis_dates_or_the_post_between_is_refused(change, error, words):
    with pytest.raises(error, match=words):
        check_pelimpahan(replace(PLH, **change), (), KABID)


def test_who_left_or_holds_the_post_does_not_act_for_it():
    with pytest.raises(NotAllowedError, match="tidak aktif"):
        check_pelimpahan(PLH, (), replace(KABID, aktif=False))
    with pytest.raises(NotAllowedError, match="memegang jabatan"):
        check_pelimpahan(PLH, (), KADIS)


def test_a_post_has_one_plt_or_plh_at_a_time():
    with pytest.raises(WrongStateError, match=r"Plh\. mulai 23 November 2026 sampai"):
        check_pelimpahan(PLT, [PLH], RAHMAT)
    with pytest.raises(WrongStateError, match=r"Plt\. mulai 23 November 2026\."):
        check_pelimpahan(PLH, [PLT], RAHMAT)
    check_pelimpahan(replace(PLT, mulai=date(2026, 11, 28)), [PLH], RAHMAT)
    check_pelimpahan(replace(PLT, peran=Peran.KASI), [PLH], RAHMAT)
    check_pelimpahan(replace(PLH, dasar="Surat lain"), [PLH], KABID)
    check_pelimpahan(replace(PLH, id=PelimpahanId("r"), jenis=JenisPelimpahan.AN), [PLH], RAHMAT)


def test_a_full_delegation_goes_before_one_to_sign_only():
    an = replace(PLH, id=PelimpahanId("a"), jenis=JenisPelimpahan.AN)
    assert delegated_to([an, PLH], KABID.id, PLH.mulai) == {Peran.KADIS: PLH}


@pytest.mark.parametrize(
    ("jenis", "lines"),
    [
        (JenisPelimpahan.PLT, ("Plt.",)),
        (JenisPelimpahan.PLH, ("Plh.",)),
        (JenisPelimpahan.AN, ("a.n. Kepala Dinas",)),
        (JenisPelimpahan.UB, ("a.n. Kepala Dinas", "Sekretaris", "u.b.")),
    ],
)
def test_what_is_printed_over_the_name(jenis, lines):
    one = replace(PLH, jenis=jenis, melalui="Sekretaris")
    assert atas_nama(one, "Kepala Dinas") == lines
