"""What other programs rely on: the shape of each command's JSON, its exit status, its help."""

from __future__ import annotations

import argparse
import json
import shlex
from typing import Any

import pytest
from tests.e2e.damage import renamed_png
from tests.e2e.terminal import Terminal, add_difference, add_twin

from bina_desktop.__main__ import main
from bina_desktop.application.contoh import ADMIN, SAMPLE_PASSWORD
from bina_desktop.commands.options import add_commands
from bina_desktop.storage import keyring
from bina_desktop.storage.folder import DATABASE_FILE, KEY_FILE

COMMANDS = (
    "export",
    "fillable",
    "import",
    "conflicts",
    "resolve",
    "duplicates",
    "unite",
    "batches",
    "undo-batch",
    "waiting",
    "turn-down",
    "digest",
    "verify",
)
"""Those that a scheduler may call."""
DUPLICATE = {
    **dict.fromkeys(
        ("id", "entity", "kept", "other", "kind", "name", "other_name", "place", "reason"), "str"
    ),
    "decision": "str",
    "fields": [{**dict.fromkeys(("field", "name", "kept", "other"), "str"), "blank": "bool"}],
}
BATCH = {
    "id": "str",
    "file": "str",
    "sha256": "str",
    "at": "str",
    "by": "str",
    "new": "int",
    "known": "int",
    "conflicts": "int",
    "state": "str",
    "state_by": "str",
    "state_at": "NoneType",
    "kept_bytes": "int",
}
UNDONE = {**BATCH, "state_at": "str"}
RECORD = dict.fromkeys(("fate", "kind", "name", "details", "entity", "record"), "str")
UNDO = {"batch": UNDONE, "restores": "bool", "done": "bool", "ratified": [], "records": [RECORD]}
EXPORT = {"files": ["str"], "changes": "int", "visits": "int", "encrypted": "bool"}
FILE = {
    "file": "str",
    "status": "str",
    "sha256": "str",
    "records": {"baru": "int", "sama": "int"},
    "warnings": ["str"],
    "needs_password": "bool",
    "refused": [],
    "error": "str",
}
IMPORT = {
    "interrupted": "NoneType",
    "files": [FILE],
    "rejects": "NoneType",
    "rejects_error": "str",
}
CONFLICT = {
    "id": "str",
    "entity": "str",
    "record": "str",
    "field": "str",
    "title": "str",
    "question": "str",
    "values": [
        {"number": "int", **dict.fromkeys(("value", "text", "who", "when", "device"), "str")}
    ],
}
VERDICT = {
    "file": "str",
    "sound": "bool",
    "kind": "str",
    "seal": "str",
    "device": "str",
    "made_by": "str",
    "made_at": "str",
    "changes": "int",
    "broken_links": [],
    "edited_cells": "int",
    "rejections": [],
}
WAITING = {
    **dict.fromkeys(("id", "file", "sha256", "at", "from"), "str"),
    "bytes": "int",
    "notes": ["str"],
}
ERROR = {"error": "str", "code": "str"}


