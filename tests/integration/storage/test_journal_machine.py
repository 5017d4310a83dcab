"""A few examples of what `make soak` plays ten thousand times (tests/journal)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.journal.machine import Exchange
from tests.journal.stations import KINDS, OPEN_FILE, Station, a_server_station, a_station


@pytest.fixture(
    params=[
        pytest.param(kind, marks=[] if kind in OPEN_FILE else [pytest.mark.long]) for kind in KINDS
    ]
)
def station(request: pytest.FixtureRequest) -> Iterator[Station]:
    kind = request.param
    server = None if kind in OPEN_FILE else request.getfixturevalue("server")
    with a_station(kind) if server is None else a_server_station(server) as place:
        yield place


def test_laptops_that_exchange_anything_end_with_what_the_rules_say(station, monkeypatch):
    monkeypatch.setattr(Exchange, "station", station, raising=False)
    monkeypatch.setattr(Exchange, "books", 3)
    few = settings(
        max_examples=3,
        stateful_step_count=8,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Exchange, settings=few)
