"""The way to an open database, which can be shut for good."""

from __future__ import annotations

from bina_desktop.application.gate import LOCKED
from bina_desktop.application.ports import Actor, Begin, UnitOfWork
from bina_desktop.domain.errors import UnlockError


class Doorway:
    """Hands out units of work until it is shut: services kept after that reach nothing."""

    def __init__(self, begin: Begin) -> None:
        self._begin: Begin | None = begin

    def __call__(self, *, actor: Actor, reason: str = "", day_only: bool = False) -> UnitOfWork:
        """Open a unit of work. Raises UnlockError once shut."""
        if self._begin is None:
            raise UnlockError(LOCKED)
        return self._begin(actor=actor, reason=reason, day_only=day_only)

    def shut(self) -> None:
        """Let go of the database and its key."""
        self._begin = None
