from __future__ import annotations

from datetime import date

import pytest

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.pegawai import JenisKelamin, StatusKepegawaian, format_nip, parse_nip

TODAY = date(2026, 11, 23)
PNS, PPPK = StatusKepegawaian.PNS, StatusKepegawaian.PPPK


def parse(text: str, status: StatusKepegawaian = PNS):
    return parse_nip(text, status=status, today=TODAY)


def test_a_nip_tells_birth_and_sex():
    nip = parse("19690905 199403 1 011")
    assert str(nip) == "196909051994031011"
    assert (nip.lahir, nip.jenis_kelamin) == (date(1969, 9, 5), JenisKelamin.PRIA)
    assert nip.display == "19690905 199403 1 011"
    assert nip.warnings == ()


def test_an_ni_pppk_has_a_frequency_where_a_pns_has_the_month():
    assert parse("19850223 2025 21 2 035", PPPK).jenis_kelamin is JenisKelamin.WANITA


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("1969090519940310", PNS, "18 angka"),
        ("196913051994031011", PNS, "tanggal lahir"),
        ("196909051994131011", PNS, "bulan TMT"),
        ("198502232025011035", PPPK, "angka ke-13"),
        ("198502232025201035", PPPK, "angka ke-13"),
        ("196909051994033011", PNS, "angka ke-15"),
        ("196909051994031000", PNS, "000"),
    ],
)
def test_a_wrong_nip_says_which_part(text, status, words):
    with pytest.raises(InvalidValueError, match=words):
        parse(text, status)


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("199909052010031011", PNS, "18 tahun"),
        ("199009052030031011", PNS, "masa depan"),
        ("195009051975031011", PNS, "65 tahun"),
        ("200509052010211011", PPPK, "18 tahun"),
    ],
)
def test_doubts_are_warnings(text, status, words):
    assert any(words in warning for warning in parse(text, status).warnings)


def test_other_text_is_not_grouped():
    assert format_nip("12345") == "12345"
