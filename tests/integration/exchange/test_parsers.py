"""Several files at a time, each read by a child that may die of it."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.integration.exchange.books import make_content, write

from bina_desktop.application.work import CancelledError, Progress
from bina_desktop.application.workbook import WorkbookReading
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.exchange import parsers, temporary, wire
from bina_desktop.exchange.parsers import read_workbooks


@pytest.fixture
def books(tmp_path: Path) -> list[Path]:
    """Two files of ours around one that is none, and one that is gone."""
    content = make_content()
    first = write(tmp_path / "satu.xlsx", content)
    last = write(tmp_path / "dua.xlsx", replace(content, export_id="lain"))
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\3\4" + b"\0" * 100)
    return [first, tmp_path / "rusak.xlsx", tmp_path / "hilang.xlsx", last]


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where folders of a moment are made."""
    folder = tmp_path / "sementara"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_files_come_in_their_order_and_a_bad_one_stops_none(books: list[Path], temp: Path) -> None:
    found = list(read_workbooks(books, progress=Progress()))
    assert [path for path, _ in found] == books
    first, damaged, gone, last = (outcome for _, outcome in found)
    assert isinstance(first, WorkbookReading)
    assert isinstance(last, WorkbookReading)
    assert (first.export_id, last.export_id) != (last.export_id, first.export_id)
    assert first.changes.sound  # type: ignore[attr-defined]
    assert "terpotong atau rusak" in str(damaged)
    assert "tidak dapat dibuka" in str(gone)
    assert list(temp.glob(f"{temporary.PREFIX}*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_that_dies_of_a_file_is_followed_by_another(
    books: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = tmp_path / "mati.py"
    deadly.write_text(
        "import os, signal\n"
        "from bina_desktop.exchange import parse_worker\n"
        "real = parse_worker.answer_for\n"
        "def answer_for(path, folder, password):\n"
        "    if path.name == 'rusak.xlsx':\n"
        f"        os.kill(os.getpid(), {int(signal.SIGABRT)})\n"
        "    return real(path, folder, password)\n"
        "parse_worker.answer_for = answer_for\n"
        "parse_worker.main()\n"
    )
    monkeypatch.setattr(parsers, "COMMAND", (sys.executable, str(deadly)))
    outcomes = [outcome for _, outcome in read_workbooks(books, progress=Progress())]
    assert isinstance(outcomes[0], WorkbookReading)
    assert "tidak dapat diurai dengan aman" in str(outcomes[1])
    assert isinstance(outcomes[3], WorkbookReading)


def test_a_child_that_takes_too_long_is_stopped(
    books: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsers, "TIME_LIMIT", 0.2)
    sleepy = (sys.executable, "-c", "import time; time.sleep(60)")
    monkeypatch.setattr(parsers, "COMMAND", sleepy)
    (outcome,) = (outcome for _, outcome in read_workbooks(books[:1], progress=Progress()))
    assert isinstance(outcome, ImportRefusedError)
    assert "waktu" in outcome.sentence


def test_a_wish_to_stop_ends_the_children_and_leaves_nothing(
    books: list[Path], temp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleepy = (sys.executable, "-c", "import time; time.sleep(60)")
    monkeypatch.setattr(parsers, "COMMAND", sleepy)
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        list(read_workbooks(books, progress=progress))
    assert list(temp.glob(f"{temporary.PREFIX}*")) == []


class _Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("exit 7",)


@pytest.mark.parametrize("answer", [_Evil(), [1], wire.Answer, None])
def test_bytes_that_hold_anything_else_are_no_answer(answer: object) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        wire.from_bytes(wire.to_bytes(answer))  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"", b"\x80\x05", b"abc"])
def test_bytes_that_are_cut_are_no_answer(data: bytes) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        wire.from_bytes(data)
