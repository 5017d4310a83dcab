"""The recap from the terminal: words in, a workbook and lines out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from tests.e2e.terminal import Terminal


def test_a_recap_tells_what_it_holds(terminal: Terminal, tmp_path):
    out = tmp_path / "rekap.xlsx"
    status, said, err = terminal.enter("recap", out, "--json")
    assert (status, err) == (0, "")
    told = json.loads(said)
    assert (told["visits"], told["encrypted"]) == (2, False)
    book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    assert book["Per kab-kota"].max_row > 5
    status, said, _ = terminal.enter("recap", out, "--which", "17.71", "--from", "2026-T1")
    assert status == 0
    assert said.startswith(f"{out}: 1 kunjungan")


def test_a_recap_of_nothing_makes_no_file(terminal: Terminal, tmp_path):
    out = tmp_path / "rekap.xlsx"
    status, _, err = terminal.enter("recap", out, "--to", "2020-T1")
    assert (status, out.exists()) == (2, False)
    assert "Belum ada kunjungan" in err
    status, said, err = terminal.enter("recap", out, "--which", "Atlantis", "--json")
    assert status == 2
    assert json.loads(said)["code"] == "syarat-belum-lengkap"


def test_a_recap_under_a_password_is_locked(terminal: Terminal, tmp_path, monkeypatch):
    out: Path = tmp_path / "rekap.xlsx"
    monkeypatch.setenv("BINA_FILE_PASSWORD", "pendek")
    status, _, err = terminal.enter("recap", out, "--password")
    assert (status, out.exists()) == (2, False)
    assert "paling sedikit 12 karakter" in err
    monkeypatch.setenv("BINA_FILE_PASSWORD", "rekap triwulan empat")
    status, said, _ = terminal.enter("recap", out, "--password", "--json")
    assert (status, json.loads(said)["encrypted"]) == (0, True)
    assert "rekap triwulan" not in said
    assert out.read_bytes().startswith(b"\xd0\xcf\x11\xe0")


@pytest.mark.long
def test_a_locked_export_comes_in_with_its_password(terminal: Terminal, tmp_path, monkeypatch):
    out: Path = tmp_path / "hasil.xlsx"
    monkeypatch.setenv("BINA_FILE_PASSWORD", "kunjungan seluma november")
    status, said, _ = terminal.enter("export", out, "--password", "--json")
    assert (status, json.loads(said)["encrypted"]) == (0, True)
    status, said, _ = terminal.enter("import", out, "--dry-run", "--json")
    (told,) = json.loads(said)["files"]
    assert (status, told["status"], told["needs_password"]) == (1, "menunggu", True)
    status, said, _ = terminal.enter("import", out, "--dry-run")
    assert "perlu kata sandi. Tambahkan --password" in said
    status, said, _ = terminal.enter("import", out, "--dry-run", "--password", "--json")
    assert json.loads(said)["files"][0]["status"] == "dipratinjau"
    assert "seluma november" not in said
    assert terminal.say("verify", out, "--password")[0] == 0
    assert "dilindungi kata sandi" in terminal.say("verify", out)[2]


@pytest.mark.parametrize("again", [True, False])
def test_a_password_that_is_typed_is_typed_twice(terminal, tmp_path, monkeypatch, again):
    typed = iter(["rekap triwulan empat", "rekap triwulan empat" if again else "lain"])
    monkeypatch.setattr("getpass.getpass", lambda _words: next(typed))
    out = tmp_path / "rekap.xlsx"
    status, _, err = terminal.enter("recap", out, "--password")
    assert (status, out.exists()) == ((0, True) if again else (2, False))
    assert again or "tidak sama" in err
