"""The check code: short, typed without mistakes, forgiving of look-alikes."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.kode_cek import kode_cek, parse_kode_cek, qr_text

KODE = kode_cek(hashlib.sha256(b"laporan").hexdigest())


def test_code_has_four_groups_of_four():
    assert [len(part) for part in KODE.split("-")] == [4, 4, 4, 4]


@given(st.binary(max_size=8))
def test_code_and_its_qr_text_read_back(data):
    kode = kode_cek(hashlib.sha256(data).hexdigest())
    assert parse_kode_cek(kode) == kode
    assert parse_kode_cek(qr_text(kode)) == kode


def test_small_letters_spaces_and_look_alikes_are_forgiven():
    typed = f"  {KODE.lower().replace('-', ' ')} ".replace("0", "o").replace("1", "l")
    assert parse_kode_cek(typed) == KODE


@given(st.integers(0, 15), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_letter_is_noticed(place, letter):
    plain = KODE.replace("-", "")
    if plain[place] == letter or (place < 15 and {plain[place], letter} == {"0", "Z"}):
        return
    with pytest.raises(InvalidValueError, match="salah ketik"):
        parse_kode_cek(plain[:place] + letter + plain[place + 1 :])


@pytest.mark.parametrize("typed", ["", "K7QF", "K7QF-2M9T-8RWA-3XEC-9", "K7QF-2M9T-8RWA-3X€C"])
def test_what_is_no_code_gets_a_sentence(typed):
    with pytest.raises(InvalidValueError, match="16 huruf dan angka"):
        parse_kode_cek(typed)
