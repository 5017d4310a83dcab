"""Tell the first difference between what was recorded and what came."""

from __future__ import annotations

from tests.conformance.scenario_mirror import State


class DifferenceError(Exception):
    """Our engine came to another state than the one recorded."""

    def __init__(self, where: str, want: object, got: object) -> None:
        """Tell the place (step, node and what about it), what was wanted and what came."""
        self.where = where
        self.want = want
        self.got = got
        super().__init__(f"{where}: wanted {want!r}, got {got!r}")


def compare_states(path: str, expected: State, ours: State) -> None:
    """Raise DifferenceError for the first thing that two states of a node do not share."""
    for key in ("k", "relevant", "readonly", "required", "v", "violation", *_TOLD):
        if expected[key] != ours[key]:
            raise DifferenceError(f"{path} {key}", expected[key], ours[key])


_TOLD = ("count", "label", "hint", "choices")


def same(where: str, expected: object, got: object) -> None:
    """Raise DifferenceError unless both are equal."""
    if expected != got:
        raise DifferenceError(where, expected, got)
