"""What the words after `bina-desktop` lead to; the commands themselves are in tests/e2e."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from importlib.metadata import version

import pytest

from bina_desktop.__main__ import main
from bina_desktop.application.contoh import PEGAWAI
from bina_desktop.storage.keyfile import read_key_file


@pytest.fixture
def _window(monkeypatch: pytest.MonkeyPatch, qapp) -> Iterator[None]:
    """Take back what a window leaves in the process: its log and its last resort."""
    del qapp
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()


def test_the_version_is_the_installed_one(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.strip() == version("bina-desktop")


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help_names_every_command(capsys, word):
    with pytest.raises(SystemExit) as left:
        main([word])
    assert left.value.code == 0
    said = capsys.readouterr().out
    for command in (
        "check-form",
        "verify",
        "digest",
        "backup",
        "export",
        "fillable",
        "import",
        "conflicts",
        "resolve",
        "batches",
        "undo-batch",
    ):
        assert command in said


def test_the_words_may_come_from_the_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["bina-desktop", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out


@pytest.mark.parametrize("words", [["terbang"], ["import"], ["export", "a.xlsx", "--jenis", "x"]])
def test_words_that_mean_nothing_end_with_status_2(capsys, words):
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert words[-1] in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["digest"]])
def test_a_broken_settings_file_is_told_before_anything_opens(tmp_path, capsys, words):
    (tmp_path / "setelan.toml").write_text("language = ", encoding="utf-8")
    assert main(["--data", str(tmp_path), *words]) == 2
    assert "setelan.toml tidak dapat dibaca" in capsys.readouterr().err


@pytest.mark.usefixtures("_window")
def test_the_window_opens_and_its_log_begins(tmp_path, capsys):
    assert main([f"--data={tmp_path}", "--smoke"]) == 0
    assert capsys.readouterr().out == "painted\n"
    assert (tmp_path / "log" / "bina-desktop.log").exists()


@pytest.mark.usefixtures("_window")
def test_demo_fills_a_new_folder_once(tmp_path):
    assert main(["--data", str(tmp_path), "--demo", "--smoke"]) == 0
    keys = read_key_file(tmp_path / "bina.keys.json")
    assert len(keys.users()) == len(PEGAWAI)
    assert main(["--data", str(tmp_path), "--demo", "--smoke"]) == 0
    assert read_key_file(tmp_path / "bina.keys.json") == keys


@pytest.mark.usefixtures("_window")
def test_a_folder_that_refuses_is_told_where_no_window_can_be(tmp_path, capsys):
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    assert main(["--data", str(tmp_path / "berkas" / "data"), "--demo", "--smoke"]) == 2
    assert "tidak dapat dibaca atau ditulisi" in capsys.readouterr().err
