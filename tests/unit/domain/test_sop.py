from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.builders import SELUMA, TW4, resource, the_kalender, the_sop

from bina_desktop.domain.errors import InvalidValueError, WrongStateError
from bina_desktop.domain.jam_langkah import JamLangkah, KeadaanLangkah, measure, statistics
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.pegawai import PegawaiId, Peran
from bina_desktop.domain.sop import (
    CLOSED,
    JenisPeristiwa,
    Peristiwa,
    PeristiwaId,
    current_step,
    events_of,
    parse_sop,
    peristiwa_id_for,
    require_step,
)

MULAI, SELESAI, KEMBALI = JenisPeristiwa.MULAI, JenisPeristiwa.SELESAI, JenisPeristiwa.KEMBALI


def event(langkah, jenis, day, hour, minute=0, *, ke=None, pelaku="x", output="", **rest):
    waktu = datetime(2026, 11, day, hour, minute, tzinfo=WIB)
    return Peristiwa(
        id=PeristiwaId(f"{langkah}{jenis}{day}{hour}{minute}"),
        triwulan=TW4,
        kode_wilayah=None if langkah < 3 else SELUMA,
        langkah=langkah,
        jenis=jenis,
        pelaku=PegawaiId(pelaku),
        waktu=waktu,
        ke_langkah=ke,
        output=output,
        **rest,
    )


def clocks(*events, now=(27, 16), opens=None):
    at = datetime(2026, 11, now[0], now[1], tzinfo=WIB)
    found = measure(the_sop(), events, SELUMA, kalender=the_kalender(), now=at, opens=opens or {})
    return {clock.langkah: clock for clock in found}


START = (event(1, SELESAI, 23, 8), event(2, SELESAI, 23, 9, 30))


def test_the_shipped_sop_has_seven_steps_with_their_actors():
    sop = the_sop()
    assert [step.pelaku for step in sop.langkah] == [
        Peran.KADIS,
        Peran.KABID,
        Peran.TIM,
        Peran.KASI,
        Peran.KABID,
        Peran.KADIS,
        Peran.KABID,
    ]
    assert [step.kembali_ke for step in sop.langkah] == [(), (), (), (3,), (4, 3), (5, 4, 3), ()]
    total = sum((step.mutu_baku for step in sop.langkah), timedelta())
    assert total == 3 * the_kalender().hari_kerja + timedelta(hours=4)


@pytest.mark.parametrize(
    ("old", "new"),
    [("{ jam = 2 }", "{ minggu = 2 }"), ('pelaku = "kasi"', 'pelaku = "camat"')],
)
def test_a_sop_with_an_unknown_unit_or_actor_is_refused(old, new):
    text = resource("sop/10.07.03.021.toml").replace(old, new)
    with pytest.raises(InvalidValueError, match="Langkah"):
        parse_sop(text, hari_kerja=timedelta(hours=7))


def test_ids_of_events_that_happen_once_are_the_same_everywhere():
    one = peristiwa_id_for(TW4, None, 1, SELESAI)
    assert one == peristiwa_id_for(TW4, None, 1, SELESAI)
    assert one != peristiwa_id_for(TW4, SELUMA, 3, MULAI)


def test_the_step_that_is_due_follows_completions_and_returns():
    assert current_step((), SELUMA) == 1
    assert current_step(START, SELUMA) == 3
    handed_in = (*START, event(3, MULAI, 23, 10), event(3, SELESAI, 24, 15))
    assert current_step(handed_in, SELUMA) == 4
    returned = (*handed_in, event(4, KEMBALI, 24, 15, 30, ke=3))
    assert current_step(returned, SELUMA) == 3


def test_an_event_out_of_its_turn_moves_nothing():
    stray = event(6, KEMBALI, 23, 10, ke=3)
    assert current_step((*START, stray, event(5, SELESAI, 23, 11)), SELUMA) == 3
    assert current_step((*START, event(3, KEMBALI, 23, 10)), SELUMA) == 3


def test_events_of_another_region_do_not_count():
    assert events_of((*START, event(3, MULAI, 23, 10)), None) == START


def test_a_step_out_of_turn_is_refused_with_both_names():
    with pytest.raises(WrongStateError, match="langkah 3"):
        require_step(the_sop(), due=3, wanted=5)
    with pytest.raises(WrongStateError, match="sudah selesai"):
        require_step(the_sop(), due=CLOSED, wanted=7)
    require_step(the_sop(), due=4, wanted=4)


def test_step_two_runs_from_the_order():
    found = clocks(START[0], now=(23, 10))
    assert found[1].terpakai == timedelta()
    assert found[1].mulai == found[1].selesai
    assert found[2].terpakai == timedelta(hours=2)
    assert found[2].sejak is not None
    assert found[3].mulai is None


