from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.laptops import Laptop, a_laptop


@pytest.fixture
def new_laptop(template: Path, tmp_path: Path) -> Iterator[Callable[[], Laptop]]:
    made: list[Laptop] = []

    def make() -> Laptop:
        made.append(a_laptop(template, tmp_path / f"laptop{len(made)}.db"))
        return made[-1]

    yield make
    for laptop in made:
        laptop.close()


@pytest.fixture
def laptop(new_laptop: Callable[[], Laptop]) -> Laptop:
    return new_laptop()


@pytest.fixture
def office(new_laptop: Callable[[], Laptop]) -> Laptop:
    return new_laptop()
