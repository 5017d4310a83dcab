from __future__ import annotations

import pytest

from bina_desktop.domain.paragraf import (
    bagian_of,
    find_paragraf,
    insert_paragraf,
    paragraphs,
    parse_bagian,
    replace_paragraf,
)

TEXT = "Pertama ada di sini.\n\nKedua ada di sini.\n \n\nKetiga."


def test_blank_lines_separate_paragraphs():
    assert paragraphs(TEXT) == ("Pertama ada di sini.", "Kedua ada di sini.", "Ketiga.")
    assert paragraphs(" \n\n ") == ()


def test_a_place_names_text_number_and_what_stood_there():
    place = bagian_of("kesimpulan", 2, "Kedua.")
    assert parse_bagian(place) == ("kesimpulan", 2)
    assert place != bagian_of("kesimpulan", 2, "Lain.")


@pytest.mark.parametrize("bagian", ["", "kesimpulan", "kesimpulan/x", "lain/2", "/data/a1"])
def test_other_places_are_no_paragraphs(bagian):
    assert parse_bagian(bagian) == ("", 0)


@pytest.mark.parametrize(
    ("kutipan", "nomor", "found"),
    [
        ("Ketiga.", 1, 3),
        ("Kedua ada disini.", 1, 2),
        ("Sama sekali berbeda isinya", 2, 2),
        ("qqq", 9, 3),
        ("qqq", 0, 1),
    ],
)
def test_a_paragraph_is_found_again_by_its_words_then_by_its_number(kutipan, nomor, found):
    assert find_paragraf(kutipan, paragraphs(TEXT), nomor) == found


def test_of_two_that_read_the_same_the_nearer_is_meant():
    assert find_paragraf("A", ("A", "B", "A"), 3) == 3


def test_nothing_is_found_in_an_empty_text():
    assert find_paragraf("A", (), 1) == 0


def test_a_paragraph_is_replaced_taken_out_or_added():
    assert replace_paragraf("A\n\nB", 2, " C ") == "A\n\nC"
    assert replace_paragraf("A\n\nB", 1, "") == "B"
    assert insert_paragraf("A\n\nB", 1, "C") == "A\n\nC\n\nB"
