"""Tokens and cards with which an official signs: which are plugged in, and by which module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.signature import FoundToken, Signer

_MODULE: Final = "token:modul"
"""Local setting: the path of the module that worked last. No PIN is ever kept."""


@dataclass(frozen=True, slots=True)
class TokenService:
    """Finds tokens; signs nothing."""

    acting: Acting
    signer: Signer

    def module(self) -> str:
        """Return the path of the module in which tokens were found last; '' for none."""
        with self.acting.reading() as uow:
            return uow.settings.get(_MODULE) or ""

    def find(self, module: str) -> Sequence[FoundToken]:
        """Return the tokens that a module sees, and remember the module. Raises SigningError."""
        found = self.signer.tokens(Path(module))
        with self.acting.unit() as uow:
            uow.settings.put(_MODULE, module)
            uow.commit()
        return found
