"""What is made when it is first asked for is made once, and is found as in any sequence."""

from __future__ import annotations

import pytest

from bina_desktop.formengine.definition.late import Late


def test_each_is_made_once_and_when_it_is_asked_for() -> None:
    made: list[int] = []

    def make(number: int) -> str:
        made.append(number)
        return f"number {number}"

    late = Late(4, make)
    assert len(late) == 4
    assert not made
    assert late[2] is late[2]
    assert late[1:3] == ["number 1", "number 2"]
    assert made == [2, 1]
    assert [*late] == [f"number {number}" for number in range(4)]
    with pytest.raises(IndexError):
        late[4]
