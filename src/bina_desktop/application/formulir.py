"""Shipped forms: load once, open sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bina_desktop.formengine.client import AuthorMessage, Restored, Session


@dataclass(frozen=True, slots=True)
class FormulirSummary:
    """One form that can be filled."""

    form_id: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class FormCheck:
    """Outcome of `check-form`: errors refuse the form, notices do not."""

    title: str
    errors: tuple[AuthorMessage, ...]
    notices: tuple[AuthorMessage, ...]


class FormulirService:
    """Loads forms from the forms folder; each is converted once and cached by its hash."""

    def __init__(self, forms_dir: Path, cache_dir: Path) -> None:
        self._forms_dir = forms_dir
        self._cache_dir = cache_dir

    def available(self) -> Sequence[FormulirSummary]:
        """Return the shipped forms in a fixed order."""
        raise NotImplementedError

    def session(
        self, form_id: str, answers: Mapping[str, str], *, language: str | None = None
    ) -> tuple[Session, Restored]:
        """Open a session on stored answers ({} for a new sheet). Raises FormDefinitionError."""
        raise NotImplementedError

    def check(self, path: Path) -> FormCheck:
        """Check any workbook as a form, without touching data."""
        raise NotImplementedError
