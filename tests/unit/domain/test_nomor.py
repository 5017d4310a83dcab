"""Numbers of letters by their template, and what a register refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bina_desktop.domain.errors import InvalidValueError, WrongStateError
from bina_desktop.domain.nomor import (
    JenisNomor,
    StatusNomor,
    Templat,
    Tercatat,
    check_readable,
    check_templat,
    doubles_of,
    gaps_of,
    next_urut,
    read_urut,
    require_free,
    sound,
    usual,
    write_lines,
    write_nomor,
)

DAY = date(2026, 11, 23)
SPT = usual(JenisNomor.SPT)
DIPAKAI, CADANGAN, BATAL = StatusNomor.DIPAKAI, StatusNomor.DICADANGKAN, StatusNomor.BATAL


def line(
    urut: int | None, status: StatusNomor = DIPAKAI, nomor: str = "", of: str = ""
) -> Tercatat:
    text = nomor or write_nomor(SPT, unit="DUKCAPIL", tanggal=DAY, urut=urut)
    return Tercatat(text, urut, status, f"SPT ke-{urut}", DAY, of or f"spt-{urut}")


@pytest.mark.parametrize(
    "pola", ["{nomor}" + "{unit}" * 8 + "!", "{nomor}{nomor}", "tanpa", "{nomor}" + "/" * 120]
)
def test_a_pattern_from_elsewhere_that_hangs_or_breaks_gives_way_to_the_usual(pola: str) -> None:
    foreign = replace(SPT, pola=pola)
    with pytest.raises(InvalidValueError, match="Pola nomor"):
        check_templat(foreign)
    assert sound(foreign) == SPT
    assert sound(SPT) is SPT


@pytest.mark.parametrize("jenis", list(JenisNomor))
def test_every_usual_template_is_sound_and_reads_what_it_writes(jenis: JenisNomor) -> None:
    templat = usual(jenis)
    check_templat(templat)
    for unit in ("DUKCAPIL", ""):
        written = write_nomor(templat, unit=unit, tanggal=DAY, urut=7)
        assert read_urut(templat, written) == 7
        assert "//" not in written


def test_a_number_is_written_by_its_tokens() -> None:
    assert (
        write_nomor(SPT, unit="DUKCAPIL", tanggal=DAY, urut=7) == "800.1.11.1/007/DUKCAPIL/XI/2026"
    )
    plain = replace(SPT, pola="B/{nomor}/{bulan:2}/{tahun}")
    assert write_nomor(plain, unit="", tanggal=date(2027, 3, 1), urut=12) == "B/12/03/2027"
    assert read_urut(plain, " B/12/03/2027 ") == 12
    assert read_urut(plain, "B/dua belas/03/2027") is None


def test_a_number_that_waits_leaves_a_gap() -> None:
    assert "\u00a0\u00a0" in write_nomor(SPT, unit="DUKCAPIL", tanggal=DAY, urut=None)
    sk = usual(JenisNomor.SK_TIM)
    assert write_nomor(sk, unit="", tanggal=DAY, urut=None) == "…………………… TAHUN 2026"


def test_a_number_without_code_in_front_is_read() -> None:
    bare = replace(SPT, kode_klasifikasi="")
    assert read_urut(bare, write_nomor(bare, unit="", tanggal=DAY, urut=3)) == 3


@pytest.mark.parametrize("unit", ["BID.4/DUKCAPIL", "", "17.71/2", "{UNIT}"])
@pytest.mark.parametrize("kode", ["470/2043", "", "400.12.2.5"])
@pytest.mark.parametrize(
    "pola",
    [
        SPT.pola,
        "{kode_klasifikasi}/{nomor}/{unit}",
        "{unit}{nomor:3}.{bulan}/{kode_klasifikasi}",
        "{nomor}{bulan:2}/{unit}",
        "{nomor} - {unit} - {tahun}",
    ],
)
def test_a_number_is_read_back_whatever_stands_in_code_and_unit(
    pola: str, kode: str, unit: str
) -> None:
    templat = replace(SPT, pola=pola, kode_klasifikasi=kode)
    for urut in (1, 12, 123):
        for bulan in (1, 12):
            day = date(2026, bulan, 1)
            written = write_nomor(templat, unit=unit, tanggal=day, urut=urut)
            assert read_urut(templat, f" {written.lower()} ", unit=unit) == urut
    check_readable(templat, unit=unit)


def test_a_number_of_a_code_or_unit_of_before_keeps_its_place() -> None:
    old = "800.1.11.1/007/DUKCAPIL/XI/2026"
    assert read_urut(SPT, old, unit="BID.4/DUKCAPIL") == 7
    assert read_urut(replace(SPT, kode_klasifikasi="094/1"), old, unit="DUKCAPIL") == 7
    assert read_urut(SPT, "800.1.11.1/007/XI/2026", unit="DUKCAPIL") == 7
    assert read_urut(SPT, "007/XI/2026", unit="DUKCAPIL") == 7
    assert read_urut(SPT, "800.1.11.1/000/DUKCAPIL/XI/2026", unit="DUKCAPIL") is None
    beside = replace(SPT, pola="{kode_klasifikasi}{nomor}/{tahun}", kode_klasifikasi="B-")
    assert read_urut(beside, "B-12/2026") == 12
    assert read_urut(beside, "N-12/2026") == 12
    assert read_urut(replace(beside, kode_klasifikasi="47"), "4812/2026") == 4812


@pytest.mark.parametrize("pola", ["{nomor}{bulan}/{tahun}", "{nomor:3}{bulan}", "{bulan}{nomor}"])
def test_a_pattern_whose_numbers_cannot_be_told_apart_is_refused(pola: str) -> None:
    with pytest.raises(InvalidValueError, match="dibaca sebagai nomor lain"):
        check_readable(replace(SPT, pola=pola), unit="DUKCAPIL")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pola": "{nomer}/{tahun}"}, "token {nomer} tidak dikenal"),
        ({"pola": "470/{tahun}"}, "tepat satu kali"),
        ({"pola": "{nomor}/{nomor}"}, "tepat satu kali"),
        ({"pola": "{nomor}/{tahun"}, "tidak berpasangan"),
        ({"tembusan": "Gubernur {gubernur}"}, "Tembusan: token {gubernur}"),
        ({"yth": "Dirjen {provinsi}"}, "Yang dapat dipakai: tidak ada"),
    ],
)
def test_a_template_with_a_fault_is_refused(change: dict[str, str], words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        check_templat(replace(SPT, **change))


def test_lines_are_filled_in_and_empty_ones_left_out() -> None:
    lines = write_lines("Gubernur {nama_provinsi}\n\n{kepala_daerah}", {"nama_provinsi": "Aceh"})
    assert lines == ("Gubernur Aceh",)


def test_a_register_knows_its_next_number_its_gaps_and_doubles() -> None:
    entries = [line(3), line(5), line(6, CADANGAN), line(None, nomor="470/9")]
    assert next_urut(entries) == 7
    assert gaps_of(entries) == (4,)
    assert gaps_of([]) == ()
    assert doubles_of([*entries, line(5, of="lain")]) == ("800.1.11.1/005/DUKCAPIL/XI/2026",)


def test_a_number_far_off_is_told_without_counting_to_it() -> None:
    gaps = gaps_of([line(1), line(3), line(999_999_999)])
    assert gaps[:3] == (2, 4, 5)
    assert len(gaps) == 100


def test_a_number_too_long_to_be_one_is_not_read() -> None:
    foreign = replace(SPT, pola="{kode_klasifikasi}{unit}{nomor}X")
    assert read_urut(foreign, "0" * 5_000) is None


def test_a_place_that_several_numbers_share_is_a_double() -> None:
    other = "800.1.11.1/005/DUKCAPIL/XII/2026"
    told = f"5 ({line(5).nomor}; {other})"
    assert doubles_of([line(5), line(5, nomor=other)]) == (told,)
    assert doubles_of([line(5, BATAL), line(5, nomor=other)]) == (told,)
    assert doubles_of([line(5, CADANGAN), line(5), line(None, nomor="470/9")]) == ()


def refuse(nomor: str, *entries: Tercatat, of: str = "baru", templat: Templat = SPT) -> str:
    with pytest.raises(WrongStateError) as told:
        require_free(templat, entries, nomor, of=of)
    return told.value.sentence


def test_a_number_that_is_taken_or_void_is_refused() -> None:
    five = line(5).nomor
    assert "sudah dipakai: SPT ke-5. Nomor berikutnya" in refuse(five, line(5))
    assert "sudah dipakai" in refuse(" 470/9 ", line(None, nomor="470/9"))
    assert "sudah dipakai" in refuse("800.1.11.1/5/DUKCAPIL/XII/2026", line(5))
    assert "sudah dibatalkan" in refuse(five, line(5, BATAL))


def test_a_number_that_leaves_a_gap_is_refused() -> None:
    assert "melompati 6." in refuse(line(7).nomor, line(5))
    assert "melompati 6–8." in refuse(line(9).nomor, line(5))


def test_what_may_be_given() -> None:
    require_free(SPT, [], line(91).nomor, of="a")
    require_free(SPT, [line(5)], "", of="a")
    require_free(SPT, [line(5)], line(6).nomor, of="a")
    require_free(SPT, [line(5)], line(2).nomor, of="a")
    require_free(SPT, [line(5), line(8, CADANGAN)], line(8).nomor, of="a")
    require_free(SPT, [line(5, of="a")], line(5).nomor, of="a")
    require_free(SPT, [line(5)], "470/2043/DUKCAPIL", of="a")
    require_free(replace(SPT, berurutan=False), [line(5)], line(99).nomor, of="a")
