"""Places on earth as typed, pasted and stored."""

from __future__ import annotations

import pytest

from bina_desktop.formengine.client import DataType
from bina_desktop.formengine.instance import places
from bina_desktop.formengine.instance.codecs import parse, parse_stored

BENGKULU = "-3.795 102.259 0.0 0.0"


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("-3.795 102.259", BENGKULU),
        ("-3,795 102,259", BENGKULU),
        ("-3,795; 102,259", BENGKULU),
        ("-3.795, 102.259", BENGKULU),
        ("-3.795,102.259", BENGKULU),
        ("\u22123.795°   102.259°", BENGKULU),
        ("3,795° LS 102,259° BT", BENGKULU),
        ("102.259 E 3.795 S", BENGKULU),
        ("3°47'42\"S 102°15'32,4\"E", BENGKULU),
        ("3° 47\u2032 42\u2033 LS, 102° 15\u2032 32.4\u2033 BT", BENGKULU),
        ("3°47,7'S 102°15,54'T", BENGKULU),
        ("1 U 2 B", "1.0 -2.0 0.0 0.0"),
        ("-3.795 102.259 12", "-3.795 102.259 12.0 0.0"),
        ("-3,795 102,259 -12,5 m 4 m", "-3.795 102.259 -12.5 4.0"),
        ("0.00001 0", "0.00001 0.0 0.0 0.0"),
        ("-0 0", "0.0 0.0 0.0 0.0"),
        ("", ""),
    ],
)
def test_points(typed: str, canonical: str) -> None:
    parsed = parse(typed, DataType.GEOPOINT)
    assert (parsed.text, parsed.error) == (canonical, "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("-3,795", places.NO_POINT),
        ("di sini", places.NO_POINT),
        ("-3,795,102,259", places.NO_POINT),
        ("-3.795 S 102.259 E", places.NO_POINT),
        ("3.795 102.259 S", places.NO_POINT),
        ("3.795 E 102.259 E", places.NO_POINT),
        ("1 2 3 4 5", places.NO_POINT),
        ("91 0", places.NO_SUCH_POINT),
        ("0 181", places.NO_SUCH_POINT),
        ("0" + " " * 50_000 + "x", places.NO_POINT),
    ],
)
def test_what_is_no_point_stays_as_typed(typed: str, told: str) -> None:
    parsed = parse(typed, DataType.GEOPOINT)
    assert (parsed.text, parsed.error) == (typed, told)


def test_stored_points_keep_their_digits_and_are_padded() -> None:
    stored = "38.253094215699576 21.756382658677467 0.0 0.0"
    assert parse_stored(stored, DataType.GEOPOINT).text == stored
    assert parse_stored("0 91", DataType.GEOPOINT).text == "0.0 91.0 0.0 0.0"


def test_lines_and_borders() -> None:
    line = parse("0 1; 0 91,5;", DataType.GEOTRACE)
    assert (line.text, line.error) == ("0.0 1.0 0.0 0.0;0.0 91.5 0.0 0.0", "")
    corners = ("0.0 0.0 0.0 0.0", "0.0 1.0 0.0 0.0", "1.0 1.0 0.0 0.0")
    border = parse("0 0\n0 1\n1 1", DataType.GEOSHAPE)
    assert border.text == ";".join((*corners, corners[0]))
    assert parse(border.text, DataType.GEOSHAPE).text == border.text


@pytest.mark.parametrize(
    ("typed", "data_type", "told"),
    [
        ("0 1", DataType.GEOTRACE, "paling sedikit 2 titik"),
        (";", DataType.GEOTRACE, "paling sedikit 2 titik"),
        ("0 1;0 2", DataType.GEOSHAPE, "paling sedikit 3 titik"),
        ("0 1;x", DataType.GEOTRACE, "Titik ke-2 tidak terbaca"),
        ("0 1;" * 10_001, DataType.GEOTRACE, "paling banyak 10000"),
    ],
)
def test_what_is_no_line_stays_as_typed(typed: str, data_type: DataType, told: str) -> None:
    parsed = parse(typed, data_type)
    assert parsed.text == typed
    assert told in parsed.error
