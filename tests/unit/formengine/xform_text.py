"""XForm text for tests that need what no workbook makes."""

from __future__ import annotations

from bina_desktop.formengine.client import FormDefinitionError
from bina_desktop.formengine.definition.from_xform import read_xform

HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
    'xmlns:odk="http://www.opendatakit.org/xforms" xmlns:bina="https://contoh.id/bina">'
)


def xform(
    instance: str, *, model: str = "", body: str = "", itext: str = "", title: str = "Uji"
) -> str:
    """Return an XForm: `instance` holds the children of the root, `model` binds and lists."""
    return (
        f"{HEAD}<h:head><h:title>{title}</h:title><model>{itext}"
        f'<instance><data id="uji" version="1">{instance}</data></instance>{model}'
        f"</model></h:head><h:body>{body}</h:body></h:html>"
    )


def messages(text: str) -> list[str]:
    """Return the sentences for the author of a form that must be refused."""
    try:
        read_xform(text)
    except FormDefinitionError as error:
        return [message.message for message in error.messages]
    raise AssertionError("the form was accepted")


def notices(text: str) -> list[str]:
    """Return what the author is told though the form is accepted."""
    return [notice.message for notice in read_xform(text).notices]
