from __future__ import annotations

import os
import signal
from io import StringIO
from time import sleep

import pytest

from bina_desktop.application.work import CancelledError, Snapshot
from bina_desktop.commands.progress_line import line_of, told


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_says_how_far_and_how_fast() -> None:
    assert line_of(Snapshot(), "berkas") == ""
    assert line_of(Snapshot(3, 10), "berkas") == "3 dari 10 berkas"
    fast = Snapshot(3, 10, "28 berkas/detik")
    assert line_of(fast, "berkas") == "3 dari 10 berkas · 28 berkas/detik"


def test_a_terminal_sees_one_line_that_goes_at_the_end() -> None:
    stream = Terminal()
    with told("berkas", stream=stream) as progress:
        progress.report(3, 10, "sisa ± 7 detik")
        while not stream.getvalue():
            sleep(0.01)
    said = stream.getvalue()
    assert said.startswith("\r3 dari 10 berkas · sisa ± 7 detik")
    assert "\n" not in said
    assert said.endswith(" \r")


def test_what_is_no_terminal_sees_nothing() -> None:
    stream = StringIO()
    with told("berkas", stream=stream) as progress:
        progress.report(3, 10)
    assert stream.getvalue() == ""


def test_ctrl_c_is_a_wish_to_stop_and_the_second_one_an_end() -> None:
    before = signal.getsignal(signal.SIGINT)
    with told("berkas", stream=StringIO()) as progress:
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(CancelledError):
            progress.report(1, 2)
        assert signal.getsignal(signal.SIGINT) is before
    assert signal.getsignal(signal.SIGINT) is before
