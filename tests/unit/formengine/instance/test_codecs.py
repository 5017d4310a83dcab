"""Typed text to canonical text."""

from __future__ import annotations

import pytest

from bina_desktop.formengine.client import DataType
from bina_desktop.formengine.instance.codecs import parse, parse_stored


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("12", "12"),
        ("+12", "12"),
        ("-12", "-12"),
        ("\u22125", "-5"),
        ("-0", "0"),
        ("007", "7"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("   ", ""),
        ("123456789012345", "123456789012345"),
    ],
)
def test_integers(typed: str, canonical: str) -> None:
    parsed = parse(typed, DataType.INTEGER)
    assert (parsed.text, parsed.error) == (canonical, "")


@pytest.mark.parametrize(
    "typed",
    ["a", "1,5", "1.5", "1.23", "--1", "1e5", "inf", "1_000", "\u0661", "-", "1234567890123456"],
)
def test_what_is_no_integer_stays_as_typed(typed: str) -> None:
    parsed = parse(typed, DataType.INTEGER)
    assert parsed.text == typed
    assert parsed.error.endswith(".")


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12,50", "12.5"),
        ("12", "12"),
        ("12,", "12"),
        (",5", "0.5"),
        ("-0,0", "0"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567,25", "1234567.25"),
        ("1.234.567", "1234567"),
        ("1,234", "1.234"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("12.3456", "12.3456"),
    ],
)
def test_decimals(typed: str, canonical: str) -> None:
    parsed = parse(typed, DataType.DECIMAL)
    assert (parsed.text, parsed.error) == (canonical, "")


@pytest.mark.parametrize(
    "typed",
    [
        "x",
        "1,2,3",
        "12.34,5",
        "1.234,5,6",
        "1,23.5",
        "1.234.56",
        ".",
        "1.234,",
        "0,1234567890123456",
        "1.234.567.890.123.456.789",
    ],
)
def test_what_is_no_decimal_stays_as_typed(typed: str) -> None:
    parsed = parse(typed, DataType.DECIMAL)
    assert parsed.text == typed
    assert parsed.error.endswith(".")


def test_a_dot_before_three_digits_is_ambiguous_and_the_sentence_offers_both() -> None:
    parsed = parse("1.234", DataType.DECIMAL)
    assert parsed.text == "1.234"
    assert parsed.error == (
        "Angka 1.234 dapat berarti dua hal; tulis 1234 (ribuan) atau 1,234 (desimal)."
    )


def test_stored_decimals_are_never_ambiguous() -> None:
    assert parse_stored("1.234", DataType.DECIMAL).text == "1.234"
    assert parse_stored("-1.250", DataType.DECIMAL).text == "-1.25"
    assert parse_stored("1.234,5", DataType.DECIMAL).text == "1234.5"
    assert parse_stored("1.234", DataType.INTEGER).text == "1234"


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-23",
        "2026-11-23T10:00:00.000+09:00",
        "23-11-2026",
        "23/11/2026",
        "23.11.2026",
        "23 11 2026",
        "23 November 2026",
        "23 nov 2026",
    ],
)
def test_dates(typed: str) -> None:
    assert parse(typed, DataType.DATE).text == "2026-11-23"


@pytest.mark.parametrize("typed", ["23-11-26", "kemarin", "31-02-2026", "1 ju 2026", "1 xyz 2026"])
def test_what_is_no_date_stays_as_typed(typed: str) -> None:
    parsed = parse(typed, DataType.DATE)
    assert parsed.text == typed
    assert parsed.error.endswith(".")


def test_texts_keep_their_lines_but_no_control_characters() -> None:
    assert parse("satu\r\ndua\rtiga\x00\x1b ", DataType.TEXT).text == "satu\ndua\ntiga "
    assert parse(" \n ", DataType.TEXT).text == ""


def test_choices_and_acknowledgement() -> None:
    assert parse(" a ", DataType.SELECT_ONE).text == "a"
    assert parse(" b a  b ", DataType.SELECT_MULTIPLE).text == "b a"
    assert parse("true", DataType.ACKNOWLEDGE).text == "OK"


def test_barcodes_and_names_of_files() -> None:
    assert parse(" 8991002101\n", DataType.BARCODE).text == "8991002101"
    assert parse("foto.jpg ", DataType.FILE).text == "foto.jpg"
    assert parse_stored("jr://images/logo.png", DataType.FILE).text == "logo.png"
    assert parse_stored("foto.jpg", DataType.FILE).text == "foto.jpg"


@pytest.mark.parametrize("typed", ["../rahasia", "a\\b", "..", "/etc/passwd"])
def test_a_name_of_a_file_leads_nowhere(typed: str) -> None:
    parsed = parse(typed, DataType.FILE)
    assert parsed.text == typed
    assert parsed.error == "Isi dengan nama berkas saja, tanpa nama folder."


def test_half_characters_that_no_file_can_hold_are_left_out() -> None:
    assert parse("a\ud800b", DataType.TEXT).text == "ab"
