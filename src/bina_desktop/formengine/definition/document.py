"""Parse XForm text without trusting it: no DTD, no entities, no network, bounded size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol

from bina_desktop.formengine.client import AuthorMessage, FormDefinitionError
from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.xpath.sentences import Sentence

MAX_XFORM_CHARACTERS = 30_000_000
MAX_ELEMENTS = 2_000_000

XFORMS = "{http://www.w3.org/2002/xforms}"
XHTML = "{http://www.w3.org/1999/xhtml}"
JAVAROSA = "{http://openrosa.org/javarosa}"
ODK = "{http://www.opendatakit.org/xforms}"
OPENROSA = "{http://openrosa.org/xforms}"
BINA = "{urn:bina:xlsform}"
"""Our own bind attributes; other tools pass them by."""

etree: Any = import_module("lxml.etree")
"""lxml carries no types; `Element` below says what is used of it."""


class Element(Protocol):
    """An element of lxml, as far as this package uses it."""

    tag: Any
    """`{namespace}name`; no str for a comment or an entity."""
    text: str | None
    tail: str | None
    prefix: str | None
    attrib: Mapping[str, str]
    nsmap: Mapping[str | None, str]
    sourceline: int | None

    def get(self, name: str) -> str | None: ...
    def keys(self) -> Sequence[str]: ...
    def items(self) -> Sequence[tuple[str, str]]: ...
    def __len__(self) -> int: ...
    def find(self, path: str) -> Element | None: ...
    def findall(self, path: str) -> list[Element]: ...
    def findtext(self, path: str) -> str | None: ...
    def iter(self, *tags: str) -> Iterator[Element]: ...
    def iterchildren(self, *tags: str) -> Iterator[Element]: ...
    def itertext(self) -> Iterator[str]: ...
    def __iter__(self) -> Iterator[Element]: ...


class UnsafeXmlError(Exception):
    """Text that is no XML, or more than XML without DTD of a bounded size."""

    def __init__(self, *, line: int = 0, doctype: bool = False) -> None:
        """Say where it is broken, or that it declares a document type; else it is too large."""
        self.line = line
        self.doctype = doctype
        super().__init__(f"line {line}" if line else "doctype" if doctype else "too large")


def read_tree(text: str, *, max_characters: int, max_elements: int) -> Element:
    """Return the root element of XML from anywhere. Raises UnsafeXmlError."""
    if len(text) > max_characters:
        raise UnsafeXmlError
    if "<!" in text and ("<!DOCTYPE" in text or "<!ENTITY" in text):
        raise UnsafeXmlError(doctype=True)
    parser = etree.XMLParser(
        # The text is decoded already: what it declares is about the bytes it came from.
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Element = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise UnsafeXmlError(line=getattr(error, "lineno", 0) or 1) from error
    # No element takes less than four characters.
    if len(text) > 4 * max_elements and sum(1 for _ in root.iter()) > max_elements:
        raise UnsafeXmlError
    return root


def parse_xml(text: str, *, title: str) -> Element:
    """Return the root element of any XML. Raises FormDefinitionError for what is not safe."""
    try:
        return read_tree(text, max_characters=MAX_XFORM_CHARACTERS, max_elements=MAX_ELEMENTS)
    except UnsafeXmlError as error:
        raise _refusal(title, _sentence(error)) from error


def parse(text: str, *, title: str) -> Element:
    """Return the root element. Raises FormDefinitionError for what is no safe XForm."""
    root = parse_xml(text, title=title)
    if root.tag != f"{XHTML}html":
        raise _refusal(title, messages.NO_XFORM())
    return root


def _sentence(error: UnsafeXmlError) -> Sentence:
    if error.line:
        return messages.NO_XML(line=error.line)
    return messages.DOCTYPE() if error.doctype else messages.FORM_TOO_LARGE()


def _refusal(title: str, sentence: Sentence) -> FormDefinitionError:
    return FormDefinitionError(
        title, [AuthorMessage(sentence.indonesian, english=sentence.english)]
    )


def elements(parent: Element) -> Iterator[Element]:
    """Return the child elements; the parser leaves nothing else in the tree."""
    return iter(parent)


@lru_cache(maxsize=1_024)
def without_namespace(name: str) -> str:
    """Return `name` of `{namespace}name`; forms have few names, and many of each."""
    return name.rpartition("}")[2]


def local_name(element: Element) -> str:
    """Return the tag without its namespace."""
    return without_namespace(element.tag)


def step_name(element: Element) -> str:
    """Return the name a path uses for an instance element: `nama`, `orx:meta`."""
    local = local_name(element)
    return f"{element.prefix}:{local}" if element.prefix else local


def text_of(element: Element) -> str:
    """Return the element's own text, stripped."""
    return (element.text or "").strip()
