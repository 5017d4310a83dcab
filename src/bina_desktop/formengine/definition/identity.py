"""What a submission says about itself: its instanceID, its attributes, its namespaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.document import (
    JAVAROSA,
    OPENROSA,
    XFORMS,
    Element,
    elements,
    etree,
    local_name,
    step_name,
)

_METHODS = frozenset({"post", "form-data-post"})
_TEMPLATE = f"{JAVAROSA}template"
_IN_NAMESPACES = etree.XPath(
    f"descendant-or-self::*[namespace-uri() != '{XFORMS[1:-1]}' or @*[namespace-uri()]]"
)
"""The elements that `namespaces_of` looks at: a form has thousands of others."""


def ensure_instance_id(model: Element, primary: Element) -> None:
    """Give a form without meta/instanceID one that is filled in when the form is opened.

    The OpenRosa metadata schema asks for it; a `meta` that is there already takes it in.
    """
    meta = next(primary.iterchildren("{*}meta"), None)
    if meta is None:
        prefixes = {"orx": OPENROSA[1:-1]}
        meta = etree.SubElement(primary, f"{OPENROSA}meta", nsmap=prefixes)
    elif any(local_name(child) == "instanceID" for child in elements(meta)):
        return
    assert meta is not None, "it was found or made"
    namespace = meta.tag.rpartition("}")[0]
    made = etree.SubElement(meta, f"{namespace}}}instanceID" if namespace else "instanceID")
    path = "/".join(["", step_name(primary), step_name(meta), step_name(made)])
    etree.SubElement(model, f"{XFORMS}bind", {"nodeset": path, f"{JAVAROSA}preload": "uid"})


def check_submission(model: Element, report: Report) -> None:
    """Refuse a way of sending that nobody offers (ODK XForms specification, Submission)."""
    for submission in model.iterchildren(f"{XFORMS}submission"):
        method = submission.get("method")
        if method is not None and method not in _METHODS:
            report.error(
                messages.UNKNOWN_SUBMISSION(method=method),
                column="submission",
            )


def namespaces_of(primary: Element) -> dict[str, str]:
    """Return the prefixes that the primary instance uses; the namespace of XForms is none."""
    found: dict[str, str] = {}
    for element in _IN_NAMESPACES(primary):
        tag: str = element.tag
        if tag[0] == "{" and not tag.startswith(XFORMS):
            found.setdefault(element.prefix or "", tag[1:].partition("}")[0])
        if element.keys():
            for _, prefix, uri in _foreign(element):
                found.setdefault(prefix, uri)
    return found


def attributes_of(element: Element) -> Mapping[str, str]:
    """Return the attributes as a submission writes them: `id`, `orx:version`."""
    prefixed = {
        name: f"{prefix}:{name.rpartition('}')[2]}" for name, prefix, _ in _foreign(element)
    }
    return {
        prefixed.get(name, name): value
        for name, value in element.attrib.items()
        if name != _TEMPLATE
    }


def _foreign(element: Element) -> Iterator[tuple[str, str, str]]:
    """Yield full name, prefix and namespace of each attribute that has a namespace."""
    for name in element.attrib:
        if not name.startswith("{") or name == _TEMPLATE:
            continue
        uri = name[1:].partition("}")[0]
        for prefix, known in element.nsmap.items():
            if prefix and known == uri:
                yield name, prefix, uri
                break
