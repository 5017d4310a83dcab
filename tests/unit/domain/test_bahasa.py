from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bina_desktop.domain.bahasa import (
    format_angka,
    format_daftar,
    format_hari_tanggal,
    format_lama,
    format_rentang,
    format_tanggal,
    format_waktu,
    romawi,
    terbilang,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (250, "dua ratus lima puluh"),
        (1000, "seribu"),
        (1100, "seribu seratus"),
        (2026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (75_000_000, "tujuh puluh lima juta"),
        (1_000_000_000, "satu miliar"),
        (2_000_000_000_001, "dua triliun satu"),
        (-7, "minus tujuh"),
    ],
)
def test_numbers_in_words(number, words):
    assert terbilang(number) == words


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "I"), (4, "IV"), (9, "IX"), (11, "XI"), (12, "XII"), (40, "XL"), (2026, "MMXXVI")],
)
def test_roman_figures(number, letters):
    assert romawi(number) == letters


def test_dates_are_written_out():
    assert format_tanggal(date(2026, 11, 3)) == "3 November 2026"
    assert format_hari_tanggal(date(2026, 11, 23)) == "Senin, 23 November 2026"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), "23 November 2026"),
        (date(2026, 11, 23), date(2026, 11, 24), "23–24 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 1), "30 November–1 Desember 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "31 Desember 2026–1 Januari 2027"),
    ],
)
def test_a_range_of_days_repeats_nothing(start, end, text):
    assert format_rentang(start, end) == text


def test_a_time_is_told_in_wib():
    late = datetime(2026, 11, 23, 20, 5, tzinfo=UTC)
    assert format_waktu(late) == "24 November 2026 pukul 03.05 WIB"


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        (Decimal("1234.5"), 2, "1.234,50"),
        (Decimal("0.005"), 2, "0,01"),
        (Decimal("85"), 0, "85"),
        (Decimal("12.50"), None, "12,50"),
        (118204, None, "118.204"),
    ],
)
def test_numbers_have_a_decimal_comma(number, places, text):
    assert format_angka(number, places) == text


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a dan b"),
        (["a", "b", "c"], "a, b, dan c"),
    ],
)
def test_lists_read_as_a_sentence(items, text):
    assert format_daftar(items) == text


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-3, "0 menit"),
        (45, "45 menit"),
        (125, "2 jam 5 menit"),
        (450, "1 hari"),
        (640, "1 hari 3 jam"),
    ],
)
def test_working_time_is_written_in_office_days(minutes, words):
    day = timedelta(hours=7, minutes=30)
    assert format_lama(timedelta(minutes=minutes), hari_kerja=day) == words
