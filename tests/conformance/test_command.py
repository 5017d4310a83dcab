"""The command that runs recorded cases: what it prints and how it exits."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.__main__ import main

FORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
    "<h:head><h:title>Dua</h:title><model><instance><data id='dua'><a/><b/></data></instance>"
    "<bind nodeset='/data/b' calculate='/data/a * 2'/></model></h:head>"
    "<h:body><input ref='/data/a'><label>A</label></input></h:body></h:html>"
)
OPENED = {
    "/data": {"k": "root"},
    "/data/a": {"k": "input", "v": "", "label": "A"},
    "/data/b": {"k": "model-value", "v": ""},
}


def _case(doubled: str) -> dict[str, Any]:
    answered = {
        "/data/a": {"k": "input", "v": "4", "label": "A"},
        "/data/b": {"k": "model-value", "v": doubled},
    }
    return {
        "id": f"dua#{doubled}",
        "status": "pass",
        "form": "dua",
        "needs": [],
        "javarosa_5_1_agrees": True,
        "steps": [
            {"op": "init", "changed": OPENED},
            {"op": "answer", "args": ["/data/a", 4], "ref": "/data/a", "changed": answered},
            {"op": "read.answerOf", "args": ["/data/b"], "observed": doubled},
        ],
    }


def _write(folder: Path, *cases: dict[str, Any]) -> None:
    content = {"forms": {"dua": FORM}, "cases": cases}
    with gzip.open(folder / "scenario_cases.json.gz", "wt", encoding="utf-8") as stream:
        json.dump(content, stream)


def test_cases_that_hold_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(tmp_path, _case("8"))
    assert main([str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "scenario_cases.json.gz: 1 passed, 0 failed" in told
    assert "1 of 1 (threshold 100% reached)" in told


def test_a_missed_threshold_names_the_case_and_the_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path, _case("8"), _case("9"))
    assert main([str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "scenario_cases.json.gz: 1 passed, 1 failed" in told
    assert "1 of 2 (threshold 100% MISSED)" in told
    assert "dua#9: step 1 answer /data/b v: wanted '9', got '8'" in told


def test_an_absent_folder_is_told_and_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "absent")]) == 0
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert "absent" in told


def test_absent_files_are_skipped_with_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 0
    assert "scenario_cases.json.gz: absent, skipped" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scenario_cases.json.gz").write_bytes(b"not gzip")
    assert main([str(tmp_path)]) == 2
    assert "cannot be read" in capsys.readouterr().out


def test_long_reasons_are_shortened_unless_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path, _case("9" * 300))
    assert main([str(tmp_path)]) == 1
    assert "…" in capsys.readouterr().out
    assert main([str(tmp_path), "--verbose"]) == 1
    assert "9" * 300 in capsys.readouterr().out


def test_every_form_of_the_cases_is_walked_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path, _case("8"))
    assert main([str(tmp_path)]) == 0
    assert "differential: 2 passed, 0 failed" in capsys.readouterr().out
