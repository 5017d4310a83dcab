"""The calls of the engine that a scenario makes: open, submit, restore, edit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

from bina_desktop.formengine.client import FormError
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.instance.environment import Clock
from bina_desktop.formengine.instance.metadata import Metadata
from bina_desktop.formengine.instance.session import FormSession


class Door:
    """One form, and the session that is open on it."""

    session: FormSession

    def __init__(self, xform: str, folder: Path, *, clock: Clock, chance: Random) -> None:
        """Keep what is needed to open the form; `folder` holds its files."""
        self._xform = xform
        self._folder = folder
        self._clock = clock
        self._chance = chance

    def open(self, edited: str | None = None, preload: Mapping[str, str] | None = None) -> None:
        """Open a new instance, or a submission for editing. Raises FormError."""
        form = read_xform(self._xform)
        given = preload or {}
        self.session = FormSession(
            form,
            clock=self._clock,
            metadata=_metadata(given),
            chance=self._chance,
        )
        if edited is not None:
            self.edit(edited)

    def submission(self) -> str:
        """Return the instance as ODK submission XML."""
        raise FormError("no submission yet")

    def restore(self, text: str) -> None:
        """Open an instance where it was left."""
        raise FormError("no restore yet")

    def edit(self, text: str) -> None:
        """Open a sent submission for editing."""
        raise FormError("no edit yet")

    def filled(self, answers: Mapping[str, str]) -> str:
        """Return a submission that holds these answers, by path by position."""
        raise FormError("no restore yet")

    def attribute(self, path: str, name: str) -> str:
        """Return an attribute of an element of the submission."""
        raise FormError("no submission yet")


def _metadata(given: Mapping[str, str]) -> Metadata:
    """Return the properties that a case gives, under our names."""
    return Metadata(
        username=given.get("username", ""),
        deviceid=given.get("deviceID", ""),
        email=given.get("email", ""),
        phonenumber=given.get("phoneNumber", ""),
    )
