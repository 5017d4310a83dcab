"""The command verify on what travels to the Ditjen: a pack as a whole, and codes from paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.e2e.terminal import Terminal
from tests.integration.pdf.signing import flip, signed, signed_by_three
from tests.unit.application.test_paket_diterima import a_pack

from bina_desktop.domain.kode_cek import kode_cek

pytestmark = pytest.mark.long  # whole offices; what they say is tested small elsewhere

FACTS = {"nomor": "400/1", "cara_tanda_tangan": "bersama"}


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_pack_is_judged_with_the_signatures_in_it(tmp_path, capsys):
    terminal = Terminal(tmp_path / "data", capsys)
    good = written(tmp_path / "paket.zip", a_pack(FACTS, laporan__pdf=signed_by_three()))
    status, out, _ = terminal.say("verify", good)
    assert status == 0
    assert "Paket ini utuh: 1 berkas" in out
    assert "Kasi: " in out
    changed = flip(signed(), len(signed()) // 2)
    bad = written(tmp_path / "rusak.zip", a_pack(FACTS, laporan__pdf=changed))
    status, out, _ = terminal.say("verify", "--json", bad, good)
    assert status == 1
    told = json.loads(out)
    assert [one["sound"] for one in told] == [False, True]
    assert told[0]["kind"] == "paket"
    assert told[0]["faults"]
    assert told[1]["report"] == FACTS
    assert [one["field"] for one in told[1]["signatures"]] == ["Kasi", "Kabid", "Kadis"]


def test_a_pack_that_cannot_be_read_is_refused(tmp_path, capsys):
    terminal = Terminal(tmp_path / "data", capsys)
    torn = written(tmp_path / "sobek.zip", a_pack(laporan__pdf=signed())[:-40])
    status, _, err = terminal.say("verify", torn)
    assert status == 2
    assert "sobek.zip" in err


def test_typed_codes_are_looked_up_in_the_database(terminal: Terminal):
    unknown = kode_cek("f" * 64)
    status, out, err = terminal.enter("verify", "--json", "--code", unknown, "--code", "salah")
    assert status == 2
    told = json.loads(out)
    assert told[0] | {"details": []} == {
        "code": unknown,
        "sound": False,
        "kind": "code",
        "explanation": f"Tidak ada laporan dengan kode {unknown} di basis data ini.",
        "details": [],
    }
    assert told[1]["error"]
    assert err == ""


def test_verify_of_nothing_says_what_to_name(tmp_path, capsys):
    status, _, err = Terminal(tmp_path / "data", capsys).say("verify")
    assert status == 2
    assert "--code" in err
