"""Every hostile file has its sentence or is read rightly, quickly, in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.hostile.files import Hostile, all_files, sound
from tests.integration.exchange.books import make_content, write

FILES = {one.name: one for one in all_files()}
MOST_MEMORY = 500
"""MiB of the program, and of the child that parses."""
LONGEST = 5.0
"""Seconds of the processor for one file."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Make all files, and read them in one process of their own."""
    folder = tmp_path_factory.mktemp("berkas")
    base = sound(write(folder.with_name("dasar.xlsx"), make_content()))
    for one in FILES.values():
        one.make(base, folder / f"{one.name}.xlsx")
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.reading", str(folder)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=300,
    )
    return {item["name"]: item for item in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("one", FILES.values(), ids=FILES)
def test_it_is_refused_with_a_sentence_or_read_rightly(one: Hostile, outcomes):
    found = outcomes[one.name]
    if one.sentence:
        assert one.sentence in found["sentence"]
        return
    assert found["sentence"] == ""
    assert (tuple(found["places"]), found["edits"]) == (one.places, one.edits)


def test_none_takes_long_or_much_memory(outcomes):
    memory = outcomes[""]
    assert outcomes.keys() == {*FILES, ""}
    assert memory["parent"] < MOST_MEMORY
    assert memory["child"] < MOST_MEMORY
    slow = {name: found.get("seconds", 0) for name, found in outcomes.items()}
    assert [name for name, seconds in slow.items() if seconds > LONGEST] == []
