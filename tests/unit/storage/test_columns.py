from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, LargeBinary, Text
from sqlalchemy.types import TypeEngine

from bina_desktop.storage.columns import TextSet, UtcDateTime, clean_text, decode, encode

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Text(), "Nurʾaini", '"Nurʾaini"'),
        (Boolean(), True, "true"),
        (Integer(), 12, '"12"'),
        (BigInteger(), 2**62, f'"{2**62}"'),
        (Date(), date(2026, 2, 3), '"2026-02-03"'),
        (
            UtcDateTime(),
            datetime(2026, 2, 3, 4, 5, 6, 7, tzinfo=UTC),
            '"2026-02-03T04:05:06.000007+00:00"',
        ),
        (TextSet(), frozenset({"b", "a"}), '["a","b"]'),
        (Text(), None, "null"),
    ],
)
def test_values_go_out_and_come_back(kind: TypeEngine[object], value: object, text: str) -> None:
    assert encode(value) == text
    assert decode(Column("c", kind), text) == value


def test_a_time_is_told_in_utc() -> None:
    moment = datetime(2026, 2, 3, 7, tzinfo=WIB)
    assert encode(moment) == '"2026-02-03T00:00:00+00:00"'
    assert decode(Column("c", UtcDateTime()), '"2026-02-03T07:00:00+07:00"') == moment


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Text(), "1"),
        (Boolean(), '"ya"'),
        (Integer(), '"satu"'),
        (Integer(), "1"),
        (Integer(), f'"{2**31}"'),
        (BigInteger(), f'"-{2**63 + 1}"'),
        (Date(), '"2026-02-30"'),
        (UtcDateTime(), '"2026-02-03T00:00:00"'),
        (TextSet(), '"a"'),
        (LargeBinary(), '"a"'),
    ],
)
def test_what_does_not_fit_is_refused(kind: TypeEngine[object], text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        decode(Column("c", kind), text)


def test_null_gives_the_default() -> None:
    assert decode(Column("c", Text(), default="pns"), "null") == "pns"
    assert decode(Column("c", Text()), "null") is None


def test_clean_text_drops_what_no_database_keeps() -> None:
    assert clean_text("a\0b\ud800c") == "abc"
