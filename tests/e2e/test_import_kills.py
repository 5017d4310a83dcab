"""A few kills of an import of some files; `make soak` makes 100 of an import of 50."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.e2e import import_kills


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX")
def test_a_killed_import_stands_between_two_files_and_says_where(
    tmp_path: Path, form_cache: Path
) -> None:
    stage = import_kills.make_stage(tmp_path, form_cache, files=3)
    assert len(set(stage.digests)) == 4
    faults, under_way = import_kills.kills(stage, tmp_path, rounds=3, seed=4)
    assert faults == []
    assert under_way