def test_step_three_waits_for_its_spt_and_for_the_day_of_the_visit():
    spt = event(3, MULAI, 23, 10)
    opens = {3: the_kalender().opening(datetime(2026, 11, 25, tzinfo=UTC).date())}
    assert clocks(*START)[3].mulai is None
    early = clocks(*START, spt, now=(24, 16), opens=opens)
    assert early[3].terpakai == timedelta()
    assert early[3].mulai == opens[3]
    late = clocks(*START, spt, now=(25, 16), opens=opens)
    assert late[3].terpakai == timedelta(hours=7.5)


def test_the_clock_stands_still_while_the_draft_is_elsewhere():
    story = (
        *START,
        event(3, MULAI, 23, 10),
        event(3, SELESAI, 23, 12, pelaku="tim", output="draf"),
        event(4, KEMBALI, 23, 13, 30, ke=3, pelaku="kasi"),
        event(3, SELESAI, 23, 14, 30),
        event(4, SELESAI, 23, 15),
    )
    found = clocks(*story)
    assert found[3].terpakai == timedelta(hours=3)
    assert found[3].dikembalikan == 1
    assert found[3].output == "draf"
    assert found[4].terpakai == timedelta(hours=1)
    assert found[4].selesai == story[-1].waktu
    assert found[5].sejak == story[-1].waktu


def test_a_second_spt_event_does_not_restart_the_clock():
    found = clocks(*START, event(3, MULAI, 23, 10), event(3, MULAI, 23, 11), now=(23, 12))
    assert found[3].terpakai == timedelta(hours=2)


def test_a_delivered_report_stops_every_clock():
    story = [event(step, SELESAI, 24, 8 + step) for step in range(3, 8)]
    found = clocks(*START, *story)
    assert [found[step].sejak for step in range(1, 8)] == [None] * 7


def test_a_return_that_names_no_step_only_stops_the_clock():
    found = clocks(*START, event(3, MULAI, 23, 10), event(3, KEMBALI, 23, 11))
    assert found[3].terpakai == timedelta(hours=1)
    assert found[3].selesai is None


def test_a_step_whose_draft_was_sent_past_it_is_to_be_done_again():
    story = (
        *START,
        event(3, MULAI, 23, 10),
        event(3, SELESAI, 23, 11),
        event(4, SELESAI, 23, 11, 20),
        event(5, KEMBALI, 23, 11, 30, ke=3, pelaku="kabid"),
    )
    found = clocks(*story)
    half = timedelta(minutes=30)
    assert (found[4].selesai, found[4].keadaan(half)) == (None, KeadaanLangkah.JEDA)
    assert (found[5].selesai, found[5].keadaan(half)) == (None, KeadaanLangkah.JEDA)
    assert found[3].sejak == story[-1].waktu
    assert found[6].keadaan(half) is KeadaanLangkah.BELUM


def test_every_round_of_a_step_is_kept_with_what_ended_it():
    story = (
        *START,
        event(3, MULAI, 23, 10),
        event(3, SELESAI, 23, 11, keterlambatan="Jalan putus."),
        event(4, KEMBALI, 23, 11, 30, ke=3),
    )
    found = clocks(*story, now=(23, 12))
    first, running = found[3].putaran
    assert (first.akhir, first.terpakai) == (story[-2], timedelta(hours=1))
    assert (running.akhir, running.terpakai) == (None, timedelta(minutes=30))
    assert found[3].keterlambatan == "Jalan putus."
    assert found[4].keterlambatan == ""


def test_a_report_handed_in_before_the_visit_began_took_no_time():
    opens = {3: the_kalender().opening(datetime(2026, 11, 25, tzinfo=UTC).date())}
    story = (event(3, MULAI, 23, 10), event(3, SELESAI, 24, 15))
    found = clocks(*START, *story, opens=opens)
    assert found[3].mulai == found[3].selesai == story[-1].waktu
    assert found[3].terpakai == timedelta()


@pytest.mark.parametrize(("hours", "middle"), [((1, 5, 3), 3), ((2, 8, 1, 4), 3)])
def test_the_median_of_a_step_is_the_middle_of_its_runs(hours, middle):
    at = datetime(2026, 11, 23, tzinfo=UTC)
    runs = [[JamLangkah(4, at, at, timedelta(hours=one))] for one in hours]
    found = statistics(the_sop(), runs)[3]
    assert found.median == timedelta(hours=middle)
    assert found.terlama == timedelta(hours=max(hours))