def shape(value: Any) -> Any:
    """Return names and types of what was printed; a list stands for its first, all alike."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        shapes = [shape(one) for one in value]
        assert all(one == shapes[0] for one in shapes)
        return shapes[:1]
    return type(value).__name__


def say(terminal: Terminal, *words: object) -> tuple[int, Any]:
    status, out, _ = terminal.enter(str(words[0]), "--json", *words[1:])
    return status, json.loads(out)


def test_files_out_and_in(terminal: Terminal, world, tmp_path) -> None:
    status, told = say(terminal, "export", tmp_path / "paket.xlsx")
    assert (status, shape(told)) == (0, EXPORT)
    status, told = say(terminal, "digest")
    assert (status, shape(told)) == (0, {"digest": "str", "device": "str"})
    (hasil,) = world.hasil("A")
    status, out, _ = terminal.say("verify", "--json", hasil)
    assert (status, shape(json.loads(out))) == (0, [VERDICT])
    for words in (["--dry-run", hasil], ["--accept", hasil]):
        status, told = say(terminal, "import", *words)
        assert (status, shape(told)) == (0, IMPORT)
    status, told = say(terminal, "import", renamed_png(tmp_path / "foto.xlsx"))
    assert (status, shape(told)) == (
        2,
        {**IMPORT, "files": [{**FILE, "records": {}, "warnings": []}]},
    )


def test_a_buku_isian_is_written_for_one_visit(terminal: Terminal, tmp_path) -> None:
    isian = tmp_path / "isian.xlsx"
    seluma = ("--which", "Kabupaten Seluma")
    status, told = say(terminal, "fillable", isian, "skm", *seluma, "--rows", 5)
    assert (status, told) == (0, {"file": str(isian), "form": "skm", "sheets": 5})
    status, told = say(terminal, "import", "--dry-run", isian)
    assert (status, told["files"][0]["records"]) == (0, {})
    assert say(terminal, "fillable", isian, "mars", *seluma)[0] == 2
    assert say(terminal, "fillable", isian, "lembar_penilaian", *seluma, "--nip", "1")[0] == 2


def test_a_file_that_waits_is_turned_down_with_a_reason(terminal: Terminal, world) -> None:
    assert terminal.enter("waiting")[:2] == (0, "Tidak ada berkas yang menunggu.\n")
    terminal.enter("import", *world.hasil("A"))
    status, told = say(terminal, "waiting")
    assert (status, shape(told)) == (1, [WAITING])
    assert "A.xlsx" in terminal.enter("waiting")[1]
    words = ("turn-down", told[0]["id"], "--reason", "Segel belum dibandingkan")
    status, gone = say(terminal, *words)
    assert (status, shape(gone)) == (0, dict.fromkeys(("file", "sha256", "reason"), "str"))
    assert say(terminal, "waiting") == (0, [])
    assert say(terminal, *words)[1]["code"] == "tidak-ditemukan"


@pytest.mark.long
def test_an_import_is_undone_and_brought_back_each_once(terminal: Terminal, world) -> None:
    assert say(terminal, "batches") == (0, [])
    before = say(terminal, "digest")[1]
    say(terminal, "import", "--accept", *world.hasil("A"))
    after = say(terminal, "digest")[1]
    status, told = say(terminal, "batches")
    assert (status, shape(told)) == (0, [BATCH])
    (batch,) = told
    assert (batch["state"], batch["by"]) == ("berlaku", ADMIN.nama)
    assert batch["kept_bytes"] == world.hasil("A")[0].stat().st_size
    key = batch["id"]
    _, told = say(terminal, "undo-batch", key, "--dry-run")
    assert shape(told) == {**UNDO, "batch": BATCH}
    assert not told["done"]
    assert "tidak pernah dibatalkan" in terminal.enter("undo-batch", key, "--restore")[1]
    assert say(terminal, "digest")[1] == after
    _, told = say(terminal, "undo-batch", key)
    assert shape(told) == UNDO
    assert (told["done"], told["restores"]) == (True, False)
    assert {row["fate"] for row in told["records"]} >= {"dihapus"}
    undone = say(terminal, "digest")[1]
    assert undone not in (before, after)
    status, told = say(terminal, "undo-batch", key)
    assert (status, shape(told)) == (0, {**UNDO, "records": []})
    status, out, _ = terminal.enter("undo-batch", key)
    assert status == 0
    assert "sudah dibatalkan" in out
    assert say(terminal, "digest")[1] == undone
    assert "DIBATALKAN" in terminal.enter("batches")[1]
    _, told = say(terminal, "undo-batch", key, "--restore")
    assert (told["done"], told["restores"]) == (True, True)
    status, out, _ = terminal.enter("undo-batch", key, "--restore")
    assert status == 0
    assert "sudah dikembalikan" in out
    status, told = say(terminal, "undo-batch", "b1")
    assert (status, shape(told)) == (2, ERROR)
    assert "tidak tercatat" in told["error"]


def test_differences(terminal: Terminal) -> None:
    assert say(terminal, "conflicts") == (0, [])
    key = keyring.unlock(terminal.folder / KEY_FILE, user=ADMIN.nama, password=SAMPLE_PASSWORD)
    add_difference(terminal.folder / DATABASE_FILE, key)
    status, told = say(terminal, "conflicts")
    assert (status, shape(told)) == (1, [CONFLICT])
    status, told = say(terminal, "resolve", told[0]["id"], "2")
    assert (status, shape(told)) == (0, {"id": "str", "value": "str"})


def test_duplicates(terminal: Terminal) -> None:
    assert say(terminal, "duplicates") == (0, [])
    key = keyring.unlock(terminal.folder / KEY_FILE, user=ADMIN.nama, password=SAMPLE_PASSWORD)
    nama = add_twin(terminal.folder / DATABASE_FILE, key)
    status, found = say(terminal, "duplicates")
    assert (status, shape(found)) == (1, [DUPLICATE])
    pair = found[0]["id"]
    (differing,) = found[0]["fields"]
    assert (differing["field"], differing["other"]) == ("jabatan", "Kasubbag Umum")
    _, out, _ = terminal.enter("duplicates")
    assert f"{pair}  " in out
    assert f"jabatan: {differing['name']}: {differing['kept']} | Kasubbag Umum" in out

    status, told = say(terminal, "unite", pair, "--take", "nama")
    assert (status, told["code"]) == (2, "nilai-tidak-sah")
    assert "Isian nama tidak ada, atau sama" in told["error"]
    status, told = say(terminal, "unite", pair, "--take", "jabatan")
    done = {"id": pair, "decision": "satu", "taken": ["jabatan"], "done": True}
    assert (status, told) == (0, done)
    assert terminal.enter("duplicates")[:2] == (0, "Tidak ada catatan ganda.\n")
    status, decided = say(terminal, "duplicates", "--resolved")
    assert (status, decided[0]["decision"]) == (0, "satu")
    status, out, _ = terminal.enter("unite", pair)
    assert (status, "sudah disatukan; tidak ada yang dilakukan" in out) == (0, True)

    assert terminal.enter("unite", pair, "--take-back")[0] == 0
    status, out, _ = terminal.enter("unite", pair, "--apart")
    assert (status, out) == (0, f"{nama}: dinyatakan bukan duplikat. Keputusan tersimpan.\n")
    status, told = say(terminal, "unite", "p1")
    assert (status, told["code"]) == (2, "tidak-ditemukan")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["undo-batch"], "yang wajib belum ditulis: ID"),
        (["resolve", "abc", "dua"], "NOMOR harus bilangan, bukan 'dua'"),
        (["export", "--scope", "mars", "x.xlsx"], "--scope tidak dapat 'mars'"),
        (["digest", "--sekarang"], "tidak dikenal: --sekarang"),
        (["import", "x.xlsx", "--rejects"], "--rejects memerlukan isi"),
        (["cerna"], "PERINTAH tidak dapat 'cerna'"),
        ([], "tidak dikenal: --json"),
    ],
)
def test_a_mistake_in_the_words_is_told_as_json_where_that_was_asked_for(words, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*words, "--json"])
    out, err = capsys.readouterr()
    assert ended.value.code == 2
    told = json.loads(out)
    assert (shape(told), told["code"]) == (ERROR, "pemakaian")
    assert said in told["error"]
    assert err == f"{told['error']}\n"


def test_a_settings_file_that_cannot_be_read_is_told_as_json(tmp_path, capsys):
    (tmp_path / "setelan.toml").write_text("theme = [", encoding="utf-8")
    assert main(["--data", str(tmp_path), "digest", "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert (shape(told), told["code"]) == (ERROR, "setelan")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_shows_an_example_and_its_exit_status(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    example = out.partition("Contoh:\n  bina-desktop ")[2].splitlines()[0]
    assert example.startswith(f"{name} ")
    assert "Status keluar: 0" in out
    parser = argparse.ArgumentParser()
    add_commands(parser)
    assert parser.parse_args(_words(example)).command == name


def _words(example: str) -> list[str]:
    return shlex.split(example)
