"""Wrong passwords make the next try wait, longer each time, and never for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.laptops import SettableClock

from bina_desktop.domain.errors import TooManyTriesError, UnlockError
from bina_desktop.storage.tries import TRIES_FILE, Tries


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


def fail(tries: Tries, user: str = "budi") -> str:
    """Give a wrong password; return what was said."""
    with pytest.raises(UnlockError) as told, tries.watched(user):
        raise UnlockError("Sandi tidak cocok.")
    assert not isinstance(told.value, TooManyTriesError)
    return told.value.sentence


def refused(tries: Tries, user: str = "budi") -> str:
    """Try while one has to wait; return what was said."""
    with pytest.raises(TooManyTriesError) as told, tries.watched(user):
        pytest.fail("a password was tried")
    return told.value.sentence


def test_two_slips_cost_nothing_and_the_third_waits(tmp_path: Path, clock) -> None:
    tries = Tries(tmp_path, clock)
    assert [fail(tries) for _ in range(2)] == ["Sandi tidak cocok."] * 2
    assert fail(tries).endswith("percobaan berikutnya dapat dilakukan 5 detik lagi.")
    assert "Sandi salah 3 kali berturut-turut. Tunggu 5 detik" in refused(tries)
    with tries.watched("siti"):
        pass


def test_the_wait_grows_survives_a_restart_and_ends(tmp_path: Path, clock) -> None:
    for _ in range(13):
        fail(Tries(tmp_path, clock))
        clock.advance(minutes=5, seconds=1)
    fail(Tries(tmp_path, clock))
    assert "14 kali" in refused(Tries(tmp_path, clock))
    assert "Tunggu 5 menit" in refused(Tries(tmp_path, clock))
    clock.advance(minutes=5, seconds=1)
    with Tries(tmp_path, clock).watched("budi"):
        pass
    assert fail(Tries(tmp_path, clock)) == "Sandi tidak cocok."


def test_a_clock_turned_back_does_not_make_it_longer(tmp_path: Path, clock) -> None:
    tries = Tries(tmp_path, clock)
    for _ in range(3):
        fail(tries)
    clock.advance(days=-400)
    assert "Tunggu 5 detik" in refused(tries)
    clock.advance(seconds=6)
    with tries.watched("budi"):
        pass


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"budi": 3}',
        '{"budi": ["x", "y"]}',
        '{"budi": [1e999, "2026-11-23T08:00:00+07:00"]}',
        "[" * 100_000,
    ],
    ids=range(7),
)
def test_a_damaged_count_shuts_nobody_out(tmp_path: Path, clock, text) -> None:
    (tmp_path / TRIES_FILE).write_text(text)
    tries = Tries(tmp_path, clock)
    with tries.watched("budi"):
        pass
    assert fail(tries) == "Sandi tidak cocok."


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path, clock) -> None:
    tries = Tries(tmp_path / "tiada", clock)
    assert fail(tries) == "Sandi tidak cocok."
    with tries.watched("budi"):
        pass
