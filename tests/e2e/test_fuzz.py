"""Spoilt workbooks through the real import: refused or taken in, never a fault, never by half."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.world import World
from tests.hostile.fuzz import fuzz
from tests.hostile.mutations import KINDS, mutate, source

FEW = 36
SEED = 7


@pytest.mark.long
def test_a_few_dozen_spoilt_workbooks_do_no_harm(world: World, tmp_path: Path):
    found = list(fuzz(world, tmp_path, range(FEW), SEED))
    assert [one.number for one in found] == list(range(FEW))
    assert {one.number: one.faults for one in found if one.faults} == {}
    assert {one.kind for one in found} == set(KINDS)
    assert len({one.fate for one in found}) > 1


def test_a_file_is_the_same_for_its_seed_and_number(world: World, tmp_path: Path):
    sources = [source(world.hasil("A")[0])]
    made = []
    for number in (3, 3, 4):
        path = tmp_path / "berkas.xlsx"
        kind = mutate(sources, path, seed=SEED, number=number)
        made.append((kind, len(path.read_bytes())))
    assert made[0] == made[1]
    assert made[0] != made[2]
