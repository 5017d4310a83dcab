"""A stand-in for the use cases of findings."""

from __future__ import annotations

from typing import Any

from bina_desktop.application.work import Topic


class FakeTemuan:
    """Remembers what was asked of it."""

    def __init__(self, recorder: Any) -> None:
        self._recorder = recorder

    def __getattr__(self, name: str):
        """Every use case is remembered under its name, as one of findings."""

        def act(key, *said):
            return self._recorder.note(f"{name}_temuan", Topic.TEMUAN, key=key, said=said)

        return act
