"""The calls of the engine that a scenario makes: open, submit, restore, edit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from lxml import etree

from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.engine import session_from_submission, submission_xml
from bina_desktop.formengine.instance.environment import Clock
from bina_desktop.formengine.instance.metadata import Metadata
from bina_desktop.formengine.instance.session import FormSession
from tests.conformance.scenario_mirror import mirror

_XFORMS = "{http://www.w3.org/2002/xforms}"


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
        if edited is not None:
            self.edit(edited)
            return
        self.session = FormSession(
            read_xform(self._xform, media=self._folder),
            clock=self._clock,
            metadata=_metadata(preload or {}),
            chance=self._chance,
        )

    def submission(self) -> str:
        """Return the instance as ODK submission XML."""
        return submission_xml(self.session)

    def restore(self, text: str) -> None:
        """Open an instance where it was left. Raises FormError."""
        self._take(text, edited=False)

    def edit(self, text: str) -> None:
        """Open a sent submission for editing. Raises FormError."""
        self._take(text, edited=True)

    def filled(self, answers: Mapping[str, str]) -> str:
        """Return a submission that holds these answers, by path by position."""
        primary = etree.fromstring(self._xform.encode()).find(f".//{_XFORMS}instance/*")
        root = etree.Element(etree.QName(primary).localname, dict(primary.attrib))
        for path, text in answers.items():
            _element(root, path.split("/")[2:]).text = text
        return etree.tostring(root, encoding="unicode")

    def attribute(self, path: str, name: str) -> str:
        """Return an attribute of an element of the instance."""
        return mirror(self.session.root, attributes=True)[f"{path}/@{name}"].value

    def _take(self, text: str, *, edited: bool) -> None:
        form = read_xform(self._xform, media=self._folder)
        session, _ = session_from_submission(form, text, clock=self._clock, edited=edited)
        assert isinstance(session, FormSession), "sessions are made by the engine"
        self.session = session


def _element(parent: Any, steps: list[str]) -> Any:
    """Return the element at the end of steps like `anak[2]`, making what is missing."""
    for step in steps:
        name, _, position = step.rstrip("]").partition("[")
        while len(parent.findall(name)) < int(position or 1):
            etree.SubElement(parent, name)
        parent = parent.findall(name)[int(position or 1) - 1]
    return parent


def _metadata(given: Mapping[str, str]) -> Metadata:
    """Return the properties that a case gives, under our names."""
    return Metadata(
        username=given.get("username", ""),
        deviceid=given.get("deviceID", ""),
        email=given.get("email", ""),
        phonenumber=given.get("phoneNumber", ""),
    )
