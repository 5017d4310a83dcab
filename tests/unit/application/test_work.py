"""What long work tells: how far, how fast, and that it was asked to stop."""

from __future__ import annotations

import pytest

from bina_desktop.application.work import CancelledError, Pace, Progress, Snapshot


def test_a_part_is_not_shown_and_stops_with_the_whole() -> None:
    whole = Progress()
    whole.report(3, 10, "berkas")
    part = whole.part()
    part.report(1, 2, "baris")
    assert whole.snapshot() == Snapshot(3, 10, "berkas")
    assert part.snapshot() == Snapshot(1, 2, "baris")
    whole.cancel()
    with pytest.raises(CancelledError):
        part.report(2, 2)


@pytest.mark.parametrize(
    ("done", "seconds", "words"),
    [
        (0, 60.0, ""),
        (3, 0.5, ""),
        (312, 11.14, "28 berkas/detik · sisa ± 7 detik"),
        (28, 2.0, "14 berkas/detik · sisa ± 35 detik"),
        (5, 2.0, "2,5 berkas/detik · sisa ± 3 menit"),
        (5, 30.0, "10 berkas/menit · sisa ± 51 menit"),
        (514, 20.0, "26 berkas/detik · sisa ± 1 detik"),
    ],
)
def test_a_pace_is_told_as_people_say_it(done: int, seconds: float, words: str) -> None:
    times = iter((100.0, 100.0 + seconds))
    assert Pace(514, "berkas", clock=lambda: next(times)).words(done) == words
